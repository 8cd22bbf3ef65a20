/* SPDX-License-Identifier: MIT */
/*
 * JSON as columns: [{"a": 1, "b": null}, ...] or {"a": [1, ...], "b": [null, ...]}.
 *
 * A column is one of numbers when all its values are numbers, null or absent, and one is a number; every
 * other one counts as text.  null and absent ones are missing.
 */
#include <zerobuf/json.h>

#include "frame.h"

/* Cells of a table made from records, over the bytes of its text: records with few names in common would
 * otherwise make a table that is larger than they are by orders of magnitude. */
#define MAX_CELLS_PER_BYTE 4u
#define MAX_COLUMNS 256u

/* A column while it is filled. */
typedef struct building {
    zb_str name;
    double *items;
    uint32_t number_count;
    bool has_text;
} building;

/* One value; `row` is below the number of rows. */
static zb_status
put(building *column, zb_view view, zb_off slot, uint32_t row)
{
    double number;
    zb_slot value;
    ZB_TRY(zb_slot_read(view, slot, &value));
    if (value.tag == ZB_TAG_NULL)
        return ZB_OK;
    if (value.tag != ZB_TAG_I32 && value.tag != ZB_TAG_F64) {
        column->has_text = true;
        return ZB_OK;
    }
    ZB_TRY(zb_slot_get_f64(view, slot, &number));
    column->items[row] = number;
    column->number_count++;
    return ZB_OK;
}

static zb_status
clear(zb_arena *arena, building *column, uint32_t rows)
{
    void *memory;
    ZB_TRY(frame_alloc(arena, rows, sizeof(double), &memory));
    column->items = memory;
    for (uint32_t i = 0; i < rows; i++)
        column->items[i] = __builtin_nan("");
    return ZB_OK;
}

static zb_status
finish(zb_arena *arena, const building *columns, uint32_t count, uint32_t rows, frame *out)
{
    ZB_TRY(frame_reserve(arena, count, out));
    out->row_count = rows;
    for (uint32_t i = 0; i < count; i++) {
        if (columns[i].has_text || columns[i].number_count == 0)
            out->texts[out->text_count++] = columns[i].name;
        else
            out->columns[out->column_count++] =
                (frame_column){columns[i].name, columns[i].items, rows - columns[i].number_count};
    }
    return ZB_OK;
}

/* The place of a name, which is where the record before had it, nearly always; `count` when it is new. */
static uint32_t
find(const building *columns, uint32_t count, zb_str name, uint32_t guess)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = (guess + i) % count;
        if (columns[at].name.len == name.len && zb_bytes_equal(columns[at].name.ptr, name.ptr, name.len))
            return at;
    }
    return count;
}

/* The names that occur in records, in the order of their first appearance. */
static zb_status
collect_names(zb_arena *arena, zb_view view, zb_array records, building *columns, uint32_t *count,
              complaint *bad)
{
    for (uint32_t row = 0; row < records.length; row++) {
        zb_slot record;
        zb_iterator it;
        ZB_TRY(zb_slot_read(view, records.slots + row * ZB_SLOT_BYTES, &record));
        if (record.tag != ZB_TAG_OBJECT) {
            zb_text *text = complain(arena, bad, 400, "Element ");
            zb_text_add_i64(text, row);
            zb_text_add_cstr(text,
                             " of the JSON array is no object: send records like {\"a\": 1}, or an object of "
                             "arrays.");
            return ZB_E_INVALID;
        }
        ZB_TRY(zb_iterate(view, record, &it));
        while (zb_next(&it)) {
            if (find(columns, *count, it.name, it.index) < *count)
                continue;
            if (*count == MAX_COLUMNS)
                return complain_that(
                    arena, bad,
                    "The records of the JSON array have more than 256 different names: send fewer "
                    "columns, or an object of arrays.");
            columns[(*count)++] = (building){.name = it.name};
        }
        ZB_TRY(it.status);
    }
    return ZB_OK;
}

