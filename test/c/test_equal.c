/* SPDX-License-Identifier: MIT */
#include <zerobuf/equal.h>

#include <zerobuf/copy.h>
#include <zerobuf/path.h>

#include "literal.h"
#include "test.h"
#include "zoo.h"

#define SIZE (1u << 18)

/* Two regions, so that nothing is equal because it is the same. */
static zb_arena left_arena, right_arena;

static bool
make_arenas(uint32_t flags)
{
    return zb_arena_init(&left_arena, test_region(SIZE), SIZE, 8, flags) == ZB_OK &&
           zb_arena_init(&right_arena, test_region(SIZE), SIZE, 80, flags) == ZB_OK;
}

static zb_status
compare(zb_slot left, zb_slot right, bool *out)
{
    return zb_equal(zb_arena_view(&left_arena), left, zb_arena_view(&right_arena), right, out);
}

/* Equal, or not, from both sides. */
static bool
compares(zb_slot left, zb_slot right, bool expected)
{
    bool one = !expected, other = !expected;
    return compare(left, right, &one) == ZB_OK && one == expected &&
           zb_equal(zb_arena_view(&right_arena), right, zb_arena_view(&left_arena), left, &other) == ZB_OK &&
           other == expected;
}

static void
plain_values(void)
{
    static const struct {
        const char *left, *right;
        bool equal;
    } cases[] = {
        {"null", "null", true},
        {"null", "false", false},
        {"true", "true", true},
        {"true", "false", false},
        {"1", "1", true},
        {"1", "2", false},
        {"0.5", "0.5", true},
        {"1", "\"1\"", false},
        {"\"\"", "\"\"", true},
        {"\"ab\"", "\"ac\"", false},
        {"\"ab\"", "\"abc\"", false},
        {"[]", "[]", true},
        {"[]", "{}", false},
        {"[1,[2,\"x\"]]", "[1,[2,\"x\"]]", true},
        {"[1,2]", "[2,1]", false},
        {"[1,2]", "[1,2,3]", false},
        {"{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", true},
        {"{\"a\":1,\"b\":2}", "{\"b\":1,\"a\":2}", false},
        {"{\"a\":1,\"b\":2}", "{\"a\":1,\"c\":2}", false},
        {"{\"a\":1,\"b\":2}", "{\"a\":1}", false},
        {"{\"a\":1,\"b\":2,\"c\":3}", "{\"a\":1,\"c\":3,\"b\":2}", true},
        {"{\"a\":{\"x\":[1,{}]},\"b\":{\"y\":null}}", "{\"b\":{\"y\":null},\"a\":{\"x\":[1,{}]}}", true},
        {"{\"a\":{\"x\":[1,{}]},\"b\":{\"y\":null}}", "{\"b\":{\"y\":null},\"a\":{\"x\":[1,{\"z\":1}]}}",
         false},
        {"{\"\":1}", "{\"\":1}", true},
    };
    CHECK(make_arenas(0));
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        CHECK(compares(literal(&left_arena, cases[i].left), literal(&right_arena, cases[i].right),
                       cases[i].equal));
}

