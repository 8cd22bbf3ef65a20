/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <zerobuf/column.h>
#include <zerobuf/extended.h>

#define SIZE 65536u

static bool
begin(zb_arena *arena, uint32_t flags)
{
    return zb_arena_init(arena, test_region(SIZE), SIZE, 0, flags) == ZB_OK;
}

/* Write a value to a slot of its own. */
static zb_off
slot_with(zb_arena *arena, zb_slot value)
{
    zb_off slot;
    return zb_arena_alloc(arena, 16, 8, &slot) == ZB_OK && zb_slot_write(arena, slot, value) == ZB_OK ? slot
                                                                                                      : 0;
}

static void
a_strict_arena_takes_none(void)
{
    zb_arena arena;
    zb_slot out = zb_i32(9), list;
    zb_str text = {"x", 1};
    uint64_t limbs[2] = {1, 1};
    CHECK(begin(&arena, 0));
    OK(zb_array_new(&arena, 4, &list));
    zb_checkpoint before = zb_arena_save(&arena);
    CHECK(zb_map_new(&arena, 1, &out) == ZB_E_TAG);
    CHECK(zb_set_new(&arena, 1, &out) == ZB_E_TAG);
    CHECK(zb_error_new(&arena, "Error", "m", zb_null(), &out) == ZB_E_TAG);
    CHECK(zb_regexp_new(&arena, text, text, &out) == ZB_E_TAG);
    CHECK(zb_symbol_new(&arena, "x", 1, &out) == ZB_E_TAG);
    CHECK(zb_boxed_new(&arena, zb_i32(1), &out) == ZB_E_TAG);
    CHECK(zb_buffer_new(&arena, "x", 1, &out) == ZB_E_TAG);
    CHECK(zb_integer_new(&arena, limbs, 2, &out) == ZB_E_TAG);
    CHECK(zb_array_push(&arena, list.a, zb_undefined()) == ZB_E_TAG);
    CHECK(zb_array_push(&arena, list.a, zb_date(0)) == ZB_E_TAG);
    CHECK(zb_object_new(&arena, 0, &list) == ZB_OK &&
          zb_object_set(&arena, list.a, "k", 1, zb_undefined()) == ZB_E_TAG);
    OK(zb_arena_restore(&arena, before));
    CHECK(out.tag == ZB_TAG_I32 && out.a == 9);
    /* What fits 64 bits is a bigint of version 1. */
    limbs[1] = 0;
    OK(zb_integer_new(&arena, limbs, 2, &out));
    CHECK(out.tag == ZB_TAG_BIGINT && out.b == 1);
}

static void
dates(void)
{
    zb_arena arena;
    double ms = 0;
    CHECK(begin(&arena, ZB_ARENA_EXTENDED));
    zb_off slot = slot_with(&arena, zb_date(-8.64e15));
    OK(zb_slot_get_date(zb_arena_view(&arena), slot, &ms));
    CHECK(ms <= -8.64e15 && ms >= -8.64e15);
    slot = slot_with(&arena, zb_f64(1));
    CHECK(zb_slot_get_date(zb_arena_view(&arena), slot, &ms) == ZB_E_TAG);
    CHECK(zb_slot_get_date(zb_arena_view(&arena), SIZE, &ms) == ZB_E_BOUNDS);
}

