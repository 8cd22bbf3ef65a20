/* SPDX-License-Identifier: MIT */
#ifndef ZBI_SCALAR_H
#define ZBI_SCALAR_H

/*
 * The reference beside each kernel: the same result, found one element after the other.  For
 * the tests; no program that does not name them carries them.  Kernels that do nothing else
 * (gather, pick, the averages but for the moving one, bitmaps, prefix sums of integers) are
 * compared with what the tests write down themselves.
 */

#include <zerobuf/simd.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Of all types.  `operand` is what elements are compared with. */
#define ZBI_SCALARS(type, name, operand, range)                                                              \
    void zbi_scalar_range_##name(const type *items, uint32_t count, range *out);                             \
    uint32_t zbi_scalar_argmin_##name(const type *items, uint32_t count);                                    \
    uint32_t zbi_scalar_argmax_##name(const type *items, uint32_t count);                                    \
    void zbi_scalar_add_##name(type *items, const type *others, uint32_t count);                             \
    void zbi_scalar_sub_##name(type *items, const type *others, uint32_t count);                             \
    void zbi_scalar_mul_##name(type *items, const type *others, uint32_t count);                             \
    void zbi_scalar_compare_##name(const type *items, uint32_t count, zb_comparison comparison, operand a,   \
                                   operand b, uint32_t *bitmap);                                             \
    uint32_t zbi_scalar_count_##name(const type *items, uint32_t count, zb_comparison comparison, operand a, \
                                     operand b);                                                             \
    uint32_t zbi_scalar_indices_##name(const type *items, uint32_t count, zb_comparison comparison,          \
                                       operand a, operand b, uint32_t *out, uint32_t room);                  \
    uint32_t zbi_scalar_filter_##name(const type *items, uint32_t count, zb_comparison comparison,           \
                                      operand a, operand b, type *out, uint32_t room);
ZBI_SCALARS(double, f64, double, zb_range)
ZBI_SCALARS(float, f32, double, zb_range)
ZBI_SCALARS(int32_t, i32, double, zb_range)
ZBI_SCALARS(uint8_t, u8, double, zb_range)
ZBI_SCALARS(int64_t, i64, int64_t, zb_range_i64)

/* Of those that are reckoned with as doubles. */
#define ZBI_SCALAR_NUMBERS(type, name)                                                                       \
    double zbi_scalar_dot_##name(const type *items, const type *others, uint32_t count);                     \
    void zbi_scalar_clamp_##name(type *items, uint32_t count, type low, type high);                          \
    void zbi_scalar_abs_##name(type *items, uint32_t count);                                                 \
    void zbi_scalar_stats_##name(const type *items, uint32_t count, zb_stats *out);                          \
    double zbi_scalar_correlation_##name(const type *items, const type *others, uint32_t count);             \
    double zbi_scalar_covariance_##name(const type *items, const type *others, uint32_t count);              \
    double zbi_scalar_weighted_mean_##name(const type *items, const type *weights, uint32_t count);          \
    void zbi_scalar_regression_##name(const type *items, const type *others, uint32_t count,                 \
                                      zb_regression *out);                                                   \
    void zbi_scalar_moving_average_##name(const type *items, uint32_t count, uint32_t window, double *out);  \
    void zbi_scalar_histogram_##name(const type *items, uint32_t count, double min, double max,              \
                                     uint32_t *bins, uint32_t bin_count);
ZBI_SCALAR_NUMBERS(double, f64)
ZBI_SCALAR_NUMBERS(float, f32)
ZBI_SCALAR_NUMBERS(int32_t, i32)

/* Of floats alone. */
#define ZBI_SCALAR_FLOATS(type, name)                                                                        \
    double zbi_scalar_sum_##name(const type *items, uint32_t count);                                         \
    void zbi_scalar_scale_##name(type *items, uint32_t count, double k);                                     \
    void zbi_scalar_affine_##name(type *items, uint32_t count, double a, double b);                          \
    void zbi_scalar_normalize_##name(type *items, uint32_t count);                                           \
    void zbi_scalar_sqrt_##name(type *items, uint32_t count);                                                \
    void zbi_scalar_div_##name(type *items, const type *others, uint32_t count);                             \
    void zbi_scalar_fma_##name(type *items, const type *factors, const type *terms, uint32_t count);         \
    void zbi_scalar_prefix_sum_##name(const type *items, uint32_t count, type *out);                         \
    void zbi_scalar_matrix_vector_##name(const type *matrix, uint32_t rows, uint32_t columns,                \
                                         const type *vector, type *out);
ZBI_SCALAR_FLOATS(double, f64)
ZBI_SCALAR_FLOATS(float, f32)

int64_t zbi_scalar_sum_i32(const int32_t *items, uint32_t count);
void zbi_scalar_sum_i64(const int64_t *items, uint32_t count, zb_i128 *out);
void zbi_scalar_abs_i64(int64_t *items, uint32_t count);
uint64_t zbi_scalar_sum_u8(const uint8_t *items, uint32_t count);
uint64_t zbi_scalar_dot_u8(const uint8_t *items, const uint8_t *others, uint32_t count);

#ifdef __cplusplus
}
#endif

#endif /* ZBI_SCALAR_H */
