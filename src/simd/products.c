/* SPDX-License-Identifier: MIT */
/* Three sums of products of deviations in one pass over two columns: each as zbi_block_sum() finds it. */
#include "block.h"

static inline double
lane_sum(const double l[8])
{
    return ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]));
}

/* Sums of the eight lanes, as vectors `vec` of EACH doubles. */
#define PRODUCTS(level, TARGET, vec, LOAD, EACH)                                                             \
    static inline ZBI_INLINE TARGET uint32_t products_of_##level(                                            \
        zbi_item item, const zbi_terms *terms, uint32_t from, uint32_t to, double lanes[3][8])               \
    {                                                                                                        \
        const zbi_terms with = *terms; /* held in registers */                                               \
        vec xx[8 / EACH], yy[8 / EACH], xy[8 / EACH], none = {0};                                            \
        ZBI_UNROLLED                                                                                         \
        for (uint32_t k = 0; k < 8 / EACH; k++)                                                              \
            xx[k] = yy[k] = xy[k] = none;                                                                    \
        uint32_t at = from;                                                                                  \
        ZBI_AS_WRITTEN                                                                                       \
        for (; to - at >= 8; at += 8) {                                                                      \
            ZBI_UNROLLED                                                                                     \
            for (uint32_t k = 0; k < 8 / EACH; k++) {                                                        \
                vec x = (LOAD(item, with.x, at + k * EACH) - with.shift_x) - with.mean_x;                    \
                vec y = (LOAD(item, with.y, at + k * EACH) - with.shift_y) - with.mean_y;                    \
                xx[k] += x * x;                                                                              \
                yy[k] += y * y;                                                                              \
                xy[k] += x * y;                                                                              \
            }                                                                                                \
        }                                                                                                    \
        ZBI_UNROLLED                                                                                         \
        for (uint32_t k = 0; k < 8 / EACH; k++) {                                                            \
            __builtin_memcpy(lanes[0] + k * EACH, &xx[k], sizeof xx[k]);                                     \
            __builtin_memcpy(lanes[1] + k * EACH, &yy[k], sizeof yy[k]);                                     \
            __builtin_memcpy(lanes[2] + k * EACH, &xy[k], sizeof xy[k]);                                     \
        }                                                                                                    \
        return at;                                                                                           \
    }                                                                                                        \
    static TARGET uint32_t products_##level(zbi_item item, const zbi_terms *terms, uint32_t from,            \
                                            uint32_t to, double lanes[3][8])                                 \
    {                                                                                                        \
        switch (item) {                                                                                      \
        case ZBI_ITEM_F32:                                                                                   \
            return products_of_##level(ZBI_ITEM_F32, terms, from, to, lanes);                                \
        case ZBI_ITEM_I32:                                                                                   \
            return products_of_##level(ZBI_ITEM_I32, terms, from, to, lanes);                                \
        case ZBI_ITEM_F64:                                                                                   \
        default:                                                                                             \
            return products_of_##level(ZBI_ITEM_F64, terms, from, to, lanes);                                \
        }                                                                                                    \
    }
PRODUCTS(vector, ZBI_TARGET_ANY, zbi_f64x2, zbi_load2, 2)
#if ZBI_HAS_AVX2
PRODUCTS(avx2, ZBI_TARGET_AVX2, zbi_f64x4, zbi_load4, 4)
#endif

zbi_products
zbi_block_products(zbi_level level, zbi_item item, const zbi_terms *terms, uint32_t from, uint32_t to)
{
    double lanes[3][8] = {{0}, {0}, {0}};
    uint32_t at = level == ZBI_SCALAR ? from : ZBI_BY_LEVEL(level, products, item, terms, from, to, lanes);
    ZBI_AS_WRITTEN
    for (; at < to; at++) {
        double x = (zbi_load1(item, terms->x, at) - terms->shift_x) - terms->mean_x;
        double y = (zbi_load1(item, terms->y, at) - terms->shift_y) - terms->mean_y;
        lanes[0][at % 8] += x * x;
        lanes[1][at % 8] += y * y;
        lanes[2][at % 8] += x * y;
    }
    zbi_products sums = {lane_sum(lanes[0]), lane_sum(lanes[1]), lane_sum(lanes[2])};
    return sums;
}
