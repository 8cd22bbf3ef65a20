/* SPDX-License-Identifier: MIT */
#include "test.h"

#define SIZE 4096u

static void
every_tag_round_trips(void)
{
    zb_arena arena;
    zb_off slot;
    zb_slot text, bytes, read;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    OK(zb_arena_alloc(&arena, 16, 8, &slot));
    OK(zb_string_new(&arena, ZB_LIT("gr\xc3\xbc\xc3\x9f"), &text));
    OK(zb_bytes_new(&arena, "\0\xff", 2, NULL, &bytes));
    zb_view view = zb_arena_view(&arena);

    bool b = true;
    OK(zb_slot_write(&arena, slot, zb_bool(false)));
    OK(zb_slot_get_bool(view, slot, &b));
    CHECK(!b);
    int32_t i;
    OK(zb_slot_write(&arena, slot, zb_i32(INT32_MIN)));
    OK(zb_slot_get_i32(view, slot, &i));
    CHECK(i == INT32_MIN);
    double f;
    OK(zb_slot_get_f64(view, slot, &f)); /* an i32 is a number */
    CHECK(f == -2147483648.0);
    OK(zb_slot_write(&arena, slot, zb_f64(1.5)));
    OK(zb_slot_get_f64(view, slot, &f));
    CHECK(f == 1.5);
    int64_t big;
    OK(zb_slot_write(&arena, slot, zb_bigint(INT64_MIN)));
    OK(zb_slot_get_bigint(view, slot, &big));
    CHECK(big == INT64_MIN);
    zb_str span;
    OK(zb_slot_write(&arena, slot, text));
    OK(zb_slot_get_string(view, slot, &span));
    CHECK(test_same(span, "gr\xc3\xbc\xc3\x9f"));
    zb_bytes raw;
    OK(zb_slot_write(&arena, slot, bytes));
    OK(zb_slot_get_bytes(view, slot, &raw));
    CHECK(raw.len == 2 && raw.ptr[0] == 0 && raw.ptr[1] == 0xff);
    OK(zb_slot_write(&arena, slot, zb_null()));
    OK(zb_slot_read(view, slot, &read));
    CHECK(read.tag == ZB_TAG_NULL && read.a == 0 && read.b == 0);
}

static void
numbers_are_stored_as_javascript_stores_them(void)
{
    double zero = 0;
    CHECK(zb_number(1.0).tag == ZB_TAG_I32);
    CHECK(zb_number(-2147483648.0).tag == ZB_TAG_I32);
    CHECK(zb_number(2147483648.0).tag == ZB_TAG_F64);
    CHECK(zb_number(0.5).tag == ZB_TAG_F64);
    CHECK(zb_number(zero).tag == ZB_TAG_I32);
    CHECK(zb_number(-zero).tag == ZB_TAG_F64);
    CHECK(zb_number(__builtin_nan("")).tag == ZB_TAG_F64);
    CHECK(zb_number(__builtin_inf()).tag == ZB_TAG_F64);
}

static void
a_slot_is_written_whole(void)
{
    zb_arena arena;
    zb_off slot;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    OK(zb_arena_alloc(&arena, 16, 8, &slot));
    __builtin_memset(zb_arena_ptr(&arena, slot), 0xaa, 16);
    OK(zb_slot_write(&arena, slot, zb_bool(true)));
    CHECK(test_equal(zb_arena_ptr(&arena, slot), "\1\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0", 16));
}

static void
readers_refuse_other_types_and_leave_out_alone(void)
{
    zb_arena arena;
    zb_off slot, at = 7;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    OK(zb_arena_alloc(&arena, 16, 8, &slot));
    OK(zb_slot_write(&arena, slot, zb_bool(true)));
    zb_view view = zb_arena_view(&arena);
    int32_t i = 7;
    double f = 7;
    int64_t big = 7;
    zb_str span = {NULL, 7};
    zb_bytes raw = {NULL, 7};
    CHECK(zb_slot_get_i32(view, slot, &i) == ZB_E_TAG && i == 7);
    CHECK(zb_slot_get_f64(view, slot, &f) == ZB_E_TAG && f == 7);
    CHECK(zb_slot_get_bigint(view, slot, &big) == ZB_E_TAG && big == 7);
    CHECK(zb_slot_get_string(view, slot, &span) == ZB_E_TAG && span.len == 7);
    CHECK(zb_slot_get_bytes(view, slot, &raw) == ZB_E_TAG && raw.len == 7);
    CHECK(zb_slot_get_array(view, slot, &at) == ZB_E_TAG && at == 7);
    CHECK(zb_slot_get_object(view, slot, &at) == ZB_E_TAG && at == 7);
    bool b = false;
    OK(zb_slot_write(&arena, slot, zb_i32(1)));
    CHECK(zb_slot_get_bool(view, slot, &b) == ZB_E_TAG && !b);
}

