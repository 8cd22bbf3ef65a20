/* SPDX-License-Identifier: MIT */
#ifndef ZBI_INTERVAL_H
#define ZBI_INTERVAL_H

/*
 * Every comparison with one or two operands asks whether an element lies within an interval,
 * both ends included, or outside it: x < a is x <= the number below a.  So one loop serves all
 * of them, and ends that are elements themselves let each type be compared as what it is.  NaN
 * lies in no interval, nor does anything in one whose ends are NaN or the wrong way round.
 */

#include "lanes.h"

#define ZBI_INTERVAL(type, name)                                                                             \
    typedef struct zbi_interval_##name {                                                                     \
        type low, high;                                                                                      \
        bool is_outside; /* it is what lies outside that is looked for */                                    \
    } zbi_interval_##name;
ZBI_INTERVAL(double, f64)
ZBI_INTERVAL(float, f32)
ZBI_INTERVAL(int32_t, i32)
ZBI_INTERVAL(uint8_t, u8)
ZBI_INTERVAL(int64_t, i64)

/** Where elements that compare so lie.  An unknown comparison is met by none. */
ZBI_NOINLINE zbi_interval_f64 zbi_interval_of_f64(zb_comparison comparison, double a, double b);
/** The same of floats, of which there are fewer. */
ZBI_NOINLINE zbi_interval_f32 zbi_interval_of_f32(zb_comparison comparison, double a, double b);
/** The same. */
ZBI_NOINLINE zbi_interval_i32 zbi_interval_of_i32(zb_comparison comparison, double a, double b);
/** The same. */
ZBI_NOINLINE zbi_interval_u8 zbi_interval_of_u8(zb_comparison comparison, double a, double b);
/** The same, of integer operands. */
ZBI_NOINLINE zbi_interval_i64 zbi_interval_of_i64(zb_comparison comparison, int64_t a, int64_t b);

#endif /* ZBI_INTERVAL_H */
