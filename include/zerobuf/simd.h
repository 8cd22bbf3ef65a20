/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_SIMD_H
#define ZEROBUF_SIMD_H

/*
 * Kernels: mathematics over the elements of columns (zerobuf/column.h: zb_column_span()),
 * or of any other array.  They allocate nothing, keep no state, and may run in any thread
 * while nobody writes what they read.  All are O(count).
 *
 * Bounds are the caller's: `items` are `count` elements, aligned as their type asks and no
 * more, and a second operand has as many.  A count of 0 reads and writes nothing; `items` may then be NULL.
 *
 * Results are the same to the last bit on every machine, with vector instructions and
 * without, and in JavaScript (js/core/kernels.js): the order of the operations is part of
 * the contract, written in ARCHITECTURE.md ("Columns").  The payload of a NaN is not.
 * Arithmetic is that of doubles, never fused; results for f32 elements are rounded last.
 */

#include <zerobuf/layout.h>
#include <zerobuf/status.h>

#include <stdbool.h>

/** Smallest and largest element. */
typedef struct zb_range {
    double min, max;
} zb_range;

/** Smallest and largest element. */
typedef struct zb_range_i64 {
    int64_t min, max;
} zb_range_i64;

/** An integer of 128 bits: high * 2^64 + low. */
typedef struct zb_i128 {
    uint64_t low;
    int64_t high;
} zb_i128;

/** The line y = slope * x + intercept, and how much of y's variance it explains. */
typedef struct zb_regression {
    double slope, intercept, r2;
} zb_regression;

/** Statistics of a column.  Variance is that of a whole population: sum of squares / count. */
typedef struct zb_stats {
    double sum, mean, min, max, variance, stddev;
    uint32_t count;
} zb_stats;

/** Comparisons of an element with one or two operands.  All but ZB_NE are false for NaN. */
typedef enum zb_comparison {
    ZB_LT = 0,
    ZB_LE = 1,
    ZB_GT = 2,
    ZB_GE = 3,
    ZB_EQ = 4,
    ZB_NE = 5,
    ZB_BETWEEN = 6 /* a <= element <= b */
} zb_comparison;

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Sum of the elements, 0 when there are none.  Floats are added in doubles, in blocks of
 * 1,024 and those in pairs: the error stays within 150 roundings (2^-53 each) of the sum of
 * the magnitudes, however many elements there are.
 */
double zb_kernel_sum_f64(const double *items, uint32_t count);
/** As zb_kernel_sum_f64(). */
double zb_kernel_sum_f32(const float *items, uint32_t count);
/** Exact. */
int64_t zb_kernel_sum_i32(const int32_t *items, uint32_t count);
/** Exact: 2^32 elements cannot overflow 128 bits. */
void zb_kernel_sum_i64(const int64_t *items, uint32_t count, zb_i128 *out);
/** Exact. */
uint64_t zb_kernel_sum_u8(const uint8_t *items, uint32_t count);

/**
 * Sum of products, which is also the weighted sum.  Each product is rounded to a double, then
 * added as a sum's elements: the error stays within 151 roundings of the sum of the products'
 * magnitudes.
 */
double zb_kernel_dot_f64(const double *items, const double *others, uint32_t count);
/** As zb_kernel_dot_f64(); the products are exact. */
double zb_kernel_dot_f32(const float *items, const float *others, uint32_t count);
/** As zb_kernel_dot_f64(). */
double zb_kernel_dot_i32(const int32_t *items, const int32_t *others, uint32_t count);
/** Exact. */
uint64_t zb_kernel_dot_u8(const uint8_t *items, const uint8_t *others, uint32_t count);

/**
 * A matrix by a vector: out[row] is the dot product of the row with the vector, as
 * zb_kernel_dot_f64() finds it.
 *
 * @param matrix   rows * columns elements, row after row
 * @param rows     of them, and elements of `out`
 * @param columns  elements of a row, and of `vector`
 * @param vector   elements
 * @param out      receives `rows` elements; overlaps nothing that is read
 */
void zb_kernel_matrix_vector_f64(const double *matrix, uint32_t rows, uint32_t columns, const double *vector,
                                 double *out);
/** As zb_kernel_matrix_vector_f64(); in doubles, rounded last. */
void zb_kernel_matrix_vector_f32(const float *matrix, uint32_t rows, uint32_t columns, const float *vector,
                                 float *out);

