/* SPDX-License-Identifier: MIT */
/*
 * Fuzzes sequences of operations against a plain model.
 *
 * Input: one byte that chooses the arena, then operations.  Oracles:
 *  - containers hold what malloc'ed arrays hold that went through the same operations;
 *  - a call that fails has changed no byte below the bump, and nothing of the model;
 *  - sorting, merging and copying are checked against what they say of themselves;
 *  - AddressSanitizer sees reads and writes outside of the region, in one that has moved
 *    (a growing arena moves to memory of exactly its size each time), and in guards: blocks
 *    of the arena that belong to nobody and are poisoned.
 */
#include "model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
make(run *r)
{
    zb_slot slot;
    zb_checkpoint bump;
    zb_status status;
    kind kind = (enum kind)next(r, 5);
    uint32_t capacity = next(r, 12);
    zb_column_type type = (zb_column_type)(1 + next(r, 12));
    if (r->count == MAX_CONTAINERS || r->block_count == MAX_OPERATIONS)
        return;
    if (!TRY_CALL(r, kind == ARRAY    ? zb_array_new(&r->arena, capacity, &slot)
                     : kind == OBJECT ? zb_object_new(&r->arena, capacity, &slot)
                     : kind == MAP    ? zb_map_new(&r->arena, capacity, &slot)
                     : kind == SET    ? zb_set_new(&r->arena, capacity, &slot)
                                      : zb_column_new(&r->arena, type, capacity, &slot)))
        return;
    container *c = add_container(r, kind, slot);
    if (kind != COLUMN)
        return;
    c->elements = new_elements(r);
    c->item_bytes = zb_column_item_bytes(type);
    zb_column column;
    MUST(zb_column_open(view_of(r), slot.a, &column) == ZB_OK && column.capacity == capacity);
    c->data = column.data;
    c->capacity = capacity;
}

static void
change_array(run *r)
{
    container *c = pick(r, ARRAY, 1);
    value v;
    zb_slot popped;
    zb_checkpoint bump;
    zb_status status;
    uint32_t choice = next(r, 4), at = next(r, MAX_PARTS);
    if (c == NULL || !some_value(r, &v))
        return;
    if (choice == 0) {
        status = zb_array_pop(&r->arena, c->slot.a, &popped);
        MUST(status == (c->count > 0 ? ZB_OK : ZB_E_NOT_FOUND));
        if (status == ZB_OK)
            check_value(r, popped, &c->values[--c->count]);
    } else if (choice == 1) {
        status = zb_array_set(&r->arena, c->slot.a, at, v.slot);
        MUST(status == (at < c->count ? ZB_OK : ZB_E_NOT_FOUND));
        if (status == ZB_OK)
            c->values[at] = v;
    } else if (TRY_CALL(r, zb_array_push(&r->arena, c->slot.a, v.slot))) {
        c->values[c->count++] = v;
    }
}

static void
change_object(run *r)
{
    container *c = pick(r, OBJECT, 1);
    value v;
    zb_checkpoint bump;
    zb_status status;
    uint32_t number = next(r, KEYS), at = 0, choice = next(r, 4);
    zb_str name = key_of(number);
    if (c == NULL || !some_value(r, &v))
        return;
    while (at < c->count && c->names[at] != number)
        at++;
    if (choice == 0 && at < c->count) {
        MUST(zb_object_add(&r->arena, c->slot.a, name.ptr, name.len, v.slot) == ZB_E_EXISTS);
        return;
    }
    if (!TRY_CALL(r, choice == 0 ? zb_object_add(&r->arena, c->slot.a, name.ptr, name.len, v.slot)
                                 : zb_object_set(&r->arena, c->slot.a, name.ptr, name.len, v.slot)))
        return;
    c->names[at] = number;
    c->values[at] = v;
    c->count += at == c->count ? 1 : 0;
}

/* SameValueZero. */
static bool
same_key(const value *a, const value *b)
{
    double x = (int32_t)a->slot.a, y = (int32_t)b->slot.a;
    if (a->slot.tag == ZB_TAG_F64)
        memcpy(&x, &a->slot.b, sizeof x);
    if (b->slot.tag == ZB_TAG_F64)
        memcpy(&y, &b->slot.b, sizeof y);
    bool numbers = (a->slot.tag == ZB_TAG_F64 || a->slot.tag == ZB_TAG_I32) &&
                   (b->slot.tag == ZB_TAG_F64 || b->slot.tag == ZB_TAG_I32);
    if (numbers)
        return x == y;
    if (a->text.ptr != NULL && b->text.ptr != NULL)
        return a->text.len == b->text.len && memcmp(a->text.ptr, b->text.ptr, a->text.len) == 0;
    return same_bits(a->slot, b->slot);
}

