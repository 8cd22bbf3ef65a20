/* SPDX-License-Identifier: MIT */
#include "tail.h"

#define FIRST_CHUNK_BYTES 4096u
#define TAIL_ALIGN 8u

static zb_off
align_down(zb_off off)
{
    return off & ~(TAIL_ALIGN - 1);
}

/* Take over the free bytes [bump, limit), with the temporary bytes at `from` moved to their end. */
static void
adopt(zbi_tail *tail, zb_off bump, zb_off limit, zb_off from, uint32_t bytes)
{
    tail->bump = bump;
    tail->real_limit = limit;
    tail->limit = align_down(limit);
    tail->floor = tail->limit - bytes;
    if (bytes > 0 && from != tail->floor)
        __builtin_memmove(zb_arena_ptr(tail->arena, tail->floor), zb_arena_ptr(tail->arena, from), bytes);
}

zb_status
zbi_tail_open(zbi_tail *tail, zb_arena *arena)
{
    ZB_TRY(zb_arena_refresh(arena));
    tail->arena = arena;
    tail->start = zb_arena_save(arena);
    tail->shared = zbi_is_shared(arena);
    zb_off limit = zbi_control_load(arena, ZB_CONTROL_LIMIT_AT);
    if (tail->start == 0 || tail->start > limit)
        return ZB_E_CONTROL;
    /* A shared arena gives a chunk when the first byte is asked for. */
    adopt(tail, tail->start, tail->shared ? tail->start : limit, 0, 0);
    if (tail->limit < tail->bump) /* fewer than 8 bytes are left */
        tail->limit = tail->floor = tail->bump;
    return ZB_OK;
}

void
zbi_tail_suspend(zbi_tail *tail)
{
    if (tail->shared)
        return;
    zbi_control_store(tail->arena, ZB_CONTROL_BUMP_AT, tail->bump);
    zbi_control_store(tail->arena, ZB_CONTROL_LIMIT_AT, tail->floor);
}

void
zbi_tail_resume(zbi_tail *tail)
{
    if (tail->shared)
        return;
    tail->bump = zb_arena_save(tail->arena);
    zbi_control_store(tail->arena, ZB_CONTROL_LIMIT_AT, tail->real_limit);
}

void
zbi_tail_close(zbi_tail *tail)
{
    if (!tail->shared)
        zbi_control_store(tail->arena, ZB_CONTROL_BUMP_AT, tail->bump);
}

void
zbi_tail_abandon(zbi_tail *tail)
{
    if (tail->shared)
        return;
    zbi_control_store(tail->arena, ZB_CONTROL_BUMP_AT, tail->bump);
    zbi_arena_rollback(tail->arena, tail->start);
}

static zb_status
next_chunk(zbi_tail *tail, uint64_t bytes)
{
    uint32_t had = zbi_tail_bytes(tail);
    uint64_t chunk = (uint64_t)had * 2 + bytes + TAIL_ALIGN;
    if (chunk < FIRST_CHUNK_BYTES)
        chunk = FIRST_CHUNK_BYTES;
    if (chunk > ZB_MAX_REGION_BYTES)
        return ZB_E_MEMORY;
    zb_off at;
    ZB_TRY(zb_arena_alloc(tail->arena, (uint32_t)chunk, 16, &at));
    adopt(tail, at, at + (zb_off)chunk, tail->floor, had);
    return ZB_OK;
}

zb_status
zbi_tail_grow(zbi_tail *tail, uint64_t bytes)
{
    if (tail->shared)
        return next_chunk(tail, bytes);
    zb_arena *arena = tail->arena;
    if (arena->grow == NULL || bytes > ZB_MAX_REGION_BYTES)
        return ZB_E_MEMORY;
    uint32_t had = zbi_tail_bytes(tail);
    uint64_t need = bytes + had + TAIL_ALIGN;
    if (need > ZB_MAX_REGION_BYTES)
        return ZB_E_MEMORY;
    zbi_control_store(arena, ZB_CONTROL_BUMP_AT, tail->bump);
    ZB_TRY(arena->grow(arena, (uint32_t)need));
    zb_off bump = zb_arena_save(arena), limit = zbi_control_load(arena, ZB_CONTROL_LIMIT_AT);
    if (bump == 0 || bump > limit || need > limit - bump || limit > zb_arena_view(arena).size_bytes)
        return ZB_E_MEMORY; /* the hook said yes and made no room */
    adopt(tail, bump, limit, tail->floor, had);
    return ZB_OK;
}

zb_status
zbi_tail_intern(zbi_tail *tail, const char *key, uint32_t len, zb_off *out)
{
    if (tail->shared)
        return zb_key_intern(tail->arena, key, len, out);
    for (;;) {
        zb_arena_grow_fn grow = tail->arena->grow;
        tail->arena->grow = NULL; /* it would take the temporary bytes for free ones */
        zbi_tail_suspend(tail);
        zb_status status = zb_key_intern(tail->arena, key, len, out);
        zbi_tail_resume(tail);
        tail->arena->grow = grow;
        if (status != ZB_E_MEMORY)
            return status;
        ZB_TRY(zbi_tail_grow(tail, (uint64_t)len + 1));
    }
}

void
zbi_tail_index(zbi_tail *tail, zb_off handle, uint32_t count)
{
    if (count <= ZB_INDEX_MIN_COUNT)
        return;
    if (tail->shared) {
        zbi_index_build(tail->arena, handle);
        return;
    }
    uint64_t room = zbi_index_room(tail->arena, count);
    if (room > tail->floor - tail->bump && zbi_tail_grow(tail, room) != ZB_OK)
        return; /* an index is an optimisation */
    zb_arena_grow_fn grow = tail->arena->grow;
    tail->arena->grow = NULL; /* it would take the temporary bytes for free ones */
    zbi_tail_suspend(tail);
    zbi_index_build(tail->arena, handle);
    zbi_tail_resume(tail);
    tail->arena->grow = grow;
}
