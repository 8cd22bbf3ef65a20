/* SPDX-License-Identifier: MIT */
#include <zerobuf/iterate.h>

#include "literal.h"
#include "test.h"
#include "zoo.h"

#define SIZE (1u << 16)

/* A letter for each type, in the order of a walk. */
static char
letter_of(uint8_t tag)
{
    return tag < ZB_EXTENSION_TAG_FIRST ? "nbifsaoIy"[tag] : "uhdCBVSMETRYXW"[tag - ZB_EXTENSION_TAG_FIRST];
}

/* Names and types of all parts, as "name:type " or "index:type ". */
static uint32_t
show(zb_view view, zb_slot value, char *out, zb_status *status)
{
    uint32_t len = 0;
    zb_iterator it;
    *status = zb_iterate(view, value, &it);
    if (*status != ZB_OK)
        return 0;
    for (uint32_t expected = 0; zb_next(&it); expected++) {
        if (it.index != expected) {
            *status = ZB_E_CORRUPT;
            return 0;
        }
        for (uint32_t i = 0; i < it.name.len; i++)
            out[len++] = it.name.ptr[i];
        if (it.name.ptr == NULL)
            out[len++] = value.tag == ZB_TAG_MAP ? letter_of(it.key.tag) : (char)('0' + it.index);
        out[len++] = ':';
        out[len++] = letter_of(it.value.tag);
        out[len++] = ' ';
    }
    *status = it.status;
    return len;
}

static void
every_type_has_its_parts(void)
{
    static const struct {
        const char *key, *parts;
    } cases[] = {
        {"null", ""},
        {"bool", ""},
        {"i32", ""},
        {"f64", ""},
        {"bigint", ""},
        {"string", ""},
        {"bytes", ""},
        {"array", "0:i 1:o 2:s "},
        {"object", "name:s age:i "},
        {"undefined", ""},
        {"date", ""},
        {"column", "0:f 1:i 2:f "},
        {"slice", "0:i "},
        {"shared", "0:f 1:i 2:f "},
        {"buffer", "0:i 1:i 2:i "},
        {"view", "0:i 1:i 2:i "},
        {"map", "i:f C:n "},
        {"set", "0:b 1:f "},
        {"error", "name:s message:s stack:u cause:T properties:u "},
        {"regexp", "source:s flags:s "},
        {"symbol", ""},
        {"boxed", "value:i "},
        {"integer", ""},
    };
    zb_arena arena;
    zb_slot zoo;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, ZB_ARENA_EXTENDED));
    OK(zoo_make(&arena, true, &zoo));
    zb_view view = zb_arena_view(&arena);
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char shown[128];
        zb_status status;
        zb_off slot;
        zb_slot value;
        uint32_t key_len = 0;
        while (cases[i].key[key_len] != '\0')
            key_len++;
        OK(zb_object_find(view, zoo.a, cases[i].key, key_len, &slot));
        OK(zb_slot_read(view, slot, &value));
        zb_str text = {shown, show(view, value, shown, &status)};
        OK(status);
        CHECK(value.tag == ZB_TAG_ERROR ? text.len > 0 : test_same(text, cases[i].parts));
    }
}

static void
a_hole_and_an_error_part_by_part(void)
{
    zb_arena arena;
    zb_slot error, list;
    zb_iterator it;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, ZB_ARENA_EXTENDED));
    OK(zb_error_new(&arena, "TypeError", "no", zb_i32(5), &error));
    OK(zb_iterate(zb_arena_view(&arena), error, &it));
    static const char *const names[] = {"name", "message", "stack", "cause", "properties"};
    static const zb_tag tags[] = {ZB_TAG_STRING, ZB_TAG_STRING, ZB_TAG_UNDEFINED, ZB_TAG_I32,
                                  ZB_TAG_UNDEFINED};
    for (uint32_t i = 0; i < ZB_ERROR_SLOTS; i++)
        CHECK(zb_next(&it) && test_same(it.name, names[i]) && it.value.tag == tags[i] &&
              it.slot == error.a + i * ZB_SLOT_BYTES);
    CHECK(!zb_next(&it) && it.status == ZB_OK && !zb_next(&it));
    OK(zb_array_new(&arena, 1, &list));
    OK(zb_array_push(&arena, list.a, zb_at(ZB_TAG_HOLE, 0)));
    OK(zb_iterate(zb_arena_view(&arena), list, &it));
    CHECK(zb_next(&it) && it.value.tag == ZB_TAG_HOLE && it.name.ptr == NULL && !zb_next(&it));
}

/* Keys, values and places agree with the readers. */
static void
places_can_be_written(void)
{
    zb_arena arena;
    zb_iterator it;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    zb_slot object = literal(&arena, "{\"a\":1,\"b\":[2,3],\"c\":null}");
    OK(zb_iterate(zb_arena_view(&arena), object, &it));
    while (zb_next(&it))
        OK(zb_slot_write(&arena, it.slot, zb_i32((int32_t)it.index)));
    OK(it.status);
    CHECK(literal_is(zb_arena_view(&arena), object, "{\"a\":0,\"b\":1,\"c\":2}"));
}