static void
change_map_or_set(run *r)
{
    bool map = next(r, 2) == 1;
    container *c = pick(r, map ? MAP : SET, 1);
    value key, v = {zb_null(), {NULL, 0}};
    zb_checkpoint bump;
    zb_status status;
    uint32_t at = 0;
    if (c == NULL || !some_value(r, &key) || (map && !some_value(r, &v)))
        return;
    while (at < c->count && !same_key(map ? &c->keys[at] : &c->values[at], &key))
        at++;
    if (!TRY_CALL(r, map ? zb_map_set(&r->arena, c->slot.a, key.slot, v.slot)
                         : zb_set_add(&r->arena, c->slot.a, key.slot)))
        return;
    if (map)
        c->values[at] = v;
    if (at == c->count)
        *(map ? &c->keys[at] : &c->values[at]) = key;
    c->count += at == c->count ? 1 : 0;
}

/* After a call that made room for `more`: a column that moved shares its elements with nobody any more. */
static void
follow_column(run *r, container *c, uint32_t more)
{
    zb_column column;
    MUST(zb_column_open(view_of(r), c->slot.a, &column) == ZB_OK);
    if (c->count + more <= c->capacity) {
        MUST(column.data == c->data && column.capacity == c->capacity);
        return;
    }
    MUST(column.data != c->data && column.data % 16 == 0 && column.capacity >= c->count + more);
    elements *own = new_elements(r);
    memcpy(own->bytes, c->elements->bytes + c->first * c->item_bytes, (size_t)c->count * c->item_bytes);
    c->elements = own;
    c->first = 0;
    c->data = column.data;
    c->capacity = column.capacity;
}

static void
change_column(run *r)
{
    uint32_t more = next(r, 9), choice = next(r, 5);
    container *c = pick(r, COLUMN, more);
    zb_checkpoint bump;
    zb_status status;
    uint8_t items[72];
    if (c == NULL || r->block_count + 1 >= MAX_OPERATIONS)
        return;
    if (choice == 0 && r->count < MAX_CONTAINERS) {
        uint32_t from = next(r, MAX_PARTS), count = next(r, MAX_PARTS);
        zb_slot slot;
        if (from > c->count || count > c->count - from) {
            MUST(zb_column_slice(&r->arena, c->slot.a, from, count, &slot) == ZB_E_NOT_FOUND);
        } else if (TRY_CALL(r, zb_column_slice(&r->arena, c->slot.a, from, count, &slot))) {
            container *slice = add_container(r, COLUMN, slot);
            slice->elements = c->elements;
            slice->first = c->first + from;
            slice->count = slice->capacity = count;
            slice->item_bytes = c->item_bytes;
            slice->data = c->data + from * c->item_bytes;
        }
    } else if (choice == 1 && c->count > 0) { /* through the memory: seen by all that share it */
        uint32_t index = next(r, c->count), byte = next(r, 256);
        *zb_arena_ptr(&r->arena, c->data + index * c->item_bytes) = (uint8_t)byte;
        c->elements->bytes[(c->first + index) * c->item_bytes] = (uint8_t)byte;
    } else if (choice == 2) {
        if (TRY_CALL(r, zb_column_reserve(&r->arena, c->slot.a, more)))
            follow_column(r, c, more);
    } else {
        for (uint32_t i = 0; i < sizeof items; i++)
            items[i] = choice == 3 ? 0 : (uint8_t)next(r, 256);
        if (!TRY_CALL(r, zb_column_append(&r->arena, c->slot.a, choice == 3 ? NULL : items, more)))
            return;
        follow_column(r, c, more);
        memcpy(c->elements->bytes + (c->first + c->count) * c->item_bytes, items,
               (size_t)more * c->item_bytes);
        c->count += more;
    }
}

