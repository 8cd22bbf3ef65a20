/* SPDX-License-Identifier: MIT */
#include <zerobuf/path.h>
#include <zerobuf/sort.h>

#include "literal.h"
#include "test.h"
#include "zoo.h"

#define SIZE (1u << 18)

static int
sign_of(int order)
{
    return order < 0 ? -1 : order > 0;
}

static zb_slot
text(zb_arena *arena, const char *string, uint32_t len)
{
    zb_slot made = LITERAL_WRONG;
    return zb_string_new(arena, string, len, &made) == ZB_OK ? made : LITERAL_WRONG;
}

static zb_slot
wide(zb_arena *arena, uint64_t low, uint64_t high)
{
    uint64_t limbs[2] = {low, high};
    zb_slot made = LITERAL_WRONG;
    return zb_integer_new(arena, limbs, 2, &made) == ZB_OK ? made : LITERAL_WRONG;
}

#define MAX_VALUES 80u

/* Values in their order, those of one group being equal: every pair is compared both ways. */
static uint32_t
in_order(zb_arena *arena, zb_slot *values, uint32_t *groups)
{
    uint32_t count = 0, group = 0;
#define PUT(value) (values[count] = (value), groups[count++] = group)
#define NEXT group++
    PUT(zb_null()), PUT(zb_undefined()), PUT(zb_at(ZB_TAG_HOLE, 0)), NEXT;
    PUT(zb_bool(false)), NEXT;
    PUT(zb_bool(true)), PUT(zb_at(ZB_TAG_BOOL, 9)), NEXT;
    PUT(zb_f64(-__builtin_inf())), NEXT;
    PUT(zb_f64(-0x1p1000)), NEXT;
    PUT(wide(arena, 0, (uint64_t)1 << 63)), PUT(zb_f64(-0x1p127)), NEXT;
    PUT(wide(arena, 1, (uint64_t)1 << 63)), NEXT;
    PUT(wide(arena, UINT64_MAX, UINT64_MAX - 1)), NEXT; /* -2^64 - 1 */
    PUT(wide(arena, 0, UINT64_MAX)), PUT(zb_f64(-0x1p64)), NEXT;
    PUT(wide(arena, 1, UINT64_MAX)), NEXT;
    PUT(wide(arena, (uint64_t)1 << 63, UINT64_MAX)), PUT(zb_f64(-0x1p63)), PUT(zb_bigint(INT64_MIN)), NEXT;
    PUT(zb_bigint(INT64_MIN + 1)), NEXT;
    PUT(zb_f64(-0x1.fffffffffffffp62)), NEXT;
    PUT(zb_i32(-5)), PUT(zb_f64(-5)), PUT(zb_date(-5)), PUT(zb_bigint(-5)), NEXT;
    PUT(zb_f64(-4.5)), NEXT;
    PUT(zb_bigint(-4)), NEXT;
    PUT(zb_f64(-0.5)), NEXT;
    PUT(zb_i32(0)), PUT(zb_f64(-0.0)), PUT(zb_bigint(0)), NEXT;
    PUT(zb_f64(0x1p-1074)), NEXT;
    PUT(zb_bigint(1)), NEXT;
    PUT(zb_f64(1.5)), NEXT;
    PUT(zb_bigint(9007199254740992)), PUT(zb_f64(0x1p53)), NEXT;
    PUT(zb_bigint(9007199254740993)), NEXT; /* as a double it would be the one before */
    PUT(zb_f64(9007199254740994.0)), NEXT;
    PUT(zb_bigint(INT64_MAX)), NEXT;
    PUT(zb_f64(0x1p63)), PUT(wide(arena, (uint64_t)1 << 63, 0)), NEXT;
    PUT(wide(arena, ((uint64_t)1 << 63) + 1, 0)), NEXT;
    PUT(zb_f64(0x1.0000000000001p63)), NEXT;
    PUT(wide(arena, 0, 1)), PUT(zb_f64(0x1p64)), NEXT;
    PUT(wide(arena, 1, 1)), NEXT;
    PUT(zb_f64(0x1.8p100)), PUT(wide(arena, 0, (uint64_t)3 << 35)), NEXT;
    PUT(wide(arena, 1, (uint64_t)3 << 35)), NEXT;
    PUT(zb_f64(0x1p127)), NEXT;
    PUT(zb_f64(0x1.fffffffffffffp1023)), NEXT;
    PUT(zb_f64(__builtin_inf())), NEXT;
    PUT(zb_f64(__builtin_nan(""))), PUT(zb_date(__builtin_nan(""))), PUT(zb_f64(-__builtin_nan(""))), NEXT;
    PUT(text(arena, ZB_LIT(""))), PUT(zb_at(ZB_TAG_STRING, SIZE)), PUT(zb_at(ZB_TAG_INTEGER, SIZE)), NEXT;
    PUT(text(arena, "\0", 1)), NEXT;
    PUT(text(arena, ZB_LIT("10"))), NEXT;
    PUT(text(arena, ZB_LIT("9"))), NEXT;
    PUT(text(arena, ZB_LIT("a"))), NEXT;
    PUT(text(arena, ZB_LIT("abcdefgh"))), NEXT;
    PUT(text(arena, ZB_LIT("abcdefghi"))), NEXT;
    PUT(text(arena, ZB_LIT("abcdefgi"))), NEXT;
    PUT(text(arena, ZB_LIT("abcdefgi\x80"))), NEXT;
    PUT(text(arena, ZB_LIT("\xC3\xA9"))), NEXT;         /* U+00E9 */
    PUT(text(arena, ZB_LIT("\xEF\xBF\xBD"))), NEXT;     /* U+FFFD */
    PUT(text(arena, ZB_LIT("\xF0\x9F\x8C\x8D"))), NEXT; /* U+1F30D, which UTF-16 would put before */
    PUT(zb_at(ZB_TAG_ARRAY, 0)), PUT(zb_at(ZB_TAG_OBJECT, SIZE)), PUT(zb_at(ZB_TAG_MAP, 8));
#undef PUT
#undef NEXT
    return count;
}

