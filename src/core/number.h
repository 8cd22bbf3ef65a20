/* SPDX-License-Identifier: MIT */
#ifndef ZBI_NUMBER_H
#define ZBI_NUMBER_H

/* Decimal text and doubles, as the readers and writers of JSON use them. */

#include <zerobuf/json.h>

/** Exponents are not read further once they reach this: no text is long enough to bring the number back. */
#define ZBI_EXPONENT_CAP 100000000000000000

/** A number of JSON's grammar, taken apart: (-1)^negative * digits * 10^exponent. */
typedef struct zbi_decimal {
    uint64_t digits;  /* the first 19 digits that count */
    int32_t exponent; /* of ten, for `digits`; past +-1,000,000 it is cut to that */
    bool negative;
    bool integral;  /* neither point nor exponent was written */
    bool truncated; /* digits past the 19th were dropped, not all of them 0 */
} zbi_decimal;

/**
 * Take a number apart.
 *
 * @param text  first byte of the number
 * @param end   end of what may be read
 * @param out   receives the number
 * @param next  receives the end of the number, or the byte that does not fit the grammar
 * @return true when [text, *next) is a whole number: what follows it was not looked at
 */
bool zbi_decimal_scan(const char *text, const char *end, zbi_decimal *out, const char **next);

/** The nearest double, ties to even; `text` to `end` is the number, for its further digits. */
double zbi_decimal_round(const zbi_decimal *decimal, const char *text, const char *end);

/**
 * Decide between two neighbouring doubles exactly.
 *
 * @param text      the number, of JSON's grammar
 * @param end       its end
 * @param lower     significand of the lower one
 * @param exponent  lower * 2^exponent <= |number| < (lower + 3/2) * 2^exponent
 * @return -1, 0 or 1 as |number| is less than, equal to or more than (lower + 1/2) * 2^exponent
 */
int zbi_decimal_compare_half(const char *text, const char *end, uint64_t lower, int exponent);

/** Write an integer in decimal.  `out` holds at least 20 bytes.  Bytes written. */
uint32_t zbi_write_u64(uint64_t value, char *out);

#endif /* ZBI_NUMBER_H */
