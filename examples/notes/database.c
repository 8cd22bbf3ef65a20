/* SPDX-License-Identifier: MIT */
#include "database.h"

#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>
#include <zerobuf/heap.h>

static sqlite3 *database;

/* Everything that SQLite allocates is kept: its caches belong to the database, not to a request. */
static bool
enter(void)
{
    return zb_heap_keep(true);
}

static zb_status
leave(bool before, zb_status status)
{
    zb_heap_keep(before);
    return status;
}

static zb_status
status_of(int code)
{
    return code == SQLITE_OK || code == SQLITE_DONE ? ZB_OK
           : code == SQLITE_ROW                     ? ZB_OK
           : code == SQLITE_NOMEM                   ? ZB_E_MEMORY
                                                    : ZB_E_INVALID;
}

/* The database, made by the first request. */
static zb_status
open_database(void)
{
    if (database != NULL)
        return ZB_OK;
    sqlite3 *made = NULL;
    int code = sqlite3_open(":memory:", &made);
    if (code == SQLITE_OK)
        code = sqlite3_exec(
            made, "CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL)",
            NULL, NULL, NULL);
    if (code != SQLITE_OK) {
        sqlite3_close(made);
        return status_of(code);
    }
    database = made;
    return ZB_OK;
}

static zb_status
prepare(const char *sql, sqlite3_stmt **statement)
{
    ZB_TRY(open_database());
    return status_of(sqlite3_prepare_v2(database, sql, -1, statement, NULL));
}

static int
bind(sqlite3_stmt *statement, int index, zb_str text)
{
    return sqlite3_bind_text64(statement, index, text.len == 0 ? "" : text.ptr, text.len, SQLITE_STATIC,
                               SQLITE_UTF8);
}

static zb_status
add(zb_str title, zb_str text, int64_t *id)
{
    sqlite3_stmt *insert;
    ZB_TRY(prepare("INSERT INTO notes (title, text) VALUES (?, ?)", &insert));
    int code = bind(insert, 1, title);
    if (code == SQLITE_OK)
        code = bind(insert, 2, text);
    if (code == SQLITE_OK)
        code = sqlite3_step(insert);
    sqlite3_finalize(insert);
    if (code != SQLITE_DONE)
        return status_of(code) == ZB_OK ? ZB_E_INVALID : status_of(code);
    *id = sqlite3_last_insert_rowid(database);
    return ZB_OK;
}

/* The first column of the first row of a statement, which is finalized. */
static zb_status
take_text(sqlite3_stmt *query, int code, char **text, uint32_t *len)
{
    zb_status status = ZB_E_NOT_FOUND;
    if (code == SQLITE_OK)
        code = sqlite3_step(query);
    if (code == SQLITE_ROW) {
        const char *found = (const char *)sqlite3_column_text(query, 0);
        uint32_t bytes = (uint32_t)sqlite3_column_bytes(query, 0);
        zb_heap_keep(false); /* the answer is the request's */
        char *copy = found != NULL ? malloc((size_t)bytes + 1) : NULL;
        zb_heap_keep(true);
        status = copy != NULL ? ZB_OK : ZB_E_MEMORY;
        if (copy != NULL) {
            memcpy(copy, found, (size_t)bytes + 1);
            *text = copy;
            *len = bytes;
        }
    } else if (code != SQLITE_DONE) {
        status = status_of(code) == ZB_OK ? ZB_E_INVALID : status_of(code);
    }
    sqlite3_finalize(query);
    return status;
}

static zb_status
text_of(int64_t id, char **text, uint32_t *len)
{
    sqlite3_stmt *query;
    ZB_TRY(prepare("SELECT text FROM notes WHERE id = ?", &query));
    return take_text(query, sqlite3_bind_int64(query, 1, id), text, len);
}

static zb_status
find(zb_str word, char **json, uint32_t *len)
{
    sqlite3_stmt *query;
    ZB_TRY(prepare("SELECT json_group_array(json_object('id', id, 'title', title)) FROM"
                   " (SELECT id, title FROM notes WHERE instr(lower(text), lower(?1)) ORDER BY id)",
                   &query));
    return take_text(query, bind(query, 1, word), json, len);
}

zb_status
database_add(zb_str title, zb_str text, int64_t *id)
{
    bool before = enter();
    return leave(before, add(title, text, id));
}

zb_status
database_text(int64_t id, char **text, uint32_t *len)
{
    bool before = enter();
    return leave(before, text_of(id, text, len));
}

zb_status
database_find(zb_str word, char **json, uint32_t *len)
{
    bool before = enter();
    return leave(before, find(word, json, len));
}
