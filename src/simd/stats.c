/* SPDX-License-Identifier: MIT */
/* Statistics of one column: a block is looked at four times while it is in the cache, the column once. */
#include "moments.h"
#include "range.h"
#include "scalar.h"
#include "sum.h"

/* Sum of a block's elements into a column's: of integers exact, of floats in pairs. */
static void
add_sum(zbi_level level, zbi_item item, const void *x, uint32_t from, uint32_t to, zbi_sum_pairs *floats,
        int64_t *integers)
{
    if (item == ZBI_ITEM_I32) {
        *integers += zbi_sum_i32(level, (const int32_t *)x + from, to - from);
        return;
    }
    zbi_terms terms = {x, x, 0, 0, 0, 0};
    zbi_sum_add(floats, zbi_block_sum(level, ZBI_TERM_VALUE, item, &terms, from, to));
}

static zb_range
range_of(zbi_level level, zbi_item item, const void *x, uint32_t from, uint32_t to)
{
    zb_range range;
    switch (item) {
    case ZBI_ITEM_F32:
        zbi_range_f32(level, (const float *)x + from, to - from, &range);
        break;
    case ZBI_ITEM_I32:
        zbi_range_i32(level, (const int32_t *)x + from, to - from, &range);
        break;
    case ZBI_ITEM_F64:
    default:
        zbi_range_f64(level, (const double *)x + from, to - from, &range);
        break;
    }
    return range;
}

static double
variance_of(zb_range range, double squares, uint32_t count)
{
    if (!zbi_is_finite(range.min) || !zbi_is_finite(range.max))
        return __builtin_nan("");
    if (range.min == range.max)
        return 0;
    if (!zbi_is_finite(range.max - range.min))
        return __builtin_inf();
    return squares / (double)count;
}

static ZBI_NOINLINE void
stats_of(zbi_level level, zbi_item item, const void *x, uint32_t count, zb_stats *out)
{
    const double nothing = __builtin_nan("");
    zb_stats stats = {0, nothing, nothing, nothing, nothing, nothing, count};
    if (count == 0) {
        *out = stats;
        return;
    }
    double shift = zbi_shift_of(item, x);
    zbi_moment_pairs moments;
    zbi_sum_pairs floats;
    moments.depth = moments.count = floats.depth = floats.count = 0;
    int64_t integers = 0;
    zb_range range = {0, 0};
    for (uint32_t from = 0, to; from < count; from = to) {
        to = count - from < ZBI_BLOCK ? count : from + ZBI_BLOCK;
        zb_range part = range_of(level, item, x, from, to);
        range = from == 0 ? part : zbi_range_both(range, part);
        add_sum(level, item, x, from, to, &floats, &integers);
        zbi_moments_add(&moments, zbi_block_moments(level, item, x, shift, from, to));
    }
    stats.sum = item == ZBI_ITEM_I32 ? (double)integers : zbi_sum_total(&floats);
    stats.min = range.min;
    stats.max = range.max;
    stats.mean = stats.sum / (double)count;
    if (zbi_is_finite(stats.mean)) /* a sum may be rounded past what its elements allow */
        stats.mean = zbi_within(stats.mean, range.min, range.max);
    stats.variance = variance_of(range, zbi_moments_total(&moments).xx, count);
    stats.stddev = zbi_sqrt(stats.variance);
    *out = stats;
}

#define STATS(type, name, ITEM)                                                                              \
    void zb_kernel_stats_##name(const type *items, uint32_t count, zb_stats *out)                            \
    {                                                                                                        \
        stats_of(zbi_level_now(), ITEM, items, count, out);                                                  \
    }                                                                                                        \
    void zbi_scalar_stats_##name(const type *items, uint32_t count, zb_stats *out)                           \
    {                                                                                                        \
        stats_of(ZBI_SCALAR, ITEM, items, count, out);                                                       \
    }
STATS(double, f64, ZBI_ITEM_F64)
STATS(float, f32, ZBI_ITEM_F32)
STATS(int32_t, i32, ZBI_ITEM_I32)
