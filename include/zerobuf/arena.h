/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_ARENA_H
#define ZEROBUF_ARENA_H

/*
 * An arena allocates in a region by moving one offset upward.  Its state is a
 * 64-byte control block inside the region (SPEC.md, 6), so that C, JavaScript
 * and threads allocate from the same words.  A zb_arena is one side's handle
 * on that state: cheap to make, never stored in the region.
 *
 * Every call that allocates, here and in the headers built on this one, may also
 * return ZB_E_CONTROL: the control block was overwritten.  What it is given to
 * copy must not lie in the arena itself when the grow hook may move the base
 * (the memory of a WebAssembly module never moves).
 */

#include <stddef.h>

#include <zerobuf/view.h>

typedef struct zb_arena zb_arena;

/**
 * Make at least `bytes` free bytes available past the bump: either enlarge the
 * region (update arena->base and arena->size_bytes) and raise the limit with
 * zb_arena_raise_limit(), or hand over a segment with zb_arena_add_segment().
 *
 * With `bytes` 0 only update arena->base and arena->size_bytes: somebody else
 * has grown the region.  On a shared arena several threads may call the hook at
 * once, each with its own handle.
 *
 * @return ZB_OK, or ZB_E_MEMORY with nothing changed
 */
typedef zb_status (*zb_arena_grow_fn)(zb_arena *arena, uint32_t bytes);

/** Take back a segment that zb_arena_add_segment() handed over, with the length it had then. */
typedef void (*zb_arena_release_fn)(zb_arena *arena, zb_off segment, uint32_t bytes);

/** One side's handle on an arena.  Fill `grow`, `release` and `context` after init or attach. */
struct zb_arena {
    uint8_t *base;               /* base of the region; changes only in grow */
    uint32_t size_bytes;         /* of the region, as this side knows it */
    zb_off control;              /* the control block */
    zb_arena_grow_fn grow;       /* NULL: the arena is fixed */
    zb_arena_release_fn release; /* NULL: segments are dropped without notice */
    void *context;               /* for the two hooks */
};

/** A point in the life of an arena to go back to: its bump. */
typedef zb_off zb_checkpoint;

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Make an arena in a region and write its control block.
 *
 * @param arena       receives the handle, without hooks.  Untouched on failure.
 * @param base        base of the region
 * @param size_bytes  of the region; at most ZB_MAX_REGION_BYTES are used
 * @param start       where the control block goes, rounded up to 8 (and past offset 0).
 *                    Allocations follow it.
 * @param flags       ZB_ARENA_SHARED, ZB_ARENA_EXTENDED, both or 0
 * @return ZB_OK, ZB_E_BOUNDS (no room for the control block) or ZB_E_INVALID
 *
 * The caller owns the bytes; the arena frees nothing.  O(1).
 */
ZB_NODISCARD zb_status zb_arena_init(zb_arena *arena, void *base, size_t size_bytes, zb_off start,
                                     uint32_t flags);

/**
 * Make a handle on an arena that somebody else initialised.
 *
 * @param arena       receives the handle, without hooks.  Untouched on failure.
 * @param base        base of the region
 * @param size_bytes  of the region
 * @param control     offset of the control block; its words may be hostile
 * @return ZB_OK, ZB_E_BOUNDS, ZB_E_ALIGN or ZB_E_CONTROL
 */
ZB_NODISCARD zb_status zb_arena_attach(zb_arena *arena, void *base, size_t size_bytes, zb_off control);

/** The whole region as a view.  Ends at the next call that may grow the arena. */
static inline zb_view
zb_arena_view(const zb_arena *arena)
{
#ifdef ZB_LINEAR_MEMORY
    /* The engine knows the size, whoever grew the memory. */
    size_t pages = __builtin_wasm_memory_size(0);
    zb_view view = {NULL, (uint32_t)(pages > ZB_MAX_PAGES ? ZB_MAX_PAGES : pages) * ZB_PAGE_BYTES,
                    arena->control};
#else
    zb_view view = {arena->base, arena->size_bytes, arena->control};
#endif
    return view;
}

