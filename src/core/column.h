/* SPDX-License-Identifier: MIT */
#ifndef ZBI_COLUMN_H
#define ZBI_COLUMN_H

/* What column.c shares with tables and with those who read values of any type. */

#include <zerobuf/column.h>

#include "internal.h"

/** True for the tags of values that refer to a column header. */
static inline bool
zbi_tag_is_column(uint8_t tag)
{
    return tag == ZB_TAG_COLUMN || tag == ZB_TAG_BUFFER || tag == ZB_TAG_DATA_VIEW || tag == ZB_TAG_SHARED;
}

/** Bytes of `count` elements. */
static inline uint64_t
zbi_column_bytes(const zb_column *column, uint32_t count)
{
    return (uint64_t)column->item_bytes * count;
}

/** Elements to make room for when `needed` of them no longer fit (SPEC.md, 9.3). */
static inline uint32_t
zbi_column_grown(const zb_column *column, uint32_t needed)
{
    uint64_t doubled = (uint64_t)column->capacity * 2;
    return doubled < needed ? needed : doubled > UINT32_MAX ? UINT32_MAX : (uint32_t)doubled;
}

/**
 * Copy the elements of an opened column to `data`, which was allocated for `capacity` of
 * them.  No header refers to it until zbi_column_publish().
 */
void zbi_column_move(zb_arena *arena, zb_column *column, zb_off data, uint32_t capacity);

/** Let the header say what `column` says: data, then capacity, then length. */
void zbi_column_publish(zb_arena *arena, zb_off header, const zb_column *column);

/**
 * Element `index` of an opened column, below its length, as a value: a number, or a bigint
 * for I64 and U64.  A U64 that no bigint holds is rounded to an f64.
 */
zb_slot zbi_column_element(zb_view view, const zb_column *column, uint32_t index);

#endif /* ZBI_COLUMN_H */