static void
values_have_a_total_order(void)
{
    zb_arena arena;
    zb_slot values[MAX_VALUES];
    uint32_t groups[MAX_VALUES];
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, ZB_ARENA_EXTENDED));
    uint32_t count = in_order(&arena, values, groups);
    CHECK(count < MAX_VALUES);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < count; j++)
            CHECK(sign_of(zb_value_compare(zb_arena_view(&arena), values[i], values[j])) ==
                  (groups[i] < groups[j] ? -1 : groups[i] > groups[j]));
    /* Bytes are texts, too. */
    zb_slot bytes;
    OK(zb_bytes_new(&arena, "a", 1, NULL, &bytes));
    CHECK(zb_value_compare(zb_arena_view(&arena), bytes, text(&arena, ZB_LIT("a"))) == 0);
}

/* Many limbs, against doubles of any size: 2^k - 1, 2^k and 2^k + 1. */
static void
wide_bigints_compare_exactly(void)
{
    zb_arena arena;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, ZB_ARENA_EXTENDED));
    zb_view view = zb_arena_view(&arena);
    double power = 0x1p63;
    for (uint32_t k = 63; k < 1024; k++, power *= 2) {
        uint64_t limbs[18] = {0};
        zb_slot exact, more, less, negative;
        OK(zb_arena_reset(&arena));
        limbs[k / 64] = (uint64_t)1 << k % 64;
        OK(zb_integer_new(&arena, limbs, 18, &exact));
        limbs[0]++;
        OK(zb_integer_new(&arena, limbs, 18, &more));
        limbs[0]--;
        for (uint32_t i = 0; i < 18; i++)
            limbs[i] = ~limbs[i]; /* -2^k - 1 */
        OK(zb_integer_new(&arena, limbs, 18, &negative));
        for (uint32_t i = 0; i < 18; i++)
            limbs[i] = ~limbs[i];
        for (uint32_t i = 0; i < k / 64; i++)
            limbs[i] = UINT64_MAX;
        limbs[k / 64]--; /* 2^k - 1 */
        OK(zb_integer_new(&arena, limbs, 18, &less));
        CHECK(zb_value_compare(view, exact, zb_f64(power)) == 0);
        CHECK(zb_value_compare(view, more, zb_f64(power)) > 0 &&
              zb_value_compare(view, zb_f64(power), more) < 0);
        CHECK(zb_value_compare(view, less, zb_f64(power)) < 0 && zb_value_compare(view, less, exact) < 0);
        CHECK(zb_value_compare(view, negative, zb_f64(-power)) < 0);
        CHECK(zb_value_compare(view, negative, zb_f64(power)) < 0);
        CHECK(zb_value_compare(view, more, exact) > 0 && zb_value_compare(view, negative, less) < 0);
        CHECK(zb_value_compare(view, more, zb_f64(__builtin_inf())) < 0);
        CHECK(zb_value_compare(view, negative, zb_f64(-__builtin_inf())) > 0);
    }
    /* More than any double. */
    uint64_t limbs[40] = {[39] = 1};
    zb_slot huge;
    OK(zb_integer_new(&arena, limbs, 40, &huge));
    CHECK(zb_value_compare(view, huge, zb_f64(0x1.fffffffffffffp1023)) > 0);
    CHECK(zb_value_compare(view, huge, zb_f64(__builtin_inf())) < 0);
    CHECK(zb_value_compare(view, huge, zb_bigint(INT64_MAX)) > 0);
    /* Limbs that only repeat the sign, as no writer leaves them. */
    zb_slot padded;
    uint8_t bytes[24] = {5};
    OK(zb_bytes_new(&arena, bytes, 24, NULL, &padded));
    padded.tag = ZB_TAG_INTEGER;
    CHECK(zb_value_compare(view, padded, zb_i32(5)) == 0);
}