/** Smallest and largest element; -0 is below 0.  Both NaN when an element is, or there are none. */
void zb_kernel_range_f64(const double *items, uint32_t count, zb_range *out);
/** As zb_kernel_range_f64(). */
void zb_kernel_range_f32(const float *items, uint32_t count, zb_range *out);
/** As zb_kernel_range_f64(). */
void zb_kernel_range_i32(const int32_t *items, uint32_t count, zb_range *out);
/** As zb_kernel_range_f64(). */
void zb_kernel_range_u8(const uint8_t *items, uint32_t count, zb_range *out);
/** Smallest and largest element; INT64_MAX and INT64_MIN when there are none. */
void zb_kernel_range_i64(const int64_t *items, uint32_t count, zb_range_i64 *out);

/**
 * Index of the smallest element, of the first where several are; -0 is below 0.  Of the first
 * NaN when there is one; 0 when there are no elements.
 */
uint32_t zb_kernel_argmin_f64(const double *items, uint32_t count);
/** As zb_kernel_argmin_f64(). */
uint32_t zb_kernel_argmin_f32(const float *items, uint32_t count);
/** As zb_kernel_argmin_f64(). */
uint32_t zb_kernel_argmin_i32(const int32_t *items, uint32_t count);
/** As zb_kernel_argmin_f64(). */
uint32_t zb_kernel_argmin_i64(const int64_t *items, uint32_t count);
/** As zb_kernel_argmin_f64(). */
uint32_t zb_kernel_argmin_u8(const uint8_t *items, uint32_t count);
/** Index of the largest element, as zb_kernel_argmin_f64() says for the smallest. */
uint32_t zb_kernel_argmax_f64(const double *items, uint32_t count);
/** As zb_kernel_argmax_f64(). */
uint32_t zb_kernel_argmax_f32(const float *items, uint32_t count);
/** As zb_kernel_argmax_f64(). */
uint32_t zb_kernel_argmax_i32(const int32_t *items, uint32_t count);
/** As zb_kernel_argmax_f64(). */
uint32_t zb_kernel_argmax_i64(const int64_t *items, uint32_t count);
/** As zb_kernel_argmax_f64(). */
uint32_t zb_kernel_argmax_u8(const uint8_t *items, uint32_t count);

/** Multiply each element by k, in place. */
void zb_kernel_scale_f64(double *items, uint32_t count, double k);
/** As zb_kernel_scale_f64(). */
void zb_kernel_scale_f32(float *items, uint32_t count, double k);

/** Each element x becomes a * x + b, in place, rounded after each step. */
void zb_kernel_affine_f64(double *items, uint32_t count, double a, double b);
/** As zb_kernel_affine_f64(). */
void zb_kernel_affine_f32(float *items, uint32_t count, double a, double b);

/** Clear the sign of each element, in place; also that of NaN. */
void zb_kernel_abs_f64(double *items, uint32_t count);
/** As zb_kernel_abs_f64(). */
void zb_kernel_abs_f32(float *items, uint32_t count);
/** Absolute values, in place, modulo 2^32: INT32_MIN stays. */
void zb_kernel_abs_i32(int32_t *items, uint32_t count);
/** Absolute values, in place, modulo 2^64: INT64_MIN stays. */
void zb_kernel_abs_i64(int64_t *items, uint32_t count);

/** Square root of each element, in place, correctly rounded; of -0 -0, of what is below NaN. */
void zb_kernel_sqrt_f64(double *items, uint32_t count);
/** As zb_kernel_sqrt_f64(). */
void zb_kernel_sqrt_f32(float *items, uint32_t count);

/** What is below `low` becomes `low`, what is above `high` becomes `high`, in place; NaN stays.  low <= high.
 */
void zb_kernel_clamp_f64(double *items, uint32_t count, double low, double high);
/** As zb_kernel_clamp_f64(). */
void zb_kernel_clamp_f32(float *items, uint32_t count, float low, float high);
/** As zb_kernel_clamp_f64(). */
void zb_kernel_clamp_i32(int32_t *items, uint32_t count, int32_t low, int32_t high);

/**
 * Bring the elements to [0, 1], in place: the smallest becomes 0, the largest 1; where the
 * span between them overflows, too.  All become 0 when all are equal, NaN when one is NaN or
 * infinite.
 */
void zb_kernel_normalize_f64(double *items, uint32_t count);
/** As zb_kernel_normalize_f64(). */
void zb_kernel_normalize_f32(float *items, uint32_t count);

