/* SPDX-License-Identifier: MIT */
/*
 * Writes NAME.c.bin into a folder for each value of vectors/extended: the same values as
 * tools/gen_vectors.mjs writes, by way of the C core.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zerobuf/column.h>
#include <zerobuf/extended.h>
#include <zerobuf/table.h>
#include <zerobuf/zerobuf.h>

#define REGION_BYTES 65536u
#define COUNT_OF(list) ((uint32_t)(sizeof(list) / sizeof((list)[0])))

/** Set a property to what `call` leaves in `made`. */
#define SET(object, key, call)                                                                               \
    do {                                                                                                     \
        zb_slot made = zb_null();                                                                            \
        ZB_TRY(call);                                                                                        \
        ZB_TRY(zb_object_set(arena, (object).a, ZB_LIT(key), made));                                         \
    } while (0)

/** Append what `call` leaves in `made`. */
#define PUSH(array, call)                                                                                    \
    do {                                                                                                     \
        zb_slot made = zb_null();                                                                            \
        ZB_TRY(call);                                                                                        \
        ZB_TRY(zb_array_push(arena, (array).a, made));                                                       \
    } while (0)

static zb_status
give(zb_slot value, zb_slot *made)
{
    *made = value;
    return ZB_OK;
}

static zb_status
text(zb_arena *arena, const char *chars, zb_slot *made)
{
    return zb_string_new(arena, chars, (uint32_t)strlen(chars), made);
}

static zb_status
primitives(zb_arena *arena, zb_slot *out)
{
    static const uint64_t two_63[] = {0x8000000000000000u, 0},
                          below_min[] = {0x7FFFFFFFFFFFFFFFu, UINT64_MAX}, max_u64[] = {UINT64_MAX, 0},
                          minus_two_127[] = {0, 0x8000000000000000u}, two_200[] = {1, 0, 0, 0x100};
    zb_slot list;
    ZB_TRY(zb_array_new(arena, 0, &list));
    PUSH(list, give(zb_undefined(), &made));
    PUSH(list, give(zb_null(), &made));
    PUSH(list, give(zb_date(1700000000123.0), &made));
    PUSH(list, give(zb_date(-8.64e15), &made));
    PUSH(list, give(zb_date(__builtin_nan("")), &made));
    PUSH(list, zb_symbol_new(arena, ZB_LIT("zerobuf"), &made));
    PUSH(list, zb_symbol_new(arena, ZB_LIT(""), &made));
    PUSH(list, zb_integer_new(arena, two_63, 2, &made));
    PUSH(list, zb_integer_new(arena, below_min, 2, &made));
    PUSH(list, zb_integer_new(arena, max_u64, 2, &made));
    PUSH(list, zb_integer_new(arena, minus_two_127, 2, &made));
    PUSH(list, zb_integer_new(arena, two_200, 4, &made));
    *out = list;
    return ZB_OK;
}

static zb_status
push_boxed(zb_arena *arena, zb_slot list, zb_slot value)
{
    PUSH(list, zb_boxed_new(arena, value, &made));
    return ZB_OK;
}

static zb_status
boxed(zb_arena *arena, zb_slot *out)
{
    static const uint64_t two_70[] = {0, 64};
    zb_slot list, string, empty, integer;
    ZB_TRY(zb_array_new(arena, 0, &list));
    ZB_TRY(text(arena, "text", &string));
    ZB_TRY(text(arena, "", &empty));
    ZB_TRY(zb_integer_new(arena, two_70, 2, &integer));
    ZB_TRY(push_boxed(arena, list, zb_bool(true)));
    ZB_TRY(push_boxed(arena, list, zb_bool(false)));
    ZB_TRY(push_boxed(arena, list, zb_i32(7)));
    ZB_TRY(push_boxed(arena, list, zb_number(-0.0)));
    ZB_TRY(push_boxed(arena, list, string));
    ZB_TRY(push_boxed(arena, list, empty));
    ZB_TRY(push_boxed(arena, list, zb_bigint(-5)));
    ZB_TRY(push_boxed(arena, list, integer));
    *out = list;
    return ZB_OK;
}

static zb_status
filled(zb_arena *arena, zb_column_type type, const void *items, uint32_t count, zb_slot *made)
{
    ZB_TRY(zb_column_new(arena, type, count, made));
    return zb_column_append(arena, made->a, items, count);
}

