/* SPDX-License-Identifier: MIT */
/* Kernels that order and group, each over 1,000,000 elements or rows. */
#include "cases.h"

enum { COUNT = 1000000 };

/* Sorts a copy of the elements at each run. */
#define SORT(type, kind, name, MAKE)                                                                         \
    static type *name##_items, *name##_sorted;                                                               \
    static void *name##_scratch;                                                                             \
    static void sort_##name##_prepare(void)                                                                  \
    {                                                                                                        \
        name##_items = bench_input(COUNT * sizeof(type));                                                    \
        for (uint32_t i = 0; i < COUNT; i++)                                                                 \
            name##_items[i] = (type)(MAKE);                                                                  \
        name##_sorted = bench_alloc(COUNT * sizeof(type));                                                   \
        name##_scratch = bench_alloc(zb_kernel_sort_scratch_bytes(COUNT, sizeof(type)));                     \
    }                                                                                                        \
    static void sort_##name##_run(void)                                                                      \
    {                                                                                                        \
        __builtin_memcpy(name##_sorted, name##_items, COUNT * sizeof(type));                                 \
        zb_kernel_sort_##kind(name##_sorted, COUNT, name##_scratch);                                         \
    }                                                                                                        \
    static double sort_##name##_answer(void)                                                                 \
    {                                                                                                        \
        return bench_hash(name##_sorted, COUNT * sizeof(type));                                              \
    }
SORT(double, f64, f64, bench_unit() * 2000 - 1000)
SORT(double, f64, few, (double)(bench_random() % 100))
SORT(double, f64, ascending, i)
SORT(float, f32, f32, bench_unit() * 2000 - 1000)
SORT(int32_t, i32, i32, (int32_t)(uint32_t)bench_random())

static double *items;
static uint32_t *out, out_count;
static void *scratch;

/* Elements, and room for as many indices. */
static void
indices_prepare(size_t scratch_bytes)
{
    items = bench_input(COUNT * sizeof *items);
    for (uint32_t i = 0; i < COUNT; i++)
        items[i] = bench_unit() * 2000 - 1000;
    out = bench_alloc(COUNT * sizeof *out);
    scratch = bench_alloc(scratch_bytes);
}

static double
indices_answer(void)
{
    return bench_hash(out, out_count * sizeof *out);
}

static void
argsort_prepare(void)
{
    indices_prepare(zb_kernel_argsort_scratch_bytes(COUNT));
    out_count = COUNT;
}

static void
argsort_run(void)
{
    zb_kernel_argsort_f64(items, COUNT, out, scratch);
}

enum { TOP = 100, TOP_MANY = 10000 };

static void
top_prepare(void)
{
    indices_prepare(zb_kernel_top_scratch_bytes(COUNT, TOP_MANY));
}

static void
top_run(void)
{
    out_count = zb_kernel_top_f64(items, COUNT, TOP, true, out, scratch);
}

static void
top_many_run(void)
{
    out_count = zb_kernel_top_f64(items, COUNT, TOP_MANY, true, out, scratch);
}

static const double fractions[] = {0.5, 0.25, 0.75, 0.9, 0.99};
static double quantiles[5];

static void
quantiles_prepare(void)
{
    indices_prepare(zb_kernel_quantiles_scratch_bytes(COUNT));
}

static void
median_run(void)
{
    zb_kernel_quantiles_f64(items, COUNT, fractions, 1, quantiles, scratch);
}

static void
quantiles_run(void)
{
    zb_kernel_quantiles_f64(items, COUNT, fractions, 5, quantiles, scratch);
}

static double
median_answer(void)
{
    return quantiles[0];
}

static double
quantiles_answer(void)
{
    return quantiles[0] + quantiles[1] + quantiles[2] + quantiles[3] + quantiles[4];
}

/* Count and sum by key. */
static uint32_t *keys, *groups, *group_keys, *counts, group_count;
static double *values, *sums, *lost;

static void
group_prepare(uint32_t distinct, uint32_t spread)
{
    keys = bench_input(COUNT * sizeof *keys);
    values = bench_input(COUNT * sizeof *values);
    for (uint32_t i = 0; i < COUNT; i++) {
        keys[i] = (uint32_t)(bench_random() % distinct) * spread;
        values[i] = (double)(bench_random() % 1000);
    }
    groups = bench_alloc(COUNT * sizeof *groups);
    group_keys = bench_alloc(COUNT * sizeof *group_keys);
    counts = bench_alloc(COUNT * sizeof *counts);
    sums = bench_alloc(distinct * sizeof *sums);
    lost = bench_alloc(distinct * 2 * sizeof *lost);
    scratch = bench_alloc(zb_kernel_group_scratch_bytes(COUNT));
}

static void
group_100_prepare(void)
{
    group_prepare(100, 1);
}

static void
group_100_sparse_prepare(void)
{
    group_prepare(100, 42949672);
}

static void
group_100000_prepare(void)
{
    group_prepare(100000, 1);
}

static void
group_100000_sparse_prepare(void)
{
    group_prepare(100000, 42949);
}

static void
group_run(void)
{
    group_count = zb_kernel_group_u32(keys, COUNT, groups, group_keys, counts, scratch);
    zb_kernel_group_sum_f64(values, groups, COUNT, sums, lost, group_count);
}

/* Values are whole: their sums do not depend on the order of addition. */
static double
group_answer(void)
{
    return bench_hash(group_keys, group_count * sizeof *group_keys) +
           bench_hash(counts, group_count * sizeof *counts) + bench_hash(sums, group_count * sizeof *sums);
}

BENCH_GROUP(order, {"sort f64", sort_f64_prepare, sort_f64_run, sort_f64_answer},
            {"sort f64, 100 values", sort_few_prepare, sort_few_run, sort_few_answer},
            {"sort f64, ascending", sort_ascending_prepare, sort_ascending_run, sort_ascending_answer},
            {"sort f32", sort_f32_prepare, sort_f32_run, sort_f32_answer},
            {"sort i32", sort_i32_prepare, sort_i32_run, sort_i32_answer},
            {"argsort f64", argsort_prepare, argsort_run, indices_answer},
            {"top 100 of f64", top_prepare, top_run, indices_answer},
            {"top 10,000 of f64", top_prepare, top_many_run, indices_answer},
            {"median of f64", quantiles_prepare, median_run, median_answer},
            {"5 quantiles of f64", quantiles_prepare, quantiles_run, quantiles_answer},
            {"count and sum by 100 keys", group_100_prepare, group_run, group_answer},
            {"count and sum by 100 keys, sparse", group_100_sparse_prepare, group_run, group_answer},
            {"count and sum by 100,000 keys", group_100000_prepare, group_run, group_answer},
            {"count and sum by 100,000 keys, sparse", group_100000_sparse_prepare, group_run, group_answer});
