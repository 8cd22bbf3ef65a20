/* SPDX-License-Identifier: MIT */
#ifndef ANALYTICS_AXIS_H
#define ANALYTICS_AXIS_H

/* One axis of a picture: which numbers lie where on it, and which are written beside it. */

#include <zerobuf/handler.h>

typedef struct axis {
    double min, max; /* what the axis spans; min < max, finite */
    double nice;     /* 1, 2 or 5: ticks are that many times ten to the ... */
    int exponent;    /* ... apart */
    double first;    /* tick n stands at (first + n) * nice * 10^exponent */
    uint32_t ticks;  /* how many there are, at most AXIS_MAX_TICKS */
    double from, to; /* places of min and max in the picture, in pixels */
} axis;

#define AXIS_MAX_TICKS 12u

/**
 * An axis for the numbers from min to max, both finite, min <= max.
 *
 * @param min    smallest
 * @param max    largest; when it equals min, the axis spans something around both
 * @param grows  begin and end the axis at ticks
 * @param from   place of its beginning, in pixels
 * @param to     place of its end
 */
axis axis_make(double min, double max, bool grows, double from, double to);

/** The number of tick `n`: the nearest double to its decimal, so that it is written as one expects. */
double axis_tick(const axis *a, uint32_t n);

/** The place of a number. */
double axis_place(const axis *a, double value);

/** Add a tick's number. */
void axis_add_label(zb_text *text, const axis *a, uint32_t n);

#endif /* ANALYTICS_AXIS_H */
