/* SPDX-License-Identifier: MIT */
#ifndef ZBI_GRAMMAR_H
#define ZBI_GRAMMAR_H

/* Characters, words and parameters of header fields (RFC 9110, 5.6). */

#include <zerobuf/view.h>

/** 'A' to 'Z' in lower case, everything else as it is. */
static inline char
zbi_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static inline bool
zbi_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool
zbi_is_alpha(char c)
{
    char lower = zbi_lower(c);
    return lower >= 'a' && lower <= 'z';
}

/** CTL: what no header value holds, but for the tab. */
static inline bool
zbi_is_control(char c)
{
    return (uint8_t)c < 0x20 || c == 0x7f;
}

static inline bool
zbi_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static inline uint32_t
zbi_len(const char *string)
{
    uint32_t len = 0;
    while (string[len] != '\0')
        len++;
    return len;
}

static inline zb_str
zbi_span(const char *string)
{
    zb_str span = {string, zbi_len(string)};
    return span;
}

/** Without the first `count` bytes, of which there are so many.  An empty text may be NULL, to which C adds
 * nothing. */
static inline zb_str
zbi_after(zb_str text, uint32_t count)
{
    zb_str rest = {count == 0 ? text.ptr : text.ptr + count, text.len - count};
    return rest;
}

/** Byte for byte. */
static inline bool
zbi_same(zb_str left, zb_str right)
{
    return left.len == right.len && zb_bytes_equal(left.ptr, right.ptr, left.len);
}

/** Index of the first `c`, or text.len. */
uint32_t zbi_find(zb_str text, char c);

/** tchar */
bool zbi_is_token_char(char c);

/** 1*tchar */
bool zbi_is_token(zb_str text);

/** True when the texts differ by nothing but the case of ASCII letters. */
bool zbi_same_word(zb_str text, const char *word);

/** Without spaces and tabs at both ends. */
zb_str zbi_trim(zb_str text);

/**
 * Take the next element of a comma-separated list.
 *
 * @param rest  what of the list remains; moved behind the element
 * @param out   receives the element, trimmed, never empty; commas inside quotes are part of it
 * @return false at the end
 */
bool zbi_list_next(zb_str *rest, zb_str *out);

/** A parameter: `name=token` or `name="text"`. */
typedef struct zbi_parameter {
    zb_str name;
    zb_str value; /* of a quoted one what is between the quotes, its backslashes untouched */
    bool quoted;
} zbi_parameter;

/**
 * Take the next parameter of `;a=b; c="d"`.  Empty ones are passed over, as RFC 9110, 5.6.6 has it.
 *
 * @param rest  what remains; moved behind the parameter when there is one
 * @param out   receives it
 * @return ZB_OK, ZB_E_NOT_FOUND (there is none left) or ZB_E_SYNTAX
 */
ZB_NODISCARD zb_status zbi_parameter_next(zb_str *rest, zbi_parameter *out);

#endif /* ZBI_GRAMMAR_H */
