/* SPDX-License-Identifier: MIT */
/* Indexes of larger objects: always the answer that a scan gives. */
#include "test.h"

#include "overlap.h"

#define SIZE (1u << 20)

/* "k" and the number in decimal, at most 11 bytes. */
static uint32_t
key_of(uint32_t number, char *out)
{
    char digits[10];
    uint32_t count = 0, len = 0;
    do {
        digits[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    out[len++] = 'k';
    while (count > 0)
        out[len++] = digits[--count];
    return len;
}

static zb_status
add(zb_arena *arena, zb_off object, uint32_t number)
{
    char key[11];
    uint32_t len = key_of(number, key);
    return zb_object_add(arena, object, key, len, zb_i32((int32_t)number));
}

/* The value under a key by way of `view`: its number, or -1. */
static int32_t
value_of(zb_view view, zb_off object, uint32_t number)
{
    char key[11];
    uint32_t len = key_of(number, key);
    int32_t value;
    return zb_object_get_i32(view, object, key, len, &value) == ZB_OK ? value : -1;
}

static zb_view
without_index(zb_view view)
{
    view.control = 0;
    return view;
}

/* Keys 0 to count - 1 are found, the next ones are not, with the index and without. */
static bool
holds(const zb_arena *arena, zb_off object, uint32_t count)
{
    zb_view view = zb_arena_view(arena);
    for (uint32_t i = 0; i < count + 3; i++) {
        int32_t expected = i < count ? (int32_t)i : -1;
        if (value_of(view, object, i) != expected ||
            (i % 17 == 0 && value_of(without_index(view), object, i) != expected))
            return false;
    }
    return true;
}

static uint32_t
word(const zb_arena *arena, zb_off off)
{
    return zb_view_u32(zb_arena_view(arena), off);
}

static void
set_word(zb_arena *arena, zb_off off, uint32_t value)
{
    __builtin_memcpy(zb_arena_ptr(arena, off), &value, 4);
}

static zb_off
directory_of(const zb_arena *arena)
{
    return word(arena, arena->control + ZB_CONTROL_INDEXES_AT);
}

/* The index that the directory names for an object, 0 when it names none. */
static zb_off
index_of(const zb_arena *arena, zb_off object)
{
    zb_off dir = directory_of(arena);
    for (uint32_t i = 0; dir != 0 && i < word(arena, dir); i++) {
        zb_off entry = dir + ZB_DIRECTORY_HEADER_BYTES + i * ZB_DIRECTORY_ENTRY_BYTES;
        if (word(arena, entry) == object)
            return word(arena, entry + 4);
    }
    return 0;
}

static void
small_objects_have_none(void)
{
    zb_arena arena;
    zb_slot object;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 0, 0));
    OK(zb_object_new(&arena, 0, &object));
    for (uint32_t i = 0; i < ZB_INDEX_MIN_COUNT; i++)
        OK(add(&arena, object.a, i));
    CHECK(directory_of(&arena) == 0);
    OK(add(&arena, object.a, ZB_INDEX_MIN_COUNT));
    CHECK(directory_of(&arena) != 0 && index_of(&arena, object.a) != 0);
    CHECK(holds(&arena, object.a, ZB_INDEX_MIN_COUNT + 1));
}

static void
many_keys_are_found(void)
{
    zb_arena arena;
    zb_slot object;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 0, 0));
    OK(zb_object_new(&arena, 0, &object));
    for (uint32_t i = 0; i < 3000; i++) {
        OK(add(&arena, object.a, i));
        CHECK(add(&arena, object.a, i / 2) == ZB_E_EXISTS);
    }
    CHECK(holds(&arena, object.a, 3000));
    zb_off index = index_of(&arena, object.a);
    CHECK(word(&arena, index + ZB_INDEX_COVERED_AT) == 3000);
    /* A set through the index changes the one entry. */
    OK(zb_object_set(&arena, object.a, "k77", 3, zb_i32(-77)));
    CHECK(value_of(without_index(zb_arena_view(&arena)), object.a, 77) == -77);
    /* Keys of every length are hashed whole. */
    char key[40];
    for (uint32_t i = 0; i < sizeof key; i++)
        key[i] = 'x';
    for (uint32_t len = 0; len <= sizeof key; len++)
        OK(zb_object_add(&arena, object.a, key, len, zb_i32((int32_t)len)));
    for (uint32_t len = 0; len <= sizeof key; len++) {
        int32_t value;
        OK(zb_object_get_i32(zb_arena_view(&arena), object.a, key, len, &value));
        CHECK(value == (int32_t)len);
    }
}

