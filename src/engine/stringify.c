/* SPDX-License-Identifier: MIT */
/* Values to JSON text, which JavaScript gets window by window, cut between characters. */
#include "engine.h"

ZBE_EXPORT("stringify")
int32_t zbe_stringify(zb_off control, uint32_t indent, uint32_t flags);

static uint32_t used; /* bytes in the window */

/* The first byte of the last character in the window: what follows may be the rest of it. */
static uint32_t
last_character(void)
{
    uint32_t at = used;
    while (at > 0 && ((uint8_t)zbe_window.text[--at] & 0xC0) == 0x80)
        continue;
    return at;
}

/* Emit all but the last character, which may not be there as a whole. */
static void
flush(void)
{
    uint32_t whole = last_character(), rest = used - whole;
    zbe_host_emit(whole);
    __builtin_memmove(zbe_window.text, zbe_window.text + whole, rest);
    used = rest;
}

static zb_status
sink(void *context, const char *bytes, uint32_t len)
{
    (void)context;
    while (len > zbe_window.bytes - used) { /* ends: flush() leaves 4 bytes at most, and pieces are shorter */
        uint32_t part = zbe_window.bytes - used;
        __builtin_memcpy(zbe_window.text + used, bytes, part);
        used = zbe_window.bytes;
        bytes += part;
        len -= part;
        flush();
    }
    __builtin_memcpy(zbe_window.text + used, bytes, len);
    used += len;
    return ZB_OK;
}

/* The value in the argument slot. */
int32_t
zbe_stringify(zb_off control, uint32_t indent, uint32_t flags)
{
    zb_json_write_options options = {indent, 0, flags};
    used = 0;
    ZB_TRY(zb_json_write(zbe_view(control), zbe_argument, &options, sink, NULL));
    zbe_host_emit(used);
    return ZB_OK;
}
