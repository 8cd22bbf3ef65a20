/* SPDX-License-Identifier: MIT */
/*
 * Equality of random values against an oracle: a typed dump in which keys and elements are
 * sorted, so that equal values have one dump.
 */
#include <zerobuf/copy.h>
#include <zerobuf/equal.h>
#include <zerobuf/iterate.h>

#include "test.h"

#define SIZE (1u << 18)

/* Equal, or not, from both sides. */
static bool
compares(const zb_arena *left_arena, zb_slot left, const zb_arena *right_arena, zb_slot right, bool expected)
{
    zb_view l = zb_arena_view(left_arena), r = zb_arena_view(right_arena);
    bool one = !expected, other = !expected;
    return zb_equal(l, left, r, right, &one) == ZB_OK && one == expected &&
           zb_equal(r, right, l, left, &other) == ZB_OK && other == expected;
}

#define DUMP_BYTES 8192u

typedef struct dumped {
    uint8_t bytes[DUMP_BYTES];
    uint32_t len;
} dumped;

static void
put(dumped *d, const void *bytes, uint32_t len)
{
    if (len > DUMP_BYTES - d->len)
        len = DUMP_BYTES - d->len;
    __builtin_memcpy(d->bytes + d->len, bytes, len);
    d->len += len;
}

static void dump_value(zb_view view, zb_slot value, dumped *d);

/* Sort the pieces that begin at starts[0], starts[1], ..., of bytes that end at d->len. */
static void
sort_pieces(dumped *d, uint32_t *starts, uint32_t count)
{
    static uint8_t copy[DUMP_BYTES];
    uint32_t first = starts[0], end = d->len;
    starts[count] = end;
    __builtin_memcpy(copy, d->bytes, end);
    d->len = first;
    bool taken[16] = {false};
    for (uint32_t n = 0; n < count; n++) {
        uint32_t best = 16;
        for (uint32_t i = 0; i < count; i++) {
            if (taken[i])
                continue;
            if (best == 16) {
                best = i;
                continue;
            }
            uint32_t a = starts[i + 1] - starts[i], b = starts[best + 1] - starts[best], at = 0;
            while (at < a && at < b && copy[starts[i] + at] == copy[starts[best] + at])
                at++;
            bool less = at == a || at == b ? a < b : copy[starts[i] + at] < copy[starts[best] + at];
            best = less ? i : best;
        }
        taken[best] = true;
        put(d, copy + starts[best], starts[best + 1] - starts[best]);
    }
}

static void
dump_parts(zb_view view, zb_slot value, dumped *d)
{
    zb_iterator it;
    uint32_t starts[17], count = 0;
    if (zb_iterate(view, value, &it) != ZB_OK)
        return;
    while (count < 16 && zb_next(&it)) {
        starts[count++] = d->len;
        put(d, it.name.ptr, it.name.len);
        put(d, ":", 1);
        if (value.tag == ZB_TAG_MAP)
            dump_value(view, it.key, d);
        dump_value(view, it.value, d);
    }
    if (count > 0 && (value.tag == ZB_TAG_OBJECT || value.tag == ZB_TAG_MAP || value.tag == ZB_TAG_SET))
        sort_pieces(d, starts, count);
}

static void
dump_value(zb_view view, zb_slot value, dumped *d)
{
    zb_str text;
    double number = (int32_t)value.a;
    uint8_t tag = value.tag == ZB_TAG_I32 ? ZB_TAG_F64 : value.tag;
    put(d, "<", 1);
    put(d, &tag, 1);
    if (value.tag == ZB_TAG_F64)
        __builtin_memcpy(&number, &value.b, sizeof number);
    if (tag == ZB_TAG_F64)
        put(d, number == 0 ? "zero    " : number != number ? "nan     " : (const char *)&number, 8);
    else if (tag == ZB_TAG_BOOL)
        put(d, &value.a, 1);
    else if (tag == ZB_TAG_BIGINT)
        put(d, &value.b, 8);
    else if (tag == ZB_TAG_STRING && zb_string_at(view, value.a, &text) == ZB_OK)
        put(d, text.ptr, text.len);
    else
        dump_parts(view, value, d);
    put(d, ">", 1);
}

