/* SPDX-License-Identifier: MIT */
/*
 * A text of CSV as columns.  What a column is shows at its first row nearly always: numbers then
 * go straight to their place.  A column of numbers that meets a text is left alone for the rest
 * of the pass and filled with texts in a second one.
 *
 * Memory stays linear in the text, though the number of rows is guessed before: rows are at most
 * one more than line ends, and each takes as many bytes as it has fields.
 */
#include <zerobuf/csv.h>

#include "column.h"
#include "csv_marks.h"
#include "number.h"

/* A column while it is read; kept in the arena, by offsets. */
typedef struct record {
    zb_off name; /* header of a string */
    zb_off data;
    uint32_t missing;
    uint32_t kind;
} record;

/* Besides those of zb_csv_kind. */
#define KIND_NEW 2u  /* no row was read */
#define KIND_LATE 3u /* text, to be filled in the second pass */

#define SMALL_BYTES 16u

typedef struct reading {
    zb_arena *arena;
    const char *text;
    size_t len;
    zb_csv_options options;
    bool has_header;
    zb_off held; /* for fields with doubled marks; 0: the text has no marks, `small` is enough */
    uint32_t held_cap;
    char small[SMALL_BYTES];
    zb_csv csv;
    uint64_t row_cap; /* no text has more rows */
    zb_csv_table table;
} reading;

static zb_off
record_at(const zb_csv_table *table, uint32_t column)
{
    return table->columns + column * (uint32_t)sizeof(record);
}

static inline record
load(const reading *r, uint32_t column)
{
    record loaded;
    __builtin_memcpy(&loaded, zb_arena_ptr(r->arena, record_at(&r->table, column)), sizeof loaded);
    return loaded;
}

static void
store(const reading *r, uint32_t column, const record *stored)
{
    __builtin_memcpy(zb_arena_ptr(r->arena, record_at(&r->table, column)), stored, sizeof *stored);
}

static zb_status
begin(reading *r)
{
    char *held = r->held != 0 ? (char *)zb_arena_ptr(r->arena, r->held) : r->small;
    ZB_TRY(zb_csv_begin(&r->csv, &r->options, held, r->held_cap));
    r->csv.finished = true; /* one piece is all there is: nothing of it is held for a next one */
    zb_csv_feed(&r->csv, r->text, r->len);
    return ZB_OK;
}

/* Allocate; held bytes may have moved with the arena. */
static zb_status
reserve(reading *r, uint64_t bytes, uint32_t align, zb_off *out)
{
    if (bytes > ZB_MAX_REGION_BYTES)
        return ZB_E_MEMORY;
    ZB_TRY(zb_arena_alloc(r->arena, (uint32_t)bytes, align, out));
    if (r->held != 0)
        r->csv.held = (char *)zb_arena_ptr(r->arena, r->held);
    return ZB_OK;
}

/* How many bytes are CR or LF; whether one is a quotation mark. */
static uint64_t
count_line_ends(const char *text, size_t len, bool *has_mark)
{
    uint64_t count = 0, marks = 0;
    char padded[16];
    for (size_t at = 0; at < len; at += 16) {
        const char *from = text + at;
        if (len - at < 16) {
            __builtin_memset(padded, 0, sizeof padded);
            __builtin_memcpy(padded, from, len - at);
            from = padded;
        }
        zbi_u8x16 bytes;
        __builtin_memcpy(&bytes, from, 16);
        count += zbi_bit_count((uint32_t)zbi_lane_bits(zbi_csv_line_ends(bytes)));
        marks |= zbi_lane_bits((zbi_u8x16)(bytes == zbi_csv_splat('"')));
    }
    *has_mark = marks != 0;
    return count;
}

/* A string with the text of a field, which may be held. */
static zb_status
put_string(reading *r, const zb_csv_field *field, zb_off *out)
{
    bool is_held = field->text.ptr == r->csv.held;
    uint32_t len = field->text.len;
    zb_off header;
    ZB_TRY(reserve(r, (uint64_t)ZB_STRING_HEADER_BYTES + len, ZB_STRING_ALIGN, &header));
    zbi_store_u32(r->arena, header, len);
    __builtin_memcpy(zb_arena_ptr(r->arena, header + ZB_STRING_HEADER_BYTES),
                     is_held ? r->csv.held : field->text.ptr, len);
    *out = header;
    return ZB_OK;
}

