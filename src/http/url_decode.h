/* SPDX-License-Identifier: MIT */
#ifndef ZBI_URL_DECODE_H
#define ZBI_URL_DECODE_H

/* %XX of URLs and forms (RFC 3986, 2.1). */

#include <zerobuf/arena.h>

/** What "+" is: itself in paths, a space in forms. */
typedef enum zbi_plus { ZBI_PLUS_IS_PLUS, ZBI_PLUS_IS_SPACE } zbi_plus;

/**
 * Take one byte off an encoded text.
 *
 * @param text  not empty; moved behind the byte
 * @param plus  what "+" is
 * @param out   receives the byte
 * @return false: a '%' is not followed by two hex digits; `text` is then as it was
 */
bool zbi_url_next(zb_str *text, zbi_plus plus, char *out);

/**
 * Decode a text, into the arena when there is something to decode.
 *
 * @param arena  receives at most text.len bytes
 * @param text   encoded
 * @param plus   what "+" is
 * @param out    receives the decoded bytes, or `text` itself.  Untouched on failure.
 * @return ZB_OK, ZB_E_INVALID (a broken %XX) or ZB_E_MEMORY
 */
ZB_NODISCARD zb_status zbi_url_decode(zb_arena *arena, zb_str text, zbi_plus plus, zb_str *out);

#endif /* ZBI_URL_DECODE_H */