static zb_status
columns(zb_arena *arena, zb_slot *out)
{
    static const int8_t i8[] = {-128, 0, 127};
    static const uint8_t clamped[] = {0, 255};
    static const int16_t i16[] = {-32768, 32767};
    static const uint16_t u16[] = {0, 65535};
    static const int32_t i32[] = {INT32_MIN, INT32_MAX};
    static const uint32_t u32[] = {UINT32_MAX};
    static const int64_t i64[] = {INT64_MIN, INT64_MAX};
    static const uint64_t u64[] = {UINT64_MAX};
    static const double f16[] = {1.5, -0.0, 65504, __builtin_inf()};
    static const float f32[] = {0x1p-149f, -__builtin_inff()};
    static const double f64[] = {3.141592653589793, -0.0, 5e-324, __builtin_inf()};
    zb_slot object, halves;
    ZB_TRY(zb_object_new(arena, 12, &object));
    SET(object, "i8", filled(arena, ZB_COLUMN_I8, i8, COUNT_OF(i8), &made));
    SET(object, "u8_clamped", filled(arena, ZB_COLUMN_U8_CLAMPED, clamped, COUNT_OF(clamped), &made));
    SET(object, "i16", filled(arena, ZB_COLUMN_I16, i16, COUNT_OF(i16), &made));
    SET(object, "u16", filled(arena, ZB_COLUMN_U16, u16, COUNT_OF(u16), &made));
    SET(object, "i32", filled(arena, ZB_COLUMN_I32, i32, COUNT_OF(i32), &made));
    SET(object, "u32", filled(arena, ZB_COLUMN_U32, u32, COUNT_OF(u32), &made));
    SET(object, "i64", filled(arena, ZB_COLUMN_I64, i64, COUNT_OF(i64), &made));
    SET(object, "u64", filled(arena, ZB_COLUMN_U64, u64, COUNT_OF(u64), &made));
    ZB_TRY(zb_column_new(arena, ZB_COLUMN_F16, 0, &halves));
    for (uint32_t i = 0; i < COUNT_OF(f16); i++)
        ZB_TRY(zb_column_push(arena, halves.a, f16[i]));
    SET(object, "f16", give(halves, &made));
    SET(object, "f32", filled(arena, ZB_COLUMN_F32, f32, COUNT_OF(f32), &made));
    SET(object, "f64", filled(arena, ZB_COLUMN_F64, f64, COUNT_OF(f64), &made));
    SET(object, "empty", zb_column_new(arena, ZB_COLUMN_F64, 0, &made));
    *out = object;
    return ZB_OK;
}

static zb_status
slice(zb_arena *arena, zb_slot *out)
{
    static const double numbers[] = {1, 2, 3, 4, 5};
    zb_slot object, whole;
    ZB_TRY(zb_object_new(arena, 2, &object));
    ZB_TRY(filled(arena, ZB_COLUMN_F64, numbers, COUNT_OF(numbers), &whole));
    SET(object, "whole", give(whole, &made));
    SET(object, "middle", zb_column_slice(arena, whole.a, 1, 3, &made));
    *out = object;
    return ZB_OK;
}

static zb_status
data_view(zb_arena *arena, const void *bytes, uint32_t len, zb_slot *made)
{
    ZB_TRY(zb_buffer_new(arena, bytes, len, made));
    made->tag = ZB_TAG_DATA_VIEW;
    return ZB_OK;
}

static zb_status
buffers(zb_arena *arena, zb_slot *out)
{
    zb_slot object;
    ZB_TRY(zb_object_new(arena, 4, &object));
    SET(object, "buffer", zb_buffer_new(arena, "\1\2\3\4\5", 5, &made));
    SET(object, "empty", zb_buffer_new(arena, "", 0, &made));
    SET(object, "view", data_view(arena, "\11\10\7", 3, &made));
    SET(object, "bytes", zb_bytes_new(arena, "\0\377", 2, NULL, &made));
    *out = object;
    return ZB_OK;
}

/* A reference to part of a column that nothing else names. */
static zb_status
reference(zb_arena *arena, zb_off header, uint32_t from, uint32_t count, zb_slot *made)
{
    ZB_TRY(zb_column_slice(arena, header, from, count, made));
    made->tag = ZB_TAG_SHARED;
    return ZB_OK;
}

