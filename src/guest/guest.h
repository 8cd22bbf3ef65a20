/* SPDX-License-Identifier: MIT */
#ifndef ZBI_GUEST_H
#define ZBI_GUEST_H

/* What the files of src/guest share.  WebAssembly only: offsets are addresses. */

#include <zerobuf/handler.h>

/** Whole pages at a page boundary, or 0 when the memory cannot grow.  Not cleared. */
zb_off zbi_pages_take(uint32_t pages);

/** Give pages back.  They must have come from zbi_pages_take(). */
void zbi_pages_give(zb_off at, uint32_t pages);

/** Pages that hold `bytes`. */
static inline uint32_t
zbi_pages_for(uint64_t bytes)
{
    return (uint32_t)((bytes + ZB_PAGE_BYTES - 1) / ZB_PAGE_BYTES);
}

/** Bytes of the module's memory now. */
static inline uint32_t
zbi_memory_bytes(void)
{
    size_t pages = __builtin_wasm_memory_size(0);
    return (uint32_t)(pages > ZB_MAX_PAGES ? ZB_MAX_PAGES : pages) * ZB_PAGE_BYTES;
}

/** Make an arena whose control block lies at the start of `pages` pages at `at`. */
void zbi_arena_make(zb_arena *arena, zb_off at, uint32_t pages);

/** A handle on the arena whose control block is at `control`, growing by segments of pages. */
zb_arena zbi_arena_at(zb_off control);

/** Dispatch a request to its route, or answer 404 or 405. */
zb_status zbi_route(zb_request *req, zb_response *res);

/** Write the response slots.  Offset of the slots. */
ZB_NODISCARD zb_status zbi_response_finish(zb_response *res, zb_off *out);

#endif /* ZBI_GUEST_H */
