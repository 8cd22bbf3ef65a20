/* SPDX-License-Identifier: MIT */
#ifndef ANALYTICS_COMPLAINT_H
#define ANALYTICS_COMPLAINT_H

/* A sentence about a bad request: what is wrong, where, and the remedy. */

#include <zerobuf/handler.h>

typedef struct complaint {
    zb_text text;
    int32_t status; /* 400 or 415; 0 while there is none */
} complaint;

/** Begin a sentence, to which the caller adds; then it fails with ZB_E_INVALID. */
zb_text *complain(zb_arena *arena, complaint *bad, int32_t status, const char *beginning);

/** The same with a whole sentence: ZB_E_INVALID. */
ZB_NODISCARD zb_status complain_that(zb_arena *arena, complaint *bad, const char *sentence);

/** Answer with the sentence when `status` is a failure that has one; pass on every other status. */
ZB_NODISCARD zb_status complaint_send(zb_response *res, complaint *bad, zb_status status);

/** Add a name between typographic quotation marks; a long one is cut, ill-formed UTF-8 replaced. */
void complaint_add_name(zb_text *text, zb_str name);

#endif /* ANALYTICS_COMPLAINT_H */
