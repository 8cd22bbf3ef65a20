/* SPDX-License-Identifier: MIT */
/* Bitmaps, and what is taken by them or by indices, against one element after the other. */
#include "kernel_values.h"

enum { ROOM = 5000, WORDS = ROOM / 32 + 2, MARK = 0x55aa };

static bool
bit_of(const uint32_t *bits, uint32_t at)
{
    return (bits[at / 32] >> at % 32 & 1) != 0;
}

static void
fill_with(uint32_t *words, uint32_t value)
{
    for (uint32_t at = 0; at < WORDS; at++)
        words[at] = value;
}

/* Words behind the last that a bitmap of `count` has are left alone, bits behind its last element are 0. */
static bool
ends_well(const uint32_t *bits, uint32_t count)
{
    uint32_t words = (count + 31) / 32;
    for (uint32_t bit = count; bit < words * 32; bit++)
        if (bit_of(bits, bit))
            return false;
    return bits[words] == MARK;
}

#define COMPARES(type, name, operand, random)                                                                \
    static void compares_##name(uint32_t count, uint32_t start)                                              \
    {                                                                                                        \
        static type items[ROOM + 8];                                                                         \
        static uint32_t kernel[WORDS], scalar[WORDS];                                                        \
        for (uint32_t at = 0; at < ROOM + 8; at++)                                                           \
            items[at] = (type)random;                                                                        \
        for (uint32_t comparison = ZB_LT; comparison <= ZB_BETWEEN + 1; comparison++) {                      \
            operand low = (operand)random, high = (operand)random;                                           \
            fill_with(kernel, MARK);                                                                         \
            fill_with(scalar, MARK);                                                                         \
            zb_kernel_compare_##name(items + start, count, (zb_comparison)comparison, low, high, kernel);    \
            zbi_scalar_compare_##name(items + start, count, (zb_comparison)comparison, low, high, scalar);   \
            CHECK(test_equal(kernel, scalar, sizeof kernel) && ends_well(kernel, count));                    \
        }                                                                                                    \
    }
COMPARES(double, f64, double, random_value(test_random(KINDS)))
COMPARES(float, f32, double, single_of(random_value(test_random(KINDS))))
COMPARES(int32_t, i32, double, integer_of(random_value(test_random(KINDS))))
COMPARES(int64_t, i64, int64_t, random_i64())
COMPARES(uint8_t, u8, double, test_random(256))

#define AT_ALL_LENGTHS(compares)                                                                             \
    for (uint32_t round = 0; length_of_round(round) != UINT32_MAX; round++)                                  \
    compares(length_of_round(round), round % 4)

static void
comparing_equals_the_reference(void)
{
    AT_EACH_LEVEL(AT_ALL_LENGTHS(compares_f64));
    AT_EACH_LEVEL(AT_ALL_LENGTHS(compares_f32));
    AT_EACH_LEVEL(AT_ALL_LENGTHS(compares_i32));
    AT_EACH_LEVEL(AT_ALL_LENGTHS(compares_i64));
    AT_EACH_LEVEL(AT_ALL_LENGTHS(compares_u8));
}

static void
combining_is_bit_by_bit(void)
{
    static uint32_t left[WORDS], right[WORDS], both[4][WORDS], turned[WORDS], indices[ROOM + 1];
    for (uint32_t round = 0; length_of_round(round) != UINT32_MAX; round++) {
        uint32_t count = length_of_round(round), set = 0;
        fill_with(left, MARK);
        fill_with(right, MARK);
        for (uint32_t word = 0; word < (count + 31) / 32; word++)
            left[word] = right[word] = 0;
        for (uint32_t at = 0; at < count; at++) {
            left[at / 32] |= test_random(2) << at % 32;
            right[at / 32] |= test_random(2) << at % 32;
        }
        for (uint32_t word = 0; word < WORDS; word++)
            both[0][word] = both[1][word] = both[2][word] = both[3][word] = turned[word] = left[word];
        zb_kernel_bitmap_and(both[0], right, count);
        zb_kernel_bitmap_or(both[1], right, count);
        zb_kernel_bitmap_xor(both[2], right, count);
        zb_kernel_bitmap_and_not(both[3], right, count);
        zb_kernel_bitmap_not(turned, count);
        CHECK(ends_well(both[0], count) && ends_well(both[1], count) && ends_well(both[2], count) &&
              ends_well(both[3], count) && ends_well(turned, count));
        uint32_t found = zb_kernel_bitmap_indices(left, count, indices, count);
        for (uint32_t at = 0; at < count; at++) {
            bool l = bit_of(left, at), r = bit_of(right, at);
            CHECK(bit_of(both[0], at) == (l && r) && bit_of(both[1], at) == (l || r) &&
                  bit_of(both[2], at) == (l != r) && bit_of(both[3], at) == (l && !r));
            CHECK(bit_of(turned, at) == !l);
            CHECK(!l || indices[set] == at);
            set += l ? 1 : 0;
        }
        CHECK(zb_kernel_bitmap_count(left, count) == set && found == set);
        indices[set / 2] = MARK;
        CHECK(zb_kernel_bitmap_indices(left, count, indices, set / 2) == set / 2);
        CHECK(indices[set / 2] == MARK);
    }
}

