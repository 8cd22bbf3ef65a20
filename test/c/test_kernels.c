/* SPDX-License-Identifier: MIT */
/* Each kernel equals the scalar reference beside it, bit for bit, NaN aside; and both, the truth. */
#include "kernel_values.h"

enum { ROOM = 5000, GUARD = 8 };

static bool
same_stats(const zb_stats *left, const zb_stats *right)
{
    return left->count == right->count && same(left->sum, right->sum) && same(left->mean, right->mean) &&
           same(left->min, right->min) && same(left->max, right->max) &&
           same(left->variance, right->variance) && same(left->stddev, right->stddev);
}

/* An element, or what is near one, or none of the type's. */
static double
random_operand(double element)
{
    static const double special[] = {-0.0, 0.5, -0.5, 1e300, -1e300, 0x1p-1074, 255, 256, 2147483647.5};
    switch (test_random(8)) {
    case 0:
        return __builtin_nan("");
    case 1:
        return test_random(2) == 0 ? __builtin_inf() : -__builtin_inf();
    case 2:
        return element * (1 + 0x1p-40);
    case 3:
        return special[test_random(sizeof special / sizeof *special)];
    default:
        return element;
    }
}

/* Elements, others and what is written, each behind a guard; not 16-aligned in odd rounds. */
#define COLUMNS(type)                                                                                        \
    static type x[ROOM + 2 * GUARD], y[ROOM + 2 * GUARD], kernel[ROOM + 2 * GUARD], scalar[ROOM + 2 * GUARD]

#define SAME_COLUMNS()                                                                                       \
    do {                                                                                                     \
        for (uint32_t at = 0; at < ROOM + 2 * GUARD; at++)                                                   \
            CHECK(same((double)kernel[at], (double)scalar[at]));                                             \
    } while (0)

/* Run a call that writes in place, as a kernel and as its reference, guards included. */
#define IN_PLACE(call_kernel, call_scalar)                                                                   \
    do {                                                                                                     \
        for (uint32_t at = 0; at < ROOM + 2 * GUARD; at++)                                                   \
            kernel[at] = scalar[at] = x[at];                                                                 \
        call_kernel;                                                                                         \
        call_scalar;                                                                                         \
        SAME_COLUMNS();                                                                                      \
    } while (0)

