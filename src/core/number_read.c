/* SPDX-License-Identifier: MIT */
/*
 * Decimal to double, correctly rounded.  After D. Lemire, "Number parsing at a gigabyte per
 * second" (2021): the digits times a power of ten of 128 bits decide nearly always; where they
 * do not, the number is compared exactly (number_exact.c).
 */
#include "number.h"

#include "pow10.h"

#define MANTISSA_BITS 52
#define BIAS 1023
#define INFINITE_EXPONENT 2047
#define MAX_DIGITS 19 /* that always fit 64 bits */
#define MAX_POW10 308 /* 10^309 is infinite */
#define EXPONENT_CUT 1000000

static bool
is_digit(char c)
{
    return (uint8_t)(c - '0') < 10;
}

/* Eight digits at once: D. Lemire, "Quickly parsing eight digits" (2018). */
static bool
eight_digits(const char *text, uint64_t *out)
{
    uint64_t word;
    __builtin_memcpy(&word, text, 8);
    if (((word & 0xF0F0F0F0F0F0F0F0u) | ((word + 0x0606060606060606u) & 0xF0F0F0F0F0F0F0F0u) >> 4) !=
        0x3333333333333333u)
        return false;
    word -= 0x3030303030303030u;
    word = word * 10 + (word >> 8); /* pairs in every second byte */
    *out = ((word & 0x000000FF000000FFu) * 0x000F424000000064u +
            (word >> 16 & 0x000000FF000000FFu) * 0x0000271000000001u) >>
           32;
    return true;
}

/* A number of JSON's grammar, taken apart: digits * 10^exponent. */
typedef struct decimal {
    uint64_t digits;  /* the first 19 that count */
    int32_t exponent; /* of ten, for `digits`; past +-1,000,000 it is cut to that */
    bool truncated;   /* digits past the 19th were dropped, not all of them 0 */
} decimal;

static int32_t
cut_exponent(int64_t exponent)
{
    return (int32_t)(exponent < -EXPONENT_CUT  ? -EXPONENT_CUT
                     : exponent > EXPONENT_CUT ? EXPONENT_CUT
                                               : exponent);
}

/* More than 19 digits: keep the first 19 that count, and learn whether the others do. */
static ZBI_COLD decimal
first_digits(const char *text, const char *end, int64_t exponent)
{
    decimal number = {0, 0, false};
    uint32_t count = 0;
    bool fraction = false;
    for (; text < end; text++) {
        if (*text == '.') {
            fraction = true;
        } else if (count < MAX_DIGITS) {
            number.digits = number.digits * 10 + (uint64_t)(*text - '0');
            count += number.digits != 0; /* leading zeros do not count */
            exponent -= fraction;
        } else {
            number.truncated |= *text != '0';
            exponent += !fraction;
        }
    }
    number.exponent = cut_exponent(exponent);
    return number;
}

/* The exponent behind an e; false when digits are missing. */
static ZBI_COLD bool
scan_exponent(const char *text, const char *end, int64_t *out, const char **next)
{
    bool negative = text < end && *text == '-';
    text += text < end && (*text == '-' || *text == '+');
    *next = text;
    if (text == end || !is_digit(*text))
        return false;
    uint64_t exponent = 0;
    for (; text < end && is_digit(*text); text++)
        if (exponent < ZBI_EXPONENT_CAP)
            exponent = exponent * 10 + (uint64_t)(*text - '0');
    *out = negative ? -(int64_t)exponent : (int64_t)exponent;
    *next = text;
    return true;
}

/* A double rounded down, and where the number lies between it and the next one. */
typedef struct estimate {
    uint64_t
        kept; /* significand (below 2^52 for subnormal numbers), and as last bit whether half is reached */
    int exponent; /* as in the bits of a double: 0 for subnormal numbers, 2047 for infinity */
    bool beyond;  /* when half is reached: the number lies above it */
    bool unknown; /* whether half is reached */
} estimate;