static void
maps_differ_by_same_value_zero(void)
{
    zb_arena arena;
    zb_slot map, text, same_text, list, other_list, integer, same_integer, symbol, same_symbol;
    zb_off value;
    double nan = __builtin_nan("");
    uint64_t limbs[2] = {7, 9};
    CHECK(begin(&arena, ZB_ARENA_EXTENDED));
    OK(zb_map_new(&arena, 0, &map));
    OK(zb_string_new(&arena, ZB_LIT("key"), &text));
    OK(zb_string_new(&arena, ZB_LIT("key"), &same_text));
    OK(zb_symbol_new(&arena, ZB_LIT("key"), &symbol));
    OK(zb_symbol_new(&arena, ZB_LIT("key"), &same_symbol));
    OK(zb_integer_new(&arena, limbs, 2, &integer));
    OK(zb_integer_new(&arena, limbs, 2, &same_integer));
    OK(zb_array_new(&arena, 1, &list));
    OK(zb_array_new(&arena, 1, &other_list));
    const struct {
        zb_slot key, same;
    } keys[] = {{zb_null(), zb_null()},
                {zb_undefined(), zb_undefined()},
                {zb_bool(true), zb_bool(true)},
                {zb_bool(false), zb_bool(false)},
                {zb_i32(1), zb_f64(1)},
                {zb_f64(-0.0), zb_i32(0)},
                {zb_f64(nan), zb_f64(-nan)},
                {zb_f64(0.5), zb_f64(0.5)},
                {zb_bigint(1), zb_bigint(1)},
                {text, same_text},
                {symbol, same_symbol},
                {integer, same_integer},
                {list, list},
                {other_list, other_list},
                {zb_date(1), zb_date(1)}};
    uint32_t count = sizeof keys / sizeof keys[0];
    for (uint32_t i = 0; i < count; i++) {
        CHECK(zb_map_find(zb_arena_view(&arena), map.a, keys[i].key, &value) == ZB_E_NOT_FOUND);
        OK(zb_map_set(&arena, map.a, keys[i].key, zb_i32((int32_t)i)));
    }
    for (uint32_t i = 0; i < count; i++) {
        int32_t found;
        OK(zb_map_find(zb_arena_view(&arena), map.a, keys[i].same, &value));
        OK(zb_slot_get_i32(zb_arena_view(&arena), value, &found));
        CHECK(found == (int32_t)i);
        OK(zb_map_set(&arena, map.a, keys[i].same, zb_i32(-1)));
    }
    zb_map open;
    OK(zb_map_open(zb_arena_view(&arena), map.a, &open));
    CHECK(open.count == count && open.capacity >= count);
    OK(zb_map_find(zb_arena_view(&arena), map.a, zb_at(ZB_TAG_HOLE, 0), &value)); /* undefined */
    zb_slot unknown = {9, {0, 0, 0}, 0, 0};
    CHECK(zb_map_set(&arena, map.a, unknown, zb_null()) == ZB_E_TAG);
    CHECK(zb_map_set(&arena, map.a, zb_i32(99), unknown) == ZB_E_TAG);
    CHECK(zb_map_set(&arena, SIZE, zb_i32(99), zb_null()) == ZB_E_BOUNDS);
    CHECK(zb_map_open(zb_arena_view(&arena), map.a + 1, &open) == ZB_E_ALIGN);
}

static void
sets_take_a_value_once(void)
{
    zb_arena arena;
    zb_slot set;
    zb_array open;
    CHECK(begin(&arena, ZB_ARENA_EXTENDED));
    OK(zb_set_new(&arena, 0, &set));
    for (int32_t i = 0; i < 100; i++)
        OK(zb_set_add(&arena, set.a, i % 2 == 0 ? zb_i32(i / 4) : zb_f64(i / 4)));
    OK(zb_array_open(zb_arena_view(&arena), set.a, &open));
    CHECK(open.length == 25);
    OK(zb_set_find(zb_arena_view(&arena), set.a, zb_f64(24)));
    CHECK(zb_set_find(zb_arena_view(&arena), set.a, zb_f64(25)) == ZB_E_NOT_FOUND);
    /* A damaged element is reported, not skipped. */
    *zb_arena_ptr(&arena, open.slots + 16) = 99;
    CHECK(zb_set_add(&arena, set.a, zb_i32(77)) == ZB_E_TAG);
}

static void
errors_have_causes(void)
{
    zb_arena arena;
    zb_slot inner, outer, props, stack;
    zb_error open;
    int32_t code;
    CHECK(begin(&arena, ZB_ARENA_EXTENDED));
    OK(zb_error_new(&arena, "TypeError", "", zb_undefined(), &inner));
    OK(zb_error_new(&arena, "Error", "outer", inner, &outer));
    OK(zb_object_new(&arena, 1, &props));
    OK(zb_object_set(&arena, props.a, ZB_LIT("code"), zb_i32(5)));
    OK(zb_string_new(&arena, ZB_LIT("at main"), &stack));
    OK(zb_slot_write(&arena, outer.a + ZB_ERROR_PROPS * ZB_SLOT_BYTES, props));
    OK(zb_slot_write(&arena, outer.a + ZB_ERROR_STACK * ZB_SLOT_BYTES, stack));
    zb_view view = zb_arena_view(&arena);
    OK(zb_error_open(view, outer.a, &open));
    CHECK(test_same(open.name, "Error") && test_same(open.message, "outer") &&
          test_same(open.stack, "at main"));
    OK(zb_object_get_i32(view, open.props, ZB_LIT("code"), &code));
    zb_slot cause;
    OK(zb_slot_read(view, open.cause, &cause));
    CHECK(cause.tag == ZB_TAG_ERROR && cause.a == inner.a);
    OK(zb_error_open(view, cause.a, &open));
    CHECK(test_same(open.name, "TypeError") && test_same(open.message, "") && open.stack.ptr == NULL &&
          open.props == 0);
    OK(zb_slot_read(view, open.cause, &cause));
    CHECK(cause.tag == ZB_TAG_UNDEFINED);
    CHECK(zb_error_open(view, SIZE - 64, &open) == ZB_E_BOUNDS);
    CHECK(zb_error_open(view, outer.a + 2, &open) == ZB_E_ALIGN);
    OK(zb_slot_write(&arena, outer.a, zb_null()));
    CHECK(zb_error_open(view, outer.a, &open) == ZB_E_TAG);
    zb_slot unknown = {9, {0, 0, 0}, 0, 0};
    CHECK(zb_error_new(&arena, "Error", "", unknown, &inner) == ZB_E_TAG);
}

