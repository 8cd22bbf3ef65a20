/* SPDX-License-Identifier: MIT */
#include <zerobuf/arena.h>

#include "internal.h"

/* More segments than a region has pages means that the chain is damaged. */
#define MAX_SEGMENTS ZB_MAX_PAGES

#define MAX_ALIGN 4096u

/* A segment as its header describes it, with the bump at which it is (or was left). */
typedef struct segment {
    zb_off header; /* 0 for the first */
    zb_off first;  /* first allocatable byte */
    zb_off bump;
    zb_off limit;
} segment; /* [header, limit) never meets the control block */

static uint32_t
clamp_size(size_t size_bytes)
{
    return size_bytes > ZB_MAX_REGION_BYTES ? ZB_MAX_REGION_BYTES : (uint32_t)size_bytes;
}

/* Addresses are the only randomness that a freestanding program has: the system places it at random. */
static uint32_t
guess_proof_seed(const zb_arena *arena)
{
    uint64_t mixed = (uintptr_t)arena->base * 0x9E3779B97F4A7C15u + (uintptr_t)arena;
    return (uint32_t)(mixed ^ (mixed >> 32));
}

zb_status
zb_arena_init(zb_arena *arena, void *base, size_t size_bytes, zb_off start, uint32_t flags)
{
    if ((flags & ~(ZB_ARENA_SHARED | ZB_ARENA_EXTENDED)) != 0 || (uintptr_t)base % ZB_WRITE_ALIGN != 0)
        return ZB_E_INVALID;
    zb_arena made = {(uint8_t *)base, clamp_size(size_bytes), 0, NULL, NULL, NULL};
    uint64_t control = ((uint64_t)start + ZB_WRITE_ALIGN - 1) / ZB_WRITE_ALIGN * ZB_WRITE_ALIGN;
    if (control == 0)
        control = ZB_WRITE_ALIGN;
    if (control + ZB_CONTROL_BYTES > made.size_bytes)
        return ZB_E_BOUNDS;
    made.control = (zb_off)control;
    __builtin_memset(zb_arena_ptr(&made, made.control), 0, ZB_CONTROL_BYTES);
    zb_off first = made.control + ZB_CONTROL_BYTES;
    zbi_control_store(&made, ZB_CONTROL_VERSION_AT, ZB_CONTROL_VERSION);
    zbi_control_store(&made, ZB_CONTROL_START_AT, first);
    zbi_control_store(&made, ZB_CONTROL_BUMP_AT, first);
    zbi_control_store(&made, ZB_CONTROL_LIMIT_AT, made.size_bytes);
    zbi_control_store(&made, ZB_CONTROL_MAX_AT, ZB_MAX_REGION_BYTES);
    zbi_control_store(&made, ZB_CONTROL_FLAGS_AT, flags);
    zbi_control_store(&made, ZB_CONTROL_SEED_AT, guess_proof_seed(&made));
    zbi_control_store(&made, ZB_CONTROL_MAGIC_AT, ZB_CONTROL_MAGIC); /* last: the block is ready */
    *arena = made;
    return ZB_OK;
}

zb_status
zb_arena_attach(zb_arena *arena, void *base, size_t size_bytes, zb_off control)
{
    if ((uintptr_t)base % ZB_WRITE_ALIGN != 0 || control % ZB_WRITE_ALIGN != 0)
        return ZB_E_ALIGN;
    if (control == 0)
        return ZB_E_CONTROL; /* none (SPEC 1.4) */
    zb_arena made = {(uint8_t *)base, clamp_size(size_bytes), control, NULL, NULL, NULL};
    if (!zb_view_has(zb_arena_view(&made), control, ZB_CONTROL_BYTES))
        return ZB_E_BOUNDS;
    ZB_TRY(zb_arena_check(&made));
    *arena = made;
    return ZB_OK;
}

static segment
current_segment(const zb_arena *arena)
{
    segment seg;
    seg.header = zbi_control_load(arena, ZB_CONTROL_SEGMENT_AT);
    seg.first =
        seg.header != 0 ? seg.header + ZB_SEGMENT_HEADER_BYTES : zbi_control_load(arena, ZB_CONTROL_START_AT);
    seg.bump = zbi_control_load(arena, ZB_CONTROL_BUMP_AT); /* before the limit: both only rise */
    seg.limit = zbi_control_load(arena, ZB_CONTROL_LIMIT_AT);
    return seg;
}

static bool
segment_valid(const zb_arena *arena, const segment *seg)
{
    zb_view view = zb_arena_view(arena);
    zb_off from = seg->first;
    if (seg->header != 0) {
        from = seg->header;
        if (from % ZB_WRITE_ALIGN != 0 || !zb_view_has(view, from, ZB_SEGMENT_HEADER_BYTES) ||
            zb_view_u32(view, from + ZB_SEGMENT_LENGTH_AT) != seg->limit - from)
            return false;
    }
    bool apart = from >= arena->control + ZB_CONTROL_BYTES || seg->limit <= arena->control;
    return apart && seg->first <= seg->bump && seg->bump <= seg->limit && seg->limit <= view.size_bytes;
}

