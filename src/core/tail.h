/* SPDX-License-Identifier: MIT */
#ifndef ZBI_TAIL_H
#define ZBI_TAIL_H

/*
 * Temporary bytes for one call, at the far end of the arena that receives its result:
 *
 *        bump ->                                <- floor
 *   ------+-------------------------------------+--------------+
 *   values| free                                | temporary    |
 *   ------+-------------------------------------+--------------+ limit
 *
 * Results are allocated upward from `bump`, temporary bytes downward from `limit`; when
 * they meet, the arena grows and the temporary bytes move to the new end.  So a call needs
 * no memory of its own and leaves none behind.  Temporary bytes are told by their distance
 * from the end (zbi_tail_at), which survives the move.
 *
 * In a shared arena others allocate meanwhile: there the tail works in chunks that it
 * allocates, and what it does not use of them is abandoned until the next restore.
 */

#include "internal.h"

typedef struct zbi_tail {
    zb_arena *arena;
    zb_off bump;       /* next free byte for results */
    zb_off floor;      /* lowest temporary byte, 8-aligned */
    zb_off limit;      /* end of the temporary bytes, 8-aligned */
    zb_off real_limit; /* the arena's, or the end of the chunk */
    zb_checkpoint start;
    zb_off segment; /* this and the next four: the arena's when the tail was opened */
    zb_off keys;
    zb_off keys_end;
    zb_off indexes;
    zb_off indexes_end;
    bool shared;
} zbi_tail;

/** Begin.  ZB_OK or ZB_E_CONTROL. */
ZB_NODISCARD zb_status zbi_tail_open(zbi_tail *tail, zb_arena *arena);

/** End: what was allocated stays, temporary bytes are gone. */
void zbi_tail_close(zbi_tail *tail);

/**
 * End in failure: nothing that was allocated stays; keys and indexes that were made are forgotten.
 * In a shared arena all of it is abandoned.
 */
void zbi_tail_abandon(zbi_tail *tail);

/** Make at least `bytes` free bytes between bump and floor: moves the temporary bytes. */
ZB_NODISCARD zb_status zbi_tail_grow(zbi_tail *tail, uint64_t bytes);

/** zb_key_intern() while a tail is open.  The key does not lie in an arena that may move. */
ZB_NODISCARD zb_status zbi_tail_intern(zbi_tail *tail, const char *key, uint32_t len, zb_off *out);

/** The same for a key that lies in temporary bytes, `from_end` bytes before their end. */
ZB_NODISCARD zb_status zbi_tail_intern_own(zbi_tail *tail, uint32_t from_end, uint32_t len, zb_off *out);

/** The same for a key of the arena's own region, checked; the base may move meanwhile. */
ZB_NODISCARD zb_status zbi_tail_intern_at(zbi_tail *tail, zb_off key, uint32_t len, zb_off *out);

/**
 * zbi_index_build() for a finished object of `count` keys while a tail is open.
 */
void zbi_tail_index(zbi_tail *tail, zb_off handle, uint32_t count);

/** Let others allocate from the arena below the floor, until zbi_tail_resume(); they cannot grow it. */
void zbi_tail_suspend(zbi_tail *tail);
void zbi_tail_resume(zbi_tail *tail);

/** Allocate for the result.  `align` is a power of two, at most 16. */
static inline ZB_NODISCARD zb_status
zbi_tail_alloc(zbi_tail *tail, uint64_t bytes, uint32_t align, zb_off *out)
{
    /* Cannot wrap: bump is below 2^32 - 65536. */
    uint64_t off = ((uint64_t)tail->bump + align - 1) & ~(uint64_t)(align - 1);
    if (off + bytes > tail->floor) {
        ZB_TRY(zbi_tail_grow(tail, bytes + align));
        off = ((uint64_t)tail->bump + align - 1) & ~(uint64_t)(align - 1);
    }
    tail->bump = (zb_off)(off + bytes);
    *out = (zb_off)off;
    return ZB_OK;
}

/** Take `bytes` temporary bytes, a multiple of 8, below those that there are. */
static inline ZB_NODISCARD zb_status
zbi_tail_push(zbi_tail *tail, uint32_t bytes)
{
    if (bytes > tail->floor - tail->bump)
        ZB_TRY(zbi_tail_grow(tail, bytes));
    tail->floor -= bytes;
    return ZB_OK;
}

/** Give back the `bytes` temporary bytes taken last. */
static inline void
zbi_tail_pop(zbi_tail *tail, uint32_t bytes)
{
    tail->floor += bytes;
}

/** Bytes that are taken. */
static inline uint32_t
zbi_tail_bytes(const zbi_tail *tail)
{
    return tail->limit - tail->floor;
}

/** Pointer to the temporary byte that is `from_end` bytes before the end.  Ends at the next allocation. */
static inline uint8_t *
zbi_tail_at(const zbi_tail *tail, uint32_t from_end)
{
    return zb_arena_ptr(tail->arena, tail->limit - from_end);
}

#endif /* ZBI_TAIL_H */
