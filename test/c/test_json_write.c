/* SPDX-License-Identifier: MIT */
/* Writing JSON: every type, every option, hostile values. */
#include <zerobuf/column.h>
#include <zerobuf/extended.h>
#include <zerobuf/json.h>

#include "json_support.h"
#include "test.h"

#define SIZE 65536u

static zb_arena
extended(void)
{
    zb_arena arena = json_shared_arena(SIZE);
    zb_off flags = ZB_ARENA_EXTENDED;
    __builtin_memcpy(arena.base + arena.control + ZB_CONTROL_FLAGS_AT, &flags, 4);
    return arena;
}

static bool
prints(zb_view view, zb_slot value, const zb_json_write_options *options, const char *expected)
{
    static char out[1u << 16];
    if (json_print(view, value, options, out, sizeof out) != ZB_OK)
        return false;
    zb_str text = {out, json_length(out)};
    return test_same(text, expected);
}

static zb_status
status_of(zb_view view, zb_slot value, const zb_json_write_options *options)
{
    static char out[1u << 16];
    return json_print(view, value, options, out, sizeof out);
}

static void
scalars(void)
{
    zb_arena arena = json_shared_arena(SIZE);
    zb_view view = zb_arena_view(&arena);
    zb_slot value;
    CHECK(prints(view, zb_null(), NULL, "null") && prints(view, zb_bool(true), NULL, "true") &&
          prints(view, zb_bool(false), NULL, "false"));
    CHECK(prints(view, zb_i32(INT32_MIN), NULL, "-2147483648") && prints(view, zb_i32(0), NULL, "0"));
    CHECK(prints(view, zb_bigint(INT64_MIN), NULL, "-9223372036854775808") &&
          prints(view, zb_bigint(INT64_MAX), NULL, "9223372036854775807"));
    CHECK(prints(view, zb_f64(0.1), NULL, "0.1") && prints(view, zb_f64(-0.0), NULL, "0"));
    CHECK(prints(view, zb_f64(__builtin_nan("")), NULL, "null") &&
          prints(view, zb_f64(-__builtin_inf()), NULL, "null"));
    static const char *const base64[] = {"\"\"",         "\"Zg==\"",     "\"Zm8=\"",    "\"Zm9v\"",
                                         "\"Zm9vYg==\"", "\"Zm9vYmE=\"", "\"Zm9vYmFy\""}; /* RFC 4648, 10 */
    for (uint32_t len = 0; len < 7; len++) {
        OK(zb_bytes_new(&arena, "foobar", len, NULL, &value));
        CHECK(prints(zb_arena_view(&arena), value, NULL, base64[len]));
    }
}

