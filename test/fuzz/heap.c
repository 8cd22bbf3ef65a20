/* SPDX-License-Identifier: MIT */
/*
 * Fuzzes both allocators of src/heap with sequences of calls.
 *
 * Input: one byte that chooses allocator and mode, then calls.  Oracles:
 *  - a block holds what was written into it, until it is freed; blocks are aligned and as
 *    long as was asked for; a call that fails has changed no block;
 *  - the general heap's own check holds after each call, and it uses what its blocks take;
 *  - with the mode of damage, bytes in and before blocks are overwritten between calls: then
 *    nothing is promised but that each call ends, within the region (AddressSanitizer; the
 *    arena moves as it grows) or in zbi_heap_fail.
 */
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/heap/heap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                                      \
    do {                                                                                                     \
        if (!(condition))                                                                                    \
            __builtin_trap();                                                                                \
    } while (0)

#define MAX_BLOCKS 64
#define MAX_REGION 0x80000u

static jmp_buf failed;
static bool damaged;

_Noreturn void
zbi_heap_fail(const char *sentence)
{
    (void)sentence;
    MUST(damaged); /* right use of a whole heap never fails */
    longjmp(failed, 1);
}

typedef struct allocator {
    zb_off (*begin)(zb_arena *, uint32_t);
    void *(*alloc)(zbi_heap *, zb_arena *, size_t);
    void *(*alloc_aligned)(zbi_heap *, zb_arena *, uint32_t, size_t);
    bool (*owns)(const zbi_heap *, const void *);
    void (*free)(zbi_heap *, void *);
    void *(*resize)(zbi_heap *, zb_arena *, void *, size_t);
    size_t (*block_bytes)(const zbi_heap *, const void *);
    void (*reset)(zbi_heap *, uint32_t);
    uint32_t (*used)(const zbi_heap *);
} allocator;

static const allocator GENERAL = {
    zbi_general_begin,       zbi_general_alloc, zbi_general_alloc_aligned,
    zbi_general_owns,        zbi_general_free,  zbi_general_resize,
    zbi_general_block_bytes, zbi_general_reset, zbi_general_used,
};
static const allocator BUMP = {
    zbi_bump_begin,  zbi_bump_alloc,       zbi_bump_alloc_aligned, zbi_bump_owns, zbi_bump_free,
    zbi_bump_resize, zbi_bump_block_bytes, zbi_bump_reset,         zbi_bump_used,
};

typedef struct block {
    zb_off off; /* of its bytes: the region moves */
    uint32_t bytes;
    uint8_t mark;
} block;

static struct {
    const allocator *a;
    zb_arena arena;
    zb_off state;
    block blocks[MAX_BLOCKS];
    uint32_t count;
    const uint8_t *data;
    size_t left;
} r;

static uint32_t
next(uint32_t bound)
{
    uint32_t value = 0;
    for (uint64_t reach = 1; reach < bound && r.left > 0; reach <<= 8, r.left--)
        value = value << 8 | *r.data++;
    return value % bound;
}

static zbi_heap *
heap(void)
{
    return zbi_heap_at(&r.arena, r.state);
}

static uint8_t *
bytes_of(const block *b)
{
    return zb_arena_ptr(&r.arena, b->off);
}

/* Move to memory of exactly the new size, so that each pointer that was kept is a dangling one. */
static zb_status
grow(zb_arena *arena, uint32_t bytes)
{
    uint64_t size = (uint64_t)zb_arena_save(arena) + bytes + 64;
    if (bytes == 0)
        return ZB_OK;
    if (size > MAX_REGION)
        return ZB_E_MEMORY;
    uint32_t whole = ((uint32_t)size + 15) & ~15u;
    uint8_t *moved = aligned_alloc(16, whole);
    MUST(moved != NULL);
    memset(moved + arena->size_bytes, 0xEE, whole - arena->size_bytes);
    memcpy(moved, arena->base, arena->size_bytes);
    free(arena->base);
    arena->base = moved;
    arena->size_bytes = whole;
    zb_arena_raise_limit(arena, whole);
    return ZB_OK;
}

static void
check(const block *b, uint32_t bytes)
{
    if (damaged)
        return;
    const uint8_t *at = bytes_of(b);
    for (uint32_t i = 0; i < bytes; i++)
        MUST(at[i] == b->mark);
}

