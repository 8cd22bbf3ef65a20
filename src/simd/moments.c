/* SPDX-License-Identifier: MIT */
/*
 * Statistics and correlation: means and squared deviations of each block, merged in pairs.
 * js/core/kernels-moments.js says why, and does the same.
 */
#include "block.h"
#include "scalar.h"

/* Of elements minus their shift.  The members of y are 0 where there is one column. */
typedef struct moments {
    double count, mean_x, mean_y, xx, yy, xy;
} moments;

/* As the sums of sum.c. */
typedef struct moment_pairs {
    moments stack[ZBI_LEVELS];
    uint32_t depth, count;
} moment_pairs;

static moments
merged(const moments *left, const moments *right)
{
    double count = left->count + right->count;
    double delta_x = right->mean_x - left->mean_x, delta_y = right->mean_y - left->mean_y;
    double share = right->count / count, weight = left->count * share;
    moments both = {count,
                    left->mean_x + delta_x * share,
                    left->mean_y + delta_y * share,
                    (left->xx + right->xx) + (delta_x * delta_x) * weight,
                    (left->yy + right->yy) + (delta_y * delta_y) * weight,
                    (left->xy + right->xy) + (delta_x * delta_y) * weight};
    return both;
}

static void
add_block(moment_pairs *pairs, moments block)
{
    for (uint32_t carries = ++pairs->count; carries % 2 == 0; carries /= 2)
        block = merged(&pairs->stack[--pairs->depth], &block);
    pairs->stack[pairs->depth++] = block;
}

static moments
total(const moment_pairs *pairs)
{
    uint32_t depth = pairs->depth;
    moments all = pairs->stack[--depth];
    while (depth > 0)
        all = merged(&pairs->stack[--depth], &all);
    return all;
}

static double
deviations(bool vector, zbi_item item, const void *x, double shift_x, double mean_x, const void *y,
           double shift_y, double mean_y, uint32_t from, uint32_t to)
{
    zbi_terms terms = {x, y, shift_x, mean_x, shift_y, mean_y};
    return zbi_block_sum(vector, ZBI_TERM_DEVIATION, item, &terms, from, to);
}

static double
mean_of_block(bool vector, zbi_item item, const void *x, double shift, uint32_t from, uint32_t to)
{
    zbi_terms terms = {x, x, shift, 0, 0, 0};
    return zbi_block_sum(vector, ZBI_TERM_SHIFTED, item, &terms, from, to) / (double)(to - from);
}

static moments
block_moments(bool vector, zbi_item item, const void *x, double shift_x, const void *y, double shift_y,
              uint32_t from, uint32_t to)
{
    moments block = {(double)(to - from), 0, 0, 0, 0, 0};
    block.mean_x = mean_of_block(vector, item, x, shift_x, from, to);
    block.xx = deviations(vector, item, x, shift_x, block.mean_x, x, shift_x, block.mean_x, from, to);
    if (y == NULL)
        return block;
    block.mean_y = mean_of_block(vector, item, y, shift_y, from, to);
    block.yy = deviations(vector, item, y, shift_y, block.mean_y, y, shift_y, block.mean_y, from, to);
    block.xy = deviations(vector, item, x, shift_x, block.mean_x, y, shift_y, block.mean_y, from, to);
    return block;
}

/* All is reckoned from the first element, unless that is not finite. */
static double
shift_of(zbi_item item, const void *x)
{
    double first = zbi_load1(item, x, 0);
    return zbi_is_finite(first) ? first : 0;
}

/* Of at least one element. */
static moments
moments_of(bool vector, zbi_item item, const void *x, const void *y, uint32_t count)
{
    double shift_x = shift_of(item, x), shift_y = y == NULL ? 0 : shift_of(item, y);
    moment_pairs pairs;
    pairs.depth = pairs.count = 0;
    uint32_t from = 0;
    for (; count - from > ZBI_BLOCK; from += ZBI_BLOCK)
        add_block(&pairs, block_moments(vector, item, x, shift_x, y, shift_y, from, from + ZBI_BLOCK));
    add_block(&pairs, block_moments(vector, item, x, shift_x, y, shift_y, from, count));
    return total(&pairs);
}

static double
within(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

static double
variance_of(bool vector, zbi_item item, const void *x, uint32_t count, zb_range range)
{
    if (!zbi_is_finite(range.min) || !zbi_is_finite(range.max))
        return __builtin_nan("");
    if (range.min == range.max)
        return 0;
    if (!zbi_is_finite(range.max - range.min))
        return __builtin_inf();
    return moments_of(vector, item, x, NULL, count).xx / (double)count;
}

static void
stats_of(bool vector, zbi_item item, const void *x, uint32_t count, double sum, zb_range range, zb_stats *out)
{
    zb_stats stats = {0,    __builtin_nan(""), range.min, range.max, __builtin_nan(""), __builtin_nan(""),
                      count};
    if (count > 0) {
        stats.sum = sum;
        stats.mean = sum / (double)count;
        if (zbi_is_finite(stats.mean)) /* a sum may be rounded past what its elements allow */
            stats.mean = within(stats.mean, range.min, range.max);
        stats.variance = variance_of(vector, item, x, count, range);
        stats.stddev = zbi_sqrt(stats.variance);
    }
    *out = stats;
}

/* False when all elements are equal: then nothing correlates with them. */
static bool
varies(zbi_item item, const void *x, uint32_t count)
{
    double first = zbi_load1(item, x, 0);
    for (uint32_t at = 1; at < count; at++)
        if (zbi_load1(item, x, at) != first)
            return true;
    return false;
}

static double
correlation_of(bool vector, zbi_item item, const void *x, const void *y, uint32_t count)
{
    if (count == 0 || !varies(item, x, count) || !varies(item, y, count))
        return __builtin_nan("");
    moments all = moments_of(vector, item, x, y, count);
    double product = all.xx * all.yy; /* its root is exact for a column with itself */
    bool is_ordinary = product > 0x1p-900 && product < __builtin_inf();
    double root = is_ordinary ? zbi_sqrt(product) : zbi_sqrt(all.xx) * zbi_sqrt(all.yy);
    return within(all.xy / root, -1, 1);
}

#define MOMENTS(type, name, ITEM)                                                                            \
    void zb_kernel_stats_##name(const type *items, uint32_t count, zb_stats *out)                            \
    {                                                                                                        \
        zb_range range;                                                                                      \
        zb_kernel_range_##name(items, count, &range);                                                        \
        stats_of(true, ITEM, items, count, (double)zb_kernel_sum_##name(items, count), range, out);          \
    }                                                                                                        \
    void zbi_scalar_stats_##name(const type *items, uint32_t count, zb_stats *out)                           \
    {                                                                                                        \
        zb_range range;                                                                                      \
        zbi_scalar_range_##name(items, count, &range);                                                       \
        stats_of(false, ITEM, items, count, (double)zbi_scalar_sum_##name(items, count), range, out);        \
    }                                                                                                        \
    double zb_kernel_correlation_##name(const type *items, const type *others, uint32_t count)               \
    {                                                                                                        \
        return correlation_of(true, ITEM, items, others, count);                                             \
    }                                                                                                        \
    double zbi_scalar_correlation_##name(const type *items, const type *others, uint32_t count)              \
    {                                                                                                        \
        return correlation_of(false, ITEM, items, others, count);                                            \
    }
MOMENTS(double, f64, ZBI_ITEM_F64)
MOMENTS(float, f32, ZBI_ITEM_F32)
MOMENTS(int32_t, i32, ZBI_ITEM_I32)
