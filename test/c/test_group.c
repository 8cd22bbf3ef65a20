/* SPDX-License-Identifier: MIT */
/* Rows grouped by keys: each way equals the reference, hostile keys included; aggregates are right. */
#include "../../src/simd/group.h"
#include "../../src/simd/scalar_order.h"

#include "test.h"

enum { ROOM = 6000, COLLIDING = 3000, SCRATCH_WORDS = 70000 };

static uint32_t keys[ROOM], groups[ROOM], group_keys[ROOM], counts[ROOM], expected[ROOM], expected_keys[ROOM];
static uint64_t scratch[SCRATCH_WORDS];

static uint32_t
random_key(uint32_t kind)
{
    switch (kind) {
    case 0:
        return 5;
    case 1: /* few, close together */
        return test_random(100) + 4000000000u;
    case 2: /* any */
        return test_random(UINT32_MAX);
    case 3: /* few, far apart */
        return test_random(20) * 214748364u;
    case 4: /* of both signs, as i32 */
        return (uint32_t)((int32_t)test_random(50) - 25);
    default: /* multiples of a power of two */
        return test_random(4096) << 20;
    }
}
enum { KINDS = 6 };

static bool
is_as_expected(uint32_t found, uint32_t count, uint32_t right)
{
    static uint32_t rows[ROOM];
    for (uint32_t group = 0; group < right; group++)
        rows[group] = 0;
    for (uint32_t row = 0; row < count; row++)
        rows[expected[row]]++;
    return found == right && test_equal(groups, expected, count * 4) &&
           test_equal(group_keys, expected_keys, found * 4) && test_equal(counts, rows, found * 4);
}

static void
numbers_groups(void)
{
    for (uint32_t round = 0; round < 130; round++) {
        uint32_t count = round <= 100 ? round : test_random(ROOM + 1), kind = test_random(KINDS);
        for (uint32_t row = 0; row < count; row++)
            keys[row] = random_key(kind);
        CHECK(zb_kernel_group_scratch_bytes(count) <= sizeof scratch);
        uint32_t right = zbi_scalar_group_u32(keys, count, expected, expected_keys);
        CHECK(is_as_expected(zb_kernel_group_u32(keys, count, groups, group_keys, counts, scratch), count,
                             right));
        uint32_t found =
            zb_kernel_group_i32((const int32_t *)keys, count, groups, (int32_t *)group_keys, counts, scratch);
        CHECK(is_as_expected(found, count, right));
        if (count == 0)
            continue;
        CHECK(
            is_as_expected(zbi_group_sorted(keys, count, groups, group_keys, counts, scratch), count, right));
        found = zbi_group_hashed(keys, count, groups, group_keys, counts, scratch);
        CHECK(is_as_expected(found, count, right));
        if (kind == 1) {
            found = zbi_group_direct(keys, count, 4000000000u, 100, groups, group_keys, counts,
                                     (zbi_word32 *)scratch);
            CHECK(is_as_expected(found, count, right));
        }
    }
}

/* Keys whose places begin in one spot of any table: the first 12 bits of what the hash makes of them. */
static void
survives_hostile_keys(void)
{
    uint32_t count = 0;
    for (uint32_t key = 0; count < COLLIDING; key++)
        if ((key * UINT64_C(0x9e3779b97f4a7c15)) >> 52 == 5)
            keys[count++] = key;
    for (uint32_t row = 0; count < ROOM; row++)
        keys[count++] = keys[row];
    CHECK(zbi_group_hashed(keys, count, groups, group_keys, counts, scratch) == ZBI_NO_GROUPS);
    uint32_t right = zbi_scalar_group_u32(keys, count, expected, expected_keys);
    CHECK(right == COLLIDING);
    CHECK(
        is_as_expected(zb_kernel_group_u32(keys, count, groups, group_keys, counts, scratch), count, right));
}

static void
needs_no_more_scratch(void)
{
    for (uint32_t count = 1; count < ROOM; count += 1 + count / 7) {
        size_t bytes = zb_kernel_group_scratch_bytes(count);
        uint8_t *exact = test_region((uint32_t)bytes); /* AddressSanitizer sees what goes beyond */
        for (uint32_t row = 0; row < count; row++)
            keys[row] = random_key(2);
        CHECK(zb_kernel_group_u32(keys, count, groups, group_keys, counts, exact) <= count);
        CHECK(zbi_group_sorted(keys, count, groups, group_keys, counts, exact) <= count);
    }
}

enum { FEW_GROUPS = 7 };

static bool
same(double left, double right)
{
    return (left != left && right != right) || test_equal(&left, &right, sizeof left);
}