static zb_status
references(zb_arena *arena, zb_slot *out)
{
    static const uint32_t numbers[] = {1, 2, UINT32_MAX};
    zb_slot object, words, bytes;
    zb_column column;
    ZB_TRY(zb_object_new(arena, 2, &object));
    ZB_TRY(filled(arena, ZB_COLUMN_U32, numbers, COUNT_OF(numbers), &words));
    SET(object, "words", reference(arena, words.a, 0, COUNT_OF(numbers), &made));
    /* The same bytes, taken as bytes. */
    ZB_TRY(zb_column_open(zb_arena_view(arena), words.a, &column));
    ZB_TRY(zb_column_new(arena, ZB_COLUMN_U8, 0, &bytes));
    uint32_t header[3] = {column.data + 4, 5, 5};
    memcpy(zb_arena_ptr(arena, bytes.a), header, sizeof header);
    bytes.tag = ZB_TAG_SHARED;
    SET(object, "bytes", give(bytes, &made));
    *out = object;
    return ZB_OK;
}

static zb_status
map_put_text(zb_arena *arena, zb_slot map, zb_slot key, const char *chars)
{
    zb_slot value;
    ZB_TRY(text(arena, chars, &value));
    return zb_map_set(arena, map.a, key, value);
}

static zb_status
map_with_object_keys(zb_arena *arena, zb_slot *out)
{
    static const uint64_t two_64[] = {0, 1};
    zb_slot map, key, inner, list, string, value;
    ZB_TRY(zb_object_new(arena, 1, &key));
    ZB_TRY(zb_object_set(arena, key.a, ZB_LIT("id"), zb_i32(1)));
    ZB_TRY(zb_array_new(arena, 2, &list));
    PUSH(list, give(zb_i32(1), &made));
    PUSH(list, give(zb_i32(2), &made));
    ZB_TRY(zb_map_new(arena, 1, &inner));
    ZB_TRY(map_put_text(arena, inner, list, "an array as key"));
    ZB_TRY(zb_map_set(arena, inner.a, key, zb_null()));

    ZB_TRY(zb_map_new(arena, 1, &map));
    ZB_TRY(zb_map_set(arena, map.a, key, inner));
    ZB_TRY(text(arena, "text", &string));
    ZB_TRY(zb_map_set(arena, map.a, string, zb_i32(1)));
    ZB_TRY(text(arena, "1", &string));
    ZB_TRY(map_put_text(arena, map, string, "text"));
    ZB_TRY(map_put_text(arena, map, zb_i32(1), "number"));
    ZB_TRY(zb_map_set(arena, map.a, zb_f64(1.5), zb_null()));
    ZB_TRY(map_put_text(arena, map, zb_f64(__builtin_nan("")), "not a number"));
    ZB_TRY(zb_map_set(arena, map.a, zb_undefined(), zb_undefined()));
    ZB_TRY(zb_map_new(arena, 0, &value));
    ZB_TRY(zb_map_set(arena, map.a, zb_bool(false), value));
    ZB_TRY(zb_integer_new(arena, two_64, 2, &value));
    ZB_TRY(zb_map_set(arena, map.a, zb_bigint(INT64_MIN), value));
    *out = map;
    return ZB_OK;
}

static zb_status
set_of_many(zb_arena *arena, zb_slot *out)
{
    zb_slot set, string, object, empty, list;
    ZB_TRY(zb_set_new(arena, 0, &set));
    ZB_TRY(text(arena, "1", &string));
    ZB_TRY(zb_set_new(arena, 0, &empty));
    ZB_TRY(zb_object_new(arena, 1, &object));
    ZB_TRY(zb_object_set(arena, object.a, ZB_LIT("a"), empty));
    ZB_TRY(zb_array_new(arena, 1, &list));
    PUSH(list, give(zb_i32(1), &made));
    const zb_slot values[] = {zb_i32(1), string,         zb_f64(__builtin_nan("")),
                              zb_i32(0), zb_undefined(), zb_null(),
                              object,    list,           zb_bool(true),
                              zb_date(0)};
    for (uint32_t i = 0; i < COUNT_OF(values); i++)
        ZB_TRY(zb_set_add(arena, set.a, values[i]));
    ZB_TRY(zb_set_add(arena, set.a, zb_f64(-0.0))); /* is there: as 0 */
    *out = set;
    return ZB_OK;
}

