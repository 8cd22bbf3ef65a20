/* SPDX-License-Identifier: MIT */
/* Numbers as text: the nearest double, and the fewest digits that read back. */
#include <zerobuf/json.h>

#include "test.h"

static uint64_t
bits_of(double value)
{
    uint64_t bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    return bits;
}

static double
double_of(uint64_t bits)
{
    double value;
    __builtin_memcpy(&value, &bits, sizeof value);
    return value;
}

static uint32_t
length(const char *text)
{
    uint32_t len = 0;
    while (text[len] != '\0')
        len++;
    return len;
}

/* Ties, neighbours of powers of two, the ends of the range, more digits than a double has. */
static const struct {
    const char *text;
    uint64_t bits;
} reads[] = {
    {"0", 0x0000000000000000u},
    {"-0", 0x8000000000000000u},
    {"1", 0x3ff0000000000000u},
    {"-1", 0xbff0000000000000u},
    {"123456789", 0x419d6f3454000000u},
    {"9007199254740991", 0x433fffffffffffffu},
    {"9007199254740992", 0x4340000000000000u},
    {"9007199254740993", 0x4340000000000000u},
    {"9007199254740994", 0x4340000000000001u},
    {"9007199254740995", 0x4340000000000002u},
    {"9223372036854775807", 0x43e0000000000000u},
    {"18446744073709551615", 0x43f0000000000000u},
    {"18446744073709551616", 0x43f0000000000000u},
    {"0.1", 0x3fb999999999999au},
    {"0.5", 0x3fe0000000000000u},
    {"1.5", 0x3ff8000000000000u},
    {"4503599627370496.5", 0x4330000000000000u},
    {"4503599627370497.5", 0x4330000000000002u},
    {"4503599627370496.5000000000000000000001", 0x4330000000000001u},
    {"2.2250738585072011e-308", 0x000fffffffffffffu},
    {"2.2250738585072012e-308", 0x0010000000000000u},
    {"2.2250738585072014e-308", 0x0010000000000000u},
    {"4.9406564584124654e-324", 0x0000000000000001u},
    {"2.4703282292062327e-324", 0x0000000000000000u},
    {"2.4703282292062328e-324", 0x0000000000000001u},
    {"2.47032822920623272e-324", 0x0000000000000000u},
    {"1e-323", 0x0000000000000002u},
    {"1e-400", 0x0000000000000000u},
    {"1.7976931348623157e308", 0x7fefffffffffffffu},
    {"1.7976931348623158e308", 0x7fefffffffffffffu},
    {"1.797693134862315807e308", 0x7fefffffffffffffu},
    {"1.797693134862315808e308", 0x7ff0000000000000u},
    {"1e308", 0x7fe1ccf385ebc8a0u},
    {"1e309", 0x7ff0000000000000u},
    {"-1e309", 0xfff0000000000000u},
    {"1e22", 0x4480f0cf064dd592u},
    {"1e23", 0x44b52d02c7e14af6u},
    {"8.5e22", 0x44b1ffdbf6b2b2ebu},
    {"123e-5", 0x3f5426fe718a86d7u},
    {"0.000001", 0x3eb0c6f7a0b5ed8du},
    {"100000000000000000000000000000000e-32", 0x3ff0000000000000u},
    {"0.00000000000000000000000000000000000000000000000001e50", 0x3ff0000000000000u},
    {"0e999999999999", 0x0000000000000000u},
    {"1e-999999999999", 0x0000000000000000u},
    {"1e999999999999", 0x7ff0000000000000u},
    {"3.141592653589793238462643383279502884197", 0x400921fb54442d18u},
    {"5708990770823839207320493820740630171355185e-19", 0x44de392010175ee5u},
    {"7.2057594037927933e16", 0x4370000000000000u},
    {"9214843084008499", 0x43405e6cec57761au},
    {"0.3e-322", 0x0000000000000006u},
    {"6631236846766476e-316", 0x019c6bf526340000u},
    {"62259110684423957791648e0", 0x44aa5e25745127e2u},
};

static void
nearest(void)
{
    for (uint32_t i = 0; i < sizeof reads / sizeof reads[0]; i++) {
        double value;
        OK(zb_number_read(reads[i].text, length(reads[i].text), &value));
        CHECK(bits_of(value) == reads[i].bits);
    }
}

static const struct {
    uint64_t bits;
    const char *text;
} writes[] = {
    {0x0000000000000001u, "5e-324"},
    {0x000fffffffffffffu, "2.225073858507201e-308"},
    {0x0010000000000000u, "2.2250738585072014e-308"},
    {0x7fefffffffffffffu, "1.7976931348623157e+308"},
    {0x3ff0000000000000u, "1"},
    {0xbff8000000000000u, "-1.5"},
    {0x4340000000000000u, "9007199254740992"},
    {0x4340000000000001u, "9007199254740994"},
    {0x433fffffffffffffu, "9007199254740991"},
    {0x444b1ae4d6e2ef50u, "1e+21"},
    {0x444b1ae4d6e2ef4fu, "999999999999999900000"},
    {0x3eb0c6f7a0b5ed8du, "0.000001"},
    {0x3e7ad7f29abcaf48u, "1e-7"},
    {0x3fb999999999999au, "0.1"},
    {0x4415af1d78b58c40u, "100000000000000000000"},
    {0x44b52d02c7e14af6u, "1e+23"},
    {0x8000000000000001u, "-5e-324"},
    {0x4024000000000000u, "10"},
    {0x3e112e0be826d695u, "1e-9"},
    {0x0000000000000002u, "1e-323"},
    {0x7fe0000000000000u, "8.98846567431158e+307"},
    {0x0020000000000000u, "4.450147717014403e-308"},
    {0x4170000000000001u, "16777216.000000004"},
};

