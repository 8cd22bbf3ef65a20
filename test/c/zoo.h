/* SPDX-License-Identifier: MIT */
#ifndef ZOO_H
#define ZOO_H

/* One object that holds a value of every type, for tests that must meet them all. */

#include <zerobuf/array.h>
#include <zerobuf/column.h>
#include <zerobuf/extended.h>
#include <zerobuf/object.h>

/** Set `key` to what `call` left in `made`. */
#define ZOO_ADD(key, call)                                                                                   \
    do {                                                                                                     \
        ZB_TRY(call);                                                                                        \
        ZB_TRY(zb_object_set(arena, zoo.a, ZB_LIT(key), made));                                              \
    } while (0)

static ZB_NODISCARD zb_status
zoo_nested(zb_arena *arena, zb_slot *out)
{
    zb_slot zoo;
    ZB_TRY(zb_object_new(arena, 2, &zoo));
    ZB_TRY(zb_object_set_string(arena, zoo.a, ZB_LIT("name"), ZB_LIT("J\xC3\xB6rg \xF0\x9F\x8C\x8D")));
    ZB_TRY(zb_object_set(arena, zoo.a, ZB_LIT("age"), zb_i32(47)));
    *out = zoo;
    return ZB_OK;
}

static ZB_NODISCARD zb_status
zoo_plain(zb_arena *arena, zb_slot zoo)
{
    zb_slot made = zb_null(), list, nested;
    ZB_TRY(zoo_nested(arena, &nested));
    ZOO_ADD("null", ZB_OK);
    made = zb_bool(true);
    ZOO_ADD("bool", ZB_OK);
    made = zb_i32(-5);
    ZOO_ADD("i32", ZB_OK);
    made = zb_f64(0.5);
    ZOO_ADD("f64", ZB_OK);
    made = zb_bigint(INT64_MIN);
    ZOO_ADD("bigint", ZB_OK);
    ZOO_ADD("string", zb_string_new(arena, ZB_LIT("text"), &made));
    ZOO_ADD("bytes", zb_bytes_new(arena, "\0\xFF\x80", 3, NULL, &made));
    ZB_TRY(zb_array_new(arena, 4, &list));
    ZB_TRY(zb_array_push(arena, list.a, zb_i32(1)));
    ZB_TRY(zb_array_push(arena, list.a, nested));
    ZB_TRY(zb_array_push_string(arena, list.a, ZB_LIT("two")));
    ZB_TRY(zb_object_set(arena, zoo.a, ZB_LIT("array"), list));
    return zb_object_set(arena, zoo.a, ZB_LIT("object"), nested); /* shared with the array */
}

static ZB_NODISCARD zb_status
zoo_extended(zb_arena *arena, zb_slot zoo)
{
    static const uint64_t limbs[2] = {5, 1};
    static const double numbers[3] = {1.5, -2, 1e300};
    zb_str source = {ZB_LIT("a+b")}, flags = {ZB_LIT("gi")};
    zb_slot made = zb_undefined(), column, cause;
    ZOO_ADD("undefined", ZB_OK);
    made = zb_date(1700000000123.0);
    ZOO_ADD("date", ZB_OK);
    ZB_TRY(zb_column_new(arena, ZB_COLUMN_F64, 2, &column));
    ZB_TRY(zb_column_append(arena, column.a, numbers, 3));
    ZB_TRY(zb_object_set(arena, zoo.a, ZB_LIT("column"), column));
    ZOO_ADD("slice", zb_column_slice(arena, column.a, 1, 1, &made));
    made = zb_at(ZB_TAG_SHARED, column.a);
    ZOO_ADD("shared", ZB_OK);
    ZOO_ADD("buffer", zb_buffer_new(arena, "abc", 3, &made));
    made.tag = ZB_TAG_DATA_VIEW;
    ZOO_ADD("view", ZB_OK);
    ZB_TRY(zb_map_new(arena, 1, &made));
    ZB_TRY(zb_map_set(arena, made.a, zb_i32(1), zb_f64(2.5)));
    ZB_TRY(zb_map_set(arena, made.a, column, zb_null()));
    ZOO_ADD("map", ZB_OK);
    ZB_TRY(zb_set_new(arena, 1, &made));
    ZB_TRY(zb_set_add(arena, made.a, zb_bool(false)));
    ZB_TRY(zb_set_add(arena, made.a, zb_f64(1)));
    ZOO_ADD("set", ZB_OK);
    ZB_TRY(zb_error_new(arena, "RangeError", "too far", zb_i32(7), &cause));
    ZOO_ADD("error", zb_error_new(arena, "Error", "outer", cause, &made));
    ZOO_ADD("regexp", zb_regexp_new(arena, source, flags, &made));
    ZOO_ADD("symbol", zb_symbol_new(arena, ZB_LIT("sym"), &made));
    ZOO_ADD("boxed", zb_boxed_new(arena, zb_i32(3), &made));
    ZOO_ADD("integer", zb_integer_new(arena, limbs, 2, &made));
    return ZB_OK;
}

/** Make the object.  Of the version 1 types only when the arena is strict. */
static inline ZB_NODISCARD zb_status
zoo_make(zb_arena *arena, bool extended, zb_slot *out)
{
    zb_slot zoo;
    ZB_TRY(zb_object_new(arena, 4, &zoo));
    ZB_TRY(zoo_plain(arena, zoo));
    if (extended)
        ZB_TRY(zoo_extended(arena, zoo));
    *out = zoo;
    return ZB_OK;
}

#endif /* ZOO_H */
