/* SPDX-License-Identifier: MIT */
/* JSON in arenas that are full, that grow and move, that have segments, that are shared. */
#include <zerobuf/json.h>

#include "json_support.h"
#include "test.h"

#define SIZE 16384u

/* Nested, with new and old keys, an escaped key, strings and enough of them to fill a table of keys. */
static const char text[] =
    "{\"old\":[{\"a\":1,\"b\":\"a string of some length\"},{\"a\":2,\"b\":\"\\u00fc and \\\"more\\\" of "
    "it\"},"
    "{\"c\":[],\"\\u0064\":{},\"e1\":0,\"e2\":0,\"e3\":0,\"e4\":0,\"e5\":0,\"e6\":0,\"e7\":0,\"e8\":0,\"e9\":"
    "0}],"
    "\"numbers\":[1,2.5,-3e7,123456789012345678901234567890],\"twice\":1,\"twice\":2,\"end\":null}";
static const char expected[] =
    "{\"old\":[{\"a\":1,\"b\":\"a string of some length\"},{\"a\":2,\"b\":\"\xC3\xBC and \\\"more\\\" of "
    "it\"},"
    "{\"c\":[],\"d\":{},\"e1\":0,\"e2\":0,\"e3\":0,\"e4\":0,\"e5\":0,\"e6\":0,\"e7\":0,\"e8\":0,\"e9\":0}],"
    "\"numbers\":[1,2.5,-30000000,1.2345678901234568e+29],\"twice\":2,\"end\":null}";

/* An arena with something in it: keys, a table of them, an object with an index. */
static bool
prepare(zb_arena *arena, uint8_t *region)
{
    static const char *const names[] = {"k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7", "k8", "old"};
    zb_slot object;
    if (zb_arena_init(arena, region, SIZE, 8, 0) != ZB_OK || zb_object_new(arena, 10, &object) != ZB_OK)
        return false;
    for (uint32_t i = 0; i < 10; i++)
        if (zb_object_set(arena, object.a, names[i], json_length(names[i]), zb_i32(1)) != ZB_OK)
            return false;
    return true;
}

static void
set_limit(zb_arena *arena, zb_off limit)
{
    __builtin_memcpy(arena->base + arena->control + ZB_CONTROL_LIMIT_AT, &limit, 4);
}

/* With room for 0, 8, 16, ... bytes until there is enough: every allocation fails once. */
static void
each_allocation_fails_once(void)
{
    static uint8_t before[SIZE];
    uint8_t *region = test_region(SIZE);
    for (uint32_t piece = 0; piece < 9; piece += 4) {
        zb_status status = ZB_E_MEMORY;
        uint32_t failures = 0;
        zb_arena arena;
        for (uint32_t room = 0; status != ZB_OK; room += 8, failures++) {
            zb_slot value = zb_bool(true);
            zb_json_error error = {0, 0, 0, NULL};
            CHECK(prepare(&arena, region));
            zb_off used = zb_arena_save(&arena);
            CHECK(room < SIZE - used);
            set_limit(&arena, used + room);
            __builtin_memcpy(before, region, SIZE);
            status = json_read_pieces(&arena, text, NULL, piece, &value, &error);
            if (status == ZB_OK) {
                CHECK(json_is(zb_arena_view(&arena), value, expected));
            } else {
                CHECK(status == ZB_E_MEMORY && error.what != NULL && value.tag == ZB_TAG_BOOL);
                CHECK(test_equal(before, region, used)); /* control block, table of keys, values */
                CHECK(test_equal(before + used + room, region + used + room, SIZE - used - room));
            }
            OK(zb_arena_check(&arena));
        }
        CHECK(failures > 20);
    }
}

