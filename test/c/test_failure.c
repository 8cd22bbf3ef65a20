/* SPDX-License-Identifier: MIT */
/* Every allocation of every call fails once, and changes nothing. */
#include <zerobuf/copy.h>
#include <zerobuf/extended.h>
#include <zerobuf/table.h>

#include "test.h"

#define SIZE 4096u

/* Objects and strings that the calls work on: the same bytes in every run. */
typedef struct fixture {
    zb_arena arena;
    uint8_t *region;
    zb_slot list;   /* full: the next push grows it */
    zb_slot object; /* full: the next key grows it */
    zb_slot column; /* full: the next element moves it */
    zb_slot table;  /* full: the next row moves its columns */
    zb_slot patch;  /* for `object`: one key goes, one object comes */
    zb_slot unsorted;
    zb_slot map; /* full: the next entry grows it */
    zb_slot set; /* full: the next value grows it */
} fixture;

static bool
prepare(fixture *f)
{
    return zb_arena_init(&f->arena, f->region, SIZE, 8, ZB_ARENA_EXTENDED) == ZB_OK &&
           zb_array_new(&f->arena, 1, &f->list) == ZB_OK &&
           zb_array_push(&f->arena, f->list.a, zb_i32(1)) == ZB_OK &&
           zb_object_new(&f->arena, 1, &f->object) == ZB_OK &&
           zb_object_set(&f->arena, f->object.a, ZB_LIT("first"), zb_null()) == ZB_OK &&
           zb_column_new(&f->arena, ZB_COLUMN_F64, 2, &f->column) == ZB_OK &&
           zb_column_append(&f->arena, f->column.a, NULL, 2) == ZB_OK &&
           zb_table_new(&f->arena, &f->table) == ZB_OK &&
           zb_table_add_column(&f->arena, f->table.a, ZB_LIT("x"), ZB_COLUMN_I8, NULL) == ZB_OK &&
           zb_table_add_column(&f->arena, f->table.a, ZB_LIT("y"), ZB_COLUMN_F64, NULL) == ZB_OK &&
           zb_object_new(&f->arena, 2, &f->patch) == ZB_OK &&
           zb_object_set(&f->arena, f->patch.a, ZB_LIT("new"), f->object) == ZB_OK &&
           zb_object_set(&f->arena, f->patch.a, ZB_LIT("first"), zb_null()) == ZB_OK &&
           zb_array_new(&f->arena, 2, &f->unsorted) == ZB_OK &&
           zb_array_push(&f->arena, f->unsorted.a, zb_i32(2)) == ZB_OK &&
           zb_array_push(&f->arena, f->unsorted.a, zb_i32(1)) == ZB_OK &&
           zb_map_new(&f->arena, 1, &f->map) == ZB_OK &&
           zb_map_set(&f->arena, f->map.a, zb_i32(1), zb_null()) == ZB_OK &&
           zb_set_new(&f->arena, 1, &f->set) == ZB_OK && zb_set_add(&f->arena, f->set.a, zb_i32(1)) == ZB_OK;
}

static zb_status
push(fixture *f)
{
    return zb_array_push(&f->arena, f->list.a, zb_i32(2));
}

static zb_status
push_string(fixture *f)
{
    return zb_array_push_string(&f->arena, f->list.a, ZB_LIT("a string of some length"));
}

static zb_status
set_new_key(fixture *f)
{
    return zb_object_set(&f->arena, f->object.a, ZB_LIT("another key"), zb_i32(2));
}

static zb_status
add_new_key(fixture *f)
{
    return zb_object_add(&f->arena, f->object.a, ZB_LIT("another key"), zb_i32(2));
}

static zb_status
set_new_string(fixture *f)
{
    return zb_object_set_string(&f->arena, f->object.a, ZB_LIT("another key"), ZB_LIT("and a value"));
}

static zb_status
set_old_string(fixture *f)
{
    return zb_object_set_string(&f->arena, f->object.a, ZB_LIT("first"), ZB_LIT("a value for the first"));
}

static zb_status
make_array(fixture *f)
{
    zb_slot out;
    return zb_array_new(&f->arena, 3, &out);
}

