/* SPDX-License-Identifier: MIT */
#include "json_text.h"

#include "cold.h"

#define REPLACEMENT 0xFFFDu

uint32_t
zbi_utf8_decode(const char *text, size_t left, uint32_t *bytes)
{
    const uint8_t *p = (const uint8_t *)text;
    uint32_t lead = p[0];
    if (lead < 0x80) {
        *bytes = 1;
        return lead;
    }
    if (lead < 0xC2 || lead > 0xF4) { /* a continuation, an overlong form of ASCII, past U+10FFFF */
        *bytes = 1;
        return ZBI_NO_CHARACTER;
    }
    /* Overlong forms, surrogates and what lies past U+10FFFF differ in the second byte. */
    uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    uint32_t more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    uint32_t code = lead & (0x3Fu >> more);
    for (uint32_t i = 1; i <= more; i++) {
        if (i == left || p[i] < low || p[i] > high) {
            *bytes = i;
            return ZBI_NO_CHARACTER;
        }
        code = code << 6 | (p[i] & 0x3Fu);
        low = 0x80;
        high = 0xBF;
    }
    *bytes = more + 1;
    return code;
}

uint32_t
zbi_utf8_encode(uint32_t code, uint8_t *out)
{
    if (code < 0x80) {
        out[0] = (uint8_t)code;
        return 1;
    }
    uint32_t more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    for (uint32_t i = more; i > 0; i--, code >>= 6)
        out[i] = (uint8_t)(0x80 | (code & 0x3F));
    out[0] = (uint8_t)(0xF0u << (3 - more) | code);
    return more + 1;
}

/* The value of a hexadecimal digit, 16 for another character. */
static uint32_t
hex_digit(char c)
{
    uint32_t digit = (uint32_t)(uint8_t)c - '0', letter = ((uint32_t)(uint8_t)c | 0x20) - 'a';
    return digit < 10 ? digit : letter < 6 ? letter + 10 : 16;
}

/* The character that a short escape stands for, 0 when there is none. */
static char
short_escape(char c)
{
    switch (c) {
    case '"':
    case '\\':
    case '/':
        return c;
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return 0;
    }
}

/* The 16 bits of the escape \uXXXX at `text`.  *at receives its end, or the byte that does not fit; then
 * the result means nothing. */
static __attribute__((noinline)) uint32_t
unit_at(const char *text, const char *end, const char **at)
{
    uint32_t unit = 0;
    const char *p = text + 2;
    for (; p < text + 6 && p < end && hex_digit(*p) < 16; p++)
        unit = unit << 4 | hex_digit(*p);
    *at = p;
    return unit;
}

/* True when [text, end) is less than an escape \uXXXX, and may become one. */
static ZBI_COLD bool
may_become_unit(const char *text, const char *end)
{
    if (end - text >= 6 || (text < end && text[0] != '\\') || (end - text > 1 && text[1] != 'u'))
        return false;
    for (text += 2; text < end; text++)
        if (hex_digit(*text) == 16)
            return false;
    return true;
}

/*
 * The character of the escape at `text`, a backslash.  *next receives the end of the escape; it is NULL when
 * there is none, and then result->at is the byte that does not fit, or `end` when the text ends too early.
 */
static uint32_t
unescape(const char *text, const char *end, bool more, zbi_text_copy *result, const char **next)
{
    *next = NULL;
    result->at = text + 1;
    if (text + 1 == end)
        return 0;
    if (text[1] != 'u') {
        uint32_t c = (uint8_t)short_escape(text[1]);
        *next = c != 0 ? text + 2 : NULL;
        return c;
    }
    uint32_t code = unit_at(text, end, &result->at);
    if (result->at != text + 6)
        return 0;
    *next = text + 6;
    if (code - 0xD800 >= 0x800)
        return code;
    const char *at = text;
    if (code < 0xDC00 && end - text >= 12 && text[6] == '\\' && text[7] == 'u') {
        uint32_t low = unit_at(text + 6, end, &at) - 0xDC00;
        if (at == text + 12 && low < 0x400) {
            *next = text + 12;
            return 0x10000 + ((code - 0xD800) << 10) + low;
        }
    } else if (code < 0xDC00 && more && may_become_unit(text + 6, end)) {
        result->at = end; /* the other half is perhaps still to come */
        *next = NULL;
        return 0;
    }
    if (result->lone == NULL)
        result->lone = text;
    return REPLACEMENT;
}

static ZBI_COLD zbi_text_end
bad(zbi_text_copy *result, const char *at, zb_status status, const char *what)
{
    result->at = at;
    result->status = status;
    result->what = what;
    return ZBI_TEXT_BAD;
}

zbi_text_end
zbi_json_copy_text(const char *text, const char *end, bool more, uint8_t *out, size_t room,
                   zbi_text_copy *result)
{
    uint8_t *first = out, *out_end = out + room;
    *result = (zbi_text_copy){text, 0, NULL, false, ZB_OK, NULL};
    for (;;) {
        while (end - text >= 8 && out_end - out >= 8) {
            uint64_t word;
            __builtin_memcpy(&word, text, 8);
            __builtin_memcpy(out, &word, 8);
            uint64_t special = zbi_json_special(word);
            uint32_t plain = special == 0 ? 8 : (uint32_t)__builtin_ctzll(special) / 8;
            text += plain;
            out += plain;
            if (plain < 8)
                break;
        }
        result->len = (size_t)(out - first);
        result->at = text;
        if (text == end)
            return ZBI_TEXT_CUT;
        uint8_t c = (uint8_t)*text, bytes[4];
        if (c == '"')
            return ZBI_TEXT_CLOSED;
        uint32_t count;
        if (c == '\\') {
            const char *next;
            uint32_t code = unescape(text, end, more, result, &next);
            if (next == NULL)
                return result->at == end ? ZBI_TEXT_CUT
                                         : bad(result, result->at, ZB_E_SYNTAX, "there is no such escape");
            count = zbi_utf8_encode(code, bytes);
            result->escaped = true;
            text = next;
        } else if (c < 0x20) {
            return bad(result, text, ZB_E_SYNTAX, "control characters in strings must be escaped");
        } else {
            if (zbi_utf8_decode(text, (size_t)(end - text), &count) == ZBI_NO_CHARACTER) {
                if (more && count == (size_t)(end - text))
                    return ZBI_TEXT_CUT;
                return bad(result, text, ZB_E_UTF8, "the text is not well-formed UTF-8");
            }
            __builtin_memcpy(bytes, text, count);
            text += count;
        }
        if ((size_t)(out_end - out) < count)
            return ZBI_TEXT_FULL;
        for (uint32_t i = 0; i < count; i++)
            *out++ = bytes[i];
    }
}
