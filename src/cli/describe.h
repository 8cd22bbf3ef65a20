/* SPDX-License-Identifier: MIT */
#ifndef ZB_CLI_DESCRIBE_H
#define ZB_CLI_DESCRIBE_H

/* What lies in a region, in a few words. */

#include <stdio.h>

#include "survey.h"

/** Print text in quotes, at most `max` bytes of it; what cannot be printed becomes an escape. */
void describe_text(FILE *out, const char *text, uint32_t len, uint32_t max);

/** Print the value in a slot: `i32 95`, `string "Berlin", header at 344`, `object, handle at 88`. */
void describe_slot(FILE *out, zb_view view, zb_slot value);

/** Print what parts a value has: `an object with "name", "tags"`, `an array of 3`, `null, which has no
 * parts`. */
void describe_parts(FILE *out, zb_view view, zb_slot value);

/** Print element `index` of a column whose header is at `header`; the range has been checked. */
void describe_element(FILE *out, zb_view view, zb_off data, unsigned type, uint32_t index);

/** Print what a row of a survey is, on one line. */
void describe_row(FILE *out, const survey *it, const survey_row *row);

#endif /* ZB_CLI_DESCRIBE_H */
