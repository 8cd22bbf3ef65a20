/* SPDX-License-Identifier: MIT */
#ifndef ZB_CLI_INSPECT_PRINT_H
#define ZB_CLI_INSPECT_PRINT_H

/* A survey on standard output: for people, and in JSON for machines. */

#include "survey.h"

/** Sums over all rows. */
typedef struct inspect_totals {
    uint64_t count[PART_KIND_COUNT]; /* parts or gaps of each kind */
    uint64_t bytes[PART_KIND_COUNT]; /* bytes of each kind; what two parts share counts once */
    uint64_t rows;
    uint64_t overlapping_bytes; /* that lie in more than one part */
} inspect_totals;

/** A row and its neighbours. */
typedef struct inspect_place {
    survey_row before, row, after;
    bool is_found, has_before, has_after;
} inspect_place;

/** Summary, map, and the first `limit` rows. */
void inspect_print(const survey *it, const inspect_totals *totals, uint64_t limit);

/** The same in JSON. */
void inspect_emit(const survey *it, const inspect_totals *totals, uint64_t limit);

/** The bytes around an offset. */
void inspect_print_place(const survey *it, const inspect_place *place, zb_off at);

/** The same in JSON. */
void inspect_emit_place(const survey *it, const inspect_place *place, zb_off at);

#endif /* ZB_CLI_INSPECT_PRINT_H */
