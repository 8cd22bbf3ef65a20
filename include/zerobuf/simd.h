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

/** Smallest and largest element. */
typedef struct zb_range {
    double min, max;
} zb_range;

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

/** Sum of products.  Each product is rounded to a double, then added as a sum's elements. */
double zb_kernel_dot_f64(const double *items, const double *others, uint32_t count);
/** As zb_kernel_dot_f64(); the products are exact. */
double zb_kernel_dot_f32(const float *items, const float *others, uint32_t count);
/** As zb_kernel_dot_f64(). */
double zb_kernel_dot_i32(const int32_t *items, const int32_t *others, uint32_t count);

/** Smallest and largest element; -0 is below 0.  Both NaN when an element is, or there are none. */
void zb_kernel_range_f64(const double *items, uint32_t count, zb_range *out);
/** As zb_kernel_range_f64(). */
void zb_kernel_range_f32(const float *items, uint32_t count, zb_range *out);
/** As zb_kernel_range_f64(). */
void zb_kernel_range_i32(const int32_t *items, uint32_t count, zb_range *out);

/** Multiply each element by k, in place. */
void zb_kernel_scale_f64(double *items, uint32_t count, double k);
/** As zb_kernel_scale_f64(). */
void zb_kernel_scale_f32(float *items, uint32_t count, double k);

/** Each element x becomes a * x + b, in place, rounded after each step. */
void zb_kernel_affine_f64(double *items, uint32_t count, double a, double b);
/** As zb_kernel_affine_f64(). */
void zb_kernel_affine_f32(float *items, uint32_t count, double a, double b);

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

/** Add the others to the items, in place.  Both are the same or do not overlap; so for sub and mul. */
void zb_kernel_add_f64(double *items, const double *others, uint32_t count);
/** As zb_kernel_add_f64(). */
void zb_kernel_add_f32(float *items, const float *others, uint32_t count);
/** As zb_kernel_add_f64(), modulo 2^32. */
void zb_kernel_add_i32(int32_t *items, const int32_t *others, uint32_t count);
/** Subtract. */
void zb_kernel_sub_f64(double *items, const double *others, uint32_t count);
/** Subtract. */
void zb_kernel_sub_f32(float *items, const float *others, uint32_t count);
/** Subtract, modulo 2^32. */
void zb_kernel_sub_i32(int32_t *items, const int32_t *others, uint32_t count);
/** Multiply. */
void zb_kernel_mul_f64(double *items, const double *others, uint32_t count);
/** Multiply. */
void zb_kernel_mul_f32(float *items, const float *others, uint32_t count);
/** Multiply, modulo 2^32. */
void zb_kernel_mul_i32(int32_t *items, const int32_t *others, uint32_t count);

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

/** As zb_kernel_indices_f64(), but the elements themselves.  `out` does not overlap the items. */
uint32_t zb_kernel_filter_f64(const double *items, uint32_t count, zb_comparison comparison, double a,
                              double b, double *out, uint32_t room);
/** As zb_kernel_filter_f64(). */
uint32_t zb_kernel_filter_f32(const float *items, uint32_t count, zb_comparison comparison, double a,
                              double b, float *out, uint32_t room);
/** As zb_kernel_filter_f64(). */
uint32_t zb_kernel_filter_i32(const int32_t *items, uint32_t count, zb_comparison comparison, double a,
                              double b, int32_t *out, uint32_t room);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_SIMD_H */