/* Every length around the sizes of words and runs, with what must be escaped at every place. */
static void
strings(void)
{
    static char text[900], expected[6000];
    static const struct {
        const char *raw, *written, *ascii;
    } specials[] = {{"\"", "\\\"", "\\\""},
                    {"\\", "\\\\", "\\\\"},
                    {"\n", "\\n", "\\n"},
                    {"\x01", "\\u0001", "\\u0001"},
                    {"\x0B", "\\u000b", "\\u000b"},
                    {"\x7F", "\x7F", "\x7F"},
                    {"\xC3\xA4", "\xC3\xA4", "\\u00e4"},
                    {"\xE6\x97\xA5", "\xE6\x97\xA5", "\\u65e5"},
                    {"\xF0\x9F\x99\x82", "\xF0\x9F\x99\x82", "\\ud83d\\ude42"},
                    {"\x80", "\xEF\xBF\xBD", "\\ufffd"},
                    {"\xF0\x9F\x99", "\xEF\xBF\xBD", "\\ufffd"},
                    {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", "\\ufffd\\ufffd\\ufffd"}};
    zb_json_write_options ascii = {0, 0, ZB_JSON_ASCII};
    for (uint32_t len = 0; len < 860; len += len < 40 ? 1 : 101)
        for (uint32_t s = 0; s < sizeof specials / sizeof specials[0]; s++)
            for (uint32_t at = 0; at <= len; at += len < 40 ? 1 : 67)
                for (uint32_t a = 0; a < 2; a++) {
                    zb_arena arena = json_shared_arena(SIZE);
                    json_builder raw = {text, 0, sizeof text}, out = {expected, 0, sizeof expected};
                    json_add(&out, "\"");
                    for (uint32_t i = 0; i <= len; i++) {
                        json_add(&raw, i == at ? specials[s].raw : "x");
                        json_add(&out, i != at ? "x" : a != 0 ? specials[s].ascii : specials[s].written);
                    }
                    json_add(&out, "\"");
                    expected[out.len] = '\0';
                    zb_slot value;
                    OK(zb_string_new(&arena, text, raw.len, &value));
                    CHECK(prints(zb_arena_view(&arena), value, a != 0 ? &ascii : NULL, expected));
                }
}

static void
layout(void)
{
    zb_arena arena = json_shared_arena(SIZE);
    zb_slot value;
    zb_json_write_options two = {2, 0, 0}, ten = {10, 0, 0}, sorted = {0, 0, ZB_JSON_SORTED};
    OK(json_read(&arena, "{\"b\":[1,[],{}],\"a\":{\"x\":null}}", NULL, &value, NULL));
    zb_view view = zb_arena_view(&arena);
    CHECK(prints(view, value, &two,
                 "{\n  \"b\": [\n    1,\n    [],\n    {}\n  ],\n  \"a\": {\n    \"x\": null\n  }\n}"));
    CHECK(prints(
        view, value, &ten,
        "{\n          \"b\": [\n                    1,\n                    [],\n                    {}\n"
        "          ],\n          \"a\": {\n                    \"x\": null\n          }\n}"));
    CHECK(prints(view, value, &sorted, "{\"a\":{\"x\":null},\"b\":[1,[],{}]}"));
    zb_json_write_options indent = {11, 0, 0}, deep = {0, 513, 0}, flags = {0, 0, 4};
    CHECK(status_of(view, value, &indent) == ZB_E_INVALID && status_of(view, value, &deep) == ZB_E_INVALID &&
          status_of(view, value, &flags) == ZB_E_INVALID);
}

static void
extended_scalars(void)
{
    zb_arena arena = extended();
    zb_slot value;
    static const struct {
        double ms;
        const char *text;
    } dates[] = {{0, "\"1970-01-01T00:00:00.000Z\""},
                 {-1, "\"1969-12-31T23:59:59.999Z\""},
                 {951782400000.0, "\"2000-02-29T00:00:00.000Z\""},
                 {1709251199999.0, "\"2024-02-29T23:59:59.999Z\""},
                 {-2203891200001.0, "\"1900-02-28T23:59:59.999Z\""},
                 {253402300799999.0, "\"9999-12-31T23:59:59.999Z\""},
                 {253402300800000.0, "\"+010000-01-01T00:00:00.000Z\""},
                 {-62167219200000.0, "\"0000-01-01T00:00:00.000Z\""},
                 {-62167219200001.0, "\"-000001-12-31T23:59:59.999Z\""},
                 {8.64e15, "\"+275760-09-13T00:00:00.000Z\""},
                 {-8.64e15, "\"-271821-04-20T00:00:00.000Z\""},
                 {8.64e15 + 1, "null"},
                 {__builtin_nan(""), "null"}};
    for (uint32_t i = 0; i < sizeof dates / sizeof dates[0]; i++)
        CHECK(prints(zb_arena_view(&arena), zb_date(dates[i].ms), NULL, dates[i].text));
    CHECK(prints(zb_arena_view(&arena), zb_undefined(), NULL, "null"));
    OK(zb_symbol_new(&arena, ZB_LIT("s"), &value));
    CHECK(prints(zb_arena_view(&arena), value, NULL, "null"));
    zb_str source = {"a\"/b\\d", 6}, flags = {"gi", 2};
    OK(zb_regexp_new(&arena, source, flags, &value));
    CHECK(prints(zb_arena_view(&arena), value, NULL, "\"/a\\\"/b\\\\d/gi\""));
    OK(zb_boxed_new(&arena, zb_f64(1.5), &value));
    CHECK(prints(zb_arena_view(&arena), value, NULL, "1.5"));
}

static void
wide_integers(void)
{
    zb_arena arena = extended();
    static const struct {
        uint64_t limbs[3];
        uint32_t count;
        const char *text;
    } cases[] = {{{0, 1, 0}, 2, "18446744073709551616"},
                 {{1, UINT64_MAX, 0}, 2, "-18446744073709551615"},
                 {{0, (uint64_t)1 << 63, 0}, 2, "-170141183460469231731687303715884105728"},
                 {{UINT64_MAX, UINT64_MAX >> 1, 0}, 2, "170141183460469231731687303715884105727"},
                 {{0, 0, 1}, 3, "340282366920938463463374607431768211456"},
                 {{0x8AC7230489E80000u, 0, 1}, 3, "340282366920938463473374607431768211456"}};
    zb_slot value;
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        OK(zb_integer_new(&arena, cases[i].limbs, cases[i].count, &value));
        CHECK(value.tag == ZB_TAG_INTEGER && prints(zb_arena_view(&arena), value, NULL, cases[i].text));
    }
    /* 10^k for ever larger k, by multiplication here and division there; up to the largest that is written.
     */
    static uint64_t limbs[400];
    static char expected[8000];
    limbs[0] = 1;
    for (uint32_t k = 0; k < 7390; k++) {
        uint64_t carry = 0;
        for (uint32_t i = 0; i < 385; i++) {
            uint64_t low = (limbs[i] & UINT32_MAX) * 10 + carry, high = (limbs[i] >> 32) * 10 + (low >> 32);
            limbs[i] = high << 32 | (uint32_t)low;
            carry = high >> 32;
        }
        if (k % 1500 != 1499 && k != 7389)
            continue;
        zb_off before = zb_arena_save(&arena);
        OK(zb_integer_new(&arena, limbs, 384, &value));
        json_builder b = {expected, 0, sizeof expected};
        json_add(&b, "[1");
        for (uint32_t i = 0; i <= k; i++)
            json_add(&b, "0");
        json_add(&b, ",true]");
        expected[b.len] = '\0';
        zb_slot list;
        OK(zb_array_new(&arena, 2, &list));
        OK(zb_array_push(&arena, list.a, value));
        OK(zb_array_push(&arena, list.a, zb_bool(true)));
        CHECK(prints(zb_arena_view(&arena), list, NULL, expected));
        OK(zb_arena_restore(&arena, before));
    }
    limbs[384] = 1;
    OK(zb_integer_new(&arena, limbs, 385, &value));
    CHECK(status_of(zb_arena_view(&arena), value, NULL) == ZB_E_BUDGET);
}

static void
extended_containers(void)
{
    zb_arena arena = extended();
    zb_slot map, set, error, list, object, symbol;
    zb_json_write_options sorted = {0, 0, ZB_JSON_SORTED}, indent = {1, 0, 0};
    OK(zb_map_new(&arena, 2, &map));
    OK(zb_map_set(&arena, map.a, zb_i32(1), zb_undefined()));
    OK(zb_map_set(&arena, map.a, zb_bool(true), zb_f64(0.5)));
    CHECK(prints(zb_arena_view(&arena), map, NULL, "[[1,null],[true,0.5]]"));
    OK(zb_set_new(&arena, 2, &set));
    OK(zb_set_add(&arena, set.a, zb_i32(7)));
    CHECK(prints(zb_arena_view(&arena), set, NULL, "[7]"));
    OK(zb_error_new(&arena, "TypeError", "no", zb_undefined(), &error));
    CHECK(prints(zb_arena_view(&arena), error, NULL, "{\"name\":\"TypeError\",\"message\":\"no\"}"));
    OK(zb_error_new(&arena, "Error", "outer", error, &error));
    CHECK(prints(
        zb_arena_view(&arena), error, NULL,
        "{\"name\":\"Error\",\"message\":\"outer\",\"cause\":{\"name\":\"TypeError\",\"message\":\"no\"}}"));
    CHECK(prints(
        zb_arena_view(&arena), error, &sorted,
        "{\"cause\":{\"message\":\"no\",\"name\":\"TypeError\"},\"message\":\"outer\",\"name\":\"Error\"}"));
    OK(zb_symbol_new(&arena, ZB_LIT("s"), &symbol));
    OK(zb_object_new(&arena, 3, &object));
    OK(zb_object_set(&arena, object.a, ZB_LIT("gone"), zb_undefined()));
    CHECK(prints(zb_arena_view(&arena), object, &indent, "{}"));
    OK(zb_object_set(&arena, object.a, ZB_LIT("here"), map));
    OK(zb_object_set(&arena, object.a, ZB_LIT("also gone"), symbol));
    CHECK(prints(zb_arena_view(&arena), object, NULL, "{\"here\":[[1,null],[true,0.5]]}"));
    OK(zb_array_new(&arena, 2, &list));
    OK(zb_array_push(&arena, list.a, symbol));
    OK(zb_array_push(&arena, list.a, zb_at(ZB_TAG_HOLE, 0)));
    CHECK(prints(zb_arena_view(&arena), list, NULL, "[null,null]"));
}

static void
columns(void)
{
    zb_arena arena = extended();
    static const struct {
        zb_column_type type;
        const char *text;
    } cases[] = {{ZB_COLUMN_I8, "[-1,2]"},
                 {ZB_COLUMN_U8, "[255,2]"},
                 {ZB_COLUMN_U8_CLAMPED, "[255,2]"},
                 {ZB_COLUMN_I16, "[-1,2]"},
                 {ZB_COLUMN_U16, "[65535,2]"},
                 {ZB_COLUMN_I32, "[-1,2]"},
                 {ZB_COLUMN_U32, "[4294967295,2]"},
                 {ZB_COLUMN_I64, "[-1,2]"},
                 {ZB_COLUMN_U64, "[18446744073709551615,2]"}};
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint8_t items[16];
        uint32_t bytes = zb_column_item_bytes(cases[i].type);
        zb_slot column;
        __builtin_memset(items, 0xFF, bytes);
        __builtin_memset(items + bytes, 0, bytes);
        items[bytes] = 2;
        OK(zb_column_new(&arena, cases[i].type, 2, &column));
        OK(zb_column_append(&arena, column.a, items, 2));
        CHECK(prints(zb_arena_view(&arena), column, NULL, cases[i].text));
        column.tag = ZB_TAG_DATA_VIEW;
        CHECK(prints(zb_arena_view(&arena), column, NULL, cases[i].text));
    }
    static const float singles[] = {0.1f, -2, 16777216};
    static const double doubles[] = {0.1, __builtin_nan(""), 1e21};
    static const uint16_t halves[] = {0x3C00, 0x2E66, 0xFC00};
    zb_slot column;
    OK(zb_column_new(&arena, ZB_COLUMN_F32, 3, &column));
    OK(zb_column_append(&arena, column.a, singles, 3));
    CHECK(prints(zb_arena_view(&arena), column, NULL, "[0.10000000149011612,-2,16777216]"));
    OK(zb_column_new(&arena, ZB_COLUMN_F64, 3, &column));
    OK(zb_column_append(&arena, column.a, doubles, 3));
    CHECK(prints(zb_arena_view(&arena), column, NULL, "[0.1,null,1e+21]"));
    OK(zb_column_new(&arena, ZB_COLUMN_F16, 3, &column));
    OK(zb_column_append(&arena, column.a, halves, 3));
    CHECK(prints(zb_arena_view(&arena), column, NULL, "[1,0.0999755859375,null]"));
    zb_slot buffer;
    zb_json_write_options indent = {1, 0, 0};
    OK(zb_buffer_new(&arena, "\1\2", 2, &buffer));
    CHECK(prints(zb_arena_view(&arena), buffer, &indent, "[\n 1,\n 2\n]"));
    OK(zb_column_new(&arena, ZB_COLUMN_F64, 0, &column));
    CHECK(prints(zb_arena_view(&arena), column, &indent, "[]"));
}