/* Room for texts: the data block of an array (SPEC.md, 4), whose slots are the elements. */
static zb_status
reserve_texts(reading *r, uint64_t count, zb_off *out)
{
    zb_off block;
    ZB_TRY(reserve(r, ZB_ARRAY_HEADER_BYTES + count * ZB_SLOT_BYTES, ZB_WRITE_ALIGN, &block));
    zbi_store_u32(r->arena, block + ZB_BLOCK_CAPACITY_AT, (uint32_t)count);
    *out = block + ZB_ARRAY_HEADER_BYTES;
    return ZB_OK;
}

/* The first row of a column says what it is. */
static zb_status
open_column(reading *r, const zb_csv_field *field, record *column)
{
    double number;
    bool is_held = field->text.ptr == r->csv.held;
    if (zb_csv_number(is_held ? r->csv.held : field->text.ptr, field->text.len, &number) == ZB_E_SYNTAX) {
        column->kind = ZB_CSV_TEXTS;
        return reserve_texts(r, r->row_cap, &column->data);
    }
    column->kind = ZB_CSV_NUMBERS;
    return reserve(r, r->row_cap * sizeof number, ZB_COLUMN_ALIGN, &column->data);
}

static zb_status
put_text(reading *r, const zb_csv_field *field, const record *column, uint32_t row)
{
    zb_off string;
    ZB_TRY(put_string(r, field, &string));
    zbi_slot_store(r->arena, column->data + row * ZB_SLOT_BYTES, zb_at(ZB_TAG_STRING, string));
    return ZB_OK;
}

/* A number or a missing one; false when it is neither. */
static inline bool
put_number(reading *r, const zb_csv_field *field, record *column, uint32_t row)
{
    double number;
    zb_status status = zb_csv_number(field->text.ptr, field->text.len, &number);
    if (status == ZB_E_SYNTAX)
        return false;
    if (status != ZB_OK) {
        number = __builtin_nan("");
        column->missing++;
        store(r, field->column, column);
    }
    __builtin_memcpy(zb_arena_ptr(r->arena, column->data + row * (uint32_t)sizeof number), &number,
                     sizeof number);
    return true;
}

static zb_status
put_field(reading *r, zb_csv_field *field)
{
    uint32_t row = (uint32_t)field->record - r->has_header;
    record column = load(r, field->column);
    if (column.kind == KIND_NEW) {
        bool is_held = field->text.ptr == r->csv.held;
        ZB_TRY(open_column(r, field, &column));
        if (is_held)
            field->text.ptr = r->csv.held;
        store(r, field->column, &column);
    }
    if (column.kind == ZB_CSV_NUMBERS && !put_number(r, field, &column, row)) {
        column.kind = KIND_LATE;
        store(r, field->column, &column);
    }
    return column.kind == ZB_CSV_TEXTS ? put_text(r, field, &column, row) : ZB_OK;
}

/* The columns, as many as the first record has fields. */
static zb_status
make_columns(reading *r, uint64_t line_ends)
{
    zb_csv_field field;
    ZB_TRY(begin(r));
    while (zb_csv_next(&r->csv, &field)) {
        r->table.column_count = field.column + 1;
        if (field.last)
            break;
    }
    ZB_TRY(r->csv.status);
    if (r->table.column_count == 0)
        return ZB_OK;
    r->row_cap = r->len / r->table.column_count;
    r->row_cap = 1 + (r->row_cap < line_ends ? r->row_cap : line_ends);
    ZB_TRY(reserve(r, (uint64_t)r->table.column_count * sizeof(record), ZB_WRITE_ALIGN, &r->table.columns));
    for (uint32_t i = 0; i < r->table.column_count; i++) {
        record column = {0, 0, 0, KIND_NEW};
        if (!r->has_header) {
            char digits[20];
            zb_slot name;
            ZB_TRY(zb_string_new(r->arena, digits, zbi_write_u64((uint64_t)i + 1, digits), &name));
            column.name = name.a;
        }
        store(r, i, &column);
    }
    return ZB_OK;
}

