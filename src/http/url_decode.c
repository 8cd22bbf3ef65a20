/* SPDX-License-Identifier: MIT */
#include "url_decode.h"
#include "grammar.h"

static int
hex_digit(char c)
{
    char lower = zbi_lower(c);
    if (zbi_is_digit(c))
        return c - '0';
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool
zbi_url_next(zb_str *text, zbi_plus plus, char *out)
{
    char c = text->ptr[0];
    uint32_t width = 1;
    if (c == '+' && plus == ZBI_PLUS_IS_SPACE)
        c = ' ';
    if (c == '%') {
        width = 3;
        if (text->len < width)
            return false;
        int high = hex_digit(text->ptr[1]), low = hex_digit(text->ptr[2]);
        if (high < 0 || low < 0)
            return false;
        c = (char)(high * 16 + low);
    }
    *out = c;
    *text = zbi_after(*text, width);
    return true;
}

zb_status
zbi_url_decode(zb_arena *arena, zb_str text, zbi_plus plus, zb_str *out)
{
    uint32_t len = 0;
    bool plain = true;
    char c;
    for (zb_str rest = text; rest.len > 0; len++) {
        char encoded = rest.ptr[0];
        if (!zbi_url_next(&rest, plus, &c))
            return ZB_E_INVALID;
        plain = plain && c == encoded;
    }
    if (plain && len == text.len) {
        *out = text;
        return ZB_OK;
    }
    zb_off copy;
    ZB_TRY(zb_arena_alloc(arena, len, 1, &copy));
    char *to = (char *)zb_arena_ptr(arena, copy);
    zb_str rest = text;
    for (uint32_t i = 0; i < len; i++)
        (void)zbi_url_next(&rest, plus, to + i); /* cannot fail: it did not above */
    out->ptr = to;
    out->len = len;
    return ZB_OK;
}
