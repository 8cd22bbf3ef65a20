/* SPDX-License-Identifier: MIT */
/* Kernels that order and group. */
#include "cases.h"

enum { COUNT = 1000000 };

/* Each run sorts a copy of the elements. */
#define SORT(type, name, MAKE)                                                                               \
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
        zb_kernel_sort_##name(name##_sorted, COUNT, name##_scratch);                                         \
    }                                                                                                        \
    static double sort_##name##_answer(void)                                                                 \
    {                                                                                                        \
        return bench_hash(name##_sorted, COUNT * sizeof(type));                                              \
    }
SORT(double, f64, bench_unit() * 2000 - 1000)
SORT(float, f32, bench_unit() * 2000 - 1000)
SORT(int32_t, i32, (int32_t)(uint32_t)bench_random())

BENCH_GROUP(order, {"sort 1,000,000 f64", sort_f64_prepare, sort_f64_run, sort_f64_answer},
            {"sort 1,000,000 f32", sort_f32_prepare, sort_f32_run, sort_f32_answer},
            {"sort 1,000,000 i32", sort_i32_prepare, sort_i32_run, sort_i32_answer});