/** Add the others to the items, in place.  Both are the same or do not overlap; so for sub, mul, div. */
void zb_kernel_add_f64(double *items, const double *others, uint32_t count);
/** As zb_kernel_add_f64(). */
void zb_kernel_add_f32(float *items, const float *others, uint32_t count);
/** As zb_kernel_add_f64(), modulo 2^32. */
void zb_kernel_add_i32(int32_t *items, const int32_t *others, uint32_t count);
/** As zb_kernel_add_f64(), modulo 2^64. */
void zb_kernel_add_i64(int64_t *items, const int64_t *others, uint32_t count);
/** As zb_kernel_add_f64(), modulo 2^8. */
void zb_kernel_add_u8(uint8_t *items, const uint8_t *others, uint32_t count);
/** Subtract. */
void zb_kernel_sub_f64(double *items, const double *others, uint32_t count);
/** Subtract. */
void zb_kernel_sub_f32(float *items, const float *others, uint32_t count);
/** Subtract, modulo 2^32. */
void zb_kernel_sub_i32(int32_t *items, const int32_t *others, uint32_t count);
/** Subtract, modulo 2^64. */
void zb_kernel_sub_i64(int64_t *items, const int64_t *others, uint32_t count);
/** Subtract, modulo 2^8. */
void zb_kernel_sub_u8(uint8_t *items, const uint8_t *others, uint32_t count);
/** Multiply. */
void zb_kernel_mul_f64(double *items, const double *others, uint32_t count);
/** Multiply. */
void zb_kernel_mul_f32(float *items, const float *others, uint32_t count);
/** Multiply, modulo 2^32. */
void zb_kernel_mul_i32(int32_t *items, const int32_t *others, uint32_t count);
/** Multiply, modulo 2^64. */
void zb_kernel_mul_i64(int64_t *items, const int64_t *others, uint32_t count);
/** Multiply, modulo 2^8. */
void zb_kernel_mul_u8(uint8_t *items, const uint8_t *others, uint32_t count);
/** Divide, as IEEE 754 does: by 0 to an infinity, or NaN. */
void zb_kernel_div_f64(double *items, const double *others, uint32_t count);
/** As zb_kernel_div_f64(). */
void zb_kernel_div_f32(float *items, const float *others, uint32_t count);

/**
 * Each element x becomes x * factor + term, in place, rounded once (fusedMultiplyAdd of IEEE
 * 754), on machines without an instruction for it, too.  Factors and terms are the items or do
 * not overlap them.
 */
void zb_kernel_fma_f64(double *items, const double *factors, const double *terms, uint32_t count);
/** As zb_kernel_fma_f64(), rounded once to a float. */
void zb_kernel_fma_f32(float *items, const float *factors, const float *terms, uint32_t count);

/**
 * Sums of the elements so far: out[i] = items[0] + ... + items[i].  The error of each stays
 * within 6 roundings (2^-53 each) of the sum of the magnitudes, wherever it stands; the last
 * one is not, to the bit, what zb_kernel_sum_f64() finds.  From a NaN on, all are NaN.
 *
 * @param items  elements
 * @param count  of them
 * @param out    receives as many; the items themselves, or apart from them
 */
void zb_kernel_prefix_sum_f64(const double *items, uint32_t count, double *out);
/** As zb_kernel_prefix_sum_f64(); in doubles, each rounded last. */
void zb_kernel_prefix_sum_f32(const float *items, uint32_t count, float *out);
/** Exact.  `out` does not overlap the items; so for u8. */
void zb_kernel_prefix_sum_i32(const int32_t *items, uint32_t count, int64_t *out);
/** Modulo 2^64.  `out` may be the items. */
void zb_kernel_prefix_sum_i64(const int64_t *items, uint32_t count, int64_t *out);
/** Exact. */
void zb_kernel_prefix_sum_u8(const uint8_t *items, uint32_t count, int64_t *out);

/**
 * Averages of each element and those before it, `window` elements together.
 *
 * @param items   elements
 * @param count   of them
 * @param window  elements of an average, at least 1
 * @param out     receives `count` averages and does not overlap the items.  The first window - 1
 *                are NaN, since they lack elements
 *
 * Nothing is ever subtracted, so that no error drifts along: that of an average stays within
 * window + 1 roundings of the average magnitude of its own elements.  NaN and infinities are
 * seen by the averages whose window holds them, and by no other.
 */
void zb_kernel_moving_average_f64(const double *items, uint32_t count, uint32_t window, double *out);
/** As zb_kernel_moving_average_f64(). */
void zb_kernel_moving_average_f32(const float *items, uint32_t count, uint32_t window, double *out);
/** As zb_kernel_moving_average_f64(). */
void zb_kernel_moving_average_i32(const int32_t *items, uint32_t count, uint32_t window, double *out);

/**
 * Exponential moving averages: out[0] = items[0], out[i] = out[i-1] + alpha * (items[i] - out[i-1]).
 * Elements that are all equal are their own averages exactly.  From a NaN or an infinity on, all
 * are NaN or infinite, as arithmetic has it.
 *
 * @param items  elements
 * @param count  of them
 * @param alpha  weight of the newest, above 0 to 1
 * @param out    receives `count` averages; of f64 the items themselves, or apart from them
 */
