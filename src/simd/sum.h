/* SPDX-License-Identifier: MIT */
#ifndef ZBI_SUM_H
#define ZBI_SUM_H

/*
 * Sums of blocks, added in pairs of equal size as carries in a binary counter: the number of
 * blocks so far says which of the sums on the stack are full.
 */

#include "block.h"

/** Sums of 2^k blocks each, k falling: at most one for each bit of a count of blocks. */
typedef struct zbi_sum_pairs {
    double sums[ZBI_LEVELS];
    uint32_t depth, count;
} zbi_sum_pairs;

/** Add the next block's sum; depth and count begin as 0. */
static inline void
zbi_sum_add(zbi_sum_pairs *pairs, double sum)
{
    for (uint32_t carries = ++pairs->count; carries % 2 == 0; carries /= 2)
        sum = pairs->sums[--pairs->depth] + sum;
    pairs->sums[pairs->depth++] = sum;
}

/** Of all blocks so far: from the right to the left; 0 of none. */
static inline double
zbi_sum_total(const zbi_sum_pairs *pairs)
{
    uint32_t depth = pairs->depth;
    if (depth == 0)
        return 0;
    double sum = pairs->sums[--depth];
    while (depth > 0)
        sum = pairs->sums[--depth] + sum;
    return sum;
}

/** Sum of terms 0 to count - 1. */
ZBI_NOINLINE double zbi_sum_terms(zbi_level level, zbi_term term, zbi_item item, const zbi_terms *terms,
                                  uint32_t count);

/** zb_kernel_sum_i32() at a level. */
ZBI_NOINLINE int64_t zbi_sum_i32(zbi_level level, const int32_t *items, uint32_t count);

#endif /* ZBI_SUM_H */
