/* SPDX-License-Identifier: MIT */
#ifndef ZBI_POW10_MAKE_H
#define ZBI_POW10_MAKE_H

/*
 * The powers of ten of pow10.gen.h, made when a program runs instead of shipped: a quarter of a
 * millisecond instead of 10 KiB.  For modules that must be small; included by the one file of each
 * that holds the rows.
 */
#include <zerobuf/zerobuf.h>

#include "pow10.h"

#define POW10_ROWS (ZBI_POW10_MAX - ZBI_POW10_MIN + 1)

/* Words for 5^324 (753 bits), and for 2^(32 * WORDS) / 5^342 (795 bits) with 128 bits and more. */
#define WORDS 32
ZB_STATIC_ASSERT(ZBI_POW10_MAX * 2322 / 1000 < WORDS * 32, "the largest power fits");
ZB_STATIC_ASSERT(-ZBI_POW10_MIN * 2322 / 1000 + 160 < WORDS * 32, "the smallest has 128 bits");

/* A whole number, lowest word first; the highest is not 0. */
typedef struct whole {
    uint32_t words[WORDS + 1];
    uint32_t count;
} whole;

static void
times_5(whole *number)
{
    uint64_t carry = 0;
    for (uint32_t i = 0; i < number->count; i++) {
        carry += (uint64_t)number->words[i] * 5;
        number->words[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry != 0)
        number->words[number->count++] = (uint32_t)carry;
}

/* Rounding down n times is rounding down once: floor(floor(a / 5) / 5) = floor(a / 25). */
static void
divide_by_5(whole *number)
{
    uint64_t rest = 0;
    for (uint32_t i = number->count; i > 0; i--) {
        rest = rest << 32 | number->words[i - 1];
        number->words[i - 1] = (uint32_t)(rest / 5);
        rest %= 5;
    }
    if (number->words[number->count - 1] == 0)
        number->count--;
}

/* Word i from the top, 0 past the last. */
static uint64_t
word_from_top(const whole *number, uint32_t i)
{
    return i < number->count ? number->words[number->count - 1 - i] : 0;
}

/* The first 128 bits. */
static void
take_row(const whole *number, uint64_t *row)
{
    uint32_t shift = (uint32_t)__builtin_clz(number->words[number->count - 1]);
    for (uint32_t i = 0; i < 2; i++) {
        uint64_t bits = word_from_top(number, 2 * i) << 32 | word_from_top(number, 2 * i + 1);
        uint64_t next = word_from_top(number, 2 * i + 2) << 32;
        row[i] = shift == 0 ? bits : bits << shift | next >> (64 - shift);
    }
}

/* Fill in `rows`, row q - ZBI_POW10_MIN for 10^q. */
static void
make_pow10(uint64_t (*rows)[2])
{
    whole power = {{1}, 1};
    for (int q = 0; q <= ZBI_POW10_MAX; q++, times_5(&power))
        take_row(&power, rows[q - ZBI_POW10_MIN]);
    power = (whole){{0}, WORDS + 1};
    power.words[WORDS] = 1;
    for (int q = -1; q >= ZBI_POW10_MIN; q--) {
        divide_by_5(&power);
        take_row(&power, rows[q - ZBI_POW10_MIN]);
    }
}

#endif /* ZBI_POW10_MAKE_H */