void zb_kernel_exponential_average_f64(const double *items, uint32_t count, double alpha, double *out);
/** As zb_kernel_exponential_average_f64(). */
void zb_kernel_exponential_average_f32(const float *items, uint32_t count, double alpha, double *out);
/** As zb_kernel_exponential_average_f64(). */
void zb_kernel_exponential_average_i32(const int32_t *items, uint32_t count, double alpha, double *out);

/**
 * Count, sum, mean, extremes, variance and standard deviation.  The variance is found from
 * deviations, so that a mean far above the spread costs no digits; it is exactly 0 when all
 * elements are equal, infinite when max - min is.  Of no elements: count and sum 0, the
 * others NaN.
 */
void zb_kernel_stats_f64(const double *items, uint32_t count, zb_stats *out);
/** As zb_kernel_stats_f64(). */
void zb_kernel_stats_f32(const float *items, uint32_t count, zb_stats *out);
/** As zb_kernel_stats_f64(); the sum is the exact one, rounded once. */
void zb_kernel_stats_i32(const int32_t *items, uint32_t count, zb_stats *out);

/**
 * Pearson's correlation, -1 to 1.  NaN when either column has no spread, or one whose square
 * is no double, or holds NaN or an infinity.
 */
double zb_kernel_correlation_f64(const double *items, const double *others, uint32_t count);
/** As zb_kernel_correlation_f64(). */
double zb_kernel_correlation_f32(const float *items, const float *others, uint32_t count);
/** As zb_kernel_correlation_f64(). */
double zb_kernel_correlation_i32(const int32_t *items, const int32_t *others, uint32_t count);

/**
 * Covariance of a whole population: sum of the products of deviations / count.  Exactly 0 when
 * a column does not vary; NaN of no elements, and when there is NaN or an infinity.
 *
 * The error stays within 600 * (1 + f) roundings (2^-53 each) of the product of both standard
 * deviations, f being how many standard deviations the first element lies from the mean, in
 * the column where that is more: 1 or 2 in ordinary columns, sqrt(count) at most.  So for
 * variance and slope, which divides by a variance.
 */
double zb_kernel_covariance_f64(const double *items, const double *others, uint32_t count);
/** As zb_kernel_covariance_f64(). */
double zb_kernel_covariance_f32(const float *items, const float *others, uint32_t count);
/** As zb_kernel_covariance_f64(). */
double zb_kernel_covariance_i32(const int32_t *items, const int32_t *others, uint32_t count);

/**
 * Weighted mean: sum of item * weight / sum of weights, reckoned from the first item, so that
 * a mean far from 0 costs no digits.  NaN of no elements and where the weights add up to 0.
 * With weights that are not negative, the error stays within 310 roundings of the largest
 * distance of an element from the first, and 1 of the mean.
 */
double zb_kernel_weighted_mean_f64(const double *items, const double *weights, uint32_t count);
/** As zb_kernel_weighted_mean_f64(). */
double zb_kernel_weighted_mean_f32(const float *items, const float *weights, uint32_t count);
/** As zb_kernel_weighted_mean_f64(). */
double zb_kernel_weighted_mean_i32(const int32_t *items, const int32_t *weights, uint32_t count);

/**
 * The line through the points (item, other) that leaves the least squares of distances along
 * y.  All NaN when the items do not vary, or there is NaN or an infinity; r2 is the square of
 * the correlation, and NaN when the others do not vary.
 */
void zb_kernel_regression_f64(const double *items, const double *others, uint32_t count, zb_regression *out);
/** As zb_kernel_regression_f64(). */
void zb_kernel_regression_f32(const float *items, const float *others, uint32_t count, zb_regression *out);
/** As zb_kernel_regression_f64(). */
void zb_kernel_regression_i32(const int32_t *items, const int32_t *others, uint32_t count,
                              zb_regression *out);

/**
 * Count elements into bins of equal width.
 *
 * @param items      elements; NaN, and what lies outside min to max, is not counted
 * @param count      of them
 * @param min        lower bound, finite
 * @param max        upper bound, finite, not below min; an element equal to it is in the last bin
 * @param bins       added to: the caller clears them
 * @param bin_count  at least 1
 */
void zb_kernel_histogram_f64(const double *items, uint32_t count, double min, double max, uint32_t *bins,
                             uint32_t bin_count);
/** As zb_kernel_histogram_f64(). */
void zb_kernel_histogram_f32(const float *items, uint32_t count, double min, double max, uint32_t *bins,
                             uint32_t bin_count);
/** As zb_kernel_histogram_f64(). */
void zb_kernel_histogram_i32(const int32_t *items, uint32_t count, double min, double max, uint32_t *bins,
                             uint32_t bin_count);

