/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <zerobuf/verify.h>

#include "walk.h"
#include "zoo.h"

#define SIZE 8192u

typedef struct fixture {
    uint8_t *region;
    zb_arena arena;
    zb_slot zoo;
} fixture;

static bool
prepare(fixture *f)
{
    f->region = test_region(SIZE);
    return zb_arena_init(&f->arena, f->region, SIZE, 0, ZB_ARENA_EXTENDED) == ZB_OK &&
           zoo_make(&f->arena, true, &f->zoo) == ZB_OK;
}

static void
put_u32(fixture *f, zb_off off, uint32_t value)
{
    __builtin_memcpy(f->region + off, &value, 4);
}

/* Offset of the value slot of a key of the zoo. */
static zb_off
slot_of(const fixture *f, const char *key)
{
    uint32_t len = 0;
    zb_off slot;
    while (key[len] != '\0')
        len++;
    return zb_object_find(zb_arena_view(&f->arena), f->zoo.a, key, len, &slot) == ZB_OK ? slot : 0;
}

static uint32_t
word(const fixture *f, zb_off off)
{
    return zb_view_u32(zb_arena_view(&f->arena), off);
}

static zb_status
verify(const fixture *f, const zb_verify_options *options, zb_verify_report *report)
{
    return zb_verify(zb_arena_view(&f->arena), ZB_ROOT_OBJECT, f->zoo.a, options, report);
}

static void
every_type_passes(void)
{
    fixture f;
    zb_verify_report report;
    CHECK(prepare(&f));
    OK(verify(&f, NULL, &report));
    CHECK(report.nodes > 30 && report.bytes > 100 && report.depth >= 3 && report.offset == 0);
    zb_verify_options strict = {.flags = ZB_VERIFY_STRICT};
    CHECK(verify(&f, &strict, &report) == ZB_E_TAG && report.offset == slot_of(&f, "undefined"));
    walk_state w = {zb_arena_view(&f.arena), 0, 10000, 0};
    walk_object(&w, f.zoo.a, 0);
    CHECK(w.visits > 30 && w.visits < 10000);

    zb_slot list;
    zb_off slot;
    OK(zb_array_new(&f.arena, 1, &list));
    OK(zb_array_push(&f.arena, list.a, f.zoo));
    zb_view view = zb_arena_view(&f.arena);
    OK(zb_verify(view, ZB_ROOT_ARRAY, list.a, NULL, NULL));
    OK(zb_array_get(view, list.a, 0, &slot));
    OK(zb_verify(view, ZB_ROOT_SLOT, slot, NULL, NULL));
    zb_verify_options schema = {.slot_count = 1};
    OK(zb_verify(view, ZB_ROOT_SCHEMA, slot, &schema, NULL));
    schema.slot_count = SIZE / 16;
    CHECK(zb_verify(view, ZB_ROOT_SCHEMA, slot, &schema, &report) == ZB_E_BOUNDS && report.offset == slot);
    CHECK(zb_verify(view, ZB_ROOT_SLOT, slot + 2, NULL, NULL) == ZB_E_ALIGN);
    CHECK(zb_verify(view, ZB_ROOT_OBJECT, SIZE, NULL, NULL) == ZB_E_BOUNDS);
    zb_verify_options wrong = {.flags = 4};
    CHECK(verify(&f, &wrong, NULL) == ZB_E_INVALID);
    wrong = (zb_verify_options){.max_depth = ZB_VERIFY_MAX_DEPTH + 1};
    CHECK(verify(&f, &wrong, NULL) == ZB_E_INVALID);
    uint8_t little[4];
    wrong = (zb_verify_options){.scratch = little, .scratch_bytes = sizeof little};
    CHECK(verify(&f, &wrong, NULL) == ZB_E_INVALID);
}

/* Damage one word; the report names it. */
static bool
reports(fixture *f, zb_off at, uint32_t value, zb_status status, zb_off offset)
{
    zb_verify_report report;
    uint32_t before = word(f, at);
    put_u32(f, at, value);
    bool same = verify(f, NULL, &report) == status && report.offset == offset;
    put_u32(f, at, before);
    return same && verify(f, NULL, NULL) == ZB_OK;
}

