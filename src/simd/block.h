/* SPDX-License-Identifier: MIT */
#ifndef ZBI_BLOCK_H
#define ZBI_BLOCK_H

/* The sum of one block's terms, which sums and statistics are made of. */

#include "lanes.h"

/** Elements of a block: a multiple of 8. */
#define ZBI_BLOCK 1024u

/** A column may have so many blocks, so that its sums in pairs have one more level at most. */
#define ZBI_LEVELS 23

ZB_STATIC_ASSERT(UINT32_MAX / ZBI_BLOCK < 1u << (ZBI_LEVELS - 1),
                 "each level holds one bit of a count of blocks");

/** What is added up. */
typedef enum zbi_term {
    ZBI_TERM_VALUE,    /* x */
    ZBI_TERM_PRODUCT,  /* x * y */
    ZBI_TERM_SHIFTED,  /* x - shift_x */
    ZBI_TERM_WEIGHTED, /* (x - shift_x) * y */
    ZBI_TERM_DEVIATION /* ((x - shift_x) - mean_x) * ((y - shift_y) - mean_y) */
} zbi_term;

/** What terms are made of. */
typedef struct zbi_terms {
    const void *x, *y;
    double shift_x, mean_x, shift_y, mean_y;
} zbi_terms;

/**
 * Sum of the terms `from` to `to` - 1.
 *
 * @param level  how to
 * @param term   what to add
 * @param item   type of the elements
 * @param terms  what terms are made of
 * @param from   a multiple of 8
 * @param to     not below `from`
 * @return the sum.  Term i is added to lane i mod 8, then the lanes as
 *         ((l0 + l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7)); js/core/kernels-sum.js does the same.
 */
ZBI_NOINLINE double zbi_block_sum(zbi_level level, zbi_term term, zbi_item item, const zbi_terms *terms,
                                  uint32_t from, uint32_t to);

/** Sums of products of deviations. */
typedef struct zbi_products {
    double xx, yy, xy;
} zbi_products;

/** The sums that ZBI_TERM_DEVIATION gives for x with x, y with y, x with y, at once. */
ZBI_NOINLINE zbi_products zbi_block_products(zbi_level level, zbi_item item, const zbi_terms *terms,
                                             uint32_t from, uint32_t to);

#endif /* ZBI_BLOCK_H */
