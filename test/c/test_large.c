/* SPDX-License-Identifier: MIT */
/* Offsets above 2 GiB, and the end of the largest region. */
#include "test.h"

#define PAGES 49152u /* 3 GiB */
#define BYTES (PAGES * ZB_PAGE_BYTES)

static void
values_above_two_gigabytes(void)
{
    uint8_t *base;
    zb_off from;
    zb_arena arena;
    zb_slot object, list;
    zb_off gap;
    CHECK(test_huge_region(BYTES, &base, &from));
    OK(zb_arena_init(&arena, base, BYTES, from, 0));
    OK(zb_arena_alloc(&arena, 0x80000000u, 8, &gap)); /* skipped, never touched */
    OK(zb_object_new(&arena, 0, &object));
    OK(zb_array_new(&arena, 0, &list));
    CHECK(object.a > 0x80000000u);
    for (int32_t i = 0; i < 50; i++)
        OK(zb_array_push(&arena, list.a, zb_i32(i)));
    OK(zb_object_set(&arena, object.a, ZB_LIT("list"), list));
    OK(zb_object_set_string(&arena, object.a, ZB_LIT("name"), ZB_LIT("far away")));
    zb_view view = zb_arena_view(&arena);
    zb_off handle, slot;
    zb_str name;
    int32_t value;
    OK(zb_object_get_array(view, object.a, ZB_LIT("list"), &handle));
    OK(zb_array_get(view, handle, 49, &slot));
    OK(zb_slot_get_i32(view, slot, &value));
    OK(zb_object_get_string(view, object.a, ZB_LIT("name"), &name));
    CHECK(value == 49 && test_same(name, "far away"));
    zb_checkpoint mark = zb_arena_save(&arena);
    OK(zb_arena_alloc(&arena, 64, 8, &gap));
    OK(zb_arena_restore(&arena, mark));
}

TEST_SUITE(large, {"values_above_two_gigabytes", values_above_two_gigabytes});
