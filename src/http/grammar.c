/* SPDX-License-Identifier: MIT */
#include "grammar.h"

#define LOW_BITS 0x0101010101010101u
#define HIGH_BITS 0x8080808080808080u

uint32_t
zbi_find(zb_str text, char c)
{
    uint32_t at = 0;
    uint64_t wanted = (uint8_t)c * LOW_BITS;
    for (; text.len - at >= 8; at += 8) {
        uint64_t word;
        __builtin_memcpy(&word, text.ptr + at, 8);
        word ^= wanted;
        if (((word - LOW_BITS) & ~word & HIGH_BITS) != 0)
            break; /* a high bit is left exactly when one of the eight is zero */
    }
    while (at < text.len && text.ptr[at] != c)
        at++;
    return at;
}

bool
zbi_is_token_char(char c)
{
    if (zbi_is_alpha(c) || zbi_is_digit(c))
        return true;
    zb_str others = {ZB_LIT("!#$%&'*+-.^_`|~")};
    return zbi_find(others, c) < others.len;
}

bool
zbi_is_token(zb_str text)
{
    for (uint32_t i = 0; i < text.len; i++)
        if (!zbi_is_token_char(text.ptr[i]))
            return false;
    return text.len > 0;
}

bool
zbi_same_word(zb_str text, const char *word)
{
    for (uint32_t i = 0; i < text.len; i++)
        if (word[i] == '\0' || zbi_lower(text.ptr[i]) != zbi_lower(word[i]))
            return false;
    return word[text.len] == '\0';
}

zb_str
zbi_trim(zb_str text)
{
    while (text.len > 0 && zbi_is_blank(text.ptr[0]))
        text = zbi_after(text, 1);
    while (text.len > 0 && zbi_is_blank(text.ptr[text.len - 1]))
        text.len--;
    return text;
}

bool
zbi_list_next(zb_str *rest, zb_str *out)
{
    while (rest->len > 0) {
        uint32_t end = 0;
        bool quoted = false;
        for (; end < rest->len && (quoted || rest->ptr[end] != ','); end++) {
            if (rest->ptr[end] == '"')
                quoted = !quoted;
            else if (quoted && rest->ptr[end] == '\\' && rest->len - end > 1)
                end++;
        }
        zb_str element = {rest->ptr, end};
        element = zbi_trim(element);
        *rest = zbi_after(*rest, end < rest->len ? end + 1 : end);
        if (element.len > 0) {
            *out = element;
            return true;
        }
    }
    return false;
}

/* Bytes of a quoted text with its quotes, 0 when it does not end. */
static uint32_t
quoted_len(zb_str text)
{
    for (uint32_t at = 1; at < text.len; at++) {
        if (text.ptr[at] == '"')
            return at + 1;
        if (text.ptr[at] == '\\')
            at++;
    }
    return 0;
}

zb_status
zbi_parameter_next(zb_str *rest, zbi_parameter *out)
{
    zb_str text = zbi_trim(*rest);
    bool separated = false;
    while (text.len > 0 && text.ptr[0] == ';') {
        separated = true;
        text = zbi_trim(zbi_after(text, 1));
    }
    if (text.len == 0)
        return ZB_E_NOT_FOUND;
    zbi_parameter found = {{text.ptr, zbi_find(text, '=')}, {NULL, 0}, false};
    if (!separated || found.name.len == text.len || !zbi_is_token(found.name))
        return ZB_E_SYNTAX;
    text = zbi_after(text, found.name.len + 1);
    uint32_t len = 0;
    if (text.len > 0 && text.ptr[0] == '"') {
        if ((len = quoted_len(text)) == 0)
            return ZB_E_SYNTAX;
        found.value.ptr = text.ptr + 1;
        found.value.len = len - 2;
        found.quoted = true;
    } else {
        while (len < text.len && zbi_is_token_char(text.ptr[len]))
            len++;
        if (len == 0)
            return ZB_E_SYNTAX;
        found.value.ptr = text.ptr;
        found.value.len = len;
    }
    *out = found;
    *rest = zbi_after(text, len);
    return ZB_OK;
}
