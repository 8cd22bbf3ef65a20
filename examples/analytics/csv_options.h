/* SPDX-License-Identifier: MIT */
#ifndef ANALYTICS_CSV_OPTIONS_H
#define ANALYTICS_CSV_OPTIONS_H

/* How requests say what their CSV is like, and are told what is wrong with it. */

#include <zerobuf/csv.h>

#include "complaint.h"

/** The parameters separator and header of the query.  ZB_OK, ZB_E_INVALID with a complaint, or ZB_E_MEMORY.
 */
ZB_NODISCARD zb_status csv_options_read(zb_request *req, zb_csv_options *out, complaint *bad);

/** Tell where and why reading failed: ZB_E_INVALID. */
ZB_NODISCARD zb_status csv_options_failed(zb_arena *arena, const zb_csv_error *error, complaint *bad);

#endif /* ANALYTICS_CSV_OPTIONS_H */
