/* SPDX-License-Identifier: MIT */
/* Reading JSON: what values come of it, and that a text in pieces or a full arena makes no difference. */
#include <zerobuf/json.h>

#include "json_support.h"
#include "test.h"

#define SIZE 65536u

static zb_arena
fresh(void)
{
    zb_arena arena = {0};
    if (zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0) != ZB_OK)
        test_fail(__FILE__, __LINE__, "arena");
    return arena;
}

/* Texts that have everything: records alike and not, escapes, all kinds of numbers and of whitespace. */
static const char *const texts[] = {
    "[{\"id\":1,\"name\":\"one\",\"on\":true},{\"id\":2,\"name\":\"two\"},{\"name\":\"three\",\"id\":3.5,"
    "\"more\":[1,2,[]]},{\"id\":4,\"name\":\"fo\\u00fcr\",\"on\":null},{}]",
    " { \"a\\n\" : [ -0 , 1e3 , -1.25e-7 , 12345678901234567890 , 2147483648 ] "
    ",\r\n\t\"\\u0061\\ud83d\\ude00\" : "
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\" , \"h\xC3\xA4\xE6\x97\xA5\xF0\x9F\x99\x82\" : \"\xC3\xA4 \xE6\x97\xA5 "
    "\xF0\x9F\x99\x82 and a longer text behind\" }",
    "{\"k\":{\"k\":{\"k\":[[[\"deep\"]]]}},\"k\":2,\"l\":{\"x\":1,\"y\":2},\"m\":{\"x\":3,\"y\":4,\"x\":5}}",
    "\"\\ud800 lone \\udc00 \\ud83dx\"",
    "  -12.5e+2  ",
    "null",
    "[{\"key 0\":0,\"key 1\":1,\"key 2\":2,\"key 3\":3,\"key 4\":4,\"key 5\":5,\"key 6\":6,\"key 7\":7,"
    "\"key 8\":8,\"key 9\":9},{\"key 9\":0,\"key 8\":1}]",
};
#define TEXTS (sizeof texts / sizeof texts[0])

static void
scalars(void)
{
    static const struct {
        const char *text;
        zb_tag tag;
        uint32_t a;
    } cases[] = {{"null", ZB_TAG_NULL, 0},
                 {"true", ZB_TAG_BOOL, 1},
                 {"false", ZB_TAG_BOOL, 0},
                 {"0", ZB_TAG_I32, 0},
                 {"-1", ZB_TAG_I32, UINT32_MAX},
                 {"2147483647", ZB_TAG_I32, INT32_MAX},
                 {"-2147483648", ZB_TAG_I32, 0x80000000u},
                 {"1e3", ZB_TAG_I32, 1000},
                 {"25.0", ZB_TAG_I32, 25},
                 {"2147483648", ZB_TAG_F64, 0},
                 {"-2147483649", ZB_TAG_F64, 0},
                 {"-0", ZB_TAG_F64, 0},
                 {"-0.0", ZB_TAG_F64, 0},
                 {"0.5", ZB_TAG_F64, 0},
                 {"1e400", ZB_TAG_F64, 0}};
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        zb_arena arena = fresh();
        zb_slot value;
        OK(json_read(&arena, cases[i].text, NULL, &value, NULL));
        CHECK(value.tag == cases[i].tag && value.a == cases[i].a);
        CHECK(value.tag == ZB_TAG_F64 || value.b == 0);
    }
}

static void
bigints(void)
{
    static const struct {
        const char *text;
        zb_tag tag;
        uint64_t b;
    } cases[] = {{"9007199254740992", ZB_TAG_F64, 0x4340000000000000u},
                 {"9007199254740993", ZB_TAG_BIGINT, 9007199254740993u},
                 {"-9007199254740993", ZB_TAG_BIGINT, 0u - 9007199254740993u},
                 {"9223372036854775807", ZB_TAG_BIGINT, INT64_MAX},
                 {"-9223372036854775808", ZB_TAG_BIGINT, (uint64_t)1 << 63},
                 {"9223372036854775808", ZB_TAG_F64, 0x43E0000000000000u},
                 {"-9223372036854775809", ZB_TAG_F64, 0xC3E0000000000000u},
                 {"9007199254740993.0", ZB_TAG_F64, 0x4340000000000000u},
                 {"9007199254740993e0", ZB_TAG_F64, 0x4340000000000000u}};
    zb_json_read_options options = {ZB_JSON_BIGINT, 0, ZB_JSON_DUPLICATES_LAST};
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        zb_arena arena = fresh();
        zb_slot value;
        OK(json_read(&arena, cases[i].text, &options, &value, NULL));
        CHECK(value.tag == cases[i].tag && value.b == cases[i].b);
    }
}

