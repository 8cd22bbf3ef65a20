/* SPDX-License-Identifier: MIT */
/* The general allocator: quick lists, the top, growth.  general.h draws what it keeps. */
#include "general.h"

/* A heap begins with little and takes a quarter of what it has, within these bounds. */
#define STEP_MIN 4096u
#define STEP_MAX 0x100000u

static const char FREED_TWICE[] = "heap: a block was freed twice";

zb_off
zbi_general_begin(zb_arena *arena, uint32_t seed)
{
    zb_off state;
    if (zb_arena_alloc(arena, sizeof(zbi_heap), ZBI_BLOCK_ALIGN, &state) != ZB_OK)
        return 0;
    zbi_heap *heap = zbi_heap_at(arena, state);
    __builtin_memset(heap, 0, sizeof *heap);
    heap->self = state;
    heap->seed = seed;
    heap->low = UINT32_MAX;
    return state;
}

static inline uint32_t
size_for(uint32_t bytes)
{
    uint32_t size = (bytes + ZBI_HEADER_BYTES + GRANULE - 1) & ~(GRANULE - 1);
    return size < BLOCK_MIN ? BLOCK_MIN : size;
}

/* A live block at the top, which has room for it. */
static zb_off
cut_top(zbi_heap *heap, uint32_t size)
{
    zb_off at = heap->top;
    zbi_header_put(heap, at, size | LIVE);
    heap->top = at + size;
    return at;
}

static bool
top_has(const zbi_heap *heap, uint32_t size)
{
    return heap->end - heap->top >= size;
}

/* End the newest piece: what remains of it becomes a block, closed by the sentinel. */
static void
close_piece(zbi_heap *heap)
{
    zb_off at = heap->top, rest = heap->end - at;
    zbi_header_put(heap, heap->end, NOBODYS);
    heap->top = 0; /* so that the rest is not given back to the top */
    if (rest >= BLOCK_MIN)
        zbi_bins_put(heap, at, rest, false);
    else if (rest != 0)
        zbi_header_put(heap, at, rest | NOBODYS);
}

/* Make room for `size` at the top, by more of the arena.  False without memory. */
static bool
grow(zbi_heap **heap_at, zb_arena *arena, uint32_t size)
{
    zbi_heap *heap = *heap_at;
    zb_off self = heap->self, piece;
    uint32_t least = size + PIECE_HEADER_BYTES + SENTINEL_BYTES;
    uint32_t step = heap->capacity / 4 & ~(GRANULE - 1);
    step = step < STEP_MIN ? STEP_MIN : step > STEP_MAX ? STEP_MAX : step;
    uint32_t bytes = step > least ? step : least;
    if (zb_arena_alloc(arena, bytes, ZBI_BLOCK_ALIGN, &piece) != ZB_OK) {
        bytes = least;
        if (zb_arena_alloc(arena, bytes, ZBI_BLOCK_ALIGN, &piece) != ZB_OK)
            return false;
    }
    *heap_at = heap = zbi_heap_at(arena, self); /* the base may have moved */
    heap->capacity += bytes;
    if (piece < heap->low)
        heap->low = piece;
    if (bytes > heap->high - piece || piece > heap->high)
        heap->high = piece + bytes;
    if (heap->piece != 0 && piece == heap->end + SENTINEL_BYTES) {
        heap->end += bytes;
        zbi_heap_words(heap, heap->piece)[1] = heap->end;
        return true;
    }
    if (heap->piece != 0)
        close_piece(heap);
    uint32_t *words = zbi_heap_words(heap, piece);
    words[0] = heap->piece;
    words[1] = piece + bytes - SENTINEL_BYTES;
    heap->piece = piece;
    heap->top = piece + PIECE_HEADER_BYTES;
    heap->end = words[1];
    return true;
}

/* Take the first block of a quick list; its header must be what the list says. */
static inline zb_off
quick_pop(zbi_heap *heap, uint32_t size)
{
    zb_off at = heap->quick[size / GRANULE];
    if ((zbi_header(heap, at) & ~PREV_BINNED) != (size | QUICK))
        zbi_heap_fail("heap: a free block was written to, after free or past another block");
    heap->quick[size / GRANULE] = zbi_heap_words(heap, at)[2];
    return at;
}

/* Bin all quick blocks.  False when there was none. */
static bool
flush(zbi_heap *heap)
{
    bool any = false;
    for (uint32_t size = BLOCK_MIN; size <= QUICK_MAX; size += GRANULE)
        while (heap->quick[size / GRANULE] != 0) {
            zb_off at = quick_pop(heap, size);
            zbi_bins_put(heap, at, size, (zbi_heap_words(heap, at)[0] & PREV_BINNED) != 0);
            any = true;
        }
    return any;
}

