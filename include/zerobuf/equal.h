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
 * @return ZB_OK, ZB_E_DEPTH (512 levels), ZB_E_BUDGET (more comparisons than the two regions have
 *         slots, as in values that share their parts many times), or a status of the readers
 *
 * Numbers compare by value whatever their tag; NaN equals NaN, 0 equals -0.  Strings, bytes
 * and symbols compare by bytes; arrays in order; objects, maps and sets in any order; columns
 * by type and elements; errors, regular expressions and boxed values part by part.  About
 * 100 bytes of stack per level.  O(values) where orders agree, else O(n log n) at most for
 * objects that have an index and O(n^2) for others.
 */
ZB_NODISCARD zb_status zb_equal(zb_view left_view, zb_slot left, zb_view right_view, zb_slot right,
                                bool *out);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_EQUAL_H */
