/* SPDX-License-Identifier: MIT */
#include "bindings.h"

#include <zerobuf/d1.h>

#define MOST_VALUES 101

/* A value of JSON as one that is bound; {"bytes": text} is a BLOB. */
static zb_status
bind(zb_view view, zb_slot value, zb_part *out)
{
    zb_str text;
    switch (value.tag) {
    case ZB_TAG_NULL:
        *out = zb_arg_null();
        return ZB_OK;
    case ZB_TAG_BOOL:
        *out = zb_arg_bool(value.a != 0);
        return ZB_OK;
    case ZB_TAG_I32:
        *out = zb_arg_i32((int32_t)value.a);
        return ZB_OK;
    case ZB_TAG_F64: {
        double number;
        __builtin_memcpy(&number, &value.b, sizeof number);
        *out = zb_arg_f64(number);
        return ZB_OK;
    }
    case ZB_TAG_STRING:
        ZB_TRY(zb_string_at(view, value.a, &text));
        *out = zb_arg_string(text);
        return ZB_OK;
    default:
        ZB_TRY(zb_object_get_string(view, value.a, ZB_LIT("bytes"), &text));
        *out = zb_arg_bytes(zb_bytes_of(text.ptr, text.len));
        return ZB_OK;
    }
}

/* {sql, values: []} */
static zb_status
read_query(zb_request *req, zb_off query, const char **sql, zb_part *values, uint32_t *count)
{
    zb_view view = zb_arena_view(req->arena);
    zb_str text;
    zb_off list, copy;
    zb_array array;
    zb_slot value;
    ZB_TRY(zb_object_get_string(view, query, ZB_LIT("sql"), &text));
    ZB_TRY(zb_object_get_array(view, query, ZB_LIT("values"), &list));
    ZB_TRY(zb_array_open(view, list, &array));
    if (array.length > MOST_VALUES)
        return ZB_E_INVALID;
    for (uint32_t i = 0; i < array.length; i++) {
        ZB_TRY(zb_slot_read(view, array.slots + i * ZB_SLOT_BYTES, &value));
        ZB_TRY(bind(view, value, &values[i]));
    }
    ZB_TRY(zb_arena_alloc(req->arena, text.len + 1, 1, &copy));
    char *bytes = (char *)zb_arena_ptr(req->arena, copy);
    __builtin_memcpy(bytes, text.ptr, text.len);
    bytes[text.len] = '\0';
    *sql = bytes;
    *count = array.length;
    return ZB_OK;
}

static zb_status
read_body(zb_request *req, zb_slot *out)
{
    zb_bytes body;
    ZB_TRY(zb_request_body(req, &body));
    return zb_json_read(req->arena, (const char *)body.ptr, body.len, NULL, out, NULL);
}

/* {rows, changes, id, read, written} */
static zb_status
show_result(zb_arena *arena, const zb_d1_result *result, zb_slot *out)
{
    zb_slot rows, row = zb_at(ZB_TAG_OBJECT, 0);
    ZB_TRY(zb_object_new(arena, 5, out));
    ZB_TRY(zb_array_new(arena, result->count, &rows));
    for (uint32_t i = 0; i < result->count; i++) {
        ZB_TRY(zb_d1_row(result, i, &row.a));
        ZB_TRY(zb_array_push(arena, rows.a, row));
    }
    if (zb_d1_row(result, result->count, &row.a) != ZB_E_NOT_FOUND)
        return ZB_E_CORRUPT;
    ZB_TRY(zb_object_set(arena, out->a, ZB_LIT("rows"), rows));
    ZB_TRY(zb_object_set(arena, out->a, ZB_LIT("changes"), zb_number(result->changes)));
    ZB_TRY(zb_object_set(arena, out->a, ZB_LIT("id"), zb_number(result->last_row_id)));
    ZB_TRY(zb_object_set(arena, out->a, ZB_LIT("read"), zb_number(result->rows_read)));
    return zb_object_set(arena, out->a, ZB_LIT("written"), zb_number(result->rows_written));
}

/* ?op=all, run, first, or the name of a BLOB in the first row. */
zb_status
d1_query(zb_request *req, zb_response *res)
{
    zb_slot query, shown;
    zb_part values[MOST_VALUES];
    zb_d1_result result;
    zb_bytes blob;
    zb_off row;
    const char *sql, *op = parameter_or_null(req, "op");
    uint32_t count;
    ZB_TRY(read_body(req, &query));
    ZB_TRY(read_query(req, query.a, &sql, values, &count));
    if (op != NULL && op[0] == 'a') {
        ASK(zb_d1_all("DB", sql, values, count, &result));
    } else if (op != NULL && op[0] == 'r') {
        ASK(zb_d1_run("DB", sql, values, count, &result));
        if (result.rows != 0)
            return ZB_E_CORRUPT;
    } else {
        ASK(zb_d1_first("DB", sql, values, count, &row));
        if (op != NULL && op[0] == 'f')
            return show(res, zb_at(ZB_TAG_OBJECT, row));
        ASK(zb_d1_blob(row, op != NULL ? op : "blob", &blob));
        return show_bytes(res, blob.ptr, blob.len);
    }
    ZB_TRY(show_result(req->arena, &result, &shown));
    return show(res, shown);
}

#define MOST_STATEMENTS 10

/* [{sql, values}, ..] as one transaction. */
zb_status
d1_batch(zb_request *req, zb_response *res)
{
    zb_slot queries, shown, list, statements[MOST_STATEMENTS];
    zb_part values[MOST_VALUES];
    zb_d1_result results[MOST_STATEMENTS];
    zb_array array;
    const char *sql;
    uint32_t count;
    ZB_TRY(read_body(req, &queries));
    ZB_TRY(zb_array_open(zb_arena_view(req->arena), queries.a, &array));
    if (array.length > MOST_STATEMENTS)
        return ZB_E_INVALID;
    for (uint32_t i = 0; i < array.length; i++) {
        zb_off query;
        ZB_TRY(zb_slot_get_object(zb_arena_view(req->arena), array.slots + i * ZB_SLOT_BYTES, &query));
        ZB_TRY(read_query(req, query, &sql, values, &count));
        ASK(zb_d1_prepare("DB", sql, values, count, &statements[i]));
    }
    ASK(zb_d1_batch("DB", statements, array.length, results));
    ZB_TRY(zb_array_new(req->arena, array.length, &list));
    for (uint32_t i = 0; i < array.length; i++) {
        ZB_TRY(show_result(req->arena, &results[i], &shown));
        ZB_TRY(zb_array_push(req->arena, list.a, shown));
    }
    return show(res, list);
}

/* The body as it stands. */
zb_status
d1_exec(zb_request *req, zb_response *res)
{
    zb_bytes body;
    zb_off copy;
    uint32_t ran;
    ZB_TRY(zb_request_body(req, &body));
    ZB_TRY(zb_arena_alloc(req->arena, body.len + 1, 1, &copy));
    char *sql = (char *)zb_arena_ptr(req->arena, copy);
    __builtin_memcpy(sql, body.ptr, body.len);
    sql[body.len] = '\0';
    ASK(zb_d1_exec("DB", sql, &ran));
    return show(res, zb_i32((int32_t)ran));
}