static zb_status
make_object(fixture *f)
{
    zb_slot out;
    return zb_object_new(&f->arena, 3, &out);
}

static zb_status
make_string(fixture *f)
{
    zb_slot out;
    return zb_string_new(&f->arena, ZB_LIT("text"), &out);
}

static zb_status
make_bytes(fixture *f)
{
    zb_slot out;
    return zb_bytes_new(&f->arena, "\1\2\3", 3, NULL, &out);
}

static zb_status
make_text(fixture *f)
{
    zb_slot out;
    zb_text text = zb_text_begin(&f->arena, 8);
    zb_text_add_cstr(&text, "longer than what was reserved at first");
    return zb_text_end(&text, &out);
}

static zb_status
intern_key(fixture *f)
{
    zb_off out;
    return zb_key_intern(&f->arena, ZB_LIT("another key"), &out);
}

/* Columns, tables, and operations on values. */

static zb_status
make_column(fixture *f)
{
    zb_slot out;
    return zb_column_new(&f->arena, ZB_COLUMN_I16, 3, &out);
}

static zb_status
append_elements(fixture *f)
{
    return zb_column_append(&f->arena, f->column.a, NULL, 3);
}

static zb_status
push_element(fixture *f)
{
    return zb_column_push(&f->arena, f->column.a, 0.5);
}

static zb_status
reserve_elements(fixture *f)
{
    return zb_column_reserve(&f->arena, f->column.a, 1);
}

static zb_status
make_slice(fixture *f)
{
    zb_slot out;
    return zb_column_slice(&f->arena, f->column.a, 1, 1, &out);
}

static zb_status
make_table(fixture *f)
{
    zb_slot out;
    return zb_table_new(&f->arena, &out);
}

static zb_status
add_column(fixture *f)
{
    return zb_table_add_column(&f->arena, f->table.a, ZB_LIT("another column"), ZB_COLUMN_U8, NULL);
}

static zb_status
append_rows(fixture *f)
{
    return zb_table_append_rows(&f->arena, f->table.a, 2);
}

/* Two new objects: a copy of the target, and a copy of what comes without its null. */
static zb_status
merge_patch(fixture *f)
{
    zb_slot out;
    return zb_merge_patch(&f->arena, f->object, f->patch, &out);
}

static zb_status
sort_array(fixture *f)
{
    return zb_array_sort(&f->arena, f->unsorted.a, NULL, 0, 0);
}

/* Extension types, and copies. */

static zb_status
make_map(fixture *f)
{
    zb_slot out;
    return zb_map_new(&f->arena, 2, &out);
}

static zb_status
set_in_map(fixture *f)
{
    return zb_map_set(&f->arena, f->map.a, zb_i32(2), zb_null());
}

static zb_status
make_set(fixture *f)
{
    zb_slot out;
    return zb_set_new(&f->arena, 2, &out);
}

static zb_status
add_to_set(fixture *f)
{
    return zb_set_add(&f->arena, f->set.a, zb_i32(2));
}

static zb_status
make_error(fixture *f)
{
    zb_slot out;
    return zb_error_new(&f->arena, "TypeError", "a message", zb_undefined(), &out);
}

static zb_status
make_regexp(fixture *f)
{
    zb_slot out;
    zb_str source = {ZB_LIT("a+")}, flags = {ZB_LIT("g")};
    return zb_regexp_new(&f->arena, source, flags, &out);
}

static zb_status
make_symbol(fixture *f)
{
    zb_slot out;
    return zb_symbol_new(&f->arena, ZB_LIT("symbol"), &out);
}

static zb_status
make_box(fixture *f)
{
    zb_slot out;
    return zb_boxed_new(&f->arena, zb_bool(true), &out);
}

static zb_status
make_buffer(fixture *f)
{
    zb_slot out;
    return zb_buffer_new(&f->arena, "bytes", 5, &out);
}

static zb_status
make_integer(fixture *f)
{
    static const uint64_t limbs[2] = {1, 2};
    zb_slot out;
    return zb_integer_new(&f->arena, limbs, 2, &out);
}

static zb_status
copy_value(fixture *f)
{
    zb_slot out;
    return zb_copy(&f->arena, zb_arena_view(&f->arena), f->patch, &out, NULL);
}

