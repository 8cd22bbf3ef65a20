/* SPDX-License-Identifier: MIT */
/*
 * The bump allocator: forward only, but for the newest block, which can grow,
 * shrink and go.  The header serves realloc, and tells a block from what is none:
 *
 *   +0      +4      +8                         size
 *   +-------+-------+--------------------------+
 *   | size  | seal  | what the program gets    |   size 0: freed
 *   +-------+-------+--------------------------+
 */
#include "heap.h"

#define STEP_MIN 4096u
#define STEP_MAX 0x100000u

typedef struct bump {
    zb_off self; /* where this lies: base = address - self */
    uint32_t seed;
    uint32_t used;
    uint32_t capacity;
    zb_off piece, top, end; /* of the newest piece, which is all that is ever handed out from; 0 = none */
    zb_off low, high;       /* all pieces lie in [low, high) */
} bump;

static inline bump *
state_of(zbi_heap *heap)
{
    return (bump *)(void *)heap;
}

static inline const bump *
const_state_of(const zbi_heap *heap)
{
    return (const bump *)(const void *)heap;
}

static inline uint32_t *
words_at(const bump *heap, zb_off off)
{
    return (uint32_t *)(void *)((uintptr_t)heap - heap->self + off);
}

static inline zb_off
header_of(const bump *heap, const void *block)
{
    return (zb_off)((uintptr_t)block - (uintptr_t)heap + heap->self) - ZBI_HEADER_BYTES;
}

static inline uint32_t
seal(const bump *heap, zb_off at, uint32_t size)
{
    return heap->seed ^ at ^ (size << 16 | size >> 16);
}

static void
put(const bump *heap, zb_off at, uint32_t size)
{
    uint32_t *words = words_at(heap, at);
    words[0] = size;
    words[1] = seal(heap, at, size);
}

zb_off
zbi_bump_begin(zb_arena *arena, uint32_t seed)
{
    zb_off state;
    if (zb_arena_alloc(arena, sizeof(bump), ZBI_BLOCK_ALIGN, &state) != ZB_OK)
        return 0;
    bump *heap = state_of(zbi_heap_at(arena, state));
    *heap = (bump){.self = state, .seed = seed, .low = UINT32_MAX};
    return state;
}

/* Make room for `size` past the top.  False without memory. */
static bool
grow(bump **heap_at, zb_arena *arena, uint32_t size)
{
    bump *heap = *heap_at;
    zb_off self = heap->self, piece;
    uint32_t least = size + ZBI_BLOCK_ALIGN, step = heap->capacity / 4 & ~(ZBI_BLOCK_ALIGN - 1);
    step = step < STEP_MIN ? STEP_MIN : step > STEP_MAX ? STEP_MAX : step;
    uint32_t bytes = step > least ? step : least;
    if (zb_arena_alloc(arena, bytes, ZBI_BLOCK_ALIGN, &piece) != ZB_OK) {
        bytes = least;
        if (zb_arena_alloc(arena, bytes, ZBI_BLOCK_ALIGN, &piece) != ZB_OK)
            return false;
    }
    *heap_at = heap = state_of(zbi_heap_at(arena, self)); /* the base may have moved */
    heap->capacity += bytes;
    if (heap->piece != 0 && piece == heap->end) {
        heap->end += bytes;
    } else {
        heap->piece = piece;
        heap->top = piece + ZBI_BLOCK_ALIGN - ZBI_HEADER_BYTES;
        heap->end = piece + bytes;
    }
    heap->low = piece < heap->low ? piece : heap->low;
    heap->high = heap->end > heap->high ? heap->end : heap->high;
    return true;
}

static inline uint32_t
size_for(uint32_t bytes)
{
    return (bytes + ZBI_HEADER_BYTES + ZBI_BLOCK_ALIGN - 1) & ~(ZBI_BLOCK_ALIGN - 1);
}

void *
zbi_bump_alloc(zbi_heap *any, zb_arena *arena, size_t bytes)
{
    bump *heap = state_of(any);
    if (bytes > ZBI_BLOCK_MAX)
        return NULL;
    uint32_t size = size_for(bytes == 0 ? 1 : (uint32_t)bytes);
    if (heap->end - heap->top < size && !grow(&heap, arena, size))
        return NULL;
    zb_off at = heap->top;
    put(heap, at, size);
    heap->top = at + size;
    heap->used += size;
    return words_at(heap, at) + 2;
}

