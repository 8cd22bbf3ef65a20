/* SPDX-License-Identifier: MIT */
#include "excerpt.h"

#include <stdint.h>
#include <string.h>

#include <zerobuf/verify.h>

/* Bytes shown on each side of the place. */
#define BEFORE_BYTES 60u
#define AFTER_BYTES 30u
#define MARGIN "  "

static bool
is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Append `len` bytes as they can be shown; returns how many characters that were. */
static size_t
append(char *out, size_t *used, const char *text, size_t len)
{
    size_t characters = 0;
    for (size_t i = 0; i < len;) {
        uint32_t rest = (uint32_t)(len - i), good = 1;
        unsigned char byte = (unsigned char)text[i];
        if (byte >= 0x80) { /* one character of UTF-8, if it is one */
            uint32_t bytes = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
            good = bytes <= rest && zb_utf8_check(text + i, bytes) == bytes ? bytes : 0;
        }
        /* C1 control characters reach terminals too: C2 80 to C2 9F. */
        bool is_c1 = good == 2 && byte == 0xC2 && (unsigned char)text[i + 1] < 0xA0;
        if (good == 0 || is_c1 || byte < 0x20 || byte == 0x7F) {
            out[(*used)++] = byte == '\t' ? ' ' : '?';
            i += is_c1 ? 2 : 1;
        } else {
            memcpy(out + *used, text + i, good);
            *used += good;
            i += good;
        }
        characters++;
    }
    return characters;
}

void
excerpt_show(const char *text, size_t len, size_t at, bool is_start, char *out)
{
    size_t from = at, to = at;
    while (from > 0 && at - from < BEFORE_BYTES && text[from - 1] != '\n')
        from--;
    while (from < at && is_continuation(text[from]))
        from++;
    while (to < len && to - at < AFTER_BYTES && text[to] != '\n' && text[to] != '\r')
        to++;
    while (to > at && to < len && is_continuation(text[to]))
        to--;
    bool is_cut = from > 0 ? text[from - 1] != '\n' : !is_start;

    /* At most 90 bytes of text, each shown in at most one byte more: far below EXCERPT_BYTES. */
    size_t used = 0;
    memcpy(out, "\n" MARGIN, 3);
    used += 3;
    size_t indent = 2;
    if (is_cut) {
        memcpy(out + used, "...", 3);
        used += 3;
        indent += 3;
    }
    indent += append(out, &used, text + from, at - from);
    append(out, &used, text + at, to - at);
    if (to < len && text[to] != '\n' && text[to] != '\r') {
        memcpy(out + used, "...", 3);
        used += 3;
    }
    out[used++] = '\n';
    memset(out + used, ' ', indent);
    used += indent;
    out[used++] = '^';
    out[used] = '\0';
}
