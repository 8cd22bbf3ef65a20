/* SPDX-License-Identifier: MIT */
/* Kernels that order and group. */
#include "cases.h"

enum { SELECTED = 1000000 };

static double *selected;
static uint32_t *found, found_count;

static void
filter_prepare(void)
{
    selected = bench_input(SELECTED * sizeof *selected);
    for (uint32_t i = 0; i < SELECTED; i++)
        selected[i] = bench_unit();
    found = bench_alloc(SELECTED * sizeof *found);
}

static void
filter_run(void)
{
    found_count = zb_kernel_indices_f64(selected, SELECTED, ZB_GT, 0.5, 0, found, SELECTED);
}

static double
filter_answer(void)
{
    return bench_hash(found, found_count * sizeof *found);
}

BENCH_GROUP(order, {"indices of f64 > 0.5, 1,000,000", filter_prepare, filter_run, filter_answer});
