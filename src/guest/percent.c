/* SPDX-License-Identifier: MIT */
/*
 * Percent-encoding: of paths (RFC 3986, 2.1), and with "+" of queries
 * (https://url.spec.whatwg.org/#urlencoded-parsing).
 */
#include "guest.h"

static int
hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

uint32_t
zbi_percent_byte(zb_str text, bool plus, char *out)
{
    char c = text.ptr[0];
    if (c != '%') {
        *out = plus && c == '+' ? ' ' : c;
        return 1;
    }
    if (text.len < 3)
        return 0;
    int high = hex_digit(text.ptr[1]), low = hex_digit(text.ptr[2]);
    if (high < 0 || low < 0)
        return 0;
    *out = (char)(high * 16 + low);
    return 3;
}

/* Decode into `to`; NULL only measures.  False when a %XX is broken. */
static bool
decode(zb_str text, bool plus, char *to, uint32_t *len)
{
    uint32_t count = 0;
    while (text.len > 0) {
        char c;
        uint32_t width = zbi_percent_byte(text, plus, &c);
        if (width == 0)
            return false;
        if (to != NULL)
            to[count] = c;
        count++;
        text.ptr += width;
        text.len -= width;
    }
    *len = count;
    return true;
}

static bool
is_plain(zb_str text, bool plus)
{
    for (uint32_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '%' || (plus && text.ptr[i] == '+'))
            return false;
    return true;
}

zb_status
zbi_percent_decode(zb_arena *arena, zb_str text, bool plus, zb_str *out)
{
    if (is_plain(text, plus)) {
        *out = text;
        return ZB_OK;
    }
    uint32_t len;
    zb_off copy;
    if (!decode(text, plus, NULL, &len))
        return ZB_E_INVALID;
    ZB_TRY(zb_arena_alloc(arena, len, 1, &copy));
    char *to = (char *)zb_arena_ptr(arena, copy);
    (void)decode(text, plus, to, &len); /* measured above */
    *out = (zb_str){to, len};
    return ZB_OK;
}
