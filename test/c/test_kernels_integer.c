/* SPDX-License-Identifier: MIT */
/* Kernels of 64-bit integers and of bytes equal their references, and the truth. */
#include "kernel_values.h"

enum { ROOM = 5000, GUARD = 40 };

static uint8_t
random_u8(void)
{
    return (uint8_t)(test_random(4) == 0 ? test_random(2) * 255 : test_random(256));
}

#define IN_PLACE(call_kernel, call_scalar)                                                                   \
    do {                                                                                                     \
        for (uint32_t at = 0; at < ROOM + 2 * GUARD; at++)                                                   \
            kernel[at] = scalar[at] = x[at];                                                                 \
        call_kernel;                                                                                         \
        call_scalar;                                                                                         \
        CHECK(test_equal(kernel, scalar, sizeof kernel));                                                    \
    } while (0)

#define COMPARE(type, name, operand, range, random)                                                          \
    static void compare_##name(uint32_t count, uint32_t start)                                               \
    {                                                                                                        \
        static type x[ROOM + 2 * GUARD], y[ROOM + 2 * GUARD], kernel[ROOM + 2 * GUARD],                      \
            scalar[ROOM + 2 * GUARD];                                                                        \
        static uint32_t kernel_indices[ROOM + 1], scalar_indices[ROOM + 1];                                  \
        for (uint32_t at = 0; at < ROOM + 2 * GUARD; at++) {                                                 \
            x[at] = random();                                                                                \
            y[at] = random();                                                                                \
        }                                                                                                    \
        const type *a = x + start, *b = y + start;                                                           \
        range found, reference;                                                                              \
        zb_kernel_range_##name(a, count, &found);                                                            \
        zbi_scalar_range_##name(a, count, &reference);                                                       \
        CHECK(count == 0 || (found.min == reference.min && found.max == reference.max));                     \
        CHECK(zb_kernel_argmin_##name(a, count) == zbi_scalar_argmin_##name(a, count));                      \
        CHECK(zb_kernel_argmax_##name(a, count) == zbi_scalar_argmax_##name(a, count));                      \
        IN_PLACE(zb_kernel_add_##name(kernel + start, b, count),                                             \
                 zbi_scalar_add_##name(scalar + start, b, count));                                           \
        IN_PLACE(zb_kernel_sub_##name(kernel + start, b, count),                                             \
                 zbi_scalar_sub_##name(scalar + start, b, count));                                           \
        IN_PLACE(zb_kernel_mul_##name(kernel + start, b, count),                                             \
                 zbi_scalar_mul_##name(scalar + start, b, count));                                           \
        IN_PLACE(zb_kernel_add_##name(kernel + start, kernel + start, count),                                \
                 zbi_scalar_add_##name(scalar + start, scalar + start, count));                              \
        for (uint32_t comparison = ZB_LT; comparison <= ZB_BETWEEN + 1; comparison++) {                      \
            zb_comparison how = (zb_comparison)comparison;                                                   \
            operand low = (operand)random(), high = (operand)random();                                       \
            uint32_t hits = zb_kernel_count_##name(a, count, how, low, high);                                \
            CHECK(hits == zbi_scalar_count_##name(a, count, how, low, high));                                \
            kernel_indices[hits] = 12345;                                                                    \
            CHECK(zb_kernel_indices_##name(a, count, how, low, high, kernel_indices, hits) == hits);         \
            CHECK(zbi_scalar_indices_##name(a, count, how, low, high, scalar_indices, hits) == hits);        \
            CHECK(test_equal(kernel_indices, scalar_indices, hits * 4) && kernel_indices[hits] == 12345);    \
            CHECK(zb_kernel_filter_##name(a, count, how, low, high, kernel, hits) == hits);                  \
            CHECK(zbi_scalar_filter_##name(a, count, how, low, high, scalar, hits) == hits);                 \
            CHECK(test_equal(kernel, scalar, hits * sizeof(type)));                                          \
        }                                                                                                    \
    }
COMPARE(int64_t, i64, int64_t, zb_range_i64, random_i64)
COMPARE(uint8_t, u8, double, zb_range, random_u8)

#define COMPARE_ALL(compare)                                                                                 \
    for (uint32_t round = 0; length_of_round(round) != UINT32_MAX; round++)                                  \
    compare(length_of_round(round), round % 5)

static void
all_equal_the_reference(void)
{
    AT_EACH_LEVEL(COMPARE_ALL(compare_i64));
    AT_EACH_LEVEL(COMPARE_ALL(compare_u8));
}

/* By halves, and by adding one element after the other to 128 bits, with the carries told from the signs. */
static void
sums_are_exact(void)
{
    static int64_t items[3000];
    for (uint32_t count = 0; count < 3000; count += count < 40 ? 1 : 37) {
        uint64_t low = 0, high = 0;
        for (uint32_t at = 0; at < count; at++) {
            items[at] = count % 3 == 0 ? INT64_MIN : count % 3 == 1 ? INT64_MAX : random_i64();
            uint64_t item = (uint64_t)items[at];
            low += item;
            high += (low < item ? 1 : 0) + (items[at] < 0 ? UINT64_MAX : 0);
        }
        zb_i128 sum, scalar;
        zb_kernel_sum_i64(items, count, &sum);
        zbi_scalar_sum_i64(items, count, &scalar);
        CHECK(sum.low == low && sum.high == (int64_t)high && scalar.low == low && scalar.high == sum.high);
    }
}

static void
sums_of_bytes_do_not_overflow(void)
{
    static uint8_t full[1 << 20];
    for (uint32_t at = 0; at < sizeof full; at++)
        full[at] = 255;
    CHECK(zb_kernel_sum_u8(full + 1, sizeof full - 1) == 255u * (sizeof full - 1));
    CHECK(zb_kernel_dot_u8(full + 1, full + 1, sizeof full - 1) == (uint64_t)65025 * (sizeof full - 1));
    for (uint32_t count = 0; count < 70; count++) {
        for (uint32_t at = 0; at < count; at++)
            full[at] = random_u8();
        CHECK(zb_kernel_sum_u8(full, count) == zbi_scalar_sum_u8(full, count));
        CHECK(zb_kernel_dot_u8(full, full, count) == zbi_scalar_dot_u8(full, full, count));
    }
}

static void
known_answers(void)
{
    int64_t ends[] = {INT64_MAX, INT64_MIN, -5}, ones[] = {1, -1, 3}, sums[3];
    int32_t small[] = {INT32_MAX, INT32_MAX, -1};
    uint8_t bytes[] = {200, 255, 7};
    zb_kernel_prefix_sum_i32(small, 3, sums);
    CHECK(sums[1] == (int64_t)INT32_MAX * 2 && sums[2] == (int64_t)INT32_MAX * 2 - 1);
    zb_kernel_prefix_sum_u8(bytes, 3, sums);
    CHECK(sums[0] == 200 && sums[1] == 455 && sums[2] == 462);
    zb_kernel_add_i64(ends, ones, 3);
    CHECK(ends[0] == INT64_MIN && ends[1] == INT64_MAX && ends[2] == -2);
    zb_kernel_prefix_sum_i64(ends, 3, ends);
    CHECK(ends[0] == INT64_MIN && ends[1] == -1 && ends[2] == -3);
    int64_t sizes[] = {INT64_MIN, -7, 7, INT64_MAX, -1};
    zb_kernel_abs_i64(sizes, 5);
    CHECK(sizes[0] == INT64_MIN && sizes[1] == 7 && sizes[2] == 7 && sizes[3] == INT64_MAX && sizes[4] == 1);
    zb_kernel_add_u8(bytes, bytes, 3);
    CHECK(bytes[0] == 144 && bytes[1] == 254 && bytes[2] == 14);
    zb_range_i64 none;
    zb_kernel_range_i64(NULL, 0, &none);
    CHECK(none.min == INT64_MAX && none.max == INT64_MIN && zb_kernel_argmax_i64(NULL, 0) == 0);
    zb_i128 nothing;
    zb_kernel_sum_i64(NULL, 0, &nothing);
    CHECK(nothing.low == 0 && nothing.high == 0 && zb_kernel_sum_u8(NULL, 0) == 0);
}

TEST_SUITE(kernels_integer, {"all_equal_the_reference", all_equal_the_reference},
           {"sums_are_exact", sums_are_exact},
           {"sums_of_bytes_do_not_overflow", sums_of_bytes_do_not_overflow},
           {"known_answers", known_answers});
