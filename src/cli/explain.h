/* SPDX-License-Identifier: MIT */
#ifndef ZB_CLI_EXPLAIN_H
#define ZB_CLI_EXPLAIN_H

/* The fields of a part, word by word, as SPEC.md names them. */

#include "survey.h"

#define EXPLAIN_MAX_FIELDS 128u

/** One field. */
typedef struct shown_field {
    zb_off off;
    uint32_t bytes;
    char name[40]; /* as SPEC.md has it: "capacity", "entry 3: key off" */
    char *meaning; /* NUL-terminated */
} shown_field;

typedef struct explanation {
    shown_field fields[EXPLAIN_MAX_FIELDS];
    uint32_t count;
} explanation;

/**
 * Explain the bytes around an offset.
 *
 * @param it   survey
 * @param row  the part or gap that holds `off`
 * @param off  inside the row
 * @param out  receives the fields, in order; of long parts those at the beginning and
 *             those around `off`.  To be freed with explain_free().
 */
void explain(const survey *it, const survey_row *row, zb_off off, explanation *out);

void explain_free(explanation *it);

#endif /* ZB_CLI_EXPLAIN_H */
