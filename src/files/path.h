/* SPDX-License-Identifier: MIT */
#ifndef ZBI_FILE_PATH_H
#define ZBI_FILE_PATH_H

#include <zerobuf/file.h>

/** A path without ".", ".." and empty names, from the root: "/tmp/a", "/" for the root itself. */
typedef struct zbi_clean_path {
    uint32_t len;
    char text[ZB_FILE_MAX_PATH + 1]; /* a '/' before each name; not terminated */
} zbi_clean_path;

/**
 * Clean a path.
 *
 * @return ZB_OK, ZB_E_INVALID or ZB_E_UTF8 (zerobuf/file.h); `out` is then undefined
 */
zb_status zbi_path_clean(zb_str path, zbi_clean_path *out);

/** Split the last name off: `parent` may become empty, the root.  False for the root itself. */
bool zbi_path_split(zb_str path, zb_str *parent, zb_str *name);

/** The first name of `path`, which becomes the rest.  False when there is none. */
bool zbi_path_first(zb_str *path, zb_str *name);

/** Whether `path` is `above`, or lies below it. */
bool zbi_path_is_within(zb_str path, zb_str above);

#endif /* ZBI_FILE_PATH_H */