#define TAKES(type, name)                                                                                    \
    static void takes_##name(uint32_t count)                                                                 \
    {                                                                                                        \
        static type items[ROOM], picked[ROOM + 1], gathered[ROOM + 1];                                       \
        static uint32_t bits[WORDS], indices[ROOM + 1];                                                      \
        fill_with(bits, 0);                                                                                  \
        for (uint32_t at = 0; at < count; at++) {                                                            \
            items[at] = (type)test_random(200);                                                              \
            bits[at / 32] |= (test_random(3) == 0 ? 1u : 0u) << at % 32;                                     \
        }                                                                                                    \
        uint32_t found = zb_kernel_bitmap_indices(bits, count, indices, count);                              \
        picked[found] = gathered[found] = 99;                                                                \
        CHECK(zb_kernel_pick_##name(items, bits, count, picked, found) == found);                            \
        OK(zb_kernel_gather_##name(items, count, indices, found, gathered));                                 \
        for (uint32_t at = 0; at < found; at++)                                                              \
            CHECK(!(picked[at] < items[indices[at]]) && !(picked[at] > items[indices[at]]) &&                \
                  test_equal(&picked[at], &gathered[at], sizeof(type)));                                     \
        CHECK(test_equal(&picked[found], &gathered[found], sizeof(type)));                                   \
        for (uint32_t wrong = 0; wrong < found; wrong += 1 + found / 7) {                                    \
            uint32_t kept = indices[wrong];                                                                  \
            indices[wrong] = test_random(2) == 0 ? count : UINT32_MAX;                                       \
            type before = gathered[0];                                                                       \
            items[indices[0] < count ? indices[0] : 0] = (type)201;                                          \
            CHECK(zb_kernel_gather_##name(items, count, indices, found, gathered) == ZB_E_NOT_FOUND);        \
            CHECK(test_equal(&gathered[0], &before, sizeof before));                                         \
            indices[wrong] = kept;                                                                           \
        }                                                                                                    \
    }
TAKES(double, f64)
TAKES(float, f32)
TAKES(int32_t, i32)
TAKES(int64_t, i64)
TAKES(uint8_t, u8)

static void
taking_is_by_bits_and_indices(void)
{
    for (uint32_t round = 0; length_of_round(round) != UINT32_MAX; round++) {
        takes_f64(length_of_round(round));
        takes_f32(length_of_round(round));
        takes_i32(length_of_round(round));
        takes_i64(length_of_round(round));
        takes_u8(length_of_round(round));
    }
    CHECK(zb_kernel_gather_f64(NULL, 0, NULL, 0, NULL) == ZB_OK);
    uint32_t zero = 0;
    CHECK(zb_kernel_gather_u8(NULL, 0, &zero, 1, NULL) == ZB_E_NOT_FOUND);
    CHECK(zb_kernel_bitmap_count(NULL, 0) == 0);
    zb_kernel_bitmap_not(NULL, 0);
}

TEST_SUITE(kernels_bitmap, {"comparing_equals_the_reference", comparing_equals_the_reference},
           {"combining_is_bit_by_bit", combining_is_bit_by_bit},
           {"taking_is_by_bits_and_indices", taking_is_by_bits_and_indices});