/* Blocks are exact, 8-aligned and cleared; equal keys share their bytes; nothing else is allocated. */
static void
layout(void)
{
    zb_arena arena = fresh();
    zb_slot value;
    OK(json_read(&arena, "[{\"a\":1,\"bc\":\"x\"},{\"a\":2,\"bc\":\"y\"},{\"bc\":{},\"a\":[]}]", NULL, &value,
                 NULL));
    zb_view view = zb_arena_view(&arena);
    zb_array array;
    zb_off first = 0, keys[2] = {0, 0};
    OK(zb_array_open(view, value.a, &array));
    CHECK(array.length == 3 && array.capacity == 3 && array.slots % 8 == 0 && value.a % 8 == 0);
    for (uint32_t i = 0; i < 3; i++) {
        zb_object object;
        OK(zb_slot_get_object(view, array.slots + i * ZB_SLOT_BYTES, &first));
        OK(zb_object_open(view, first, &object));
        CHECK(object.count == 2 && object.capacity == 2 && object.entries % 8 == 0);
        for (uint32_t k = 0; k < 2; k++) {
            uint32_t which = i < 2 ? k : 1 - k;
            zb_off key = zb_view_u32(view, object.entries + k * ZB_OBJECT_ENTRY_BYTES);
            CHECK(keys[which] == 0 || keys[which] == key);
            keys[which] = key;
        }
    }
    zb_object empty;
    zb_off slot, handle;
    OK(zb_object_find(view, first, ZB_LIT("bc"), &slot));
    OK(zb_slot_get_object(view, slot, &handle));
    OK(zb_object_open(view, handle, &empty));
    CHECK(empty.count == 0 && empty.capacity == 1); /* SPEC 4.6 */
    for (uint32_t i = 0; i < ZB_OBJECT_ENTRY_BYTES; i++)
        CHECK(*zb_view_ptr(view, empty.entries + i) == 0);
}

/* Keys of a text and of values that were there before are the same keys. */
static void
keys_are_interned_with_older_ones(void)
{
    zb_arena arena = fresh();
    zb_off old, key;
    zb_slot value;
    OK(zb_key_intern(&arena, ZB_LIT("shared"), &old));
    OK(json_read(&arena, "{\"sh\\u0061red\":1}", NULL, &value, NULL));
    zb_object object;
    OK(zb_object_open(zb_arena_view(&arena), value.a, &object));
    CHECK(zb_view_u32(zb_arena_view(&arena), object.entries) == old);
    OK(zb_key_intern(&arena, ZB_LIT("shared"), &key));
    CHECK(key == old);
}

static void
larger_objects_get_an_index(void)
{
    static char text[2000];
    json_builder b = {text, 0, sizeof text};
    json_add(&b, "[{\"small\":1},{");
    for (uint32_t i = 0; i <= ZB_JSON_INDEX_COUNT; i++) {
        json_add(&b, i > 0 ? ",\"key " : "\"key ");
        json_add_number(&b, i);
        json_add(&b, "\":");
        json_add_number(&b, i);
    }
    json_add(&b, "}]");
    zb_arena arena = fresh();
    zb_slot value;
    OK(zb_json_read(&arena, text, b.len, NULL, &value, NULL));
    zb_view view = zb_arena_view(&arena);
    CHECK(zb_view_u32(view, arena.control + ZB_CONTROL_INDEXES_AT) != 0);
    zb_off slot, object;
    int32_t number;
    OK(zb_array_get(view, value.a, 1, &slot));
    OK(zb_slot_get_object(view, slot, &object));
    CHECK(zb_view_u32(view, object + ZB_HANDLE_BYTES) == 0); /* the chain of them is gone */
    OK(zb_object_get_i32(view, object, ZB_LIT("key 32"), &number));
    CHECK(number == 32);
}