/* digits * 10^exponent, where digits is not 0 and exponent lies in the table of powers. */
static inline estimate
multiply(uint64_t digits, int exponent)
{
    int zeros = __builtin_clzll(digits);
    digits <<= zeros;
    /* The product of 64 and 128 bits lies in [2^190, 2^192); the exact one is less than 2^64 above it,
     * since the power was rounded down by less than 1: one unit of `middle`. */
    zbi_wide power = zbi_pow10(exponent), upper = zbi_multiply(digits, power.high),
             lower = zbi_multiply(digits, power.low);
    uint64_t middle = upper.low + lower.high;
    uint64_t high = upper.high + (middle < lower.high);
    int top = (int)(high >> 63); /* the leading bit is bit 62 + top of `high` */
    int biased = zbi_pow10_log2(exponent) - zeros + 63 + top + BIAS;
    if (biased >= INFINITE_EXPONENT)
        return (estimate){0, INFINITE_EXPONENT, false, false};

    /* Cut to 53 bits and the one that says half; subnormal numbers have fewer. */
    int shift = 62 + top - MANTISSA_BITS - 1;
    if (biased <= 0) {
        shift += 1 - biased;
        biased = 0;
        if (shift > 64)
            return (estimate){0, 0, false, false};
        if (shift == 64) /* all of `high` is less than half, and perhaps no more than a hair */
            return (estimate){0, 0, false, high == UINT64_MAX && middle == UINT64_MAX};
    }
    uint64_t kept = high >> shift, mask = ((uint64_t)1 << shift) - 1, rest = high & mask;
    bool exact = zbi_pow10_is_exact(exponent);
    bool beyond = !exact | ((rest | middle | lower.low) != 0);
    bool unknown = !exact & ((kept & 1) == 0) & (rest == mask) & (middle == UINT64_MAX);
    return (estimate){kept, biased, beyond, unknown};
}

/* To nearest, ties to even. */
static inline uint64_t
rounded(const estimate *e)
{
    return (e->kept >> 1) + (e->kept & 1 & (e->beyond | e->kept >> 1));
}

static double
assemble(uint64_t significand, int biased, bool negative)
{
    /* A significand of 2^53 or 2^52 after rounding up carries into the exponent, as it should. */
    uint64_t hidden = (uint64_t)1 << MANTISSA_BITS;
    uint64_t bits = significand + ((uint64_t)biased << MANTISSA_BITS) - (biased != 0 ? hidden : 0);
    if (biased == INFINITE_EXPONENT)
        bits = (uint64_t)INFINITE_EXPONENT << MANTISSA_BITS;
    bits |= (uint64_t)negative << 63;
    double value;
    __builtin_memcpy(&value, &bits, sizeof value);
    return value;
}

/* Where 64 bits of digits and 128 of the power do not decide, or there are more digits. */
static ZBI_COLD estimate
decide(estimate low, decimal number, const char *text, const char *end)
{
    if (low.exponent == INFINITE_EXPONENT)
        return low;
    if (!low.unknown) {
        /* The number lies between its first digits and the next ones. */
        estimate high = multiply(number.digits + 1, number.exponent);
        if (!high.unknown && high.exponent == low.exponent && rounded(&low) == rounded(&high))
            return low;
    }
    int exponent = (low.exponent != 0 ? low.exponent : 1) - BIAS - MANTISSA_BITS;
    int order = zbi_decimal_compare_half(text, end, low.kept >> 1, exponent);
    low.kept = (low.kept & ~(uint64_t)1) | (order >= 0);
    low.beyond = order > 0;
    return low;
}

/* The nearest double; `text` to `end` is the number, for its further digits. */
static double
nearest(decimal number, bool negative, const char *text, const char *end)
{
    if (number.digits == 0 || number.exponent < ZBI_POW10_MIN)
        return assemble(0, 0, negative);
    if (number.exponent > MAX_POW10)
        return assemble(0, INFINITE_EXPONENT, negative);
    estimate low = multiply(number.digits, number.exponent);
    if (low.unknown || number.truncated)
        low = decide(low, number, text, end);
    return assemble(rounded(&low), low.exponent, negative);
}

