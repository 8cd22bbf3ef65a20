/* SPDX-License-Identifier: MIT */
/*
 * Fuzzes the reader of CSV.
 *
 * Input: 4 bytes that choose separator, flags, the longest field and the pieces; then the text.  Oracles:
 *  - fields, and where and how it fails, are those of a model that reads byte by byte, with the whole
 *    text at hand;
 *  - in pieces, each in an allocation of exactly its size that is overwritten afterwards, they are the same;
 *  - a table holds what the fields say, each number as zb_csv_number() reads it; or it fails as they do and
 *    leaves the arena as it was; in an arena that moves whenever it grows it is the same.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zerobuf/zerobuf.h>

#include "../c/csv_model.h"

#define CHOICE_BYTES 4u
#define MAX_TEXT 1500u
#define REGION_BYTES (1u << 18)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static trace expected, actual;

static void
require(bool condition, const char *what)
{
    if (condition)
        return;
    fprintf(stderr, "oracle: %s\n", what);
    abort();
}

static size_t
cut_mixed(void *context, size_t at, size_t len)
{
    uint32_t *mixed = context;
    *mixed = *mixed * 1664525 + 1013904223;
    size_t piece = 1 + (*mixed >> 24) % ((*mixed >> 8 & 63) + 1);
    return piece < len - at ? at + piece : len;
}

static size_t
cut_none(void *context, size_t at, size_t len)
{
    (void)context, (void)at;
    return len;
}

/* In a region of its own: move, and free the old place. */
static zb_status
move_and_grow(zb_arena *arena, uint32_t bytes)
{
    if (bytes == 0)
        return ZB_OK;
    uint64_t need = (uint64_t)zb_arena_save(arena) + bytes;
    if (need > REGION_BYTES)
        return ZB_E_MEMORY;
    uint8_t *moved = malloc(need);
    require(moved != NULL, "memory");
    memcpy(moved, arena->base, arena->size_bytes);
    free(arena->base);
    arena->base = moved;
    arena->size_bytes = (uint32_t)need;
    zb_arena_raise_limit(arena, (zb_off)need);
    return ZB_OK;
}

/* What a field is by itself must be what its column says of it. */
static void
check_cell(zb_view view, const zb_csv_table *table, uint32_t row, const zb_csv_field *field, bool *has_text,
           uint32_t *numbers)
{
    zb_csv_column column = zb_csv_table_column(view, table, field->column);
    double number;
    zb_status status = zb_csv_number(field->text.ptr, field->text.len, &number);
    *has_text |= status == ZB_E_SYNTAX;
    *numbers += status == ZB_OK;
    if (column.kind == ZB_CSV_TEXTS) {
        zb_str text;
        require(zb_slot_get_string(view, column.data + row * ZB_SLOT_BYTES, &text) == ZB_OK,
                "a slot is a string");
        require(text.len == field->text.len && memcmp(text.ptr, field->text.ptr, text.len) == 0,
                "of the text");
        return;
    }
    double stored;
    memcpy(&stored, zb_view_ptr(view, column.data + 8 * row), sizeof stored);
    require(status != ZB_E_SYNTAX, "numbers are numbers");
    require(status == ZB_OK ? memcmp(&stored, &number, 8) == 0 : stored != stored, "of that value");
}

static void
check_table(zb_view view, const zb_csv_table *table, const char *text, size_t len,
            const zb_csv_options *options)
{
    char held[MAX_TEXT + 16];
    zb_csv csv;
    zb_csv_field field;
    uint32_t header = (options->flags & ZB_CSV_NO_HEADER) == 0, records = 0;
    bool *has_text = calloc(table->column_count + 1u, sizeof *has_text);
    uint32_t *numbers = calloc(table->column_count + 1u, sizeof *numbers);
    require(has_text != NULL && numbers != NULL, "memory");
    require(zb_csv_begin(&csv, options, held, sizeof held) == ZB_OK, "begin");
    zb_csv_feed(&csv, text, len);
    for (;;) {
        if (!zb_csv_next(&csv, &field)) {
            if (csv.finished)
                break;
            zb_csv_finish(&csv);
            continue;
        }
        records = (uint32_t)field.record + 1;
        if (field.record >= header)
            check_cell(view, table, (uint32_t)field.record - header, &field, &has_text[field.column],
                       &numbers[field.column]);
        else
            require(zb_csv_table_column(view, table, field.column).name.len == field.text.len, "a name");
    }
    require(table->row_count == records - (header && records > 0), "rows");
    for (uint32_t i = 0; i < table->column_count; i++) {
        zb_csv_column column = zb_csv_table_column(view, table, i);
        require((column.kind == ZB_CSV_NUMBERS) == (!has_text[i] && numbers[i] > 0), "the kind of a column");
        require(column.missing == (column.kind == ZB_CSV_NUMBERS ? table->row_count - numbers[i] : 0),
                "missing");
    }
    free(has_text);
    free(numbers);
}