static void
depth(void)
{
    zb_arena arena = json_shared_arena(SIZE);
    zb_slot list, value;
    zb_json_write_options three = {0, 3, 0}, two = {0, 2, 0};
    OK(json_read(&arena, "[[[1]]]", NULL, &value, NULL));
    CHECK(prints(zb_arena_view(&arena), value, &three, "[[[1]]]"));
    CHECK(status_of(zb_arena_view(&arena), value, &two) == ZB_E_DEPTH);
    OK(zb_array_new(&arena, 1, &list));
    OK(zb_array_push(&arena, list.a, list));
    CHECK(status_of(zb_arena_view(&arena), list, NULL) == ZB_E_DEPTH);
    static char deep[1025];
    for (uint32_t i = 0; i < 512; i++) {
        deep[i] = '[';
        deep[512 + i] = ']';
    }
    OK(json_read(&arena, deep, NULL, &value, NULL));
    CHECK(prints(zb_arena_view(&arena), value, NULL, deep));
}

static void
hostile_values(void)
{
    zb_arena arena = extended();
    zb_view view = zb_arena_view(&arena);
    static const zb_tag at_headers[] = {ZB_TAG_STRING, ZB_TAG_BYTES, ZB_TAG_INTEGER},
                        at_handles[] = {ZB_TAG_ARRAY,     ZB_TAG_OBJECT, ZB_TAG_COLUMN, ZB_TAG_BUFFER,
                                        ZB_TAG_DATA_VIEW, ZB_TAG_SHARED, ZB_TAG_MAP,    ZB_TAG_SET,
                                        ZB_TAG_ERROR,     ZB_TAG_REGEXP, ZB_TAG_BOXED};
    for (uint32_t i = 0; i < sizeof at_headers / sizeof at_headers[0]; i++)
        CHECK(status_of(view, zb_at(at_headers[i], SIZE - 2), NULL) == ZB_E_BOUNDS);
    for (uint32_t i = 0; i < sizeof at_handles / sizeof at_handles[0]; i++) {
        CHECK(status_of(view, zb_at(at_handles[i], SIZE), NULL) == ZB_E_BOUNDS);
        CHECK(status_of(view, zb_at(at_handles[i], 0xFFFFFFF0u), NULL) == ZB_E_BOUNDS);
        CHECK(status_of(view, zb_at(at_handles[i], 101), NULL) == ZB_E_ALIGN);
    }
    CHECK(status_of(view, zb_at((zb_tag)9, 0), NULL) == ZB_E_TAG);
    zb_slot value, boxed;
    OK(zb_boxed_new(&arena, zb_i32(1), &boxed));
    OK(zb_slot_write(&arena, boxed.a, boxed));
    CHECK(status_of(view, boxed, NULL) == ZB_E_TAG);
    OK(json_read(&arena, "{\"key\":[1,\"x\"]}", NULL, &value, NULL));
    zb_object object;
    OK(zb_object_open(view, value.a, &object));
    zb_off outside = SIZE - 2;
    __builtin_memcpy(arena.base + object.entries, &outside, 4);
    zb_json_write_options sorted = {0, 0, ZB_JSON_SORTED};
    CHECK(status_of(view, value, NULL) == ZB_E_BOUNDS && status_of(view, value, &sorted) == ZB_E_BOUNDS);
    uint32_t too_long = 100;
    __builtin_memcpy(arena.base + object.entries - 4, &too_long, 4);
    CHECK(status_of(view, value, NULL) == ZB_E_CORRUPT);
    OK(zb_bytes_new(&arena, "123456789abc", 12, NULL, &value));
    value.tag = ZB_TAG_INTEGER;
    CHECK(status_of(view, value, NULL) == ZB_E_CORRUPT);
}

