/* SPDX-License-Identifier: MIT */
/* Lookups in verified views: they find what zb_object_find() finds, wherever they found it last. */
#include <zerobuf/unchecked.h>
#include <zerobuf/verify.h>

#include "test.h"

#define SIZE 65536u

/* The slot that a field finds, as an offset; 0: none. */
static zb_off
field_slot(zb_field *field, zb_off handle)
{
    const uint8_t *slot = zb_field_find_unchecked(field, handle);
    return slot != NULL ? (zb_off)(slot - zb_view_ptr(field->view, 0)) : 0;
}

static zb_off
found(zb_view view, zb_off handle, const char *key, uint32_t len)
{
    zb_off slot = 0;
    return zb_object_find(view, handle, key, len, &slot) == ZB_OK ? slot : 0;
}

/* Objects of few of few keys in random order, so that places and counts differ from one to the next. */
static void
lookups_agree_with_find(void)
{
    static const char names[] = "abcdefghij";
    zb_arena arena;
    zb_slot objects[64];
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    for (uint32_t i = 0; i < 64; i++) {
        OK(zb_object_new(&arena, 1, &objects[i]));
        uint32_t count = test_random(12); /* with more than 8 keys there is an index */
        for (uint32_t k = 0; k < count; k++)
            OK(zb_object_set(&arena, objects[i].a, names + test_random(10), 1,
                             zb_i32((int32_t)(i * 100 + k))));
    }
    zb_view view = zb_arena_view(&arena);
    zb_key key = {names, 1, 0};
    zb_field field = zb_field_of(view, names, 1);
    uint32_t hits = 0;
    for (uint32_t i = 0; i < 2000; i++) {
        zb_off handle = objects[test_random(64)].a, expected = found(view, handle, names, 1);
        OK(zb_verify(view, ZB_ROOT_OBJECT, handle, NULL, NULL));
        CHECK(zb_object_lookup_unchecked(view, handle, &key) == expected);
        CHECK(field_slot(&field, handle) == expected);
        CHECK(zb_object_search(view, handle, names, 1, test_random(16)) == expected);
        hits += expected != 0 ? 1 : 0;
    }
    CHECK(hits > 0 && hits < 2000);
}

static void
numbers_of_fields(void)
{
    zb_arena arena;
    zb_slot object;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    OK(zb_object_new(&arena, 3, &object));
    OK(zb_object_set(&arena, object.a, ZB_LIT("real"), zb_f64(-0.5)));
    OK(zb_object_set(&arena, object.a, ZB_LIT("int"), zb_i32(INT32_MIN)));
    OK(zb_object_set(&arena, object.a, ZB_LIT(""), zb_i32(7)));
    zb_view view = zb_arena_view(&arena);
    zb_field real = zb_field_of(view, ZB_LIT("real")), integer = zb_field_of(view, ZB_LIT("int"));
    zb_field empty = zb_field_of(view, NULL, 0), none = zb_field_of(view, ZB_LIT("none"));
    for (int i = 0; i < 2; i++) { /* the second time by what was remembered */
        CHECK(zb_field_number_unchecked(&real, object.a, 1) == -0.5);
        CHECK(zb_field_number_unchecked(&integer, object.a, 1) == -2147483648.0);
        CHECK(zb_field_number_unchecked(&empty, object.a, 1) == 7);
        CHECK(zb_field_number_unchecked(&none, object.a, 1) == 1);
    }
}

