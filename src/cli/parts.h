/* SPDX-License-Identifier: MIT */
#ifndef ZB_CLI_PARTS_H
#define ZB_CLI_PARTS_H

/* The kinds of things that lie in a region, and what they are called. */

#include "terminal.h"

typedef enum part_kind {
    PART_ZERO,
    PART_CONTROL,
    PART_ROOT, /* the root slot, or the slots of a schema object */
    PART_HANDLE,
    PART_OBJECT,
    PART_ARRAY, /* also what a set has */
    PART_MAP,
    PART_RECORD,
    PART_KEY,
    PART_STRING,
    PART_BYTES,
    PART_INTEGER,
    PART_COLUMN,
    PART_COLUMN_DATA,
    PART_KEY_TABLE,
    PART_DIRECTORY,
    PART_INDEX,
    PART_PADDING,
    PART_ABANDONED,
    PART_FREE,
    PART_KIND_COUNT
} part_kind;

typedef struct part_style {
    const char *name;   /* of one */
    const char *plural; /* of several */
    const char *rule;   /* section of SPEC.md that draws it */
    char letter;        /* in the map */
    paint color;
} part_style;

/** How a kind is shown. */
const part_style *part_style_of(part_kind kind);

/** Name of a tag: "string", "data view"; "unknown" for others. */
const char *tag_name(unsigned tag);

/** Name of the element type of a column: "f64"; "unknown" for others. */
const char *column_type_name(unsigned type);

#endif /* ZB_CLI_PARTS_H */
