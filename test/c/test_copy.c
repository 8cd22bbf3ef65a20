/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "overlap.h"

#include <zerobuf/copy.h>
#include <zerobuf/verify.h>

#include "zoo.h"

#define SIZE 32768u

/* One value and what it must have become. */
static bool same_value(zb_view a, zb_slot left, zb_view b, zb_slot right, unsigned depth);

static bool
same_slots(zb_view a, zb_off left, zb_view b, zb_off right, uint32_t count, uint32_t stride, unsigned depth)
{
    for (uint32_t i = 0; i < count; i++) {
        zb_slot x, y;
        if (zb_slot_read(a, left + i * stride, &x) != ZB_OK ||
            zb_slot_read(b, right + i * stride, &y) != ZB_OK || !same_value(a, x, b, y, depth + 1))
            return false;
    }
    return true;
}

static bool
same_block(zb_view a, zb_off left, zb_view b, zb_off right, uint32_t item_bytes, unsigned depth)
{
    zb_off x = zb_view_u32(a, left), y = zb_view_u32(b, right);
    uint32_t count = zb_view_u32(a, x + 4);
    if (zb_view_u32(b, y + 4) != count || y % 8 != 0 || right % 8 != 0)
        return false;
    if (zb_view_u32(b, y) != (count > 0 ? count : 1)) /* no spare capacity */
        return false;
    if (item_bytes == ZB_OBJECT_ENTRY_BYTES) {
        for (uint32_t i = 0; i < count; i++) {
            zb_str p, q;
            if (zb_object_entry(a, left, i, &p, NULL) != ZB_OK ||
                zb_object_entry(b, right, i, &q, NULL) != ZB_OK || p.len != q.len ||
                !zb_bytes_equal(p.ptr, q.ptr, p.len))
                return false;
        }
        return same_slots(a, x + 16, b, y + 16, count, item_bytes, depth);
    }
    return same_slots(a, x + 8, b, y + 8, count, item_bytes, depth) &&
           (item_bytes != ZB_MAP_ENTRY_BYTES || same_slots(a, x + 24, b, y + 24, count, item_bytes, depth));
}

static bool
same_column(zb_view a, zb_off left, zb_view b, zb_off right)
{
    zb_column x, y;
    return zb_column_open(a, left, &x) == ZB_OK && zb_column_open(b, right, &y) == ZB_OK &&
           x.type == y.type && x.length == y.length && y.capacity == y.length &&
           zb_bytes_equal(zb_view_ptr(a, x.data), zb_view_ptr(b, y.data), x.length * x.item_bytes);
}

static bool
same_value(zb_view a, zb_slot left, zb_view b, zb_slot right, unsigned depth)
{
    zb_str p, q;
    if (left.tag != right.tag || left.b != right.b || depth > 100)
        return false;
    switch ((zb_tag)left.tag) {
    case ZB_TAG_STRING:
    case ZB_TAG_BYTES:
    case ZB_TAG_SYMBOL:
    case ZB_TAG_INTEGER:
        return zb_string_at(a, left.a, &p) == ZB_OK && zb_string_at(b, right.a, &q) == ZB_OK &&
               p.len == q.len && zb_bytes_equal(p.ptr, q.ptr, p.len);
    case ZB_TAG_ARRAY:
    case ZB_TAG_SET:
        return same_block(a, left.a, b, right.a, ZB_SLOT_BYTES, depth);
    case ZB_TAG_OBJECT:
        return same_block(a, left.a, b, right.a, ZB_OBJECT_ENTRY_BYTES, depth);
    case ZB_TAG_MAP:
        return same_block(a, left.a, b, right.a, ZB_MAP_ENTRY_BYTES, depth);
    case ZB_TAG_COLUMN:
    case ZB_TAG_BUFFER:
    case ZB_TAG_DATA_VIEW:
    case ZB_TAG_SHARED:
        return same_column(a, left.a, b, right.a);
    case ZB_TAG_ERROR:
        return same_slots(a, left.a, b, right.a, ZB_ERROR_SLOTS, 16, depth);
    case ZB_TAG_REGEXP:
        return same_slots(a, left.a, b, right.a, ZB_REGEXP_SLOTS, 16, depth);
    case ZB_TAG_BOXED:
        return same_slots(a, left.a, b, right.a, ZB_BOXED_SLOTS, 16, depth);
    case ZB_TAG_NULL:
    case ZB_TAG_BOOL:
    case ZB_TAG_I32:
    case ZB_TAG_F64:
    case ZB_TAG_BIGINT:
    case ZB_TAG_UNDEFINED:
    case ZB_TAG_HOLE:
    case ZB_TAG_DATE:
        break;
    }
    return left.a == right.a;
}

