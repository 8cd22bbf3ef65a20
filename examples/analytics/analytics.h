/* SPDX-License-Identifier: MIT */
#ifndef ANALYTICS_ANALYTICS_H
#define ANALYTICS_ANALYTICS_H

/* What the routes share. */

#include <zerobuf/simd.h>

#include "frame.h"

#define COUNT_OF(array) ((uint32_t)(sizeof(array) / sizeof((array)[0])))

/** GET /: what this is, and a form. */
zb_status front_page(zb_request *req, zb_response *res);

/** POST /stats */
zb_status report_stats(zb_request *req, zb_response *res);
/** POST /correlations */
zb_status report_correlations(zb_request *req, zb_response *res);
/** POST /normalize */
zb_status report_normalize(zb_request *req, zb_response *res);
/** POST /histogram */
zb_status report_histogram(zb_request *req, zb_response *res);
/** POST /histogram.svg */
zb_status picture_histogram(zb_request *req, zb_response *res);
/** POST /scatter.svg */
zb_status picture_scatter(zb_request *req, zb_response *res);
/** POST /stream/stats */
zb_status stream_stats(zb_request *req, zb_response *res);

/** Bins of a column. */
typedef struct bins {
    const frame_column *column;
    double min, max; /* of the column's numbers */
    uint32_t *counts;
    uint32_t count;
} bins;

/** Count a column into the bins that the parameters column and bins ask for.  As frame_read(). */
ZB_NODISCARD zb_status bins_read(zb_request *req, const frame *f, bins *out, complaint *bad);

/** The smallest and the largest number of a column, both finite; a complaint when one is not.  As
 * frame_read(). */
ZB_NODISCARD zb_status column_range(zb_request *req, const frame *f, const frame_column *column,
                                    zb_range *out, complaint *bad);

/** The column that a parameter names; the first one when it is not there.  As frame_read(). */
ZB_NODISCARD zb_status column_read(zb_request *req, const frame *f, const char *parameter, uint32_t otherwise,
                                   const frame_column **out, complaint *bad);

/** Add a number as JSON has it: the fewest digits that read back to it; null when it is not finite. */
void add_number(zb_text *text, double value);

/** A column's statistics, missing values aside, as members of a JSON object. */
void add_stats(zb_text *json, const zb_stats *stats);

/** Answer with a finished text. */
ZB_NODISCARD zb_status send_text(zb_response *res, const char *type, zb_text *text);

#endif /* ANALYTICS_ANALYTICS_H */
