/* SPDX-License-Identifier: MIT */
#ifndef ZBI_GROUP_H
#define ZBI_GROUP_H

/* The ways in which rows get the numbers of their groups; zb_kernel_group_*() chooses. */

#include "order.h"

#ifdef __cplusplus
extern "C" { /* the tests, which are C, call these */
#endif

/** What no group has for its number: the way gave up. */
#define ZBI_NO_GROUPS UINT32_MAX

/**
 * By a table with a place for each key from `min` on.
 *
 * @param keys        of the rows
 * @param count       of rows, at least 1
 * @param min         no key lies more than `places` - 1 above it, modulo 2^32
 * @param places      of the table
 * @param groups      receives each row's group
 * @param group_keys  receives each group's key; room for one per row
 * @param counts      receives each group's count of rows; likewise
 * @param table       `places` words of 32 bits
 * @return count of groups
 */
uint32_t zbi_group_direct(const uint32_t *keys, uint32_t count, uint32_t min, uint32_t places,
                          uint32_t *groups, uint32_t *group_keys, uint32_t *counts, zbi_word32 *table);

/** Places of the largest table that zbi_group_hashed() uses for so many rows. */
uint64_t zbi_group_places(uint32_t count);

/**
 * By a table of keys, which grows with the groups.
 *
 * @param keys        of the rows
 * @param count       of rows, at least 1
 * @param groups      receives each row's group
 * @param group_keys  receives each group's key; room for one per row
 * @param counts      receives each group's count of rows; likewise
 * @param table       zbi_group_places(count) words of 64 bits
 * @return count of groups; ZBI_NO_GROUPS when keys collide so often that another way is faster
 */
uint32_t zbi_group_hashed(const uint32_t *keys, uint32_t count, uint32_t *groups, uint32_t *group_keys,
                          uint32_t *counts, zbi_word64 *table);

/**
 * By sorting; the time does not depend on the keys.
 *
 * @param keys        of the rows
 * @param count       of rows, at least 1
 * @param groups      receives each row's group
 * @param group_keys  receives each group's key; room for one per row
 * @param counts      receives each group's count of rows; likewise
 * @param scratch     ZBI_BINS_BYTES(count), and 16 for each row
 * @return count of groups
 */
uint32_t zbi_group_sorted(const uint32_t *keys, uint32_t count, uint32_t *groups, uint32_t *group_keys,
                          uint32_t *counts, void *scratch);

#ifdef __cplusplus
}
#endif

#endif /* ZBI_GROUP_H */