/* Sorted: by the order of values, equal ones as they were. */
static void
sort(run *r)
{
    container *c = pick(r, ARRAY, 0);
    zb_checkpoint bump;
    zb_status status;
    uint32_t flags = next(r, 2);
    int sign = flags != 0 ? -1 : 1;
    if (c == NULL || !TRY_CALL(r, zb_array_sort(&r->arena, c->slot.a, NULL, 0, flags)))
        return;
    for (uint32_t i = 1; i < c->count; i++) {
        value v = c->values[i];
        uint32_t at = i;
        for (; at > 0 && zb_value_compare(view_of(r), c->values[at - 1].slot, v.slot) * sign > 0; at--)
            c->values[at] = c->values[at - 1];
        c->values[at] = v;
    }
}

/* Whether `merged` is what RFC 7396 makes of target (NULL: none) and patch; entries in order. */
static void
check_merge(const run *r, zb_slot merged, const zb_slot *target, zb_slot patch)
{
    zb_view view = view_of(r);
    zb_iterator it, parts;
    zb_off slot;
    zb_slot v;
    if (patch.tag != ZB_TAG_OBJECT) {
        MUST(same_bits(merged, patch));
        return;
    }
    MUST(merged.tag == ZB_TAG_OBJECT && zb_iterate(view, merged, &parts) == ZB_OK);
    bool has = target != NULL && target->tag == ZB_TAG_OBJECT;
    MUST(zb_iterate(view, has ? *target : zb_null(), &it) == ZB_OK);
    while (zb_next(&it)) {
        bool patched = zb_object_find(view, patch.a, it.name.ptr, it.name.len, &slot) == ZB_OK;
        MUST(!patched || zb_slot_read(view, slot, &v) == ZB_OK);
        if (patched && v.tag == ZB_TAG_NULL)
            continue;
        MUST(zb_next(&parts) && parts.name.len == it.name.len &&
             memcmp(parts.name.ptr, it.name.ptr, it.name.len) == 0);
        if (patched)
            check_merge(r, parts.value, &it.value, v);
        else
            MUST(same_bits(parts.value, it.value));
    }
    MUST(zb_iterate(view, patch, &it) == ZB_OK);
    while (zb_next(&it)) {
        if (it.value.tag == ZB_TAG_NULL ||
            (has && zb_object_find(view, target->a, it.name.ptr, it.name.len, &slot) == ZB_OK))
            continue;
        MUST(zb_next(&parts) && parts.name.len == it.name.len &&
             memcmp(parts.name.ptr, it.name.ptr, it.name.len) == 0);
        check_merge(r, parts.value, NULL, it.value);
    }
    MUST(!zb_next(&parts) && parts.status == ZB_OK);
}

static void
merge(run *r)
{
    if (r->count == 0)
        return;
    const container *target = &r->containers[next(r, r->count)], *patch = &r->containers[next(r, r->count)];
    zb_slot merged;
    remember(r);
    zb_checkpoint bump = zb_arena_save(&r->arena);
    zb_status status = zb_merge_patch(&r->arena, target->slot, patch->slot, &merged);
    MUST(status == ZB_OK || status == ZB_E_MEMORY || status == ZB_E_DEPTH || status == ZB_E_BUDGET);
    if (ended(r, bump, status))
        check_merge(r, merged, &target->slot, patch->slot);
}

/* A copy passes verification, and equals what it was made from, from both sides. */
static void
copy_and_compare(run *r)
{
    if (r->count == 0)
        return;
    const container *one = &r->containers[next(r, r->count)], *other = &r->containers[next(r, r->count)];
    uint32_t bytes = 1u << 17;
    uint8_t *region = exactly(bytes), *scratch = exactly(zb_verify_scratch_bytes(bytes));
    zb_arena target;
    zb_off root;
    zb_slot copied;
    bool same = false, again = true;
    MUST(zb_image_init(&target, region, bytes, ZB_ARENA_EXTENDED) == ZB_OK);
    MUST(zb_image_root(zb_arena_view(&target), &root) == ZB_OK);
    zb_status status = zb_copy(&target, view_of(r), one->slot, &copied, NULL);
    MUST(status == ZB_OK || status == ZB_E_MEMORY || status == ZB_E_BUDGET);
    if (status == ZB_OK) {
        zb_verify_options options = {0, 0,       ZB_VERIFY_MAX_DEPTH,           0,
                                     0, scratch, zb_verify_scratch_bytes(bytes)};
        MUST(zb_slot_write(&target, root, copied) == ZB_OK);
        MUST(zb_verify(zb_arena_view(&target), ZB_ROOT_SLOT, root, &options, NULL) == ZB_OK);
        status = zb_equal(view_of(r), one->slot, zb_arena_view(&target), copied, &same);
        MUST(status == ZB_OK ? same : status == ZB_E_BUDGET || status == ZB_E_DEPTH);
    }
    status = zb_equal(view_of(r), one->slot, view_of(r), other->slot, &same);
    zb_status reverse = zb_equal(view_of(r), other->slot, view_of(r), one->slot, &again);
    MUST(status != ZB_OK || reverse != ZB_OK || same == again);
    free(region);
    free(scratch);
}