/** Writable pointer to `off`, which the caller has checked or allocated. */
static inline uint8_t *
zb_arena_ptr(const zb_arena *arena, zb_off off)
{
#ifdef ZB_LINEAR_MEMORY
    (void)arena;
    return (uint8_t *)(uintptr_t)off;
#else
    return (uint8_t *)((uintptr_t)arena->base + off);
#endif
}

/**
 * Allocate. The bytes are not cleared.
 *
 * @param arena  grows through its hook when full
 * @param bytes  0 is allowed and yields an offset that must not be read
 * @param align  power of two, 1 to 4096
 * @param out    receives the offset, never 0.  Untouched on failure.
 * @return ZB_OK, ZB_E_MEMORY, ZB_E_INVALID (align) or ZB_E_CONTROL (the control
 *         block was overwritten)
 *
 * O(1).  Any thread when the arena is shared, otherwise one at a time.
 */
ZB_NODISCARD zb_status zb_arena_alloc(zb_arena *arena, uint32_t bytes, uint32_t align, zb_off *out);

/**
 * Learn, from the grow hook, how large the region is now.  Call it before following
 * offsets that another thread passed on: they may lie where the region has grown to
 * since this handle looked.
 *
 * @return ZB_OK, or ZB_E_CONTROL: the limit lies outside the region.  O(1).
 */
ZB_NODISCARD zb_status zb_arena_refresh(zb_arena *arena);

/** The current bump, to give to zb_arena_restore().  O(1). */
zb_checkpoint zb_arena_save(const zb_arena *arena);

/**
 * Free everything allocated since a checkpoint, and raise the generation.
 *
 * @param arena       arena
 * @param checkpoint  from zb_arena_save() on this arena, not yet restored past
 * @return ZB_OK, or ZB_E_CHECKPOINT with nothing changed
 *
 * O(1), plus one step per segment given back, plus the key table when keys were
 * interned since.  A shared arena: only while no other thread allocates.
 */
ZB_NODISCARD zb_status zb_arena_restore(zb_arena *arena, zb_checkpoint checkpoint);

/** Restore to the start.  Returns ZB_OK, or ZB_E_CONTROL. */
ZB_NODISCARD zb_status zb_arena_reset(zb_arena *arena);

/** Bytes that can still be allocated without growing, at alignment 1.  O(1). */
uint32_t zb_arena_remaining(const zb_arena *arena);

/** How often the arena was restored or reset, modulo 2^32.  O(1). */
uint32_t zb_arena_generation(const zb_arena *arena);

/**
 * Check the equations that the control block and the segments keep.
 *
 * @return ZB_OK or ZB_E_CONTROL.  O(segments).
 */
ZB_NODISCARD zb_status zb_arena_check(const zb_arena *arena);

/** For grow hooks: the region was enlarged, and the first segment now ends at `limit`.  Never lowers it. */
void zb_arena_raise_limit(zb_arena *arena, zb_off limit);

/**
 * For grow hooks: go on allocating in `bytes` bytes at `segment`.
 *
 * @param arena    not shared
 * @param segment  8-aligned offset, not 0
 * @param bytes    more than ZB_SEGMENT_HEADER_BYTES, inside the region
 */
void zb_arena_add_segment(zb_arena *arena, zb_off segment, uint32_t bytes);

/**
 * The bytes of a key, interned: equal keys of one arena share one offset.
 *
 * @param arena  arena
 * @param key    UTF-8, not checked
 * @param len    bytes
 * @param out    receives the offset of the bytes.  Untouched on failure.
 * @return ZB_OK or ZB_E_MEMORY
 *
 * Expected O(len).
 */
ZB_NODISCARD zb_status zb_key_intern(zb_arena *arena, const char *key, uint32_t len, zb_off *out);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_ARENA_H */
