/* SPDX-License-Identifier: MIT */
/* Sums of floats, and dot products. */
#include "sum.h"
#include "scalar.h"

double
zbi_sum_terms(zbi_level level, zbi_term term, zbi_item item, const zbi_terms *terms, uint32_t count)
{
    zbi_sum_pairs sums;
    sums.depth = sums.count = 0;
    for (uint32_t from = 0, to; from < count; from = to) {
        to = count - from < ZBI_BLOCK ? count : from + ZBI_BLOCK;
        zbi_sum_add(&sums, zbi_block_sum(level, term, item, terms, from, to));
    }
    return zbi_sum_total(&sums);
}

static double
dot_of(zbi_level level, zbi_item item, const void *x, const void *y, uint32_t count)
{
    zbi_terms terms = {x, y, 0, 0, 0, 0};
    return zbi_sum_terms(level, ZBI_TERM_PRODUCT, item, &terms, count);
}

static double
sum_of(zbi_level level, zbi_item item, const void *x, uint32_t count)
{
    zbi_terms terms = {x, x, 0, 0, 0, 0};
    return zbi_sum_terms(level, ZBI_TERM_VALUE, item, &terms, count);
}

#define DOT(type, name, ITEM)                                                                                \
    double zb_kernel_dot_##name(const type *items, const type *others, uint32_t count)                       \
    {                                                                                                        \
        return dot_of(zbi_level_now(), ITEM, items, others, count);                                          \
    }                                                                                                        \
    double zbi_scalar_dot_##name(const type *items, const type *others, uint32_t count)                      \
    {                                                                                                        \
        return dot_of(ZBI_SCALAR, ITEM, items, others, count);                                               \
    }
DOT(double, f64, ZBI_ITEM_F64)
DOT(float, f32, ZBI_ITEM_F32)
DOT(int32_t, i32, ZBI_ITEM_I32)

#define SUM(type, name, ITEM)                                                                                \
    double zb_kernel_sum_##name(const type *items, uint32_t count)                                           \
    {                                                                                                        \
        return sum_of(zbi_level_now(), ITEM, items, count);                                                  \
    }                                                                                                        \
    double zbi_scalar_sum_##name(const type *items, uint32_t count)                                          \
    {                                                                                                        \
        return sum_of(ZBI_SCALAR, ITEM, items, count);                                                       \
    }
SUM(double, f64, ZBI_ITEM_F64)
SUM(float, f32, ZBI_ITEM_F32)