static void
the_offending_word_is_named(void)
{
    fixture f;
    CHECK(prepare(&f));
    zb_off string = slot_of(&f, "string"), array = slot_of(&f, "array"), column = slot_of(&f, "column");
    zb_off error = slot_of(&f, "error"), regexp = slot_of(&f, "regexp"), boxed = slot_of(&f, "boxed");
    zb_off integer = slot_of(&f, "integer"), map = slot_of(&f, "map"), buffer = slot_of(&f, "buffer");
    CHECK(string != 0 && array != 0 && column != 0 && error != 0 && regexp != 0 && boxed != 0);
    CHECK(integer != 0 && map != 0 && buffer != 0);

    CHECK(reports(&f, string, 9, ZB_E_TAG, string));
    CHECK(reports(&f, string, 0x8E, ZB_E_TAG, string));
    CHECK(reports(&f, string + 4, SIZE - 3, ZB_E_BOUNDS, string + 4));
    CHECK(reports(&f, word(&f, string + 4), SIZE, ZB_E_BOUNDS, word(&f, string + 4)));
    CHECK(reports(&f, word(&f, string + 4), UINT32_MAX, ZB_E_BOUNDS, word(&f, string + 4)));
    zb_off text = word(&f, string + 4) + 4;
    CHECK(reports(&f, text, 0xC0C0C0C0, ZB_E_UTF8, text));
    CHECK(reports(&f, text, 0x80616161, ZB_E_UTF8, text + 3));

    zb_off handle = word(&f, array + 4), data = word(&f, handle);
    CHECK(reports(&f, array + 4, handle + 1, ZB_E_ALIGN, array + 4));
    CHECK(reports(&f, array + 4, SIZE - 2, ZB_E_ALIGN, array + 4));
    CHECK(reports(&f, array + 4, SIZE, ZB_E_BOUNDS, array + 4));
    CHECK(reports(&f, handle, data + 2, ZB_E_ALIGN, handle));
    CHECK(reports(&f, handle, SIZE - 4, ZB_E_BOUNDS, handle));
    CHECK(reports(&f, data, 1, ZB_E_CORRUPT, data + 4));  /* capacity below the length */
    CHECK(reports(&f, data, 1 << 28, ZB_E_BOUNDS, data)); /* capacity past the end */
    CHECK(reports(&f, data, UINT32_MAX, ZB_E_BOUNDS, data));

    zb_off entry = word(&f, f.zoo.a) + 8;
    CHECK(reports(&f, entry, SIZE, ZB_E_BOUNDS, entry));
    CHECK(reports(&f, entry + 4, SIZE, ZB_E_BOUNDS, entry));

    zb_off header = word(&f, column + 4);
    CHECK(reports(&f, header + ZB_COLUMN_TYPE_AT, 13, ZB_E_TAG, header + ZB_COLUMN_TYPE_AT));
    CHECK(reports(&f, header + ZB_COLUMN_LENGTH_AT, 1 << 20, ZB_E_CORRUPT, header + ZB_COLUMN_LENGTH_AT));
    CHECK(reports(&f, header + ZB_COLUMN_CAPACITY_AT, 1 << 20, ZB_E_BOUNDS, header));
    CHECK(reports(&f, header, word(&f, header) + 4, ZB_E_ALIGN, header));
    zb_off bytes = word(&f, buffer + 4);
    CHECK(reports(&f, bytes + ZB_COLUMN_TYPE_AT, ZB_COLUMN_I8, ZB_E_TAG, bytes + ZB_COLUMN_TYPE_AT));

    zb_off record = word(&f, error + 4);
    CHECK(reports(&f, record, ZB_TAG_NULL, ZB_E_TAG, record));
    CHECK(reports(&f, record + 16 * ZB_ERROR_STACK, ZB_TAG_I32, ZB_E_TAG, record + 16 * ZB_ERROR_STACK));
    CHECK(reports(&f, record + 16 * ZB_ERROR_PROPS, ZB_TAG_NULL, ZB_E_TAG, record + 16 * ZB_ERROR_PROPS));
    zb_off source = word(&f, regexp + 4);
    CHECK(reports(&f, source + 16, ZB_TAG_NULL, ZB_E_TAG, source + 16));
    CHECK(reports(&f, word(&f, boxed + 4), ZB_TAG_NULL, ZB_E_TAG, word(&f, boxed + 4)));
    CHECK(reports(&f, word(&f, integer + 4), 8, ZB_E_CORRUPT, word(&f, integer + 4)));
    CHECK(reports(&f, word(&f, integer + 4), 17, ZB_E_CORRUPT, word(&f, integer + 4)));
    zb_off pairs = word(&f, word(&f, map + 4));
    CHECK(reports(&f, pairs + 8 + ZB_MAP_VALUE_AT, 10, ZB_E_TAG, pairs + 8 + ZB_MAP_VALUE_AT));
}

