/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_STATIC_FILE_H
#define ZEROBUF_STATIC_FILE_H

/*
 * Files over HTTP: paths of URLs made safe, and bytes answered as a file server does, with
 * conditions (RFC 9110, 13), ranges (14) and a type by the name's ending.
 *
 *     zb_str path;
 *     if (zb_path_clean(req->arena, tail, &path) != ZB_OK)
 *         return zb_response_error(res, 404, "404 page not found\n");
 *     ...  bytes of the file
 *     zb_file_answer file = {.path = path, .bytes = bytes, .modified_s = changed};
 *     return zb_response_file(req, res, &file);
 */

#include <zerobuf/arena.h>

/** A file to answer with. */
typedef struct zb_file_answer {
    zb_bytes bytes;     /* all of it, anywhere in memory; what is sent is copied */
    zb_str path;        /* its name, or a path, for the type */
    const char *type;   /* content type, at most 64 bytes; NULL: by the path (zerobuf/media_type.h) */
    const char *etag;   /* with its quotes; NULL: one of the bytes (zb_etag_of()) */
    int64_t modified_s; /* seconds since 1970; 0: not known */
} zb_file_answer;

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Make the path of a URL one that can be joined to a folder: decoded, beginning with "/", without
 * empty parts and parts ".", a "/" at the end kept.
 *
 * @param arena  receives the path
 * @param path   as in the URL, percent-encoded, before the "?"; a "/" in front may be missing
 * @param out    receives the path, a NUL follows, which is not counted.  Untouched on failure.
 * @return ZB_OK, ZB_E_MEMORY, or ZB_E_INVALID: a part ".." (clients resolve those themselves: who sends
 *         one wants out), a broken %XX, or, encoded or not, a backslash, a NUL or another control
 *         character, or an encoded "/", which would be two things
 *
 * What is encoded is decoded once: "%252e" is the name "%2e".  Whether the bytes are UTF-8 is not checked.
 */
ZB_NODISCARD zb_status zb_path_clean(zb_arena *arena, zb_str path, zb_str *out);

/*
 * Handler modules only.
 */
struct zb_request;
struct zb_response;

/**
 * Answer with a file, or what of it the client wants.
 *
 * @param req   request
 * @param res   response
 * @param file  the file
 * @return ZB_OK, ZB_E_MEMORY, ZB_E_BOUNDS, or ZB_E_INVALID (a tag or a date that cannot be sent)
 *
 * 200 with all of it; 304 or 412 by the request's conditions; for GET 206 with one range, or with several as
 * multipart/byteranges; 416 when all ranges lie behind the end.  `etag`, `last-modified` and
 * `accept-ranges` are set; `cache-control` is the handler's.  For HEAD the host leaves the body out.
 * Costs 3 to 6 host calls for headers, and a copy of what is sent.
 */
ZB_NODISCARD zb_status zb_response_file(struct zb_request *req, struct zb_response *res,
                                        const zb_file_answer *file);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_STATIC_FILE_H */
