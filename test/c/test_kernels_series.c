/* SPDX-License-Identifier: MIT */
/* Prefix sums, moving averages and fused multiplication: references, bounds of errors, and who sees NaN. */
#include "kernel_values.h"

enum { ROOM = 3000 };

#define MOVING(type, name, convert)                                                                          \
    static void moving_##name(uint32_t count, uint32_t window, uint32_t kind)                                \
    {                                                                                                        \
        static type items[ROOM];                                                                             \
        static double kernel[ROOM + 1], scalar[ROOM + 1];                                                    \
        for (uint32_t at = 0; at < count; at++)                                                              \
            items[at] = convert(random_value(kind));                                                         \
        kernel[count] = scalar[count] = 77;                                                                  \
        zb_kernel_moving_average_##name(items, count, window, kernel);                                       \
        zbi_scalar_moving_average_##name(items, count, window, scalar);                                      \
        for (uint32_t at = 0; at <= count; at++)                                                             \
            CHECK(same(kernel[at], scalar[at]));                                                             \
        for (uint32_t at = 0; at < count && at < window - 1; at++)                                           \
            CHECK(kernel[at] != kernel[at]);                                                                 \
        zb_kernel_exponential_average_##name(items, count, 0.25, kernel);                                    \
        double average = count > 0 ? (double)items[0] : 0;                                                   \
        for (uint32_t at = 0; at < count; at++) {                                                            \
            average = at == 0 ? (double)items[0] + 0.25 * ((double)items[0] - (double)items[0])              \
                              : average + 0.25 * ((double)items[at] - average);                              \
            CHECK(same(kernel[at], average));                                                                \
        }                                                                                                    \
    }
MOVING(double, f64, double_of)
MOVING(float, f32, single_of)
MOVING(int32_t, i32, integer_of)

static void
moving_averages_equal_the_reference(void)
{
    static const uint32_t windows[] = {1, 2, 3, 7, 8, 30, 64, 65, 200, 2999, UINT32_MAX};
    for (uint32_t count = 0; count <= 70; count++)
        for (uint32_t window = 1; window <= count + 2; window += 1 + window / 8) {
            moving_f64(count, window, count % KINDS);
            moving_f32(count, window, count % KINDS);
            moving_i32(count, window, count % KINDS);
        }
    for (uint32_t pick = 0; pick < sizeof windows / sizeof *windows; pick++)
        moving_f64(ROOM - pick, windows[pick], pick % KINDS);
}

static void
nan_is_seen_by_its_windows_only(void)
{
    double items[40], averages[40];
    for (uint32_t at = 0; at < 40; at++)
        items[at] = at == 17 ? __builtin_nan("") : at == 29 ? __builtin_inf() : 1e17;
    zb_kernel_moving_average_f64(items, 40, 5, averages);
    for (uint32_t at = 0; at < 40; at++) {
        bool sees_nan = at < 4 || (at >= 17 && at < 22), sees_infinity = at >= 29 && at < 34;
        CHECK((averages[at] != averages[at]) == sees_nan);
        CHECK(sees_nan || averages[at] == (sees_infinity ? __builtin_inf() : 1e17));
    }
}

/* Small elements after large ones: what a running sum would have lost by then. */
static void
moving_averages_do_not_drift(void)
{
    static double items[ROOM], averages[ROOM];
    for (uint32_t at = 0; at < ROOM; at++)
        items[at] = at < 100 ? 1e17 : 1;
    zb_kernel_moving_average_f64(items, ROOM, 10, averages);
    for (uint32_t at = 110; at < ROOM; at++)
        CHECK(averages[at] == 1);
}