static void
numbers_compare_by_value(void)
{
    static const uint64_t five[2] = {5, 0}, wide[3] = {1, 2, 0}, minus[2] = {UINT64_MAX - 4, UINT64_MAX};
    double nan = __builtin_nan("");
    CHECK(make_arenas(ZB_ARENA_EXTENDED));
    CHECK(compares(zb_i32(1), zb_f64(1), true));
    CHECK(compares(zb_i32(1), zb_f64(1.5), false));
    CHECK(compares(zb_f64(nan), zb_f64(-nan), true));
    CHECK(compares(zb_f64(0.0), zb_f64(-0.0), true));
    CHECK(compares(zb_i32(0), zb_f64(-0.0), true));
    CHECK(compares(zb_date(nan), zb_date(nan), true));
    CHECK(compares(zb_date(1), zb_f64(1), false));
    CHECK(compares(zb_date(1), zb_date(2), false));
    CHECK(compares(zb_bigint(1), zb_bigint(1), true));
    CHECK(compares(zb_bigint(1), zb_i32(1), false)); /* 1n === 1 is false */
    CHECK(compares(zb_at(ZB_TAG_BOOL, 1), zb_at(ZB_TAG_BOOL, 2), true));
    CHECK(compares(zb_null(), zb_undefined(), false));
    CHECK(compares(zb_undefined(), zb_undefined(), true));
    CHECK(compares(zb_at(ZB_TAG_HOLE, 0), zb_at(ZB_TAG_HOLE, 0), true));
    CHECK(compares(zb_at(ZB_TAG_HOLE, 0), zb_undefined(), false));
    /* Wide bigints with limbs that only repeat the sign, as no writer leaves them. */
    zb_slot left, right;
    OK(zb_bytes_new(&left_arena, five, 16, NULL, &left));
    left.tag = ZB_TAG_INTEGER;
    CHECK(compares(left, zb_bigint(5), true) && compares(left, zb_bigint(6), false));
    OK(zb_bytes_new(&left_arena, minus, 16, NULL, &left));
    left.tag = ZB_TAG_INTEGER;
    CHECK(compares(left, zb_bigint(-5), true));
    OK(zb_bytes_new(&left_arena, wide, 24, NULL, &left));
    OK(zb_bytes_new(&right_arena, wide, 16, NULL, &right));
    left.tag = right.tag = ZB_TAG_INTEGER;
    CHECK(compares(left, right, true) && compares(left, zb_bigint(1), false));
    OK(zb_bytes_new(&right_arena, "", 0, NULL, &right));
    right.tag = ZB_TAG_INTEGER;
    CHECK(compares(left, right, false));
    /* A symbol is no string, bytes are no string. */
    OK(zb_symbol_new(&left_arena, ZB_LIT("x"), &left));
    OK(zb_symbol_new(&right_arena, ZB_LIT("x"), &right));
    CHECK(compares(left, right, true));
    OK(zb_string_new(&right_arena, ZB_LIT("x"), &right));
    CHECK(compares(left, right, false));
    OK(zb_bytes_new(&left_arena, "x", 1, NULL, &left));
    CHECK(compares(left, right, false));
    right.tag = ZB_TAG_BYTES;
    CHECK(compares(left, right, true));
}

static void
columns_compare_by_elements(void)
{
    static const float zeros[] = {0.0f, -0.0f, 1.0f}, others[] = {-0.0f, 0.0f, 1.0f};
    static const int32_t integers[] = {0, INT32_MIN, 1};
    zb_slot left, right;
    CHECK(make_arenas(ZB_ARENA_EXTENDED));
    OK(zb_column_new(&left_arena, ZB_COLUMN_F32, 3, &left));
    OK(zb_column_new(&right_arena, ZB_COLUMN_F32, 5, &right));
    CHECK(compares(left, right, true));
    OK(zb_column_append(&left_arena, left.a, zeros, 3));
    CHECK(compares(left, right, false)); /* longer */
    OK(zb_column_append(&right_arena, right.a, others, 3));
    CHECK(compares(left, right, true)); /* other bytes, the same numbers */
    OK(zb_column_push(&left_arena, left.a, __builtin_nan("")));
    OK(zb_column_push(&right_arena, right.a, -__builtin_nan("")));
    CHECK(compares(left, right, true));
    OK(zb_column_push(&left_arena, left.a, 1));
    OK(zb_column_push(&right_arena, right.a, 2));
    CHECK(compares(left, right, false));
    OK(zb_column_slice(&left_arena, left.a, 2, 1, &left));
    OK(zb_column_slice(&right_arena, right.a, 2, 1, &right));
    CHECK(compares(left, right, true));
    /* The same bytes as another type. */
    OK(zb_column_new(&left_arena, ZB_COLUMN_I32, 3, &left));
    OK(zb_column_append(&left_arena, left.a, integers, 3));
    OK(zb_column_new(&right_arena, ZB_COLUMN_F32, 3, &right));
    OK(zb_column_append(&right_arena, right.a, integers, 3));
    CHECK(compares(left, right, false));
    OK(zb_column_new(&right_arena, ZB_COLUMN_I32, 3, &right));
    OK(zb_column_append(&right_arena, right.a, integers, 3));
    CHECK(compares(left, right, true));
    right.tag = ZB_TAG_SHARED;
    CHECK(compares(left, right, false));
}

