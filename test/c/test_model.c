/* SPDX-License-Identifier: MIT */
/* Random operations on an array and an object, against a plain model. */
#include "test.h"

#define SIZE (1u << 20)
#define STEPS 20000u
#define KEYS 40u

typedef struct model {
    int32_t list[256];
    uint32_t length;
    uint32_t order[KEYS]; /* key numbers in insertion order */
    int32_t values[KEYS];
    uint32_t count;
} model;

static const char key_names[KEYS + 8] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUV";

/* Keys of one to eight bytes that begin alike. */
static zb_str
key_of(uint32_t number)
{
    return (zb_str){key_names + number, 1 + number % 8};
}

static bool
matches(zb_view view, zb_off list, zb_off object, const model *m)
{
    zb_array elements;
    zb_object entries;
    if (zb_array_open(view, list, &elements) != ZB_OK || elements.length != m->length ||
        zb_object_open(view, object, &entries) != ZB_OK || entries.count != m->count)
        return false;
    for (uint32_t i = 0; i < m->length; i++) {
        int32_t value;
        if (zb_slot_get_i32(view, elements.slots + i * ZB_SLOT_BYTES, &value) != ZB_OK || value != m->list[i])
            return false;
    }
    for (uint32_t i = 0; i < m->count; i++) {
        zb_str key, expected = key_of(m->order[i]);
        zb_off slot;
        int32_t value;
        if (zb_object_entry(view, object, i, &key, &slot) != ZB_OK || key.len != expected.len ||
            !test_equal(key.ptr, expected.ptr, key.len) || zb_slot_get_i32(view, slot, &value) != ZB_OK ||
            value != m->values[i])
            return false;
    }
    return true;
}

static zb_status
step(zb_arena *arena, zb_off list, zb_off object, model *m)
{
    int32_t value = (int32_t)test_random(1u << 30);
    uint32_t number = test_random(KEYS), index;
    zb_str key = key_of(number);
    zb_slot popped;
    switch (test_random(4)) {
    case 0:
        if (m->length == sizeof m->list / sizeof m->list[0])
            return ZB_OK;
        m->list[m->length++] = value;
        return zb_array_push(arena, list, zb_i32(value));
    case 1:
        if (m->length == 0)
            return zb_array_pop(arena, list, &popped) == ZB_E_NOT_FOUND ? ZB_OK : ZB_E_CORRUPT;
        ZB_TRY(zb_array_pop(arena, list, &popped));
        return (int32_t)popped.a == m->list[--m->length] ? ZB_OK : ZB_E_CORRUPT;
    case 2:
        if (m->length == 0)
            return ZB_OK;
        index = test_random(m->length);
        m->list[index] = value;
        return zb_array_set(arena, list, index, zb_i32(value));
    default:
        for (index = 0; index < m->count && m->order[index] != number; index++)
            continue;
        if (index == m->count)
            m->order[m->count++] = number;
        m->values[index] = value;
        return zb_object_set(arena, object, key.ptr, key.len, zb_i32(value));
    }
}

static void
random_operations_match_a_model(void)
{
    zb_arena arena;
    zb_slot list, object;
    model m = {.length = 0, .count = 0};
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    OK(zb_array_new(&arena, 0, &list));
    OK(zb_object_new(&arena, 0, &object));
    for (uint32_t i = 0; i < STEPS; i++) {
        OK(step(&arena, list.a, object.a, &m));
        OK(zb_arena_check(&arena));
        if (i % 64 == 0 || i + 1 == STEPS)
            CHECK(matches(zb_arena_view(&arena), list.a, object.a, &m));
        if (zb_arena_remaining(&arena) > SIZE / 2)
            continue;
        /* What is written between a checkpoint and its restore is gone; what is older stays. */
        zb_checkpoint mark = zb_arena_save(&arena);
        zb_slot scratch;
        OK(zb_object_new(&arena, 4, &scratch));
        for (uint32_t k = 0; k < KEYS; k++)
            OK(zb_object_set(&arena, scratch.a, key_names + k, 3, zb_null()));
        OK(zb_arena_restore(&arena, mark));
        CHECK(matches(zb_arena_view(&arena), list.a, object.a, &m));
    }
}

/* Single flipped bits in a small image: every reader ends, inside the region. */
static void
flipped_bits_never_leave_the_region(void)
{
    enum { IMAGE = 1024 };
    uint8_t *region = test_region(IMAGE);
    uint8_t good[IMAGE];
    zb_arena arena;
    zb_slot object, list;
    OK(zb_arena_init(&arena, region, IMAGE, 8, 0));
    OK(zb_object_new(&arena, 3, &object));
    OK(zb_array_new(&arena, 3, &list));
    OK(zb_array_push_string(&arena, list.a, ZB_LIT("text")));
    OK(zb_object_set(&arena, object.a, ZB_LIT("list"), list));
    OK(zb_object_set_string(&arena, object.a, ZB_LIT("name"), ZB_LIT("value")));
    __builtin_memcpy(good, region, IMAGE);
    uint32_t used = zb_arena_save(&arena), accepted = 0, refused = 0;
    zb_view view = zb_arena_view(&arena);
    for (uint32_t bit = 0; bit < used * 8; bit++) {
        region[bit / 8] ^= (uint8_t)(1u << (bit % 8));
        zb_str text;
        zb_off handle, slot;
        bool ok = zb_object_get_array(view, object.a, ZB_LIT("list"), &handle) == ZB_OK &&
                  zb_array_get(view, handle, 0, &slot) == ZB_OK &&
                  zb_slot_get_string(view, slot, &text) == ZB_OK &&
                  zb_object_get_string(view, object.a, ZB_LIT("name"), &text) == ZB_OK;
        for (uint32_t i = 0; ok && i < text.len; i++) /* AddressSanitizer watches these reads */
            accepted += (uint8_t)text.ptr[i] == 0xff ? 0 : 1;
        refused += ok ? 0 : 1;
        __builtin_memcpy(region, good, IMAGE);
    }
    CHECK(accepted > 0 && refused > 0);
}

TEST_SUITE(model, {"random_operations_match_a_model", random_operations_match_a_model},
           {"flipped_bits_never_leave_the_region", flipped_bits_never_leave_the_region});