static void
any_text_is_a_choice(void)
{
    fixture f;
    CHECK(prepare(&f));
    zb_off text = word(&f, slot_of(&f, "string") + 4) + 4;
    put_u32(&f, text, 0xFFFFFFFF);
    CHECK(verify(&f, NULL, NULL) == ZB_E_UTF8);
    zb_verify_options any = {.flags = ZB_VERIFY_ANY_TEXT};
    OK(verify(&f, &any, NULL));
}

/* An array that holds itself, and arrays that each hold the next one twice. */
static void
cycles_and_sharing_end(void)
{
    static uint8_t scratch[SIZE / 8 + 1];
    zb_arena arena;
    zb_slot list, next;
    uint8_t *region = test_region(SIZE);
    zb_verify_options with = {.scratch = scratch, .scratch_bytes = sizeof scratch};
    zb_verify_report report;
    OK(zb_arena_init(&arena, region, SIZE, 0, 0));
    OK(zb_array_new(&arena, 2, &list));
    OK(zb_array_push(&arena, list.a, zb_i32(1)));
    OK(zb_array_push(&arena, list.a, list));
    zb_view view = zb_arena_view(&arena);
    CHECK(zb_verify(view, ZB_ROOT_ARRAY, list.a, NULL, &report) == ZB_E_DEPTH && report.depth == 128);
    OK(zb_verify(view, ZB_ROOT_ARRAY, list.a, &with, &report));
    CHECK(report.nodes == 2 && report.depth == 1);

    OK(zb_arena_reset(&arena));
    OK(zb_array_new(&arena, 2, &next));
    for (uint32_t i = 0; i < 60; i++) {
        OK(zb_array_new(&arena, 2, &list));
        OK(zb_array_push(&arena, list.a, next));
        OK(zb_array_push(&arena, list.a, next));
        next = list;
    }
    view = zb_arena_view(&arena);
    CHECK(zb_verify(view, ZB_ROOT_ARRAY, list.a, NULL, NULL) == ZB_E_BUDGET);
    OK(zb_verify(view, ZB_ROOT_ARRAY, list.a, &with, &report));
    CHECK(report.nodes == 120);
    zb_verify_options shallow = with;
    shallow.max_depth = 60;
    CHECK(zb_verify(view, ZB_ROOT_ARRAY, list.a, &shallow, &report) == ZB_E_DEPTH && report.depth == 60);
    shallow.max_depth = 61;
    OK(zb_verify(view, ZB_ROOT_ARRAY, list.a, &shallow, NULL));
    shallow.max_nodes = 119;
    CHECK(zb_verify(view, ZB_ROOT_ARRAY, list.a, &shallow, NULL) == ZB_E_BUDGET);

    /* The deepest that is ever allowed. */
    OK(zb_arena_reset(&arena));
    OK(zb_array_new(&arena, 1, &list));
    OK(zb_array_push(&arena, list.a, list));
    zb_verify_options deep = {.max_depth = ZB_VERIFY_MAX_DEPTH, .max_nodes = UINT64_MAX};
    view = zb_arena_view(&arena);
    CHECK(zb_verify(view, ZB_ROOT_ARRAY, list.a, &deep, &report) == ZB_E_DEPTH);
    CHECK(report.depth == ZB_VERIFY_MAX_DEPTH);
}