/* Value slot of a key. */
static zb_slot
get(zb_view view, zb_slot object, const char *key)
{
    uint32_t len = 0;
    zb_off slot;
    zb_slot value = zb_null();
    while (key[len] != '\0')
        len++;
    if (zb_object_find(view, object.a, key, len, &slot) == ZB_OK)
        (void)!zb_slot_read(view, slot, &value);
    return value;
}

static void
every_type_comes_across(void)
{
    zb_arena from, to;
    zb_slot zoo, copy;
    zb_copy_report report;
    OK(zb_arena_init(&from, test_region(SIZE), SIZE, 0, ZB_ARENA_EXTENDED));
    OK(zb_arena_init(&to, test_region(SIZE), SIZE, 512, ZB_ARENA_EXTENDED));
    OK(zoo_make(&from, true, &zoo));
    OK(zb_copy(&to, zb_arena_view(&from), zoo, &copy, &report));
    zb_view a = zb_arena_view(&from), b = zb_arena_view(&to);
    CHECK(same_value(a, zoo, b, copy, 0));
    OK(zb_verify(b, ZB_ROOT_OBJECT, copy.a, NULL, NULL));
    OK(zb_arena_check(&to));
    CHECK(report.containers > 10 && report.texts > 5 && report.shared >= 3);
    CHECK(zb_arena_save(&to) - 512 < zb_arena_save(&from)); /* what was abandoned stays behind */

    /* What was one value is one value still. */
    zb_slot list = get(b, copy, "array"), element;
    zb_array elements;
    OK(zb_array_open(b, list.a, &elements));
    OK(zb_slot_read(b, elements.slots + 16, &element));
    CHECK(element.a == get(b, copy, "object").a);
    CHECK(get(b, copy, "column").a == get(b, copy, "shared").a);
    CHECK(get(b, copy, "buffer").a == get(b, copy, "view").a);
    /* A slice is a column of its own. */
    zb_column whole, slice;
    OK(zb_column_open(b, get(b, copy, "column").a, &whole));
    OK(zb_column_open(b, get(b, copy, "slice").a, &slice));
    CHECK(slice.data + 8 <= whole.data || slice.data >= whole.data + 24);
    /* An object with so many keys has an index there, too, and interned keys. */
    CHECK(zb_view_u32(b, to.control + ZB_CONTROL_INDEXES_AT) != 0);
    zb_off key;
    OK(zb_key_intern(&to, ZB_LIT("regexp"), &key));
    CHECK(key < copy.a + SIZE && zb_arena_save(&to) > key);

    zb_arena strict;
    OK(zb_arena_init(&strict, test_region(SIZE), SIZE, 0, 0));
    zb_checkpoint before = zb_arena_save(&strict);
    CHECK(zb_copy(&strict, a, zoo, &copy, NULL) == ZB_E_TAG && zb_arena_save(&strict) == before);
    OK(zoo_make(&strict, false, &zoo));
    OK(zb_copy(&to, zb_arena_view(&strict), zoo, &copy, NULL));
    CHECK(same_value(zb_arena_view(&strict), zoo, zb_arena_view(&to), copy, 0));
}

static void
cycles_stay_cycles(void)
{
    zb_arena from, to;
    zb_slot object, map, copy, value;
    OK(zb_arena_init(&from, test_region(SIZE), SIZE, 0, ZB_ARENA_EXTENDED));
    OK(zb_arena_init(&to, test_region(SIZE), SIZE, 0, ZB_ARENA_EXTENDED));
    OK(zb_object_new(&from, 2, &object));
    OK(zb_map_new(&from, 1, &map));
    OK(zb_object_set(&from, object.a, ZB_LIT("self"), object));
    OK(zb_object_set(&from, object.a, ZB_LIT("map"), map));
    OK(zb_map_set(&from, map.a, map, object));
    OK(zb_copy(&to, zb_arena_view(&from), object, &copy, NULL));
    zb_view view = zb_arena_view(&to);
    value = get(view, copy, "self");
    CHECK(value.tag == ZB_TAG_OBJECT && value.a == copy.a);
    zb_off back;
    map = get(view, copy, "map");
    OK(zb_map_find(view, map.a, map, &back));
    OK(zb_slot_read(view, back, &value));
    CHECK(value.a == copy.a);
}

