/* SPDX-License-Identifier: MIT */
#include "json_text.h"

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

/* The escape whose backslash is at `text`: its end, or NULL with *at on what does not fit. */
static const char *
scan_escape(const char *text, const char *end, const char **at)
{
    *at = text + 1;
    if (text + 1 == end)
        return NULL;
    if (text[1] != 'u')
        return short_escape(text[1]) != 0 ? text + 2 : NULL;
    for (*at = text + 2; *at < text + 6; ++*at)
        if (*at == end || hex_digit(**at) == 16)
            return NULL;
    return *at;
}

zb_status
zbi_json_scan_string(const char *text, const char *end, bool more, zbi_json_scan *out)
{
    zbi_json_scan scan = {text, NULL, false};
    zb_status status = ZB_OK;
    for (;;) {
        uint64_t word, special;
        while (end - text >= 8) {
            __builtin_memcpy(&word, text, 8);
            special = zbi_json_special(word);
            if (special != 0) {
                text += __builtin_ctzll(special) / 8;
                break;
            }
            text += 8;
        }
        while (text < end && (uint8_t)*text >= 0x20 && (uint8_t)*text < 0x80 && *text != '"' && *text != '\\')
            text++;
        if (text == end || *text == '"')
            break;
        if ((uint8_t)*text < 0x20) {
            status = ZB_E_SYNTAX;
            scan.what = "control characters in strings must be escaped";
            break;
        }
        if (*text == '\\') {
            const char *bad, *next = scan_escape(text, end, &bad);
            scan.escaped = true;
            if (next != NULL) {
                text = next;
                continue;
            }
            text = bad;
            if (bad < end) {
                status = ZB_E_SYNTAX;
                scan.what = "there is no such escape";
            }
            break;
        }
        while (text < end && (uint8_t)*text >= 0x80) { /* such characters come in runs */
            uint32_t bytes;
            if (zbi_utf8_decode(text, (size_t)(end - text), &bytes) != ZBI_NO_CHARACTER) {
                text += bytes;
            } else if (more && end - text < 4) {
                text = end; /* perhaps the rest of the character follows; if not, that is found then */
            } else {
                status = ZB_E_UTF8;
                scan.what = "the text is not well-formed UTF-8";
                break;
            }
        }
        if (status != ZB_OK)
            break;
    }
    scan.at = text;
    *out = scan;
    return status;
}

/* The 16 bits of an escape \uXXXX at `text`, 0 when there is none.  A whole escape that was scanned fits. */
static uint32_t
unit_at(const char *text, const char *end)
{
    if (end - text < 6 || text[0] != '\\' || text[1] != 'u')
        return 0;
    return hex_digit(text[2]) << 12 | hex_digit(text[3]) << 8 | hex_digit(text[4]) << 4 | hex_digit(text[5]);
}

size_t
zbi_json_unescape(const char *text, const char *end, uint8_t *out, const char **lone)
{
    uint8_t *first = out;
    *lone = NULL;
    while (text < end) {
        if (*text != '\\') {
            *out++ = (uint8_t)*text++;
            continue;
        }
        if (text[1] != 'u') {
            *out++ = (uint8_t)short_escape(text[1]);
            text += 2;
            continue;
        }
        uint32_t code = unit_at(text, end);
        if (code >= 0xD800 && code < 0xE000) {
            uint32_t low = code < 0xDC00 ? unit_at(text + 6, end) : 0;
            if (low >= 0xDC00 && low < 0xE000) {
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                text += 6;
            } else {
                code = REPLACEMENT;
                if (*lone == NULL)
                    *lone = text;
            }
        }
        text += 6;
        out += zbi_utf8_encode(code, out);
    }
    return (size_t)(out - first);
}