/* Into an arena that is large enough, or that moves. */
static zb_status
read_table(const char *text, size_t len, const zb_csv_options *options, bool moves, zb_csv_error *error)
{
    uint32_t size = moves ? 256 : REGION_BYTES;
    zb_arena arena;
    zb_csv_table table;
    uint8_t *region = malloc(size);
    require(region != NULL && zb_arena_init(&arena, region, size, 8, ZB_ARENA_EXTENDED) == ZB_OK, "arena");
    if (moves)
        arena.grow = move_and_grow;
    zb_checkpoint before = zb_arena_save(&arena);
    zb_status status = zb_csv_read(&arena, text, len, options, &table, error);
    if (status == ZB_OK) {
        zb_slot value;
        check_table(zb_arena_view(&arena), &table, text, len, options);
        status = zb_csv_table_value(&arena, &table, &value);
        if (status == ZB_OK) {
            zb_off root;
            zb_verify_options any = {.flags = ZB_VERIFY_ANY_TEXT};
            require(zb_arena_alloc(&arena, ZB_SLOT_BYTES, 8, &root) == ZB_OK &&
                        zb_slot_write(&arena, root, value) == ZB_OK,
                    "root");
            require(zb_verify(zb_arena_view(&arena), ZB_ROOT_SLOT, root, &any, NULL) == ZB_OK, "it verifies");
        } else {
            require(status == ZB_E_EXISTS, "two columns of one name, or a value");
            status = ZB_OK;
        }
    } else {
        require(zb_arena_save(&arena) == before, "a failure takes nothing");
    }
    require(zb_arena_check(&arena) == ZB_OK, "the arena is sound");
    free(arena.base);
    return status;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char separators[4] = {',', ';', '\t', 'a'};
    if (size < CHOICE_BYTES || size > MAX_TEXT)
        return 0;
    char separator = separators[data[0] & 3];
    bool ragged = (data[0] & 4) != 0;
    uint32_t limit = (data[1] & 1) != 0 ? 16u + data[1] / 2 : MAX_TEXT, mixed = data[2] + 1u;
    size_t len = size - CHOICE_BYTES;
    char *text = malloc(len + 1), *field = malloc(len + 1), *held = malloc(limit), *piece = malloc(len + 1);
    require(text != NULL && field != NULL && held != NULL && piece != NULL, "memory");
    memcpy(text, data + CHOICE_BYTES, len);

    csv_model_run(text, len, separator, ragged, limit, field, &expected);
    require(csv_reader_run(text, len, separator, ragged, held, limit, cut_none, NULL, piece, &actual) ==
                ZB_OK,
            "begin");
    require(expected.len == actual.len && memcmp(expected.bytes, actual.bytes, actual.len) == 0,
            "the reader and the model say the same");
    require(csv_reader_run(text, len, separator, ragged, held, limit, cut_mixed, &mixed, piece, &actual) ==
                ZB_OK,
            "begin");
    require(expected.len == actual.len && memcmp(expected.bytes, actual.bytes, actual.len) == 0,
            "so they do in pieces");

    zb_csv_options options = {separator, (data[0] & 8) != 0 ? ZB_CSV_NO_HEADER : 0u, limit};
    zb_csv_error error, moved_error;
    zb_status status = read_table(text, len, &options, false, &error);
    require(read_table(text, len, &options, true, &moved_error) == status,
            "an arena that moves gives the same");
    require(status != ZB_E_MEMORY, "there is enough memory");
    if (status != ZB_OK)
        require(error.offset == moved_error.offset && error.what == moved_error.what, "and fails so");
    csv_model_run(text, len, separator, false, limit, field, &expected);
    int64_t how;
    memcpy(&how, expected.bytes + expected.len - 48, sizeof how);
    require((zb_status)how == status, "a table fails when its fields do");
    free(text);
    free(field);
    free(held);
    free(piece);
    return 0;
}