static void
depth_has_no_limit(void)
{
    zb_arena from, to;
    zb_slot value = zb_i32(1), list;
    uint32_t depth = 20000, bytes = depth * 48 + 4096;
    OK(zb_arena_init(&from, test_region(bytes), bytes, 0, 0));
    OK(zb_arena_init(&to, test_region(bytes * 3), bytes * 3, 0, 0));
    for (uint32_t i = 0; i < depth; i++) {
        OK(zb_array_new(&from, 1, &list));
        OK(zb_array_push(&from, list.a, value));
        value = list;
    }
    OK(zb_copy(&to, zb_arena_view(&from), value, &list, NULL));
    for (uint32_t i = 0; i < depth; i++) {
        zb_off slot;
        OK(zb_array_get(zb_arena_view(&to), list.a, 0, &slot));
        OK(zb_slot_read(zb_arena_view(&to), slot, &list));
    }
    CHECK(list.tag == ZB_TAG_I32 && list.a == 1);
}

/* Blocks that overlap describe more bytes than there are. */
static void
overlapping_blocks_are_refused(void)
{
    zb_arena from, to;
    zb_slot list, copy = zb_i32(3);
    uint8_t *region = test_region(SIZE);
    OK(zb_arena_init(&from, region, SIZE, 0, 0));
    OK(zb_arena_init(&to, test_region(1 << 22), 1 << 22, 0, 0));
    OK(zb_array_new(&from, 1000, &list));
    zb_array open;
    OK(zb_array_open(zb_arena_view(&from), list.a, &open));
    /* Every slot is a bytes value whose header is a word of its own in the middle of the block. */
    for (uint32_t i = 0; i < 1000; i++)
        OK(zb_array_push(&from, list.a, zb_at(ZB_TAG_BYTES, open.slots + i * 16 + 8)));
    for (uint32_t i = 0; i < 1000; i++) {
        uint32_t len = 12000 - i;
        __builtin_memcpy(region + open.slots + i * 16 + 8, &len, 4);
    }
    zb_checkpoint before = zb_arena_save(&to);
    CHECK(zb_copy(&to, zb_arena_view(&from), list, &copy, NULL) == ZB_E_BUDGET);
    CHECK(zb_arena_save(&to) == before && copy.a == 3);
    OK(zb_arena_check(&to));
}

/* Hostile bytes: the copy fails cleanly or is sound. */
static void
damage_is_copied_soundly_or_not(void)
{
    static uint8_t sound[SIZE];
    zb_arena from, to;
    zb_slot zoo, copy;
    uint8_t *region = test_region(SIZE), *target = test_region(2 * SIZE);
    OK(zb_arena_init(&from, region, SIZE, 0, ZB_ARENA_EXTENDED));
    OK(zoo_make(&from, true, &zoo));
    uint32_t end = zb_arena_save(&from), copied = 0, refused = 0;
    uint8_t *exact = test_region(end);
    __builtin_memcpy(sound, region, end);
    zb_verify_options any = {.flags = ZB_VERIFY_ANY_TEXT, .max_depth = 500};
    uint8_t *scratch = test_region(2 * SIZE / 8 + 8);
    any.scratch = scratch;
    any.scratch_bytes = 2 * SIZE / 8 + 8;
    for (uint32_t round = 0; round < 3000; round++) {
        __builtin_memcpy(exact, sound, end);
        for (uint32_t hits = 1 + test_random(3); hits > 0; hits--)
            exact[72 + test_random(end - 72)] ^= (uint8_t)(1u << test_random(8));
        OK(zb_arena_init(&to, target, 2 * SIZE, 0, ZB_ARENA_EXTENDED));
        zb_checkpoint before = zb_arena_save(&to);
        zb_status status = zb_copy(&to, zb_view_of(exact, end), zoo, &copy, NULL);
        OK(zb_arena_check(&to));
        if (status != ZB_OK) {
            refused++;
            CHECK(zb_arena_save(&to) == before);
            continue;
        }
        copied++;
        zb_status verified = zb_verify(zb_arena_view(&to), ZB_ROOT_OBJECT, copy.a, &any, NULL);
        /* A record whose slots have wrong types is copied as it is. */
        CHECK(verified == ZB_OK || verified == ZB_E_TAG || verified == ZB_E_CORRUPT);
    }
    CHECK(copied > 300 && refused > 300);
}