/* A text that fails at its end gives back all that it took, whatever it was. */
static void
a_failure_changes_nothing(void)
{
    static uint8_t before[SIZE];
    static char damaged[sizeof text];
    uint8_t *region = test_region(SIZE);
    zb_arena arena;
    for (uint32_t cut = 0; cut < sizeof text - 1; cut++)
        for (uint32_t piece = 0; piece < 6; piece += 5) {
            zb_slot value;
            __builtin_memcpy(damaged, text, sizeof text);
            damaged[cut] = '\0';
            CHECK(prepare(&arena, region));
            zb_off used = zb_arena_save(&arena);
            __builtin_memcpy(before, region, used);
            CHECK(json_read_pieces(&arena, damaged, NULL, piece, &value, NULL) == ZB_E_SYNTAX);
            CHECK(test_equal(before, region, used));
            OK(zb_arena_check(&arena));
        }
}

/* Grows by exactly what is asked for, each time in another place; the old one is overwritten. */
static zb_status
move_and_grow(zb_arena *arena, uint32_t bytes)
{
    uint8_t **other = arena->context;
    if (bytes == 0)
        return ZB_OK;
    uint64_t need = (uint64_t)zb_arena_save(arena) + bytes;
    if (need > SIZE)
        return ZB_E_MEMORY;
    uint8_t *to = *other;
    *other = arena->base;
    __builtin_memcpy(to, arena->base, SIZE);
    __builtin_memset(arena->base, 0xA5, SIZE);
    arena->base = to;
    zb_arena_raise_limit(arena, (zb_off)need);
    return ZB_OK;
}

static void
an_arena_that_moves(void)
{
    uint8_t *one = test_region(SIZE), *two = test_region(SIZE);
    for (uint32_t piece = 0; piece < 40; piece++) {
        zb_arena arena;
        zb_slot value;
        uint8_t *other = two;
        CHECK(prepare(&arena, one));
        set_limit(&arena, zb_arena_save(&arena));
        arena.grow = move_and_grow;
        arena.context = &other;
        OK(json_read_pieces(&arena, text, NULL, piece, &value, NULL));
        CHECK(json_is(zb_arena_view(&arena), value, expected));
        zb_slot written;
        zb_str span;
        OK(zb_json_text(&arena, value, NULL, &written)); /* it grows while the value is read */
        OK(zb_string_at(zb_arena_view(&arena), written.a, &span));
        CHECK(test_same(span, expected));
        OK(zb_arena_check(&arena));
    }
}

/* Segments of 1,024 bytes or what is needed, from the end of the region downward. */
static zb_status
add_segment(zb_arena *arena, uint32_t bytes)
{
    uint32_t *left = arena->context;
    uint32_t length = (bytes + ZB_SEGMENT_HEADER_BYTES + 7) & ~7u;
    if (bytes == 0)
        return ZB_OK;
    length = length < 1024 ? 1024 : length;
    if (length > *left)
        return ZB_E_MEMORY;
    *left -= length;
    zb_arena_add_segment(arena, SIZE - 12288 + *left, length);
    return ZB_OK;
}

static void
an_arena_of_segments(void)
{
    static uint8_t before[SIZE];
    uint8_t *region = test_region(SIZE);
    uint32_t failures = 0;
    for (uint32_t room = 0; room <= 12288; room += 512)
        for (uint32_t piece = 0; piece < 30; piece += 7) {
            zb_arena arena;
            zb_slot value;
            uint32_t left = room;
            CHECK(prepare(&arena, region));
            zb_off used = zb_arena_save(&arena);
            CHECK(used < SIZE - 12288);
            set_limit(&arena, used + 64);
            arena.grow = add_segment;
            arena.context = &left;
            __builtin_memcpy(before, region, used);
            zb_status status = json_read_pieces(&arena, text, NULL, piece, &value, NULL);
            OK(zb_arena_check(&arena));
            if (status == ZB_OK) {
                CHECK(json_is(zb_arena_view(&arena), value, expected));
                continue;
            }
            failures++;
            CHECK(status == ZB_E_MEMORY && test_equal(before, region, used));
        }
    CHECK(failures > 0 && failures < 100);
}

