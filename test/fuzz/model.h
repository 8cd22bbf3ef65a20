/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_MODEL_H
#define FUZZ_MODEL_H

/*
 * The model that test/fuzz/operations.c compares an arena with: what each container must
 * hold in malloc'ed arrays; a region that moves at each growth; guards between allocations;
 * and the check that a failed call has changed nothing.
 */
#include <stdlib.h>
#include <string.h>

#include <sanitizer/asan_interface.h>
#include <zerobuf/zerobuf.h>

#define MAX_CONTAINERS 32u
#define MAX_PARTS 100u
#define MAX_GUARDS 512u
#define MAX_MARKS 4u
#define MAX_OPERATIONS 600u
#define KEYS 40u
#define GUARD_BYTES 16u /* whole shadow granules, so that nothing beside them is poisoned */
#define FIXED_BYTES 16384u
#define MOST_BYTES (1u << 20)

#define MUST(condition) ((condition) ? (void)0 : abort())

/* What a slot must hold: its bits, and of a string its bytes. */
typedef struct value {
    zb_slot slot;
    zb_str text; /* ptr NULL: not a string */
} value;

/* Elements that several columns may share. */
typedef struct elements {
    uint8_t bytes[MAX_PARTS * 8 * 2];
} elements;

typedef enum kind { ARRAY, OBJECT, MAP, SET, COLUMN } kind;

typedef struct container {
    kind kind;
    zb_slot slot;
    uint32_t count;
    value values[MAX_PARTS];
    value keys[MAX_PARTS];     /* of a map */
    uint32_t names[MAX_PARTS]; /* of an object: numbers of keys */
    elements *elements;        /* of a column; leaked into `blocks` until the run ends */
    uint32_t first;            /* the column's element 0 among them */
    zb_off data;               /* where they were seen last */
    uint32_t capacity;         /* of the column */
    uint32_t item_bytes;
} container;

/* A checkpoint: older containers stay as they are until it is restored. */
typedef struct mark {
    zb_checkpoint checkpoint;
    uint32_t containers, guards;
} mark;

typedef struct run {
    const uint8_t *input;
    size_t left;
    zb_arena arena;
    bool grows, shared;
    container *containers;
    uint32_t count;
    uint32_t frozen; /* containers below this are not written */
    zb_off guards[MAX_GUARDS];
    uint32_t guard_count;
    mark marks[MAX_MARKS];
    uint32_t mark_count;
    elements *blocks[MAX_OPERATIONS];
    uint32_t block_count;
    uint8_t *before; /* bytes below the bump, before a call in an arena that does not move */
} run;

static void *
exactly(size_t bytes)
{
    void *memory = calloc(1, bytes);
    MUST(memory != NULL);
    return memory;
}

/* The next byte of the input below `bound`; zeros when it has ended. */
static uint32_t
next(run *r, uint32_t bound)
{
    if (r->left == 0)
        return 0;
    r->left--;
    return *r->input++ % bound;
}

static zb_view
view_of(const run *r)
{
    return zb_arena_view(&r->arena);
}

static void
guards_poison(run *r, bool poison)
{
    for (uint32_t i = 0; i < r->guard_count; i++) {
        uint8_t *guard = zb_arena_ptr(&r->arena, r->guards[i]);
        if (poison)
            ASAN_POISON_MEMORY_REGION(guard, GUARD_BYTES);
        else
            ASAN_UNPOISON_MEMORY_REGION(guard, GUARD_BYTES);
    }
}

/* Every growth moves the region: a pointer that was kept is one into freed memory. */
static zb_status
grow(zb_arena *arena, uint32_t bytes)
{
    run *r = arena->context;
    uint64_t size = (uint64_t)arena->size_bytes + bytes + 64;
    if (bytes == 0)
        return ZB_OK;
    if (size > MOST_BYTES)
        return ZB_E_MEMORY;
    guards_poison(r, false);
    uint8_t *moved = exactly((size_t)size);
    memcpy(moved, arena->base, arena->size_bytes);
    free(arena->base);
    arena->base = moved;
    arena->size_bytes = (uint32_t)size;
    r->arena.base = moved; /* a call may work on a copy of the handle */
    r->arena.size_bytes = (uint32_t)size;
    guards_poison(r, true);
    zb_arena_raise_limit(arena, (zb_off)size);
    return ZB_OK;
}

static void
add_guard(run *r)
{
    zb_off guard;
    if (r->guard_count == MAX_GUARDS || zb_arena_alloc(&r->arena, GUARD_BYTES, 8, &guard) != ZB_OK)
        return;
    r->guards[r->guard_count++] = guard;
    ASAN_POISON_MEMORY_REGION(zb_arena_ptr(&r->arena, guard), GUARD_BYTES);
}

static void
remember(run *r)
{
    if (r->grows || r->shared)
        return;
    guards_poison(r, false);
    memcpy(r->before, r->arena.base, zb_arena_save(&r->arena));
    guards_poison(r, true);
}

