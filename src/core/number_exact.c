/* SPDX-License-Identifier: MIT */
/*
 * Which of two doubles is nearer, in whole numbers of any size: the last resort of reading.
 * Both sides of the comparison are about equal, which bounds their size.
 */
#include "number.h"

/*
 * Digits past the 768th decide only whether the number is a tie (a tie between doubles has at
 * most 767), so they are replaced by one 1.  The larger side then has at most 769 digits and a
 * factor 2 of slack, or 5^1094 times 54 bits: 2,600 bits, rounded up generously.
 */
#define KEPT_DIGITS 768
#define LIMBS 96

typedef struct whole {
    uint32_t limb[LIMBS]; /* lowest first */
    uint32_t count;       /* limbs in use; the highest is not 0 */
} whole;

/* n = n * factor + addend */
static void
multiply_add(whole *n, uint32_t factor, uint32_t addend)
{
    uint64_t carry = addend;
    for (uint32_t i = 0; i < n->count; i++) {
        carry += (uint64_t)n->limb[i] * factor;
        n->limb[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry != 0 && n->count < LIMBS)
        n->limb[n->count++] = (uint32_t)carry;
}

static void
multiply_pow5(whole *n, uint32_t power)
{
    for (; power >= 13; power -= 13)
        multiply_add(n, 1220703125, 0); /* 5^13, the largest in 32 bits */
    for (; power > 0; power--)
        multiply_add(n, 5, 0);
}

static void
shift_left(whole *n, uint32_t bits)
{
    multiply_add(n, 1u << bits % 32, 0);
    uint32_t limbs = bits / 32;
    if (limbs == 0 || limbs > LIMBS - n->count)
        return;
    for (uint32_t i = n->count; i > 0; i--)
        n->limb[i - 1 + limbs] = n->limb[i - 1];
    for (uint32_t i = 0; i < limbs; i++)
        n->limb[i] = 0;
    n->count += limbs;
}

static int
compare(const whole *a, const whole *b)
{
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    for (uint32_t i = a->count; i > 0; i--)
        if (a->limb[i - 1] != b->limb[i - 1])
            return a->limb[i - 1] < b->limb[i - 1] ? -1 : 1;
    return 0;
}

/* The digits of a number of JSON's grammar as a whole number; its exponent of ten. */
static int64_t
take_digits(const char *text, const char *end, whole *out)
{
    int64_t exponent = 0;
    uint32_t kept = 0;
    bool fraction = false, dropped = false;
    out->count = 0;
    for (; text < end && (*text | 0x20) != 'e'; text++) {
        if (*text == '-')
            continue;
        if (*text == '.') {
            fraction = true;
        } else if (kept < KEPT_DIGITS) {
            multiply_add(out, 10, (uint32_t)(*text - '0'));
            kept += out->count > 0; /* leading zeros do not count */
            exponent -= fraction;
        } else {
            dropped |= *text != '0';
            exponent += !fraction;
        }
    }
    if (dropped) {
        multiply_add(out, 10, 1);
        exponent--;
    }
    if (text < end) {
        bool negative = text[1] == '-';
        uint64_t written = 0; /* unsigned: a checked product of signed ones would be a call of a library */
        for (text += 1 + (negative || text[1] == '+'); text < end && written < ZBI_EXPONENT_CAP; text++)
            written = written * 10 + (uint64_t)(*text - '0');
        exponent += negative ? -(int64_t)written : (int64_t)written;
    }
    return exponent;
}

int
zbi_decimal_compare_half(const char *text, const char *end, uint64_t lower, int exponent)
{
    uint64_t odd = lower * 2 + 1;
    whole number, half;
    half.limb[0] = (uint32_t)odd;
    half.limb[1] = (uint32_t)(odd >> 32);
    half.count = half.limb[1] != 0 ? 2 : 1;
    int64_t tens = take_digits(text, end, &number), twos = (int64_t)exponent - 1;

    /* number * 10^tens against half * 2^twos: every factor goes to the side where it is whole. */
    if (tens >= 0)
        multiply_pow5(&number, (uint32_t)tens);
    else
        multiply_pow5(&half, (uint32_t)-tens);
    twos -= tens;
    if (twos >= 0)
        shift_left(&half, (uint32_t)twos);
    else
        shift_left(&number, (uint32_t)-twos);
    return compare(&number, &half);
}
