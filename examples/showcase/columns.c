/* SPDX-License-Identifier: MIT */
/* Vectors: kernels over arrays of C, and over columns that came as JSON. */
#include "handlers.h"
#include "reply.h"

#include <zerobuf/simd.h>

#define MAX_COLUMNS 100u /* their pairs are 4,950 */

zb_status
simd(zb_request *req, zb_response *res)
{
    (void)req;
    double items[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    zb_range range;
    reply r = reply_begin(res);
    reply_number(&r, "sum", zb_kernel_sum_f64(items, 8));
    reply_number(&r, "dot", zb_kernel_dot_f64(items, items, 8));
    zb_kernel_scale_f64(items, 8, 2);
    zb_kernel_range_f64(items, 8, &range);
    reply_number(&r, "scaled_sum", zb_kernel_sum_f64(items, 8));
    reply_number(&r, "min", range.min);
    reply_number(&r, "max", range.max);
    return reply_send(&r);
}

static void
reply_numbers(reply *r, const char *key, const double *items, uint32_t count)
{
    zb_slot array = zb_null();
    if (r->status == ZB_OK)
        r->status = zb_array_new(r->res->arena, count, &array);
    for (uint32_t i = 0; i < count && r->status == ZB_OK; i++)
        r->status = zb_array_push(r->res->arena, array.a, zb_number(items[i]));
    reply_value(r, key, array);
}

zb_status
simd_ext(zb_request *req, zb_response *res)
{
    (void)req;
    static const double tens[5] = {10, 20, 30, 40, 50}, ones[5] = {1, 2, 3, 4, 5};
    double items[5] = {10, 20, 30, 40, 50};
    reply r = reply_begin(res);
    zb_kernel_sub_f64(items, ones, 5);
    reply_numbers(&r, "sub", items, 5);
    __builtin_memcpy(items, tens, sizeof items);
    zb_kernel_mul_f64(items, ones, 5);
    reply_numbers(&r, "mul", items, 5);
    double wide[5] = {-10, 0, 15, 40, 99};
    zb_kernel_clamp_f64(wide, 5, 0, 40);
    reply_numbers(&r, "clamp", wide, 5);
    __builtin_memcpy(items, ones, sizeof items);
    zb_kernel_affine_f64(items, 5, 2, 10);
    reply_numbers(&r, "map_linear", items, 5);
    return reply_send(&r);
}

/* A column: its name, and numbers as the kernels take them. */
typedef struct column {
    zb_str name;
    const double *items;
} column;

/* Columns that are equally long. */
typedef struct table {
    column columns[MAX_COLUMNS];
    uint32_t column_count, row_count;
} table;

/* The numbers of an array, into the request's arena, whose bytes stay where they are. */
static zb_status
read_numbers(zb_arena *arena, zb_off handle, uint32_t count, const double **out)
{
    zb_off room;
    ZB_TRY(zb_arena_alloc(arena, count * (uint32_t)sizeof(double), sizeof(double), &room));
    double *items = (void *)zb_arena_ptr(arena, room);
    for (uint32_t i = 0; i < count; i++) {
        zb_off item;
        ZB_TRY(zb_array_get(zb_arena_view(arena), handle, i, &item));
        ZB_TRY(zb_slot_get_f64(zb_arena_view(arena), item, &items[i]));
    }
    *out = items;
    return ZB_OK;
}

/* A table of {"name": [..], ..}.  ZB_E_TAG, and a sentence in `complaint`, where it is none. */
static zb_status
read_table(zb_arena *arena, zb_off columns, table *out, const char **complaint)
{
    for (uint32_t i = 0; i < out->column_count; i++) {
        column *one = &out->columns[i];
        zb_off slot, handle;
        zb_array array;
        ZB_TRY(zb_object_entry(zb_arena_view(arena), columns, i, &one->name, &slot));
        *complaint = "a column is an array of numbers";
        ZB_TRY(zb_slot_get_array(zb_arena_view(arena), slot, &handle));
        ZB_TRY(zb_array_open(zb_arena_view(arena), handle, &array));
        ZB_TRY(read_numbers(arena, handle, array.length, &one->items));
        *complaint = "columns must be equally long";
        if (i != 0 && array.length != out->row_count)
            return ZB_E_TAG;
        out->row_count = array.length;
    }
    return ZB_OK;
}

static zb_status
add_stats(reply *all, const column *of, uint32_t rows)
{
    zb_stats stats;
    reply one = reply_begin(all->res);
    zb_kernel_stats_f64(of->items, rows, &stats);
    reply_number(&one, "count", stats.count);
    reply_number(&one, "sum", stats.sum);
    reply_number(&one, "mean", stats.mean);
    reply_number(&one, "min", stats.min);
    reply_number(&one, "max", stats.max);
    reply_number(&one, "variance", stats.variance);
    reply_number(&one, "stddev", stats.stddev);
    ZB_TRY(one.status);
    return zb_object_set(all->res->arena, all->object.a, of->name.ptr, of->name.len, one.object);
}

/* "a_b" of two columns. */
static zb_status
add_correlation(reply *all, const column *left, const column *right, uint32_t rows)
{
    zb_arena *arena = all->res->arena;
    zb_slot key;
    zb_str name;
    zb_text text = zb_text_begin(arena, left->name.len + 1 + right->name.len);
    zb_text_add(&text, left->name.ptr, left->name.len);
    zb_text_add(&text, "_", 1);
    zb_text_add(&text, right->name.ptr, right->name.len);
    ZB_TRY(zb_text_end(&text, &key));
    ZB_TRY(zb_string_at(zb_arena_view(arena), key.a, &name));
    double correlation = zb_kernel_correlation_f64(left->items, right->items, rows);
    return zb_object_set(arena, all->object.a, name.ptr, name.len, zb_number(correlation));
}

static zb_status
answer_table(zb_response *res, const table *of)
{
    reply answer = reply_begin(res), stats = reply_begin(res), correlations = reply_begin(res);
    ZB_TRY(stats.status);
    ZB_TRY(correlations.status);
    for (uint32_t i = 0; i < of->column_count; i++) {
        ZB_TRY(add_stats(&stats, &of->columns[i], of->row_count));
        for (uint32_t j = i + 1; j < of->column_count; j++)
            ZB_TRY(add_correlation(&correlations, &of->columns[i], &of->columns[j], of->row_count));
    }
    reply_value(&answer, "stats", stats.object);
    if (of->column_count > 1)
        reply_value(&answer, "correlations", correlations.object);
    return reply_send(&answer);
}

/* POST /columnar {"columns": {"name": [1, 2.5, ..], ..}} */
zb_status
columnar(zb_request *req, zb_response *res)
{
    zb_slot body;
    zb_off columns;
    zb_object opened;
    table read;
    const char *complaint = NULL;
    zb_view view;
    zb_status status = zb_request_json(req, UINT32_MAX, &body, NULL);
    if (status == ZB_E_MEMORY)
        return status;
    if (status != ZB_OK)
        return reply_error(res, 400, "the body is not valid JSON");
    view = zb_arena_view(req->arena);
    if (body.tag != ZB_TAG_OBJECT ||
        zb_object_get_object(view, body.a, ZB_LIT("columns"), &columns) != ZB_OK ||
        zb_object_open(view, columns, &opened) != ZB_OK || opened.count == 0)
        return reply_error(res, 400, "columns required");
    if (opened.count > MAX_COLUMNS)
        return reply_error(res, 400, "at most 100 columns are taken");
    read.column_count = opened.count;
    status = read_table(req->arena, columns, &read, &complaint);
    if (status == ZB_E_TAG)
        return reply_error(res, 400, complaint);
    ZB_TRY(status);
    return answer_table(res, &read);
}
