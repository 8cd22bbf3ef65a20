/* SPDX-License-Identifier: MIT */
#include "axis.h"

#include "analytics.h"

#define WANTED_TICKS 7
#define MAX_DECIMALS 9u /* of zb_text_add_fixed() */

/* The smallest of 1, 2 and 5 times a power of ten that is not below `least`; the power's exponent. */
static double
nice_step(double least, int *exponent)
{
    static const double nice[] = {1, 2, 5};
    double power = 1;
    *exponent = 0;
    /* Divided and multiplied by ten step by step: a few roundings do no harm to where ticks stand. */
    while (power > least && *exponent > -320) {
        power /= 10;
        --*exponent;
    }
    while (power * 10 <= least && *exponent < 308) {
        power *= 10;
        ++*exponent;
    }
    /* One with its own digits, where there is one: 0.1 and not what ten divisions leave of it. */
    if (*exponent < 0 && *exponent >= -22) {
        power = 1;
        for (int i = 0; i > *exponent; i--)
            power *= 10;
        power = 1 / power;
    }
    for (uint32_t i = 0; i < 3; i++)
        if (power * nice[i] >= least)
            return power * nice[i];
    ++*exponent;
    return power * 10;
}

axis
axis_make(double min, double max, bool grows, double from, double to)
{
    if (max == min) { /* a span must be left between them, however large they are */
        double around = __builtin_fabs(min) * 0.1 > 0 ? __builtin_fabs(min) * 0.1 : 1;
        min = min - around > -1.7e308 ? min - around : min;
        max = max + around < 1.7e308 ? max + around : max;
    }
    /* Halves keep the span of the largest doubles finite. */
    double least = (max / 2 - min / 2) / WANTED_TICKS * 2;
    int exponent;
    axis made = {.min = min, .max = max, .from = from, .to = to};
    made.step = nice_step(least, &exponent);
    made.decimals = exponent < 0 ? (unsigned)-exponent : 0;
    double low = min / made.step, high = max / made.step;
    made.first = grows ? __builtin_floor(low) : __builtin_ceil(low);
    double last = grows ? __builtin_ceil(high) : __builtin_floor(high);
    double count = last - made.first + 1;
    made.ticks = count >= 1 ? count <= AXIS_MAX_TICKS ? (uint32_t)count : AXIS_MAX_TICKS : 0;
    if (grows && made.ticks > 1 && axis_tick(&made, 0) <= min && axis_tick(&made, made.ticks - 1) >= max) {
        made.min = axis_tick(&made, 0);
        made.max = axis_tick(&made, made.ticks - 1);
    }
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
    if (a->decimals <= MAX_DECIMALS && tick < 1e6 && tick > -1e6)
        zb_text_add_fixed(text, tick, a->decimals);
    else
        add_number(text, tick);
}