/* What must hold after a call that began at `bump` and ended with `status`. */
static bool
ended(run *r, zb_checkpoint bump, zb_status status)
{
    MUST(zb_arena_check(&r->arena) == ZB_OK);
    if (status == ZB_OK || r->grows || r->shared)
        return status == ZB_OK;
    guards_poison(r, false);
    MUST(zb_arena_save(&r->arena) == bump && memcmp(r->before, r->arena.base, bump) == 0);
    guards_poison(r, true);
    return false;
}

/* Run a call that may only fail for want of memory. */
#define TRY_CALL(r, call)                                                                                    \
    (remember(r), bump = zb_arena_save(&(r)->arena), status = (call),                                        \
     MUST(status == ZB_OK || status == ZB_E_MEMORY), ended(r, bump, status))

static zb_str
key_of(uint32_t number)
{
    static const char names[KEYS + 12] = "abcdefghijklmnopqrstuvwxyz0123456789_.~/[]-ABCDEF";
    zb_str key = {names + number, 1 + number % 9};
    return key;
}

/* A value to write: a primitive, a string or a container that is there. */
static bool
some_value(run *r, value *out)
{
    *out = (value){zb_null(), {NULL, 0}};
    switch (next(r, 9)) {
    case 0:
        break;
    case 1:
        out->slot = zb_bool(next(r, 2) == 1);
        break;
    case 2:
        out->slot = zb_i32((int32_t)next(r, 256) - 128);
        break;
    case 3:
        out->slot = zb_f64(((int32_t)next(r, 256) - 128) / 4.0);
        break;
    case 4:
        out->slot = zb_bigint((int64_t)next(r, 256) << next(r, 56));
        break;
    case 5:
        out->slot = zb_undefined();
        break;
    case 6:
        out->text = key_of(next(r, KEYS));
        return zb_string_new(&r->arena, out->text.ptr, out->text.len, &out->slot) == ZB_OK;
    default:
        if (r->count > 0)
            out->slot = r->containers[next(r, r->count)].slot;
        break;
    }
    return true;
}

static bool
same_bits(zb_slot a, zb_slot b)
{
    return a.tag == b.tag && a.a == b.a && a.b == b.b;
}

static void
check_value(const run *r, zb_slot found, const value *expected)
{
    zb_str text;
    MUST(same_bits(found, expected->slot));
    if (expected->text.ptr != NULL)
        MUST(zb_string_at(view_of(r), found.a, &text) == ZB_OK && text.len == expected->text.len &&
             memcmp(text.ptr, expected->text.ptr, text.len) == 0);
}

static void
check_column(const run *r, const container *c)
{
    zb_column column;
    MUST(zb_column_open(view_of(r), c->slot.a, &column) == ZB_OK);
    MUST(column.length == c->count && column.item_bytes == c->item_bytes);
    MUST(memcmp(zb_view_ptr(view_of(r), column.data), c->elements->bytes + c->first * c->item_bytes,
                (size_t)c->count * c->item_bytes) == 0);
}

/* A container, part by part. */
static void
check(const run *r, const container *c)
{
    zb_iterator it;
    if (c->kind == COLUMN) {
        check_column(r, c);
        return;
    }
    MUST(zb_iterate(view_of(r), c->slot, &it) == ZB_OK && it.left == c->count);
    while (zb_next(&it)) {
        check_value(r, it.value, &c->values[it.index]);
        if (c->kind == MAP)
            check_value(r, it.key, &c->keys[it.index]);
        if (c->kind == OBJECT) {
            zb_str name = key_of(c->names[it.index]);
            zb_off slot;
            MUST(it.name.len == name.len && memcmp(it.name.ptr, name.ptr, name.len) == 0);
            MUST(zb_object_find(view_of(r), c->slot.a, name.ptr, name.len, &slot) == ZB_OK &&
                 slot == it.slot);
        }
    }
    MUST(it.status == ZB_OK);
}

static elements *
new_elements(run *r)
{
    elements *made = exactly(sizeof *made);
    MUST(r->block_count < MAX_OPERATIONS);
    r->blocks[r->block_count++] = made;
    return made;
}

static container *
add_container(run *r, kind kind, zb_slot slot)
{
    container *c = &r->containers[r->count++];
    memset(c, 0, sizeof *c);
    c->kind = kind;
    c->slot = slot;
    return c;
}

/* A container of a kind that may be written and has room for `more`, or NULL. */
static container *
pick(run *r, kind kind, uint32_t more)
{
    uint32_t span = r->count - r->frozen, from = span > 0 ? next(r, span) : 0;
    for (uint32_t i = 0; i < span; i++) {
        container *c = &r->containers[r->frozen + (from + i) % span];
        if (c->kind == kind && c->count + more <= MAX_PARTS)
            return c;
    }
    return NULL;
}

#endif /* FUZZ_MODEL_H */
