/* SPDX-License-Identifier: MIT */
#include <zerobuf/merge.h>

#include "literal.h"
#include "test.h"

#include "overlap.h"

#define SIZE (1u << 16)

/* RFC 7396, appendix A, all of it; then what it leaves open. */
static const struct {
    const char *target, *patch, *result;
} cases[] = {
    {"{\"a\":\"b\"}", "{\"a\":\"c\"}", "{\"a\":\"c\"}"},
    {"{\"a\":\"b\"}", "{\"b\":\"c\"}", "{\"a\":\"b\",\"b\":\"c\"}"},
    {"{\"a\":\"b\"}", "{\"a\":null}", "{}"},
    {"{\"a\":\"b\",\"b\":\"c\"}", "{\"a\":null}", "{\"b\":\"c\"}"},
    {"{\"a\":[\"b\"]}", "{\"a\":\"c\"}", "{\"a\":\"c\"}"},
    {"{\"a\":\"c\"}", "{\"a\":[\"b\"]}", "{\"a\":[\"b\"]}"},
    {"{\"a\":{\"b\":\"c\"}}", "{\"a\":{\"b\":\"d\",\"c\":null}}", "{\"a\":{\"b\":\"d\"}}"},
    {"{\"a\":[{\"b\":\"c\"}]}", "{\"a\":[1]}", "{\"a\":[1]}"},
    {"[\"a\",\"b\"]", "[\"c\",\"d\"]", "[\"c\",\"d\"]"},
    {"{\"a\":\"b\"}", "[\"c\"]", "[\"c\"]"},
    {"{\"a\":\"foo\"}", "null", "null"},
    {"{\"a\":\"foo\"}", "\"bar\"", "\"bar\""},
    {"{\"e\":null}", "{\"a\":1}", "{\"e\":null,\"a\":1}"},
    {"[1,2]", "{\"a\":\"b\",\"c\":null}", "{\"a\":\"b\"}"},
    {"{}", "{\"a\":{\"bb\":{\"ccc\":null}}}", "{\"a\":{\"bb\":{}}}"},
    {"{\"a\":1}", "{}", "{\"a\":1}"},
    {"3", "{}", "{}"},
    {"{\"a\":1,\"b\":2,\"c\":3}", "{\"b\":null,\"d\":4,\"a\":null}", "{\"c\":3,\"d\":4}"},
    {"{\"a\":1}", "{\"x\":null,\"y\":{\"z\":null}}", "{\"a\":1,\"y\":{}}"},
    {"{\"a\":[{\"b\":1}]}", "{\"a\":[{\"b\":null}]}",
     "{\"a\":[{\"b\":null}]}"}, /* arrays are not looked into */
    {"{\"a\":{\"b\":{\"c\":1,\"d\":2}},\"e\":5}", "{\"a\":{\"b\":{\"c\":null,\"f\":6}}}",
     "{\"a\":{\"b\":{\"d\":2,\"f\":6}},\"e\":5}"},
};

static void
rfc_7396(void)
{
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        zb_arena arena;
        OK(zb_arena_init(&arena, test_region(4096), 4096, 8, 0));
        zb_slot target = literal(&arena, cases[i].target), patch = literal(&arena, cases[i].patch), merged;
        OK(zb_merge_patch(&arena, target, patch, &merged));
        OK(zb_arena_check(&arena));
        zb_view view = zb_arena_view(&arena);
        CHECK(literal_is(view, merged, cases[i].result));
        CHECK(literal_is(view, target, cases[i].target)); /* both stay as they are */
        CHECK(literal_is(view, patch, cases[i].patch));
    }
}

