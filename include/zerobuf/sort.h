/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_SORT_H
#define ZEROBUF_SORT_H

/* Stable sorting of arrays, by their elements or by a key of them. */

#include <zerobuf/value.h>

/** Largest first; elements without the key still come last. */
#define ZB_SORT_DESCENDING 1u

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Order of two values that no user data can upset: null, undefined and holes, then false, true,
 * then numbers, dates and bigints by value (exactly, whatever their types; NaN after all of
 * them), then strings and bytes by bytes (which for UTF-8 is code point order); every other
 * type after those, all equal.
 *
 * @return negative, zero or positive; what leaves the view counts as the empty string
 */
int zb_value_compare(zb_view view, zb_slot left, zb_slot right);

/**
 * Sort an array in place.
 *
 * @param arena   holds the array
 * @param handle  the array
 * @param path    what to compare in each element (zerobuf/path.h); empty: the element itself
 * @param len     bytes of `path`
 * @param flags   0 or ZB_SORT_DESCENDING
 * @return ZB_OK, ZB_E_MEMORY, ZB_E_SYNTAX (path), ZB_E_INVALID (flags), ZB_E_BUDGET (elements that
 *         share long texts or wide objects, over and over) or a status of the readers;
 *         the array is then as before
 *
 * Stable: equal elements keep their order, and elements in which the path leads nowhere
 * come last.  Follows the path once per element, then O(n log n) comparisons, O(n) where the
 * array is in order already.  Takes 48 bytes of the arena per element while it runs; in a
 * shared arena they are given back by the next restore only.
 */
ZB_NODISCARD zb_status zb_array_sort(zb_arena *arena, zb_off handle, const char *path, uint32_t len,
                                     uint32_t flags);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_SORT_H */
