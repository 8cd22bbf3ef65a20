/* SPDX-License-Identifier: MIT */
#include "test.h"

#define SIZE 65536u

static zb_arena
fresh(void)
{
    zb_arena arena = {0};
    if (zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0) != ZB_OK)
        __builtin_trap();
    return arena;
}

/* Finish a text and compare it. */
static bool
ends_as(zb_text *text, const char *expected)
{
    zb_slot value;
    zb_str span;
    return zb_text_end(text, &value) == ZB_OK && value.tag == ZB_TAG_STRING &&
           zb_string_at(zb_arena_view(text->arena), value.a, &span) == ZB_OK && test_same(span, expected);
}

static void
integers(void)
{
    zb_arena arena = fresh();
    zb_text text = zb_text_begin(&arena, 0);
    static const int64_t numbers[] = {0, -1, 10, INT64_MAX, INT64_MIN};
    for (uint32_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        zb_text_add_i64(&text, numbers[i]);
        zb_text_add(&text, " ", 1);
    }
    CHECK(ends_as(&text, "0 -1 10 9223372036854775807 -9223372036854775808 "));
}

static void
fixed_decimals(void)
{
    static const struct {
        double value;
        unsigned decimals;
        const char *expected;
    } cases[] = {
        {0, 3, "0"},
        {-0.0004, 3, "0"},
        {1.5, 0, "2"},
        {-1.25, 1, "-1.3"},
        {42.57952, 5, "42.57952"},
        {-0.05, 5, "-0.05"},
        {100, 9, "100"},
        {0.000000001, 9, "0.000000001"},
        {9007199.254740, 9, "9007199.25474"},
        {9007199254740991, 0, "9007199254740991"},
        {9007199254740992, 0, "null"},
        {1e300, 2, "null"},
        {__builtin_inf(), 2, "null"},
        {__builtin_nan(""), 2, "null"},
    };
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        zb_arena arena = fresh();
        zb_text text = zb_text_begin(&arena, 0);
        zb_text_add_fixed(&text, cases[i].value, cases[i].decimals);
        CHECK(ends_as(&text, cases[i].expected));
    }
    zb_arena arena = fresh();
    zb_text text = zb_text_begin(&arena, 0);
    zb_slot out;
    zb_text_add_fixed(&text, 1, 10);
    CHECK(zb_text_end(&text, &out) == ZB_E_INVALID);
}

static void
json_strings_are_escaped(void)
{
    zb_arena arena = fresh();
    zb_text text = zb_text_begin(&arena, 1);
    zb_text_add_json(&text, ZB_LIT("a\"b\\c\b\f\n\r\t\x01\x1f\x7f\xc3\xbc/"));
    CHECK(ends_as(&text, "\"a\\\"b\\\\c\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\xc3\xbc/\""));
    zb_text empty = zb_text_begin(&arena, 0);
    zb_text_add_json(&empty, "", 0);
    CHECK(ends_as(&empty, "\"\""));
}

static void
the_empty_text_is_a_string(void)
{
    zb_arena arena = fresh();
    zb_text text = zb_text_begin(&arena, 0);
    CHECK(ends_as(&text, ""));
}

static void
grows_in_place_and_gives_back_the_rest(void)
{
    zb_arena arena = fresh();
    zb_checkpoint before = zb_arena_save(&arena);
    zb_text text = zb_text_begin(&arena, 1);
    for (uint32_t i = 0; i < 1000; i++)
        zb_text_add_cstr(&text, "0123456789");
    zb_slot value;
    OK(zb_text_end(&text, &value));
    CHECK(value.a == before && zb_arena_save(&arena) == before + 4 + 10000);
    CHECK(zb_arena_generation(&arena) == 0);
}

static void
moves_when_something_else_was_allocated(void)
{
    zb_arena arena = fresh();
    zb_text text = zb_text_begin(&arena, 4);
    zb_slot other;
    zb_text_add_cstr(&text, "before ");
    OK(zb_string_new(&arena, ZB_LIT("other"), &other));
    for (uint32_t i = 0; i < 30; i++)
        zb_text_add_cstr(&text, "after ");
    zb_str span;
    OK(zb_string_at(zb_arena_view(&arena), other.a, &span));
    CHECK(test_same(span, "other"));
    zb_slot value;
    OK(zb_text_end(&text, &value));
    OK(zb_string_at(zb_arena_view(&arena), value.a, &span));
    CHECK(span.len == 7 + 180 && test_equal(span.ptr, "before after after", 18));
}

static void
the_first_failure_is_kept(void)
{
    zb_arena arena;
    OK(zb_arena_init(&arena, test_region(256), 256, 8, 0));
    zb_text text = zb_text_begin(&arena, 0);
    for (uint32_t i = 0; i < 100; i++)
        zb_text_add_cstr(&text, "0123456789");
    zb_slot value = zb_i32(7);
    CHECK(zb_text_end(&text, &value) == ZB_E_MEMORY && value.a == 7);
}

TEST_SUITE(text, {"integers", integers}, {"fixed_decimals", fixed_decimals},
           {"json_strings_are_escaped", json_strings_are_escaped},
           {"the_empty_text_is_a_string", the_empty_text_is_a_string},
           {"grows_in_place_and_gives_back_the_rest", grows_in_place_and_gives_back_the_rest},
           {"moves_when_something_else_was_allocated", moves_when_something_else_was_allocated},
           {"the_first_failure_is_kept", the_first_failure_is_kept});