/* Only objects on the way to a change are made. */
static void
the_rest_is_shared(void)
{
    zb_arena arena;
    zb_slot merged, again;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    zb_slot target = literal(&arena, "{\"a\":{\"x\":1},\"b\":{\"y\":2},\"c\":[3]}");
    zb_slot patch = literal(&arena, "{\"b\":{\"y\":5},\"d\":{\"z\":6}}");
    OK(zb_merge_patch(&arena, target, patch, &merged));
    zb_view view = zb_arena_view(&arena);
    zb_off a, b, c, d, a2, b2, c2, d2;
    OK(zb_object_get_object(view, target.a, ZB_LIT("a"), &a));
    OK(zb_object_get_object(view, target.a, ZB_LIT("b"), &b));
    OK(zb_object_get_array(view, target.a, ZB_LIT("c"), &c));
    OK(zb_object_get_object(view, patch.a, ZB_LIT("d"), &d));
    OK(zb_object_get_object(view, merged.a, ZB_LIT("a"), &a2));
    OK(zb_object_get_object(view, merged.a, ZB_LIT("b"), &b2));
    OK(zb_object_get_array(view, merged.a, ZB_LIT("c"), &c2));
    OK(zb_object_get_object(view, merged.a, ZB_LIT("d"), &d2));
    CHECK(merged.a != target.a && a2 == a && b2 != b && c2 == c && d2 == d);
    /* What changes nothing makes nothing. */
    zb_checkpoint before = zb_arena_save(&arena);
    patch = literal(&arena, "{\"a\":{\"x\":1},\"q\":null}");
    zb_checkpoint made = zb_arena_save(&arena);
    OK(zb_merge_patch(&arena, merged, patch, &again));
    CHECK(again.a == merged.a && zb_arena_save(&arena) == made && made > before);
    /* The result can be written to as any object. */
    OK(zb_object_set(&arena, merged.a, ZB_LIT("new"), zb_i32(1)));
    CHECK(literal_is(zb_arena_view(&arena), target, "{\"a\":{\"x\":1},\"b\":{\"y\":2},\"c\":[3]}"));
}

/* A plain model of flat objects: names are letters. */
static void
random_patches_match_a_model(void)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    zb_arena arena;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    for (uint32_t round = 0; round < 300; round++) {
        int32_t model[26];
        uint32_t count = 0, seen = 0;
        zb_slot target, patch, merged;
        OK(zb_arena_reset(&arena));
        OK(zb_object_new(&arena, 0, &target));
        OK(zb_object_new(&arena, 0, &patch));
        for (uint32_t i = 0; i < 26; i++) {
            model[i] = test_random(2) == 0 ? -1 : (int32_t)test_random(1000);
            if (model[i] >= 0)
                OK(zb_object_set(&arena, target.a, letters + i, 1, zb_i32(model[i])));
        }
        for (uint32_t n = test_random(40); n > 0; n--) {
            uint32_t i = test_random(26);
            model[i] = test_random(2) == 0 ? -1 : (int32_t)test_random(1000);
            OK(zb_object_set(&arena, patch.a, letters + i, 1, model[i] < 0 ? zb_null() : zb_i32(model[i])));
        }
        OK(zb_merge_patch(&arena, target, patch, &merged));
        zb_object object;
        OK(zb_object_open(zb_arena_view(&arena), merged.a, &object));
        for (uint32_t i = 0; i < 26; i++) {
            int32_t value;
            zb_status status = zb_object_get_i32(zb_arena_view(&arena), merged.a, letters + i, 1, &value);
            CHECK(model[i] < 0 ? status == ZB_E_NOT_FOUND : status == ZB_OK && value == model[i]);
            count += model[i] < 0 ? 0 : 1;
            seen++;
        }
        CHECK(object.count == count && seen == 26);
        OK(zb_arena_check(&arena));
    }
}

