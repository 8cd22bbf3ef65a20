/* SPDX-License-Identifier: MIT */
/*
 * Fuzzes everything that follows offsets in a region of hostile bytes.
 *
 * Input: 8 bytes that choose root and operations, then the region itself, which
 * lies in an allocation of exactly its size.  Oracles: AddressSanitizer sees a
 * read or write outside; a call that fails must not have changed a byte below
 * the bump that it found; every walk ends.
 */
#include <stdlib.h>
#include <string.h>

#include <zerobuf/zerobuf.h>

#define CHOICE_BYTES 8u
#define MAX_BYTES (1u << 16)

/* Values that a walk may visit: an image of n bytes can describe 2^n of them. */
#define MAX_VISITS 4096u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct walk {
    zb_view view;
    uint32_t visits;
    uint64_t sum; /* keeps the reads */
} walk;

static void
touch(walk *w, const void *bytes, uint32_t len)
{
    const uint8_t *p = bytes;
    for (uint32_t i = 0; i < len; i++)
        w->sum += p[i];
}

static void visit(walk *w, zb_off slot, unsigned depth);

static void
visit_array(walk *w, zb_off handle, unsigned depth)
{
    zb_array array;
    if (zb_array_open(w->view, handle, &array) != ZB_OK)
        return;
    for (uint32_t i = 0; i < array.length && w->visits < MAX_VISITS; i++)
        visit(w, array.slots + i * ZB_SLOT_BYTES, depth + 1);
}

static void
visit_object(walk *w, zb_off handle, unsigned depth)
{
    zb_object object;
    if (zb_object_open(w->view, handle, &object) != ZB_OK)
        return;
    for (uint32_t i = 0; i < object.count && w->visits < MAX_VISITS; i++) {
        zb_str key;
        zb_off slot, found;
        if (zb_object_entry(w->view, handle, i, &key, &slot) != ZB_OK)
            continue;
        touch(w, key.ptr, key.len);
        /* A key that is there is found, at its first place. */
        if (key.len < 64 && i < 8 && zb_object_find(w->view, handle, key.ptr, key.len, &found) == ZB_OK &&
            found > slot)
            abort();
        visit(w, slot, depth + 1);
    }
}

static void
visit(walk *w, zb_off slot, unsigned depth)
{
    zb_slot value;
    zb_str text;
    w->visits++;
    if (depth > 64 || zb_slot_read(w->view, slot, &value) != ZB_OK)
        return;
    if ((value.tag == ZB_TAG_STRING || value.tag == ZB_TAG_BYTES) &&
        zb_string_at(w->view, value.a, &text) == ZB_OK)
        touch(w, text.ptr, text.len);
    else if (value.tag == ZB_TAG_ARRAY)
        visit_array(w, value.a, depth);
    else if (value.tag == ZB_TAG_OBJECT)
        visit_object(w, value.a, depth);
}

/* One writing call, chosen by `choice`, on handles of the input's choosing. */
static zb_status
write_something(zb_arena *arena, uint8_t choice, zb_off handle)
{
    zb_slot out;
    zb_off off;
    switch (choice % 8) {
    case 0:
        return zb_array_push_string(arena, handle, ZB_LIT("pushed"));
    case 1:
        return zb_object_set_string(arena, handle, ZB_LIT("key"), ZB_LIT("value"));
    case 2:
        return zb_object_set(arena, handle, ZB_LIT("x"), zb_f64(0.5));
    case 3:
        return zb_array_pop(arena, handle, &out);
    case 4:
        return zb_array_set(arena, handle, choice / 8, zb_i32(7));
    case 5:
        return zb_key_intern(arena, ZB_LIT("interned"), &off);
    case 6:
        return zb_arena_restore(arena, handle);
    default:
        return zb_slot_write(arena, handle, zb_bool(true));
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < CHOICE_BYTES + 16 || size > MAX_BYTES)
        return 0;
    uint8_t choice[CHOICE_BYTES];
    memcpy(choice, data, CHOICE_BYTES);
    uint32_t region_bytes = (uint32_t)(size - CHOICE_BYTES);
    uint8_t *region = malloc(region_bytes), *before = malloc(region_bytes);
    if (region == NULL || before == NULL)
        abort();
    memcpy(region, data + CHOICE_BYTES, region_bytes);
    zb_off root = (choice[0] | (zb_off)choice[1] << 8) & ~3u;

    walk w = {zb_view_of(region, region_bytes), 0, 0};
    visit(&w, root, 0);
    visit_object(&w, root, 0);
    visit_array(&w, root, 0);

    zb_arena arena;
    zb_off control = (zb_off)choice[2] * 8;
    if ((choice[3] & 1) != 0
            ? zb_arena_init(&arena, region, region_bytes, control, choice[3] >> 1 & ZB_ARENA_SHARED) == ZB_OK
            : zb_arena_attach(&arena, region, region_bytes, control) == ZB_OK) {
        for (unsigned i = 4; i < CHOICE_BYTES; i++) {
            zb_off bump = zb_arena_save(&arena);
            memcpy(before, region, region_bytes);
            bool sound = zb_arena_check(&arena) == ZB_OK; /* or an earlier write hit the control block */
            zb_status status = write_something(&arena, choice[i], root);
            bool shared = (zb_view_u32(zb_arena_view(&arena), arena.control + ZB_CONTROL_FLAGS_AT) &
                           ZB_ARENA_SHARED) != 0;
            if (status != ZB_OK && sound && !shared && memcmp(before, region, bump) != 0)
                abort();
        }
        w = (walk){zb_view_of(region, region_bytes), 0, w.sum};
        visit(&w, root, 0);
    }
    free(region);
    free(before);
    return w.sum == UINT64_MAX; /* never: sums stay far below */
}
