/* SPDX-License-Identifier: MIT */
#include "utf8.h"

#include <zerobuf/verify.h>

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

/* The well-formed text at the beginning. */
static void
add_well_formed(zb_text *out, zb_str text, utf8_escape escape)
{
    uint32_t from = 0;
    for (uint32_t i = 0; i < text.len && escape != NULL; i++) {
        const char *instead = (uint8_t)text.ptr[i] < 0x80 ? escape(text.ptr[i]) : NULL;
        if (instead == NULL)
            continue;
        zb_text_add(out, text.ptr + from, i - from);
        zb_text_add_cstr(out, instead);
        from = i + 1;
    }
    zb_text_add(out, text.ptr + from, text.len - from);
}

void
utf8_add(zb_text *out, zb_str text, utf8_escape escape)
{
    for (;;) {
        zb_str good = {text.ptr, zb_utf8_check(text.ptr, text.len)};
        add_well_formed(out, good, escape);
        if (good.len == text.len)
            return;
        zb_text_add(out, ZB_LIT(REPLACEMENT));
        text.ptr += good.len + 1;
        text.len -= good.len + 1;
    }
}

void
utf8_add_json(zb_text *out, zb_str text)
{
    if (zb_utf8_check(text.ptr, text.len) == text.len) {
        zb_text_add_json(out, text.ptr, text.len);
        return;
    }
    zb_text mended = zb_text_begin(out->arena, text.len);
    zb_slot string;
    zb_str whole;
    utf8_add(&mended, text, NULL);
    zb_status status = zb_text_end(&mended, &string);
    if (status == ZB_OK)
        status = zb_string_at(zb_arena_view(out->arena), string.a, &whole);
    if (status == ZB_OK)
        zb_text_add_json(out, whole.ptr, whole.len);
    else if (out->status == ZB_OK)
        out->status = status;
}

/* XML 1.0 has no control characters but tab and line ends, not even escaped. */
static const char *
escape_xml(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\t':
    case '\n':
    case '\r':
        return " ";
    default:
        return (uint8_t)c < 0x20 || c == 0x7F ? REPLACEMENT : NULL;
    }
}

void
utf8_add_xml(zb_text *out, zb_str text)
{
    /* U+FFFE and U+FFFF are no characters of XML, either; they end with these bytes, which nothing else does.
     */
    while (text.len > 0) {
        uint32_t at = 0;
        for (; at < text.len; at++)
            if (text.len - at >= 3 && (uint8_t)text.ptr[at] == 0xEF && (uint8_t)text.ptr[at + 1] == 0xBF &&
                (uint8_t)text.ptr[at + 2] >= 0xBE)
                break;
        zb_str good = {text.ptr, at};
        utf8_add(out, good, escape_xml);
        if (at == text.len)
            return;
        zb_text_add(out, ZB_LIT(REPLACEMENT));
        text.ptr += at + 3;
        text.len -= at + 3;
    }
}
