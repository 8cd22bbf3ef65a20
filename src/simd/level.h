/* SPDX-License-Identifier: MIT */
#ifndef ZBI_LEVEL_H
#define ZBI_LEVEL_H

/*
 * Which instructions kernels use.  The results are the same at each level; only their speed
 * differs.
 */

typedef enum zbi_level {
    ZBI_SCALAR, /* one element after the other: the reference */
    ZBI_VECTOR, /* vectors of 16 bytes, which every target has: SSE2, NEON, SIMD128 */
    ZBI_AVX2    /* vectors of 32 bytes and fused multiplication, on x86-64 processors that have both */
} zbi_level;

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__x86_64__)
/** The best level of this processor, asked once.  Any thread. */
zbi_level zbi_level_now(void);

/**
 * For tests: from now on, use no more than `most`.
 *
 * @param most  ZBI_VECTOR or ZBI_AVX2
 * @return what is used, which may be less
 */
zbi_level zbi_level_limit(zbi_level most);
#else
static inline zbi_level
zbi_level_now(void)
{
    return ZBI_VECTOR;
}

static inline zbi_level
zbi_level_limit(zbi_level most)
{
    (void)most;
    return ZBI_VECTOR;
}
#endif

#ifdef __cplusplus
}
#endif

#endif /* ZBI_LEVEL_H */
