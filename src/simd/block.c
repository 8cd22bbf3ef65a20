/* SPDX-License-Identifier: MIT */
/* A loop for each term and type of element; what goes around them (sum.c, moments.c) is written once. */
#include "block.h"

static inline ZBI_INLINE zbi_f64x2
term2(zbi_term term, zbi_item item, const zbi_terms *terms, uint32_t at)
{
    zbi_f64x2 x = zbi_load2(item, terms->x, at);
    switch (term) {
    case ZBI_TERM_PRODUCT:
        return x * zbi_load2(item, terms->y, at);
    case ZBI_TERM_SHIFTED:
        return x - terms->shift_x;
    case ZBI_TERM_DEVIATION:
        return ((x - terms->shift_x) - terms->mean_x) *
               ((zbi_load2(item, terms->y, at) - terms->shift_y) - terms->mean_y);
    case ZBI_TERM_VALUE:
    default:
        return x;
    }
}

static ZBI_NOINLINE double
term1(zbi_term term, zbi_item item, const zbi_terms *terms, uint32_t at)
{
    double x = zbi_load1(item, terms->x, at);
    switch (term) {
    case ZBI_TERM_PRODUCT:
        return x * zbi_load1(item, terms->y, at);
    case ZBI_TERM_SHIFTED:
        return x - terms->shift_x;
    case ZBI_TERM_DEVIATION:
        return ((x - terms->shift_x) - terms->mean_x) *
               ((zbi_load1(item, terms->y, at) - terms->shift_y) - terms->mean_y);
    case ZBI_TERM_VALUE:
    default:
        return x;
    }
}

/* Adds whole groups of 8 to the lanes; where it stopped. */
static inline ZBI_INLINE uint32_t
add_groups(zbi_term term, zbi_item item, const zbi_terms *terms, uint32_t from, uint32_t to, double lanes[8])
{
    const zbi_terms local = *terms; /* held in registers */
    zbi_f64x2 l01 = {0, 0}, l23 = {0, 0}, l45 = {0, 0}, l67 = {0, 0};
    uint32_t at = from;
    ZBI_AS_WRITTEN
    for (; to - at >= 8; at += 8) {
        l01 += term2(term, item, &local, at);
        l23 += term2(term, item, &local, at + 2);
        l45 += term2(term, item, &local, at + 4);
        l67 += term2(term, item, &local, at + 6);
    }
    __builtin_memcpy(lanes, &l01, sizeof l01);
    __builtin_memcpy(lanes + 2, &l23, sizeof l23);
    __builtin_memcpy(lanes + 4, &l45, sizeof l45);
    __builtin_memcpy(lanes + 6, &l67, sizeof l67);
    return at;
}

static inline ZBI_INLINE uint32_t
add_groups_of(zbi_term term, zbi_item item, const zbi_terms *terms, uint32_t from, uint32_t to,
              double lanes[8])
{
    switch (item) {
    case ZBI_ITEM_F32:
        return add_groups(term, ZBI_ITEM_F32, terms, from, to, lanes);
    case ZBI_ITEM_I32:
        return add_groups(term, ZBI_ITEM_I32, terms, from, to, lanes);
    case ZBI_ITEM_F64:
    default:
        return add_groups(term, ZBI_ITEM_F64, terms, from, to, lanes);
    }
}

static uint32_t
add_vectors(zbi_term term, zbi_item item, const zbi_terms *terms, uint32_t from, uint32_t to, double lanes[8])
{
    switch (term) {
    case ZBI_TERM_PRODUCT:
        return add_groups_of(ZBI_TERM_PRODUCT, item, terms, from, to, lanes);
    case ZBI_TERM_SHIFTED:
        return add_groups_of(ZBI_TERM_SHIFTED, item, terms, from, to, lanes);
    case ZBI_TERM_DEVIATION:
        return add_groups_of(ZBI_TERM_DEVIATION, item, terms, from, to, lanes);
    case ZBI_TERM_VALUE:
    default:
        return add_groups_of(ZBI_TERM_VALUE, item, terms, from, to, lanes);
    }
}

double
zbi_block_sum(bool vector, zbi_term term, zbi_item item, const zbi_terms *terms, uint32_t from, uint32_t to)
{
    double lanes[8] = {0, 0, 0, 0, 0, 0, 0, 0};
    uint32_t at = vector ? add_vectors(term, item, terms, from, to, lanes) : from;
    ZBI_AS_WRITTEN
    for (; at < to; at++)
        lanes[at % 8] += term1(term, item, terms, at);
    return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
}