static zb_status
error_with(zb_arena *arena, const char *name, const char *message, const char *stack, zb_slot cause,
           zb_slot props, zb_slot *made)
{
    zb_slot error, trace = zb_undefined();
    ZB_TRY(zb_error_new(arena, name, message, cause, &error));
    if (stack != NULL)
        ZB_TRY(text(arena, stack, &trace));
    ZB_TRY(zb_slot_write(arena, error.a + ZB_ERROR_STACK * ZB_SLOT_BYTES, trace));
    ZB_TRY(zb_slot_write(arena, error.a + ZB_ERROR_PROPS * ZB_SLOT_BYTES, props));
    *made = error;
    return ZB_OK;
}

/* The error with a name of its own. */
static zb_status
http_error(zb_arena *arena, zb_slot *out)
{
    zb_slot props, tried;
    ZB_TRY(zb_array_new(arena, 2, &tried));
    PUSH(tried, give(zb_i32(1), &made));
    PUSH(tried, give(zb_undefined(), &made));
    ZB_TRY(zb_object_new(arena, 3, &props));
    ZB_TRY(zb_object_set(arena, props.a, ZB_LIT("status"), zb_i32(404)));
    ZB_TRY(zb_object_set_string(arena, props.a, ZB_LIT("code"), ZB_LIT("E_NOT_FOUND")));
    ZB_TRY(zb_object_set(arena, props.a, ZB_LIT("tried"), tried));
    return error_with(arena, "HttpError", "not found", NULL, zb_undefined(), props, out);
}

static zb_status
errors(zb_arena *arena, zb_slot *out)
{
    zb_slot list, inner, middle, outer, named, several, props;
    const zb_slot none = zb_undefined();
    ZB_TRY(error_with(arena, "RangeError", "too far", NULL, none, none, &inner));
    ZB_TRY(error_with(arena, "TypeError", "wrong type", "TypeError: wrong type\n    at middle", inner, none,
                      &middle));
    ZB_TRY(error_with(arena, "Error", "outer", "Error: outer\n    at main", middle, none, &outer));
    ZB_TRY(http_error(arena, &named));
    ZB_TRY(zb_array_new(arena, 3, &several));
    PUSH(several, give(inner, &made));
    PUSH(several, text(arena, "a text", &made));
    PUSH(several, give(named, &made));
    ZB_TRY(zb_object_new(arena, 1, &props));
    ZB_TRY(zb_object_set(arena, props.a, ZB_LIT("errors"), several));
    ZB_TRY(zb_array_new(arena, 0, &list));
    PUSH(list, give(outer, &made));
    PUSH(list, give(named, &made));
    PUSH(list, error_with(arena, "AggregateError", "several", NULL, none, props, &made));
    PUSH(list, error_with(arena, "SyntaxError", "", "", none, none, &made));
    *out = list;
    return ZB_OK;
}

static zb_status
push_regexp(zb_arena *arena, zb_slot list, const char *source, const char *flags)
{
    zb_str source_text = {source, (uint32_t)strlen(source)}, flags_text = {flags, (uint32_t)strlen(flags)};
    PUSH(list, zb_regexp_new(arena, source_text, flags_text, &made));
    return ZB_OK;
}

static zb_status
regexps(zb_arena *arena, zb_slot *out)
{
    zb_slot list;
    ZB_TRY(zb_array_new(arena, 0, &list));
    ZB_TRY(push_regexp(arena, list, "a+b", ""));
    ZB_TRY(push_regexp(arena, list, "[/]\\/(?<name>x)", "dgimsuy"));
    ZB_TRY(push_regexp(arena, list, "(?:)", "v"));
    ZB_TRY(push_regexp(arena, list, "\xF0\x9F\x99\x82", "u"));
    *out = list;
    return ZB_OK;
}

static zb_status
holes(zb_arena *arena, zb_slot *out)
{
    const zb_slot hole = zb_at(ZB_TAG_HOLE, 0);
    const zb_slot elements[] = {hole, zb_i32(1), hole, zb_undefined(), zb_null(), hole};
    zb_slot list, some, none;
    ZB_TRY(zb_array_new(arena, 0, &list));
    ZB_TRY(zb_array_new(arena, 0, &some));
    ZB_TRY(zb_array_new(arena, 0, &none));
    for (uint32_t i = 0; i < COUNT_OF(elements); i++)
        PUSH(some, give(elements[i], &made));
    for (uint32_t i = 0; i < 3; i++)
        PUSH(none, give(hole, &made));
    PUSH(list, give(some, &made));
    PUSH(list, give(none, &made));
    *out = list;
    return ZB_OK;
}

