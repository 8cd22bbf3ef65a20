/* SPDX-License-Identifier: MIT */
/* What statistics of one and of two columns have in common. */
#include "moments.h"

static zbi_moments
merged(const zbi_moments *left, const zbi_moments *right)
{
    double count = left->count + right->count;
    double delta_x = right->mean_x - left->mean_x, delta_y = right->mean_y - left->mean_y;
    double share = right->count / count, weight = left->count * share;
    zbi_moments both = {count,
                        left->mean_x + delta_x * share,
                        left->mean_y + delta_y * share,
                        (left->xx + right->xx) + (delta_x * delta_x) * weight,
                        (left->yy + right->yy) + (delta_y * delta_y) * weight,
                        (left->xy + right->xy) + (delta_x * delta_y) * weight};
    return both;
}

void
zbi_moments_add(zbi_moment_pairs *pairs, zbi_moments block)
{
    for (uint32_t carries = ++pairs->count; carries % 2 == 0; carries /= 2)
        block = merged(&pairs->stack[--pairs->depth], &block);
    pairs->stack[pairs->depth++] = block;
}

zbi_moments
zbi_moments_total(const zbi_moment_pairs *pairs)
{
    uint32_t depth = pairs->depth;
    zbi_moments all = pairs->stack[--depth];
    while (depth > 0)
        all = merged(&pairs->stack[--depth], &all);
    return all;
}

double
zbi_shift_of(zbi_item item, const void *x)
{
    double first = zbi_load1(item, x, 0);
    return zbi_is_finite(first) ? first : 0;
}

static double
mean_of_block(zbi_level level, zbi_item item, const void *x, double shift, uint32_t from, uint32_t to)
{
    zbi_terms terms = {x, x, shift, 0, 0, 0};
    return zbi_block_sum(level, ZBI_TERM_SHIFTED, item, &terms, from, to) / (double)(to - from);
}

zbi_moments
zbi_block_moments(zbi_level level, zbi_item item, const void *x, double shift, uint32_t from, uint32_t to)
{
    zbi_moments block = {(double)(to - from), 0, 0, 0, 0, 0};
    block.mean_x = mean_of_block(level, item, x, shift, from, to);
    zbi_terms terms = {x, x, shift, block.mean_x, shift, block.mean_x};
    block.xx = zbi_block_sum(level, ZBI_TERM_DEVIATION, item, &terms, from, to);
    return block;
}

zbi_moments
zbi_block_comoments(zbi_level level, zbi_item item, const void *x, double shift_x, const void *y,
                    double shift_y, uint32_t from, uint32_t to)
{
    double mean_x = mean_of_block(level, item, x, shift_x, from, to);
    double mean_y = mean_of_block(level, item, y, shift_y, from, to);
    zbi_terms terms = {x, y, shift_x, mean_x, shift_y, mean_y};
    zbi_products sums = zbi_block_products(level, item, &terms, from, to);
    zbi_moments block = {(double)(to - from), mean_x, mean_y, sums.xx, sums.yy, sums.xy};
    return block;
}