/* What others allocate between two pieces stays as it is. */
static void
a_shared_arena(void)
{
    zb_arena arena = {0};
    OK(zb_arena_init(&arena, test_region(SIZE * 4), SIZE * 4, 8, ZB_ARENA_SHARED));
    for (uint32_t piece = 0; piece < 20; piece++) {
        zb_slot value, mine;
        OK(zb_arena_reset(&arena));
        OK(json_read_pieces(&arena, text, NULL, piece, &value, NULL));
        OK(zb_string_new(&arena, ZB_LIT("mine"), &mine));
        CHECK(json_is(zb_arena_view(&arena), value, expected));
        CHECK(json_read_pieces(&arena, "[1,{\"x\":[\"y\"", NULL, piece, &value, NULL) == ZB_E_SYNTAX);
        CHECK(json_is(zb_arena_view(&arena), mine, "\"mine\""));
        OK(zb_arena_check(&arena));
    }
    zb_json_reader reader;
    zb_slot value, mine;
    OK(zb_arena_reset(&arena));
    OK(zb_json_begin(&reader, &arena, NULL));
    for (uint32_t i = 0; i < sizeof text - 1; i++) {
        OK(zb_string_new(&arena, ZB_LIT("mine"), &mine));
        OK(zb_json_feed(&reader, text + i, 1));
        CHECK(json_is(zb_arena_view(&arena), mine, "\"mine\""));
    }
    OK(zb_json_end(&reader, &value, NULL));
    CHECK(json_is(zb_arena_view(&arena), value, expected));
}

/* Text that is written fails at every allocation, too. */
static void
writing_text_fails_once(void)
{
    static uint8_t before[SIZE];
    uint8_t *region = test_region(SIZE);
    zb_arena arena;
    zb_status status = ZB_E_MEMORY;
    uint32_t failures = 0;
    for (uint32_t room = 0; status != ZB_OK; room += 8) {
        zb_slot value, out = zb_bool(true);
        CHECK(prepare(&arena, region));
        OK(json_read(&arena, text, NULL, &value, NULL));
        zb_off used = zb_arena_save(&arena);
        set_limit(&arena, used + room);
        __builtin_memcpy(before, region, used);
        status = zb_json_text(&arena, value, NULL, &out);
        if (status == ZB_OK)
            break;
        failures++;
        CHECK(status == ZB_E_MEMORY && out.tag == ZB_TAG_BOOL && test_equal(before, region, used));
    }
    CHECK(failures > 5);
}

/* A string much longer than what is free, whole and in pieces. */
static void
long_strings(void)
{
    static char long_text[9000], back[9000];
    uint8_t *one = test_region(SIZE), *two = test_region(SIZE);
    json_builder b = {long_text, 0, sizeof long_text};
    json_add(&b, "[\"");
    for (uint32_t i = 0; i < 600; i++)
        json_add(&b, i % 50 == 0 ? "\\n" : i % 31 == 0 ? "\xE6\x97\xA5" : "plain");
    json_add(&b, "\"]");
    long_text[b.len] = '\0';
    for (uint32_t piece = 0; piece < 700; piece = piece * 3 + 1) {
        zb_arena arena;
        zb_slot value;
        uint8_t *other = two;
        CHECK(prepare(&arena, one));
        set_limit(&arena, zb_arena_save(&arena));
        arena.grow = move_and_grow;
        arena.context = &other;
        OK(json_read_pieces(&arena, long_text, NULL, piece, &value, NULL));
        OK(json_print(zb_arena_view(&arena), value, NULL, back, sizeof back));
        zb_str written = {back, json_length(back)};
        CHECK(test_same(written, long_text));
    }
}

TEST_SUITE(json_memory, {"each_allocation_fails_once", each_allocation_fails_once},
           {"a_failure_changes_nothing", a_failure_changes_nothing},
           {"an_arena_that_moves", an_arena_that_moves}, {"an_arena_of_segments", an_arena_of_segments},
           {"a_shared_arena", a_shared_arena}, {"writing_text_fails_once", writing_text_fails_once},
           {"long_strings", long_strings});
