/* SPDX-License-Identifier: MIT */
/* One fused multiplication and addition, by integers of 128 bits. */
#include "fused.h"

#include "../core/wide.h"
#include "lanes.h"

/* mantissa * 2^exponent, the mantissa's highest bit being bit 52. */
typedef struct parts {
    uint64_t mantissa;
    int exponent;
    bool is_negative;
} parts;

/* Of a finite number that is not 0. */
static parts
taken_apart(double value)
{
    uint64_t bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    parts of = {bits & 0xfffffffffffffu, (int)(bits >> 52 & 0x7ff), bits >> 63 != 0};
    if (of.exponent > 0) {
        of.mantissa |= (uint64_t)1 << 52;
        of.exponent -= 1075;
    } else {
        int missing = __builtin_clzll(of.mantissa) - 11;
        of.mantissa <<= missing;
        of.exponent = -1074 - missing;
    }
    return of;
}

/* A shift to the right that keeps, in the lowest bit, whether anything else was lost. */
static zbi_wide
shifted(zbi_wide of, int by)
{
    if (by == 0)
        return of;
    if (by >= 128) {
        zbi_wide all_lost = {0, (of.high | of.low) != 0};
        return all_lost;
    }
    zbi_wide result;
    uint64_t lost;
    if (by >= 64) {
        lost = of.low | (by == 64 ? 0 : of.high << (128 - by));
        result.high = 0;
        result.low = of.high >> (by - 64);
    } else {
        lost = of.low << (64 - by);
        result.high = of.high >> by;
        result.low = of.low >> by | of.high << (64 - by);
    }
    result.low |= lost != 0;
    return result;
}

static zbi_wide
sum(zbi_wide left, zbi_wide right)
{
    zbi_wide both = {left.high + right.high, left.low + right.low};
    both.high += both.low < left.low;
    return both;
}

static zbi_wide
difference(zbi_wide left, zbi_wide right)
{
    zbi_wide both = {left.high - right.high - (left.low < right.low), left.low - right.low};
    return both;
}

/* The double next to magnitude * 2^exponent, which is not 0; to even where two are. */
static double
rounded(zbi_wide magnitude, int exponent, bool is_negative)
{
    int top =
        magnitude.high != 0 ? 127 - __builtin_clzll(magnitude.high) : 63 - __builtin_clzll(magnitude.low);
    int lowest =
        exponent + top - 52 > -1074 ? exponent + top - 52 : -1074; /* exponent of the result's last bit */
    uint64_t mantissa;
    if (lowest <= exponent) {
        mantissa = magnitude.low << (exponent - lowest); /* all its bits fit: the highest is bit 52 at most */
    } else {
        /* Two bits more than the result has: half of its last one, and whether there is more. */
        zbi_wide kept = lowest - exponent >= 2 ? shifted(magnitude, lowest - exponent - 2) : magnitude;
        uint64_t quarters = lowest - exponent >= 2 ? kept.low : kept.low << 1;
        mantissa = quarters >> 2;
        mantissa += (quarters & 3) > 2 || ((quarters & 3) == 2 && (mantissa & 1) != 0);
    }
    /* Adding the mantissa carries into the exponent: its highest bit, and the one that rounding may give it.
     */
    uint64_t bits =
        lowest + 1074 >= 0x7fe ? (uint64_t)0x7ff << 52 : ((uint64_t)(lowest + 1074) << 52) + mantissa;
    bits |= (uint64_t)is_negative << 63;
    double value;
    __builtin_memcpy(&value, &bits, sizeof value);
    return value;
}

double
zbi_fused(double a, double b, double c)
{
    if (!zbi_is_finite(a) || !zbi_is_finite(b) || !zbi_is_finite(c) || a == 0 || b == 0)
        return a * b + c;
    if (c == 0) /* a product that rounds to 0 is none: it keeps its sign */
        return a * b;
    parts x = taken_apart(a), y = taken_apart(b), z = taken_apart(c);
    /* Both below 2^126, so that their sum fits; what is shifted out below can only be of a
     * number too small for the difference to lose its highest bits. */
    zbi_wide product = zbi_multiply(x.mantissa << 10, y.mantissa << 10), addend = {z.mantissa << 9, 0};
    int product_exponent = x.exponent + y.exponent - 20, addend_exponent = z.exponent - 73;
    bool is_product_negative = x.is_negative != y.is_negative;
    int exponent = product_exponent > addend_exponent ? product_exponent : addend_exponent;
    product = shifted(product, exponent - product_exponent);
    addend = shifted(addend, exponent - addend_exponent);
    if (is_product_negative == z.is_negative)
        return rounded(sum(product, addend), exponent, z.is_negative);
    bool is_product_larger =
        product.high != addend.high ? product.high > addend.high : product.low > addend.low;
    zbi_wide left = is_product_larger ? product : addend, right = is_product_larger ? addend : product;
    zbi_wide rest = difference(left, right);
    if ((rest.high | rest.low) == 0)
        return 0;
    return rounded(rest, exponent, is_product_larger ? is_product_negative : z.is_negative);
}