static void
accept(block *b, uint8_t *ptr, uint32_t bytes, uint32_t align)
{
    b->off = (zb_off)(ptr - r.arena.base);
    b->bytes = bytes;
    if (damaged)
        return;
    MUST(b->off % ZBI_BLOCK_ALIGN == 0 && (uintptr_t)ptr % align == 0);
    MUST(r.a->owns(heap(), ptr) && r.a->block_bytes(heap(), ptr) >= bytes);
    b->mark = (uint8_t)next(256);
    memset(ptr, b->mark, r.a->block_bytes(heap(), ptr));
}

static uint32_t
some_bytes(void)
{
    switch (next(8)) {
    case 0:
        return next(0x10000);
    case 1:
        return UINT32_MAX - next(256);
    case 2:
        return 0xFFDFFF00u + next(512);
    case 3:
        return next(MAX_REGION);
    default:
        return next(256);
    }
}

static void
step(void)
{
    uint32_t choice = next(damaged ? 9 : 8), which = r.count > 0 ? next(r.count) : 0;
    block *b = &r.blocks[which];
    zb_off noise;
    if (choice <= 2 && r.count < MAX_BLOCKS) {
        uint32_t bytes = some_bytes(), align = choice == 2 ? 1u << next(14) : 1;
        uint8_t *ptr = align > 1 ? r.a->alloc_aligned(heap(), &r.arena, align, bytes)
                                 : r.a->alloc(heap(), &r.arena, bytes);
        if (ptr != NULL)
            accept(&r.blocks[r.count++], ptr, bytes, align);
    } else if (choice <= 4 && r.count > 0) {
        uint32_t bytes = some_bytes();
        if (damaged && !r.a->owns(heap(), bytes_of(b)))
            return; /* malloc.c asks before each call */
        uint8_t *ptr = r.a->resize(heap(), &r.arena, bytes_of(b), bytes);
        if (ptr != NULL)
            b->off = (zb_off)(ptr - r.arena.base);
        check(b, ptr == NULL || bytes > b->bytes ? b->bytes : bytes);
        if (ptr != NULL)
            accept(b, ptr, bytes, 1);
    } else if (choice <= 6 && r.count > 0) {
        check(b, b->bytes);
        if (damaged && !r.a->owns(heap(), bytes_of(b)))
            return;
        r.a->free(heap(), bytes_of(b));
        if (!damaged || next(4) != 0) /* else it will be freed twice */
            r.blocks[which] = r.blocks[--r.count];
    } else if (choice == 7) {
        if (next(16) == 0)
            r.a->reset(heap(), next(UINT32_MAX)), r.count = 0;
        else
            (void)!zb_arena_alloc(&r.arena, next(64), 1, &noise);
    } else if (choice == 8 && r.count > 0) {
        /* Over its header, its own bytes, and the header behind; the words before the first block are the
         * piece's, which no block reaches. */
        uint32_t span = b->bytes < 0x10000 ? b->bytes + 24 : 64, at = next(span);
        zb_off target = b->off - ZBI_HEADER_BYTES + at;
        if (target < r.arena.size_bytes)
            r.arena.base[target] ^= (uint8_t)next(256);
    }
}

static void
run(void)
{
    while (r.left > 0) {
        step();
        if (damaged)
            continue;
        uint32_t sum = 0;
        for (uint32_t i = 0; i < r.count; i++)
            sum += (uint32_t)r.a->block_bytes(heap(), bytes_of(&r.blocks[i])) + ZBI_HEADER_BYTES;
        MUST(r.a->used(heap()) == sum);
        MUST(r.a == &BUMP || zbi_general_check(heap()));
    }
    for (uint32_t i = 0; i < r.count; i++)
        check(&r.blocks[i], r.blocks[i].bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    memset(&r, 0, sizeof r);
    r.a = (data[0] & 1) != 0 ? &BUMP : &GENERAL;
    damaged = (data[0] & 2) != 0;
    r.data = data + 1;
    r.left = size - 1;
    uint8_t *base = aligned_alloc(16, 2048);
    MUST(base != NULL && zb_arena_init(&r.arena, base, 2048, 0, 0) == ZB_OK);
    r.arena.grow = grow;
    r.state = r.a->begin(&r.arena, next(UINT32_MAX));
    MUST(r.state != 0);
    if (setjmp(failed) == 0)
        run();
    free(r.arena.base);
    return 0;
}