/** How many elements compare so with a (and b, for ZB_BETWEEN). */
uint32_t zb_kernel_count_f64(const double *items, uint32_t count, zb_comparison comparison, double a,
                             double b);
/** As zb_kernel_count_f64(). */
uint32_t zb_kernel_count_f32(const float *items, uint32_t count, zb_comparison comparison, double a,
                             double b);
/** As zb_kernel_count_f64(). */
uint32_t zb_kernel_count_i32(const int32_t *items, uint32_t count, zb_comparison comparison, double a,
                             double b);
/** As zb_kernel_count_f64(). */
uint32_t zb_kernel_count_u8(const uint8_t *items, uint32_t count, zb_comparison comparison, double a,
                            double b);
/** As zb_kernel_count_f64(). */
uint32_t zb_kernel_count_i64(const int64_t *items, uint32_t count, zb_comparison comparison, int64_t a,
                             int64_t b);

/**
 * Indices of the elements that compare so, ascending.
 *
 * @param items       elements
 * @param count       of them
 * @param comparison  with a, and b for ZB_BETWEEN
 * @param a           operand
 * @param b           second operand
 * @param out         receives the first `room` of the indices; what they leave of it may be written, too
 * @param room        as zb_kernel_count_f64() says, for all of them
 * @return how many were written
 */
uint32_t zb_kernel_indices_f64(const double *items, uint32_t count, zb_comparison comparison, double a,
                               double b, uint32_t *out, uint32_t room);
/** As zb_kernel_indices_f64(). */
uint32_t zb_kernel_indices_f32(const float *items, uint32_t count, zb_comparison comparison, double a,
                               double b, uint32_t *out, uint32_t room);
/** As zb_kernel_indices_f64(). */
uint32_t zb_kernel_indices_i32(const int32_t *items, uint32_t count, zb_comparison comparison, double a,
                               double b, uint32_t *out, uint32_t room);
/** As zb_kernel_indices_f64(). */
uint32_t zb_kernel_indices_u8(const uint8_t *items, uint32_t count, zb_comparison comparison, double a,
                              double b, uint32_t *out, uint32_t room);
/** As zb_kernel_indices_f64(). */
uint32_t zb_kernel_indices_i64(const int64_t *items, uint32_t count, zb_comparison comparison, int64_t a,
                               int64_t b, uint32_t *out, uint32_t room);

/** As zb_kernel_indices_f64(), but the elements themselves.  `out` does not overlap the items. */
uint32_t zb_kernel_filter_f64(const double *items, uint32_t count, zb_comparison comparison, double a,
                              double b, double *out, uint32_t room);
/** As zb_kernel_filter_f64(). */
uint32_t zb_kernel_filter_f32(const float *items, uint32_t count, zb_comparison comparison, double a,
                              double b, float *out, uint32_t room);
/** As zb_kernel_filter_f64(). */
uint32_t zb_kernel_filter_i32(const int32_t *items, uint32_t count, zb_comparison comparison, double a,
                              double b, int32_t *out, uint32_t room);
/** As zb_kernel_filter_f64(). */
uint32_t zb_kernel_filter_u8(const uint8_t *items, uint32_t count, zb_comparison comparison, double a,
                             double b, uint8_t *out, uint32_t room);
/** As zb_kernel_filter_f64(). */
uint32_t zb_kernel_filter_i64(const int64_t *items, uint32_t count, zb_comparison comparison, int64_t a,
                              int64_t b, int64_t *out, uint32_t room);

/**
 * Compare elements to a bitmap: bit i % 32 of word i / 32 says whether element i compares so.
 *
 * @param items       elements
 * @param count       of them
 * @param comparison  with a, and b for ZB_BETWEEN
 * @param a           operand
 * @param b           second operand
 * @param bitmap      receives (count + 31) / 32 words, the bits behind the last element being 0
 */
void zb_kernel_compare_f64(const double *items, uint32_t count, zb_comparison comparison, double a, double b,
                           uint32_t *bitmap);
/** As zb_kernel_compare_f64(). */
void zb_kernel_compare_f32(const float *items, uint32_t count, zb_comparison comparison, double a, double b,
                           uint32_t *bitmap);
/** As zb_kernel_compare_f64(). */
void zb_kernel_compare_i32(const int32_t *items, uint32_t count, zb_comparison comparison, double a, double b,
                           uint32_t *bitmap);
/** As zb_kernel_compare_f64(). */
void zb_kernel_compare_u8(const uint8_t *items, uint32_t count, zb_comparison comparison, double a, double b,
                          uint32_t *bitmap);
/** As zb_kernel_compare_f64(). */
void zb_kernel_compare_i64(const int64_t *items, uint32_t count, zb_comparison comparison, int64_t a,
                           int64_t b, uint32_t *bitmap);

