/* SPDX-License-Identifier: MIT */
/* Both allocators of src/heap against a plain model: what was written into a block stays there. */
#include "../../src/heap/heap.h"

#include "test.h"

#define REGION_BYTES 0x40000u
#define MAX_BLOCKS 96

_Noreturn void
zbi_heap_fail(const char *sentence)
{
    (void)sentence;
    __builtin_trap();
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
    uint32_t (*capacity)(const zbi_heap *);
    bool (*check)(const zbi_heap *);
} allocator;

static bool
nothing_to_check(const zbi_heap *heap)
{
    (void)heap;
    return true;
}

static const allocator GENERAL = {
    zbi_general_begin, zbi_general_alloc,    zbi_general_alloc_aligned, zbi_general_owns,
    zbi_general_free,  zbi_general_resize,   zbi_general_block_bytes,   zbi_general_reset,
    zbi_general_used,  zbi_general_capacity, zbi_general_check,
};
static const allocator BUMP = {
    zbi_bump_begin, zbi_bump_alloc,    zbi_bump_alloc_aligned, zbi_bump_owns,
    zbi_bump_free,  zbi_bump_resize,   zbi_bump_block_bytes,   zbi_bump_reset,
    zbi_bump_used,  zbi_bump_capacity, nothing_to_check,
};

typedef struct block {
    uint8_t *ptr;
    uint32_t bytes;
    uint8_t mark;
} block;

typedef struct world {
    const allocator *a;
    zb_arena arena;
    zb_off state;
    block blocks[MAX_BLOCKS];
    uint32_t count;
    bool failed;
} world;

static zbi_heap *
heap(world *w)
{
    return zbi_heap_at(&w->arena, w->state);
}

static bool
begin(world *w, const allocator *a)
{
    *w = (world){.a = a};
    if (zb_arena_init(&w->arena, test_region(REGION_BYTES), REGION_BYTES, 0, 0) != ZB_OK)
        return false;
    w->state = a->begin(&w->arena, test_random(UINT32_MAX));
    return w->state != 0;
}

static void
fill(block *b)
{
    __builtin_memset(b->ptr, b->mark, b->bytes);
}

static bool
holds(const block *b, uint32_t bytes)
{
    for (uint32_t i = 0; i < bytes; i++)
        if (b->ptr[i] != b->mark)
            return false;
    return true;
}

/* Mostly small, sometimes large, now and then hopeless. */
static uint32_t
some_bytes(void)
{
    switch (test_random(16)) {
    case 0:
        return test_random(0x8000);
    case 1:
        return test_random(64) == 0 ? UINT32_MAX - test_random(64) : REGION_BYTES + test_random(1 << 20);
    case 2:
    case 3:
    case 4:
        return test_random(3000);
    default:
        return test_random(200);
    }
}

static uint32_t
live_bytes(world *w)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < w->count; i++)
        sum += (uint32_t)w->a->block_bytes(heap(w), w->blocks[i].ptr) + ZBI_HEADER_BYTES;
    return sum;
}

static void
add(world *w)
{
    block b = {NULL, some_bytes(), (uint8_t)test_random(256)};
    uint32_t align = test_random(4) == 0 ? 1u << test_random(13) : 1;
    b.ptr = align > 1 ? w->a->alloc_aligned(heap(w), &w->arena, align, b.bytes)
                      : w->a->alloc(heap(w), &w->arena, b.bytes);
    if (b.ptr == NULL) {
        w->failed = true;
        return;
    }
    CHECK((uintptr_t)b.ptr % align == 0);
    CHECK(((uintptr_t)b.ptr - (uintptr_t)heap(w) + w->state) % ZBI_BLOCK_ALIGN == 0);
    CHECK(w->a->owns(heap(w), b.ptr));
    CHECK(w->a->block_bytes(heap(w), b.ptr) >= b.bytes);
    fill(&b);
    w->blocks[w->count++] = b;
}