/* A large result has an index: nothing else would find a key in it quickly. */
static void
large_objects_keep_their_index(void)
{
    zb_arena arena;
    zb_slot target, patch, merged;
    OK(zb_arena_init(&arena, test_region(SIZE * 4), SIZE * 4, 8, 0));
    OK(zb_object_new(&arena, 0, &target));
    for (uint32_t i = 0; i < 1000; i++) {
        char key[4] = {(char)('a' + i / 100), (char)('a' + i / 10 % 10), (char)('a' + i % 10), 'x'};
        OK(zb_object_set(&arena, target.a, key, 4, zb_i32((int32_t)i)));
    }
    patch = literal(&arena, "{\"aaax\":null,\"jjjx\":-1,\"another\":-2}");
    OK(zb_merge_patch(&arena, target, patch, &merged));
    zb_view with = zb_arena_view(&arena), without = zb_view_of(with.base, with.size_bytes);
    zb_off indexed, scanned;
    for (uint32_t i = 1; i < 1000; i++) {
        char key[4] = {(char)('a' + i / 100), (char)('a' + i / 10 % 10), (char)('a' + i % 10), 'x'};
        OK(zb_object_find(with, merged.a, key, 4, &indexed));
        OK(zb_object_find(without, merged.a, key, 4, &scanned));
        CHECK(indexed == scanned);
    }
    CHECK(zb_object_find(with, merged.a, ZB_LIT("aaax"), &indexed) == ZB_E_NOT_FOUND);
    OK(zb_object_find(with, merged.a, ZB_LIT("another"), &indexed));
    zb_off padding = merged.a + ZB_HANDLE_BYTES;
    CHECK(zb_view_u32(with, padding) == 0); /* nothing is left of the bookkeeping */
}

/* An object nested so often that its innermost one holds null. */
static zb_slot
nested(zb_arena *arena, uint32_t depth)
{
    zb_slot value = zb_null(), object = zb_null();
    for (uint32_t i = 0; i < depth; i++) {
        if (zb_object_new(arena, 1, &object) != ZB_OK ||
            zb_object_set(arena, object.a, ZB_LIT("k"), value) != ZB_OK)
            return LITERAL_WRONG;
        value = object;
    }
    return object;
}

static void
wrong_values_change_nothing(void)
{
    zb_arena arena;
    zb_slot merged = zb_i32(7);
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    zb_slot target = literal(&arena, "{\"a\":1}"), deep = nested(&arena, 128), deeper = nested(&arena, 129);
    zb_slot corrupt = literal(&arena, "{\"a\":null,\"b\":2}");
    zb_object opened;
    OK(zb_object_open(zb_arena_view(&arena), corrupt.a, &opened));
    *zb_arena_ptr(&arena, opened.entries + ZB_OBJECT_ENTRY_BYTES + ZB_ENTRY_SLOT_AT) = 99;
    zb_checkpoint before = zb_arena_save(&arena);
    CHECK(zb_merge_patch(&arena, target, deeper, &merged) == ZB_E_DEPTH && merged.a == 7);
    CHECK(zb_merge_patch(&arena, target, corrupt, &merged) == ZB_E_TAG && merged.a == 7);
    CHECK(zb_merge_patch(&arena, target, zb_at((zb_tag)99, 0), &merged) == ZB_E_TAG);
    CHECK(zb_merge_patch(&arena, zb_at((zb_tag)99, 0), target, &merged) == ZB_E_TAG);
    CHECK(zb_merge_patch(&arena, target, zb_at(ZB_TAG_OBJECT, SIZE), &merged) == ZB_E_BOUNDS);
    CHECK(zb_merge_patch(&arena, zb_at(ZB_TAG_OBJECT, 2), target, &merged) == ZB_E_ALIGN);
    CHECK(merged.a == 7 && zb_arena_save(&arena) == before);
    /* An object that holds itself is as deep as any. */
    OK(zb_object_set(&arena, target.a, ZB_LIT("self"), target));
    CHECK(zb_merge_patch(&arena, zb_null(), target, &merged) == ZB_E_DEPTH);
    OK(zb_merge_patch(&arena, zb_null(), deep, &merged)); /* 128 levels */
    uint32_t count = 9;
    __builtin_memcpy(zb_arena_ptr(&arena, opened.entries - 4), &count, 4);
    CHECK(zb_merge_patch(&arena, target, corrupt, &merged) == ZB_E_CORRUPT);
}