/* Images of other writers: a key's bytes written for each object, at offset 0, one a part of another. */
static void
keys_that_are_not_shared(void)
{
    uint8_t *region = test_region(256);
    const uint32_t first[] = {36, 1, 1, 0, 2, ZB_TAG_I32, 1, 0, 0};   /* handle at 32; "ab" at 0 */
    const uint32_t second[] = {104, 1, 1, 4, 2, ZB_TAG_I32, 2, 0, 0}; /* handle at 100; "ab" at 4 */
    const uint32_t third[] = {172, 1, 1, 0, 1, ZB_TAG_I32, 3, 0, 0};  /* handle at 168; "a" at 0 */
    __builtin_memcpy(region, "abcdab", 6);
    __builtin_memcpy(region + 32, first, sizeof first);
    __builtin_memcpy(region + 100, second, sizeof second);
    __builtin_memcpy(region + 168, third, sizeof third);
    zb_view view = zb_view_of(region, 256);
    zb_field ab = zb_field_of(view, ZB_LIT("ab")), a = zb_field_of(view, ZB_LIT("a"));
    for (int i = 0; i < 2; i++) {
        CHECK(zb_field_number_unchecked(&ab, 32, 0) == 1 && zb_field_number_unchecked(&ab, 100, 0) == 2);
        CHECK(zb_field_number_unchecked(&ab, 168, 0) == 0);
        CHECK(zb_field_number_unchecked(&a, 168, 0) == 3 && zb_field_number_unchecked(&a, 32, 0) == 0);
    }
}

/* The search is checked, whatever the caller is: an object that cannot be read has no keys. */
static void
search_survives_damage(void)
{
    zb_arena arena;
    zb_slot object;
    uint8_t *region = test_region(SIZE);
    OK(zb_arena_init(&arena, region, SIZE, 8, 0));
    OK(zb_object_new(&arena, 2, &object));
    OK(zb_object_set(&arena, object.a, ZB_LIT("k"), zb_i32(1)));
    zb_view view = zb_arena_view(&arena);
    zb_off slot = zb_object_search(view, object.a, ZB_LIT("k"), UINT32_MAX);
    CHECK(slot != 0 && slot == found(view, object.a, ZB_LIT("k")));
    uint32_t far = SIZE, none = 0;
    __builtin_memcpy(region + slot - ZB_ENTRY_SLOT_AT, &far, 4); /* the key leaves the region */
    CHECK(zb_object_search(view, object.a, ZB_LIT("k"), 0) == 0);
    __builtin_memcpy(region + object.a, &far, 4); /* so does the data */
    CHECK(zb_object_search(view, object.a, ZB_LIT("k"), 0) == 0);
    CHECK(zb_object_search(view, SIZE - 2, ZB_LIT("k"), 0) == 0);
    __builtin_memcpy(region + object.a, &none, 4);
    CHECK(zb_object_search(view, 3, ZB_LIT("k"), 0) == 0);
}

static void
slots_as_the_checked_readers_see_them(void)
{
    zb_arena arena;
    zb_off at;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    OK(zb_arena_alloc(&arena, ZB_SLOT_BYTES, 8, &at));
    const zb_slot values[] = {zb_null(),  zb_bool(true),        zb_i32(-3),
                              zb_f64(.1), zb_bigint(INT64_MIN), zb_at(ZB_TAG_OBJECT, 0xfffffffc)};
    for (uint32_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        zb_slot checked, unchecked;
        double number = 0;
        OK(zb_slot_write(&arena, at, values[i]));
        zb_view view = zb_arena_view(&arena);
        OK(zb_slot_read(view, at, &checked));
        unchecked = zb_slot_read_unchecked(view, at);
        CHECK(test_equal(&checked, &unchecked, sizeof checked));
        CHECK(zb_slot_tag_unchecked(view, at) == (zb_tag)checked.tag &&
              zb_slot_a_unchecked(view, at) == checked.a);
        if (zb_slot_get_f64(view, at, &number) == ZB_OK)
            CHECK(zb_slot_f64_unchecked(view, at) == number);
    }
}

TEST_SUITE(unchecked, {"lookups_agree_with_find", lookups_agree_with_find},
           {"numbers_of_fields", numbers_of_fields}, {"keys_that_are_not_shared", keys_that_are_not_shared},
           {"search_survives_damage", search_survives_damage},
           {"slots_as_the_checked_readers_see_them", slots_as_the_checked_readers_see_them});
