/* SPDX-License-Identifier: MIT */
/* Arenas over runs of pages: a call's and the instance's differ only in how long they live. */
#include "guest.h"

static zb_status
add_pages(zb_arena *arena, uint32_t bytes)
{
    arena->size_bytes = zbi_memory_bytes();
    if (bytes == 0)
        return ZB_OK;
    uint32_t pages = zbi_pages_for((uint64_t)bytes + ZB_SEGMENT_HEADER_BYTES);
    zb_off at = zbi_pages_take(pages);
    if (at == 0)
        return ZB_E_MEMORY;
    arena->size_bytes = zbi_memory_bytes();
    zb_arena_add_segment(arena, at, pages * ZB_PAGE_BYTES);
    return ZB_OK;
}

static void
give_pages(zb_arena *arena, zb_off segment, uint32_t bytes)
{
    (void)arena;
    zbi_pages_give(segment, bytes / ZB_PAGE_BYTES);
}

zb_arena
zbi_arena_at(zb_off control)
{
    zb_arena arena = {NULL, zbi_memory_bytes(), control, add_pages, give_pages, NULL};
    return arena;
}

void
zbi_arena_make(zb_arena *arena, zb_off at, uint32_t pages)
{
    *arena = zbi_arena_at(at);
    zb_off limit = at + pages * ZB_PAGE_BYTES;
    uint32_t words[ZB_CONTROL_BYTES / 4] = {
        [ZB_CONTROL_MAGIC_AT / 4] = ZB_CONTROL_MAGIC,
        [ZB_CONTROL_VERSION_AT / 4] = ZB_CONTROL_VERSION,
        [ZB_CONTROL_START_AT / 4] = at + ZB_CONTROL_BYTES,
        [ZB_CONTROL_BUMP_AT / 4] = at + ZB_CONTROL_BYTES,
        [ZB_CONTROL_LIMIT_AT / 4] = limit,
        [ZB_CONTROL_MAX_AT / 4] = limit,
    };
    __builtin_memcpy((void *)(uintptr_t)at, words, sizeof words);
}