/* Every type, unchanged and with one part changed. */
static void
values_of_every_type(void)
{
    CHECK(make_arenas(ZB_ARENA_EXTENDED));
    zb_slot left, right, value;
    OK(zoo_make(&left_arena, true, &left));
    OK(zoo_make(&right_arena, true, &right));
    CHECK(compares(left, right, true));
    OK(zb_copy(&right_arena, zb_arena_view(&left_arena), left, &right, NULL));
    CHECK(compares(left, right, true));
    static const char *const paths[] = {"i32",           "array[1].age",      "object.name",  "set[0]",
                                        "error.message", "error.cause.cause", "regexp.flags", "boxed.value",
                                        "null",          "undefined",         "symbol",       "integer"};
    for (uint32_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        uint32_t len = 0;
        zb_off slot;
        while (paths[i][len] != '\0')
            len++;
        OK(zb_path_slot(zb_arena_view(&right_arena), right, paths[i], len, &slot));
        OK(zb_slot_read(zb_arena_view(&right_arena), slot, &value));
        OK(zb_slot_write(&right_arena, slot, zb_f64(12345)));
        CHECK(compares(left, right, false));
        OK(zb_slot_write(&right_arena, slot, value));
    }
    CHECK(compares(left, right, true));
}

static void
sets_and_maps_in_any_order(void)
{
    CHECK(make_arenas(ZB_ARENA_EXTENDED));
    zb_slot left, right, key;
    OK(zb_set_new(&left_arena, 1, &left));
    OK(zb_set_new(&right_arena, 1, &right));
    for (int32_t i = 0; i < 50; i++) {
        OK(zb_set_add(&left_arena, left.a, i % 2 == 0 ? zb_i32(i) : zb_f64(i + 0.5)));
        OK(zb_set_add(&right_arena, right.a, i % 2 == 1 ? zb_i32(49 - i) : zb_f64(49 - i + 0.5)));
    }
    CHECK(compares(left, right, true));
    OK(zb_set_add(&left_arena, left.a, zb_null()));
    CHECK(compares(left, right, false));
    OK(zb_set_add(&right_arena, right.a, zb_undefined()));
    CHECK(compares(left, right, false));

    OK(zb_map_new(&left_arena, 1, &left));
    OK(zb_map_new(&right_arena, 1, &right));
    for (uint32_t i = 0; i < 30; i++) {
        char name = (char)('a' + i % 26);
        OK(zb_string_new(&left_arena, &name, 1, &key));
        OK(zb_map_set(&left_arena, left.a, key, zb_i32((int32_t)(i % 26))));
        name = (char)('z' - i % 26);
        OK(zb_string_new(&right_arena, &name, 1, &key));
        OK(zb_map_set(&right_arena, right.a, key, zb_f64(25 - i % 26)));
    }
    CHECK(compares(left, right, true));
    OK(zb_map_set(&right_arena, right.a, key, zb_f64(-1)));
    CHECK(compares(left, right, false));
}

/* Elements that are equal and yet several: as many of each on both sides. */
static void
equal_elements_are_counted(void)
{
    static const struct {
        const char *left, *right;
        bool equal;
    } cases[] = {
        {"[[1],[1],[2]]", "[[2],[1],[1]]", true},
        {"[[1],[1],[2]]", "[[2],[2],[1]]", false},
        {"[[1],[2],[2]]", "[[2],[1],[1]]", false},
        {"[[1],3,[2],[1]]", "[3,[1],[1],[2]]", true},
        {"[[1],3,[2],[1]]", "[4,[1],[1],[2]]", false},
        {"[[1],3,[2],[1]]", "[3,[1],[1],[1]]", false},
        {"[{\"a\":[1]},{\"a\":[2]}]", "[{\"a\":[2]},{\"a\":[1]}]", true},
        {"[{\"a\":[1]},{\"a\":[2]}]", "[{\"a\":[2]},{\"a\":[3]}]", false},
    };
    CHECK(make_arenas(ZB_ARENA_EXTENDED));
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        zb_slot left = literal(&left_arena, cases[i].left), right = literal(&right_arena, cases[i].right);
        left.tag = right.tag = ZB_TAG_SET; /* whose data is that of an array */
        CHECK(compares(left, right, cases[i].equal));
    }
    /* Keys of a map: {[1]: x, [1]: y} in the other order. */
    zb_slot left, right;
    for (int32_t other = 2; other < 4; other++) {
        OK(zb_map_new(&left_arena, 2, &left));
        OK(zb_map_new(&right_arena, 2, &right));
        OK(zb_map_set(&left_arena, left.a, literal(&left_arena, "[1]"), zb_i32(1)));
        OK(zb_map_set(&left_arena, left.a, literal(&left_arena, "[1]"), zb_i32(2)));
        OK(zb_map_set(&right_arena, right.a, literal(&right_arena, "[1]"), zb_i32(other)));
        OK(zb_map_set(&right_arena, right.a, literal(&right_arena, "[1]"), zb_i32(1)));
        CHECK(compares(left, right, other == 2));
    }
}

