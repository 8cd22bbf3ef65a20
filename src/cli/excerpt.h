/* SPDX-License-Identifier: MIT */
#ifndef ZB_CLI_EXCERPT_H
#define ZB_CLI_EXCERPT_H

/* The line of a text around one byte, with a caret below that byte. */

#include <stdbool.h>
#include <stddef.h>

/** Longest excerpt, with both lines. */
#define EXCERPT_BYTES 1024

/**
 * Show a place.
 *
 * @param text      part of a text
 * @param len       bytes
 * @param at        the byte to show; `len` is the end
 * @param is_start  `text` begins where the whole text does
 * @param out       receives "\n  the line\n      ^", NUL-terminated, at most EXCERPT_BYTES.  What cannot
 *                  be printed is shown as "?" or a space.
 */
void excerpt_show(const char *text, size_t len, size_t at, bool is_start, char *out);

#endif /* ZB_CLI_EXCERPT_H */