/* One text under many slots is looked into again until that is more than there is, then once. */
static void
shared_texts_are_paid_for(void)
{
    static uint8_t scratch[SIZE / 8 + 1];
    zb_arena arena;
    zb_slot list, text;
    char letters[1000];
    for (uint32_t i = 0; i < sizeof letters; i++)
        letters[i] = 'x';
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 0, 0));
    OK(zb_string_new(&arena, letters, sizeof letters, &text));
    OK(zb_array_new(&arena, 200, &list));
    for (uint32_t i = 0; i < 200; i++)
        OK(zb_array_push(&arena, list.a, text));
    zb_view view = zb_arena_view(&arena);
    zb_verify_options with = {.scratch = scratch, .scratch_bytes = sizeof scratch};
    CHECK(zb_verify(view, ZB_ROOT_ARRAY, list.a, NULL, NULL) == ZB_E_BUDGET);
    OK(zb_verify(view, ZB_ROOT_ARRAY, list.a, &with, NULL));
    with.max_bytes = 999;
    CHECK(zb_verify(view, ZB_ROOT_ARRAY, list.a, &with, NULL) == ZB_E_BUDGET);
}

/* One handle as an array and as an object: both are looked into, in whichever order. */
static void
one_word_is_not_taken_for_two_things(void)
{
    static uint8_t scratch[SIZE / 8 + 1];
    zb_arena arena;
    zb_slot list, inner;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 0, 0));
    OK(zb_array_new(&arena, 3, &inner));
    for (int32_t i = 0; i < 3; i++)
        OK(zb_array_push(&arena, inner.a, zb_i32(SIZE)));
    OK(zb_array_new(&arena, 2, &list));
    OK(zb_array_push(&arena, list.a, inner));
    OK(zb_array_push(&arena, list.a, zb_at(ZB_TAG_OBJECT, inner.a)));
    zb_verify_options with = {.scratch = scratch, .scratch_bytes = sizeof scratch};
    /* As an object: key offset 2 (the tag), key length SIZE. */
    CHECK(zb_verify(zb_arena_view(&arena), ZB_ROOT_ARRAY, list.a, &with, NULL) == ZB_E_BOUNDS);
}

/* Whatever the bytes: what passes can be read without checks. */
static void
what_passes_can_be_walked(void)
{
    static uint8_t sound[SIZE], scratch[SIZE / 8 + 1];
    fixture f;
    uint32_t passed = 0, refused = 0;
    CHECK(prepare(&f));
    uint32_t end = zb_arena_save(&f.arena);
    uint8_t *exact = test_region(end); /* so that AddressSanitizer sees a byte past it */
    __builtin_memcpy(sound, f.region, end);
    zb_view view = zb_view_of(exact, end);
    for (uint32_t round = 0; round < 6000; round++) {
        __builtin_memcpy(exact, sound, end);
        for (uint32_t hits = 1 + test_random(3); hits > 0; hits--)
            exact[72 + test_random(end - 72)] ^= (uint8_t)(1u << test_random(8));
        zb_verify_options options = {.flags = round % 2 != 0 ? ZB_VERIFY_ANY_TEXT : 0};
        if (round % 4 < 2) {
            options.scratch = scratch;
            options.scratch_bytes = sizeof scratch;
        }
        if (zb_verify(view, ZB_ROOT_OBJECT, f.zoo.a, &options, NULL) != ZB_OK) {
            refused++;
            continue;
        }
        passed++;
        walk_state w = {view, 0, 2000, 0};
        walk_object(&w, f.zoo.a, 0);
    }
    CHECK(passed > 500 && refused > 500);
}

