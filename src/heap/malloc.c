/* SPDX-License-Identifier: MIT */
/*
 * malloc and its like in a handler module: which heap a block is taken from, and
 * which it goes back to.
 *
 * A word of an arena's control block (SPEC.md, 6.1) leads to the heap in it.  It
 * is 0 when a call begins, so a request's heap needs no end: it is forgotten.
 */
#include <zerobuf/heap.h>

#include "heap.h"
#include "place.h"

#ifdef ZBI_HEAP_BUMP
#define ALLOCATOR(name) zbi_bump_##name
#else
#define ALLOCATOR(name) zbi_general_##name
#endif

/* In the word beside the offset, which is a multiple of 16. */
#define KEEP 1u

enum { INVALID = 28, NO_MEMORY = 48 }; /* EINVAL and ENOMEM as WASI numbers them */

static uint32_t *
heap_word(const zb_arena *arena)
{
    return (uint32_t *)(uintptr_t)(arena->control + ZB_CONTROL_HEAP_AT);
}

/* Different for each heap, in all bits: a block of an earlier request is no block of this one. */
static uint32_t
next_seed(void)
{
    static uint32_t serial;
    uint32_t seed = ++serial * 0x9E3779B1u;
    return seed ^ seed >> 15;
}

/* The heap in an arena, NULL when there is none yet. */
static inline zbi_heap *
heap_in(const zb_arena *arena)
{
    zb_off state = *heap_word(arena) & ~KEEP;
    return state != 0 ? zbi_heap_at(arena, state) : NULL;
}

static __attribute__((noinline)) zbi_heap *
begin_heap(zb_arena *arena)
{
    zb_off state = ALLOCATOR(begin)(arena, next_seed());
    if (state == 0)
        return NULL;
    *heap_word(arena) |= state;
    return zbi_heap_at(arena, state);
}

/* The arena that malloc takes from now, NULL when there is none and no memory for one. */
static inline zb_arena *
arena_now(void)
{
    zb_arena *call = zbi_heap_call_arena();
    return call != NULL && (*heap_word(call) & KEEP) == 0 ? call : zbi_heap_instance_arena();
}

static inline zbi_heap *
heap_now(zb_arena **arena)
{
    *arena = arena_now();
    if (*arena == NULL)
        return NULL;
    zbi_heap *heap = heap_in(*arena);
    return heap != NULL ? heap : begin_heap(*arena);
}

/* The heap that handed out `block`, and its arena. */
static inline zbi_heap *
heap_of(void *block, zb_arena **arena)
{
    *arena = zbi_heap_call_arena();
    if (*arena != NULL) {
        zbi_heap *heap = heap_in(*arena);
        if (heap != NULL && ALLOCATOR(owns)(heap, block))
            return heap;
    }
    *arena = zbi_heap_instance_arena();
    zbi_heap *heap = *arena != NULL ? heap_in(*arena) : NULL;
    if (heap == NULL || !ALLOCATOR(owns)(heap, block))
        zbi_heap_fail("heap: free or realloc of what is no block: a pointer into one, of an earlier "
                      "request, freed already, or with an overwritten header");
    return heap;
}

void *
malloc(size_t bytes)
{
    zb_arena *arena;
    zbi_heap *heap = heap_now(&arena);
    return heap != NULL ? ALLOCATOR(alloc)(heap, arena, bytes) : NULL;
}

void
free(void *block)
{
    zb_arena *arena;
    if (block != NULL)
        ALLOCATOR(free)(heap_of(block, &arena), block);
}

void *
calloc(size_t count, size_t bytes)
{
    size_t total;
    if (__builtin_mul_overflow(count, bytes, &total))
        return NULL;
    void *block = malloc(total);
    if (block != NULL)
        __builtin_memset(block, 0, total); /* earlier requests wrote here */
    return block;
}

void *
realloc(void *block, size_t bytes)
{
    zb_arena *arena;
    if (block == NULL)
        return malloc(bytes);
    zbi_heap *heap = heap_of(block, &arena);
    return ALLOCATOR(resize)(heap, arena, block, bytes);
}

void *
aligned_alloc(size_t align, size_t bytes)
{
    zb_arena *arena;
    if (align == 0 || (align & (align - 1)) != 0 || align > ZBI_ALIGN_MAX)
        return NULL;
    zbi_heap *heap = heap_now(&arena);
    return heap != NULL ? ALLOCATOR(alloc_aligned)(heap, arena, (uint32_t)align, bytes) : NULL;
}

int
posix_memalign(void **out, size_t align, size_t bytes)
{
    if (align < sizeof(void *) || (align & (align - 1)) != 0 || align > ZBI_ALIGN_MAX)
        return INVALID;
    void *block = aligned_alloc(align, bytes);
    if (block == NULL)
        return NO_MEMORY;
    *out = block;
    return 0;
}

size_t
malloc_usable_size(void *block)
{
    zb_arena *arena;
    return block != NULL ? ALLOCATOR(block_bytes)(heap_of(block, &arena), block) : 0;
}

bool
zb_heap_keep(bool keep)
{
    zb_arena *call = zbi_heap_call_arena();
    if (call == NULL)
        return true;
    uint32_t *word = heap_word(call);
    bool before = (*word & KEEP) != 0;
    *word = (*word & ~KEEP) | (keep ? KEEP : 0);
    return before;
}

uint32_t
zb_heap_used(void)
{
    zb_arena *arena = arena_now();
    zbi_heap *heap = arena != NULL ? heap_in(arena) : NULL;
    return heap != NULL ? ALLOCATOR(used)(heap) : 0;
}

uint32_t
zb_heap_capacity(void)
{
    zb_arena *arena = arena_now();
    zbi_heap *heap = arena != NULL ? heap_in(arena) : NULL;
    return heap != NULL ? ALLOCATOR(capacity)(heap) : 0;
}

void
zb_heap_reset(void)
{
    zb_arena *arena = arena_now();
    zbi_heap *heap = arena != NULL ? heap_in(arena) : NULL;
    if (heap != NULL)
        ALLOCATOR(reset)(heap, next_seed());
}
