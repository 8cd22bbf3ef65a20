/* SPDX-License-Identifier: MIT */
#include "path.h"

#include <zerobuf/verify.h>

/* Take the last name off; above the root is the root. */
static void
go_up(zbi_clean_path *path)
{
    while (path->len > 0 && path->text[--path->len] != '/')
        continue;
}

static zb_status
add_name(zbi_clean_path *path, const char *name, uint32_t len)
{
    if (len > ZB_FILE_MAX_NAME || len + 1 > ZB_FILE_MAX_PATH - path->len)
        return ZB_E_INVALID;
    path->text[path->len++] = '/';
    __builtin_memcpy(path->text + path->len, name, len);
    path->len += len;
    return ZB_OK;
}

zb_status
zbi_path_clean(zb_str path, zbi_clean_path *out)
{
    if (path.len == 0 || path.ptr[0] != '/')
        return ZB_E_INVALID;
    if (zb_utf8_check(path.ptr, path.len) != path.len)
        return ZB_E_UTF8;
    out->len = 0;
    for (uint32_t at = 0; at < path.len;) {
        uint32_t from = ++at; /* past the '/' */
        for (; at < path.len && path.ptr[at] != '/'; at++)
            if (path.ptr[at] == '\0')
                return ZB_E_INVALID;
        const char *name = path.ptr + from;
        uint32_t len = at - from;
        if (len == 2 && name[0] == '.' && name[1] == '.')
            go_up(out);
        else if (len > 0 && !(len == 1 && name[0] == '.'))
            ZB_TRY(add_name(out, name, len));
    }
    return ZB_OK;
}

bool
zbi_path_split(zb_str path, zb_str *parent, zb_str *name)
{
    if (path.len == 0)
        return false;
    uint32_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '/')
        at--;
    *name = (zb_str){path.ptr + at, path.len - at};
    *parent = (zb_str){path.ptr, at > 0 ? at - 1 : 0};
    return true;
}

bool
zbi_path_first(zb_str *path, zb_str *name)
{
    uint32_t len = 0;
    if (path->len == 0)
        return false;
    while (len < path->len && path->ptr[len] != '/')
        len++;
    *name = (zb_str){path->ptr, len};
    uint32_t skip = len < path->len ? len + 1 : len;
    *path = (zb_str){path->ptr + skip, path->len - skip};
    return true;
}

bool
zbi_path_is_within(zb_str path, zb_str above)
{
    return path.len >= above.len && zb_bytes_equal(path.ptr, above.ptr, above.len) &&
           (path.len == above.len || above.len == 0 || path.ptr[above.len] == '/');
}