/* A live block that no quick list has.  0 without memory. */
static zb_off
find(zbi_heap **heap_at, zb_arena *arena, uint32_t size)
{
    zbi_heap *heap = *heap_at;
    for (int round = 0;; round++) {
        zb_off at = zbi_bins_take(heap, size);
        if (at != 0)
            return at;
        if (top_has(heap, size))
            return cut_top(heap, size);
        if (round == 1 || !flush(heap))
            break;
    }
    return grow(heap_at, arena, size) ? cut_top(*heap_at, size) : 0;
}

static void *
hand_out(zbi_heap *heap, zb_off at)
{
    uint32_t *words = zbi_heap_words(heap, at);
    heap->used += words[0] & ~STATES;
    return words + 2;
}

static __attribute__((noinline)) void *
alloc_slowly(zbi_heap *heap, zb_arena *arena, size_t bytes)
{
    if (bytes > ZBI_BLOCK_MAX)
        return NULL;
    zb_off at = find(&heap, arena, size_for((uint32_t)bytes));
    return at != 0 ? hand_out(heap, at) : NULL;
}

void *
zbi_general_alloc(zbi_heap *heap, zb_arena *arena, size_t bytes)
{
    if (bytes > QUICK_MAX - ZBI_HEADER_BYTES)
        return alloc_slowly(heap, arena, bytes);
    uint32_t size = size_for((uint32_t)bytes);
    if (heap->quick[size / GRANULE] == 0)
        return alloc_slowly(heap, arena, bytes);
    zb_off at = quick_pop(heap, size);
    uint32_t *words = zbi_heap_words(heap, at);
    zbi_header_put(heap, at, words[0] ^ (LIVE | QUICK));
    heap->used += size;
    return words + 2;
}

bool
zbi_general_owns(const zbi_heap *heap, const void *block)
{
    return zbi_header_sealed(heap, zbi_heap_offset(heap, block) - ZBI_HEADER_BYTES);
}

void
zbi_general_free(zbi_heap *heap, void *block)
{
    zb_off at = zbi_heap_offset(heap, block) - ZBI_HEADER_BYTES;
    uint32_t *words = zbi_heap_words(heap, at);
    uint32_t word = words[0], size = word & ~STATES;
    if ((word & LIVE) == 0)
        zbi_heap_fail(FREED_TWICE);
    heap->used -= size;
    if (size > QUICK_MAX) {
        zbi_bins_put(heap, at, size, (word & PREV_BINNED) != 0);
        return;
    }
    zbi_header_put(heap, at, word ^ (LIVE | QUICK));
    words[2] = heap->quick[size / GRANULE];
    heap->quick[size / GRANULE] = at;
}

size_t
zbi_general_block_bytes(const zbi_heap *heap, const void *block)
{
    uint32_t word = zbi_header(heap, zbi_heap_offset(heap, block) - ZBI_HEADER_BYTES);
    if ((word & LIVE) == 0)
        zbi_heap_fail("heap: a block was used after it was freed");
    return (word & ~STATES) - ZBI_HEADER_BYTES;
}

/* Cut a live block to `want` and free the rest of it, if that can be a block. */
static void
trim(zbi_heap *heap, zb_off at, uint32_t want)
{
    uint32_t word = zbi_header(heap, at), size = word & ~STATES;
    if (size - want < BLOCK_MIN)
        return;
    heap->used -= size - want;
    zbi_bins_cut(heap, at, size, want, word & STATES);
}

/* Make a live block larger where it lies.  False when what follows is taken. */
static bool
extend(zbi_heap *heap, zb_off at, uint32_t want)
{
    uint32_t word = zbi_header(heap, at), size = word & ~STATES;
    zb_off next = at + size;
    if (next == heap->top) {
        if (!top_has(heap, want - size))
            return false;
        heap->top = at + want;
        zbi_header_put(heap, at, want | (word & STATES));
        heap->used += want - size;
        return true;
    }
    uint32_t after = zbi_header(heap, next), more = after & ~STATES;
    if ((after & (LIVE | QUICK)) != 0 || more < want - size)
        return false;
    zbi_bins_unlink(heap, next, more);
    zbi_header_erase(heap, next);
    zb_off behind = next + more;
    zbi_header_put(heap, behind, zbi_header(heap, behind) & ~PREV_BINNED);
    zbi_header_put(heap, at, (size + more) | (word & STATES));
    heap->used += more;
    trim(heap, at, want);
    return true;
}