static void
repeated_keys(void)
{
    static const struct {
        zb_json_duplicates policy;
        const char *expected;
    } cases[] = {{ZB_JSON_DUPLICATES_LAST, "{\"a\":5,\"b\":2,\"c\":4}"},
                 {ZB_JSON_DUPLICATES_FIRST, "{\"a\":1,\"b\":2,\"c\":4}"}};
    static const char text[] = "{\"a\":1,\"b\":2,\"a\":3,\"c\":4,\"\\u0061\":5}";
    for (uint32_t i = 0; i < 2; i++) {
        zb_arena arena = fresh();
        zb_json_read_options options = {0, 0, cases[i].policy};
        zb_slot value;
        OK(json_read(&arena, text, &options, &value, NULL));
        CHECK(json_is(zb_arena_view(&arena), value, cases[i].expected));
    }
    zb_arena arena = fresh();
    zb_json_read_options options = {0, 0, ZB_JSON_DUPLICATES_REJECT};
    zb_checkpoint before = zb_arena_save(&arena);
    zb_slot value;
    zb_json_error error;
    CHECK(json_read(&arena, text, &options, &value, &error) == ZB_E_EXISTS);
    CHECK(error.offset == 35 && zb_arena_save(&arena) == before);
    /* The same key in another object, and as a prefix, is none. */
    OK(json_read(&arena, "[{\"a\":1,\"ab\":{\"a\":2}},{\"a\":3,\"b\":4}]", &options, &value, NULL));
}

/* Many keys, each twice, in three shapes: all new, as the object before, and before a full hash table. */
static void
many_repeated_keys(void)
{
    static char text[40000];
    for (uint32_t distinct = 5; distinct < 700; distinct = distinct * 3 + 1) {
        json_builder b = {text, 0, sizeof text};
        json_add(&b, "{");
        for (uint32_t i = 0; i < distinct * 2; i++) {
            json_add(&b, i > 0 ? ",\"k" : "\"k");
            json_add_number(&b, i % distinct);
            json_add(&b, "\":");
            json_add_number(&b, i);
        }
        json_add(&b, "}");
        CHECK(b.len < sizeof text);
        zb_arena arena = {0};
        uint32_t size = 1u << 20;
        OK(zb_arena_init(&arena, test_region(size), size, 8, 0));
        zb_slot value;
        OK(zb_json_read(&arena, text, b.len, NULL, &value, NULL));
        zb_object object;
        OK(zb_object_open(zb_arena_view(&arena), value.a, &object));
        CHECK(object.count == distinct && object.capacity == distinct);
        for (uint32_t i = 0; i < distinct; i++) {
            zb_str key;
            zb_off slot;
            int32_t number;
            OK(zb_object_entry(zb_arena_view(&arena), value.a, i, &key, &slot));
            OK(zb_slot_get_i32(zb_arena_view(&arena), slot, &number));
            CHECK(number == (int32_t)(i + distinct));
        }
        zb_json_read_options options = {0, 0, ZB_JSON_DUPLICATES_REJECT};
        CHECK(zb_json_read(&arena, text, b.len, &options, &value, NULL) == ZB_E_EXISTS);
    }
}

static void
depth(void)
{
    zb_arena arena = fresh();
    zb_slot value;
    zb_json_error error;
    zb_json_read_options options = {0, 3, ZB_JSON_DUPLICATES_LAST};
    OK(json_read(&arena, "[{\"a\":[1]}]", &options, &value, NULL));
    zb_checkpoint before = zb_arena_save(&arena);
    CHECK(json_read(&arena, "[{\"a\":[1,{}]}]", &options, &value, &error) == ZB_E_DEPTH);
    CHECK(error.offset == 9 && zb_arena_save(&arena) == before);
    static char deep[1026];
    for (uint32_t i = 0; i < 513; i++) {
        deep[i] = '[';
        deep[513 + i] = ']';
    }
    CHECK(zb_json_read(&arena, deep, 1026, NULL, &value, &error) == ZB_E_DEPTH && error.offset == 512);
    OK(zb_json_read(&arena, deep + 1, 1024, NULL, &value, NULL));
}

