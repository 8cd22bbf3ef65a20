/* SPDX-License-Identifier: MIT */
#ifndef ZBI_MOMENTS_H
#define ZBI_MOMENTS_H

/*
 * Means and sums of squared deviations, of each block and merged in pairs.
 * js/core/kernels-moments.js says why, and does the same.
 */

#include "block.h"

/** Of elements minus their shift.  The members of y are 0 where there is one column. */
typedef struct zbi_moments {
    double count, mean_x, mean_y, xx, yy, xy;
} zbi_moments;

/** As the sums of sum.c. */
typedef struct zbi_moment_pairs {
    zbi_moments stack[ZBI_LEVELS];
    uint32_t depth, count;
} zbi_moment_pairs;

/** What all of a column is reckoned from: its first element, 0 where that is not finite. */
double zbi_shift_of(zbi_item item, const void *x);

/** Moments of one column's elements `from` to `to` - 1, at least one. */
ZBI_NOINLINE zbi_moments zbi_block_moments(zbi_level level, zbi_item item, const void *x, double shift,
                                           uint32_t from, uint32_t to);

/** Of two columns. */
ZBI_NOINLINE zbi_moments zbi_block_comoments(zbi_level level, zbi_item item, const void *x, double shift_x,
                                             const void *y, double shift_y, uint32_t from, uint32_t to);

/** Add the next block; depth and count begin as 0. */
ZBI_NOINLINE void zbi_moments_add(zbi_moment_pairs *pairs, zbi_moments block);

/** Of all blocks so far, at least one. */
ZBI_NOINLINE zbi_moments zbi_moments_total(const zbi_moment_pairs *pairs);

/** Not below `low` and not above `high`; NaN stays. */
static inline double
zbi_within(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

#endif /* ZBI_MOMENTS_H */