/* Elements of a random array, {k: ...} or bare, told apart by n. */
static bool
fill(zb_arena *arena, zb_slot list, uint32_t count)
{
    static const char *const words[] = {"", "a", "ab", "b", "\xC3\xA9", "zz"};
    for (uint32_t i = 0; i < count; i++) {
        zb_slot object, key = zb_null();
        if (zb_object_new(arena, 2, &object) != ZB_OK ||
            zb_object_set(arena, object.a, ZB_LIT("n"), zb_i32((int32_t)i)) != ZB_OK)
            return false;
        const char *word = words[test_random(6)];
        uint32_t len = 0;
        while (word[len] != '\0')
            len++;
        switch (test_random(6)) {
        case 0:
            key = zb_i32((int32_t)test_random(10));
            break;
        case 1:
            key = zb_f64(test_random(40) / 4.0);
            break;
        case 2:
            key = text(arena, word, len);
            break;
        case 3:
            key = zb_bool(test_random(2) == 1);
            break;
        case 4:
            break; /* null */
        default:   /* absent, here or one step before */
            if (test_random(2) == 0)
                object = zb_i32(-(int32_t)i);
            if (zb_array_push(arena, list.a, object) != ZB_OK)
                return false;
            continue;
        }
        if (zb_object_set(arena, object.a, ZB_LIT("k"), key) != ZB_OK ||
            zb_array_push(arena, list.a, object) != ZB_OK)
            return false;
    }
    return true;
}

#define MAX_SORTED 300u

/* The oracle: an insertion sort by what the path leads to. */
static bool
sort_plainly(zb_view view, zb_slot *elements, uint32_t count, bool descending)
{
    for (uint32_t i = 1; i < count; i++) {
        zb_slot element = elements[i], key, other;
        bool has = element.tag == ZB_TAG_OBJECT && zb_path(view, element, ZB_LIT("k"), &key) == ZB_OK;
        uint32_t at = i;
        for (; at > 0; at--) {
            bool other_has = elements[at - 1].tag == ZB_TAG_OBJECT &&
                             zb_path(view, elements[at - 1], ZB_LIT("k"), &other) == ZB_OK;
            int order = !has         ? 0
                        : !other_has ? 1
                                     : zb_value_compare(view, other, key) * (descending ? -1 : 1);
            if (order <= 0)
                break;
            elements[at] = elements[at - 1];
        }
        elements[at] = element;
    }
    return true;
}