void *
zbi_general_resize(zbi_heap *heap, zb_arena *arena, void *block, size_t bytes)
{
    if (bytes > ZBI_BLOCK_MAX)
        return NULL;
    uint32_t had = (uint32_t)zbi_general_block_bytes(heap, block), want = size_for((uint32_t)bytes);
    zb_off at = zbi_heap_offset(heap, block) - ZBI_HEADER_BYTES;
    if (want <= had + ZBI_HEADER_BYTES) {
        trim(heap, at, want);
        return block;
    }
    if (extend(heap, at, want))
        return block;
    /* Last in the heap, and the heap last in the arena: where that goes on, so does the block. */
    uint32_t size = had + ZBI_HEADER_BYTES;
    if (at + size == heap->top && zb_arena_save(arena) == heap->end + SENTINEL_BYTES &&
        grow(&heap, arena, want - size) && at + size == heap->top && extend(heap, at, want))
        return zbi_heap_words(heap, at) + 2;
    zb_off self = heap->self;
    uint32_t *moved = zbi_general_alloc(heap, arena, bytes);
    if (moved == NULL)
        return NULL;
    heap = zbi_heap_at(arena, self);
    block = zbi_heap_words(heap, at) + 2;
    __builtin_memcpy(moved, block, had);
    zbi_general_free(heap, block);
    return moved;
}

void *
zbi_general_alloc_aligned(zbi_heap *heap, zb_arena *arena, uint32_t align, size_t bytes)
{
    if (align <= ZBI_BLOCK_ALIGN)
        return zbi_general_alloc(heap, arena, bytes);
    if (bytes > ZBI_BLOCK_MAX - 2 * ZBI_ALIGN_MAX)
        return NULL;
    uint32_t want = size_for((uint32_t)bytes);
    zb_off at = find(&heap, arena, want + align + BLOCK_MIN);
    if (at == 0)
        return NULL;
    uint32_t *block = hand_out(heap, at);
    uint32_t word = block[-2], size = word & ~STATES;
    /* By address: natively the base of a region has an alignment of its own. */
    uint32_t skip = (uint32_t)(-(uintptr_t)block & (align - 1));
    if (skip != 0 && skip < BLOCK_MIN)
        skip += align;
    if (skip != 0) {
        zbi_header_put(heap, at + skip, (size - skip) | LIVE);
        zbi_header_put(heap, at, skip | (word & STATES));
        zbi_bins_put(heap, at, skip, (word & PREV_BINNED) != 0);
        heap->used -= skip;
    }
    trim(heap, at + skip, want);
    return zbi_heap_words(heap, at + skip) + 2;
}

/* The list of pieces is whole, and each but the newest ends as it should. */
static void
check_pieces(const zbi_heap *heap)
{
    uint32_t rest = heap->capacity;
    for (zb_off piece = heap->piece; piece != 0;) {
        bool inside = piece % GRANULE == 0 && piece >= heap->low && piece < heap->high;
        const uint32_t *words = zbi_heap_words(heap, inside ? piece : heap->piece);
        uint32_t bytes = words[1] + SENTINEL_BYTES - piece;
        if (!inside || bytes < PIECE_HEADER_BYTES + SENTINEL_BYTES || bytes > rest ||
            (piece != heap->piece && (zbi_header(heap, words[1]) & ~PREV_BINNED) != NOBODYS))
            zbi_heap_fail("heap: the end of a piece was overwritten, by a write past a block");
        rest -= bytes;
        piece = words[0];
    }
}

void
zbi_general_reset(zbi_heap *heap, uint32_t seed)
{
    check_pieces(heap); /* all of it before anything is changed */
    heap->seed = seed;
    heap->used = 0;
    __builtin_memset(heap->quick, 0, sizeof heap->quick);
    __builtin_memset(heap->bins, 0, sizeof heap->bins);
    __builtin_memset(heap->filled, 0, sizeof heap->filled);
    if (heap->piece == 0)
        return;
    heap->top = heap->piece + PIECE_HEADER_BYTES;
    for (zb_off piece = zbi_heap_words(heap, heap->piece)[0]; piece != 0;) {
        const uint32_t *words = zbi_heap_words(heap, piece);
        zb_off end = words[1], first = piece + PIECE_HEADER_BYTES;
        zbi_header_put(heap, end, NOBODYS);
        zbi_bins_put(heap, first, end - first, false);
        piece = words[0];
    }
}

uint32_t
zbi_general_used(const zbi_heap *heap)
{
    return heap->used;
}

uint32_t
zbi_general_capacity(const zbi_heap *heap)
{
    return heap->capacity;
}
