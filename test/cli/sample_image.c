/* SPDX-License-Identifier: MIT */
/*
 * Writes an image that holds a value of every type, shared values, a cycle, a slice of a
 * column, abandoned blocks and an indexed object: what zb must be able to look at.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zerobuf/array.h>
#include <zerobuf/column.h>
#include <zerobuf/extended.h>
#include <zerobuf/image.h>
#include <zerobuf/object.h>

#define REGION_BYTES 65536u

static zb_arena arena;
static zb_slot root;

static void
must(zb_status status)
{
    if (status == ZB_OK)
        return;
    fprintf(stderr, "sample_image: %s\n", zb_status_text(status));
    exit(1);
}

static void
set(const char *key, zb_slot value)
{
    must(zb_object_set(&arena, root.a, key, (uint32_t)strlen(key), value));
}

static zb_slot
text(const char *string)
{
    zb_slot value;
    must(zb_string_new(&arena, string, (uint32_t)strlen(string), &value));
    return value;
}

static void
set_version_1(void)
{
    zb_slot value, bytes, list;
    set("null", zb_null());
    set("yes", zb_bool(true));
    set("small", zb_i32(-7));
    set("half", zb_f64(0.5));
    set("big", zb_bigint(INT64_C(9007199254740993)));
    set("text", text("h\xC3\xA9llo"));
    must(zb_bytes_new(&arena, "\x00\x01\xFE\xFF", 4, NULL, &bytes));
    set("bytes", bytes);
    must(zb_array_new(&arena, 1, &list));
    for (int32_t i = 0; i < 6; i++) /* grows: blocks are abandoned */
        must(zb_array_push(&arena, list.a, zb_i32(i)));
    set("list", list);
    set("same list", list);
    must(zb_object_new(&arena, 1, &value));
    must(zb_object_set(&arena, value.a, ZB_LIT("self"), value));
    set("cycle", value);
    must(zb_object_new(&arena, 1, &value));
    for (int i = 0; i < 20; i++) { /* more than ZB_INDEX_MIN_COUNT: gets an index */
        char key[16];
        snprintf(key, sizeof key, "key %d", i);
        must(zb_object_set(&arena, value.a, key, (uint32_t)strlen(key), zb_i32(i)));
    }
    set("many", value);
}

static void
set_columns(void)
{
    static const double samples[] = {1.5, -2.5, 3.5, 4.5, 5.5, 6.5};
    zb_slot column, slice, buffer;
    must(zb_column_new(&arena, ZB_COLUMN_F64, 8, &column));
    must(zb_column_append(&arena, column.a, samples, 6));
    set("column", column);
    must(zb_column_slice(&arena, column.a, 2, 3, &slice));
    set("slice", slice);
    for (uint32_t type = ZB_COLUMN_I8; type <= ZB_COLUMN_F64; type++) {
        char key[16];
        snprintf(key, sizeof key, "column %u", type);
        must(zb_column_new(&arena, (zb_column_type)type, 2, &column));
        must(zb_column_push(&arena, column.a, 3));
        set(key, column);
    }
    must(zb_buffer_new(&arena, "abc", 3, &buffer));
    set("buffer", buffer);
    set("view", zb_at(ZB_TAG_DATA_VIEW, buffer.a));
    set("shared", zb_at(ZB_TAG_SHARED, buffer.a));
}

static void
set_extended(void)
{
    static const uint64_t limbs[] = {1, 2, 0};
    zb_slot map, members, cause, error, value;
    zb_str source = {"a+", 2}, flags = {"gi", 2};
    set("undefined", zb_undefined());
    set("date", zb_date(1.7e12));
    set("invalid date", zb_date((double)NAN));
    must(zb_map_new(&arena, 4, &map));
    must(zb_map_set(&arena, map.a, text("one"), zb_i32(1)));
    must(zb_map_set(&arena, map.a, zb_i32(2), text("two")));
    set("map", map);
    must(zb_set_new(&arena, 2, &members));
    must(zb_set_add(&arena, members.a, zb_i32(5)));
    set("set", members);
    must(zb_error_new(&arena, "RangeError", "inner", zb_undefined(), &cause));
    must(zb_error_new(&arena, "TypeError", "outer", cause, &error));
    set("error", error);
    must(zb_regexp_new(&arena, source, flags, &value));
    set("regexp", value);
    must(zb_symbol_new(&arena, ZB_LIT("key"), &value));
    set("symbol", value);
    must(zb_boxed_new(&arena, zb_i32(1), &value));
    set("boxed", value);
    must(zb_integer_new(&arena, limbs, 3, &value));
    set("integer", value);
    must(zb_array_new(&arena, 1, &value));
    must(zb_array_push(&arena, value.a, zb_at(ZB_TAG_HOLE, 0)));
    set("holes", value);
}

int
main(int argc, char **argv)
{
    static uint64_t region[REGION_BYTES / 8];
    bool is_acyclic = argc > 1 && strcmp(argv[1], "acyclic") == 0;
    zb_off slot;
    uint32_t bytes;
    must(zb_image_init(&arena, region, sizeof region, ZB_ARENA_EXTENDED));
    must(zb_object_new(&arena, 2, &root));
    set_version_1();
    if (is_acyclic)
        set("cycle", zb_null());
    set_columns();
    set_extended();
    must(zb_image_root(zb_arena_view(&arena), &slot));
    must(zb_slot_write(&arena, slot, root));
    must(zb_image_bytes(&arena, &bytes));
    memcpy((uint8_t *)region + ZB_IMAGE_CONTROL + ZB_CONTROL_LIMIT_AT, &bytes, sizeof bytes);
    return fwrite(region, 1, bytes, stdout) == bytes && fflush(stdout) == 0 ? 0 : 1;
}
