/* SPDX-License-Identifier: MIT */
#ifndef ZBI_SCALAR_ORDER_H
#define ZBI_SCALAR_ORDER_H

/*
 * The reference beside each kernel that orders or groups: the same result, by comparisons of
 * elements and no scratch but what is written.  For the tests; no program that does not name
 * them carries them.
 */

#include <zerobuf/simd.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Heaps: O(count * log(count)), whatever the elements.  top writes all indices, those of NaN last,
 * and returns how many are not. */
#define ZBI_SCALAR_ORDERS(type, name)                                                                        \
    void zbi_scalar_sort_##name(type *items, uint32_t count);                                                \
    void zbi_scalar_argsort_##name(const type *items, uint32_t count, uint32_t *out);                        \
    uint32_t zbi_scalar_top_##name(const type *items, uint32_t count, bool is_largest, uint32_t *out);
ZBI_SCALAR_ORDERS(double, f64)
ZBI_SCALAR_ORDERS(float, f32)
ZBI_SCALAR_ORDERS(int64_t, i64)
ZBI_SCALAR_ORDERS(int32_t, i32)
ZBI_SCALAR_ORDERS(uint32_t, u32)
ZBI_SCALAR_ORDERS(uint8_t, u8)

/** A quantile of elements that ascend and hold no NaN; at least one. */
double zbi_scalar_quantile_sorted(const double *items, uint32_t count, double fraction);

/** As zb_kernel_group_u32(), each row compared with all groups before it. */
uint32_t zbi_scalar_group_u32(const uint32_t *keys, uint32_t count, uint32_t *groups, uint32_t *group_keys);

#ifdef __cplusplus
}
#endif

#endif /* ZBI_SCALAR_ORDER_H */
