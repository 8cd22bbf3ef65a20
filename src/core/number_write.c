/* SPDX-License-Identifier: MIT */
/*
 * Doubles as decimal text, the fewest digits that read back: R. Giulietti, "The Schubfach way to
 * render doubles" (2020).  Laid out as ECMA-262 says (Number::toString).
 */
#include "number.h"

#include "pow10.h"

#define MANTISSA_BITS 52
#define EXPONENT_ZERO 1075 /* biased exponent of 2^0 when the significand is a whole number */

static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
                            "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
                            "8081828384858687888990919293949596979899";

/* Decimal digits of a number. */
static uint32_t
digit_count(uint64_t value)
{
    static const uint64_t powers[] = {0,
                                      10,
                                      100,
                                      1000,
                                      10000,
                                      100000,
                                      1000000,
                                      10000000,
                                      100000000,
                                      1000000000,
                                      10000000000,
                                      100000000000,
                                      1000000000000,
                                      10000000000000,
                                      100000000000000,
                                      1000000000000000,
                                      10000000000000000,
                                      100000000000000000,
                                      1000000000000000000,
                                      10000000000000000000u};
    uint32_t bits = 64 - (uint32_t)__builtin_clzll(value | 1),
             guess = bits * 1233 >> 12; /* of log10: one less */
    return guess + (value >= powers[guess]);
}

uint32_t
zbi_write_u64(uint64_t value, char *out)
{
    uint32_t count = digit_count(value);
    char *at = out + count;
    for (; value >= 100; value /= 100)
        __builtin_memcpy(at -= 2, pairs + value % 100 * 2, 2);
    if (value >= 10)
        __builtin_memcpy(at - 2, pairs + value * 2, 2);
    else
        at[-1] = (char)('0' + value);
    return count;
}

/* The whole part of power * c / 2^128, its last bit also set when anything was lost: an odd
 * result then compares rightly with every even number (section 9.9 of the paper). */
static uint64_t
multiply_to_odd(zbi_wide power, uint64_t c)
{
    zbi_wide low = zbi_multiply(power.low, c), high = zbi_multiply(power.high, c);
    uint64_t middle = high.low + low.high;
    uint64_t whole = high.high + (middle < low.high);
    return whole | (middle > 1);
}

typedef struct decimal {
    uint64_t digits;
    int exponent;
} decimal;

/* The shortest decimal in the interval that rounds to significand * 2^exponent, the one closest to it. */
static decimal
shorten(uint64_t significand, int exponent, bool lower_is_closer)
{
    /* Both ends belong to the interval when ties go to this number. */
    uint64_t open = significand & 1;
    /* k = floor(log10(2^exponent)), or of 3/4 of it. */
    int k = (exponent * 1262611 - (lower_is_closer ? 524031 : 0)) >> 22;
    int shift = exponent + zbi_pow10_log2(-k) + 1;
    zbi_wide power = zbi_pow10(-k);
    if (!zbi_pow10_is_exact(-k) && ++power.low == 0) /* the paper's powers are rounded up */
        power.high++;
    uint64_t four = significand * 4;
    uint64_t lower = multiply_to_odd(power, (four - 2 + lower_is_closer) << shift) + open;
    uint64_t value = multiply_to_odd(power, four << shift);
    uint64_t upper = multiply_to_odd(power, (four + 2) << shift) - open;

    uint64_t s = value / 4;
    if (s >= 10) { /* one digit less? */
        uint64_t tens = s / 10;
        bool down = lower <= 40 * tens, up = 40 * tens + 40 <= upper;
        if (down != up)
            return (decimal){tens + up, k + 1};
    }
    bool down = lower <= 4 * s, up = 4 * s + 4 <= upper;
    if (down == up) /* both or neither are inside: the closer one, the even one of a tie */
        up = value > 4 * s + 2 || (value == 4 * s + 2 && (s & 1) != 0);
    return (decimal){s + up, k};
}

static decimal
decimal_of(uint64_t bits)
{
    uint64_t fraction = bits & (((uint64_t)1 << MANTISSA_BITS) - 1);
    int biased = (int)(bits >> MANTISSA_BITS & 0x7FF);
    if (biased == 0)
        return shorten(fraction, 1 - EXPONENT_ZERO, false);
    uint64_t significand = fraction | (uint64_t)1 << MANTISSA_BITS;
    int exponent = biased - EXPONENT_ZERO;
    if (exponent <= 0 && exponent > -MANTISSA_BITS - 1 &&
        (significand & (((uint64_t)1 << -exponent) - 1)) == 0) /* an integer below 2^53 */
        return (decimal){significand >> -exponent, 0};
    return shorten(significand, exponent, fraction == 0 && biased > 1);
}

static char *
put_zeros(char *out, int count)
{
    while (count-- > 0)
        *out++ = '0';
    return out;
}

uint32_t
zb_number_write(double value, char *out)
{
    uint64_t bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    if (bits << 1 == 0) {
        *out = '0'; /* -0 too */
        return 1;
    }
    char *at = out;
    if (bits >> 63 != 0)
        *at++ = '-';
    decimal d = decimal_of(bits);
    char digits[20];
    int count = (int)zbi_write_u64(d.digits, digits);
    int point = count + d.exponent; /* the number is 0.digits * 10^point */
    while (count > 1 && digits[count - 1] == '0')
        count--;
    if (point > 0 && point <= 21) {
        int whole = count < point ? count : point;
        __builtin_memcpy(at, digits, (size_t)whole);
        at = put_zeros(at + whole, point - whole);
        if (count > whole) {
            *at++ = '.';
            __builtin_memcpy(at, digits + whole, (size_t)(count - whole));
            at += count - whole;
        }
    } else if (point > -6 && point <= 0) {
        *at++ = '0';
        *at++ = '.';
        at = put_zeros(at, -point);
        __builtin_memcpy(at, digits, (size_t)count);
        at += count;
    } else {
        *at++ = digits[0];
        if (count > 1) {
            *at++ = '.';
            __builtin_memcpy(at, digits + 1, (size_t)count - 1);
            at += count - 1;
        }
        *at++ = 'e';
        *at++ = point > 0 ? '+' : '-';
        at += zbi_write_u64((uint64_t)(point > 0 ? point - 1 : 1 - point), at);
    }
    return (uint32_t)(at - out);
}
