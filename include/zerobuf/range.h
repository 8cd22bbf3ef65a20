/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_RANGE_H
#define ZEROBUF_RANGE_H

/*
 * Parts of a representation in bytes (RFC 9110, 14).  zb_response_file() (zerobuf/static_file.h)
 * answers whole requests by it.
 *
 * A Range header is a wish: what is malformed, of another unit than bytes, or more than anybody
 * needs is answered with the whole, never with an error.
 */

#include <zerobuf/view.h>

/** Ranges that a header may name; with more of them it is ignored. */
#define ZB_RANGE_MAX 16u

/** Characters of a Content-Range, with its NUL. */
#define ZB_CONTENT_RANGE_BYTES 70u

/** One range: `len` bytes, at least 1, from `first` on, inside the representation. */
typedef struct zb_byte_range {
    uint64_t first, len;
} zb_byte_range;

/** What was asked for, in the order of the header; those that touch or overlap are made one. */
typedef struct zb_byte_ranges {
    uint32_t count;
    zb_byte_range list[ZB_RANGE_MAX];
} zb_byte_ranges;

/** How to answer. */
typedef enum zb_range_kind {
    ZB_RANGE_WHOLE,        /* 200: as if there were no header */
    ZB_RANGE_PARTS,        /* 206: one range or several */
    ZB_RANGE_UNSATISFIABLE /* 416: all that is asked for lies behind the end */
} zb_range_kind;

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Read a Range header.
 *
 * @param header      its value; ptr NULL: none
 * @param size_bytes  of the representation
 * @param out         receives the ranges where the answer is ZB_RANGE_PARTS, else untouched
 * @return how to answer
 *
 * ZB_RANGE_WHOLE also for more than ZB_RANGE_MAX ranges, and for more than two that overlap others
 * (RFC 9110, 14.2): such are asked for to make a server work.  O(length of the header).
 */
zb_range_kind zb_byte_ranges_read(zb_str header, uint64_t size_bytes, zb_byte_ranges *out);

/**
 * The value of Content-Range.
 *
 * @param range       NULL: the one of 416, without a range
 * @param size_bytes  of the representation
 * @param out         receives "bytes 0-9/100", NUL-terminated
 * @return its length
 */
uint32_t zb_content_range(const zb_byte_range *range, uint64_t size_bytes, char out[ZB_CONTENT_RANGE_BYTES]);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_RANGE_H */
