/* SPDX-License-Identifier: MIT */
/*
 * What the processor can: by CPUID itself, since the compilers' own ways to ask (ifunc,
 * __builtin_cpu_supports) need a C library or a constructor.  Intel's manual, volume 1,
 * chapter 14 ("Detection of AVX2"): OSXSAVE and AVX, then XGETBV for whether the system
 * saves the registers, then AVX2.
 */
#include "level.h"

#if defined(__x86_64__)

#include <cpuid.h>
#include <stdint.h>

enum {
    LEAF_1_ECX_FMA = 1 << 12,
    LEAF_1_ECX_OSXSAVE = 1 << 27,
    LEAF_1_ECX_AVX = 1 << 28,
    LEAF_7_EBX_AVX2 = 1 << 5,
    XCR0_SSE_AND_AVX = 6
};

static zbi_level
detect(void)
{
    uint32_t a, b, c, d, needed = LEAF_1_ECX_FMA | LEAF_1_ECX_OSXSAVE | LEAF_1_ECX_AVX;
    if (!__get_cpuid(1, &a, &b, &c, &d) || (c & needed) != needed)
        return ZBI_VECTOR;
    uint32_t low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    (void)high;
    if ((low & XCR0_SSE_AND_AVX) != XCR0_SSE_AND_AVX)
        return ZBI_VECTOR;
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || (b & LEAF_7_EBX_AVX2) == 0)
        return ZBI_VECTOR;
    return ZBI_AVX2;
}

/* 0 is ZBI_SCALAR: not asked yet.  Threads that ask at the same time find the same. */
static int known;

zbi_level
zbi_level_now(void)
{
    int level = __atomic_load_n(&known, __ATOMIC_RELAXED);
    if (level == 0) {
        level = (int)detect();
        __atomic_store_n(&known, level, __ATOMIC_RELAXED);
    }
    return (zbi_level)level;
}

zbi_level
zbi_level_limit(zbi_level most)
{
    zbi_level best = detect(), level = most < best ? most : best;
    __atomic_store_n(&known, (int)level, __ATOMIC_RELAXED);
    return level;
}

#endif
