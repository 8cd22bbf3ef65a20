/* SPDX-License-Identifier: MIT */
/* Element-wise kernels and sums: in cache, and on columns that are far larger. */
#include "cases.h"

enum { CACHED = 2048, LARGE = 8 * 1024 * 1024 }; /* 16 KB and 64 MB of doubles */

static double *cached, result;

static double
last_result(void)
{
    return result;
}

static double *
doubles(uint32_t count)
{
    double *items = bench_input(count * sizeof *items);
    for (uint32_t i = 0; i < count; i++)
        items[i] = bench_unit() * 200 - 100;
    return items;
}

static void
sum_cached_prepare(void)
{
    cached = doubles(CACHED);
}

static void
sum_cached_run(void)
{
    result = zb_kernel_sum_f64(cached, CACHED);
}

static double *large, *large_out;

static void
copy_large_prepare(void)
{
    large = doubles(LARGE);
    large_out = bench_alloc(LARGE * sizeof *large);
}

static void
copy_large_run(void)
{
    __builtin_memcpy(large_out, large, LARGE * sizeof *large);
}

static double
copy_large_answer(void)
{
    return large_out[LARGE - 1];
}

static double *large_summed;

static void
sum_large_prepare(void)
{
    large_summed = doubles(LARGE);
}

static void
sum_large_run(void)
{
    result = zb_kernel_sum_f64(large_summed, LARGE);
}

BENCH_GROUP(math, {"sum f64, in cache", sum_cached_prepare, sum_cached_run, last_result},
            {"copy f64, 64 MB", copy_large_prepare, copy_large_run, copy_large_answer},
            {"sum f64, 64 MB", sum_large_prepare, sum_large_run, last_result});
