/* SPDX-License-Identifier: MIT */
#include "test.h"

#define SIZE 65536u

static void
push_get_set_pop(void)
{
    zb_arena arena;
    zb_slot list, popped;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    OK(zb_array_new(&arena, 0, &list));
    for (int32_t i = 0; i < 100; i++)
        OK(zb_array_push(&arena, list.a, zb_i32(i)));
    OK(zb_array_set(&arena, list.a, 50, zb_f64(0.25)));
    zb_array opened;
    zb_view view = zb_arena_view(&arena);
    OK(zb_array_open(view, list.a, &opened));
    CHECK(opened.length == 100 && opened.capacity >= 100);
    for (uint32_t i = 0; i < 100; i++) {
        zb_off slot;
        double value;
        OK(zb_array_get(view, list.a, i, &slot));
        CHECK(slot == opened.slots + i * ZB_SLOT_BYTES);
        OK(zb_slot_get_f64(view, slot, &value));
        CHECK(value == (i == 50 ? 0.25 : (double)i));
    }
    for (int32_t i = 99; i >= 0; i--) {
        OK(zb_array_pop(&arena, list.a, &popped));
        CHECK(i == 50 ? popped.tag == ZB_TAG_F64 : (int32_t)popped.a == i);
    }
    popped = zb_i32(7);
    CHECK(zb_array_pop(&arena, list.a, &popped) == ZB_E_NOT_FOUND && popped.a == 7);
}

static void
growth_follows_the_specification(void)
{
    zb_arena arena;
    zb_slot list;
    zb_array opened;
    static const uint32_t capacities[] = {1, 4, 4, 4, 8, 8, 8, 8, 16};
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    OK(zb_array_new(&arena, 0, &list));
    CHECK(list.a % 8 == 0);
    for (uint32_t i = 0; i < sizeof capacities / sizeof capacities[0]; i++) {
        OK(zb_array_push(&arena, list.a, zb_null()));
        OK(zb_array_open(zb_arena_view(&arena), list.a, &opened));
        CHECK(opened.capacity == capacities[i] && opened.slots % 8 == 0);
    }
}

static void
grows_by_one_where_it_cannot_double(void)
{
    enum { SMALL = 1024 };
    zb_arena arena;
    zb_slot list;
    zb_array opened;
    OK(zb_arena_init(&arena, test_region(SMALL), SMALL, 8, 0));
    OK(zb_array_new(&arena, 28, &list)); /* 464 bytes of 944: twice that does not fit, 29 slots do */
    for (uint32_t i = 0; i < 29; i++)
        OK(zb_array_push(&arena, list.a, zb_i32((int32_t)i)));
    OK(zb_array_open(zb_arena_view(&arena), list.a, &opened));
    CHECK(opened.length == 29 && opened.capacity == 29);
    CHECK(zb_array_push(&arena, list.a, zb_null()) == ZB_E_MEMORY);
}

/* Images of other writers may have capacity 0. */
static void
capacity_zero_grows(void)
{
    uint8_t *region = test_region(SIZE);
    zb_arena arena;
    zb_off handle;
    OK(zb_arena_init(&arena, region, SIZE, 8, 0));
    OK(zb_arena_alloc(&arena, 12, 4, &handle));
    uint32_t image[3] = {handle + 4, 0, 0};
    __builtin_memcpy(region + handle, image, sizeof image);
    OK(zb_array_push(&arena, handle, zb_i32(5)));
    zb_off slot;
    OK(zb_array_get(zb_arena_view(&arena), handle, 0, &slot));
}

static void
indices_past_the_end_are_not_found(void)
{
    zb_arena arena;
    zb_slot list;
    zb_off slot = 7;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    OK(zb_array_new(&arena, 8, &list));
    OK(zb_array_push(&arena, list.a, zb_null()));
    CHECK(zb_array_get(zb_arena_view(&arena), list.a, 1, &slot) == ZB_E_NOT_FOUND && slot == 7);
    CHECK(zb_array_get(zb_arena_view(&arena), list.a, UINT32_MAX, &slot) == ZB_E_NOT_FOUND);
    CHECK(zb_array_set(&arena, list.a, 1, zb_null()) == ZB_E_NOT_FOUND);
}

static void
damaged_blocks_are_refused(void)
{
    uint8_t *region = test_region(SIZE);
    zb_arena arena;
    zb_array opened = {7, 7, 7};
    OK(zb_arena_init(&arena, region, SIZE, 8, 0));
    static const struct {
        uint32_t data, capacity, length;
        zb_status status;
    } cases[] = {
        {1000, 4, 5, ZB_E_CORRUPT},
        {1000, UINT32_MAX, 0, ZB_E_BOUNDS},
        {1000, 0x10000000, 0, ZB_E_BOUNDS},
        {1002, 4, 0, ZB_E_ALIGN},
        {SIZE, 4, 0, ZB_E_BOUNDS},
        {SIZE - 4, 0, 0, ZB_E_BOUNDS},
        {0xfffffffc, 0, 0, ZB_E_BOUNDS},
        {1000, (SIZE - 1008) / 16 + 1, 0, ZB_E_BOUNDS},
        {1000, (SIZE - 1008) / 16, 0, ZB_OK},
    };
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        __builtin_memcpy(region + 800, &cases[i].data, 4);
        if (cases[i].data < SIZE - 8) {
            __builtin_memcpy(region + cases[i].data, &cases[i].capacity, 4);
            __builtin_memcpy(region + cases[i].data + 4, &cases[i].length, 4);
        }
        CHECK(zb_array_open(zb_arena_view(&arena), 800, &opened) == cases[i].status);
        CHECK(cases[i].status == ZB_OK || opened.slots == 7);
        CHECK(cases[i].status == ZB_OK || zb_array_push(&arena, 800, zb_null()) == cases[i].status);
    }
    CHECK(zb_array_open(zb_arena_view(&arena), 801, &opened) == ZB_E_ALIGN);
    CHECK(zb_array_open(zb_arena_view(&arena), SIZE, &opened) == ZB_E_BOUNDS);
    CHECK(zb_array_open(zb_arena_view(&arena), 0xfffffffc, &opened) == ZB_E_BOUNDS);
}

static void
unknown_tags_are_not_stored(void)
{
    zb_arena arena;
    zb_slot list;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    OK(zb_array_new(&arena, 1, &list));
    zb_checkpoint before = zb_arena_save(&arena);
    CHECK(zb_array_push(&arena, list.a, zb_at((zb_tag)200, 0)) == ZB_E_TAG);
    CHECK(zb_arena_save(&arena) == before);
    OK(zb_array_push_string(&arena, list.a, "one", 3));
    zb_off slot;
    zb_str text;
    OK(zb_array_get(zb_arena_view(&arena), list.a, 0, &slot));
    OK(zb_slot_get_string(zb_arena_view(&arena), slot, &text));
    CHECK(test_same(text, "one"));
}

TEST_SUITE(array, {"push_get_set_pop", push_get_set_pop},
           {"growth_follows_the_specification", growth_follows_the_specification},
           {"grows_by_one_where_it_cannot_double", grows_by_one_where_it_cannot_double},
           {"capacity_zero_grows", capacity_zero_grows},
           {"indices_past_the_end_are_not_found", indices_past_the_end_are_not_found},
           {"damaged_blocks_are_refused", damaged_blocks_are_refused},
           {"unknown_tags_are_not_stored", unknown_tags_are_not_stored});