/* The segment before `seg`, which is valid and not the first. */
static segment
previous_segment(const zb_arena *arena, const segment *seg)
{
    zb_view view = zb_arena_view(arena);
    zb_off header = zb_view_u32(view, seg->header + ZB_SEGMENT_PREVIOUS_AT);
    segment before = {
        header, header != 0 ? header + ZB_SEGMENT_HEADER_BYTES : zbi_control_load(arena, ZB_CONTROL_START_AT),
        zb_view_u32(view, seg->header + ZB_SEGMENT_BUMP_AT),
        zb_view_u32(view, seg->header + ZB_SEGMENT_LIMIT_AT)};
    return before;
}

/* Learn the size of the region when another side has grown it past what this handle knows. */
static zb_status
learn_size(zb_arena *arena, zb_off limit)
{
#ifdef ZB_LINEAR_MEMORY
    (void)arena, (void)limit;
#else
    if (limit > arena->size_bytes && arena->grow != NULL)
        ZB_TRY(arena->grow(arena, 0));
    if (limit > arena->size_bytes)
        return ZB_E_CONTROL;
#endif
    return ZB_OK;
}

/* Move the bump, unless another thread did. */
static bool
advance(const zb_arena *arena, zb_off from, zb_off to)
{
    if (zbi_is_shared(arena))
        return __atomic_compare_exchange_n(zbi_word(arena, arena->control + ZB_CONTROL_BUMP_AT), &from, to,
                                           false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
    zbi_control_store(arena, ZB_CONTROL_BUMP_AT, to);
    return true;
}

zb_status
zb_arena_alloc(zb_arena *arena, uint32_t bytes, uint32_t align, zb_off *out)
{
    if (align == 0 || (align & (align - 1)) != 0 || align > MAX_ALIGN)
        return ZB_E_INVALID;
    if (bytes > ZB_MAX_REGION_BYTES - MAX_ALIGN)
        return ZB_E_MEMORY;
    zb_off tried_limit = 0;
    for (;;) {
        zb_off bump = zbi_control_load(arena, ZB_CONTROL_BUMP_AT);
        zb_off limit = zbi_control_load(arena, ZB_CONTROL_LIMIT_AT);
        ZB_TRY(learn_size(arena, limit));
        if (bump > limit || bump == 0 || limit > ZB_MAX_REGION_BYTES)
            return ZB_E_CONTROL;
        /* Cannot wrap: limit is at most ZB_MAX_REGION_BYTES, a page below 2^32. */
        zb_off off = (bump + align - 1) & ~(align - 1);
        if (off <= limit && bytes <= limit - off) {
            if (!advance(arena, bump, off + bytes))
                continue; /* another thread allocated; as bumps only rise, this loop ends */
            *out = off;
            return ZB_OK;
        }
        if (limit == tried_limit || arena->grow == NULL)
            return ZB_E_MEMORY; /* the hook said yes and made no room, or there is none */
        tried_limit = limit;
        ZB_TRY(arena->grow(arena, bytes + align - 1));
    }
}

zb_status
zb_arena_refresh(zb_arena *arena)
{
    return learn_size(arena, zbi_control_load(arena, ZB_CONTROL_LIMIT_AT));
}

zb_checkpoint
zb_arena_save(const zb_arena *arena)
{
    return zbi_control_load(arena, ZB_CONTROL_BUMP_AT);
}

/* Move the bump back, giving back the segments in between. */
static zb_status
restore(zb_arena *arena, zb_checkpoint checkpoint, bool forget_keys)
{
    ZB_TRY(zb_arena_refresh(arena));

    /* Find the segment first: a refused checkpoint must change nothing. */
    segment seg = current_segment(arena);
    uint32_t hops = 0;
    for (;; hops++) {
        if (!segment_valid(arena, &seg))
            return ZB_E_CONTROL;
        if (checkpoint >= seg.first && checkpoint <= seg.bump)
            break;
        if (seg.header == 0)
            return ZB_E_CHECKPOINT;
        if (hops == MAX_SEGMENTS)
            return ZB_E_CONTROL;
        seg = previous_segment(arena, &seg);
    }

    /* Offsets of different segments do not compare, so keys and indexes that may lie
     * in a returned segment cannot be told apart: forget them all. */
    if (forget_keys && hops > 0) {
        zbi_control_store(arena, ZB_CONTROL_KEYS_AT, 0);
        zbi_control_store(arena, ZB_CONTROL_KEYS_END_AT, 0);
        zbi_control_store(arena, ZB_CONTROL_INDEXES_AT, 0);
        zbi_control_store(arena, ZB_CONTROL_INDEXES_END_AT, 0);
    } else if (forget_keys) {
        zbi_keys_forget(arena, checkpoint, seg.bump);
        zbi_indexes_forget(arena, checkpoint, seg.bump);
    }
    for (; hops > 0; hops--) {
        segment gone = current_segment(arena);
        segment before = previous_segment(arena, &gone);
        zbi_control_store(arena, ZB_CONTROL_SEGMENT_AT, before.header);
        zbi_control_store(arena, ZB_CONTROL_LIMIT_AT, before.limit);
        zbi_control_store(arena, ZB_CONTROL_BUMP_AT, before.bump);
        if (arena->release != NULL)
            arena->release(arena, gone.header, gone.limit - gone.header);
    }
    zbi_control_store(arena, ZB_CONTROL_BUMP_AT, checkpoint);
    return ZB_OK;
}

zb_status
zb_arena_restore(zb_arena *arena, zb_checkpoint checkpoint)
{
    ZB_TRY(restore(arena, checkpoint, true));
    zbi_control_store(arena, ZB_CONTROL_GENERATION_AT, zbi_control_load(arena, ZB_CONTROL_GENERATION_AT) + 1);
    return ZB_OK;
}

zb_status
zb_arena_reset(zb_arena *arena)
{
    ZB_TRY(zb_arena_restore(arena, zbi_control_load(arena, ZB_CONTROL_START_AT)));
    zbi_control_store(arena, ZB_CONTROL_KEYS_LOCK_AT, 0); /* whoever held it is gone: nobody else is here */
    return ZB_OK;
}

void
zbi_arena_rollback(zb_arena *arena, zb_checkpoint checkpoint)
{
    if (zbi_is_shared(arena))
        return;
    /* The checkpoint was the bump a moment ago, so only a damaged control block
     * is refused here, and then there is nothing to give back.  Interning is the
     * last step of every call that fails, so no key was interned since. */
    (void)restore(arena, checkpoint, false);
}

void
zbi_arena_trim(zb_arena *arena, zb_off end, uint32_t bytes)
{
    if (!zbi_is_shared(arena) && zbi_control_load(arena, ZB_CONTROL_BUMP_AT) == end)
        zbi_control_store(arena, ZB_CONTROL_BUMP_AT, end - bytes);
}

uint32_t
zb_arena_remaining(const zb_arena *arena)
{
    zb_off bump = zbi_control_load(arena, ZB_CONTROL_BUMP_AT);
    zb_off limit = zbi_control_load(arena, ZB_CONTROL_LIMIT_AT);
    return bump < limit ? limit - bump : 0;
}

uint32_t
zb_arena_generation(const zb_arena *arena)
{
    return zbi_control_load(arena, ZB_CONTROL_GENERATION_AT);
}

zb_status
zb_arena_check(const zb_arena *arena)
{
    if (zbi_control_load(arena, ZB_CONTROL_MAGIC_AT) != ZB_CONTROL_MAGIC ||
        zbi_control_load(arena, ZB_CONTROL_VERSION_AT) != ZB_CONTROL_VERSION)
        return ZB_E_CONTROL;
    zb_off start = zbi_control_load(arena, ZB_CONTROL_START_AT);
    if (start < arena->control + ZB_CONTROL_BYTES) /* also 0; the block was checked to lie in the region */
        return ZB_E_CONTROL;
    segment seg = current_segment(arena);
    for (uint32_t hops = 0;; hops++) {
        if (hops > MAX_SEGMENTS || !segment_valid(arena, &seg))
            return ZB_E_CONTROL;
        if (seg.header == 0)
            return ZB_OK;
        seg = previous_segment(arena, &seg);
    }
}

void
zb_arena_raise_limit(zb_arena *arena, zb_off limit)
{
    uint32_t *word = zbi_word(arena, arena->control + ZB_CONTROL_LIMIT_AT);
    zb_off max = zbi_control_load(arena, ZB_CONTROL_MAX_AT);
    zb_off raised = limit < max ? limit : max;
    zb_off seen = __atomic_load_n(word, __ATOMIC_ACQUIRE);
    while (seen < raised &&
           !__atomic_compare_exchange_n(word, &seen, raised, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
        continue; /* the exchange reloaded `seen`, which only rises */
}

void
zb_arena_add_segment(zb_arena *arena, zb_off header, uint32_t bytes)
{
    segment seg = current_segment(arena);
    zbi_store_u32(arena, header + ZB_SEGMENT_PREVIOUS_AT, seg.header);
    zbi_store_u32(arena, header + ZB_SEGMENT_BUMP_AT, seg.bump);
    zbi_store_u32(arena, header + ZB_SEGMENT_LIMIT_AT, seg.limit);
    zbi_store_u32(arena, header + ZB_SEGMENT_LENGTH_AT, bytes);
    zbi_control_store(arena, ZB_CONTROL_SEGMENT_AT, header);
    zbi_control_store(arena, ZB_CONTROL_LIMIT_AT, header + bytes);
    zbi_control_store(arena, ZB_CONTROL_BUMP_AT, header + ZB_SEGMENT_HEADER_BYTES);
}
