/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_EQUAL_H
#define ZEROBUF_EQUAL_H

/* Deep equality, within a region or between two. */

#include <zerobuf/view.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Compare two values and all that they reach.
 *
 * @param left_view   memory of `left`
 * @param left        a value
 * @param right_view  memory of `right`; may be the same
 * @param right       a value
 * @param out         receives whether they are equal.  Untouched on failure.
 * @return ZB_OK, ZB_E_DEPTH (more than 512 levels), ZB_E_BUDGET (see below), ZB_E_TAG (no type that is
 *         known) or a status of the readers.  A difference that is found first hides what is damaged.
 *
 * Numbers compare by value whatever their tag; NaN equals NaN, 0 equals -0.  Bigints compare by value,
 * with each other only.  Strings, bytes and symbols compare by bytes; arrays in order; objects, maps
 * and sets in any order; columns by type and elements; errors, regular expressions and boxed values
 * part by part.  Keys of maps and elements of sets that differ by identity are matched by value, as
 * many of each on both sides.
 *
 * Parts that are shared are compared once, as a rule, and cycles as the endless values that they
 * describe.  O(values and bytes) where orders agree.  In another order an object whose right side has
 * an index takes O(n), and others O(n^2) quick steps; sets of objects O(n^2) comparisons.  The work is
 * limited to some 2^20 comparisons and 16 for each slot that the two regions have room for: enough
 * for some ten thousand keys in another order without an index, or a few hundred objects in a set.
 *
 * No allocation; 1.2 KB of stack and about 130 bytes for each level.
 */
ZB_NODISCARD zb_status zb_equal(zb_view left_view, zb_slot left, zb_view right_view, zb_slot right,
                                bool *out);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_EQUAL_H */
