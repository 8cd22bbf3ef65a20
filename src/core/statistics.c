/* SPDX-License-Identifier: MIT */
/* Kernels behind checks.  The elements of each operand are found and compared before any is looked at. */
#include <zerobuf/statistics.h>

#include "internal.h"

/* Elements of a column, which may be written where it belongs to an arena. */
typedef struct operand {
    void *items;
    zb_column column;
} operand;

static zb_status
open_operand(zb_view view, zb_off header, operand *out)
{
    operand found;
    ZB_TRY(zb_column_open(view, header, &found.column));
    found.items = (void *)(uintptr_t)zb_view_ptr(view, found.column.data);
    if ((uintptr_t)found.items % found.column.item_bytes != 0)
        return ZB_E_ALIGN;
    *out = found;
    return ZB_OK;
}

/* Of the same type and length as another. */
static zb_status
open_like(zb_view view, zb_off header, const operand *other, operand *out)
{
    operand found;
    ZB_TRY(open_operand(view, header, &found));
    if (found.column.type != other->column.type)
        return ZB_E_TAG;
    if (found.column.length != other->column.length)
        return ZB_E_INVALID;
    *out = found;
    return ZB_OK;
}

/* Whether no byte belongs to both.  Columns lie inside one region, so that ends cannot wrap. */
static bool
is_apart(const operand *left, const operand *right)
{
    uint64_t left_end = left->column.data + (uint64_t)left->column.length * left->column.item_bytes;
    uint64_t right_end = right->column.data + (uint64_t)right->column.length * right->column.item_bytes;
    return left_end <= right->column.data || right_end <= left->column.data;
}

/* What is written may be what is read, element for element, or apart from it. */
static zb_status
open_source(zb_view view, zb_off header, const operand *written, operand *out)
{
    operand found;
    ZB_TRY(open_like(view, header, written, &found));
    if (found.column.data != written->column.data && !is_apart(&found, written))
        return ZB_E_INVALID;
    *out = found;
    return ZB_OK;
}

/* A kernel of each type that it takes; `CALL` is given the type and the suffix of the kernel's name. */
#define CASE(CALL, TYPE, type, name)                                                                         \
    case ZB_COLUMN_##TYPE:                                                                                   \
        CALL(type, name);                                                                                    \
        return ZB_OK;
#define FLOATS(CALL)                                                                                         \
    CASE(CALL, F64, double, f64)                                                                             \
    CASE(CALL, F32, float, f32)
#define NUMBERS(CALL)                                                                                        \
    FLOATS(CALL)                                                                                             \
    CASE(CALL, I32, int32_t, i32)
#define WITH_BYTES(CALL)                                                                                     \
    NUMBERS(CALL)                                                                                            \
    CASE(CALL, U8, uint8_t, u8)
#define ALL(CALL)                                                                                            \
    WITH_BYTES(CALL)                                                                                         \
    CASE(CALL, I64, int64_t, i64)

/* The last statements of a function: which kernel, by the type of x. */
#define DISPATCH(TYPES, CALL)                                                                                \
    switch ((uint32_t)x.column.type) {                                                                       \
        TYPES(CALL)                                                                                          \
    default:                                                                                                 \
        return ZB_E_TAG;                                                                                     \
    }

zb_status
zb_column_sum(zb_view view, zb_off header, double *out)
{
    operand x;
    ZB_TRY(open_operand(view, header, &x));
#define SUM(type, name) *out = (double)zb_kernel_sum_##name((const type *)x.items, x.column.length)
    DISPATCH(WITH_BYTES, SUM)
#undef SUM
}

zb_status
zb_column_stats(zb_view view, zb_off header, zb_stats *out)
{
    operand x;
    ZB_TRY(open_operand(view, header, &x));
#define STATS(type, name) zb_kernel_stats_##name((const type *)x.items, x.column.length, out)
    DISPATCH(NUMBERS, STATS)
#undef STATS
}

#define OF_TWO(verb, TYPES)                                                                                  \
    zb_status zb_columns_##verb(zb_view view, zb_off header, zb_off other, double *out)                      \
    {                                                                                                        \
        operand x, y;                                                                                        \
        ZB_TRY(open_operand(view, header, &x));                                                              \
        ZB_TRY(open_like(view, other, &x, &y));                                                              \
        DISPATCH(TYPES, RESULT)                                                                              \
    }
#define RESULT(type, name)                                                                                   \
    *out = (double)zb_kernel_dot_##name((const type *)x.items, (const type *)y.items, x.column.length)
OF_TWO(dot, WITH_BYTES)
#undef RESULT
#define RESULT(type, name)                                                                                   \
    *out = zb_kernel_covariance_##name((const type *)x.items, (const type *)y.items, x.column.length)
OF_TWO(covariance, NUMBERS)
#undef RESULT
#define RESULT(type, name)                                                                                   \
    *out = zb_kernel_correlation_##name((const type *)x.items, (const type *)y.items, x.column.length)
OF_TWO(correlation, NUMBERS)
#undef RESULT
#define RESULT(type, name)                                                                                   \
    *out = zb_kernel_weighted_mean_##name((const type *)x.items, (const type *)y.items, x.column.length)
OF_TWO(weighted_mean, NUMBERS)
#undef RESULT

zb_status
zb_columns_regression(zb_view view, zb_off header, zb_off other, zb_regression *out)
{
    operand x, y;
    ZB_TRY(open_operand(view, header, &x));
    ZB_TRY(open_like(view, other, &x, &y));
#define LINE(type, name)                                                                                     \
    zb_kernel_regression_##name((const type *)x.items, (const type *)y.items, x.column.length, out)
    DISPATCH(NUMBERS, LINE)
#undef LINE
}