/* A hook that enlarges the first segment by a little at a time. */
static zb_status
a_little_more(zb_arena *arena, uint32_t bytes)
{
    uint32_t *limit = arena->context;
    if (bytes == 0)
        return ZB_OK;
    zb_off wanted = zb_arena_save(arena) + bytes + 8;
    if (wanted > *limit)
        return ZB_E_MEMORY;
    zb_arena_raise_limit(arena, wanted);
    return ZB_OK;
}

/* A hook that hands out segments of 2048 bytes from the upper half. */
static zb_status
segments(zb_arena *arena, uint32_t bytes)
{
    uint32_t *next = arena->context;
    uint32_t length = (bytes + ZB_SEGMENT_HEADER_BYTES + 2055) & ~7u;
    if (bytes == 0)
        return ZB_OK;
    if (length > SIZE * 4 - *next)
        return ZB_E_MEMORY;
    zb_arena_add_segment(arena, *next, length);
    *next += length;
    return ZB_OK;
}

static void
arenas_that_grow(void)
{
    zb_arena from, to;
    zb_slot zoo, copy;
    uint32_t bound = SIZE;
    OK(zb_arena_init(&from, test_region(SIZE), SIZE, 0, ZB_ARENA_EXTENDED));
    OK(zoo_make(&from, true, &zoo));
    uint8_t *region = test_region(SIZE * 4);
    for (uint32_t room = 0; room < 400; room += 7) {
        OK(zb_arena_init(&to, region, SIZE, 0, ZB_ARENA_EXTENDED));
        uint32_t limit = zb_arena_save(&to) + room;
        __builtin_memcpy(region + to.control + ZB_CONTROL_LIMIT_AT, &limit, 4);
        to.grow = a_little_more;
        to.context = &bound;
        OK(zb_copy(&to, zb_arena_view(&from), zoo, &copy, NULL));
        OK(zb_arena_check(&to));
        CHECK(same_value(zb_arena_view(&from), zoo, zb_arena_view(&to), copy, 0));
    }
    for (uint32_t room = 0; room < 3000; room += 101) {
        uint32_t next = SIZE;
        OK(zb_arena_init(&to, region, SIZE * 4, 0, ZB_ARENA_EXTENDED));
        uint32_t limit = zb_arena_save(&to) + room;
        __builtin_memcpy(region + to.control + ZB_CONTROL_LIMIT_AT, &limit, 4);
        to.grow = segments;
        to.context = &next;
        OK(zb_copy(&to, zb_arena_view(&from), zoo, &copy, NULL));
        OK(zb_arena_check(&to));
        CHECK(same_value(zb_arena_view(&from), zoo, zb_arena_view(&to), copy, 0));
    }
    /* A shared arena: chunks. */
    OK(zb_arena_init(&to, region, SIZE * 4, 0, ZB_ARENA_EXTENDED | ZB_ARENA_SHARED));
    OK(zb_copy(&to, zb_arena_view(&from), zoo, &copy, NULL));
    CHECK(same_value(zb_arena_view(&from), zoo, zb_arena_view(&to), copy, 0));
}

/* From an arena into itself. */
static void
in_place(void)
{
    zb_arena arena;
    zb_slot zoo, copy;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 0, ZB_ARENA_EXTENDED));
    OK(zoo_make(&arena, true, &zoo));
    for (uint32_t i = 0; i < 3; i++) {
        OK(zb_copy(&arena, zb_arena_view(&arena), zoo, &copy, NULL));
        CHECK(copy.a != zoo.a && same_value(zb_arena_view(&arena), zoo, zb_arena_view(&arena), copy, 0));
        zoo = copy;
    }
}

