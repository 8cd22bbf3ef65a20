/* SPDX-License-Identifier: MIT */
#ifndef ZBI_ORDER_H
#define ZBI_ORDER_H

/*
 * The order of values (zb_value_compare in zerobuf/sort.h), by way of keys that are taken
 * once per value: comparing two keys looks at memory only for texts and wide bigints.
 */

#include <zerobuf/sort.h>

#include "internal.h"

/** Classes of values, in their order. */
typedef enum zbi_rank {
    ZBI_RANK_NOTHING, /* null, undefined, a hole */
    ZBI_RANK_BOOL,
    ZBI_RANK_NUMBER, /* numbers, dates, bigints */
    ZBI_RANK_NAN,
    ZBI_RANK_TEXT, /* strings, bytes */
    ZBI_RANK_OTHER,
    ZBI_RANK_ABSENT /* there is no value: last in either direction */
} zbi_rank;

/** How the number of ZBI_RANK_NUMBER is kept. */
typedef enum zbi_number {
    ZBI_NUMBER_DOUBLE,
    ZBI_NUMBER_I64,
    ZBI_NUMBER_WIDE /* more than 64 bits: the text */
} zbi_number;

/** What a value is compared by. */
typedef struct zbi_order {
    uint32_t index; /* for the caller: which value it was taken from */
    uint8_t rank;   /* zbi_rank */
    uint8_t number; /* zbi_number */
    uint8_t zero[2];
    zb_off text;   /* of the bytes */
    uint32_t len;  /* of the bytes; 64-bit limbs of a wide bigint without redundant ones */
    uint64_t bits; /* bool, bits of a double, i64 */
} zbi_order;

ZB_STATIC_ASSERT(sizeof(zbi_order) == 24, "zerobuf/sort.h tells what a sort takes");

/** The key of a value.  What leaves the view counts as the empty string. */
zbi_order zbi_order_of(zb_view view, zb_slot value);

/** Negative, zero or positive.  The keys may have been changed by others: only the view is read. */
int zbi_order_compare(zb_view view, const zbi_order *left, const zbi_order *right);

#endif /* ZBI_ORDER_H */