void *
zbi_bump_alloc_aligned(zbi_heap *any, zb_arena *arena, uint32_t align, size_t bytes)
{
    bump *heap = state_of(any);
    if (align <= ZBI_BLOCK_ALIGN)
        return zbi_bump_alloc(any, arena, bytes);
    if (bytes > ZBI_BLOCK_MAX - 2 * ZBI_ALIGN_MAX)
        return NULL;
    uint32_t size = size_for(bytes == 0 ? 1 : (uint32_t)bytes);
    if (heap->end - heap->top < size + align && !grow(&heap, arena, size + align))
        return NULL;
    uintptr_t first = (uintptr_t)(words_at(heap, heap->top) + 2);
    zb_off at = heap->top + (uint32_t)(-first & (align - 1)); /* what is skipped belongs to nobody */
    put(heap, at, size);
    heap->top = at + size;
    heap->used += size;
    return words_at(heap, at) + 2;
}

bool
zbi_bump_owns(const zbi_heap *any, const void *block)
{
    const bump *heap = const_state_of(any);
    zb_off at = header_of(heap, block);
    if (at % ZBI_BLOCK_ALIGN != ZBI_HEADER_BYTES || at < heap->low || at >= heap->high)
        return false;
    const uint32_t *words = words_at(heap, at);
    return words[1] == seal(heap, at, words[0]);
}

size_t
zbi_bump_block_bytes(const zbi_heap *any, const void *block)
{
    const bump *heap = const_state_of(any);
    uint32_t size = words_at(heap, header_of(heap, block))[0];
    if (size == 0)
        zbi_heap_fail("heap: a block was freed twice, or used after it was freed");
    return size - ZBI_HEADER_BYTES;
}

void
zbi_bump_free(zbi_heap *any, void *block)
{
    bump *heap = state_of(any);
    uint32_t size = (uint32_t)zbi_bump_block_bytes(any, block) + ZBI_HEADER_BYTES;
    zb_off at = header_of(heap, block);
    heap->used -= size;
    put(heap, at, 0);
    if (at + size == heap->top)
        heap->top = at;
}

void *
zbi_bump_resize(zbi_heap *any, zb_arena *arena, void *block, size_t bytes)
{
    bump *heap = state_of(any);
    if (bytes > ZBI_BLOCK_MAX)
        return NULL;
    uint32_t size = (uint32_t)zbi_bump_block_bytes(any, block) + ZBI_HEADER_BYTES;
    uint32_t want = size_for(bytes == 0 ? 1 : (uint32_t)bytes);
    zb_off at = header_of(heap, block);
    bool newest = at + size == heap->top;
    if (newest && want > size && heap->end - heap->top < want - size && zb_arena_save(arena) == heap->end &&
        !grow(&heap, arena, want - size))
        return NULL;
    if (at + size == heap->top && want <= heap->end - at) {
        put(heap, at, want);
        heap->top = at + want;
        heap->used += want - size; /* modulo 2^32 when it shrinks */
        return words_at(heap, at) + 2;
    }
    if (want <= size)
        return block;
    zb_off self = heap->self;
    void *moved = zbi_bump_alloc((zbi_heap *)(void *)heap, arena, bytes);
    if (moved == NULL)
        return NULL;
    zbi_heap *now = zbi_heap_at(arena, self);
    block = words_at(state_of(now), at) + 2;
    __builtin_memcpy(moved, block, size - ZBI_HEADER_BYTES);
    zbi_bump_free(now, block);
    return moved;
}

void
zbi_bump_reset(zbi_heap *any, uint32_t seed)
{
    bump *heap = state_of(any);
    heap->seed = seed;
    heap->used = 0;
    if (heap->piece != 0)
        heap->top = heap->piece + ZBI_BLOCK_ALIGN - ZBI_HEADER_BYTES;
}

uint32_t
zbi_bump_used(const zbi_heap *any)
{
    return const_state_of(any)->used;
}

uint32_t
zbi_bump_capacity(const zbi_heap *any)
{
    return const_state_of(any)->capacity;
}
