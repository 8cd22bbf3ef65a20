/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_COLUMN_H
#define ZEROBUF_COLUMN_H

/*
 * Columns: numbers of one type, side by side (SPEC.md, 9.3); typed arrays in
 * JavaScript.  A column's header keeps its place while its data grows, so that
 * references survive.  Writing needs an arena made with ZB_ARENA_EXTENDED.
 *
 * Every call here returns ZB_E_BOUNDS or ZB_E_ALIGN when header or data leave the
 * region or are not aligned to their element, ZB_E_TAG for an unknown element
 * type (and for a strict arena), and ZB_E_CORRUPT when the length exceeds the
 * capacity.
 */

#include <zerobuf/value.h>

/** A column in place: valid until the arena grows or the column does. */
typedef struct zb_column {
    zb_off data;         /* offset of element 0 */
    uint32_t length;     /* elements */
    uint32_t capacity;   /* elements */
    uint32_t item_bytes; /* of one element: 1, 2, 4 or 8 */
    zb_column_type type;
} zb_column;

#ifdef __cplusplus
extern "C" {
#endif

/** Bytes of one element: 1, 2, 4 or 8; 0 for an unknown type. */
uint32_t zb_column_item_bytes(uint32_t type);

/**
 * Make an empty column.
 *
 * @param arena     arena
 * @param type      element type
 * @param capacity  elements to make room for; 0 is allowed
 * @param out       receives a column value.  Untouched on failure.
 * @return ZB_OK, ZB_E_MEMORY, ZB_E_TAG or ZB_E_INVALID (type)
 *
 * The data is 16-aligned.
 */
ZB_NODISCARD zb_status zb_column_new(zb_arena *arena, zb_column_type type, uint32_t capacity, zb_slot *out);

/** Open a column for reading.  ZB_OK or as above.  O(1). */
ZB_NODISCARD zb_status zb_column_open(zb_view view, zb_off header, zb_column *out);

/** Read the header of a column from a slot (also of a buffer, a data view or a shared reference). */
ZB_NODISCARD zb_status zb_slot_get_column(zb_view view, zb_off slot, zb_off *out);

/**
 * Append elements.
 *
 * @param arena   arena
 * @param header  the column
 * @param items   `count` elements of the column's type, little-endian, outside the arena
 *                when it may grow; NULL appends zeros
 * @param count   elements
 * @return ZB_OK, ZB_E_MEMORY, or as above
 *
 * Amortised O(count).  Growth takes a new block of max(2 x capacity, needed) and
 * abandons the old one; slices keep showing the old one.
 */
ZB_NODISCARD zb_status zb_column_append(zb_arena *arena, zb_off header, const void *items, uint32_t count);

/**
 * Append one number, converted as C converts from double: towards zero for integers, where
 * a value that the type cannot hold is ZB_E_INVALID; to nearest even for F16 and F32, past
 * their largest to infinity.  U8_CLAMPED takes every value as JavaScript does: to nearest
 * even within 0 to 255, NaN to 0.
 */
ZB_NODISCARD zb_status zb_column_push(zb_arena *arena, zb_off header, double value);

/** Make room for `count` more elements without appending: appends of so many then cannot fail. */
ZB_NODISCARD zb_status zb_column_reserve(zb_arena *arena, zb_off header, uint32_t count);

/**
 * A column over part of another's elements, without copying them.
 *
 * @param arena   arena
 * @param header  the other column
 * @param from    first element
 * @param count   elements
 * @param out     receives a column value.  Untouched on failure.
 * @return ZB_OK, ZB_E_NOT_FOUND (the range leaves the column), ZB_E_MEMORY or as above
 *
 * Writes through either are seen through both, until one of them grows; appending
 * to the slice moves it to a block of its own.
 */
ZB_NODISCARD zb_status zb_column_slice(zb_arena *arena, zb_off header, uint32_t from, uint32_t count,
                                       zb_slot *out);

/** Element `index` as a double (I64 and U64 rounded).  Also ZB_E_NOT_FOUND.  O(1). */
ZB_NODISCARD zb_status zb_column_get(zb_view view, zb_off header, uint32_t index, double *out);

/** Elements as the C compiler sees them: borrowed from the view. */
typedef struct zb_span {
    const void *items;
    uint32_t count;
} zb_span;

/**
 * The elements of a column that must be of `type`.
 *
 * @param view    memory to read
 * @param header  the column
 * @param type    expected element type; another is ZB_E_TAG
 * @param out     receives the span.  Untouched on failure.
 * @return ZB_OK, or as above; ZB_E_ALIGN also when the view's base is not aligned to the element
 */
ZB_NODISCARD zb_status zb_column_span(zb_view view, zb_off header, zb_column_type type, zb_span *out);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_COLUMN_H */
