/* SPDX-License-Identifier: MIT */
#include "test.h"

#define SIZE 65536u

static void
set_find_get_add(void)
{
    zb_arena arena;
    zb_slot object, inner;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    OK(zb_object_new(&arena, 2, &object));
    OK(zb_array_new(&arena, 0, &inner));
    OK(zb_object_set(&arena, object.a, ZB_LIT("yes"), zb_bool(true)));
    OK(zb_object_set(&arena, object.a, ZB_LIT("n"), zb_i32(-5)));
    OK(zb_object_set(&arena, object.a, ZB_LIT("x"), zb_f64(2.5)));
    OK(zb_object_set(&arena, object.a, ZB_LIT("big"), zb_bigint(1)));
    OK(zb_object_set_string(&arena, object.a, ZB_LIT("name"), ZB_LIT("zero")));
    OK(zb_object_set(&arena, object.a, ZB_LIT("list"), inner));
    OK(zb_object_add(&arena, object.a, ZB_LIT(""), zb_null()));
    CHECK(zb_object_add(&arena, object.a, ZB_LIT("x"), zb_null()) == ZB_E_EXISTS);
    OK(zb_object_set(&arena, object.a, ZB_LIT("n"), zb_i32(6)));

    zb_view view = zb_arena_view(&arena);
    bool yes;
    int32_t n;
    double x;
    int64_t big;
    zb_str name;
    zb_off list, slot;
    OK(zb_object_get_bool(view, object.a, ZB_LIT("yes"), &yes));
    OK(zb_object_get_i32(view, object.a, ZB_LIT("n"), &n));
    OK(zb_object_get_f64(view, object.a, ZB_LIT("x"), &x));
    OK(zb_object_get_bigint(view, object.a, ZB_LIT("big"), &big));
    OK(zb_object_get_string(view, object.a, ZB_LIT("name"), &name));
    OK(zb_object_get_array(view, object.a, ZB_LIT("list"), &list));
    CHECK(yes && n == 6 && x == 2.5 && big == 1 && test_same(name, "zero") && list == inner.a);
    CHECK(zb_object_get_object(view, object.a, ZB_LIT("list"), &list) == ZB_E_TAG);
    CHECK(zb_object_get_bytes(view, object.a, ZB_LIT("list"), &(zb_bytes){NULL, 0}) == ZB_E_TAG);
    CHECK(zb_object_find(view, object.a, ZB_LIT("nam"), &slot) == ZB_E_NOT_FOUND);
    OK(zb_object_find(view, object.a, ZB_LIT(""), &slot));

    static const char *const order[] = {"yes", "n", "x", "big", "name", "list", ""};
    for (uint32_t i = 0; i < 7; i++) {
        zb_str key;
        OK(zb_object_entry(view, object.a, i, &key, NULL));
        CHECK(test_same(key, order[i]));
    }
    CHECK(zb_object_entry(view, object.a, 7, NULL, &slot) == ZB_E_NOT_FOUND);
}

static void
keys_are_interned_across_objects(void)
{
    zb_arena arena;
    zb_slot left, right;
    zb_object a, b;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    OK(zb_object_new(&arena, 1, &left));
    OK(zb_object_new(&arena, 1, &right));
    OK(zb_object_set(&arena, left.a, ZB_LIT("shared"), zb_null()));
    OK(zb_object_set(&arena, right.a, ZB_LIT("shared"), zb_null()));
    zb_view view = zb_arena_view(&arena);
    OK(zb_object_open(view, left.a, &a));
    OK(zb_object_open(view, right.a, &b));
    CHECK(zb_view_u32(view, a.entries) == zb_view_u32(view, b.entries));
}

static void
the_first_value_slot_is_at_data_plus_16(void)
{
    zb_arena arena;
    zb_slot object;
    zb_off slot;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    OK(zb_object_new(&arena, 1, &object));
    OK(zb_object_set(&arena, object.a, ZB_LIT("k"), zb_null()));
    OK(zb_object_find(zb_arena_view(&arena), object.a, ZB_LIT("k"), &slot));
    CHECK(slot == zb_view_u32(zb_arena_view(&arena), object.a) + 16 && slot % 8 == 0);
}

static void
damaged_objects_are_refused(void)
{
    uint8_t *region = test_region(SIZE);
    zb_arena arena;
    zb_off slot = 7;
    OK(zb_arena_init(&arena, region, SIZE, 8, 0));
    /* one entry whose key leaves the region */
    uint32_t image[] = {1004, 1, 1, SIZE - 1, 2, 0, 0, 0, 0};
    __builtin_memcpy(region + 1000, image, sizeof image);
    zb_view view = zb_arena_view(&arena);
    CHECK(zb_object_find(view, 1000, "ab", 2, &slot) == ZB_E_BOUNDS && slot == 7);
    CHECK(zb_object_find(view, 1000, "a", 1, &slot) == ZB_E_NOT_FOUND);
    CHECK(zb_object_entry(view, 1000, 0, NULL, &slot) == ZB_E_BOUNDS);
    CHECK(zb_object_set(&arena, 1000, "ab", 2, zb_null()) == ZB_E_BOUNDS);
    CHECK(zb_object_add(&arena, 1000, "ab", 2, zb_null()) == ZB_E_BOUNDS);
    image[2] = 2;
    __builtin_memcpy(region + 1000, image, sizeof image);
    zb_object opened;
    CHECK(zb_object_open(view, 1000, &opened) == ZB_E_CORRUPT);
    image[1] = 0x0aaaaaab; /* capacity * 24 wraps 32 bits */
    image[2] = 1;
    __builtin_memcpy(region + 1000, image, sizeof image);
    CHECK(zb_object_open(view, 1000, &opened) == ZB_E_BOUNDS);
    CHECK(zb_object_set(&arena, 1000, "x", 1, zb_at((zb_tag)99, 0)) != ZB_OK);
}

static void
unknown_tags_are_not_stored(void)
{
    zb_arena arena;
    zb_slot object;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    OK(zb_object_new(&arena, 1, &object));
    zb_checkpoint before = zb_arena_save(&arena);
    CHECK(zb_object_set(&arena, object.a, "k", 1, zb_at((zb_tag)99, 0)) == ZB_E_TAG);
    CHECK(zb_object_add(&arena, object.a, "k", 1, zb_at((zb_tag)99, 0)) == ZB_E_TAG);
    CHECK(zb_arena_save(&arena) == before);
}

TEST_SUITE(object, {"set_find_get_add", set_find_get_add},
           {"keys_are_interned_across_objects", keys_are_interned_across_objects},
           {"the_first_value_slot_is_at_data_plus_16", the_first_value_slot_is_at_data_plus_16},
           {"damaged_objects_are_refused", damaged_objects_are_refused},
           {"unknown_tags_are_not_stored", unknown_tags_are_not_stored});