/* A path of two steps leads to where the parts lead. */
static void
follow_path(run *r)
{
    if (r->count == 0)
        return;
    const container *c = &r->containers[next(r, r->count)];
    if ((c->kind != ARRAY && c->kind != OBJECT) || c->count == 0)
        return;
    uint32_t at = next(r, c->count), len = 0;
    char path[32];
    path[len++] = '/';
    if (c->kind == ARRAY) {
        if (at >= 100)
            path[len++] = (char)('0' + at / 100);
        if (at >= 10)
            path[len++] = (char)('0' + at / 10 % 10);
        path[len++] = (char)('0' + at % 10);
    } else {
        zb_str name = key_of(c->names[at]);
        for (uint32_t i = 0; i < name.len; i++) {
            char letter = name.ptr[i];
            path[len++] = letter == '~' || letter == '/' ? '~' : letter;
            if (letter == '~' || letter == '/')
                path[len++] = letter == '~' ? '0' : '1';
        }
    }
    zb_slot found;
    MUST(zb_path(view_of(r), c->slot, path, len, &found) == ZB_OK);
    check_value(r, found, &c->values[at]);
}

/* Checkpoints nest; what is older than one is left alone until it is restored. */
static void
save_or_restore(run *r)
{
    if (r->mark_count < MAX_MARKS && next(r, 2) == 0) {
        r->marks[r->mark_count++] = (mark){zb_arena_save(&r->arena), r->count, r->guard_count};
        r->frozen = r->count;
    } else if (r->mark_count > 0) {
        mark m = r->marks[--r->mark_count];
        guards_poison(r, false);
        MUST(zb_arena_restore(&r->arena, m.checkpoint) == ZB_OK);
        r->count = m.containers;
        r->guard_count = m.guards;
        r->frozen = r->mark_count > 0 ? r->marks[r->mark_count - 1].containers : 0;
        guards_poison(r, true);
    }
}

static void
step(run *r)
{
    static void (*const steps[])(run *) = {make,
                                           make,
                                           change_array,
                                           change_array,
                                           change_object,
                                           change_object,
                                           sort,
                                           change_map_or_set,
                                           change_column,
                                           change_column,
                                           merge,
                                           save_or_restore,
                                           copy_and_compare,
                                           follow_path};
    steps[next(r, sizeof steps / sizeof steps[0])](r);
    if (next(r, 4) == 0)
        add_guard(r);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    run *r = exactly(sizeof *r);
    r->input = data;
    r->left = size;
    r->containers = exactly(MAX_CONTAINERS * sizeof *r->containers);
    uint32_t choice = next(r, 256);
    r->grows = (choice & 1) != 0;
    r->shared = (choice & 2) != 0;
    uint32_t bytes = r->grows ? 128 : FIXED_BYTES >> (choice >> 2 & 3);
    r->before = exactly(FIXED_BYTES);
    MUST(zb_arena_init(&r->arena, exactly(bytes), bytes, 8,
                       ZB_ARENA_EXTENDED | (r->shared ? ZB_ARENA_SHARED : 0)) == ZB_OK);
    r->arena.grow = r->grows ? grow : NULL;
    r->arena.context = r;
    for (uint32_t i = 0; i < MAX_OPERATIONS && r->left > 0; i++) {
        step(r);
        if (i % 16 == 0 || r->left == 0)
            for (uint32_t c = 0; c < r->count; c++)
                check(r, &r->containers[c]);
    }
    for (uint32_t c = 0; c < r->count; c++)
        check(r, &r->containers[c]);
    guards_poison(r, false);
    for (uint32_t i = 0; i < r->block_count; i++)
        free(r->blocks[i]);
    free(r->arena.base);
    free(r->before);
    free(r->containers);
    free(r);
    return 0;
}
