/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_D1_H
#define ZEROBUF_D1_H

/*
 * D1: SQL of SQLite.  Statuses, lifetimes and sources: zerobuf/env.h.
 *
 *     zb_d1_result found;
 *     ZB_TRY(zb_d1_all("DB", "select id, name from users where age > ?",
 *                      ZB_PARTS(zb_arg_i32(30)), &found));
 *     for (uint32_t i = 0; i < found.count; i++) {
 *         ZB_TRY(zb_d1_row(&found, i, &row));
 *         ZB_TRY(zb_object_get_string(zb_arena_view(req->arena), row, ZB_LIT("name"), &name));
 *     }
 *
 * `values` are bound to the `?` of the statement, in order, at most 100: zb_arg_null(),
 * zb_arg_bool() (stored as 0 or 1), zb_arg_i32(), zb_arg_f64(), zb_arg_string(),
 * zb_arg_text() and zb_arg_bytes().  Never write values into the text of a statement.
 *
 * A row is an object of the arena: NULL is null, INTEGER and REAL are numbers (integers
 * beyond 2^53 lose digits: D1 speaks JSON; store them as text), TEXT is a string, BLOB for
 * zb_d1_blob().
 *
 * The sentence of zb_failure() is SQLite's: "D1_ERROR: no such table: users: SQLITE_ERROR".
 */

#include <zerobuf/env.h>

/** Parts as the two arguments (parts, count) of a call; without any, pass NULL and 0. */
#define ZB_PARTS(...) (const zb_part[]){__VA_ARGS__}, sizeof((const zb_part[]){__VA_ARGS__}) / sizeof(zb_part)

/** What a statement gave. */
typedef struct zb_d1_result {
    zb_off rows;    /* an array, for zb_d1_row(); 0 where none were asked for */
    uint32_t count; /* of the rows */
    double changes; /* rows inserted, updated or deleted */
    double last_row_id;
    double rows_read, rows_written; /* what is billed */
    double duration_ms;
} zb_d1_result;

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Run a statement and take all of its rows.
 *
 * @param binding  database
 * @param sql      one statement, NUL-terminated, at most 100 KB
 * @param values   bound to its `?`
 * @param count    of the values
 * @param out      receives rows and what it cost
 * @return as in zerobuf/env.h
 */
ZB_NODISCARD zb_status zb_d1_all(const char *binding, const char *sql, const zb_part *values, uint32_t count,
                                 zb_d1_result *out);

/** Run a statement whose rows nobody wants.  `out` may be NULL.  As zb_d1_all(). */
ZB_NODISCARD zb_status zb_d1_run(const char *binding, const char *sql, const zb_part *values, uint32_t count,
                                 zb_d1_result *out);

/** The first row, an object.  As zb_d1_all(); also ZB_E_NOT_FOUND: there is none. */
ZB_NODISCARD zb_status zb_d1_first(const char *binding, const char *sql, const zb_part *values,
                                   uint32_t count, zb_off *row);

/** Row `index`, an object.  ZB_OK or ZB_E_NOT_FOUND (index).  No host call. */
ZB_NODISCARD zb_status zb_d1_row(const zb_d1_result *result, uint32_t index, zb_off *row);

/**
 * A BLOB of a row.  D1 gives it as an array of numbers, from which the bytes are made.
 *
 * @param row     of zb_d1_row() or zb_d1_first()
 * @param column  name
 * @param out     receives a copy of the bytes
 * @return ZB_OK, ZB_E_NOT_FOUND (no such column, or NULL), ZB_E_TAG (no BLOB) or ZB_E_MEMORY.
 *         O(bytes), no host call.
 */
ZB_NODISCARD zb_status zb_d1_blob(zb_off row, const char *column, zb_bytes *out);

/** Make a statement for zb_d1_batch().  Waits for nothing.  As zb_d1_all(). */
ZB_NODISCARD zb_status zb_d1_prepare(const char *binding, const char *sql, const zb_part *values,
                                     uint32_t count, zb_slot *statement);

/**
 * Run statements as one transaction: all of them, or none when one fails.
 *
 * @param binding     database
 * @param statements  of zb_d1_prepare(), on the same database; NULL where count is 0
 * @param count       at most 1,000
 * @param results     receives `count` results; NULL when none are wanted
 * @return as in zerobuf/env.h
 */
ZB_NODISCARD zb_status zb_d1_batch(const char *binding, const zb_slot *statements, uint32_t count,
                                   zb_d1_result *results);

/**
 * Run statements as they stand, one a line, without values: for schemas and migrations.
 *
 * @param binding  database
 * @param sql      NUL-terminated
 * @param out      receives how many ran; NULL when that is not wanted
 * @return as in zerobuf/env.h; after a failure, statements before it may have run
 */
ZB_NODISCARD zb_status zb_d1_exec(const char *binding, const char *sql, uint32_t *out);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_D1_H */
