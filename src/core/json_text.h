/* SPDX-License-Identifier: MIT */
#ifndef ZBI_JSON_TEXT_H
#define ZBI_JSON_TEXT_H

/* The inside of JSON strings: finding their end, UTF-8, escapes. */

#include <zerobuf/json.h>

/** No character: the bytes are not well-formed UTF-8. */
#define ZBI_NO_CHARACTER UINT32_MAX

/**
 * The character at the front of `left` > 0 bytes (The Unicode Standard 15.0, table 3-7).
 *
 * @param text   bytes
 * @param left   how many there are
 * @param bytes  receives the length of the character, or of what one U+FFFD stands for
 * @return code point, or ZBI_NO_CHARACTER
 */
uint32_t zbi_utf8_decode(const char *text, size_t left, uint32_t *bytes);

/** Write a code point.  `out` holds at least 4 bytes.  Bytes written. */
uint32_t zbi_utf8_encode(uint32_t code, uint8_t *out);

/**
 * Of 8 bytes, the high bit of the first one that is no plain character of a string (a quote, a
 * backslash, a control character, not ASCII), counted from the low end; bits above it mean nothing.
 */
static inline uint64_t
zbi_json_special(uint64_t word)
{
    const uint64_t ones = 0x0101010101010101u, high = ones * 0x80;
    /* Each difference borrows into its high bit where a byte is too small; a borrow out of a byte
     * makes false hits only above a true one. */
    return (((word ^ (ones * '"')) - ones) | ((word ^ (ones * '\\')) - ones) | (word - ones * 0x20) | word) &
           high;
}

/** What zbi_json_scan() found. */
typedef struct zbi_json_scan {
    const char *at;   /* the closing quote; `end` when it has not come; the offending byte */
    const char *what; /* of a failure: a sentence */
    bool escaped;     /* there are escapes */
} zbi_json_scan;

/**
 * Find the end of a string.
 *
 * @param text  behind the opening quote
 * @param end   end of what may be read
 * @param more  more text follows later: a character or an escape that is cut off is no failure
 * @param out   receives where it ends
 * @return ZB_OK, ZB_E_SYNTAX (control characters, escapes) or ZB_E_UTF8
 */
ZB_NODISCARD zb_status zbi_json_scan_string(const char *text, const char *end, bool more, zbi_json_scan *out);

/**
 * Undo the escapes of a string that was scanned.  A lone surrogate becomes U+FFFD (SPEC 3.3).
 *
 * @param text  behind the opening quote
 * @param end   the closing quote
 * @param out   room for end - text bytes; may not overlap
 * @param lone  receives the first escape of a lone surrogate, else NULL
 * @return bytes written
 */
size_t zbi_json_unescape(const char *text, const char *end, uint8_t *out, const char **lone);

#endif /* ZBI_JSON_TEXT_H */