/* A sink that fails at its n-th piece. */
static zb_status
fail_later(void *context, const char *bytes, uint32_t len)
{
    uint32_t *left = context;
    (void)bytes, (void)len;
    return (*left)-- > 0 ? ZB_OK : ZB_E_IO;
}

static void
failing_sinks(void)
{
    static char text[40000];
    zb_arena arena = json_shared_arena(SIZE);
    json_builder b = {text, 0, sizeof text};
    json_add(&b, "[");
    for (uint32_t i = 0; i < 600; i++) {
        json_add(&b, i > 0 ? ",\"a string of some length " : "\"a string of some length ");
        json_add_number(&b, i);
        json_add(&b, "\"");
    }
    json_add(&b, "]");
    zb_slot value;
    OK(zb_json_read(&arena, text, b.len, NULL, &value, NULL));
    uint32_t pieces = 0;
    for (zb_status status = ZB_E_IO; status != ZB_OK; pieces++) {
        uint32_t left = pieces;
        status = zb_json_write(zb_arena_view(&arena), value, NULL, fail_later, &left);
        CHECK(status == ZB_OK ||
              (status == ZB_E_IO && left == UINT32_MAX)); /* nothing comes after a failure */
        CHECK(pieces < 20);
    }
    CHECK(pieces > b.len / 4096);
}

TEST_SUITE(json_write, {"scalars", scalars}, {"strings", strings}, {"layout", layout},
           {"extended_scalars", extended_scalars}, {"wide_integers", wide_integers},
           {"extended_containers", extended_containers}, {"columns", columns}, {"depth", depth},
           {"hostile_values", hostile_values}, {"failing_sinks", failing_sinks});
