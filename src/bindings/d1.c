/* SPDX-License-Identifier: MIT */
#include "result.h"

#include <zerobuf/d1.h>

#define MOST_STATEMENTS 1000u
#define MORE 3u

/*
 * The chain env.binding.prepare(sql).bind(values..), with room for MORE parts behind it.
 * Without values nothing is bound: a statement with `?` then fails with D1's own words.
 */
static zb_status
prepare(const char *binding, const char *sql, const zb_part *values, uint32_t count, zb_part **out,
        uint32_t *length)
{
    zb_part *parts;
    uint32_t at = 3;
    if (count > ZB_MAX_PARTS)
        return ZB_E_INVALID;
    ZB_TRY(zbi_parts_new(count + 4 + MORE, &parts));
    parts[0] = zb_env(binding);
    parts[1] = zb_method("prepare");
    parts[2] = zb_arg_text(sql);
    if (count > 0)
        parts[at++] = zb_method("bind");
    for (uint32_t i = 0; i < count; i++)
        parts[at++] = values[i];
    *out = parts;
    *length = at;
    return ZB_OK;
}

static zb_status
run(const char *binding, const char *sql, const zb_part *values, uint32_t count, const char *method,
    zb_slot *out)
{
    zb_part *parts;
    uint32_t length;
    ZB_TRY(prepare(binding, sql, values, count, &parts, &length));
    parts[length] = zb_method(method);
    return zb_call(out, parts, length + 1);
}

/* {results, meta: {changes, last_row_id, ..}} */
static void
read_result(zb_off from, zb_d1_result *out)
{
    zb_slot meta = zbi_member(from, ZB_LIT("meta"));
    out->rows = zbi_member_array(from, ZB_LIT("results"), &out->count);
    out->changes = out->last_row_id = out->rows_read = out->rows_written = out->duration_ms = 0;
    if (meta.tag != ZB_TAG_OBJECT)
        return;
    out->changes = zbi_member_number(meta.a, ZB_LIT("changes"));
    out->last_row_id = zbi_member_number(meta.a, ZB_LIT("last_row_id"));
    out->rows_read = zbi_member_number(meta.a, ZB_LIT("rows_read"));
    out->rows_written = zbi_member_number(meta.a, ZB_LIT("rows_written"));
    out->duration_ms = zbi_member_number(meta.a, ZB_LIT("duration"));
}

zb_status
zb_d1_all(const char *binding, const char *sql, const zb_part *values, uint32_t count, zb_d1_result *out)
{
    zb_slot result;
    ZB_TRY(run(binding, sql, values, count, "all", &result));
    if (result.tag != ZB_TAG_OBJECT)
        return ZB_E_TAG;
    read_result(result.a, out);
    return ZB_OK;
}

zb_status
zb_d1_run(const char *binding, const char *sql, const zb_part *values, uint32_t count, zb_d1_result *out)
{
    zb_part *parts;
    uint32_t length;
    zb_slot result;
    ZB_TRY(prepare(binding, sql, values, count, &parts, &length));
    parts[length++] = zb_method("run");
    parts[length++] = zb_pick(); /* rows of a RETURNING stay with the host */
    parts[length++] = zb_arg_text("meta");
    ZB_TRY(zb_call(&result, parts, length));
    if (result.tag != ZB_TAG_OBJECT)
        return ZB_E_TAG;
    if (out != NULL)
        read_result(result.a, out);
    return ZB_OK;
}

zb_status
zb_d1_first(const char *binding, const char *sql, const zb_part *values, uint32_t count, zb_off *row)
{
    zb_slot first;
    ZB_TRY(run(binding, sql, values, count, "first", &first));
    if (first.tag == ZB_TAG_NULL)
        return ZB_E_NOT_FOUND;
    if (first.tag != ZB_TAG_OBJECT)
        return ZB_E_TAG;
    *row = first.a;
    return ZB_OK;
}

zb_status
zb_d1_row(const zb_d1_result *result, uint32_t index, zb_off *row)
{
    return zbi_element_object(result->rows, index, row);
}

zb_status
zb_d1_blob(zb_off row, const char *column, zb_bytes *out)
{
    zb_view view = zbi_result_view();
    zb_slot value = zbi_member(row, column, zbi_cstr_len(column)), element;
    zb_array array;
    zb_off at;
    if (value.tag == ZB_TAG_NULL)
        return ZB_E_NOT_FOUND;
    if (value.tag != ZB_TAG_ARRAY)
        return zbi_result_bytes(value, out);
    ZB_TRY(zb_array_open(view, value.a, &array));
    ZB_TRY(zb_arena_alloc(zbi_current_call(), array.length, 1, &at));
    view = zbi_result_view();
    uint8_t *bytes = zb_arena_ptr(zbi_current_call(), at);
    for (uint32_t i = 0; i < array.length; i++) {
        ZB_TRY(zb_slot_read(view, array.slots + i * ZB_SLOT_BYTES, &element));
        if (element.tag != ZB_TAG_I32 || element.a > UINT8_MAX)
            return ZB_E_TAG;
        bytes[i] = (uint8_t)element.a;
    }
    *out = zb_bytes_of(bytes, array.length);
    return ZB_OK;
}

zb_status
zb_d1_prepare(const char *binding, const char *sql, const zb_part *values, uint32_t count, zb_slot *statement)
{
    zb_part *parts;
    uint32_t length;
    ZB_TRY(prepare(binding, sql, values, count, &parts, &length));
    return zb_call(statement, parts, length);
}

zb_status
zb_d1_batch(const char *binding, const zb_slot *statements, uint32_t count, zb_d1_result *results)
{
    zb_part *parts;
    zb_slot all;
    if (count > MOST_STATEMENTS)
        return ZB_E_INVALID;
    ZB_TRY(zbi_parts_new(count + 3, &parts));
    parts[0] = zb_env(binding);
    parts[1] = zb_method("batch");
    parts[2] = zb_arg_array(count);
    for (uint32_t i = 0; i < count; i++)
        parts[3 + i] = zb_arg_object(statements[i]);
    ZB_TRY(zb_call(&all, parts, count + 3));
    if (results == NULL)
        return ZB_OK;
    zb_array array;
    if (all.tag != ZB_TAG_ARRAY)
        return ZB_E_TAG;
    ZB_TRY(zb_array_open(zbi_result_view(), all.a, &array));
    if (array.length != count)
        return ZB_E_CORRUPT;
    for (uint32_t i = 0; i < count; i++) {
        zb_off result;
        ZB_TRY(zbi_element_object(all.a, i, &result));
        read_result(result, &results[i]);
    }
    return ZB_OK;
}

zb_status
zb_d1_exec(const char *binding, const char *sql, uint32_t *out)
{
    zb_slot result;
    ZB_TRY(ZB_CALL(&result, zb_env(binding), zb_method("exec"), zb_arg_text(sql)));
    if (result.tag != ZB_TAG_OBJECT)
        return ZB_E_TAG;
    if (out != NULL)
        *out = (uint32_t)zbi_member_number(result.a, ZB_LIT("count"));
    return ZB_OK;
}