static void
change(world *w, uint32_t i)
{
    block *b = &w->blocks[i];
    uint32_t bytes = some_bytes(), least = bytes < b->bytes ? bytes : b->bytes;
    CHECK(holds(b, b->bytes));
    uint8_t *moved = w->a->resize(heap(w), &w->arena, b->ptr, bytes);
    if (moved == NULL) {
        w->failed = true;
        CHECK(holds(b, b->bytes)); /* and it is still a block */
        CHECK(w->a->owns(heap(w), b->ptr));
        return;
    }
    b->ptr = moved;
    CHECK(holds(b, least));
    CHECK(w->a->block_bytes(heap(w), moved) >= bytes);
    b->bytes = bytes;
    fill(b);
}

static void
drop(world *w, uint32_t i)
{
    CHECK(holds(&w->blocks[i], w->blocks[i].bytes));
    w->a->free(heap(w), w->blocks[i].ptr);
    w->blocks[i] = w->blocks[--w->count];
}

static void
run_against_model(const allocator *a)
{
    world w;
    uint32_t failures = 0;
    for (uint32_t round = 0; round < 20; round++) {
        CHECK(begin(&w, a));
        for (uint32_t step = 0; step < 2000; step++) {
            uint32_t dice = test_random(100);
            zb_off noise;
            if (dice < 45 && w.count < MAX_BLOCKS)
                add(&w);
            else if (dice < 70 && w.count > 0)
                change(&w, test_random(w.count));
            else if (dice < 97 && w.count > 0)
                drop(&w, test_random(w.count));
            else if (dice < 99)
                (void)!zb_arena_alloc(&w.arena, test_random(50), 1, &noise); /* pieces come apart */
            else if (test_random(20) == 0)
                a->reset(heap(&w), test_random(UINT32_MAX)), w.count = 0;
            failures += w.failed;
            w.failed = false;
            CHECK(a->used(heap(&w)) == live_bytes(&w));
            CHECK(a->used(heap(&w)) <= a->capacity(heap(&w)));
            if (step % 16 == 0)
                CHECK(a->check(heap(&w)));
        }
        while (w.count > 0)
            drop(&w, w.count - 1);
        CHECK(a->used(heap(&w)) == 0 && a->check(heap(&w)));
    }
    CHECK(failures > 0);
}

static void
general_against_model(void)
{
    run_against_model(&GENERAL);
}

static void
bump_against_model(void)
{
    run_against_model(&BUMP);
}

/* What is freed is joined: after any number of small blocks one takes all of the room. */
static void
freed_blocks_join(void)
{
    world w;
    CHECK(begin(&w, &GENERAL));
    void *blocks[512];
    uint32_t count = 0;
    for (; count < 512 && (blocks[count] = zbi_general_alloc(heap(&w), &w.arena, 300)) != NULL; count++)
        ;
    CHECK(count == 512);
    uint32_t capacity = zbi_general_capacity(heap(&w));
    for (uint32_t i = 0; i < count; i += 2)
        zbi_general_free(heap(&w), blocks[i]);
    for (uint32_t i = 1; i < count; i += 2)
        zbi_general_free(heap(&w), blocks[i]);
    CHECK(zbi_general_used(heap(&w)) == 0);
    CHECK(zbi_general_alloc(heap(&w), &w.arena, capacity - 64) != NULL);
    CHECK(zbi_general_capacity(heap(&w)) == capacity);
    CHECK(zbi_general_check(heap(&w)));
}

/* The same work again and again takes no more memory than its greatest need, but for odd ends. */
static void
work_in_cycles_stays_where_it_is(void)
{
    world w;
    CHECK(begin(&w, &GENERAL));
    uint32_t peak = 0;
    for (uint32_t cycle = 0; cycle < 1000; cycle++) {
        void *blocks[40];
        for (uint32_t i = 0; i < 40; i++)
            CHECK((blocks[i] = zbi_general_alloc(heap(&w), &w.arena, (i * 37 + cycle * 11) % 2500)) != NULL);
        if (zbi_general_used(heap(&w)) > peak)
            peak = zbi_general_used(heap(&w));
        for (uint32_t i = 0; i < 40; i++)
            zbi_general_free(heap(&w), blocks[(i * 7) % 40]);
    }
    CHECK(zbi_general_used(heap(&w)) == 0);
    CHECK(zbi_general_capacity(heap(&w)) <= peak + peak / 2);
}