/* Sums in integers, as whole numbers of 2^-20: exact. */
static void
prefix_sums_keep_their_bound(void)
{
    static double items[ROOM], sums[ROOM];
    for (uint32_t round = 0; round < 20; round++) {
        int64_t exact = 0, sizes = 0;
        for (uint32_t at = 0; at < ROOM; at++) {
            int64_t units = ((int64_t)test_random(UINT32_MAX) - INT32_MAX) * (1 << test_random(16));
            items[at] = (double)units * 0x1p-20;
        }
        zb_kernel_prefix_sum_f64(items, ROOM, sums);
        for (uint32_t at = 0; at < ROOM; at++) {
            int64_t units = (int64_t)(items[at] * 0x1p20);
            exact += units;
            sizes += units < 0 ? -units : units;
            double error = sums[at] * 0x1p20 - (double)exact;
            CHECK((error < 0 ? -error : error) <= (double)sizes * 6 * 0x1p-53);
        }
    }
    double ends[] = {1e308, 1e308, -1e308, __builtin_inf(), 1, __builtin_nan(""), 1, 1, 1, 2};
    zb_kernel_prefix_sum_f64(ends, 10, ends);
    CHECK(ends[0] == 1e308 && ends[4] == __builtin_inf() && ends[5] != ends[5] && ends[9] != ends[9]);
    double after[16] = {1e308, 1e308};
    zb_kernel_prefix_sum_f64(after, 16, after);
    CHECK(after[1] == __builtin_inf() && after[15] == __builtin_inf());
}

/* Products that all but cancel with the term, and sums in the middle between two numbers. */
static double
adversary(double a, double b)
{
    double product = a * b;
    switch (test_random(4)) {
    case 0:
        return -product;
    case 1:
        return -product * (1 + 0x1p-52 * test_random(8));
    case 2:
        return product * 0x1p-53 * (1 + (double)test_random(3));
    default:
        return product * 0x1p53;
    }
}

static void
fused_is_rounded_once(void)
{
    double kernel[3], scalar[3], factors[3], terms[3];
    for (uint32_t round = 0; round < 20000; round++) {
        for (uint32_t at = 0; at < 3; at++) {
            uint32_t kind = test_random(8) == 0 ? 3 : 1;
            kernel[at] = scalar[at] = random_value(kind);
            factors[at] = random_value(kind);
            terms[at] = adversary(kernel[at], factors[at]);
        }
        zb_kernel_fma_f64(kernel, factors, terms, 3);
        zbi_scalar_fma_f64(scalar, factors, terms, 3);
        CHECK(same(kernel[0], scalar[0]) && same(kernel[1], scalar[1]) && same(kernel[2], scalar[2]));
    }
}

static void
fused_at_each_level(void)
{
    AT_EACH_LEVEL(fused_is_rounded_once());
    double x[] = {1 + 0x1p-40, 0x1p-600, -0x1p-600, 1e308, 0, __builtin_inf()};
    double y[] = {1 - 0x1p-40, 0x1p-600, 0x1p-600, 10, 5, 0}, z[] = {-1, 0, 0, -1e308, -0.0, 1};
    zb_kernel_fma_f64(x, y, z, 6);
    CHECK(x[0] == -0x1p-80 && same(x[1], 0) && same(x[2], -0.0) && x[3] == __builtin_inf() && same(x[4], 0));
    CHECK(x[5] != x[5]);
    /* 2^-24 - 2^-70 more than 1 + 2^-23 is below the middle of two floats; the double next to it is that
     * middle. */
    float above[] = {0x1.000002p-12f, 0x1.000002p-12f}, below[] = {0x1.fffffcp-13f, 0x1.fffffcp-13f};
    float odd[] = {0x1.000002p0f, 0x1.000002p0f};
    CHECK((float)((double)above[0] * (double)below[0] + (double)odd[0]) == 0x1.000004p0f);
    zb_kernel_fma_f32(above, below, odd, 2);
    CHECK(above[0] == 0x1.000002p0f && above[1] == 0x1.000002p0f);
}

TEST_SUITE(kernels_series, {"moving_averages_equal_the_reference", moving_averages_equal_the_reference},
           {"nan_is_seen_by_its_windows_only", nan_is_seen_by_its_windows_only},
           {"moving_averages_do_not_drift", moving_averages_do_not_drift},
           {"prefix_sums_keep_their_bound", prefix_sums_keep_their_bound},
           {"fused_at_each_level", fused_at_each_level});