static void
shortest(void)
{
    for (uint32_t i = 0; i < sizeof writes / sizeof writes[0]; i++) {
        char out[ZB_NUMBER_MAX_BYTES];
        zb_str text = {out, zb_number_write(double_of(writes[i].bits), out)};
        CHECK(test_same(text, writes[i].text));
    }
    char out[ZB_NUMBER_MAX_BYTES];
    zb_str zero = {out, zb_number_write(-0.0, out)};
    CHECK(test_same(zero, "0"));
}

static void
random_numbers_read_back(void)
{
    for (uint32_t i = 0; i < 20000; i++) {
        uint64_t bits = (uint64_t)test_random(UINT32_MAX) << 32 | test_random(UINT32_MAX);
        if (i % 4 == 0) /* near 1, where most numbers are */
            bits = (bits & 0x800FFFFFFFFFFFFFu) | (uint64_t)(1003 + test_random(40)) << 52;
        double value = double_of(bits), back;
        if (value - value != 0)
            continue; /* NaN, infinity */
        char out[ZB_NUMBER_MAX_BYTES + 1];
        out[ZB_NUMBER_MAX_BYTES] = '!';
        uint32_t len = zb_number_write(value, out);
        CHECK(len <= ZB_NUMBER_MAX_BYTES && out[ZB_NUMBER_MAX_BYTES] == '!');
        OK(zb_number_read(out, len, &back));
        CHECK(bits_of(back) == (value == 0 ? 0 : bits));
        /* One digit less is another number: nothing shorter reads back. */
        if (len > 2 && i % 8 == 0 && out[len - 1] != '0') {
            uint32_t digits = 0;
            bool plain = true;
            for (uint32_t k = 0; k < len; k++) {
                plain &= out[k] != 'e';
                digits += out[k] >= '0' && out[k] <= '9';
            }
            if (plain && digits > 2 && out[len - 2] != '.') {
                OK(zb_number_read(out, len - 1, &back));
                CHECK(bits_of(back) != bits);
            }
        }
    }
}

/* The decimal digits of factor * 5^1075, which is 10^1075 times factor * 2^-1075. */
static uint32_t
digits_of_tie(uint32_t factor, char *out, uint32_t capacity)
{
    static uint8_t digits[1000]; /* lowest first */
    uint32_t count = 1;
    digits[0] = (uint8_t)factor;
    for (uint32_t n = 0; n < 1075; n++) {
        uint32_t carry = 0;
        for (uint32_t i = 0; i < count; i++) {
            carry += digits[i] * 5u;
            digits[i] = (uint8_t)(carry % 10);
            carry /= 10;
        }
        for (; carry > 0; carry /= 10)
            digits[count++] = (uint8_t)(carry % 10);
    }
    for (uint32_t i = 0; i < count && i < capacity; i++)
        out[i] = (char)('0' + digits[count - 1 - i]);
    return count;
}

static uint32_t
append(char *text, uint32_t len, const char *more)
{
    for (; *more != '\0'; more++)
        text[len++] = *more;
    return len;
}

/* Odd multiples of 2^-1075 lie between two subnormal numbers: over 750 digits say so. */
static void
long_ties(void)
{
    static char text[4096];
    for (uint32_t factor = 1; factor < 9; factor += 2) {
        uint32_t count = digits_of_tie(factor, text, sizeof text);
        uint64_t lower = factor / 2, even = lower + (lower & 1);
        double value;
        OK(zb_number_read(text, append(text, count, "e-1075"), &value));
        CHECK(bits_of(value) == even);
        OK(zb_number_read(text, append(text, count, "000000000000000000000000000000001e-1108"), &value));
        CHECK(bits_of(value) == lower + 1);
        /* A digit that is far past the 768th still counts. */
        for (uint32_t i = 0; i < 3000; i++)
            text[count + i] = '0';
        OK(zb_number_read(text, append(text, count + 3000, "1e-4076"), &value));
        CHECK(bits_of(value) == lower + 1);
        text[count - 1]--; /* they end with 5 */
        OK(zb_number_read(text, append(text, count, "99999999999999999999e-1095"), &value));
        CHECK(bits_of(value) == lower);
    }
}

/* The same value written with the point elsewhere. */
static void
exponents_of_many_digits(void)
{
    static char text[2048];
    uint32_t len = append(text, 0, "0.");
    for (uint32_t i = 0; i < 1000; i++)
        text[len++] = '0';
    double value;
    OK(zb_number_read(text, append(text, len, "15e1001"), &value));
    CHECK(bits_of(value) == bits_of(1.5));
    len = append(text, 0, "15");
    for (uint32_t i = 0; i < 1000; i++)
        text[len++] = '0';
    OK(zb_number_read(text, append(text, len, "e-1001"), &value));
    CHECK(bits_of(value) == bits_of(1.5));
    OK(zb_number_read(text, append(text, len, ".0e-1001"), &value));
    CHECK(bits_of(value) == bits_of(1.5));
}

static void
grammar(void)
{
    static const char *const bad[] = {"",    "-",   "+1", "01", "-01", ".5",  "1.",  "1.e1", "1e",
                                      "1e+", "1e-", "1 ", " 1", "0x1", "inf", "NaN", "1-",   "1..0"};
    for (uint32_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        double value = 7;
        CHECK(zb_number_read(bad[i], length(bad[i]), &value) == ZB_E_SYNTAX && bits_of(value) == bits_of(7));
    }
}

TEST_SUITE(number, {"nearest", nearest}, {"shortest", shortest},
           {"random_numbers_read_back", random_numbers_read_back}, {"long_ties", long_ties},
           {"exponents_of_many_digits", exponents_of_many_digits}, {"grammar", grammar});
