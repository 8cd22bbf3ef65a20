/* SPDX-License-Identifier: MIT */
/* Statistics of two columns: correlation, covariance, regression, weighted mean. */
#include "moments.h"
#include "scalar.h"
#include "sum.h"

/* Of at least one element. */
static ZBI_NOINLINE zbi_moments
comoments(zbi_level level, zbi_item item, const void *x, const void *y, uint32_t count)
{
    double shift_x = zbi_shift_of(item, x), shift_y = zbi_shift_of(item, y);
    zbi_moment_pairs pairs;
    pairs.depth = pairs.count = 0;
    for (uint32_t from = 0, to; from < count; from = to) {
        to = count - from < ZBI_BLOCK ? count : from + ZBI_BLOCK;
        zbi_moments_add(&pairs, zbi_block_comoments(level, item, x, shift_x, y, shift_y, from, to));
    }
    return zbi_moments_total(&pairs);
}

/* False when all elements are equal: then nothing depends on them. */
static ZBI_NOINLINE bool
varies(zbi_item item, const void *x, uint32_t count)
{
    double first = count > 0 ? zbi_load1(item, x, 0) : 0;
    for (uint32_t at = 1; at < count; at++)
        if (zbi_load1(item, x, at) != first)
            return true;
    return false;
}

static ZBI_NOINLINE double
correlation_of_moments(zbi_moments all)
{
    double product = all.xx * all.yy; /* its root is exact for a column with itself */
    bool is_ordinary = product > 0x1p-900 && product < __builtin_inf();
    double root = is_ordinary ? zbi_sqrt(product) : zbi_sqrt(all.xx) * zbi_sqrt(all.yy);
    return zbi_within(all.xy / root, -1, 1);
}

static ZBI_NOINLINE double
correlation_of(zbi_level level, zbi_item item, const void *x, const void *y, uint32_t count)
{
    if (!varies(item, x, count) || !varies(item, y, count))
        return __builtin_nan("");
    return correlation_of_moments(comoments(level, item, x, y, count));
}

static ZBI_NOINLINE double
covariance_of(zbi_level level, zbi_item item, const void *x, const void *y, uint32_t count)
{
    return count == 0 ? __builtin_nan("") : comoments(level, item, x, y, count).xy / (double)count;
}

static ZBI_NOINLINE void
regression_of(zbi_level level, zbi_item item, const void *x, const void *y, uint32_t count,
              zb_regression *out)
{
    zb_regression line = {__builtin_nan(""), __builtin_nan(""), __builtin_nan("")};
    if (varies(item, x, count)) {
        zbi_moments all = comoments(level, item, x, y, count);
        double mean_x = zbi_shift_of(item, x) + all.mean_x, mean_y = zbi_shift_of(item, y) + all.mean_y;
        line.slope = all.xy / all.xx;
        line.intercept = mean_y - line.slope * mean_x;
        if (varies(item, y, count)) {
            double correlation = correlation_of_moments(all);
            line.r2 = correlation * correlation;
        }
    }
    *out = line;
}

static ZBI_NOINLINE double
weighted_mean_of(zbi_level level, zbi_item item, const void *x, const void *weights, uint32_t count)
{
    if (count == 0)
        return __builtin_nan("");
    double shift = zbi_shift_of(item, x);
    zbi_terms terms = {x, weights, shift, 0, 0, 0}, total = {weights, weights, 0, 0, 0, 0};
    double sum = zbi_sum_terms(level, ZBI_TERM_WEIGHTED, item, &terms, count);
    return shift + sum / zbi_sum_terms(level, ZBI_TERM_VALUE, item, &total, count);
}

#define OF_TWO(result, verb, type, name, ITEM)                                                               \
    result zb_kernel_##verb##_##name(const type *items, const type *others, uint32_t count)                  \
    {                                                                                                        \
        return verb##_of(zbi_level_now(), ITEM, items, others, count);                                       \
    }                                                                                                        \
    result zbi_scalar_##verb##_##name(const type *items, const type *others, uint32_t count)                 \
    {                                                                                                        \
        return verb##_of(ZBI_SCALAR, ITEM, items, others, count);                                            \
    }
#define REGRESSION(type, name, ITEM)                                                                         \
    OF_TWO(double, correlation, type, name, ITEM)                                                            \
    OF_TWO(double, covariance, type, name, ITEM)                                                             \
    OF_TWO(double, weighted_mean, type, name, ITEM)                                                          \
    void zb_kernel_regression_##name(const type *items, const type *others, uint32_t count,                  \
                                     zb_regression *out)                                                     \
    {                                                                                                        \
        regression_of(zbi_level_now(), ITEM, items, others, count, out);                                     \
    }                                                                                                        \
    void zbi_scalar_regression_##name(const type *items, const type *others, uint32_t count,                 \
                                      zb_regression *out)                                                    \
    {                                                                                                        \
        regression_of(ZBI_SCALAR, ITEM, items, others, count, out);                                          \
    }
REGRESSION(double, f64, ZBI_ITEM_F64)
REGRESSION(float, f32, ZBI_ITEM_F32)
REGRESSION(int32_t, i32, ZBI_ITEM_I32)