/** Keep the bits that are set in both, in place; `count` is of elements, as for all bitmaps. */
void zb_kernel_bitmap_and(uint32_t *bits, const uint32_t *others, uint32_t count);
/** Set the bits that are set in either. */
void zb_kernel_bitmap_or(uint32_t *bits, const uint32_t *others, uint32_t count);
/** Set the bits that are set in one of both. */
void zb_kernel_bitmap_xor(uint32_t *bits, const uint32_t *others, uint32_t count);
/** Clear the bits that are set in the others. */
void zb_kernel_bitmap_and_not(uint32_t *bits, const uint32_t *others, uint32_t count);
/** Turn each element's bit; those behind the last one become 0. */
void zb_kernel_bitmap_not(uint32_t *bits, uint32_t count);
/** How many bits are set.  Those behind the last element must be 0, as for the next calls. */
uint32_t zb_kernel_bitmap_count(const uint32_t *bits, uint32_t count);

/**
 * Indices of the bits that are set, ascending.
 *
 * @param bits   a bitmap
 * @param count  of its elements
 * @param out    receives the first `room` of them
 * @param room   as zb_kernel_bitmap_count() says, for all
 * @return how many were written
 */
uint32_t zb_kernel_bitmap_indices(const uint32_t *bits, uint32_t count, uint32_t *out, uint32_t room);

/** The elements whose bits are set, in order, as zb_kernel_bitmap_indices().  `out` does not overlap the
 * items.
 */
uint32_t zb_kernel_pick_f64(const double *items, const uint32_t *bits, uint32_t count, double *out,
                            uint32_t room);
/** As zb_kernel_pick_f64(). */
uint32_t zb_kernel_pick_f32(const float *items, const uint32_t *bits, uint32_t count, float *out,
                            uint32_t room);
/** As zb_kernel_pick_f64(). */
uint32_t zb_kernel_pick_i32(const int32_t *items, const uint32_t *bits, uint32_t count, int32_t *out,
                            uint32_t room);
/** As zb_kernel_pick_f64(). */
uint32_t zb_kernel_pick_i64(const int64_t *items, const uint32_t *bits, uint32_t count, int64_t *out,
                            uint32_t room);
/** As zb_kernel_pick_f64(). */
uint32_t zb_kernel_pick_u8(const uint8_t *items, const uint32_t *bits, uint32_t count, uint8_t *out,
                           uint32_t room);

/**
 * Elements by their indices: out[i] = items[indices[i]].
 *
 * @param items        elements
 * @param count        of them
 * @param indices      in any order, also repeated
 * @param index_count  of them, and of what is written
 * @param out          overlaps neither the items nor the indices
 * @return ZB_OK, or ZB_E_NOT_FOUND when an index is not below `count`; then nothing was written
 */
ZB_NODISCARD zb_status zb_kernel_gather_f64(const double *items, uint32_t count, const uint32_t *indices,
                                            uint32_t index_count, double *out);
/** As zb_kernel_gather_f64(). */
ZB_NODISCARD zb_status zb_kernel_gather_f32(const float *items, uint32_t count, const uint32_t *indices,
                                            uint32_t index_count, float *out);
/** As zb_kernel_gather_f64(). */
ZB_NODISCARD zb_status zb_kernel_gather_i32(const int32_t *items, uint32_t count, const uint32_t *indices,
                                            uint32_t index_count, int32_t *out);
/** As zb_kernel_gather_f64(). */
ZB_NODISCARD zb_status zb_kernel_gather_i64(const int64_t *items, uint32_t count, const uint32_t *indices,
                                            uint32_t index_count, int64_t *out);
/** As zb_kernel_gather_f64(). */
ZB_NODISCARD zb_status zb_kernel_gather_u8(const uint8_t *items, uint32_t count, const uint32_t *indices,
                                           uint32_t index_count, uint8_t *out);

/*
 * Order and groups.  Floats order as Float64Array.prototype.sort() orders them: -0 before 0,
 * NaN of either sign behind all numbers.  What these kernels need to remember goes to scratch
 * of the caller's: 8-aligned, of as many bytes as the function for it says (never above SIZE_MAX,
 * which stands for more than there can be), overwritten, of no meaning afterwards.
 */

/** Scratch for zb_kernel_sort_f64() and its like: an element each, and up to 24 KB; 0 for 32 elements or
 * fewer, and for u8.
 */
size_t zb_kernel_sort_scratch_bytes(uint32_t count, uint32_t element_bytes);

