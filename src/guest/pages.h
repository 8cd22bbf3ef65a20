/* SPDX-License-Identifier: MIT */
#ifndef ZBI_PAGES_H
#define ZBI_PAGES_H

/* Runs of whole pages, for all calls of a module and its instance's arena. */

#include "guest.h"

/**
 * Take pages that lie side by side; the memory grows when there are none.
 *
 * @param count  1 or more
 * @return offset of the first page, 0 when there is no memory.  The bytes are not cleared.
 *
 * O(pages of the memory / 64) for a single page, O(pages) for longer runs.
 */
zb_off zbi_pages_take(uint32_t count);

/** Give pages back.  They join their free neighbours, whoever took those.  O(count). */
void zbi_pages_give(zb_off at, uint32_t count);

/**
 * Which pages are free, for the host: one bit each, page n in bit n % 8 of byte n / 8.
 *
 * @param bytes  receives the map's length
 */
const uint8_t *zbi_pages_map(uint32_t *bytes);

/** Pages that `bytes` bytes take. */
static inline uint32_t
zbi_pages_for(uint64_t bytes)
{
    return (uint32_t)((bytes + ZB_PAGE_BYTES - 1) / ZB_PAGE_BYTES);
}

#endif /* ZBI_PAGES_H */