/* Graphs that lead back to themselves are compared as what they unfold to. */
static void
cycles_compare(void)
{
    CHECK(make_arenas(ZB_ARENA_EXTENDED));
    zb_slot left, right, second;
    OK(zb_array_new(&left_arena, 2, &left));
    OK(zb_array_push(&left_arena, left.a, zb_i32(1)));
    OK(zb_array_push(&left_arena, left.a, left)); /* [1, itself] */
    OK(zb_array_new(&right_arena, 2, &right));
    OK(zb_array_new(&right_arena, 2, &second));
    OK(zb_array_push(&right_arena, right.a, zb_i32(1)));
    OK(zb_array_push(&right_arena, right.a, second)); /* the same in two arrays */
    OK(zb_array_push(&right_arena, second.a, zb_i32(1)));
    OK(zb_array_push(&right_arena, second.a, right));
    CHECK(compares(left, right, true));
    OK(zb_array_set(&right_arena, second.a, 0, zb_i32(2)));
    CHECK(compares(left, right, false));
    /* A set of two graphs, one of which differs deep inside: a failed trial leaves nothing behind. */
    zb_slot left_set, right_set;
    OK(zb_set_new(&left_arena, 2, &left_set));
    OK(zb_set_new(&right_arena, 2, &right_set));
    zb_slot one = literal(&left_arena, "[[[1]],[[2]]]"), two = literal(&left_arena, "[[[1]],[[3]]]");
    OK(zb_set_add(&left_arena, left_set.a, one));
    OK(zb_set_add(&left_arena, left_set.a, two));
    OK(zb_set_add(&right_arena, right_set.a, literal(&right_arena, "[[[1]],[[3]]]")));
    OK(zb_set_add(&right_arena, right_set.a, literal(&right_arena, "[[[1]],[[2]]]")));
    CHECK(compares(left_set, right_set, true));
}

/* `count` objects, each of which holds the next one twice. */
static zb_slot
doubled(zb_arena *arena, uint32_t count, zb_slot last)
{
    zb_slot value = last, object;
    for (uint32_t i = 0; i < count; i++) {
        if (zb_array_new(arena, 2, &object) != ZB_OK || zb_array_push(arena, object.a, value) != ZB_OK ||
            zb_array_push(arena, object.a, value) != ZB_OK)
            return LITERAL_WRONG;
        value = object;
    }
    return value;
}

static void
shared_parts_cost_what_they_hold(void)
{
    CHECK(make_arenas(0));
    zb_slot left = doubled(&left_arena, 40, zb_i32(1)),
            right = doubled(&right_arena, 40, zb_f64(1)); /* 2^40 */
    CHECK(compares(left, right, true));
    CHECK(compares(left, doubled(&right_arena, 40, zb_i32(2)), false));
    CHECK(compares(left, doubled(&right_arena, 39, zb_i32(1)), false));
    /* In one region what is the same is equal at once, however deep. */
    bool same = false;
    zb_slot deep = doubled(&left_arena, 1000, zb_null());
    OK(zb_equal(zb_arena_view(&left_arena), deep, zb_arena_view(&left_arena), deep, &same));
    CHECK(same);
    /* A long text that many slots share is looked at once. */
    static char text[4096];
    zb_slot long_left, long_right, list_left, list_right;
    OK(zb_string_new(&left_arena, text, sizeof text, &long_left));
    OK(zb_string_new(&right_arena, text, sizeof text, &long_right));
    OK(zb_array_new(&left_arena, 5000, &list_left));
    OK(zb_array_new(&right_arena, 5000, &list_right));
    for (uint32_t i = 0; i < 5000; i++) { /* 20 MB */
        OK(zb_array_push(&left_arena, list_left.a, long_left));
        OK(zb_array_push(&right_arena, list_right.a, long_right));
    }
    CHECK(compares(list_left, list_right, true));
}