double
zbi_number_nearest(const char *text, const char *digits_end, const char *end, int64_t written, bool negative)
{
    return nearest(first_digits(text, digits_end, written), negative, text, end);
}

double
zbi_number_scaled(uint64_t digits, int32_t exponent, const char *text, const char *end, bool negative)
{
    decimal number = {digits, exponent, false};
    return nearest(number, negative, text, end);
}

static zbi_words
f64_words(double value)
{
    uint64_t bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    return zbi_words_of(ZB_TAG_F64, 0, bits);
}

/* As zb_number(): an i32 where it is one, and not -0. */
static zbi_words
number_words(double value)
{
    if (value >= -2147483648.0 && value <= 2147483647.0) {
        int32_t integer = (int32_t)value;
        if (integer == value && (integer != 0 || !__builtin_signbit(value)))
            return zbi_words_of(ZB_TAG_I32, (uint32_t)integer, 0);
    }
    return f64_words(value);
}

/* An integer of up to 19 digits. */
static zbi_words
integer_words(uint64_t digits, bool negative, uint32_t flags)
{
    if (digits <= (uint64_t)INT32_MAX + negative && !(negative && digits == 0))
        return zbi_words_of(ZB_TAG_I32, (uint32_t)(negative ? 0 - digits : digits), 0);
    if ((flags & ZB_JSON_BIGINT) != 0 && digits > (uint64_t)1 << 53 &&
        digits <= (uint64_t)INT64_MAX + negative)
        return zbi_words_of(ZB_TAG_BIGINT, 0, negative ? 0 - digits : digits);
    /* The conversion of a 64-bit integer rounds to nearest, ties to even. */
    return f64_words(negative ? -(double)digits : (double)digits);
}

bool
zbi_number_scan(const char *text, const char *end, uint32_t flags, zbi_words *out, const char **next)
{
    const char *start = text;
    bool negative = text < end && *text == '-', integral = true;
    text += negative;
    *next = text;
    if (text == end || !is_digit(*text))
        return false;
    const char *first = text;
    uint64_t digits = 0; /* may wrap; then there are more than 19 of them */
    for (; text < end && is_digit(*text); text++)
        digits = digits * 10 + (uint64_t)(*text - '0');
    if (*first == '0' && text - first > 1) { /* "01" is 0, and 1 follows */
        digits = 0;
        text = first + 1;
        end = text;
    }
    int64_t count = text - first, exponent = 0, written = 0;
    if (text < end && *text == '.') {
        const char *point = ++text;
        uint64_t eight;
        while (end - text >= 8 && eight_digits(text, &eight)) {
            digits = digits * 100000000 + eight;
            text += 8;
        }
        for (; text < end && is_digit(*text); text++)
            digits = digits * 10 + (uint64_t)(*text - '0');
        integral = false;
        exponent = point - text;
        count -= exponent;
        *next = text;
        if (text == point)
            return false;
    }
    const char *digits_end = text;
    *next = text;
    if (text < end && (*text | 0x20) == 'e') {
        integral = false;
        if (!scan_exponent(text + 1, end, &written, next))
            return false;
    }
    if (integral && count <= MAX_DIGITS) {
        *out = integer_words(digits, negative, flags);
        return true;
    }
    decimal number = {digits, cut_exponent(exponent + written), false};
    if (count > MAX_DIGITS)
        number = first_digits(first, digits_end, written);
    *out = number_words(nearest(number, negative, start, *next));
    return true;
}

zb_status
zb_number_read(const char *text, uint32_t len, double *out)
{
    zbi_words words;
    const char *next;
    if (!zbi_number_scan(text, text + len, 0, &words, &next) || next != text + len)
        return ZB_E_SYNTAX;
    if ((uint8_t)words.head == ZB_TAG_I32)
        *out = (int32_t)(words.head >> 32);
    else
        __builtin_memcpy(out, &words.b, sizeof *out);
    return ZB_OK;
}
