/* SPDX-License-Identifier: MIT */
#ifndef ZBI_RANGE_H
#define ZBI_RANGE_H

/* Smallest and largest element of a part of a column, which ranges, places and statistics are made of. */

#include "lanes.h"

/** zb_kernel_range_f64() at a level. */
ZBI_NOINLINE void zbi_range_f64(zbi_level level, const double *items, uint32_t count, zb_range *out);
/** As zbi_range_f64(). */
ZBI_NOINLINE void zbi_range_f32(zbi_level level, const float *items, uint32_t count, zb_range *out);
/** As zbi_range_f64(). */
ZBI_NOINLINE void zbi_range_i32(zbi_level level, const int32_t *items, uint32_t count, zb_range *out);
/** As zbi_range_f64(). */
ZBI_NOINLINE void zbi_range_u8(zbi_level level, const uint8_t *items, uint32_t count, zb_range *out);
/** As zbi_range_f64(). */
ZBI_NOINLINE void zbi_range_i64(zbi_level level, const int64_t *items, uint32_t count, zb_range_i64 *out);

/** -0 is below 0. */
static inline bool
zbi_is_below(double left, double right)
{
    return left < right || (left == 0 && right == 0 && __builtin_signbit(left) && !__builtin_signbit(right));
}

/** The range of two parts together; NaN where either has it. */
static inline zb_range
zbi_range_both(zb_range left, zb_range right)
{
    zb_range both = left;
    if (right.min != right.min || zbi_is_below(right.min, left.min))
        both.min = right.min;
    if (right.max != right.max || zbi_is_below(left.max, right.max))
        both.max = right.max;
    return both;
}

#endif /* ZBI_RANGE_H */