/**
 * Sort ascending, in place.  O(count) whatever the elements: each is moved once for every 8 to
 * 11 bits in which they differ; O(1) moves where they ascend or descend already.
 *
 * @param items    elements; the payload of a NaN is lost
 * @param count    of them
 * @param scratch  zb_kernel_sort_scratch_bytes(count, sizeof *items); may be NULL where that is 0
 */
void zb_kernel_sort_f64(double *items, uint32_t count, void *scratch);
/** As zb_kernel_sort_f64(). */
void zb_kernel_sort_f32(float *items, uint32_t count, void *scratch);
/** As zb_kernel_sort_f64(). */
void zb_kernel_sort_i64(int64_t *items, uint32_t count, void *scratch);
/** As zb_kernel_sort_f64(). */
void zb_kernel_sort_i32(int32_t *items, uint32_t count, void *scratch);
/** As zb_kernel_sort_f64(). */
void zb_kernel_sort_u32(uint32_t *items, uint32_t count, void *scratch);
/** As zb_kernel_sort_f64(), by counting: `scratch` is not used. */
void zb_kernel_sort_u8(uint8_t *items, uint32_t count, void *scratch);

/** Scratch for zb_kernel_argsort_f64() and its like: 16 bytes an element, and up to 24 KB; 0 for 32 elements
 * or fewer. */
size_t zb_kernel_argsort_scratch_bytes(uint32_t count);

/**
 * Indices of the elements in ascending order; equal elements, and NaNs, stay in theirs (stable).
 * Cost as zb_kernel_sort_f64().
 *
 * @param items    elements
 * @param count    of them
 * @param out      receives `count` indices
 * @param scratch  zb_kernel_argsort_scratch_bytes(count); may be NULL where that is 0
 */
void zb_kernel_argsort_f64(const double *items, uint32_t count, uint32_t *out, void *scratch);
/** As zb_kernel_argsort_f64(). */
void zb_kernel_argsort_f32(const float *items, uint32_t count, uint32_t *out, void *scratch);
/** As zb_kernel_argsort_f64(). */
void zb_kernel_argsort_i64(const int64_t *items, uint32_t count, uint32_t *out, void *scratch);
/** As zb_kernel_argsort_f64(). */
void zb_kernel_argsort_i32(const int32_t *items, uint32_t count, uint32_t *out, void *scratch);
/** As zb_kernel_argsort_f64(). */
void zb_kernel_argsort_u32(const uint32_t *items, uint32_t count, uint32_t *out, void *scratch);
/** As zb_kernel_argsort_f64(). */
void zb_kernel_argsort_u8(const uint8_t *items, uint32_t count, uint32_t *out, void *scratch);

/** Scratch for zb_kernel_top_f64() and its like: 20 bytes for each of 2k elements, at least 1,024, at most
 * `count`; and up to 24 KB. */
size_t zb_kernel_top_scratch_bytes(uint32_t count, uint32_t k);

/**
 * Indices of the largest elements, the largest first; or of the smallest, the smallest first.
 * Of equal elements the one of the lower index comes first.  NaN is no candidate: 0 is above -0.
 * O(count) whatever their order.
 *
 * @param items       elements
 * @param count       of them
 * @param k           how many are wanted
 * @param is_largest  false: the smallest
 * @param out         receives up to `k` indices
 * @param scratch     zb_kernel_top_scratch_bytes(count, k)
 * @return how many were written: `k`, or all that are not NaN
 */
uint32_t zb_kernel_top_f64(const double *items, uint32_t count, uint32_t k, bool is_largest, uint32_t *out,
                           void *scratch);
/** As zb_kernel_top_f64(). */
uint32_t zb_kernel_top_f32(const float *items, uint32_t count, uint32_t k, bool is_largest, uint32_t *out,
                           void *scratch);
/** As zb_kernel_top_f64(). */
uint32_t zb_kernel_top_i64(const int64_t *items, uint32_t count, uint32_t k, bool is_largest, uint32_t *out,
                           void *scratch);
/** As zb_kernel_top_f64(). */
uint32_t zb_kernel_top_i32(const int32_t *items, uint32_t count, uint32_t k, bool is_largest, uint32_t *out,
                           void *scratch);
/** As zb_kernel_top_f64(). */
uint32_t zb_kernel_top_u32(const uint32_t *items, uint32_t count, uint32_t k, bool is_largest, uint32_t *out,
                           void *scratch);

/** Scratch for zb_kernel_quantiles_f64() and its like: 16 bytes an element, and up to 48 KB. */
size_t zb_kernel_quantiles_scratch_bytes(uint32_t count);