/* Every sequence of table 3-7's borders, and each of its neighbours. */
static void
utf8_is_unicode_15(void)
{
    static const struct {
        const char *bytes;
        uint32_t len;
        uint32_t good; /* bytes before the first ill-formed sequence */
    } cases[] = {
        {"", 0, 0},
        {"\x7F", 1, 1},
        {"\x80", 1, 0},
        {"\xBF", 1, 0},
        {"\xC0\x80", 2, 0},
        {"\xC1\xBF", 2, 0},
        {"\xC2\x80", 2, 2},
        {"\xC2\x7F", 2, 0},
        {"\xC2\xC0", 2, 0},
        {"\xDF\xBF", 2, 2},
        {"\xC2", 1, 0},
        {"\xE0\x9F\xBF", 3, 0},
        {"\xE0\xA0\x80", 3, 3},
        {"\xE1\x80\x80", 3, 3},
        {"\xEC\xBF\xBF", 3, 3},
        {"\xED\x9F\xBF", 3, 3},
        {"\xED\xA0\x80", 3, 0}, /* U+D800 */
        {"\xED\xBF\xBF", 3, 0}, /* U+DFFF */
        {"\xEE\x80\x80", 3, 3},
        {"\xEF\xBF\xBF", 3, 3},
        {"\xEF\xBF", 2, 0},
        {"\xEF\xBF\x7F", 3, 0},
        {"\xEF\xBF\xC0", 3, 0},
        {"\xF0\x8F\xBF\xBF", 4, 0},
        {"\xF0\x90\x80\x80", 4, 4},
        {"\xF3\xBF\xBF\xBF", 4, 4},
        {"\xF4\x8F\xBF\xBF", 4, 4},
        {"\xF4\x90\x80\x80", 4, 0}, /* U+110000 */
        {"\xF5\x80\x80\x80", 4, 0},
        {"\xF0\x90\x80", 3, 0},
        {"\xF0\x90\x80\x7F", 4, 0},
        {"\xF0\x90\x7F\x80", 4, 0},
        {"\xFE", 1, 0},
        {"\xFF", 1, 0},
        {"abcdefgh\xC3\xA9ijklmnop\xFF", 19, 18},
        {"abcdefghijklmno\x80", 16, 15},
    };
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        CHECK(zb_utf8_check(cases[i].bytes, cases[i].len) == cases[i].good);
    /* Every code point at every distance from the end of an 8-byte word. */
    char text[16];
    for (uint32_t c = 0x80; c < 0x110000; c += c < 0x1000 ? 1 : 37) {
        if (c >= 0xD800 && c < 0xE000)
            continue;
        uint32_t pad = c % 8, len = pad;
        for (uint32_t i = 0; i < pad; i++)
            text[i] = 'a';
        if (c < 0x800) {
            text[len++] = (char)(0xC0 | c >> 6);
        } else if (c < 0x10000) {
            text[len++] = (char)(0xE0 | c >> 12);
            text[len++] = (char)(0x80 | (c >> 6 & 63));
        } else {
            text[len++] = (char)(0xF0 | c >> 18);
            text[len++] = (char)(0x80 | (c >> 12 & 63));
            text[len++] = (char)(0x80 | (c >> 6 & 63));
        }
        text[len++] = (char)(0x80 | (c & 63));
        CHECK(zb_utf8_check(text, len) == len);
        CHECK(zb_utf8_check(text, len - 1) == pad);
    }
}

TEST_SUITE(verify, {"every_type_passes", every_type_passes},
           {"the_offending_word_is_named", the_offending_word_is_named},
           {"any_text_is_a_choice", any_text_is_a_choice}, {"cycles_and_sharing_end", cycles_and_sharing_end},
           {"shared_texts_are_paid_for", shared_texts_are_paid_for},
           {"one_word_is_not_taken_for_two_things", one_word_is_not_taken_for_two_things},
           {"what_passes_can_be_walked", what_passes_can_be_walked},
           {"utf8_is_unicode_15", utf8_is_unicode_15});
