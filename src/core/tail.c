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
    tail->segment = zbi_control_load(arena, ZB_CONTROL_SEGMENT_AT);
    tail->keys = zbi_control_load(arena, ZB_CONTROL_KEYS_AT);
    tail->keys_end = zbi_control_load(arena, ZB_CONTROL_KEYS_END_AT);
    tail->indexes = zbi_control_load(arena, ZB_CONTROL_INDEXES_AT);
    tail->indexes_end = zbi_control_load(arena, ZB_CONTROL_INDEXES_END_AT);
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

/* Go back to the key table and the indexes that there were, without what they got since: that lies
 * above `start` in its segment, or in segments that were added. */
static void
forget(const zbi_tail *tail)
{
    zb_arena *arena = tail->arena;
    zbi_control_store(arena, ZB_CONTROL_KEYS_AT, tail->keys);
    zbi_control_store(arena, ZB_CONTROL_INDEXES_AT, tail->indexes);
    zb_view view = zb_arena_view(arena);
    zb_off segment = zbi_control_load(arena, ZB_CONTROL_SEGMENT_AT), bump = tail->bump;
    while (zb_view_has(view, segment, ZB_SEGMENT_HEADER_BYTES)) {
        zb_off from = segment == tail->segment ? tail->start : segment;
        zbi_control_store(arena, ZB_CONTROL_KEYS_END_AT, bump); /* the newest may lie here */
        zbi_control_store(arena, ZB_CONTROL_INDEXES_END_AT, bump);
        zbi_keys_forget(arena, from, bump + 1); /* an empty key may lie at the bump */
        zbi_indexes_forget(arena, from, bump);
        if (segment == tail->segment)
            break;
        bump = zb_view_u32(view, segment + ZB_SEGMENT_BUMP_AT);
        segment = zb_view_u32(view, segment + ZB_SEGMENT_PREVIOUS_AT);
    }
    zbi_control_store(arena, ZB_CONTROL_KEYS_END_AT, tail->keys_end);
    zbi_control_store(arena, ZB_CONTROL_INDEXES_END_AT, tail->indexes_end);
}

void
zbi_tail_abandon(zbi_tail *tail)
{
    if (tail->shared)
        return;
    zbi_control_store(tail->arena, ZB_CONTROL_BUMP_AT, tail->bump);
    forget(tail);
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

/* Bytes that the table of interned keys takes for its next key: not 0 when it is full. */
static uint64_t
next_table_bytes(const zb_arena *arena)
{
    zb_view view = zb_arena_view(arena);
    zb_off at = zbi_control_load(arena, ZB_CONTROL_KEYS_AT);
    uint64_t capacity = ZB_KEYS_MIN_CAPACITY;
    if (at != 0 && zb_view_has(view, at, ZB_KEYS_HEADER_BYTES)) {
        capacity = zb_view_u32(view, at);
        if (zb_view_u32(view, at + 4) < capacity / 2)
            return 0;
        capacity *= 2;
    }
    return ZB_KEYS_HEADER_BYTES + capacity * ZB_KEYS_ENTRY_BYTES + ZB_WRITE_ALIGN;
}

/* The table cannot grow the arena while temporary bytes lie there: make room for it before, if
 * that is possible.  Otherwise keys that come from then on are not interned. */
static void
make_room_for_table(zbi_tail *tail, uint32_t len)
{
    uint64_t table = next_table_bytes(tail->arena);
    zb_status status = ZB_OK;
    if (table != 0 && table + len > tail->floor - tail->bump)
        status = zbi_tail_grow(tail, table + len);
    (void)status;
}

/* Where a key lies: what growth moves is told by its offset or its distance from the end. */
typedef enum key_where { OUTSIDE, IN_REGION, IN_TAIL } key_where;

typedef struct key_place {
    key_where where;
    const char *ptr;
    uint32_t at;
} key_place;

static const char *
key_ptr(const zbi_tail *tail, const key_place *key)
{
    return key->where == OUTSIDE     ? key->ptr
           : key->where == IN_REGION ? (const char *)zb_arena_ptr(tail->arena, key->at)
                                     : (const char *)zbi_tail_at(tail, key->at);
}

static zb_status
intern(zbi_tail *tail, key_place key, uint32_t len, zb_off *out)
{
    zb_arena *arena = tail->arena;
    if (tail->shared)
        ZB_TRY(zb_arena_refresh(arena)); /* other threads grow it */
    else
        make_room_for_table(tail, len);
    for (;;) {
        const char *bytes = key_ptr(tail, &key);
        uint32_t known_bytes = arena->size_bytes;
        zb_arena_grow_fn grow = arena->grow;
        arena->grow = NULL; /* it would take temporary bytes for free ones, or move the key */
        zbi_tail_suspend(tail);
        zb_status status = zb_key_intern(arena, bytes, len, out);
        zbi_tail_resume(tail);
        arena->grow = grow;
        if (status == ZB_E_CONTROL && tail->shared) {
            /* Another thread may have grown the region since, and without its hook the handle did
             * not learn of it. */
            ZB_TRY(zb_arena_refresh(arena));
            if (arena->size_bytes > known_bytes)
                continue; /* sizes only rise, so this ends */
        }
        if (status != ZB_E_MEMORY || grow == NULL)
            return status;
        ZB_TRY(tail->shared ? grow(arena, len + 1) : zbi_tail_grow(tail, (uint64_t)len + 1));
    }
}

zb_status
zbi_tail_intern(zbi_tail *tail, const char *key, uint32_t len, zb_off *out)
{
    return intern(tail, (key_place){OUTSIDE, key, 0}, len, out);
}

zb_status
zbi_tail_intern_own(zbi_tail *tail, uint32_t from_end, uint32_t len, zb_off *out)
{
    return intern(tail, (key_place){IN_TAIL, NULL, from_end}, len, out);
}

zb_status
zbi_tail_intern_at(zbi_tail *tail, zb_off key, uint32_t len, zb_off *out)
{
    return intern(tail, (key_place){IN_REGION, NULL, key}, len, out);
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
