/* SPDX-License-Identifier: MIT */
#ifndef ZBI_SCALAR_H
#define ZBI_SCALAR_H

/*
 * The reference beside each kernel: the same result, found one element after the other.  For
 * the tests; no program that does not name them carries them.
 */

#include <zerobuf/simd.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ZBI_SCALARS(type, name)                                                                              \
    double zbi_scalar_dot_##name(const type *items, const type *others, uint32_t count);                     \
    void zbi_scalar_range_##name(const type *items, uint32_t count, zb_range *out);                          \
    void zbi_scalar_clamp_##name(type *items, uint32_t count, type low, type high);                          \
    void zbi_scalar_add_##name(type *items, const type *others, uint32_t count);                             \
    void zbi_scalar_sub_##name(type *items, const type *others, uint32_t count);                             \
    void zbi_scalar_mul_##name(type *items, const type *others, uint32_t count);                             \
    void zbi_scalar_stats_##name(const type *items, uint32_t count, zb_stats *out);                          \
    double zbi_scalar_correlation_##name(const type *items, const type *others, uint32_t count);             \
    void zbi_scalar_histogram_##name(const type *items, uint32_t count, double min, double max,              \
                                     uint32_t *bins, uint32_t bin_count);                                    \
    uint32_t zbi_scalar_count_##name(const type *items, uint32_t count, zb_comparison comparison, double a,  \
                                     double b);                                                              \
    uint32_t zbi_scalar_indices_##name(const type *items, uint32_t count, zb_comparison comparison,          \
                                       double a, double b, uint32_t *out, uint32_t room);                    \
    uint32_t zbi_scalar_filter_##name(const type *items, uint32_t count, zb_comparison comparison, double a, \
                                      double b, type *out, uint32_t room);
ZBI_SCALARS(double, f64)
ZBI_SCALARS(float, f32)
ZBI_SCALARS(int32_t, i32)

/* Floats alone. */
#define ZBI_SCALAR_FLOATS(type, name)                                                                        \
    double zbi_scalar_sum_##name(const type *items, uint32_t count);                                         \
    void zbi_scalar_scale_##name(type *items, uint32_t count, double k);                                     \
    void zbi_scalar_affine_##name(type *items, uint32_t count, double a, double b);                          \
    void zbi_scalar_normalize_##name(type *items, uint32_t count);
ZBI_SCALAR_FLOATS(double, f64)
ZBI_SCALAR_FLOATS(float, f32)

int64_t zbi_scalar_sum_i32(const int32_t *items, uint32_t count);

#ifdef __cplusplus
}
#endif

#endif /* ZBI_SCALAR_H */
