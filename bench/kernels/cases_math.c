/* SPDX-License-Identifier: MIT */
/*
 * Element-wise kernels, sums, series and statistics: in cache, and on columns that are far
 * larger.  What writes in place does so with operands that leave the elements as they are, so
 * that each run does the same.
 */
#include "cases.h"

enum { CACHED = 2048, LARGE = 8 * 1024 * 1024 }; /* 16 KB and 64 MB of doubles */

static double *x, *y, *z, *out, result;
static double *copied, *copy; /* of the case that others are measured beside */
static uint32_t *indices, *bits;

static double
last_result(void)
{
    return result;
}

static double
last_of_cached(void)
{
    return x[CACHED - 1];
}

static double
last_of_large(void)
{
    return x[LARGE - 1];
}

static double
last_written(void)
{
    return out[CACHED - 1];
}

static double *
doubles(uint32_t count)
{
    double *items = bench_input(count * sizeof *items);
    for (uint32_t i = 0; i < count; i++)
        items[i] = bench_unit() * 200 - 100;
    return items;
}

static double *
equal_doubles(uint32_t count, double value)
{
    double *items = bench_input(count * sizeof *items);
    for (uint32_t i = 0; i < count; i++)
        items[i] = value;
    return items;
}

static void
one_cached(void)
{
    x = doubles(CACHED);
    out = bench_alloc(CACHED * sizeof *out);
}

static void
one_large(void)
{
    x = doubles(LARGE);
}

static void
two_cached(void)
{
    x = doubles(CACHED);
    y = doubles(CACHED);
}

static void
with_zeros_cached(void)
{
    x = doubles(CACHED);
    y = equal_doubles(CACHED, 0);
}

static void
with_zeros_large(void)
{
    x = doubles(LARGE);
    y = equal_doubles(LARGE, 0);
}

static void
with_ones_cached(void)
{
    x = doubles(CACHED);
    y = equal_doubles(CACHED, 1);
    z = equal_doubles(CACHED, 0);
}

static void
to_copy(void)
{
    copied = doubles(LARGE);
    copy = bench_alloc(LARGE * sizeof *copy);
}

static void
with_indices(void)
{
    x = doubles(CACHED);
    out = bench_alloc(CACHED * sizeof *out);
    indices = bench_input(CACHED * sizeof *indices);
    for (uint32_t i = 0; i < CACHED; i++)
        indices[i] = (uint32_t)(bench_random() % CACHED);
}

static void
with_bits(void)
{
    x = doubles(CACHED);
    bits = bench_alloc(CACHED / 8);
}

static const double one = 1;

static void
sum_cached(void)
{
    result = zb_kernel_sum_f64(x, CACHED);
}

static void
sum_large(void)
{
    result = zb_kernel_sum_f64(x, LARGE);
}

static void
dot_cached(void)
{
    result = zb_kernel_dot_f64(x, y, CACHED);
}

static void
range_cached(void)
{
    zb_range range;
    zb_kernel_range_f64(x, CACHED, &range);
    result = range.min + range.max;
}

static void
range_large(void)
{
    zb_range range;
    zb_kernel_range_f64(x, LARGE, &range);
    result = range.min + range.max;
}

static void
argmax_cached(void)
{
    result = zb_kernel_argmax_f64(x, CACHED);
}

static void
scale_cached(void)
{
    zb_kernel_scale_f64(x, CACHED, one);
}

static void
scale_large(void)
{
    zb_kernel_scale_f64(x, LARGE, one);
}

static void
add_cached(void)
{
    zb_kernel_add_f64(x, y, CACHED);
}

static void
add_large(void)
{
    zb_kernel_add_f64(x, y, LARGE);
}

static void
copy_large(void)
{
    __builtin_memcpy(copy, copied, LARGE * sizeof *copied);
    result = copy[LARGE - 1];
}

static void
fma_cached(void)
{
    zb_kernel_fma_f64(x, y, z, CACHED);
}

