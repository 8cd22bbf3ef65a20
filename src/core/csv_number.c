/* SPDX-License-Identifier: MIT */
/*
 * Numbers in fields of CSV: wider a grammar than JSON's, and short ones in a few nanoseconds.
 *
 * Digits of at most 2^53 and a power of ten of at most 10^22 are both doubles, so that one
 * multiplication or division rounds once, to nearest: W. D. Clinger, "How to read floating
 * point numbers accurately" (1990).  Everything else goes the exact way of number_read.c.
 */
#include <zerobuf/csv.h>

#include "number.h"

#define MAX_DIGITS 18 /* that always fit 63 bits */
#define MAX_EXACT_DIGITS ((uint64_t)1 << 53)
#define MAX_EXACT_POWER 22

static const double exact_powers[MAX_EXACT_POWER + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                         1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                         1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

static inline bool
is_digit(char c)
{
    return (uint8_t)(c - '0') < 10;
}

static inline bool
is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* [text, end) has no blanks around it and is not empty. */
static ZBI_COLD zb_status
read_any(const char *text, const char *end, double *out)
{
    bool negative = *text == '-';
    text += negative || *text == '+';
    const char *first = text;
    size_t digit_count = 0;
    bool point = false;
    for (; text < end && (is_digit(*text) || (*text == '.' && !point)); text++) {
        digit_count += *text != '.';
        point |= *text == '.';
    }
    if (digit_count == 0)
        return ZB_E_SYNTAX;
    const char *digits_end = text;
    uint64_t written = 0; /* unsigned: a checked product of signed ones would be a call of a library */
    bool below = false;
    if (text < end) {
        if ((*text++ | 0x20) != 'e')
            return ZB_E_SYNTAX;
        below = text < end && *text == '-';
        text += text < end && (*text == '-' || *text == '+');
        if (text == end)
            return ZB_E_SYNTAX;
        for (; text < end; text++) {
            if (!is_digit(*text))
                return ZB_E_SYNTAX;
            if (written < ZBI_EXPONENT_CAP)
                written = written * 10 + (uint64_t)(*text - '0');
        }
    }
    int64_t exponent = below ? -(int64_t)written : (int64_t)written;
    *out = zbi_number_nearest(first, digits_end, end, exponent, negative);
    return ZB_OK;
}

zb_status
zb_csv_number(const char *text, uint32_t len, double *out)
{
    if (len == 0) /* and text may be NULL */
        return ZB_E_NOT_FOUND;
    const char *end = text + len, *p = text;
    bool negative = *p == '-';
    p += negative;
    const char *first = p;
    uint64_t digits = 0; /* may wrap; then there are more than 18 of them */
    for (; p < end && is_digit(*p); p++)
        digits = digits * 10 + (uint64_t)(*p - '0');
    int64_t count = p - first;
    if (p == end && count > 0 && count <= MAX_DIGITS) {
        /* The conversion of a 64-bit integer rounds to nearest, ties to even. */
        double value = (double)(int64_t)digits;
        *out = negative ? -value : value;
        return ZB_OK;
    }
    if (p < end && *p == '.') {
        const char *point = ++p;
        for (; p < end && is_digit(*p); p++)
            digits = digits * 10 + (uint64_t)(*p - '0');
        int64_t decimals = p - point;
        count += decimals;
        if (p == end && count > 0 && count <= MAX_DIGITS) {
            if (digits > MAX_EXACT_DIGITS) {
                *out = zbi_number_scaled(digits, (int32_t)-decimals, first, end, negative);
                return ZB_OK;
            }
            double value = (double)(int64_t)digits / exact_powers[decimals];
            *out = negative ? -value : value;
            return ZB_OK;
        }
    }
    while (text < end && is_blank(*text))
        text++;
    if (text == end)
        return ZB_E_NOT_FOUND;
    while (is_blank(end[-1]))
        end--;
    return read_any(text, end, out);
}