static void
depth_and_work_are_limited(void)
{
    bool same = true;
    CHECK(make_arenas(ZB_ARENA_EXTENDED));
    CHECK(compares(doubled(&left_arena, 512, zb_null()), doubled(&right_arena, 512, zb_null()), true));
    CHECK(compare(doubled(&left_arena, 513, zb_null()), doubled(&right_arena, 513, zb_null()), &same) ==
              ZB_E_DEPTH &&
          same);
    /* Hundreds of arrays in a set, in the other order. */
    zb_slot left, right;
    OK(zb_set_new(&left_arena, 700, &left));
    OK(zb_set_new(&right_arena, 700, &right));
    left.tag = right.tag = ZB_TAG_ARRAY;
    for (int32_t i = 0; i < 700; i++) {
        zb_slot one, other;
        OK(zb_array_new(&left_arena, 1, &one));
        OK(zb_array_push(&left_arena, one.a, zb_i32(i)));
        OK(zb_array_push(&left_arena, left.a, one));
        OK(zb_array_new(&right_arena, 1, &other));
        OK(zb_array_push(&right_arena, other.a, zb_i32(699 - i)));
        OK(zb_array_push(&right_arena, right.a, other));
        if (i == 200) {
            left.tag = right.tag = ZB_TAG_SET;
            CHECK(compares(left, right, false));
            left.tag = right.tag = ZB_TAG_ARRAY;
        }
    }
    left.tag = right.tag = ZB_TAG_SET;
    CHECK(compare(left, right, &same) == ZB_E_BUDGET && same);
}

/* Thousands of keys in another order, found through an index and without one. */
static void
large_objects_in_any_order(void)
{
    enum { KEYS = 3000 };
    CHECK(make_arenas(0));
    zb_slot left, right;
    OK(zb_object_new(&left_arena, KEYS, &left));
    OK(zb_object_new(&right_arena, KEYS, &right));
    for (uint32_t i = 0; i < KEYS; i++) {
        uint32_t j = i * 1001 % KEYS; /* 1001 and 3000 have no common factor */
        OK(zb_object_set(&left_arena, left.a, (const char *)&i, 4, zb_i32((int32_t)i)));
        OK(zb_object_set(&right_arena, right.a, (const char *)&j, 4, zb_i32((int32_t)j)));
    }
    CHECK(compares(left, right, true));
    bool same = false;
    zb_view view = zb_view_of(right_arena.base, right_arena.size_bytes);
    OK(zb_equal(zb_arena_view(&left_arena), left, view, right, &same));
    CHECK(same);
    uint32_t changed = KEYS / 2;
    OK(zb_object_set(&right_arena, right.a, (const char *)&changed, 4, zb_i32(-1)));
    CHECK(compares(left, right, false));
}

/* A key that is there twice, which no writer leaves, stands for no other. */
static void
repeated_keys_match_once(void)
{
    CHECK(make_arenas(0));
    zb_slot left = literal(&left_arena, "{\"x\":1,\"a\":1,\"b\":1}"),
            right = literal(&right_arena, "{\"b\":1,\"a\":1,\"c\":1}");
    zb_object opened;
    OK(zb_object_open(zb_arena_view(&left_arena), left.a, &opened));
    __builtin_memcpy(zb_arena_ptr(&left_arena, opened.entries),
                     zb_arena_ptr(&left_arena, opened.entries + ZB_OBJECT_ENTRY_BYTES), ZB_ENTRY_SLOT_AT);
    CHECK(compares(left, right, false)); /* {a, a, b} and {b, a, c} */
}