static void
failures_say_where(void)
{
    static const struct {
        const char *text;
        zb_status status;
        uint32_t offset, line, column;
    } cases[] = {{"", ZB_E_SYNTAX, 0, 1, 1},
                 {"  \n ", ZB_E_SYNTAX, 4, 2, 2},
                 {"[1,\n 2,\n  x]", ZB_E_SYNTAX, 10, 3, 3},
                 {"[1 2]", ZB_E_SYNTAX, 3, 1, 4},
                 {"[1,]", ZB_E_SYNTAX, 3, 1, 4},
                 {"{\"a\" 1}", ZB_E_SYNTAX, 5, 1, 6},
                 {"{\"a\":1,}", ZB_E_SYNTAX, 7, 1, 8},
                 {"{a:1}", ZB_E_SYNTAX, 1, 1, 2},
                 {"{\"a\":1]", ZB_E_SYNTAX, 6, 1, 7},
                 {"[1}", ZB_E_SYNTAX, 2, 1, 3},
                 {"nul", ZB_E_SYNTAX, 3, 1, 4},
                 {"nuLl", ZB_E_SYNTAX, 2, 1, 3},
                 {"[truex]", ZB_E_SYNTAX, 5, 1, 6},
                 {"01", ZB_E_SYNTAX, 1, 1, 2},
                 {"[1.x]", ZB_E_SYNTAX, 3, 1, 4},
                 {"-", ZB_E_SYNTAX, 1, 1, 2},
                 {"1e+", ZB_E_SYNTAX, 3, 1, 4},
                 {"1 1", ZB_E_SYNTAX, 2, 1, 3},
                 {"\"abc", ZB_E_SYNTAX, 4, 1, 5},
                 {"\"a\nb\"", ZB_E_SYNTAX, 2, 1, 3},
                 {"\"a\\x\"", ZB_E_SYNTAX, 3, 1, 4},
                 {"\"\\u12g4\"", ZB_E_SYNTAX, 5, 1, 6},
                 {"\"\\u12", ZB_E_SYNTAX, 5, 1, 6},
                 {"\"\\", ZB_E_SYNTAX, 2, 1, 3},
                 {"\"12345678\x80\"", ZB_E_UTF8, 9, 1, 10},
                 {"\"\xC0\x80\"", ZB_E_UTF8, 1, 1, 2},
                 {"\"\xED\xA0\x80\"", ZB_E_UTF8, 1, 1, 2},
                 {"\"x\xF4\x90\x80\x80\"", ZB_E_UTF8, 2, 1, 3},
                 {"\"x\xE2\x82\"", ZB_E_UTF8, 2, 1, 3},
                 {"\"x\xE2\x82", ZB_E_UTF8, 2, 1, 3},
                 {"{\n\"a\":1,\"b\\ud800\":1}", ZB_E_UTF8, 10, 2, 9},
                 {"\xEF\xBB\xBF{}", ZB_E_SYNTAX, 0, 1, 1},
                 {"[1]\n\n ,", ZB_E_SYNTAX, 6, 3, 2}};
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (uint32_t piece = 0; piece < 6; piece++) {
            zb_arena arena = fresh();
            zb_checkpoint before = zb_arena_save(&arena);
            zb_slot value = zb_bool(true);
            zb_json_error error = {0, 0, 0, NULL};
            CHECK(json_read_pieces(&arena, cases[i].text, NULL, piece, &value, &error) == cases[i].status);
            CHECK(error.offset == cases[i].offset && error.line == cases[i].line &&
                  error.column == cases[i].column && error.what != NULL);
            CHECK(value.tag == ZB_TAG_BOOL && zb_arena_save(&arena) == before);
        }
}

