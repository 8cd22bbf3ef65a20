/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_TABLE_H
#define ZEROBUF_TABLE_H

/*
 * Tables: columns of equal length under names, and their row count.  A table is
 * an ordinary object {rows: number, columns: {name: column, ...}} (SPEC.md, 9.4).
 *
 * Besides the statuses of column.h and object.h, every call here returns
 * ZB_E_CORRUPT when a column's length differs from the row count, and
 * ZB_E_NOT_FOUND or ZB_E_TAG for an object that is no table.
 */

#include <zerobuf/column.h>
#include <zerobuf/object.h>

/** A table in place: valid until the arena grows or the table does. */
typedef struct zb_table {
    zb_off columns;        /* handle of the object of columns */
    uint32_t row_count;    /* rows */
    uint32_t column_count; /* columns */
} zb_table;

#ifdef __cplusplus
extern "C" {
#endif

/** Make a table without columns and rows: ZB_OK, ZB_E_TAG (strict arena) or ZB_E_MEMORY. */
ZB_NODISCARD zb_status zb_table_new(zb_arena *arena, zb_slot *out);

/** Open a table: checks that all columns have as many elements as there are rows.  O(columns). */
ZB_NODISCARD zb_status zb_table_open(zb_view view, zb_off handle, zb_table *out);

/**
 * Add a column of zeros, as long as the table.
 *
 * @param arena   arena
 * @param handle  the table
 * @param name    UTF-8
 * @param len     bytes
 * @param type    element type
 * @param out     receives the header of the column; may be NULL
 * @return ZB_OK, ZB_E_EXISTS, ZB_E_MEMORY or as above
 */
ZB_NODISCARD zb_status zb_table_add_column(zb_arena *arena, zb_off handle, const char *name, uint32_t len,
                                           zb_column_type type, zb_off *out);

/** Header of a column.  ZB_OK, ZB_E_NOT_FOUND, or as above. */
ZB_NODISCARD zb_status zb_table_column(zb_view view, zb_off handle, const char *name, uint32_t len,
                                       zb_off *out);

/**
 * Append rows of zeros, to be filled through the columns' spans.
 *
 * @param arena   arena
 * @param handle  the table
 * @param count   rows
 * @return ZB_OK, ZB_E_MEMORY (nothing is longer than before), or as above
 *
 * The row count is stored last.  To a thread that opens the table meanwhile it is ZB_E_CORRUPT: its
 * columns differ from it; who must not see that needs a lock.
 */
ZB_NODISCARD zb_status zb_table_append_rows(zb_arena *arena, zb_off handle, uint32_t count);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_TABLE_H */
