/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_STATISTICS_H
#define ZEROBUF_STATISTICS_H

/*
 * Arithmetic and statistics over columns of a region: the kernels of zerobuf/simd.h behind
 * checks.  All that a call is given is checked before anything is read or written, so that a
 * failure changes nothing; what the numbers mean (order of operations, NaN, bounds of errors)
 * is said there.
 *
 * Every call returns what zb_column_open() returns for a header that is none, and besides
 *   ZB_E_TAG      the elements are of a type that the call does not take, or of two types
 *   ZB_E_INVALID  the columns are of unequal lengths; what is written overlaps, but is not,
 *                 what is read; or a number is outside its range
 *   ZB_E_ALIGN    also when the region's base is not aligned to the elements
 *
 * The headers may be anyone's; the elements must not change while a call runs.  All are O(length).
 */

#include <zerobuf/column.h>
#include <zerobuf/simd.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Sum of a column of F64, F32, I32 or U8, rounded to a double last. */
ZB_NODISCARD zb_status zb_column_sum(zb_view view, zb_off header, double *out);

/** Statistics of a column of F64, F32 or I32. */
ZB_NODISCARD zb_status zb_column_stats(zb_view view, zb_off header, zb_stats *out);

/** Sum of products of two columns of F64, F32, I32 or U8: also a column's weighted sum. */
ZB_NODISCARD zb_status zb_columns_dot(zb_view view, zb_off header, zb_off other, double *out);

/** Covariance of two columns of F64, F32 or I32. */
ZB_NODISCARD zb_status zb_columns_covariance(zb_view view, zb_off header, zb_off other, double *out);

/** Correlation of two columns of F64, F32 or I32. */
ZB_NODISCARD zb_status zb_columns_correlation(zb_view view, zb_off header, zb_off other, double *out);

/** Mean of a column of F64, F32 or I32 with another's elements as weights. */
ZB_NODISCARD zb_status zb_columns_weighted_mean(zb_view view, zb_off header, zb_off weights, double *out);

/** The line through the points (element, other element), of columns of F64, F32 or I32. */
ZB_NODISCARD zb_status zb_columns_regression(zb_view view, zb_off header, zb_off other, zb_regression *out);

/** Add another column's elements to a column's, of F64, F32, I32, I64 or U8.  Integers wrap. */
ZB_NODISCARD zb_status zb_columns_add(zb_arena *arena, zb_off header, zb_off other);

/** Subtract, as zb_columns_add(). */
ZB_NODISCARD zb_status zb_columns_sub(zb_arena *arena, zb_off header, zb_off other);

/** Multiply, as zb_columns_add(). */
ZB_NODISCARD zb_status zb_columns_mul(zb_arena *arena, zb_off header, zb_off other);

/** Divide columns of F64 or F32. */
ZB_NODISCARD zb_status zb_columns_div(zb_arena *arena, zb_off header, zb_off other);

/** Each element x of a column of F64 or F32 becomes x * factor + term, rounded once. */
ZB_NODISCARD zb_status zb_columns_fma(zb_arena *arena, zb_off header, zb_off factors, zb_off terms);

/** Bring a column of F64 or F32 to [0, 1]. */
ZB_NODISCARD zb_status zb_column_normalize(zb_arena *arena, zb_off header);

/** Each element x of a column of F64 or F32 becomes a * x + b. */
ZB_NODISCARD zb_status zb_column_affine(zb_arena *arena, zb_off header, double a, double b);

/**
 * Moving averages of a column of F64, F32 or I32 into another one.
 *
 * @param arena   arena of both
 * @param header  the column
 * @param window  elements of an average, at least 1
 * @param out     a column of F64 of the same length, apart from the other
 * @return ZB_OK, or as above
 */
ZB_NODISCARD zb_status zb_column_moving_average(zb_arena *arena, zb_off header, uint32_t window, zb_off out);

/**
 * A matrix by a vector.
 *
 * @param arena   arena of all three
 * @param matrix  a column of F64 or F32: row after row, so that its length is that of the
 *                vector times that of the result
 * @param vector  a column of the same type
 * @param out     a column of the same type, apart from both
 * @return ZB_OK, or as above
 */
ZB_NODISCARD zb_status zb_columns_matrix_vector(zb_arena *arena, zb_off matrix, zb_off vector, zb_off out);

/**
 * Elements by their indices.
 *
 * @param arena    arena of all three
 * @param header   a column of F64, F32, I32, I64 or U8
 * @param indices  a column of U32
 * @param out      a column of the same type as `header`, as long as the indices, apart from both
 * @return ZB_OK, ZB_E_NOT_FOUND (an index is not below the column's length), or as above
 */
ZB_NODISCARD zb_status zb_columns_gather(zb_arena *arena, zb_off header, zb_off indices, zb_off out);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_STATISTICS_H */