static void
damaged_values_are_told(void)
{
    bool same = true;
    CHECK(make_arenas(ZB_ARENA_EXTENDED));
    static const struct {
        zb_tag tag;
        zb_off off;
        zb_status status;
    } cases[] = {
        {ZB_TAG_STRING, SIZE, ZB_E_BOUNDS},
        {ZB_TAG_BYTES, SIZE - 3, ZB_E_BOUNDS},
        {ZB_TAG_ARRAY, SIZE, ZB_E_BOUNDS},
        {ZB_TAG_OBJECT, 2, ZB_E_ALIGN},
        {ZB_TAG_MAP, SIZE, ZB_E_BOUNDS},
        {ZB_TAG_SET, 1, ZB_E_ALIGN},
        {ZB_TAG_ERROR, SIZE - 64, ZB_E_BOUNDS},
        {ZB_TAG_COLUMN, SIZE - 12, ZB_E_BOUNDS},
        {ZB_TAG_INTEGER, SIZE, ZB_E_BOUNDS},
        {ZB_TAG_SYMBOL, SIZE, ZB_E_BOUNDS},
        {ZB_TAG_BOXED, SIZE - 8, ZB_E_BOUNDS},
        {(zb_tag)9, 0, ZB_E_TAG},
        {(zb_tag)255, 0, ZB_E_TAG},
    };
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        zb_slot value = zb_at(cases[i].tag, cases[i].off);
        CHECK(compare(value, value, &same) == cases[i].status && same);
    }
    zb_slot left = literal(&left_arena, "[1,2]"), right = literal(&right_arena, "[1,2]");
    zb_array array;
    OK(zb_array_open(zb_arena_view(&right_arena), right.a, &array));
    *zb_arena_ptr(&right_arena, array.slots + ZB_SLOT_BYTES) = 9;
    CHECK(compare(left, right, &same) == ZB_E_TAG && same);
    uint32_t length = array.capacity + 1;
    __builtin_memcpy(zb_arena_ptr(&right_arena, array.slots - 4), &length, 4);
    CHECK(compare(left, right, &same) == ZB_E_CORRUPT && same);
}

static void
flipped_bits_never_leave_the_region(void)
{
    enum { IMAGE = 8192 };
    uint8_t *region = test_region(IMAGE);
    zb_arena arena;
    zb_slot zoo, other;
    OK(zb_arena_init(&arena, region, IMAGE, 8, ZB_ARENA_EXTENDED));
    CHECK(make_arenas(ZB_ARENA_EXTENDED));
    OK(zoo_make(&arena, true, &zoo));
    OK(zoo_make(&left_arena, true, &other));
    uint32_t same = 0, different = 0, refused = 0;
    for (uint32_t bit = ZB_IMAGE_CONTROL * 8; bit < zb_arena_save(&arena) * 8; bit++) {
        region[bit / 8] ^= (uint8_t)(1u << (bit % 8));
        bool equal;
        zb_status status =
            zb_equal(zb_view_of(region, IMAGE), zoo, zb_arena_view(&left_arena), other, &equal);
        *(status != ZB_OK ? &refused : equal ? &same : &different) += 1;
        region[bit / 8] ^= (uint8_t)(1u << (bit % 8));
    }
    CHECK(same > 0 && different > 0 && refused > 0);
}

TEST_SUITE(equal, {"plain_values", plain_values}, {"numbers_compare_by_value", numbers_compare_by_value},
           {"columns_compare_by_elements", columns_compare_by_elements},
           {"values_of_every_type", values_of_every_type},
           {"sets_and_maps_in_any_order", sets_and_maps_in_any_order},
           {"equal_elements_are_counted", equal_elements_are_counted}, {"cycles_compare", cycles_compare},
           {"shared_parts_cost_what_they_hold", shared_parts_cost_what_they_hold},
           {"depth_and_work_are_limited", depth_and_work_are_limited},
           {"large_objects_in_any_order", large_objects_in_any_order},
           {"repeated_keys_match_once", repeated_keys_match_once},
           {"damaged_values_are_told", damaged_values_are_told},
           {"flipped_bits_never_leave_the_region", flipped_bits_never_leave_the_region});