static zb_status
cycles(zb_arena *arena, zb_slot *out)
{
    zb_slot all, object, list, map, key, set, error;
    ZB_TRY(zb_object_new(arena, 3, &object));
    ZB_TRY(zb_array_new(arena, 2, &list));
    SET(object, "name", text(arena, "o", &made));
    SET(object, "list", give(list, &made));
    SET(object, "self", give(object, &made));
    PUSH(list, give(list, &made));
    PUSH(list, give(object, &made));
    ZB_TRY(zb_map_new(arena, 0, &map));
    ZB_TRY(zb_map_set(arena, map.a, map, object));
    ZB_TRY(text(arena, "map", &key));
    ZB_TRY(zb_map_set(arena, map.a, key, map));
    ZB_TRY(zb_set_new(arena, 0, &set));
    ZB_TRY(zb_set_add(arena, set.a, set));
    ZB_TRY(zb_set_add(arena, set.a, map));
    ZB_TRY(zb_error_new(arena, "Error", "I am my cause", zb_undefined(), &error));
    ZB_TRY(zb_slot_write(arena, error.a + ZB_ERROR_CAUSE * ZB_SLOT_BYTES, error));
    ZB_TRY(zb_object_new(arena, 4, &all));
    SET(all, "object", give(object, &made));
    SET(all, "map", give(map, &made));
    SET(all, "set", give(set, &made));
    SET(all, "error", give(error, &made));
    *out = all;
    return ZB_OK;
}

static zb_status
sharing(zb_arena *arena, zb_slot *out)
{
    static const double numbers[] = {1.5, -2};
    zb_slot all, part, parts, column, buffer, map, key, box, pattern, again;
    zb_str source = {ZB_LIT("a|b")}, flags = {ZB_LIT("g")};
    ZB_TRY(zb_object_new(arena, 1, &part));
    ZB_TRY(zb_object_set(arena, part.a, ZB_LIT("n"), zb_i32(1)));
    ZB_TRY(zb_array_new(arena, 2, &parts));
    PUSH(parts, give(part, &made));
    PUSH(parts, give(part, &made));
    ZB_TRY(filled(arena, ZB_COLUMN_F64, numbers, COUNT_OF(numbers), &column));
    ZB_TRY(zb_buffer_new(arena, "\1\2\3", 3, &buffer));
    ZB_TRY(zb_map_new(arena, 1, &map));
    ZB_TRY(text(arena, "part", &key));
    ZB_TRY(zb_map_set(arena, map.a, key, part));
    ZB_TRY(zb_boxed_new(arena, zb_i32(7), &box));
    ZB_TRY(zb_regexp_new(arena, source, flags, &pattern));
    const zb_slot list[] = {map, column, buffer, box, pattern};
    ZB_TRY(zb_array_new(arena, COUNT_OF(list), &again));
    for (uint32_t i = 0; i < COUNT_OF(list); i++)
        PUSH(again, give(list[i], &made));
    ZB_TRY(zb_object_new(arena, 8, &all));
    SET(all, "part", give(part, &made));
    SET(all, "parts", give(parts, &made));
    SET(all, "column", give(column, &made));
    SET(all, "map", give(map, &made));
    SET(all, "again", give(again, &made));
    SET(all, "buffer", give(buffer, &made));
    SET(all, "boxed", give(box, &made));
    SET(all, "pattern", give(pattern, &made));
    *out = all;
    return ZB_OK;
}

static zb_status
table(zb_arena *arena, zb_slot *out)
{
    zb_off id, score, small;
    ZB_TRY(zb_table_new(arena, out));
    ZB_TRY(zb_table_add_column(arena, out->a, ZB_LIT("id"), ZB_COLUMN_I32, &id));
    ZB_TRY(zb_table_add_column(arena, out->a, ZB_LIT("score"), ZB_COLUMN_F64, &score));
    ZB_TRY(zb_table_append_rows(arena, out->a, 2));
    ZB_TRY(zb_table_add_column(arena, out->a, ZB_LIT("small"), ZB_COLUMN_U16, &small));
    ZB_TRY(zb_table_append_rows(arena, out->a, 1));
    const int32_t ids[] = {1, 2, 3};
    const double scores[] = {0.5, 0.25, -1};
    const uint16_t smalls[] = {7, 8, 9};
    const struct {
        zb_off header;
        const void *items;
        size_t bytes;
    } fills[] = {{id, ids, sizeof ids}, {score, scores, sizeof scores}, {small, smalls, sizeof smalls}};
    for (uint32_t i = 0; i < COUNT_OF(fills); i++) {
        zb_column column;
        ZB_TRY(zb_column_open(zb_arena_view(arena), fills[i].header, &column));
        memcpy(zb_arena_ptr(arena, column.data), fills[i].items, fills[i].bytes);
    }
    return ZB_OK;
}

