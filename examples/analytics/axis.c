/* SPDX-License-Identifier: MIT */
#include "axis.h"

#include <zerobuf/json.h>

#include "analytics.h"

#define WANTED_TICKS 7
#define MAX_DECIMALS 9 /* of zb_text_add_fixed() */

/* The nearest double to digits * 10^exponent, for whole digits below 2^53; infinite past the largest. */
static double
decimal(double digits, int exponent)
{
    char text[ZB_NUMBER_MAX_BYTES + 1 + ZB_NUMBER_MAX_BYTES];
    double value;
    uint32_t len = zb_number_write(digits, text);
    text[len++] = 'e';
    len += zb_number_write(exponent, text + len);
    return zb_number_read(text, len, &value) == ZB_OK ? value : 0; /* it is a number */
}

/* The smallest of 1, 2 and 5 times a power of ten that is not below `least`. */
static void
choose_step(double least, axis *out)
{
    static const double nice[] = {1, 2, 5, 10};
    int exponent = -324;
    while (exponent < 308 && decimal(10, exponent) <= least)
        exponent++;
    uint32_t i = 0;
    while (i < 3 && decimal(nice[i], exponent) < least)
        i++;
    out->nice = i < 3 ? nice[i] : 1;
    out->exponent = i < 3 ? exponent : exponent + 1;
}

double
axis_tick(const axis *a, uint32_t n)
{
    return decimal((a->first + n) * a->nice, a->exponent);
}

static bool
is_finite(double value)
{
    return value - value == 0;
}

/* Ticks from the one that `low` steps are rounded to, to that of `high`. */
static void
choose_ticks(axis *out, double low, double high)
{
    double count = high - low + 1;
    out->first = low;
    out->ticks = count >= 1 ? count <= AXIS_MAX_TICKS ? (uint32_t)count : AXIS_MAX_TICKS : 0;
}

axis
axis_make(double min, double max, bool grows, double from, double to)
{
    if (max == min) { /* a span must be left between them, however large they are */
        double around = __builtin_fabs(min) * 0.1 > 0 ? __builtin_fabs(min) * 0.1 : 1;
        min = is_finite(min - around) ? min - around : min;
        max = is_finite(max + around) ? max + around : max;
    }
    axis made = {.min = min, .max = max, .from = from, .to = to};
    /* Halves keep the span of the largest doubles finite. */
    choose_step((max / 2 - min / 2) / WANTED_TICKS * 2, &made);
    double step = decimal(made.nice, made.exponent), low = min / step, high = max / step;
    if (grows) {
        choose_ticks(&made, __builtin_floor(low), __builtin_ceil(high));
        double first = axis_tick(&made, 0), last = axis_tick(&made, made.ticks - 1);
        if (is_finite(first) && is_finite(last) && first <= min && last >= max) {
            made.min = first;
            made.max = last;
            return made;
        }
    }
    choose_ticks(&made, __builtin_ceil(low), __builtin_floor(high));
    return made;
}

double
axis_place(const axis *a, double value)
{
    double share = (value / 2 - a->min / 2) / (a->max / 2 - a->min / 2);
    return a->from + (a->to - a->from) * share;
}

void
axis_add_label(zb_text *text, const axis *a, uint32_t n)
{
    double tick = axis_tick(a, n);
    if (a->exponent < 0 && a->exponent >= -MAX_DECIMALS && tick < 1e6 && tick > -1e6)
        zb_text_add_fixed(text, tick, (unsigned)-a->exponent);
    else
        add_number(text, tick);
}