static zb_status random_value(zb_arena *arena, uint32_t depth, zb_slot *out);

/* A container of up to three parts, so that two of them are often equal. */
static zb_status
random_container(zb_arena *arena, uint32_t kind, uint32_t depth, zb_slot *out)
{
    zb_slot key, value;
    if (kind == 0)
        ZB_TRY(zb_array_new(arena, 1, out));
    else if (kind == 1)
        ZB_TRY(zb_object_new(arena, 1, out));
    else if (kind == 2)
        ZB_TRY(zb_set_new(arena, 1, out));
    else
        ZB_TRY(zb_map_new(arena, 1, out));
    for (uint32_t n = test_random(4); n > 0; n--) {
        ZB_TRY(random_value(arena, depth - 1, &value));
        if (kind == 0) {
            ZB_TRY(zb_array_push(arena, out->a, value));
        } else if (kind == 1) {
            ZB_TRY(zb_object_set(arena, out->a, &"abc"[test_random(3)], 1, value));
        } else if (kind == 2) {
            ZB_TRY(zb_set_add(arena, out->a, value));
        } else {
            ZB_TRY(random_value(arena, depth - 1, &key));
            ZB_TRY(zb_map_set(arena, out->a, key, value));
        }
    }
    return ZB_OK;
}

static zb_status
random_value(zb_arena *arena, uint32_t depth, zb_slot *out)
{
    uint32_t kind = test_random(depth == 0 ? 5 : 12);
    if (kind >= 5)
        return random_container(arena, kind % 4, depth, out);
    if (kind == 4)
        return zb_string_new(arena, "xy", 1 + test_random(2), out);
    *out = kind == 0   ? zb_null()
           : kind == 1 ? zb_bool(test_random(2) == 1)
           : kind == 2 ? zb_i32((int32_t)test_random(2))
                       : zb_f64(test_random(2));
    return ZB_OK;
}

static void
random_values_match_their_dumps(void)
{
    static dumped left_dump, right_dump;
    zb_arena left_arena, right_arena;
    uint32_t equal = 0, containers = 0, rounds = 6000;
    OK(zb_arena_init(&left_arena, test_region(SIZE), SIZE, 8, ZB_ARENA_EXTENDED));
    OK(zb_arena_init(&right_arena, test_region(SIZE), SIZE, 80, ZB_ARENA_EXTENDED));
    for (uint32_t round = 0; round < rounds; round++) {
        zb_slot left, right;
        OK(zb_arena_reset(&left_arena));
        OK(zb_arena_reset(&right_arena));
        uint32_t depth = 1 + round % 3;
        OK(random_value(&left_arena, depth, &left));
        OK(random_value(&right_arena, depth, &right));
        left_dump.len = right_dump.len = 0;
        dump_value(zb_arena_view(&left_arena), left, &left_dump);
        dump_value(zb_arena_view(&right_arena), right, &right_dump);
        bool expected =
            left_dump.len == right_dump.len && test_equal(left_dump.bytes, right_dump.bytes, left_dump.len);
        CHECK(left_dump.len < DUMP_BYTES && compares(&left_arena, left, &right_arena, right, expected));
        equal += expected ? 1 : 0;
        containers += expected && (left.tag == ZB_TAG_MAP || left.tag == ZB_TAG_SET) ? 1 : 0;
        /* A copy is equal. */
        OK(zb_copy(&right_arena, zb_arena_view(&left_arena), left, &right, NULL));
        CHECK(compares(&left_arena, left, &right_arena, right, true));
    }
    /* Both outcomes were met, of containers, too: about 18 of those, so that no seed misses by chance. */
    CHECK(equal > rounds / 50 && equal < rounds / 2 && containers > 2);
}

TEST_SUITE(equal_model, {"random_values_match_their_dumps", random_values_match_their_dumps});