static void
sorting_matches_an_insertion_sort(void)
{
    static zb_slot expected[MAX_SORTED];
    zb_arena arena;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, ZB_ARENA_EXTENDED));
    for (uint32_t round = 0; round < 60; round++) {
        zb_slot list;
        zb_array array;
        uint32_t count = round < 40 ? round : test_random(MAX_SORTED), flags = round & ZB_SORT_DESCENDING;
        OK(zb_arena_reset(&arena));
        OK(zb_array_new(&arena, 0, &list));
        CHECK(fill(&arena, list, count));
        zb_view view = zb_arena_view(&arena);
        OK(zb_array_open(view, list.a, &array));
        for (uint32_t i = 0; i < count; i++)
            OK(zb_slot_read(view, array.slots + i * ZB_SLOT_BYTES, &expected[i]));
        CHECK(sort_plainly(view, expected, count, flags != 0));
        zb_checkpoint before = zb_arena_save(&arena);
        OK(zb_array_sort(&arena, list.a, ZB_LIT("k"), flags));
        CHECK(zb_arena_save(&arena) == before && zb_arena_generation(&arena) == round + 1);
        OK(zb_arena_check(&arena));
        for (uint32_t i = 0; i < count; i++) {
            zb_slot element;
            OK(zb_slot_read(view, array.slots + i * ZB_SLOT_BYTES, &element));
            CHECK(element.tag == expected[i].tag && element.a == expected[i].a);
        }
    }
}

static void
examples(void)
{
    static const struct {
        const char *before, *path;
        uint32_t flags;
        const char *after;
    } cases[] = {
        {"[]", "", 0, "[]"},
        {"[3]", "", 0, "[3]"},
        {"[3,1,2]", "", 0, "[1,2,3]"},
        {"[3,1,2]", "", ZB_SORT_DESCENDING, "[3,2,1]"},
        {"[\"b\",true,null,2,\"a\",false,1.5]", "", 0, "[null,false,true,1.5,2,\"a\",\"b\"]"},
        {"[[2,\"x\"],[1],[]]", "[0]", 0, "[[1],[2,\"x\"],[]]"},
        {"[[2],[1,\"x\"],[]]", "[0]", ZB_SORT_DESCENDING, "[[2],[1,\"x\"],[]]"},
        {"[{\"a\":{\"b\":2}},{\"a\":{\"b\":1}},{\"a\":3}]", "a.b", 0,
         "[{\"a\":{\"b\":1}},{\"a\":{\"b\":2}},{\"a\":3}]"},
        {"[{\"a\":{\"b\":2}},{\"a\":{\"b\":1}}]", "/a/b", 0, "[{\"a\":{\"b\":1}},{\"a\":{\"b\":2}}]"},
    };
    zb_arena arena;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        zb_slot list = literal(&arena, cases[i].before);
        uint32_t len = 0;
        while (cases[i].path[len] != '\0')
            len++;
        OK(zb_array_sort(&arena, list.a, cases[i].path, len, cases[i].flags));
        CHECK(literal_is(zb_arena_view(&arena), list, cases[i].after));
    }
}

static zb_status
grow_in_place(zb_arena *arena, uint32_t bytes)
{
    uint32_t *grown = arena->context;
    (void)bytes;
    *grown += bytes > 0 ? 1 : 0;
    arena->size_bytes = SIZE;
    zb_arena_raise_limit(arena, SIZE);
    return ZB_OK;
}