static void
numbers_of_columns(void)
{
    static const uint64_t items[] = {5, UINT64_MAX};
    zb_arena arena;
    zb_slot column;
    zb_iterator it;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, ZB_ARENA_EXTENDED));
    OK(zb_column_new(&arena, ZB_COLUMN_U64, 2, &column));
    OK(zb_column_append(&arena, column.a, items, 2));
    OK(zb_iterate(zb_arena_view(&arena), column, &it));
    CHECK(zb_next(&it) && it.value.tag == ZB_TAG_BIGINT && it.value.b == 5 && it.slot == 0);
    double rounded;
    CHECK(zb_next(&it) && it.value.tag == ZB_TAG_F64);
    __builtin_memcpy(&rounded, &it.value.b, sizeof rounded);
    CHECK(rounded == 0x1p64 && !zb_next(&it));
    OK(zb_column_new(&arena, ZB_COLUMN_I64, 1, &column));
    OK(zb_column_append(&arena, column.a, items + 1, 1));
    OK(zb_iterate(zb_arena_view(&arena), column, &it));
    CHECK(zb_next(&it) && it.value.tag == ZB_TAG_BIGINT && it.value.b == UINT64_MAX);
    /* A column that became shorter during the walk ends it. */
    OK(zb_iterate(zb_arena_view(&arena), column, &it));
    uint32_t none = 0;
    __builtin_memcpy(zb_arena_ptr(&arena, column.a + ZB_COLUMN_LENGTH_AT), &none, 4);
    CHECK(!zb_next(&it) && it.status == ZB_E_CORRUPT && !zb_next(&it));
}

static void
damaged_values_end_a_walk(void)
{
    uint8_t *region = test_region(SIZE);
    zb_arena arena;
    zb_iterator it = {.left = 7};
    OK(zb_arena_init(&arena, region, SIZE, 8, ZB_ARENA_EXTENDED));
    zb_view view = zb_arena_view(&arena);
    CHECK(zb_iterate(view, zb_at((zb_tag)9, 0), &it) == ZB_E_TAG && it.left == 7);
    CHECK(zb_iterate(view, zb_at(ZB_TAG_ARRAY, SIZE), &it) == ZB_E_BOUNDS && it.left == 7);
    CHECK(zb_iterate(view, zb_at(ZB_TAG_ERROR, SIZE - 16), &it) == ZB_E_BOUNDS);
    CHECK(zb_iterate(view, zb_at(ZB_TAG_ERROR, 2), &it) == ZB_E_ALIGN);
    CHECK(zb_iterate(view, zb_at(ZB_TAG_BOXED, SIZE - 16), &it) == ZB_OK);
    zb_slot object = literal(&arena, "{\"a\":1,\"b\":2}");
    zb_object opened;
    OK(zb_object_open(view, object.a, &opened));
    region[opened.entries + ZB_OBJECT_ENTRY_BYTES + ZB_ENTRY_SLOT_AT] = 77;
    OK(zb_iterate(view, object, &it));
    CHECK(zb_next(&it) && !zb_next(&it) && it.status == ZB_E_TAG && !zb_next(&it));
    uint32_t far = SIZE;
    __builtin_memcpy(region + opened.entries, &far, 4);
    OK(zb_iterate(view, object, &it));
    CHECK(!zb_next(&it) && it.status == ZB_E_BOUNDS);
    uint32_t length = 3;
    __builtin_memcpy(region + opened.entries - 4, &length, 4);
    zb_status status = zb_iterate(view, object, &it); /* of capacity 4 after growth, or less */
    CHECK(status == ZB_OK ? opened.capacity >= 3 : status == ZB_E_CORRUPT);
    length = opened.capacity + 1;
    __builtin_memcpy(region + opened.entries - 4, &length, 4);
    CHECK(zb_iterate(view, object, &it) == ZB_E_CORRUPT);
}

/* Walk everything, as a program that trusts nobody would. */
static uint32_t
walk(zb_view view, zb_slot value, uint32_t depth)
{
    zb_iterator it;
    uint32_t visits = 1;
    if (depth == 8 || zb_iterate(view, value, &it) != ZB_OK)
        return visits;
    while (visits < 200 && zb_next(&it)) {
        for (uint32_t i = 0; i < it.name.len; i++) /* AddressSanitizer watches these reads */
            visits += it.name.ptr[i] == 0x7f ? 1 : 0;
        visits += walk(view, it.value, depth + 1);
        visits += it.key.tag == ZB_TAG_NULL ? 0 : walk(view, it.key, depth + 1);
    }
    return visits;
}

static void
flipped_bits_never_leave_the_region(void)
{
    enum { IMAGE = 8192 };
    uint8_t *region = test_region(IMAGE);
    zb_arena arena;
    zb_slot zoo;
    OK(zb_arena_init(&arena, region, IMAGE, 8, ZB_ARENA_EXTENDED));
    OK(zoo_make(&arena, true, &zoo));
    zb_view view = zb_view_of(region, IMAGE);
    uint32_t whole = walk(view, zoo, 0), others = 0;
    CHECK(whole > 50);
    for (uint32_t bit = 0; bit < zb_arena_save(&arena) * 8; bit++) {
        region[bit / 8] ^= (uint8_t)(1u << (bit % 8));
        others += walk(view, zoo, 0) == whole ? 0 : 1;
        region[bit / 8] ^= (uint8_t)(1u << (bit % 8));
    }
    CHECK(others > 0);
}

TEST_SUITE(iterate, {"every_type_has_its_parts", every_type_has_its_parts},
           {"a_hole_and_an_error_part_by_part", a_hole_and_an_error_part_by_part},
           {"places_can_be_written", places_can_be_written}, {"numbers_of_columns", numbers_of_columns},
           {"damaged_values_end_a_walk", damaged_values_end_a_walk},
           {"flipped_bits_never_leave_the_region", flipped_bits_never_leave_the_region});