static zb_status
read_records(zb_arena *arena, zb_off handle, uint64_t text_bytes, frame *out, complaint *bad)
{
    zb_array records;
    void *memory;
    uint32_t count = 0;
    ZB_TRY(zb_array_open(zb_arena_view(arena), handle, &records));
    ZB_TRY(frame_alloc(arena, MAX_COLUMNS, sizeof(building), &memory));
    building *columns = memory;
    ZB_TRY(collect_names(arena, zb_arena_view(arena), records, columns, &count, bad));
    if ((uint64_t)count * records.length > MAX_CELLS_PER_BYTE * text_bytes)
        return complain_that(
            arena, bad,
            "The records of the JSON array have too few names in common: send an object of arrays, or "
            "CSV.");
    for (uint32_t i = 0; i < count; i++)
        ZB_TRY(clear(arena, &columns[i], records.length));
    zb_view view = zb_arena_view(arena);
    for (uint32_t row = 0; row < records.length; row++) {
        zb_slot record;
        zb_iterator it;
        ZB_TRY(zb_slot_read(view, records.slots + row * ZB_SLOT_BYTES, &record));
        ZB_TRY(zb_iterate(view, record, &it));
        while (zb_next(&it))
            ZB_TRY(put(&columns[find(columns, count, it.name, it.index)], view, it.slot, row));
        ZB_TRY(it.status);
    }
    return finish(arena, columns, count, records.length, out);
}

/* The array under a name; all are as long as the first. */
static zb_status
open_array(zb_arena *arena, const zb_iterator *it, const building *first, uint32_t rows, zb_array *out,
           complaint *bad)
{
    if (it->value.tag != ZB_TAG_ARRAY) {
        zb_text *text = complain(arena, bad, 400, "The JSON object holds no array under ");
        complaint_add_name(text, it->name);
        zb_text_add_cstr(text, ": send an array of numbers for each column, or an array of records.");
        return ZB_E_INVALID;
    }
    ZB_TRY(zb_array_open(zb_arena_view(arena), it->value.a, out));
    if (first != NULL && out->length != rows) {
        zb_text *text = complain(arena, bad, 400, "Column ");
        complaint_add_name(text, it->name);
        zb_text_add_cstr(text, " has ");
        zb_text_add_i64(text, out->length);
        zb_text_add_cstr(text, " values and column ");
        complaint_add_name(text, first->name);
        zb_text_add_cstr(text, " has ");
        zb_text_add_i64(text, rows);
        zb_text_add_cstr(text, ": send as many for each, null for those that are missing.");
        return ZB_E_INVALID;
    }
    return ZB_OK;
}

static zb_status
read_arrays(zb_arena *arena, zb_slot value, frame *out, complaint *bad)
{
    zb_iterator it;
    void *memory;
    uint32_t count = 0, rows = 0;
    ZB_TRY(zb_iterate(zb_arena_view(arena), value, &it));
    ZB_TRY(frame_alloc(arena, it.left, sizeof(building), &memory));
    building *columns = memory;
    while (zb_next(&it)) {
        zb_array array;
        ZB_TRY(open_array(arena, &it, count > 0 ? columns : NULL, rows, &array, bad));
        rows = array.length;
        columns[count] = (building){.name = it.name};
        ZB_TRY(clear(arena, &columns[count], rows));
        for (uint32_t row = 0; row < rows; row++)
            ZB_TRY(put(&columns[count], zb_arena_view(arena), array.slots + row * ZB_SLOT_BYTES, row));
        count++;
    }
    ZB_TRY(it.status);
    return finish(arena, columns, count, rows, out);
}

zb_status
frame_read_json(zb_request *req, zb_str text, frame *out, complaint *bad)
{
    zb_slot value;
    zb_json_error error = {0};
    zb_status status = zb_json_read(req->arena, text.ptr, text.len, NULL, &value, &error);
    if (status == ZB_E_SYNTAX || status == ZB_E_UTF8 || status == ZB_E_DEPTH) {
        zb_text *sentence = complain(req->arena, bad, 400, "The JSON cannot be read at line ");
        zb_text_add_i64(sentence, error.line);
        zb_text_add_cstr(sentence, ", byte ");
        zb_text_add_i64(sentence, error.column);
        zb_text_add_cstr(sentence, ": ");
        zb_text_add_cstr(sentence, error.what);
        zb_text_add_cstr(sentence, ".");
        return ZB_E_INVALID;
    }
    ZB_TRY(status);
    if (value.tag == ZB_TAG_ARRAY)
        return read_records(req->arena, value.a, text.len, out, bad);
    if (value.tag == ZB_TAG_OBJECT)
        return read_arrays(req->arena, value, out, bad);
    return complain_that(
        req->arena, bad,
        "The JSON holds no table: send an array of records like [{\"a\": 1}], or an object of arrays "
        "like {\"a\": [1]}.");
}
