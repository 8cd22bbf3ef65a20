/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_MEDIA_TYPE_H
#define ZEROBUF_MEDIA_TYPE_H

/* Media types of files, by the ending of their names. */

#include <zerobuf/view.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The type of a file.
 *
 * @param path  a name, or a path with "/"; what follows the last dot of its last part decides,
 *              in either case
 * @return a static text, as IANA registers it, texts with their charset: "text/html; charset=utf-8";
 *         "application/octet-stream" for what is not known
 *
 * O(number of types): about 70.  Any thread.
 */
const char *zb_media_type(zb_str path);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_MEDIA_TYPE_H */
