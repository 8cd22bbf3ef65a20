/* SPDX-License-Identifier: MIT */
#ifndef ZBI_HEAP_H
#define ZBI_HEAP_H

/*
 * What the two allocators share, and what malloc.c asks of the one that is linked.
 *
 *            malloc.c (which heap: the request's or the instance's)
 *               |                        |
 *            general.c                bump.c          one of them in a module
 *               |                        |
 *            +-- zb_arena_alloc: pieces of the arena --+
 *
 * An allocator's state lies in the arena it takes from, at an offset that the
 * caller remembers; it ends with the arena, by being forgotten.  All links are
 * offsets.  The state belongs to the program that calls malloc, like any of its
 * variables: unlike values it is never read by another side.
 */

#include <zerobuf/arena.h>

/* Blocks begin at multiples of this; in front of each lies its header. */
#define ZBI_BLOCK_ALIGN 16u
#define ZBI_HEADER_BYTES 8u

/* Longer blocks than this cannot lie in a region; sizes below can be rounded and added to freely. */
#define ZBI_BLOCK_MAX 0xFFE00000u
#define ZBI_ALIGN_MAX 0x100000u

/**
 * Stop: the program has broken the heap, and going on would break more.
 *
 * @param sentence  what was found, NUL-terminated
 *
 * In a module it traps, after leaving the sentence where a host finds it; tests
 * put their own in its place.
 */
_Noreturn void zbi_heap_fail(const char *sentence);

/** A heap in an arena.  Opaque: each allocator has its own. */
typedef struct zbi_heap zbi_heap;

/* The contract, kept by zbi_general_* and zbi_bump_* alike. */
#define ZBI_ALLOCATOR(prefix)                                                                                \
    /* Begin in an arena.  `seed` differs from heap to heap: blocks of one are no blocks of another.         \
     * The state's offset, 0 without memory. */                                                              \
    zb_off prefix##_begin(zb_arena *arena, uint32_t seed);                                                   \
    /* The heap at an offset that begin returned.  Where the base may move: only until the next growth. */   \
    /* A block of `bytes`, NULL without memory. */                                                           \
    void *prefix##_alloc(zbi_heap *heap, zb_arena *arena, size_t bytes);                                     \
    /* The same at a multiple of `align`: a power of two, 1 to ZBI_ALIGN_MAX. */                             \
    void *prefix##_alloc_aligned(zbi_heap *heap, zb_arena *arena, uint32_t align, size_t bytes);             \
    /* Whether the 8 bytes before `block`, not NULL, say that this heap has handed it out. */                \
    bool prefix##_owns(const zbi_heap *heap, const void *block);                                             \
    /* For blocks that the heap owns.  resize: NULL without memory, the block is then as it was. */          \
    void prefix##_free(zbi_heap *heap, void *block);                                                         \
    void *prefix##_resize(zbi_heap *heap, zb_arena *arena, void *block, size_t bytes);                       \
    size_t prefix##_block_bytes(const zbi_heap *heap, const void *block);                                    \
    /* Free everything; `seed` as for begin. */                                                              \
    void prefix##_reset(zbi_heap *heap, uint32_t seed);                                                      \
    uint32_t prefix##_used(const zbi_heap *heap);                                                            \
    uint32_t prefix##_capacity(const zbi_heap *heap)

ZBI_ALLOCATOR(zbi_general);
ZBI_ALLOCATOR(zbi_bump);

/** Check everything that the general heap's structures promise each other, by walking all blocks. */
bool zbi_general_check(const zbi_heap *heap);

static inline zbi_heap *
zbi_heap_at(const zb_arena *arena, zb_off state)
{
    return (zbi_heap *)(void *)zb_arena_ptr(arena, state);
}

#endif /* ZBI_HEAP_H */