#define IN_PLACE(verb, TYPES)                                                                                \
    zb_status zb_columns_##verb(zb_arena *arena, zb_off header, zb_off other)                                \
    {                                                                                                        \
        zb_view view = zb_arena_view(arena);                                                                 \
        operand x, y;                                                                                        \
        ZB_TRY(open_operand(view, header, &x));                                                              \
        ZB_TRY(open_source(view, other, &x, &y));                                                            \
        DISPATCH(TYPES, COMBINED)                                                                            \
    }
#define COMBINED(type, name) zb_kernel_add_##name((type *)x.items, (const type *)y.items, x.column.length)
IN_PLACE(add, ALL)
#undef COMBINED
#define COMBINED(type, name) zb_kernel_sub_##name((type *)x.items, (const type *)y.items, x.column.length)
IN_PLACE(sub, ALL)
#undef COMBINED
#define COMBINED(type, name) zb_kernel_mul_##name((type *)x.items, (const type *)y.items, x.column.length)
IN_PLACE(mul, ALL)
#undef COMBINED
#define COMBINED(type, name) zb_kernel_div_##name((type *)x.items, (const type *)y.items, x.column.length)
IN_PLACE(div, FLOATS)
#undef COMBINED

zb_status
zb_columns_fma(zb_arena *arena, zb_off header, zb_off factors, zb_off terms)
{
    zb_view view = zb_arena_view(arena);
    operand x, y, z;
    ZB_TRY(open_operand(view, header, &x));
    ZB_TRY(open_source(view, factors, &x, &y));
    ZB_TRY(open_source(view, terms, &x, &z));
#define FUSED(type, name)                                                                                    \
    zb_kernel_fma_##name((type *)x.items, (const type *)y.items, (const type *)z.items, x.column.length)
    DISPATCH(FLOATS, FUSED)
#undef FUSED
}

zb_status
zb_column_normalize(zb_arena *arena, zb_off header)
{
    operand x;
    ZB_TRY(open_operand(zb_arena_view(arena), header, &x));
#define NORMALIZED(type, name) zb_kernel_normalize_##name((type *)x.items, x.column.length)
    DISPATCH(FLOATS, NORMALIZED)
#undef NORMALIZED
}

zb_status
zb_column_affine(zb_arena *arena, zb_off header, double a, double b)
{
    operand x;
    ZB_TRY(open_operand(zb_arena_view(arena), header, &x));
#define MAPPED(type, name) zb_kernel_affine_##name((type *)x.items, x.column.length, a, b)
    DISPATCH(FLOATS, MAPPED)
#undef MAPPED
}

zb_status
zb_column_moving_average(zb_arena *arena, zb_off header, uint32_t window, zb_off out)
{
    zb_view view = zb_arena_view(arena);
    operand x, averages;
    ZB_TRY(open_operand(view, header, &x));
    ZB_TRY(open_operand(view, out, &averages));
    if (averages.column.type != ZB_COLUMN_F64)
        return ZB_E_TAG;
    if (window == 0 || averages.column.length != x.column.length || !is_apart(&x, &averages))
        return ZB_E_INVALID;
#define AVERAGES(type, name)                                                                                 \
    zb_kernel_moving_average_##name((const type *)x.items, x.column.length, window, (double *)averages.items)
    DISPATCH(NUMBERS, AVERAGES)
#undef AVERAGES
}

zb_status
zb_columns_matrix_vector(zb_arena *arena, zb_off matrix, zb_off vector, zb_off out)
{
    zb_view view = zb_arena_view(arena);
    operand x, y, product;
    ZB_TRY(open_operand(view, matrix, &x));
    ZB_TRY(open_operand(view, vector, &y));
    ZB_TRY(open_operand(view, out, &product));
    if (y.column.type != x.column.type || product.column.type != x.column.type)
        return ZB_E_TAG;
    if ((uint64_t)y.column.length * product.column.length != x.column.length)
        return ZB_E_INVALID;
    if (!is_apart(&x, &product) || !is_apart(&y, &product))
        return ZB_E_INVALID;
#define PRODUCT(type, name)                                                                                  \
    zb_kernel_matrix_vector_##name((const type *)x.items, product.column.length, y.column.length,            \
                                   (const type *)y.items, (type *)product.items)
    DISPATCH(FLOATS, PRODUCT)
#undef PRODUCT
}

zb_status
zb_columns_gather(zb_arena *arena, zb_off header, zb_off indices, zb_off out)
{
    zb_view view = zb_arena_view(arena);
    operand x, at, taken;
    ZB_TRY(open_operand(view, header, &x));
    ZB_TRY(open_operand(view, indices, &at));
    ZB_TRY(open_operand(view, out, &taken));
    if (at.column.type != ZB_COLUMN_U32 || taken.column.type != x.column.type)
        return ZB_E_TAG;
    if (at.column.length != taken.column.length || !is_apart(&x, &taken) || !is_apart(&at, &taken))
        return ZB_E_INVALID;
    uint32_t count = x.column.length, taken_count = taken.column.length;
    const uint32_t *places = (const uint32_t *)at.items;
#define TAKEN(type, name)                                                                                    \
    return zb_kernel_gather_##name((const type *)x.items, count, places, taken_count, (type *)taken.items)
    DISPATCH(ALL, TAKEN)
#undef TAKEN
}