/* A writer that knows of no index: grows the block, appends, stores the handle. */
static bool
append_unaware(zb_arena *arena, zb_off object, uint32_t number)
{
    char key[11];
    uint32_t len = key_of(number, key);
    zb_off key_off, data = word(arena, object);
    uint32_t capacity = word(arena, data), count = word(arena, data + 4);
    if (zb_arena_alloc(arena, len, 1, &key_off) != ZB_OK)
        return false;
    __builtin_memcpy(zb_arena_ptr(arena, key_off), key, len);
    if (count == capacity) {
        zb_off grown;
        if (zb_arena_alloc(arena, 8 + capacity * 2 * 24, 8, &grown) != ZB_OK)
            return false;
        __builtin_memcpy(zb_arena_ptr(arena, grown), zb_arena_ptr(arena, data), 8 + count * 24);
        set_word(arena, grown, capacity * 2);
        set_word(arena, object, grown);
        data = grown;
    }
    zb_off entry = data + 8 + count * 24;
    zb_slot value = zb_i32((int32_t)number);
    set_word(arena, entry, key_off);
    set_word(arena, entry + 4, len);
    __builtin_memcpy(zb_arena_ptr(arena, entry + 8), &value, 16);
    set_word(arena, data + 4, count + 1);
    return true;
}

static void
unaware_writers_keep_it_right(void)
{
    zb_arena arena;
    zb_slot object;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 0, 0));
    OK(zb_object_new(&arena, 16, &object));
    uint32_t count = 0;
    while (count < 400) {
        for (uint32_t i = test_random(20); i > 0; i--)
            OK(add(&arena, object.a, count++));
        for (uint32_t i = test_random(20); i > 0; i--)
            CHECK(append_unaware(&arena, object.a, count++));
        CHECK(holds(&arena, object.a, count));
    }
    CHECK(index_of(&arena, object.a) != 0);
}

static void
restore_forgets_what_it_frees(void)
{
    zb_arena arena;
    zb_slot old, young;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 0, 0));
    OK(zb_object_new(&arena, 64, &old));
    for (uint32_t i = 0; i < 20; i++)
        OK(add(&arena, old.a, i));
    zb_off old_index = index_of(&arena, old.a), old_directory = directory_of(&arena);
    CHECK(old_index != 0);
    zb_checkpoint before = zb_arena_save(&arena);

    /* So many objects that the directory moves above the checkpoint. */
    for (uint32_t n = 0; n < 40; n++) {
        OK(zb_object_new(&arena, 12, &young));
        for (uint32_t i = 0; i < 12; i++)
            OK(add(&arena, young.a, i));
        CHECK(holds(&arena, young.a, 12));
    }
    CHECK(directory_of(&arena) > before && index_of(&arena, old.a) == old_index);
    OK(zb_arena_restore(&arena, before));
    CHECK(directory_of(&arena) == old_directory && index_of(&arena, old.a) == old_index);
    CHECK(holds(&arena, old.a, 20));

    /* A younger index of an old object goes; the older one, if it is still named, serves on. */
    for (uint32_t i = 20; i < 60; i++)
        OK(add(&arena, old.a, i));
    CHECK(index_of(&arena, old.a) > before);
    zb_off data = word(&arena, old.a);
    OK(zb_arena_restore(&arena, before));
    CHECK(data < before && index_of(&arena, old.a) <= old_index);
    /* The keys after the 20th lay above the checkpoint, as the user may not do; the rest is right. */
    set_word(&arena, data + 4, 20);
    CHECK(holds(&arena, old.a, 20));
    OK(add(&arena, old.a, 20));
    CHECK(index_of(&arena, old.a) != 0 && holds(&arena, old.a, 21));

    /* Another object at the place of a freed one never meets its index. */
    OK(zb_arena_restore(&arena, before));
    set_word(&arena, data + 4, 20);
    for (uint32_t round = 0; round < 200; round++) {
        uint32_t count = 9 + test_random(40);
        OK(zb_object_new(&arena, 1, &young));
        for (uint32_t i = 0; i < count; i++)
            OK(add(&arena, young.a, i));
        CHECK(holds(&arena, young.a, count));
        OK(zb_arena_restore(&arena, before));
        CHECK(holds(&arena, old.a, 20));
    }
    OK(zb_arena_reset(&arena));
    CHECK(directory_of(&arena) == 0);
}

