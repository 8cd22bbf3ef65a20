/* SPDX-License-Identifier: MIT */
#ifndef ZBI_WIDE_H
#define ZBI_WIDE_H

/* 64 by 64 bits to 128. */

#include <stdint.h>

typedef struct zbi_wide {
    uint64_t high;
    uint64_t low;
} zbi_wide;

static inline zbi_wide
zbi_multiply(uint64_t a, uint64_t b)
{
#if defined(__SIZEOF_INT128__) && !defined(__wasm__) /* there it would be a call of a library */
    __extension__ typedef unsigned __int128 u128;
    u128 product = (u128)a * b;
    zbi_wide wide = {(uint64_t)(product >> 64), (uint64_t)product};
#else
    uint64_t a0 = (uint32_t)a, a1 = a >> 32, b0 = (uint32_t)b, b1 = b >> 32;
    uint64_t low = a0 * b0, cross = a1 * b0 + (low >> 32), other = a0 * b1 + (uint32_t)cross;
    zbi_wide wide = {a1 * b1 + (cross >> 32) + (other >> 32), other << 32 | (uint32_t)low};
#endif
    return wide;
}

#endif /* ZBI_WIDE_H */