/* Each of 60 objects holds the next one twice: a tree of 2^60. */
static void
shared_parts_end_with_a_budget(void)
{
    zb_arena arena;
    zb_slot value = zb_i32(1), object, merged = zb_i32(7);
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    for (uint32_t i = 0; i < 60; i++) {
        OK(zb_object_new(&arena, 2, &object));
        OK(zb_object_set(&arena, object.a, ZB_LIT("l"), value));
        OK(zb_object_set(&arena, object.a, ZB_LIT("r"), value));
        value = object;
    }
    zb_checkpoint before = zb_arena_save(&arena);
    CHECK(zb_merge_patch(&arena, zb_null(), value, &merged) == ZB_E_BUDGET);
    CHECK(merged.a == 7 && zb_arena_save(&arena) == before);
}

/* A key that a patch holds twice, which only a damaged one does: the first counts. */
static void
repeated_keys_count_once(void)
{
    zb_arena arena;
    zb_slot merged;
    zb_object opened;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    zb_slot target = literal(&arena, "{\"a\":1}"), patch = literal(&arena, "{\"b\":2,\"c\":3}");
    OK(zb_object_open(zb_arena_view(&arena), patch.a, &opened));
    __builtin_memcpy(zb_arena_ptr(&arena, opened.entries + ZB_OBJECT_ENTRY_BYTES),
                     zb_arena_ptr(&arena, opened.entries), ZB_ENTRY_SLOT_AT);
    OK(zb_merge_patch(&arena, target, patch, &merged));
    CHECK(literal_is(zb_arena_view(&arena), merged, "{\"a\":1,\"b\":2}"));
}

static void
flipped_bits_never_leave_the_region(void)
{
    enum { IMAGE = 2048 };
    uint8_t *region = test_region(IMAGE);
    uint8_t good[IMAGE];
    zb_arena arena;
    OK(zb_arena_init(&arena, region, IMAGE, 8, 0));
    zb_slot target = literal(&arena, "{\"a\":{\"b\":1,\"c\":[2]},\"d\":\"text\",\"e\":null}");
    zb_slot patch = literal(&arena, "{\"a\":{\"b\":null,\"n\":{\"m\":null}},\"d\":5,\"f\":{}}");
    __builtin_memcpy(good, region, IMAGE);
    uint32_t merges = 0, refused = 0;
    for (uint32_t bit = ZB_IMAGE_CONTROL * 8; bit < zb_arena_save(&arena) * 8; bit++) {
        region[bit / 8] ^= (uint8_t)(1u << (bit % 8));
        zb_arena attached;
        zb_slot merged;
        if (zb_arena_attach(&attached, region, IMAGE, 8) == ZB_OK) {
            zb_status status = zb_merge_patch(&attached, target, patch, &merged);
            merges += status == ZB_OK ? 1 : 0;
            refused += status == ZB_OK ? 0 : 1;
        }
        __builtin_memcpy(region, good, IMAGE);
    }
    CHECK(merges > 0 && refused > 0);
}

/* Keys that overlap describe more bytes than there are. */
static void
long_names_are_paid_for(void)
{
    zb_arena arena;
    zb_slot target, patch, out = zb_bool(true);
    OK(overlap_arena(&arena, 1, &patch));
    OK(zb_object_new(&arena, 1, &target));
    CHECK(zb_merge_patch(&arena, target, patch, &out) == ZB_E_BUDGET && out.tag == ZB_TAG_BOOL);
}

TEST_SUITE(merge, {"rfc_7396", rfc_7396}, {"the_rest_is_shared", the_rest_is_shared},
           {"random_patches_match_a_model", random_patches_match_a_model},
           {"large_objects_keep_their_index", large_objects_keep_their_index},
           {"wrong_values_change_nothing", wrong_values_change_nothing},
           {"shared_parts_end_with_a_budget", shared_parts_end_with_a_budget},
           {"repeated_keys_count_once", repeated_keys_count_once},
           {"flipped_bits_never_leave_the_region", flipped_bits_never_leave_the_region},
           {"long_names_are_paid_for", long_names_are_paid_for});