static void
unplaced_keys_are_scanned_for(void)
{
    zb_arena arena;
    zb_slot object;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 0, 0));
    OK(zb_object_new(&arena, 64, &object));
    for (uint32_t i = 0; i < 30; i++)
        OK(add(&arena, object.a, i));
    /* As if no key had found a place near its home. */
    zb_off index = index_of(&arena, object.a);
    for (uint32_t i = 0; i < word(&arena, index); i++)
        set_word(&arena, index + ZB_INDEX_HEADER_BYTES + i * ZB_INDEX_BUCKET_BYTES, 0);
    CHECK(value_of(zb_arena_view(&arena), object.a, 5) == -1);
    set_word(&arena, index + ZB_INDEX_UNPLACED_AT, 30);
    CHECK(holds(&arena, object.a, 30));
}

/* Whatever directory and index hold: no read leaves the region, and what is found has the key. */
static void
damage_is_harmless(void)
{
    zb_arena arena;
    zb_slot object;
    uint8_t *region = test_region(16384), *sound = test_region(16384);
    OK(zb_arena_init(&arena, region, 16384, 0, 0));
    OK(zb_object_new(&arena, 32, &object));
    for (uint32_t i = 0; i < 32; i++)
        OK(add(&arena, object.a, i));
    zb_off index = index_of(&arena, object.a), dir = directory_of(&arena);
    __builtin_memcpy(sound, region, 16384);
    for (uint32_t round = 0; round < 3000; round++) {
        __builtin_memcpy(region, sound, 16384);
        for (uint32_t hits = 1 + test_random(4); hits > 0; hits--) {
            zb_off at = test_random(2) != 0 ? index + 4 * test_random(40) : dir + 4 * test_random(36);
            if (test_random(8) == 0)
                at = arena.control + ZB_CONTROL_INDEXES_AT;
            set_word(&arena, at,
                     test_random(2) != 0 ? test_random(UINT32_MAX)
                                         : word(&arena, at) ^ 1u << test_random(32));
        }
        for (uint32_t i = 0; i < 34; i++) {
            int32_t value = value_of(zb_arena_view(&arena), object.a, i);
            CHECK(value == -1 || value == (int32_t)i);
        }
        zb_status status = add(&arena, object.a, 33);
        CHECK(status == ZB_OK || status == ZB_E_EXISTS || status == ZB_E_MEMORY || status == ZB_E_CONTROL);
    }
    zb_view astray = zb_view_of(region, 16384);
    astray.control = 16384 - 32; /* no room for a control block */
    CHECK(zb_object_find(astray, object.a, "k1", 2, &dir) == ZB_OK);
    astray.control = 12;
    CHECK(zb_object_find(astray, object.a, "k1", 2, &dir) == ZB_OK);
}

static void
memory_is_not_needed(void)
{
    zb_arena arena;
    zb_slot object;
    uint8_t *region = test_region(4096);
    OK(zb_arena_init(&arena, region, 4096, 0, 0));
    OK(zb_object_new(&arena, 100, &object));
    uint32_t count = 0;
    while (count < 100 && add(&arena, object.a, count) == ZB_OK)
        count++;
    CHECK(count > 20);
    CHECK(holds(&arena, object.a, count));
    OK(zb_arena_check(&arena));
}