static double
random_value(void)
{
    switch (test_random(12)) {
    case 0:
        return 0;
    case 1:
        return -0.0;
    case 2:
        return test_random(40) == 0 ? __builtin_nan("") : 1;
    case 3:
        return test_random(40) == 0 ? __builtin_inf() : -1;
    default:
        return (double)test_random(1000) - 500;
    }
}

/* Sums of whole numbers are exact, so any order gives them. */
static void
adds_and_compares(void)
{
    static double doubles[ROOM], sums[FEW_GROUPS], singles_sums[FEW_GROUPS], lost[2 * FEW_GROUPS];
    static double mins[FEW_GROUPS], maxs[FEW_GROUPS];
    static float singles[ROOM], single_mins[FEW_GROUPS], single_maxs[FEW_GROUPS];
    static int32_t integers[ROOM], integer_mins[FEW_GROUPS], integer_maxs[FEW_GROUPS];
    static int64_t integer_sums[FEW_GROUPS];
    for (uint32_t round = 0; round < 200; round++) {
        uint32_t count = round <= 100 ? round : test_random(1000);
        for (uint32_t row = 0; row < count; row++) {
            groups[row] = test_random(FEW_GROUPS);
            doubles[row] = random_value();
            singles[row] = (float)doubles[row];
            integers[row] = (int32_t)(test_random(UINT32_MAX) ^ 0x80000000u);
        }
        zb_kernel_group_sum_f64(doubles, groups, count, sums, lost, FEW_GROUPS);
        zb_kernel_group_sum_f32(singles, groups, count, singles_sums, lost, FEW_GROUPS);
        zb_kernel_group_sum_i32(integers, groups, count, integer_sums, FEW_GROUPS);
        zb_kernel_group_range_f64(doubles, groups, count, mins, maxs, FEW_GROUPS);
        zb_kernel_group_range_f32(singles, groups, count, single_mins, single_maxs, FEW_GROUPS);
        zb_kernel_group_range_i32(integers, groups, count, integer_mins, integer_maxs, FEW_GROUPS);
        for (uint32_t group = 0; group < FEW_GROUPS; group++) {
            static double own[ROOM];
            static int32_t own_integers[ROOM];
            uint32_t rows = 0;
            double sum = 0;
            int64_t integer_sum = 0;
            for (uint32_t row = 0; row < count; row++)
                if (groups[row] == group) {
                    own[rows] = doubles[row];
                    own_integers[rows++] = integers[row];
                    sum += doubles[row];
                    integer_sum += integers[row];
                }
            zb_range range, integer_range;
            zb_kernel_range_f64(own, rows, &range);
            zb_kernel_range_i32(own_integers, rows, &integer_range);
            CHECK(integer_sums[group] == integer_sum);
            CHECK(same(sums[group], sum) && same(singles_sums[group], sum));
            if (rows == 0) {
                CHECK(mins[group] == __builtin_inf() && maxs[group] == -__builtin_inf());
                CHECK(integer_mins[group] == INT32_MAX && integer_maxs[group] == INT32_MIN);
                continue;
            }
            CHECK(same(mins[group], range.min) && same(maxs[group], range.max));
            CHECK(same((double)single_mins[group], range.min) && same((double)single_maxs[group], range.max));
            CHECK(integer_mins[group] == (int32_t)integer_range.min);
            CHECK(integer_maxs[group] == (int32_t)integer_range.max);
        }
    }
}

/* What naive sums lose. */
static void
loses_no_digits(void)
{
    const double hostile[] = {1e16, 1, -1e16, 1e100, 1, -1e100, 1};
    const uint32_t one[7] = {0};
    double sum, lost[2];
    zb_kernel_group_sum_f64(hostile, one, 7, &sum, lost, 1);
    CHECK(sum == 3);
    static double tenths[ROOM];
    for (uint32_t row = 0; row < ROOM; row++) {
        tenths[row] = 0.1;
        groups[row] = 0;
    }
    zb_kernel_group_sum_f64(tenths, groups, ROOM, &sum, lost, 1);
    CHECK(sum == 600); /* the double next to 6,000 times the double next to 0.1 */
    const double large[] = {0x1.fffffffffffffp1023, 0x1p1000, __builtin_inf()};
    zb_kernel_group_sum_f64(large, one, 2, &sum, lost, 1);
    CHECK(sum == __builtin_inf());
    zb_kernel_group_sum_f64(large + 2, one, 1, &sum, lost, 1);
    CHECK(sum == __builtin_inf());
}

TEST_SUITE(group, {"numbers_groups", numbers_groups}, {"survives_hostile_keys", survives_hostile_keys},
           {"needs_no_more_scratch", needs_no_more_scratch}, {"adds_and_compares", adds_and_compares},
           {"loses_no_digits", loses_no_digits});