/* The newest block grows where it lies, through all that the arena has. */
static void
the_last_block_grows_in_place(void)
{
    const allocator *const both[] = {&GENERAL, &BUMP};
    for (uint32_t i = 0; i < 2; i++) {
        world w;
        CHECK(begin(&w, both[i]));
        void *last = w.a->alloc(heap(&w), &w.arena, 10);
        for (uint32_t bytes = 20; bytes < REGION_BYTES * 3 / 4; bytes += bytes / 2)
            CHECK(w.a->resize(heap(&w), &w.arena, last, bytes) == last);
        CHECK(w.a->resize(heap(&w), &w.arena, last, 1) == last);
        CHECK(w.a->used(heap(&w)) <= 32);
    }
}

/* A call that cannot have its memory leaves all as it was. */
static void
failure_changes_nothing(void)
{
    static const uint32_t hopeless[] = {REGION_BYTES, 0x7FFFFFF0, 0x80000000, 0xFFDFFFFF, 0xFFE00000,
                                        0xFFE00001,   0xFFFFFFE0, 0xFFFFFFF0, 0xFFFFFFFF};
    const allocator *const both[] = {&GENERAL, &BUMP};
    for (uint32_t i = 0; i < 2; i++) {
        world w;
        CHECK(begin(&w, both[i]));
        block b = {w.a->alloc(heap(&w), &w.arena, 77), 77, 0x5A};
        CHECK(b.ptr != NULL);
        fill(&b);
        uint32_t used = w.a->used(heap(&w)), capacity = w.a->capacity(heap(&w));
        zb_checkpoint bump = zb_arena_save(&w.arena);
        for (uint32_t k = 0; k < sizeof hopeless / sizeof *hopeless; k++) {
            CHECK(w.a->alloc(heap(&w), &w.arena, hopeless[k]) == NULL);
            CHECK(w.a->alloc_aligned(heap(&w), &w.arena, ZBI_ALIGN_MAX, hopeless[k]) == NULL);
            CHECK(w.a->resize(heap(&w), &w.arena, b.ptr, hopeless[k]) == NULL);
            CHECK(holds(&b, 77));
            CHECK(w.a->used(heap(&w)) == used && w.a->capacity(heap(&w)) == capacity);
            CHECK(zb_arena_save(&w.arena) == bump && w.a->check(heap(&w)));
        }
        CHECK(w.a->alloc(heap(&w), &w.arena, 77) != NULL);
    }
}

/* A pointer is known for a block only by the heap that handed it out, and only until it is reset. */
static void
strangers_are_known(void)
{
    const allocator *const both[] = {&GENERAL, &BUMP};
    for (uint32_t i = 0; i < 2; i++) {
        world w;
        CHECK(begin(&w, both[i]));
        zb_off other = w.a->begin(&w.arena, 12345);
        zbi_heap *second = zbi_heap_at(&w.arena, other);
        uint8_t *mine = w.a->alloc(heap(&w), &w.arena, 1000), *theirs = w.a->alloc(second, &w.arena, 1000);
        CHECK(mine != NULL && theirs != NULL);
        __builtin_memset(mine, 0, 1000);
        CHECK(w.a->owns(heap(&w), mine) && !w.a->owns(second, mine));
        CHECK(w.a->owns(second, theirs) && !w.a->owns(heap(&w), theirs));
        for (uint32_t at = 1; at <= 1000; at++)
            CHECK(!w.a->owns(heap(&w), mine + at));
        mine[-8] ^= 1;
        CHECK(!w.a->owns(heap(&w), mine));
        mine[-8] ^= 1;
        w.a->reset(heap(&w), test_random(UINT32_MAX));
        CHECK(!w.a->owns(heap(&w), mine) && w.a->owns(second, theirs));
    }
}

TEST_SUITE(heap, {"general allocator against a model", general_against_model},
           {"bump allocator against a model", bump_against_model}, {"freed blocks join", freed_blocks_join},
           {"work in cycles stays where it is", work_in_cycles_stays_where_it_is},
           {"the last block grows in place", the_last_block_grows_in_place},
           {"failure changes nothing", failure_changes_nothing},
           {"strangers are known", strangers_are_known});
