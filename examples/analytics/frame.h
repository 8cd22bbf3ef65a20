/* SPDX-License-Identifier: MIT */
#ifndef ANALYTICS_FRAME_H
#define ANALYTICS_FRAME_H

/*
 * What a request's body holds, whatever it came as: columns of numbers under names, side by
 * side as the kernels of zerobuf/simd.h take them, and the names of the columns that are text.
 *
 * Everything lies in the request's arena.  It is held by pointer: a module's memory grows, but
 * its base never moves.
 */

#include <zerobuf/handler.h>

#include "complaint.h"

/** A column of numbers. */
typedef struct frame_column {
    zb_str name;
    const double *items; /* [frame.row_count]; NaN where a value is missing */
    uint32_t missing;    /* how many are */
} frame_column;

typedef struct frame {
    uint32_t row_count;
    uint32_t column_count; /* of numbers */
    uint32_t text_count;
    frame_column *columns; /* [column_count], in the order of the body */
    zb_str *texts;         /* [text_count]: names of the other columns */
} frame;

/**
 * Read the body of a request by its content type: text/csv, application/json, or an image of
 * columns (application/vnd.zerobuf; also application/octet-stream).  text/plain is what the form
 * of the front page sends: csv= and the text.
 *
 * @param req  request
 * @param out  receives the columns.  Unspecified on failure.
 * @param bad  receives what is wrong with the body
 * @return ZB_OK, ZB_E_INVALID with a complaint, or ZB_E_MEMORY
 */
ZB_NODISCARD zb_status frame_read(zb_request *req, frame *out, complaint *bad);

/** Read CSV (RFC 4180).  Parameters of the query: separator, header.  As frame_read(). */
ZB_NODISCARD zb_status frame_read_csv(zb_request *req, zb_str text, frame *out, complaint *bad);

/** Read JSON: an array of records, or an object of arrays.  As frame_read(). */
ZB_NODISCARD zb_status frame_read_json(zb_request *req, zb_str text, frame *out, complaint *bad);

/** Read an image (SPEC.md, 10) of an object of columns, or of a table (9.4).  As frame_read(). */
ZB_NODISCARD zb_status frame_read_image(zb_request *req, zb_bytes image, frame *out, complaint *bad);

/** Make room for `count` columns and as many names of texts, none of which is there yet. */
ZB_NODISCARD zb_status frame_reserve(zb_arena *arena, uint32_t count, frame *out);

/** Memory for `count` elements of `bytes` bytes, 16-aligned.  ZB_OK or ZB_E_MEMORY. */
ZB_NODISCARD zb_status frame_alloc(zb_arena *arena, uint64_t count, uint32_t bytes, void **out);

/** The column of a name; NULL when there is none. */
const frame_column *frame_find(const frame *f, zb_str name);

/** The numbers of a column without the missing ones: the column itself where none is. */
ZB_NODISCARD zb_status frame_present(zb_arena *arena, const frame *f, const frame_column *column,
                                     const double **out, uint32_t *count);

#endif /* ANALYTICS_FRAME_H */