static const struct {
    const char *name;
    zb_status (*run)(fixture *f);
} calls[] = {{"push", push},
             {"push_string", push_string},
             {"set_new_key", set_new_key},
             {"add_new_key", add_new_key},
             {"set_new_string", set_new_string},
             {"set_old_string", set_old_string},
             {"make_array", make_array},
             {"make_object", make_object},
             {"make_string", make_string},
             {"make_bytes", make_bytes},
             {"make_text", make_text},
             {"intern_key", intern_key},
             {"make_column", make_column},
             {"append_elements", append_elements},
             {"push_element", push_element},
             {"reserve_elements", reserve_elements},
             {"make_slice", make_slice},
             {"make_table", make_table},
             {"add_column", add_column},
             {"append_rows", append_rows},
             {"merge_patch", merge_patch},
             {"sort_array", sort_array},
             {"make_map", make_map},
             {"set_in_map", set_in_map},
             {"make_set", make_set},
             {"add_to_set", add_to_set},
             {"make_error", make_error},
             {"make_regexp", make_regexp},
             {"make_symbol", make_symbol},
             {"make_box", make_box},
             {"make_buffer", make_buffer},
             {"make_integer", make_integer},
             {"copy_value", copy_value}};

/* A hook that hands out one segment of 64 bytes, then none. */
static zb_status
one_segment(zb_arena *arena, uint32_t bytes)
{
    bool *given = arena->context;
    if (bytes == 0)
        return ZB_OK;
    if (*given || bytes > 64 - ZB_SEGMENT_HEADER_BYTES)
        return ZB_E_MEMORY;
    *given = true;
    zb_arena_add_segment(arena, SIZE - 64, 64);
    return ZB_OK;
}

/* Run every call with room for 0, 1, 2, ... bytes until it succeeds. */
static void
each_allocation_fails_once(void)
{
    uint8_t before[SIZE];
    fixture f = {.region = test_region(SIZE)};
    for (uint32_t c = 0; c < sizeof calls / sizeof calls[0]; c++) {
        uint32_t failures = 0;
        zb_status status = ZB_E_MEMORY;
        for (uint32_t room = 0; status != ZB_OK; room++) {
            CHECK(room < 1024);
            CHECK(prepare(&f));
            zb_off used = zb_arena_save(&f.arena), limit = used + room;
            __builtin_memcpy(f.region + f.arena.control + ZB_CONTROL_LIMIT_AT, &limit, 4);
            __builtin_memcpy(before, f.region, SIZE);
            status = calls[c].run(&f);
            if (status == ZB_OK)
                break;
            failures++;
            CHECK(status == ZB_E_MEMORY);
            CHECK(test_equal(before, f.region, used)); /* control block, generation and values */
        }
        OK(zb_arena_check(&f.arena));
        CHECK(failures > 0);
    }
}

/* The same when the first allocation of a call still got a segment: it is given back. */
static void
each_call_fails_behind_a_segment(void)
{
    uint8_t before[SIZE];
    fixture f = {.region = test_region(SIZE)};
    uint32_t failures = 0;
    for (uint32_t c = 0; c < sizeof calls / sizeof calls[0]; c++) {
        for (uint32_t room = 0; room < 64; room++) {
            bool given = false;
            CHECK(prepare(&f));
            zb_off used = zb_arena_save(&f.arena), limit = used + room;
            __builtin_memcpy(f.region + f.arena.control + ZB_CONTROL_LIMIT_AT, &limit, 4);
            f.arena.grow = one_segment;
            f.arena.context = &given;
            __builtin_memcpy(before, f.region, SIZE);
            zb_status status = calls[c].run(&f);
            OK(zb_arena_check(&f.arena));
            if (status == ZB_OK)
                continue;
            failures += given ? 1 : 0;
            CHECK(status == ZB_E_MEMORY && test_equal(before, f.region, used));
        }
    }
    CHECK(failures > 0);
}

TEST_SUITE(failure, {"each_call_fails_behind_a_segment", each_call_fails_behind_a_segment},
           {"each_allocation_fails_once", each_allocation_fails_once});
