/* SPDX-License-Identifier: MIT */
/* What bench/csv/csv.mjs measures: the three ways to read a CSV text that lies in this module's memory. */
#include <zerobuf/csv.h>
#include <zerobuf/simd.h>

#define HELD_BYTES 65536u

#define EXPORT(name) __attribute__((export_name(#name)))

EXPORT(room) uint32_t room(uint32_t bytes);
EXPORT(fields) double fields(uint32_t at, uint32_t len, uint32_t piece_bytes);
EXPORT(numbers) double numbers(uint32_t at, uint32_t len, uint32_t piece_bytes);
EXPORT(table) double table(uint32_t at, uint32_t len);

extern unsigned char __heap_base;

static char held[HELD_BYTES];

/* Make room for `bytes` behind the data, and for the table of them.  Where they go. */
uint32_t
room(uint32_t bytes)
{
    uint32_t at = ((uint32_t)(uintptr_t)&__heap_base + 63u) & ~63u;
    uint64_t end = (uint64_t)at + 4 * (uint64_t)bytes + (1u << 20);
    uint64_t have = (uint64_t)__builtin_wasm_memory_size(0) * ZB_PAGE_BYTES;
    if (end > have && __builtin_wasm_memory_grow(0, (size_t)((end - have) / ZB_PAGE_BYTES + 1)) == SIZE_MAX)
        return 0;
    return at;
}

/* Feed a text in pieces; sums the lengths of the fields, or their numbers.  NaN on failure. */
static inline double
feed(uint32_t at, uint32_t len, uint32_t piece_bytes, bool as_numbers)
{
    zb_csv csv;
    zb_csv_field field;
    double sum = 0;
    if (zb_csv_begin(&csv, NULL, held, sizeof held) != ZB_OK)
        return __builtin_nan("");
    for (uint32_t from = 0; from <= len; from += piece_bytes) {
        if (from == len)
            break;
        uint32_t piece = len - from < piece_bytes ? len - from : piece_bytes;
        zb_csv_feed(&csv, (const char *)(uintptr_t)(at + from), piece);
        while (zb_csv_next(&csv, &field)) {
            double number;
            if (!as_numbers)
                sum += field.text.len;
            else if (zb_csv_number(field.text.ptr, field.text.len, &number) == ZB_OK)
                sum += number;
        }
        if (piece < piece_bytes)
            break;
    }
    return csv.status == ZB_OK ? sum : __builtin_nan("");
}

double
fields(uint32_t at, uint32_t len, uint32_t piece_bytes)
{
    return feed(at, len, piece_bytes, false);
}

double
numbers(uint32_t at, uint32_t len, uint32_t piece_bytes)
{
    return feed(at, len, piece_bytes, true);
}

/* Read a text as a table; the sum of the sums of its numeric columns. */
double
table(uint32_t at, uint32_t len)
{
    zb_arena arena;
    zb_csv_table read;
    size_t size = (size_t)__builtin_wasm_memory_size(0) * ZB_PAGE_BYTES;
    double sum = 0;
    if (zb_arena_init(&arena, NULL, size, at + len, ZB_ARENA_EXTENDED) != ZB_OK ||
        zb_csv_read(&arena, (const char *)(uintptr_t)at, len, NULL, &read, NULL) != ZB_OK)
        return __builtin_nan("");
    zb_view view = zb_arena_view(&arena);
    for (uint32_t i = 0; i < read.column_count; i++) {
        zb_csv_column column = zb_csv_table_column(view, &read, i);
        if (column.kind == ZB_CSV_NUMBERS)
            sum += zb_kernel_sum_f64((const double *)(const void *)zb_view_ptr(view, column.data),
                                     read.row_count);
    }
    return sum;
}
