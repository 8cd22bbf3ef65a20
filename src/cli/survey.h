/* SPDX-License-Identifier: MIT */
#ifndef ZB_CLI_SURVEY_H
#define ZB_CLI_SURVEY_H

/*
 * A survey: everything that the root of a verified region reaches, and what the control
 * block leads to, each thing once, in the order of offsets, with the gaps between.
 */

#include <stdbool.h>

#include "parts.h"
#include "subject.h"

#define SURVEY_NONE UINT32_MAX

/** One thing in the region. */
typedef struct part {
    zb_off off;
    uint32_t bytes;
    uint32_t references; /* slots, entries or handles that lead to it */
    uint32_t parent;     /* the part that leads to it first, SURVEY_NONE: the root or the arena itself */
    uint32_t item; /* which entry, element or slot of the parent; in a map twice that, plus 1 for the value */
    uint8_t kind;  /* part_kind */
    uint8_t tag;   /* of the value that it belongs to */
    bool is_open;  /* while walking: what is below it is being walked */
} part;

typedef struct survey {
    const subject *of;
    zb_view view;
    zb_off start, bump; /* of the arena; 0 and the size when there is none */
    part *parts;
    uint32_t count;
    uint32_t *order;        /* of the parts by offset */
    uint64_t by_tag[256];   /* slots that hold a value of the tag */
    uint64_t shared;        /* references beyond the first to a value that is no key */
    uint64_t cycles;        /* of them: to a value that is around them */
    uint64_t spare_bytes;   /* room in blocks and columns for more */
    uint32_t depth;         /* containers inside each other */
    bool has_damaged_table; /* a key table or index that is not believed (6.6, 6.9) */
    /* while walking */
    uint32_t capacity, *table, table_capacity;
} survey;

/**
 * Walk a region.
 *
 * @param of   opened: verified
 * @param out  receives the survey, to be freed with survey_free().  Lack of memory ends
 *             the program.
 *
 * O(parts).  Takes about 40 bytes per part.
 */
void survey_take(const subject *of, survey *out);

void survey_free(survey *it);

/** A part or a gap, in the order of offsets. */
typedef struct survey_row {
    zb_off off;
    uint32_t bytes;
    uint32_t fresh; /* of them: bytes that no row before covers */
    part_kind kind;
    uint32_t number; /* of the part, SURVEY_NONE for a gap */
} survey_row;

/** Where a pass over all rows stands; begin with {it, 0, 0}. */
typedef struct survey_cursor {
    const survey *it;
    uint32_t next;
    zb_off covered; /* bytes before it lie in rows already */
} survey_cursor;

/** The next row; false after the last. */
bool survey_next(survey_cursor *cursor, survey_row *out);

/**
 * How the root leads to a part, as zb get takes it where it can be: "places[3].name".
 *
 * @return NUL-terminated, to be freed
 */
char *survey_path(const survey *it, uint32_t number);

#endif /* ZB_CLI_SURVEY_H */