static void
temporary_bytes_may_grow_the_arena(void)
{
    zb_arena arena;
    uint32_t grown = 0;
    OK(zb_arena_init(&arena, test_region(SIZE), 512, 8, 0));
    zb_slot list = literal(&arena, "[5,4,3,2,1]");
    arena.grow = grow_in_place;
    arena.context = &grown;
    OK(zb_array_sort(&arena, list.a, "", 0, 0));
    CHECK(grown == 1 && literal_is(zb_arena_view(&arena), list, "[1,2,3,4,5]"));
    OK(zb_arena_check(&arena));
}

static void
shared_arenas_sort_too(void)
{
    zb_arena arena;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, ZB_ARENA_SHARED));
    zb_slot list = literal(&arena, "[5,4,3,2,1]");
    OK(zb_array_sort(&arena, list.a, "", 0, 0));
    CHECK(literal_is(zb_arena_view(&arena), list, "[1,2,3,4,5]"));
    OK(zb_arena_check(&arena));
}

static void
wrong_calls_change_nothing(void)
{
    zb_arena arena;
    uint8_t *region = test_region(1024);
    OK(zb_arena_init(&arena, region, 1024, 8, 0));
    zb_slot list = literal(&arena, "[3,{\"a\":2},1]"), empty = literal(&arena, "[]");
    CHECK(zb_array_sort(&arena, list.a, ZB_LIT("a."), 0) == ZB_E_SYNTAX);
    CHECK(zb_array_sort(&arena, empty.a, ZB_LIT("a."), 0) == ZB_E_SYNTAX); /* whatever is in it */
    CHECK(zb_array_sort(&arena, list.a, "", 0, 2) == ZB_E_INVALID);
    CHECK(zb_array_sort(&arena, 1024, "", 0, 0) == ZB_E_BOUNDS);
    CHECK(zb_array_sort(&arena, 2, "", 0, 0) == ZB_E_ALIGN);
    zb_array array;
    OK(zb_array_open(zb_arena_view(&arena), list.a, &array));
    uint32_t limit = zb_arena_save(&arena) + 3 * 48 - 8;
    uint8_t before[1024];
    __builtin_memcpy(region + arena.control + ZB_CONTROL_LIMIT_AT, &limit, 4);
    __builtin_memcpy(before, region, limit);
    CHECK(zb_array_sort(&arena, list.a, "", 0, 0) == ZB_E_MEMORY);
    CHECK(test_equal(before, region, zb_arena_save(&arena)));
    limit += 16; /* 48 bytes per element, and what aligning takes */
    __builtin_memcpy(region + arena.control + ZB_CONTROL_LIMIT_AT, &limit, 4);
    OK(zb_array_sort(&arena, list.a, "", 0, 0));
    CHECK(literal_is(zb_arena_view(&arena), list, "[1,3,{\"a\":2}]"));
    region[array.slots + ZB_SLOT_BYTES] = 99; /* an unknown type */
    __builtin_memcpy(before, region, 1024);
    CHECK(zb_array_sort(&arena, list.a, "", 0, 0) == ZB_E_TAG &&
          test_equal(before, region, zb_arena_save(&arena)));
    uint32_t length = array.capacity + 1;
    __builtin_memcpy(region + array.slots - 4, &length, 4);
    CHECK(zb_array_sort(&arena, list.a, "", 0, 0) == ZB_E_CORRUPT);
}

static void
flipped_bits_never_leave_the_region(void)
{
    enum { IMAGE = 2048 };
    uint8_t *region = test_region(IMAGE);
    uint8_t good[IMAGE];
    zb_arena arena;
    OK(zb_arena_init(&arena, region, IMAGE, 8, ZB_ARENA_EXTENDED));
    zb_slot list = literal(&arena, "[{\"k\":\"text\"},{\"k\":7},{\"k\":\"texts\"},{\"k\":0.5},{\"k\":[1]}]"),
            big;
    uint64_t limbs[2] = {1, 2};
    OK(zb_object_new(&arena, 1, &big));
    OK(zb_array_push(&arena, list.a, big));
    zb_slot integer;
    OK(zb_integer_new(&arena, limbs, 2, &integer));
    OK(zb_object_set(&arena, big.a, ZB_LIT("k"), integer));
    __builtin_memcpy(good, region, IMAGE);
    uint32_t sorted = 0, refused = 0;
    for (uint32_t bit = ZB_IMAGE_CONTROL * 8; bit < zb_arena_save(&arena) * 8; bit++) {
        region[bit / 8] ^= (uint8_t)(1u << (bit % 8));
        zb_arena attached;
        if (zb_arena_attach(&attached, region, IMAGE, 8) == ZB_OK) {
            zb_status status = zb_array_sort(&attached, list.a, ZB_LIT("k"), bit & 1);
            sorted += status == ZB_OK ? 1 : 0;
            refused += status == ZB_OK ? 0 : 1;
        }
        __builtin_memcpy(region, good, IMAGE);
    }
    CHECK(sorted > 0 && refused > 0);
}

