/* SPDX-License-Identifier: MIT */
#include <zerobuf/static_file.h>

#include "grammar.h"
#include "url_decode.h"

/* Decode one part of the path to `to`, which has room for it.  False when it is refused. */
static bool
decode_part(zb_str part, char *to, uint32_t *len)
{
    uint32_t count = 0;
    char c;
    while (part.len > 0) {
        if (!zbi_url_next(&part, ZBI_PLUS_IS_PLUS, &c) || zbi_is_control(c) || c == '\\' || c == '/')
            return false;
        to[count++] = c;
    }
    *len = count;
    return !(count == 2 && to[0] == '.' && to[1] == '.');
}

zb_status
zb_path_clean(zb_arena *arena, zb_str path, zb_str *out)
{
    zb_off at;
    if (path.len > UINT32_MAX - 2)
        return ZB_E_MEMORY;
    ZB_TRY(zb_arena_alloc(arena, path.len + 2, 1, &at)); /* a "/" in front, and the NUL */
    char *text = (char *)zb_arena_ptr(arena, at);
    uint32_t len = 0;
    text[len++] = '/';
    while (path.len > 0) {
        zb_str part = {path.ptr, zbi_find(path, '/')};
        bool more = part.len < path.len;
        uint32_t count;
        if (!decode_part(part, text + len, &count))
            return ZB_E_INVALID;
        path = zbi_after(path, more ? part.len + 1 : part.len);
        if (count == 0 || (count == 1 && text[len] == '.'))
            continue;
        len += count;
        if (more)
            text[len++] = '/';
    }
    text[len] = '\0';
    out->ptr = text;
    out->len = len;
    return ZB_OK;
}
