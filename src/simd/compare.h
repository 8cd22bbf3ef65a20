/* SPDX-License-Identifier: MIT */
#ifndef ZBI_COMPARE_H
#define ZBI_COMPARE_H

/* Elements compared to bits, which counting and selecting are made of. */

#include "interval.h"

/** Elements that are compared before their bits are used: their words fit the stack. */
#define ZBI_COMPARED 1024u

/**
 * Compare elements.
 *
 * @param level   how to
 * @param items   elements
 * @param count   of them
 * @param where   what is looked for
 * @param bitmap  receives (count + 31) / 32 words: bit i % 32 of word i / 32 is element i; bits
 *                behind the last one are 0
 */
ZBI_NOINLINE void zbi_compare_f64(zbi_level level, const double *items, uint32_t count,
                                  zbi_interval_f64 where, uint32_t *bitmap);
/** As zbi_compare_f64(). */
ZBI_NOINLINE void zbi_compare_f32(zbi_level level, const float *items, uint32_t count, zbi_interval_f32 where,
                                  uint32_t *bitmap);
/** As zbi_compare_f64(). */
ZBI_NOINLINE void zbi_compare_i32(zbi_level level, const int32_t *items, uint32_t count,
                                  zbi_interval_i32 where, uint32_t *bitmap);
/** As zbi_compare_f64(). */
ZBI_NOINLINE void zbi_compare_u8(zbi_level level, const uint8_t *items, uint32_t count, zbi_interval_u8 where,
                                 uint32_t *bitmap);
/** As zbi_compare_f64(). */
ZBI_NOINLINE void zbi_compare_i64(zbi_level level, const int64_t *items, uint32_t count,
                                  zbi_interval_i64 where, uint32_t *bitmap);

/** Whether an element compares so, as C and JavaScript write it: the reference. */
static inline bool
zbi_compares(zb_comparison comparison, double x, double a, double b)
{
    switch (comparison) {
    case ZB_LT:
        return x < a;
    case ZB_LE:
        return x <= a;
    case ZB_GT:
        return x > a;
    case ZB_GE:
        return x >= a;
    case ZB_EQ:
        return x == a;
    case ZB_NE:
        return x != a;
    case ZB_BETWEEN:
        return x >= a && x <= b;
    default:
        return false;
    }
}

/** As zbi_compares(). */
static inline bool
zbi_compares_i64(zb_comparison comparison, int64_t x, int64_t a, int64_t b)
{
    switch (comparison) {
    case ZB_LT:
        return x < a;
    case ZB_LE:
        return x <= a;
    case ZB_GT:
        return x > a;
    case ZB_GE:
        return x >= a;
    case ZB_EQ:
        return x == a;
    case ZB_NE:
        return x != a;
    case ZB_BETWEEN:
        return x >= a && x <= b;
    default:
        return false;
    }
}

/** Bits that are set, without a library's help. */
static inline uint32_t
zbi_bits_set(uint32_t word)
{
#if defined(__wasm__) || defined(__POPCNT__)
    return (uint32_t)__builtin_popcount(word);
#else
    word -= (word >> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >> 2) & 0x33333333);
    return (((word + (word >> 4)) & 0x0f0f0f0f) * 0x01010101u) >> 24;
#endif
}

#endif /* ZBI_COMPARE_H */
