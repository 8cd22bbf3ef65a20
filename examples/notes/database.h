/* SPDX-License-Identifier: MIT */
#ifndef NOTES_DATABASE_H
#define NOTES_DATABASE_H

/* The notes, in an SQLite database in the module's memory.  It lives as long as the instance. */

#include <zerobuf/handler.h>

/**
 * Add a note.
 *
 * @param title  UTF-8
 * @param text   UTF-8
 * @param id     receives its number, from 1.  Untouched on failure.
 * @return ZB_OK, ZB_E_MEMORY, or ZB_E_INVALID (SQLite said something else)
 */
ZB_NODISCARD zb_status database_add(zb_str title, zb_str text, int64_t *id);

/**
 * The text of a note.
 *
 * @param id    of the note
 * @param text  receives it, allocated with malloc: gone with the request.  Untouched on failure.
 * @param len   receives its bytes
 * @return ZB_OK, ZB_E_NOT_FOUND, ZB_E_MEMORY or ZB_E_INVALID
 */
ZB_NODISCARD zb_status database_text(int64_t id, char **text, uint32_t *len);

/** The same with a JSON array [{"id":1,"title":".."}, ..] of the notes in which `word` occurs. */
ZB_NODISCARD zb_status database_find(zb_str word, char **json, uint32_t *len);

#endif /* NOTES_DATABASE_H */
