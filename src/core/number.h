/* SPDX-License-Identifier: MIT */
#ifndef ZBI_NUMBER_H
#define ZBI_NUMBER_H

/* Decimal text and doubles, as the readers and writers of JSON use them. */

#include <zerobuf/json.h>

#include "cold.h"

/** Exponents are not read further once they reach this: no text is long enough to bring the number back. */
#define ZBI_EXPONENT_CAP 100000000000000000

/** A slot in two registers: built from its fields it would pass through memory, byte by byte. */
typedef struct zbi_words {
    uint64_t head; /* tag and payload A */
    uint64_t b;
} zbi_words;

static inline zbi_words
zbi_words_of(zb_tag tag, uint32_t a, uint64_t b)
{
    zbi_words words = {(uint64_t)a << 32 | (uint32_t)tag, b};
    return words;
}

/**
 * Read a number as a value: an i32, a bigint with ZB_JSON_BIGINT, or an f64.
 *
 * @param text   first byte of the number
 * @param end    end of what may be read
 * @param flags  ZB_JSON_BIGINT or 0
 * @param out    receives the value
 * @param next   receives the end of the number, or the byte that does not fit the grammar
 * @return true when [text, *next) is a number: what follows it was not looked at
 */
bool zbi_number_scan(const char *text, const char *end, uint32_t flags, zbi_words *out, const char **next);

/**
 * The nearest double (ties to even) to a decimal that was taken apart by another grammar than JSON's.
 *
 * @param text        its first digit or its point: at least one digit, at most one point, any zeros
 * @param digits_end  end of its digits
 * @param end         end of the number: where an e follows the digits, behind its exponent
 * @param written     that exponent, up to +-ZBI_EXPONENT_CAP; 0 when there is none
 * @param negative    whether it is below 0
 */
double zbi_number_nearest(const char *text, const char *digits_end, const char *end, int64_t written,
                          bool negative);

/** The same when all digits were read: digits * 10^exponent, |exponent| < 1,000,000; text to end as above. */
double zbi_number_scaled(uint64_t digits, int32_t exponent, const char *text, const char *end, bool negative);

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
