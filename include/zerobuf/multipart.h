/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_MULTIPART_H
#define ZEROBUF_MULTIPART_H

/*
 * Parts of multipart/form-data (RFC 7578, in the syntax of RFC 2046, 5.1): forms with files.
 *
 *     zb_multipart parts;
 *     zb_form_part part;
 *     zb_status status;
 *     ZB_TRY(zb_request_multipart(req, &parts));
 *     while ((status = zb_multipart_next(&parts, req->arena, &part)) == ZB_OK)
 *         ...
 *     if (status != ZB_E_NOT_FOUND) return status;
 *
 * The content of a part lies where the body lies, nothing is copied.  The whole body is in
 * memory, within the host's limit on bodies; what is larger than that is better sent as the
 * body itself and read with zb_request_read(): there is no reader of multipart in pieces.
 *
 * Read strictly, so that nobody else sees other parts than the handler does.  Refused are:
 * lines that end without CR, a body that ends before its closing delimiter, a line that begins
 * like a delimiter and goes on otherwise, folded header lines, control characters in header
 * lines, a part without a name, and what is there twice (Content-Disposition, Content-Type,
 * name, filename).  What precedes the first delimiter and follows the last one is ignored.
 */

#include <zerobuf/arena.h>

/** Parts that are read of one body, unless said otherwise: later ones fail with ZB_E_BUDGET. */
#define ZB_MULTIPART_MAX_PARTS 1000u

/** Bytes of header lines that a part may have: longer ones fail with ZB_E_BUDGET. */
#define ZB_MULTIPART_MAX_HEADER_BYTES 8192u

/** A body being read.  Make it with zb_multipart_open(). */
typedef struct zb_multipart {
    zb_str rest;         /* what follows the delimiter that was read last */
    zb_str boundary;     /* 1 to 70 characters */
    uint32_t parts_left; /* how many more may be; write it to allow another number */
} zb_multipart;

/** One part.  Spans are of the body, but for names that had to be decoded: those are of the arena. */
typedef struct zb_form_part {
    zb_str name;
    zb_str filename;   /* as the client says it; it is no path, and must not become one */
    zb_str type;       /* Content-Type, empty when there is none: text/plain (RFC 7578, 4.4) */
    zb_str lines;      /* all header lines, each ending with CR LF */
    zb_bytes content;  /* any bytes */
    bool has_filename; /* a file, even with an empty name: then none was chosen */
} zb_form_part;

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Begin to read a body.
 *
 * @param body          outlives the parts
 * @param content_type  the header's value, with the boundary; outlives the parts
 * @param out           receives the reader.  Untouched on failure.
 * @return ZB_OK, ZB_E_TAG (the type is not multipart/form-data) or ZB_E_SYNTAX (the boundary is
 *         missing, twice there or none that RFC 2046 allows; or the body has no delimiter)
 *
 * O(what precedes the first part).
 */
ZB_NODISCARD zb_status zb_multipart_open(zb_bytes body, zb_str content_type, zb_multipart *out);

/**
 * The next part, in the order of the body.
 *
 * @param parts  moved behind the part.  Unmoved on failure.
 * @param arena  receives names that have to be decoded
 * @param out    receives the part.  Untouched on failure.
 * @return ZB_OK, ZB_E_NOT_FOUND (that was the last one), ZB_E_SYNTAX, ZB_E_BUDGET or ZB_E_MEMORY
 *
 * In names and file names `\"` and `\\` are a quote and a backslash (RFC 9110, 5.6.4), and
 * %22, %0D and %0A are the three characters that browsers send so
 * (https://html.spec.whatwg.org/#multipart-form-data); any other %XX stays as it is.  `filename*` is
 * ignored: RFC 7578, 4.2 forbids it here.
 *
 * O(length of the part).
 */
ZB_NODISCARD zb_status zb_multipart_next(zb_multipart *parts, zb_arena *arena, zb_form_part *out);

/*
 * Handler modules only.
 */
struct zb_request;

/**
 * Begin to read the body of a request.
 *
 * @param req  request
 * @param out  receives the reader.  Untouched on failure.
 * @return as zb_multipart_open(), or as zb_request_body().  Costs one host call, for the content type.
 */
ZB_NODISCARD zb_status zb_request_multipart(struct zb_request *req, zb_multipart *out);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_MULTIPART_H */