static void
places_outside_the_region_are_refused(void)
{
    uint8_t *region = test_region(SIZE);
    zb_arena arena;
    zb_slot value;
    OK(zb_arena_init(&arena, region, SIZE, 8, 0));
    zb_view view = zb_arena_view(&arena);
    CHECK(zb_slot_read(view, SIZE - 12, &value) == ZB_E_BOUNDS);
    CHECK(zb_slot_read(view, 0xfffffff8, &value) == ZB_E_BOUNDS);
    CHECK(zb_slot_read(view, 74, &value) == ZB_E_ALIGN);
    CHECK(zb_slot_write(&arena, SIZE, zb_null()) == ZB_E_BOUNDS);
    CHECK(zb_slot_write(&arena, 73, zb_null()) == ZB_E_ALIGN);
    CHECK(zb_slot_write(&arena, 72, zb_at((zb_tag)9, 0)) == ZB_E_TAG);
    region[80] = 9;
    CHECK(zb_slot_read(view, 80, &value) == ZB_E_TAG);
    zb_slot tiny_view_slot;
    zb_view none = zb_view_of(region, 0);
    CHECK(zb_slot_read(none, 0, &tiny_view_slot) == ZB_E_BOUNDS);
}

static void
strings_that_leave_the_region_are_refused(void)
{
    uint8_t *region = test_region(SIZE);
    zb_arena arena;
    zb_str span;
    OK(zb_arena_init(&arena, region, SIZE, 8, 0));
    zb_view view = zb_arena_view(&arena);
    uint32_t lengths[] = {1, 5, UINT32_MAX, UINT32_MAX - 3};
    for (uint32_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        __builtin_memcpy(region + SIZE - 4, &lengths[i], 4);
        CHECK(zb_string_at(view, SIZE - 4, &span) == ZB_E_BOUNDS);
    }
    CHECK(zb_string_at(view, SIZE - 3, &span) == ZB_E_BOUNDS);
    CHECK(zb_string_at(view, UINT32_MAX, &span) == ZB_E_BOUNDS);
    __builtin_memset(region + SIZE - 4, 0, 4);
    OK(zb_string_at(view, SIZE - 4, &span)); /* empty, at the very end */
    CHECK(span.len == 0);
    zb_slot out = zb_i32(7);
    CHECK(zb_string_new(&arena, "", UINT32_MAX, &out) == ZB_E_MEMORY && out.a == 7);
}

static void
bytes_can_be_reserved_and_filled(void)
{
    zb_arena arena;
    zb_slot value;
    zb_off data;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    OK(zb_bytes_new(&arena, NULL, 3, &data, &value));
    CHECK(data == value.a + 4);
    __builtin_memcpy(zb_arena_ptr(&arena, data), "abc", 3);
    zb_str span;
    OK(zb_string_at(zb_arena_view(&arena), value.a, &span));
    CHECK(test_same(span, "abc"));
}

TEST_SUITE(value, {"every_tag_round_trips", every_tag_round_trips},
           {"numbers_are_stored_as_javascript_stores_them", numbers_are_stored_as_javascript_stores_them},
           {"a_slot_is_written_whole", a_slot_is_written_whole},
           {"readers_refuse_other_types_and_leave_out_alone", readers_refuse_other_types_and_leave_out_alone},
           {"places_outside_the_region_are_refused", places_outside_the_region_are_refused},
           {"strings_that_leave_the_region_are_refused", strings_that_leave_the_region_are_refused},
           {"bytes_can_be_reserved_and_filled", bytes_can_be_reserved_and_filled});
