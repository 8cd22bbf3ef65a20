/* SPDX-License-Identifier: MIT */
#include "interval.h"

/* The double next to a finite one or an infinity, on the way to `up` or down; past the last one, itself. */
static double
next_to(double value, bool up)
{
    uint64_t bits;
    if (value == 0)
        return up ? 0x1p-1074 : -0x1p-1074;
    if (value == (up ? __builtin_inf() : -__builtin_inf()))
        return value;
    __builtin_memcpy(&bits, &value, sizeof bits);
    bits += (value > 0) == up ? 1 : (uint64_t)-1;
    __builtin_memcpy(&value, &bits, sizeof value);
    return value;
}

zbi_interval_f64
zbi_interval_of_f64(zb_comparison comparison, double a, double b)
{
    const double infinity = __builtin_inf();
    zbi_interval_f64 where; /* nowhere, without a constant in memory, which modules of kernels do not have */
    where.low = infinity;
    where.high = -infinity;
    where.is_outside = false;
    if (a != a && comparison != ZB_NE)
        return where;
    switch (comparison) {
    case ZB_LT:
        if (a > -infinity) {
            where.low = -infinity;
            where.high = next_to(a, false);
        }
        break;
    case ZB_LE:
        where.low = -infinity;
        where.high = a;
        break;
    case ZB_GT:
        if (a < infinity) {
            where.low = next_to(a, true);
            where.high = infinity;
        }
        break;
    case ZB_GE:
        where.low = a;
        where.high = infinity;
        break;
    case ZB_EQ:
        where.low = where.high = a;
        break;
    case ZB_NE:
        where.low = where.high = a;
        where.is_outside = true;
        break;
    case ZB_BETWEEN:
        where.low = a;
        where.high = b;
        break;
    default:
        break;
    }
    return where;
}

/* The least float that is not below a double. */
static float
float_from(double value)
{
    const double most = 0x1.fffffep127;
    if (value > most)
        return __builtin_inff();
    if (value < -most)
        return value == -__builtin_inf() ? -__builtin_inff() : (float)-most;
    float single = (float)value;
    if ((double)single >= value || single != single)
        return single;
    if (single == 0)
        return 0x1p-149f;
    uint32_t bits;
    __builtin_memcpy(&bits, &single, sizeof bits);
    bits += single > 0 ? 1 : (uint32_t)-1;
    __builtin_memcpy(&single, &bits, sizeof single);
    return single;
}

zbi_interval_f32
zbi_interval_of_f32(zb_comparison comparison, double a, double b)
{
    zbi_interval_f64 of = zbi_interval_of_f64(comparison, a, b);
    zbi_interval_f32 where = {float_from(of.low), -float_from(-of.high), of.is_outside};
    return where;
}

/* The integers from `least` to `most` within an interval, as doubles; {1, 0} when there are none. */
static zbi_interval_f64
whole_within(zbi_interval_f64 of, double least, double most)
{
    zbi_interval_f64 whole = {1, 0, of.is_outside};
    if (!(of.low <= of.high) || of.low > most || of.high < least)
        return whole;
    double low = of.low < least ? least : of.low, high = of.high > most ? most : of.high;
    double from = (double)(int64_t)low, to = (double)(int64_t)high; /* towards zero */
    from = from < low ? from + 1 : from;
    to = to > high ? to - 1 : to;
    if (from <= to) {
        whole.low = from;
        whole.high = to;
    }
    return whole;
}

zbi_interval_i32
zbi_interval_of_i32(zb_comparison comparison, double a, double b)
{
    zbi_interval_f64 of = whole_within(zbi_interval_of_f64(comparison, a, b), INT32_MIN, INT32_MAX);
    zbi_interval_i32 where = {(int32_t)of.low, (int32_t)of.high, of.is_outside};
    return where;
}

zbi_interval_u8
zbi_interval_of_u8(zb_comparison comparison, double a, double b)
{
    zbi_interval_f64 of = whole_within(zbi_interval_of_f64(comparison, a, b), 0, UINT8_MAX);
    zbi_interval_u8 where = {(uint8_t)of.low, (uint8_t)of.high, of.is_outside};
    return where;
}

zbi_interval_i64
zbi_interval_of_i64(zb_comparison comparison, int64_t a, int64_t b)
{
    zbi_interval_i64 where;
    where.low = 1;
    where.high = 0;
    where.is_outside = false;
    switch (comparison) {
    case ZB_LT:
        if (a > INT64_MIN) {
            where.low = INT64_MIN;
            where.high = a - 1;
        }
        break;
    case ZB_LE:
        where.low = INT64_MIN;
        where.high = a;
        break;
    case ZB_GT:
        if (a < INT64_MAX) {
            where.low = a + 1;
            where.high = INT64_MAX;
        }
        break;
    case ZB_GE:
        where.low = a;
        where.high = INT64_MAX;
        break;
    case ZB_EQ:
        where.low = where.high = a;
        break;
    case ZB_NE:
        where.low = where.high = a;
        where.is_outside = true;
        break;
    case ZB_BETWEEN:
        where.low = a;
        where.high = b;
        break;
    default:
        break;
    }
    return where;
}
