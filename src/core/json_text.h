/* SPDX-License-Identifier: MIT */
#ifndef ZBI_JSON_TEXT_H
#define ZBI_JSON_TEXT_H

/* The inside of JSON strings: UTF-8 and escapes. */

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

/** How copying a string ended. */
typedef enum zbi_text_end {
    ZBI_TEXT_CLOSED, /* at its closing quote */
    ZBI_TEXT_CUT,    /* the text ended before that */
    ZBI_TEXT_FULL,   /* there was no room for all of it */
    ZBI_TEXT_BAD     /* it is no JSON string */
} zbi_text_end;

typedef struct zbi_text_copy {
    const char *at;   /* the closing quote, or what does not fit */
    size_t len;       /* bytes written */
    const char *lone; /* the first escape of a lone surrogate, which becomes U+FFFD (SPEC 3.3); NULL: none */
    bool escaped;     /* there were escapes */
    zb_status status; /* of ZBI_TEXT_BAD: ZB_E_SYNTAX or ZB_E_UTF8 */
    const char *what;
} zbi_text_copy;

/**
 * Check the inside of a string and copy it, escapes undone.
 *
 * @param text    behind the opening quote
 * @param end     end of what may be read
 * @param more    more text follows later: a character or an escape that is cut off is not bad
 * @param out     receives UTF-8; what lies behind it, up to `room`, may be overwritten
 * @param room    bytes
 * @param result  receives how far it came
 */
zbi_text_end zbi_json_copy_text(const char *text, const char *end, bool more, uint8_t *out, size_t room,
                                zbi_text_copy *result);

#endif /* ZBI_JSON_TEXT_H */