/* The first pass. */
static zb_status
fill(reading *r)
{
    zb_csv_field field;
    ZB_TRY(begin(r));
    while (zb_csv_next(&r->csv, &field)) {
        if (field.record > 0 || !r->has_header) {
            ZB_TRY(put_field(r, &field));
        } else {
            record column = load(r, field.column);
            ZB_TRY(put_string(r, &field, &column.name));
            store(r, field.column, &column);
        }
    }
    r->table.row_count = (uint32_t)r->csv.record - (r->has_header && r->csv.record > 0);
    return r->csv.status;
}

/* The second pass: columns that turned out to be texts. */
static zb_status
fill_late(reading *r)
{
    zb_csv_field field;
    ZB_TRY(begin(r));
    while (zb_csv_next(&r->csv, &field)) {
        if (field.record == 0 && r->has_header)
            continue;
        record column = load(r, field.column);
        if (column.kind == KIND_LATE)
            ZB_TRY(put_text(r, &field, &column, (uint32_t)field.record - r->has_header));
    }
    return r->csv.status;
}

static zb_status
find_late(reading *r, bool *found)
{
    *found = false;
    for (uint32_t i = 0; i < r->table.column_count; i++) {
        record column = load(r, i);
        if (column.kind == KIND_LATE || column.kind == KIND_NEW ||
            (column.kind == ZB_CSV_NUMBERS && column.missing == r->table.row_count)) {
            column.kind = KIND_LATE;
            column.missing = 0;
            ZB_TRY(reserve_texts(r, r->table.row_count, &column.data));
            *found |= r->table.row_count > 0;
        }
        store(r, i, &column);
    }
    return ZB_OK;
}

/* Everything is at its place: kinds as the caller knows them, lengths of the arrays. */
static void
settle(const reading *r)
{
    for (uint32_t i = 0; i < r->table.column_count; i++) {
        record column = load(r, i);
        if (column.kind == ZB_CSV_NUMBERS)
            continue;
        column.kind = ZB_CSV_TEXTS;
        zbi_store_u32(r->arena, column.data - ZB_ARRAY_HEADER_BYTES + ZB_BLOCK_LENGTH_AT, r->table.row_count);
        store(r, i, &column);
    }
}

static zb_status
read_table(reading *r)
{
    bool has_mark, late;
    uint64_t line_ends = count_line_ends(r->text, r->len, &has_mark);
    if (has_mark) {
        uint32_t limit = r->held_cap;
        r->held_cap = limit > r->len ? (uint32_t)r->len + SMALL_BYTES : limit;
        ZB_TRY(reserve(r, r->held_cap, 1, &r->held));
    }
    ZB_TRY(make_columns(r, line_ends));
    if (r->table.column_count == 0)
        return ZB_OK;
    ZB_TRY(fill(r));
    ZB_TRY(find_late(r, &late));
    if (late)
        ZB_TRY(fill_late(r));
    settle(r);
    return ZB_OK;
}

zb_status
zb_csv_read(zb_arena *arena, const char *text, size_t len, const zb_csv_options *options, zb_csv_table *out,
            zb_csv_error *error)
{
    reading r;
    __builtin_memset(&r, 0, sizeof r);
    r.arena = arena;
    r.text = len > 0 ? text : "";
    r.len = len;
    if (options != NULL)
        r.options = *options;
    r.has_header = (r.options.flags & ZB_CSV_NO_HEADER) == 0;
    r.held_cap = r.options.max_field_bytes != 0 ? r.options.max_field_bytes : ZB_CSV_FIELD_BYTES;
    if ((r.options.flags & ZB_CSV_RAGGED) != 0 || r.held_cap < SMALL_BYTES)
        return ZB_E_INVALID;
    zb_checkpoint before = zb_arena_save(arena);
    zb_status status = read_table(&r);
    if (status != ZB_OK) {
        zbi_arena_rollback(arena, before);
        if (error != NULL)
            *error = r.csv.error;
        return status;
    }
    *out = r.table;
    return ZB_OK;
}

zb_csv_column
zb_csv_table_column(zb_view view, const zb_csv_table *table, uint32_t index)
{
    record loaded;
    __builtin_memcpy(&loaded, zb_view_ptr(view, record_at(table, index)), sizeof loaded);
    zb_csv_column column;
    column.name.ptr = (const char *)zb_view_ptr(view, loaded.name + ZB_STRING_HEADER_BYTES);
    column.name.len = zb_view_u32(view, loaded.name);
    column.data = loaded.data;
    column.missing = loaded.missing;
    column.kind = (zb_csv_kind)loaded.kind;
    return column;
}
