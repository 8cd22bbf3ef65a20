/* SPDX-License-Identifier: MIT */
/*
 * In place of src/core/index.c: the engine makes no indexes and uses none.  JavaScript finds keys
 * by guesses of its own, and an index is an optimisation that any writer may lack (SPEC.md, 6.9).
 * The engine only makes new objects, so no index that others made becomes untrue.
 */
#include "../core/internal.h"

zbi_index_answer
zbi_index_find(zb_view view, zb_off handle, const zbi_block *block, const char *key, uint32_t len,
               uint32_t *entry)
{
    (void)view, (void)handle, (void)block, (void)key, (void)len, (void)entry;
    return ZBI_INDEX_NONE;
}

void
zbi_index_update(zb_arena *arena, zb_off handle, zb_off data, uint32_t count)
{
    (void)arena, (void)handle, (void)data, (void)count;
}

uint64_t
zbi_index_room(const zb_arena *arena, uint32_t count)
{
    (void)arena, (void)count;
    return 0;
}

void
zbi_index_build(zb_arena *arena, zb_off handle)
{
    (void)arena, (void)handle;
}

uint64_t
zbi_index_key_bytes(zb_view view, zb_off handle)
{
    (void)view, (void)handle;
    return 0;
}

void
zbi_indexes_forget(zb_arena *arena, zb_off from, zb_off to)
{
    (void)arena, (void)from, (void)to; /* what the arena's indexes cover is older than the call */
}