static void
texts_and_boxes(void)
{
    zb_arena arena;
    zb_slot out = zb_null(), list;
    zb_regexp regexp;
    zb_str source = {ZB_LIT("^a")}, flags = {ZB_LIT("")}, key;
    CHECK(begin(&arena, ZB_ARENA_EXTENDED));
    OK(zb_regexp_new(&arena, source, flags, &out));
    zb_view view = zb_arena_view(&arena);
    OK(zb_regexp_open(view, out.a, &regexp));
    CHECK(out.tag == ZB_TAG_REGEXP && test_same(regexp.source, "^a") && test_same(regexp.flags, ""));
    CHECK(zb_regexp_open(view, SIZE - 16, &regexp) == ZB_E_BOUNDS);
    OK(zb_symbol_new(&arena, ZB_LIT("iter"), &out));
    OK(zb_string_at(view, out.a, &key));
    CHECK(out.tag == ZB_TAG_SYMBOL && test_same(key, "iter"));
    OK(zb_boxed_new(&arena, zb_f64(2.5), &out));
    double number;
    OK(zb_slot_get_f64(view, out.a, &number));
    CHECK(out.tag == ZB_TAG_BOXED && number >= 2.5 && number <= 2.5);
    OK(zb_array_new(&arena, 1, &list));
    CHECK(zb_boxed_new(&arena, list, &out) == ZB_E_INVALID &&
          zb_boxed_new(&arena, zb_null(), &out) == ZB_E_INVALID);
    zb_column column;
    OK(zb_buffer_new(&arena, "hello", 5, &out));
    OK(zb_column_open(view, out.a, &column));
    CHECK(out.tag == ZB_TAG_BUFFER && column.type == ZB_COLUMN_U8 && column.length == 5 &&
          column.data % 16 == 0);
    CHECK(test_equal(zb_view_ptr(view, column.data), "hello", 5));
}

static void
integers_are_as_short_as_they_can_be(void)
{
    zb_arena arena;
    zb_slot out;
    zb_str bytes;
    uint64_t limbs[4] = {5, UINT64_MAX, UINT64_MAX, UINT64_MAX};
    CHECK(begin(&arena, ZB_ARENA_EXTENDED));
    CHECK(zb_integer_new(&arena, limbs, 0, &out) == ZB_E_INVALID);
    OK(zb_integer_new(&arena, limbs, 4, &out)); /* 5 - 2^64 */
    OK(zb_string_at(zb_arena_view(&arena), out.a, &bytes));
    CHECK(out.tag == ZB_TAG_INTEGER && bytes.len == 16);
    limbs[0] = (uint64_t)INT64_MIN;
    OK(zb_integer_new(&arena, limbs, 4, &out));
    CHECK(out.tag == ZB_TAG_BIGINT && (int64_t)out.b == INT64_MIN);
    limbs[1] = 0; /* 2^63: positive, so the sign needs another limb */
    OK(zb_integer_new(&arena, limbs, 2, &out));
    CHECK(out.tag == ZB_TAG_INTEGER);
}

TEST_SUITE(extended, {"a_strict_arena_takes_none", a_strict_arena_takes_none}, {"dates", dates},
           {"maps_differ_by_same_value_zero", maps_differ_by_same_value_zero},
           {"sets_take_a_value_once", sets_take_a_value_once}, {"errors_have_causes", errors_have_causes},
           {"texts_and_boxes", texts_and_boxes},
           {"integers_are_as_short_as_they_can_be", integers_are_as_short_as_they_can_be});