static void
a_key_remembers_its_place(void)
{
    zb_arena arena;
    zb_slot a, b;
    zb_off slot, other;
    zb_key y = ZB_KEY("y");
    OK(zb_arena_init(&arena, test_region(4096), 4096, 0, 0));
    OK(zb_object_new(&arena, 2, &a));
    OK(zb_object_new(&arena, 2, &b));
    OK(zb_object_set(&arena, a.a, ZB_LIT("x"), zb_i32(1)));
    OK(zb_object_set(&arena, a.a, ZB_LIT("y"), zb_i32(2)));
    OK(zb_object_set(&arena, b.a, ZB_LIT("y"), zb_i32(3)));
    zb_view view = zb_arena_view(&arena);
    OK(zb_object_lookup(view, a.a, &y, &slot));
    CHECK(y.index == 1);
    OK(zb_object_lookup(view, a.a, &y, &other));
    CHECK(slot == other);
    OK(zb_object_lookup(view, b.a, &y, &slot)); /* elsewhere */
    CHECK(y.index == 0);
    OK(zb_object_find(view, b.a, ZB_LIT("y"), &other));
    CHECK(slot == other);
    zb_key none = ZB_KEY("none"), empty = ZB_KEY("");
    slot = 1;
    CHECK(zb_object_lookup(view, a.a, &none, &slot) == ZB_E_NOT_FOUND && slot == 1);
    CHECK(zb_object_lookup(view, a.a, &empty, &slot) == ZB_E_NOT_FOUND);
    OK(zb_object_set(&arena, a.a, ZB_LIT(""), zb_i32(4)));
    OK(zb_object_lookup(zb_arena_view(&arena), a.a, &empty, &slot));
    y.index = UINT32_MAX;
    OK(zb_object_lookup(view, a.a, &y, &slot));
    CHECK(zb_object_lookup(view, 4096, &y, &slot) == ZB_E_BOUNDS);
    CHECK(zb_object_lookup(view, 2, &y, &slot) == ZB_E_ALIGN);
}

/* In a directory without a place for the object no index could be found again: each append would make one. */
static void
an_index_without_a_name_is_not_made(void)
{
    zb_arena arena;
    zb_slot object;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 0, 0));
    OK(zb_object_new(&arena, 64, &object));
    for (uint32_t i = 0; i < 9; i++)
        OK(add(&arena, object.a, i));
    zb_off dir = directory_of(&arena);
    for (uint32_t i = 0; i < word(&arena, dir); i++)
        set_word(&arena, dir + ZB_DIRECTORY_HEADER_BYTES + i * ZB_DIRECTORY_ENTRY_BYTES, 1u << 30);
    for (uint32_t i = 9; i < 64; i++) {
        zb_checkpoint before = zb_arena_save(&arena);
        OK(add(&arena, object.a, i));
        /* The key, and now and then the table of keys, at most once more than doubled. */
        CHECK(zb_arena_save(&arena) - before < 8 + 128 || i == 16 || i == 32);
    }
    CHECK(holds(&arena, object.a, 64));
}

/* An append to such an object hashes no more bytes than the region has; the rest is scanned for. */
static void
keys_that_overlap_are_scanned_for(void)
{
    zb_arena arena;
    zb_slot object;
    int32_t value;
    OK(overlap_arena(&arena, 1, &object));
    OK(zb_object_add(&arena, object.a, "new", 3, zb_i32(7)));
    zb_off index = index_of(&arena, object.a);
    CHECK(index != 0 && word(&arena, index + ZB_INDEX_UNPLACED_AT) == 1);
    OK(zb_object_get_i32(zb_arena_view(&arena), object.a, "new", 3, &value));
    CHECK(value == 7);
}

TEST_SUITE(index, {"small_objects_have_none", small_objects_have_none},
           {"many_keys_are_found", many_keys_are_found},
           {"unaware_writers_keep_it_right", unaware_writers_keep_it_right},
           {"restore_forgets_what_it_frees", restore_forgets_what_it_frees},
           {"unplaced_keys_are_scanned_for", unplaced_keys_are_scanned_for},
           {"damage_is_harmless", damage_is_harmless}, {"memory_is_not_needed", memory_is_not_needed},
           {"a_key_remembers_its_place", a_key_remembers_its_place},
           {"an_index_without_a_name_is_not_made", an_index_without_a_name_is_not_made},
           {"keys_that_overlap_are_scanned_for", keys_that_overlap_are_scanned_for});
