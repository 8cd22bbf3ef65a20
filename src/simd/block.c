/* SPDX-License-Identifier: MIT */
/* A loop for each term and type of element; what goes around them (sum.c, moments.c) is written once. */
#include "block.h"

static ZBI_NOINLINE double
term1(zbi_term term, zbi_item item, const zbi_terms *terms, uint32_t at)
{
    double x = zbi_load1(item, terms->x, at);
    switch (term) {
    case ZBI_TERM_PRODUCT:
        return x * zbi_load1(item, terms->y, at);
    case ZBI_TERM_SHIFTED:
        return x - terms->shift_x;
    case ZBI_TERM_WEIGHTED:
        return (x - terms->shift_x) * zbi_load1(item, terms->y, at);
    case ZBI_TERM_DEVIATION:
        return ((x - terms->shift_x) - terms->mean_x) *
               ((zbi_load1(item, terms->y, at) - terms->shift_y) - terms->mean_y);
    case ZBI_TERM_VALUE:
    default:
        return x;
    }
}

/* Adds whole groups of 8 elements to the lanes, and says where it stopped: for vectors `vec` of EACH doubles.
 */
#define GROUPS(level, TARGET, vec, LOAD, EACH)                                                               \
    static inline ZBI_INLINE TARGET vec term_##level(zbi_term term, zbi_item item, const zbi_terms *terms,   \
                                                     uint32_t at)                                            \
    {                                                                                                        \
        vec x = LOAD(item, terms->x, at);                                                                    \
        switch (term) {                                                                                      \
        case ZBI_TERM_PRODUCT:                                                                               \
            return x * LOAD(item, terms->y, at);                                                             \
        case ZBI_TERM_SHIFTED:                                                                               \
            return x - terms->shift_x;                                                                       \
        case ZBI_TERM_WEIGHTED:                                                                              \
            return (x - terms->shift_x) * LOAD(item, terms->y, at);                                          \
        case ZBI_TERM_DEVIATION:                                                                             \
            return ((x - terms->shift_x) - terms->mean_x) *                                                  \
                   ((LOAD(item, terms->y, at) - terms->shift_y) - terms->mean_y);                            \
        case ZBI_TERM_VALUE:                                                                                 \
        default:                                                                                             \
            return x;                                                                                        \
        }                                                                                                    \
    }                                                                                                        \
    static inline ZBI_INLINE TARGET uint32_t groups_##level(                                                 \
        zbi_term term, zbi_item item, const zbi_terms *terms, uint32_t from, uint32_t to, double lanes[8])   \
    {                                                                                                        \
        const zbi_terms local = *terms; /* held in registers */                                              \
        vec sums[8 / EACH], none = {0};                                                                      \
        ZBI_UNROLLED                                                                                         \
        for (uint32_t k = 0; k < 8 / EACH; k++)                                                              \
            sums[k] = none;                                                                                  \
        uint32_t at = from;                                                                                  \
        ZBI_AS_WRITTEN                                                                                       \
        for (; to - at >= 8; at += 8) {                                                                      \
            ZBI_UNROLLED                                                                                     \
            for (uint32_t k = 0; k < 8 / EACH; k++)                                                          \
                sums[k] += term_##level(term, item, &local, at + k * EACH);                                  \
        }                                                                                                    \
        ZBI_UNROLLED                                                                                         \
        for (uint32_t k = 0; k < 8 / EACH; k++)                                                              \
            __builtin_memcpy(lanes + k * EACH, &sums[k], sizeof sums[k]);                                    \
        return at;                                                                                           \
    }                                                                                                        \
    static inline ZBI_INLINE TARGET uint32_t groups_of_##level(                                              \
        zbi_term term, zbi_item item, const zbi_terms *terms, uint32_t from, uint32_t to, double lanes[8])   \
    {                                                                                                        \
        switch (item) {                                                                                      \
        case ZBI_ITEM_F32:                                                                                   \
            return groups_##level(term, ZBI_ITEM_F32, terms, from, to, lanes);                               \
        case ZBI_ITEM_I32:                                                                                   \
            return groups_##level(term, ZBI_ITEM_I32, terms, from, to, lanes);                               \
        case ZBI_ITEM_F64:                                                                                   \
        default:                                                                                             \
            return groups_##level(term, ZBI_ITEM_F64, terms, from, to, lanes);                               \
        }                                                                                                    \
    }                                                                                                        \
    static TARGET uint32_t add_##level(zbi_term term, zbi_item item, const zbi_terms *terms, uint32_t from,  \
                                       uint32_t to, double lanes[8])                                         \
    {                                                                                                        \
        switch (term) {                                                                                      \
        case ZBI_TERM_PRODUCT:                                                                               \
            return groups_of_##level(ZBI_TERM_PRODUCT, item, terms, from, to, lanes);                        \
        case ZBI_TERM_SHIFTED:                                                                               \
            return groups_of_##level(ZBI_TERM_SHIFTED, item, terms, from, to, lanes);                        \
        case ZBI_TERM_WEIGHTED:                                                                              \
            return groups_of_##level(ZBI_TERM_WEIGHTED, item, terms, from, to, lanes);                       \
        case ZBI_TERM_DEVIATION:                                                                             \
            return groups_of_##level(ZBI_TERM_DEVIATION, item, terms, from, to, lanes);                      \
        case ZBI_TERM_VALUE:                                                                                 \
        default:                                                                                             \
            return groups_of_##level(ZBI_TERM_VALUE, item, terms, from, to, lanes);                          \
        }                                                                                                    \
    }
GROUPS(vector, ZBI_TARGET_ANY, zbi_f64x2, zbi_load2, 2)
#if ZBI_HAS_AVX2
GROUPS(avx2, ZBI_TARGET_AVX2, zbi_f64x4, zbi_load4, 4)
#endif

double
zbi_block_sum(zbi_level level, zbi_term term, zbi_item item, const zbi_terms *terms, uint32_t from,
              uint32_t to)
{
    double lanes[8] = {0, 0, 0, 0, 0, 0, 0, 0};
    uint32_t at = level == ZBI_SCALAR ? from : ZBI_BY_LEVEL(level, add, term, item, terms, from, to, lanes);
    ZBI_AS_WRITTEN
    for (; at < to; at++)
        lanes[at % 8] += term1(term, item, terms, at);
    return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
}
