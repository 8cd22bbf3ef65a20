/* SPDX-License-Identifier: MIT */
/*
 * Who owns which part of a guest's memory.  A handler never waits, so one call
 * is open at a time, and all that lies above the instance's arena is its own:
 *
 *   0                       __heap_base
 *   +---------+-------------+--------------------------+-----------------------+
 *   | stack   | data        | instance arena, spare .. | call arena ...        |
 *   +---------+-------------+--------------------------+-----------------------+
 *
 * Ending a call costs nothing: the next one begins at the same place.
 */
#include "guest.h"

/* Grow by as much as there is, but no further than this at once: a large memory
 * needs room for one more body, not for twice itself. */
#define MAX_STEP_PAGES 256u

zb_status
zbi_memory_grow(zb_arena *arena, uint32_t bytes)
{
    uint32_t *words = zbi_words(arena->control);
    uint32_t have = __builtin_wasm_memory_size(0);
    uint32_t bump = words[ZB_CONTROL_BUMP_AT / 4]; /* at most ZB_MAX_REGION_BYTES, a page below 2^32 */
    if (words[ZB_CONTROL_LIMIT_AT / 4] == words[ZB_CONTROL_MAX_AT / 4] || bytes > ZB_MAX_REGION_BYTES - bump)
        return ZB_E_MEMORY;
    uint32_t needed = (bump + bytes + ZB_PAGE_BYTES - 1) / ZB_PAGE_BYTES;
    if (needed > have) {
        uint32_t step = have < MAX_STEP_PAGES ? have : MAX_STEP_PAGES;
        if ((step < needed - have || __builtin_wasm_memory_grow(0, step) == SIZE_MAX) &&
            __builtin_wasm_memory_grow(0, needed - have) == SIZE_MAX)
            return ZB_E_MEMORY;
    }
    words[ZB_CONTROL_LIMIT_AT / 4] = zbi_memory_bytes();
    return ZB_OK;
}

bool
zbi_memory_begin(zb_arena *arena, uint64_t at, uint32_t reserved)
{
    if (at > ZB_MAX_REGION_BYTES - ZB_PAGE_BYTES)
        return false;
    zb_off control = ((zb_off)at + 63) & ~63u;
    zb_off start = control + ZB_CONTROL_BYTES + reserved;
    while (start > zbi_memory_bytes())
        if (__builtin_wasm_memory_grow(0, 1) == SIZE_MAX)
            return false;
    uint32_t *words = zbi_words(control);
    __builtin_memset(words, 0, ZB_CONTROL_BYTES + reserved);
    words[ZB_CONTROL_MAGIC_AT / 4] = ZB_CONTROL_MAGIC;
    words[ZB_CONTROL_VERSION_AT / 4] = ZB_CONTROL_VERSION;
    words[ZB_CONTROL_START_AT / 4] = words[ZB_CONTROL_BUMP_AT / 4] = start;
    words[ZB_CONTROL_LIMIT_AT / 4] = zbi_memory_bytes();
    words[ZB_CONTROL_MAX_AT / 4] = ZB_MAX_REGION_BYTES;
    arena->control = control;
    return true;
}