/* A record that is taken for a short and for a long one is copied as both. */
static void
records_of_two_types(void)
{
    zb_arena from, to;
    zb_slot list, error, copy;
    OK(zb_arena_init(&from, test_region(4096), 4096, 0, ZB_ARENA_EXTENDED));
    OK(zb_arena_init(&to, test_region(4096), 4096, 0, ZB_ARENA_EXTENDED));
    OK(zb_array_new(&from, 3, &list));
    OK(zb_error_new(&from, "Error", "text", zb_undefined(), &error));
    OK(zb_array_push(&from, list.a, zb_at(ZB_TAG_BOXED, error.a)));
    OK(zb_array_push(&from, list.a, zb_at(ZB_TAG_REGEXP, error.a)));
    OK(zb_array_push(&from, list.a, error));
    OK(zb_verify(zb_arena_view(&from), ZB_ROOT_ARRAY, list.a, NULL, NULL));
    OK(zb_copy(&to, zb_arena_view(&from), list, &copy, NULL));
    OK(zb_verify(zb_arena_view(&to), ZB_ROOT_ARRAY, copy.a, NULL, NULL));
    CHECK(same_value(zb_arena_view(&from), list, zb_arena_view(&to), copy, 0));
}

/* A hook that moves the region to another place, a little larger, and ruins the old one. */
static zb_status
elsewhere(zb_arena *arena, uint32_t bytes)
{
    if (bytes == 0)
        return ZB_OK;
    uint32_t size = (zb_arena_save(arena) + bytes + 15) & ~7u;
    if (size < arena->size_bytes)
        size = arena->size_bytes + 8;
    uint8_t *old = arena->base, *region = test_region(size);
    __builtin_memcpy(region, old, arena->size_bytes);
    __builtin_memset(old, 0xDD, arena->size_bytes);
    arena->base = region;
    arena->size_bytes = size;
    zb_arena_raise_limit(arena, size);
    return ZB_OK;
}

/* Keys are read where the region is, not where it was. */
static void
in_place_while_it_moves(void)
{
    for (uint32_t room = 0; room < 1200; room += 53) {
        zb_arena arena;
        zb_slot list, object, copy, value;
        char name[] = "a key of some length, number ?";
        uint32_t none = 0, count = 40, len = sizeof name - 1, size = 8192;
        uint8_t *region = test_region(size);
        OK(zb_arena_init(&arena, region, size, 0, 0));
        OK(zb_array_new(&arena, count, &list));
        for (uint32_t i = 0; i < count; i++) {
            name[len - 1] = (char)('0' + i);
            OK(zb_object_new(&arena, 1, &object));
            OK(zb_object_set(&arena, object.a, name, len, zb_i32((int32_t)i)));
            OK(zb_array_push(&arena, list.a, object));
        }
        /* As a writer that interns no keys leaves it, and full up to `room` bytes. */
        __builtin_memcpy(region + arena.control + ZB_CONTROL_KEYS_AT, &none, 4);
        uint32_t limit = zb_arena_save(&arena) + room;
        __builtin_memcpy(region + arena.control + ZB_CONTROL_LIMIT_AT, &limit, 4);
        arena.size_bytes = limit;
        arena.grow = elsewhere;
        OK(zb_copy(&arena, zb_arena_view(&arena), list, &copy, NULL));
        for (uint32_t i = 0; i < count; i++) {
            zb_off slot;
            name[len - 1] = (char)('0' + i);
            OK(zb_array_get(zb_arena_view(&arena), copy.a, i, &slot));
            OK(zb_slot_read(zb_arena_view(&arena), slot, &object));
            OK(zb_object_find(zb_arena_view(&arena), object.a, name, len, &slot));
            OK(zb_slot_read(zb_arena_view(&arena), slot, &value));
            CHECK(value.a == i);
        }
    }
}