#define COMPARE(type, name, convert)                                                                         \
    static void compare_##name(uint32_t count, uint32_t kind, uint32_t start)                                \
    {                                                                                                        \
        COLUMNS(type);                                                                                       \
        static uint32_t kernel_indices[ROOM + 1], scalar_indices[ROOM + 1], kernel_bins[64],                 \
            scalar_bins[64];                                                                                 \
        for (uint32_t at = 0; at < ROOM + 2 * GUARD; at++) {                                                 \
            x[at] = convert(random_value(kind));                                                             \
            y[at] = convert(random_value(kind == 5 ? 0 : kind));                                             \
        }                                                                                                    \
        const type *a = x + start, *b = y + start;                                                           \
        CHECK(same((double)zb_kernel_sum_##name(a, count), (double)zbi_scalar_sum_##name(a, count)));        \
        CHECK(same(zb_kernel_dot_##name(a, b, count), zbi_scalar_dot_##name(a, b, count)));                  \
        zb_range left, right;                                                                                \
        zb_kernel_range_##name(a, count, &left);                                                             \
        zbi_scalar_range_##name(a, count, &right);                                                           \
        CHECK(same(left.min, right.min) && same(left.max, right.max));                                       \
        zb_stats stats, reference;                                                                           \
        zb_kernel_stats_##name(a, count, &stats);                                                            \
        zbi_scalar_stats_##name(a, count, &reference);                                                       \
        CHECK(same_stats(&stats, &reference));                                                               \
        CHECK(same(zb_kernel_correlation_##name(a, b, count), zbi_scalar_correlation_##name(a, b, count)));  \
        IN_PLACE(zb_kernel_add_##name(kernel + start, b, count),                                             \
                 zbi_scalar_add_##name(scalar + start, b, count));                                           \
        IN_PLACE(zb_kernel_sub_##name(kernel + start, b, count),                                             \
                 zbi_scalar_sub_##name(scalar + start, b, count));                                           \
        IN_PLACE(zb_kernel_mul_##name(kernel + start, b, count),                                             \
                 zbi_scalar_mul_##name(scalar + start, b, count));                                           \
        IN_PLACE(zb_kernel_mul_##name(kernel + start, kernel + start, count),                                \
                 zbi_scalar_mul_##name(scalar + start, scalar + start, count));                              \
        IN_PLACE(zb_kernel_clamp_##name(kernel + start, count, -2, 1),                                       \
                 zbi_scalar_clamp_##name(scalar + start, count, -2, 1));                                     \
        IN_PLACE(zb_kernel_clamp_##name(kernel + start, count, (type) - 0.0, 1),                             \
                 zbi_scalar_clamp_##name(scalar + start, count, (type) - 0.0, 1));                           \
        IN_PLACE(zb_kernel_abs_##name(kernel + start, count), zbi_scalar_abs_##name(scalar + start, count)); \
        CHECK(zb_kernel_argmin_##name(a, count) == zbi_scalar_argmin_##name(a, count));                      \
        CHECK(zb_kernel_argmax_##name(a, count) == zbi_scalar_argmax_##name(a, count));                      \
        CHECK(same(zb_kernel_covariance_##name(a, b, count), zbi_scalar_covariance_##name(a, b, count)));    \
        CHECK(same(zb_kernel_weighted_mean_##name(a, b, count),                                              \
                   zbi_scalar_weighted_mean_##name(a, b, count)));                                           \
        zb_regression line, by_one;                                                                          \
        zb_kernel_regression_##name(a, b, count, &line);                                                     \
        zbi_scalar_regression_##name(a, b, count, &by_one);                                                  \
        CHECK(same(line.slope, by_one.slope) && same(line.intercept, by_one.intercept) &&                    \
              same(line.r2, by_one.r2));                                                                     \
        for (uint32_t comparison = ZB_LT; comparison <= ZB_BETWEEN + 1; comparison++) {                      \
            zb_comparison how = (zb_comparison)comparison;                                                   \
            double low = random_operand(count > 0 ? (double)a[test_random(count)] : 0), high = low + 1;      \
            uint32_t found = zb_kernel_count_##name(a, count, how, low, high);                               \
            CHECK(found == zbi_scalar_count_##name(a, count, how, low, high));                               \
            kernel_indices[found] = 12345;                                                                   \
            CHECK(zb_kernel_indices_##name(a, count, how, low, high, kernel_indices, found) == found);       \
            CHECK(zbi_scalar_indices_##name(a, count, how, low, high, scalar_indices, found) == found);      \
            CHECK(test_equal(kernel_indices, scalar_indices, found * 4) && kernel_indices[found] == 12345);  \
            kernel[found] = 77;                                                                              \
            CHECK(zb_kernel_filter_##name(a, count, how, low, high, kernel, found) == found);                \
            CHECK(zbi_scalar_filter_##name(a, count, how, low, high, scalar, found) == found);               \
            for (uint32_t at = 0; at < found; at++) {                                                        \
                CHECK(same((double)kernel[at], (double)scalar[at]));                                         \
                CHECK(same((double)kernel[at], (double)a[kernel_indices[at]]));                              \
            }                                                                                                \
            CHECK(kernel[found] == 77);                                                                      \
            CHECK(found == 0 || zb_kernel_indices_##name(a, count, how, low, high, kernel_indices,           \
                                                         found - 1) == found - 1);                           \
        }                                                                                                    \
        for (uint32_t bins = 1; bins <= 64; bins += 21) {                                                    \
            for (uint32_t bin = 0; bin < 64; bin++)                                                          \
                kernel_bins[bin] = scalar_bins[bin] = bin;                                                   \
            double low = kind == 2 ? 1e9 : -2, high = kind == 2 ? 1e9 + 1 : bins == 1 ? -2 : 2.5;            \
            zb_kernel_histogram_##name(a, count, low, high, kernel_bins, bins);                              \
            zbi_scalar_histogram_##name(a, count, low, high, scalar_bins, bins);                             \
            CHECK(test_equal(kernel_bins, scalar_bins, sizeof kernel_bins));                                 \
        }                                                                                                    \
    }
COMPARE(double, f64, double_of)
COMPARE(float, f32, single_of)
COMPARE(int32_t, i32, integer_of)

/* What only floats have. */
#define COMPARE_MAPS(type, name, convert)                                                                    \
    static void compare_maps_##name(uint32_t count, uint32_t kind, uint32_t start)                           \
    {                                                                                                        \
        COLUMNS(type);                                                                                       \
        static type z[ROOM + 2 * GUARD];                                                                     \
        for (uint32_t at = 0; at < ROOM + 2 * GUARD; at++) {                                                 \
            x[at] = convert(random_value(kind));                                                             \
            y[at] = convert(random_value(kind));                                                             \
            z[at] = convert(random_value(kind));                                                             \
        }                                                                                                    \
        const type *b = y + start;                                                                           \
        IN_PLACE(zb_kernel_div_##name(kernel + start, b, count),                                             \
                 zbi_scalar_div_##name(scalar + start, b, count));                                           \
        IN_PLACE(zb_kernel_sqrt_##name(kernel + start, count),                                               \
                 zbi_scalar_sqrt_##name(scalar + start, count));                                             \
        IN_PLACE(zb_kernel_fma_##name(kernel + start, b, z + start, count),                                  \
                 zbi_scalar_fma_##name(scalar + start, b, z + start, count));                                \
        IN_PLACE(zb_kernel_fma_##name(kernel + start, kernel + start, kernel + start, count),                \
                 zbi_scalar_fma_##name(scalar + start, scalar + start, scalar + start, count));              \
        IN_PLACE(zb_kernel_prefix_sum_##name(kernel + start, count, kernel + start),                         \
                 zbi_scalar_prefix_sum_##name(x + start, count, scalar + start));                            \
        if (count > 3) {                                                                                     \
            IN_PLACE(zb_kernel_matrix_vector_##name(x + start, count / 3, 3, b, kernel + start),             \
                     zbi_scalar_matrix_vector_##name(x + start, count / 3, 3, b, scalar + start));           \
            IN_PLACE(zb_kernel_matrix_vector_##name(x + start, 3, count / 3, b, kernel + start),             \
                     zbi_scalar_matrix_vector_##name(x + start, 3, count / 3, b, scalar + start));           \
        }                                                                                                    \
        IN_PLACE(zb_kernel_scale_##name(kernel + start, count, 0.7),                                         \
                 zbi_scalar_scale_##name(scalar + start, count, 0.7));                                       \
        IN_PLACE(zb_kernel_affine_##name(kernel + start, count, 1.1, -0.3),                                  \
                 zbi_scalar_affine_##name(scalar + start, count, 1.1, -0.3));                                \
        IN_PLACE(zb_kernel_normalize_##name(kernel + start, count),                                          \
                 zbi_scalar_normalize_##name(scalar + start, count));                                        \
    }
COMPARE_MAPS(double, f64, double_of)
COMPARE_MAPS(float, f32, single_of)

#define COMPARE_ALL(compare)                                                                                 \
    do {                                                                                                     \
        for (uint32_t round = 0; length_of_round(round) != UINT32_MAX; round++)                              \
            compare(length_of_round(round), (round + test_random(KINDS)) % KINDS, round % 4);                \
        for (uint32_t kind = 0; kind < KINDS; kind++)                                                        \
            compare(2600 + kind, kind, kind % 2);                                                            \
    } while (0)

static void
doubles_equal_the_reference(void)
{
    AT_EACH_LEVEL(COMPARE_ALL(compare_f64));
    AT_EACH_LEVEL(COMPARE_ALL(compare_maps_f64));
}

static void
singles_equal_the_reference(void)
{
    AT_EACH_LEVEL(COMPARE_ALL(compare_f32));
    AT_EACH_LEVEL(COMPARE_ALL(compare_maps_f32));
}

static void
integers_equal_the_reference(void)
{
    AT_EACH_LEVEL(COMPARE_ALL(compare_i32));
}

/* The documented order, written out: a change of it is a change of every result. */
static void
sums_follow_the_order(void)
{
    static double items[3000];
    double blocks[3];
    for (uint32_t at = 0; at < 3000; at++)
        items[at] = random_value(1);
    for (uint32_t block = 0; block < 3; block++) {
        double l[8] = {0, 0, 0, 0, 0, 0, 0, 0};
        for (uint32_t at = block * 1024; at < 3000 && at < (block + 1) * 1024; at++)
            l[at % 8] += items[at];
        blocks[block] = ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]));
    }
    CHECK(same(zb_kernel_sum_f64(items, 3000), (blocks[0] + blocks[1]) + blocks[2]));
}

static void
known_answers(void)
{
    static const double far[] = {1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4}, zeros[] = {0.0, -0.0, 0.0};
    static const int32_t integers[] = {INT32_MAX, INT32_MAX, INT32_MIN};
    zb_stats stats;
    zb_kernel_stats_f64(far, 4, &stats);
    CHECK(stats.count == 4 && stats.variance == 1.25 && stats.mean == 1e9 + 2.5 && stats.max == 1e9 + 4);
    CHECK(zb_kernel_sum_i32(integers, 3) == (int64_t)INT32_MAX * 2 + INT32_MIN);
    zb_range range;
    zb_kernel_range_f64(zeros, 3, &range);
    CHECK(same(range.min, -0.0) && same(range.max, 0.0));
    CHECK(zb_kernel_correlation_f64(far, far, 4) == 1);
    double wide[] = {-0x1.8p1023, 0, 0x1.8p1023};
    zb_kernel_normalize_f64(wide, 3);
    CHECK(wide[0] == 0 && wide[1] == 0.5 && wide[2] == 1);
    uint32_t bins[2] = {0, 0};
    zb_kernel_histogram_f64(far, 4, 1e9 + 1, 1e9 + 3, bins, 2);
    CHECK(bins[0] == 1 && bins[1] == 2);
}

static void
nothing_is_read_of_no_elements(void)
{
    zb_range range;
    zb_stats stats;
    CHECK(same(zb_kernel_sum_f64(NULL, 0), 0) && same(zb_kernel_dot_f32(NULL, NULL, 0), 0));
    CHECK(zb_kernel_sum_i32(NULL, 0) == 0 && zb_kernel_count_f64(NULL, 0, ZB_NE, 0, 0) == 0);
    zb_kernel_range_f32(NULL, 0, &range);
    CHECK(range.min != range.min && range.max != range.max);
    zb_kernel_stats_i32(NULL, 0, &stats);
    CHECK(stats.count == 0 && same(stats.sum, 0) && stats.mean != stats.mean &&
          stats.variance != stats.variance);
    CHECK(stats.min != stats.min && stats.stddev != stats.stddev);
    double nothing = zb_kernel_correlation_f64(NULL, NULL, 0);
    CHECK(nothing != nothing);
    zb_kernel_normalize_f64(NULL, 0);
    zb_kernel_clamp_i32(NULL, 0, 0, 1);
}

TEST_SUITE(kernels, {"doubles_equal_the_reference", doubles_equal_the_reference},
           {"singles_equal_the_reference", singles_equal_the_reference},
           {"integers_equal_the_reference", integers_equal_the_reference},
           {"sums_follow_the_order", sums_follow_the_order}, {"known_answers", known_answers},
           {"nothing_is_read_of_no_elements", nothing_is_read_of_no_elements});