static void
prefix_cached(void)
{
    zb_kernel_prefix_sum_f64(x, CACHED, out);
}

static void
moving_cached(void)
{
    zb_kernel_moving_average_f64(x, CACHED, 50, out);
}

static void
gather_cached(void)
{
    result = zb_kernel_gather_f64(x, CACHED, indices, CACHED, out) == ZB_OK ? out[CACHED - 1] : 0;
}

static void
compare_cached(void)
{
    zb_kernel_compare_f64(x, CACHED, ZB_BETWEEN, -50, 50, bits);
    result = zb_kernel_bitmap_count(bits, CACHED);
}

static void
stats_cached(void)
{
    zb_stats stats;
    zb_kernel_stats_f64(x, CACHED, &stats);
    result = stats.stddev;
}

static void
stats_large(void)
{
    zb_stats stats;
    zb_kernel_stats_f64(x, LARGE, &stats);
    result = stats.stddev;
}

/* What statistics are compared with: one pass, mean of the squares less square of the mean. */
static void
naive_stats(uint32_t count)
{
    double sum = 0, squares = 0, min = x[0], max = x[0];
    for (uint32_t i = 0; i < count; i++) {
        double v = x[i];
        sum += v;
        squares += v * v;
        min = v < min ? v : min;
        max = v > max ? v : max;
    }
    double mean = sum / count;
    result = squares / count - mean * mean + (min + max) * 0;
}

static void
naive_stats_cached(void)
{
    naive_stats(CACHED);
}

static void
naive_stats_large(void)
{
    naive_stats(LARGE);
}

static void
regression_cached(void)
{
    zb_regression line;
    zb_kernel_regression_f64(x, y, CACHED, &line);
    result = line.slope + line.intercept + line.r2;
}

static void
naive_regression_cached(void)
{
    double sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0, n = CACHED;
    for (uint32_t i = 0; i < CACHED; i++) {
        sx += x[i];
        sy += y[i];
        sxx += x[i] * x[i];
        syy += y[i] * y[i];
        sxy += x[i] * y[i];
    }
    double xy = n * sxy - sx * sy, xx = n * sxx - sx * sx, yy = n * syy - sy * sy, slope = xy / xx;
    result = slope + (sy - slope * sx) / n + xy * xy / (xx * yy);
}

BENCH_GROUP(math, {"sum f64, in cache", one_cached, sum_cached, last_result},
            {"dot f64, in cache", two_cached, dot_cached, last_result},
            {"min and max f64, in cache", one_cached, range_cached, last_result},
            {"argmax f64, in cache", one_cached, argmax_cached, last_result},
            {"scale f64, in cache", one_cached, scale_cached, last_of_cached},
            {"add f64, in cache", with_zeros_cached, add_cached, last_of_cached},
            {"fma f64, in cache", with_ones_cached, fma_cached, last_of_cached},
            {"prefix sum f64, in cache", one_cached, prefix_cached, last_written},
            {"moving average f64, in cache", one_cached, moving_cached, last_written},
            {"gather f64, in cache", with_indices, gather_cached, last_result},
            {"compare f64 to bits, in cache", with_bits, compare_cached, last_result},
            {"stats f64, in cache", one_cached, stats_cached, last_result},
            {"naive stats f64, in cache", one_cached, naive_stats_cached, last_result},
            {"regression f64, in cache", two_cached, regression_cached, last_result},
            {"naive regression f64, in cache", two_cached, naive_regression_cached, last_result},
            {"copy f64, 64 MB", to_copy, copy_large, last_result},
            {"sum f64, 64 MB", one_large, sum_large, last_result},
            {"min and max f64, 64 MB", one_large, range_large, last_result},
            {"scale f64, 64 MB", one_large, scale_large, last_of_large},
            {"add f64, 64 MB", with_zeros_large, add_large, last_of_large},
            {"stats f64, 64 MB", one_large, stats_large, last_result},
            {"naive stats f64, 64 MB", one_large, naive_stats_large, last_result});