/* What is copied may lie in bytes that the arena takes for free. */
static void
in_place_from_free_bytes(void)
{
    zb_arena arena;
    zb_slot copy, key_copy;
    zb_str text;
    OK(zb_arena_init(&arena, test_region(4096), 4096, 0, 0));
    zb_off header = zb_arena_save(&arena) + 8;
    uint32_t len = 500;
    __builtin_memset(zb_arena_ptr(&arena, header), 'x', 504);
    __builtin_memcpy(zb_arena_ptr(&arena, header), &len, 4);
    zb_checkpoint before = zb_arena_save(&arena);
    OK(zb_copy(&arena, zb_arena_view(&arena), zb_at(ZB_TAG_STRING, header), &copy, NULL));
    OK(zb_string_at(zb_arena_view(&arena), copy.a, &text));
    CHECK(text.len == len && text.ptr[0] == 'x' && text.ptr[len - 1] == 'x');
    OK(zb_arena_restore(&arena, before));
    OK(zb_string_new(&arena, (const char *)zb_arena_ptr(&arena, header + 4), len - 8, &key_copy));
    OK(zb_arena_restore(&arena, before));
    zb_off key;
    OK(zb_key_intern(&arena, (const char *)zb_arena_ptr(&arena, header + 4), len - 8, &key));
    OK(zb_key_intern(&arena, NULL, 0, &key)); /* the empty key needs no bytes */
}

/* A hook of a shared arena: another thread always grows a little more right after it. */
static zb_status
with_others(zb_arena *arena, uint32_t bytes)
{
    uint32_t *others_limit = arena->context;
    if (bytes == 0) {
        arena->size_bytes = *others_limit;
        return ZB_OK;
    }
    arena->size_bytes = *others_limit + bytes;
    *others_limit += bytes + 8;
    zb_arena_raise_limit(arena, *others_limit);
    return ZB_OK;
}

/* That other threads grow the region meanwhile is no damage. */
static void
shared_while_others_grow(void)
{
    zb_arena from, to;
    zb_slot object, copy;
    OK(zb_arena_init(&from, test_region(SIZE), SIZE, 0, 0));
    OK(zb_object_new(&from, 8, &object));
    for (uint32_t i = 0; i < 8; i++) {
        char name[] = "?, a key of some length that is copied";
        name[0] = (char)('a' + i);
        OK(zb_object_set(&from, object.a, name, sizeof name - 1, zb_i32((int32_t)i)));
    }
    uint8_t *region = test_region(SIZE * 8);
    for (uint32_t room = 4096; room < 5000; room += 8) {
        uint32_t limit = 72 + room;
        OK(zb_arena_init(&to, region, limit, 0, ZB_ARENA_SHARED));
        to.grow = with_others;
        to.context = &limit;
        OK(zb_copy(&to, zb_arena_view(&from), object, &copy, NULL));
        CHECK(same_value(zb_arena_view(&from), object, zb_arena_view(&to), copy, 0));
    }
}

/* Hashing each key of such an object would take time without bound: it gets no index. */
static void
no_index_for_keys_that_overlap(void)
{
    zb_arena from, to;
    zb_slot object, copy;
    zb_off slot;
    OK(overlap_arena(&from, 0, &object));
    OK(zb_arena_init(&to, test_region(OVERLAP_SIZE * 3), OVERLAP_SIZE * 3, 0, 0));
    OK(zb_copy(&to, zb_arena_view(&from), object, &copy, NULL));
    CHECK(zb_view_u32(zb_arena_view(&to), to.control + ZB_CONTROL_INDEXES_AT) == 0);
    CHECK(zb_object_find(zb_arena_view(&to), copy.a, "k", 1, &slot) == ZB_E_NOT_FOUND);
}

TEST_SUITE(copy, {"every_type_comes_across", every_type_comes_across},
           {"cycles_stay_cycles", cycles_stay_cycles}, {"depth_has_no_limit", depth_has_no_limit},
           {"overlapping_blocks_are_refused", overlapping_blocks_are_refused},
           {"damage_is_copied_soundly_or_not", damage_is_copied_soundly_or_not},
           {"arenas_that_grow", arenas_that_grow}, {"in_place", in_place},
           {"records_of_two_types", records_of_two_types},
           {"in_place_while_it_moves", in_place_while_it_moves},
           {"in_place_from_free_bytes", in_place_from_free_bytes},
           {"shared_while_others_grow", shared_while_others_grow},
           {"no_index_for_keys_that_overlap", no_index_for_keys_that_overlap});