static zb_status
grown(zb_arena *arena, zb_slot *out)
{
    zb_slot all, map, set, column, part;
    ZB_TRY(zb_map_new(arena, 0, &map));
    ZB_TRY(zb_set_new(arena, 0, &set));
    ZB_TRY(zb_column_new(arena, ZB_COLUMN_I32, 0, &column));
    for (int32_t i = 0; i < 20; i++) {
        char name[16];
        int len = snprintf(name, sizeof name, "value %d", (int)i);
        zb_slot value;
        ZB_TRY(zb_string_new(arena, name, (uint32_t)len, &value));
        ZB_TRY(zb_map_set(arena, map.a, zb_i32(i), value));
        ZB_TRY(zb_map_set(arena, map.a, zb_f64(i), value)); /* is there: a number, whatever its tag */
        ZB_TRY(zb_set_add(arena, set.a, zb_i32(i * i)));
        ZB_TRY(zb_column_push(arena, column.a, i));
    }
    ZB_TRY(zb_column_slice(arena, column.a, 1, 2, &part));
    ZB_TRY(zb_column_push(arena, part.a, 99)); /* moves it: the column it was cut from stays as it is */
    ZB_TRY(zb_object_new(arena, 4, &all));
    SET(all, "map", give(map, &made));
    SET(all, "set", give(set, &made));
    SET(all, "column", give(column, &made));
    SET(all, "slice", give(part, &made));
    *out = all;
    return ZB_OK;
}

static const struct {
    const char *name;
    zb_status (*make)(zb_arena *arena, zb_slot *out);
} vectors[] = {
    {"primitives", primitives},
    {"boxed", boxed},
    {"columns", columns},
    {"slice", slice},
    {"buffers", buffers},
    {"references", references},
    {"map", map_with_object_keys},
    {"set", set_of_many},
    {"errors", errors},
    {"regexps", regexps},
    {"holes", holes},
    {"cycles", cycles},
    {"sharing", sharing},
    {"table", table},
    {"grown", grown},
};

/* An image (SPEC.md, 10): the value in the first slot of its arena, and nothing that chance decides. */
static zb_status
make_image(uint8_t *region, zb_status (*make)(zb_arena *, zb_slot *), uint32_t *bytes)
{
    zb_arena arena;
    zb_off root;
    zb_slot value;
    ZB_TRY(zb_arena_init(&arena, region, REGION_BYTES, ZB_IMAGE_CONTROL, ZB_ARENA_EXTENDED));
    memset(region + arena.control + ZB_CONTROL_SEED_AT, 0, 4);
    ZB_TRY(zb_arena_alloc(&arena, ZB_SLOT_BYTES, ZB_WRITE_ALIGN, &root));
    ZB_TRY(make(&arena, &value));
    ZB_TRY(zb_slot_write(&arena, root, value));
    *bytes = zb_arena_save(&arena);
    memcpy(region + arena.control + ZB_CONTROL_LIMIT_AT, bytes, sizeof *bytes);
    return ZB_OK;
}

static int
write_file(const char *folder, const char *name, const uint8_t *bytes, size_t count)
{
    char path[4096];
    if (snprintf(path, sizeof path, "%s/%s.c.bin", folder, name) >= (int)sizeof path)
        return -1;
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return -1;
    size_t written = fwrite(bytes, 1, count, file);
    return fclose(file) == 0 && written == count ? 0 : -1;
}

int
main(int argc, char **argv)
{
    static uint64_t region[REGION_BYTES / 8];
    if (argc != 2) {
        fprintf(stderr, "usage: write_extended FOLDER\n");
        return 2;
    }
    for (uint32_t i = 0; i < COUNT_OF(vectors); i++) {
        uint32_t bytes = 0;
        memset(region, 0, sizeof region);
        zb_status status = make_image((uint8_t *)region, vectors[i].make, &bytes);
        if (status != ZB_OK || write_file(argv[1], vectors[i].name, (const uint8_t *)region, bytes) != 0) {
            fprintf(stderr, "write_extended: %s: %s\n", vectors[i].name, zb_status_text(status));
            return 1;
        }
    }
    return 0;
}