/**
 * Quantiles, by linear interpolation between the elements on both sides: type 7 of R. J. Hyndman
 * and Y. Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50 (1996).
 * With place = (count - 1) * fraction, rounded to a double, it is e + (e' - e) * (place - floor(place)),
 * no more than e', where e is the element of rank floor(place), counted from 0, and e' the next;
 * e itself where the place is whole, so that fraction 0 is the smallest element, 1 the largest,
 * and 0.5 the median.  Where e' - e is no finite double, e and e' are weighted instead.
 * O(count), whatever the elements; several quantiles cost hardly more than one.
 *
 * @param items           elements
 * @param count           of them
 * @param fractions       0 to 1, in any order
 * @param fraction_count  of them
 * @param out             receives a quantile for each; NaN for a fraction outside 0 to 1, and all
 *                        are NaN when an element is, or there are none
 * @param scratch         zb_kernel_quantiles_scratch_bytes(count)
 */
void zb_kernel_quantiles_f64(const double *items, uint32_t count, const double *fractions,
                             uint32_t fraction_count, double *out, void *scratch);
/** As zb_kernel_quantiles_f64(). */
void zb_kernel_quantiles_f32(const float *items, uint32_t count, const double *fractions,
                             uint32_t fraction_count, double *out, void *scratch);
/** As zb_kernel_quantiles_f64(). */
void zb_kernel_quantiles_i32(const int32_t *items, uint32_t count, const double *fractions,
                             uint32_t fraction_count, double *out, void *scratch);

/** Scratch for zb_kernel_group_u32() and _i32(): up to 22 bytes a row, at least 256 KB; 0 for no rows. */
size_t zb_kernel_group_scratch_bytes(uint32_t count);

/**
 * Number the groups of rows that have the same key, as they first appear: 0, 1 ...
 * Expected O(count).  Keys of a small range have a place each; others go to a table, from which
 * keys that were made to collide are taken away after 8 vain steps a row and sorted: O(count) as
 * well, at a few times the cost.
 *
 * @param keys        any values
 * @param count       of rows
 * @param groups      receives each row's group
 * @param group_keys  receives each group's key; room for `count` of them
 * @param counts      receives each group's count of rows; room for `count` of them
 * @param scratch     zb_kernel_group_scratch_bytes(count)
 * @return count of groups
 */
uint32_t zb_kernel_group_u32(const uint32_t *keys, uint32_t count, uint32_t *groups, uint32_t *group_keys,
                             uint32_t *counts, void *scratch);
/** As zb_kernel_group_u32(). */
uint32_t zb_kernel_group_i32(const int32_t *keys, uint32_t count, uint32_t *groups, int32_t *group_keys,
                             uint32_t *counts, void *scratch);

/**
 * Sum of each group's values, added row after row in doubles, with what each addition loses added
 * up beside it and added last: the error stays within 2^-53 of the sum, plus n^2 * 2^-106 of the sum
 * of the magnitudes for n rows, n below 2^26 (T. Ogita, S. M. Rump and S. Oishi, "Accurate Sum and Dot
 * Product", SIAM Journal on Scientific Computing 26 (2005), proposition 4.5).  Infinite or NaN when the plain
 * sum is.
 *
 * @param values       one a row
 * @param groups       of the rows, all below `group_count`
 * @param count        of rows
 * @param sums         receives a sum for each group, 0 for one without rows
 * @param scratch      two doubles for each group
 * @param group_count  of groups
 */
void zb_kernel_group_sum_f64(const double *values, const uint32_t *groups, uint32_t count, double *sums,
                             double *scratch, uint32_t group_count);
/** As zb_kernel_group_sum_f64(). */
void zb_kernel_group_sum_f32(const float *values, const uint32_t *groups, uint32_t count, double *sums,
                             double *scratch, uint32_t group_count);
/** As zb_kernel_group_sum_f64(), but exact. */
void zb_kernel_group_sum_i32(const int32_t *values, const uint32_t *groups, uint32_t count, int64_t *sums,
                             uint32_t group_count);

/**
 * Smallest and largest value of each group; NaN when one is, -0 below 0.
 *
 * @param values       one a row
 * @param groups       of the rows, all below `group_count`
 * @param count        of rows
 * @param mins         receives the smallest; of a group without rows the most that the type holds
 * @param maxs         receives the largest; of a group without rows the least that the type holds
 * @param group_count  of groups
 */
void zb_kernel_group_range_f64(const double *values, const uint32_t *groups, uint32_t count, double *mins,
                               double *maxs, uint32_t group_count);
/** As zb_kernel_group_range_f64(). */
void zb_kernel_group_range_f32(const float *values, const uint32_t *groups, uint32_t count, float *mins,
                               float *maxs, uint32_t group_count);
/** As zb_kernel_group_range_f64(). */
void zb_kernel_group_range_i32(const int32_t *values, const uint32_t *groups, uint32_t count, int32_t *mins,
                               int32_t *maxs, uint32_t group_count);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_SIMD_H */