/* What would be looked at over and over is paid for; a text that is only shared is not looked at. */
static void
shared_parts_are_paid_for(void)
{
    zb_arena arena;
    zb_slot texts[2], list, wide, row;
    zb_checkpoint start;
    uint32_t bytes = 6u << 20, len = 60000;
    uint8_t *region = test_region(bytes);
    OK(zb_arena_init(&arena, region, bytes, 8, 0));
    start = zb_arena_save(&arena);
    for (uint32_t i = 0; i < 2; i++) {
        zb_off at;
        zb_slot made;
        OK(zb_bytes_new(&arena, NULL, len, &at, &made));
        __builtin_memset(region + at, 'x', len);
        texts[i] = zb_at(ZB_TAG_STRING, made.a);
    }
    OK(zb_array_new(&arena, 4000, &list));
    for (uint32_t i = 0; i < 4000; i++)
        OK(zb_array_push(&arena, list.a, texts[0]));
    OK(zb_array_sort(&arena, list.a, "", 0, 0));
    for (uint32_t i = 0; i < 4000; i++)
        OK(zb_array_set(&arena, list.a, i, texts[i % 2]));
    CHECK(zb_array_sort(&arena, list.a, "", 0, 0) == ZB_E_BUDGET);
    for (uint32_t i = 0; i < 4000; i++) {
        zb_off slot;
        OK(zb_array_get(zb_arena_view(&arena), list.a, i, &slot));
        CHECK(zb_view_u32(zb_arena_view(&arena), slot + 4) == texts[i % 2].a);
    }

    /* Thousands of elements that are one object of thousands of keys. */
    OK(zb_arena_restore(&arena, start));
    OK(zb_object_new(&arena, 8000, &wide));
    for (uint32_t i = 0; i < 8000; i++)
        OK(zb_object_set(&arena, wide.a, (const char *)&i, 4, zb_i32((int32_t)i)));
    OK(zb_array_new(&arena, 70000, &list));
    for (uint32_t i = 0; i < 70000; i++)
        OK(zb_array_push(&arena, list.a, wide));
    CHECK(zb_array_sort(&arena, list.a, "none", 4, 0) == ZB_E_BUDGET);
    OK(zb_array_new(&arena, 2, &list));
    OK(zb_object_new(&arena, 1, &row));
    OK(zb_array_push(&arena, list.a, wide));
    OK(zb_array_push(&arena, list.a, row));
    OK(zb_array_sort(&arena, list.a, "none", 4, 0));
}

TEST_SUITE(sort, {"values_have_a_total_order", values_have_a_total_order},
           {"wide_bigints_compare_exactly", wide_bigints_compare_exactly},
           {"sorting_matches_an_insertion_sort", sorting_matches_an_insertion_sort}, {"examples", examples},
           {"temporary_bytes_may_grow_the_arena", temporary_bytes_may_grow_the_arena},
           {"shared_arenas_sort_too", shared_arenas_sort_too},
           {"wrong_calls_change_nothing", wrong_calls_change_nothing},
           {"flipped_bits_never_leave_the_region", flipped_bits_never_leave_the_region},
           {"shared_parts_are_paid_for", shared_parts_are_paid_for});