/* Every text cut in two at every place, and into pieces of every size. */
static void
pieces(void)
{
    static char expected[2048];
    for (uint32_t t = 0; t < TEXTS; t++) {
        zb_arena arena = fresh();
        zb_checkpoint start = zb_arena_save(&arena);
        zb_slot value;
        OK(json_read(&arena, texts[t], NULL, &value, NULL));
        OK(json_print(zb_arena_view(&arena), value, NULL, expected, sizeof expected));
        uint32_t len = json_length(texts[t]);
        for (uint32_t cut = 0; cut <= len; cut++) {
            zb_json_reader reader;
            OK(zb_arena_restore(&arena, start));
            OK(zb_json_begin(&reader, &arena, NULL));
            OK(zb_json_feed(&reader, texts[t], cut));
            OK(zb_json_feed(&reader, texts[t] + cut, len - cut));
            OK(zb_json_end(&reader, &value, NULL));
            CHECK(json_is(zb_arena_view(&arena), value, expected));
            OK(zb_arena_check(&arena));
        }
        for (uint32_t piece = 1; piece < len; piece++) {
            OK(zb_arena_restore(&arena, start));
            OK(json_read_pieces(&arena, texts[t], NULL, piece, &value, NULL));
            CHECK(json_is(zb_arena_view(&arena), value, expected));
        }
    }
}

/* A damaged text fails alike, however it is cut. */
static void
pieces_of_damaged_texts(void)
{
    static char text[1024];
    for (uint32_t round = 0; round < 2000; round++) {
        const char *from = texts[test_random(TEXTS)];
        uint32_t len = json_length(from);
        __builtin_memcpy(text, from, len + 1);
        for (uint32_t n = test_random(3); n > 0; n--)
            text[test_random(len)] = (char)(1 + test_random(255));
        text[test_random(4) == 0 ? test_random(len) : len] = '\0';
        zb_arena arena = json_shared_arena(SIZE);
        zb_slot whole, parts;
        zb_json_error error = {0, 0, 0, NULL}, again = {0, 0, 0, NULL};
        zb_checkpoint before = zb_arena_save(&arena);
        zb_status status = json_read(&arena, text, NULL, &whole, &error);
        CHECK(status == ZB_OK || zb_arena_save(&arena) == before);
        OK(zb_arena_reset(&arena));
        CHECK(json_read_pieces(&arena, text, NULL, 1 + test_random(20), &parts, &again) == status);
        CHECK(error.offset == again.offset && error.line == again.line && error.column == again.column &&
              error.what == again.what);
    }
}

static void
abandoning(void)
{
    zb_arena arena = fresh();
    zb_slot value;
    zb_off key;
    OK(zb_key_intern(&arena, ZB_LIT("before"), &key));
    zb_checkpoint before = zb_arena_save(&arena);
    static uint8_t bytes[SIZE];
    __builtin_memcpy(bytes, arena.base, before);
    zb_json_reader reader;
    OK(zb_json_begin(&reader, &arena, NULL));
    OK(zb_json_feed(&reader, ZB_LIT("{\"one\":1,\"two\":[{\"three\":\"fo")));
    zb_json_abort(&reader);
    CHECK(zb_arena_save(&arena) == before && test_equal(bytes, arena.base, before));
    CHECK(zb_json_feed(&reader, ZB_LIT("x")) == ZB_E_INVALID);
    CHECK(zb_json_end(&reader, &value, NULL) == ZB_E_INVALID);
    zb_json_abort(&reader); /* nothing happens */
    OK(zb_json_begin(&reader, &arena, NULL));
    OK(zb_json_feed(&reader, ZB_LIT("[]")));
    OK(zb_json_end(&reader, &value, NULL));
    CHECK(zb_json_end(&reader, &value, NULL) == ZB_E_INVALID);
}

static void
wrong_options(void)
{
    zb_arena arena = fresh();
    zb_slot value;
    zb_json_reader reader;
    zb_json_read_options flags = {2, 0, ZB_JSON_DUPLICATES_LAST}, policy = {0, 0, (zb_json_duplicates)3};
    CHECK(json_read(&arena, "1", &flags, &value, NULL) == ZB_E_INVALID);
    CHECK(zb_json_begin(&reader, &arena, &policy) == ZB_E_INVALID);
}

TEST_SUITE(json, {"scalars", scalars}, {"bigints", bigints}, {"layout", layout},
           {"keys_are_interned_with_older_ones", keys_are_interned_with_older_ones},
           {"larger_objects_get_an_index", larger_objects_get_an_index}, {"repeated_keys", repeated_keys},
           {"many_repeated_keys", many_repeated_keys}, {"depth", depth},
           {"failures_say_where", failures_say_where}, {"pieces", pieces},
           {"pieces_of_damaged_texts", pieces_of_damaged_texts}, {"abandoning", abandoning},
           {"wrong_options", wrong_options});
