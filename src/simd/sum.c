/* SPDX-License-Identifier: MIT */
/*
 * Sum and dot product.  Blocks are added in pairs of equal size, as carries in a binary
 * counter: the number of blocks so far says which of the sums on the stack are full.
 */
#include "block.h"
#include "scalar.h"

/* Sums of 2^k blocks each, k falling: at most one for each bit of a count of blocks. */
typedef struct sum_pairs {
    double sums[ZBI_LEVELS];
    uint32_t depth, count;
} sum_pairs;

static void
add_block(sum_pairs *pairs, double sum)
{
    for (uint32_t carries = ++pairs->count; carries % 2 == 0; carries /= 2)
        sum = pairs->sums[--pairs->depth] + sum;
    pairs->sums[pairs->depth++] = sum;
}

static double
total(const sum_pairs *pairs)
{
    uint32_t depth = pairs->depth;
    if (depth == 0)
        return 0;
    double sum = pairs->sums[--depth];
    while (depth > 0)
        sum = pairs->sums[--depth] + sum;
    return sum;
}

static double
sum_of(bool vector, zbi_term term, zbi_item item, const void *x, const void *y, uint32_t count)
{
    zbi_terms terms = {x, y, 0, 0, 0, 0};
    sum_pairs sums;
    sums.depth = sums.count = 0;
    uint32_t from = 0;
    for (; count - from > ZBI_BLOCK; from += ZBI_BLOCK)
        add_block(&sums, zbi_block_sum(vector, term, item, &terms, from, from + ZBI_BLOCK));
    if (from < count)
        add_block(&sums, zbi_block_sum(vector, term, item, &terms, from, count));
    return total(&sums);
}

/* 2^32 elements of 32 bits add up to less than 2^63 in magnitude. */
static inline ZBI_INLINE int64_t
sum_integers(bool vector, const int32_t *items, uint32_t count)
{
    int64_t sum = 0;
    uint32_t at = 0;
    if (vector) {
        zbi_i64x2 even = {0, 0}, odd = {0, 0};
        ZBI_AS_WRITTEN
        for (; count - at >= 4; at += 4) {
            zbi_i32x2 left, right;
            __builtin_memcpy(&left, zbi_item_ptr(ZBI_ITEM_I32, items, at), sizeof left);
            __builtin_memcpy(&right, zbi_item_ptr(ZBI_ITEM_I32, items, at + 2), sizeof right);
            even += __builtin_convertvector(left, zbi_i64x2);
            odd += __builtin_convertvector(right, zbi_i64x2);
        }
        even += odd;
        sum = even[0] + even[1];
    }
    ZBI_AS_WRITTEN
    for (; at < count; at++) {
        int32_t item;
        __builtin_memcpy(&item, zbi_item_ptr(ZBI_ITEM_I32, items, at), sizeof item);
        sum += item;
    }
    return sum;
}

#define SUMS(type, name, ITEM)                                                                               \
    double zb_kernel_dot_##name(const type *items, const type *others, uint32_t count)                       \
    {                                                                                                        \
        return sum_of(true, ZBI_TERM_PRODUCT, ITEM, items, others, count);                                   \
    }                                                                                                        \
    double zbi_scalar_dot_##name(const type *items, const type *others, uint32_t count)                      \
    {                                                                                                        \
        return sum_of(false, ZBI_TERM_PRODUCT, ITEM, items, others, count);                                  \
    }
SUMS(double, f64, ZBI_ITEM_F64)
SUMS(float, f32, ZBI_ITEM_F32)
SUMS(int32_t, i32, ZBI_ITEM_I32)

double
zb_kernel_sum_f64(const double *items, uint32_t count)
{
    return sum_of(true, ZBI_TERM_VALUE, ZBI_ITEM_F64, items, items, count);
}

double
zbi_scalar_sum_f64(const double *items, uint32_t count)
{
    return sum_of(false, ZBI_TERM_VALUE, ZBI_ITEM_F64, items, items, count);
}

double
zb_kernel_sum_f32(const float *items, uint32_t count)
{
    return sum_of(true, ZBI_TERM_VALUE, ZBI_ITEM_F32, items, items, count);
}

double
zbi_scalar_sum_f32(const float *items, uint32_t count)
{
    return sum_of(false, ZBI_TERM_VALUE, ZBI_ITEM_F32, items, items, count);
}

int64_t
zb_kernel_sum_i32(const int32_t *items, uint32_t count)
{
    return sum_integers(true, items, count);
}

int64_t
zbi_scalar_sum_i32(const int32_t *items, uint32_t count)
{
    return sum_integers(false, items, count);
}
