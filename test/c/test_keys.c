/* SPDX-License-Identifier: MIT */
#include "test.h"

#define SIZE 65536u

/* "key0" to "key999" */
static zb_str
numbered_key(char buffer[8], uint32_t number)
{
    __builtin_memcpy(buffer, "key", 3);
    uint32_t len = 3;
    if (number >= 100)
        buffer[len++] = (char)('0' + number / 100);
    if (number >= 10)
        buffer[len++] = (char)('0' + number / 10 % 10);
    buffer[len++] = (char)('0' + number % 10);
    return (zb_str){buffer, len};
}

static zb_off
intern(zb_arena *arena, const char *key, uint32_t len)
{
    zb_off off;
    return zb_key_intern(arena, key, len, &off) == ZB_OK ? off : 0;
}

static void
equal_keys_share_one_offset(void)
{
    zb_arena arena;
    char buffer[8];
    zb_off offsets[300];
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    for (uint32_t i = 0; i < 300; i++) {
        zb_str key = numbered_key(buffer, i);
        offsets[i] = intern(&arena, key.ptr, key.len);
        CHECK(offsets[i] != 0);
    }
    zb_checkpoint full = zb_arena_save(&arena);
    for (uint32_t i = 0; i < 300; i++) {
        zb_str key = numbered_key(buffer, i);
        CHECK(intern(&arena, key.ptr, key.len) == offsets[i]);
    }
    CHECK(zb_arena_save(&arena) == full);
    CHECK(intern(&arena, "", 0) == intern(&arena, "", 0));
}

static void
restore_forgets_newer_keys_only(void)
{
    zb_arena arena;
    char buffer[8];
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    zb_off old[20];
    for (uint32_t i = 0; i < 20; i++) {
        zb_str key = numbered_key(buffer, i);
        old[i] = intern(&arena, key.ptr, key.len);
    }
    zb_checkpoint mark = zb_arena_save(&arena);
    for (uint32_t round = 0; round < 5; round++) {
        for (uint32_t i = 20; i < 24 + round; i++) { /* few enough that the table stays where it is */
            zb_str key = numbered_key(buffer, i);
            CHECK(intern(&arena, key.ptr, key.len) >= mark);
        }
        OK(zb_arena_restore(&arena, mark));
        /* Other bytes where the freed keys were: a stale entry would be found with them. */
        zb_slot filler;
        OK(zb_string_new(&arena, ZB_LIT("key20key21key22key23key24"), &filler));
        for (uint32_t i = 0; i < 20; i++) {
            zb_str key = numbered_key(buffer, i);
            CHECK(intern(&arena, key.ptr, key.len) == old[i]);
        }
        zb_str key = numbered_key(buffer, 20);
        zb_off again = intern(&arena, key.ptr, key.len);
        CHECK(again >= mark && test_equal(zb_arena_ptr(&arena, again), "key20", 5));
        OK(zb_arena_restore(&arena, mark));
    }
}

static void
restore_below_the_table_drops_it(void)
{
    zb_arena arena;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    zb_checkpoint mark = zb_arena_save(&arena);
    CHECK(intern(&arena, "a", 1) == mark);
    OK(zb_arena_restore(&arena, mark));
    zb_slot other;
    OK(zb_string_new(&arena, "xxxxxxxx", 8, &other));
    zb_off again = intern(&arena, "a", 1);
    CHECK(again > mark && *zb_arena_ptr(&arena, again) == 'a');
}

static void
a_damaged_table_is_ignored(void)
{
    static const struct {
        uint32_t capacity, count;
    } damage[] = {{0, 0}, {17, 0}, {UINT32_MAX, 0}, {0x80000000, 1}, {16, 16}, {8, 0}};
    for (uint32_t i = 0; i < sizeof damage / sizeof damage[0]; i++) {
        zb_arena arena;
        uint8_t *region = test_region(SIZE);
        OK(zb_arena_init(&arena, region, SIZE, 8, 0));
        CHECK(intern(&arena, "a", 1) != 0);
        zb_off table = zb_view_u32(zb_arena_view(&arena), 8 + ZB_CONTROL_KEYS_AT);
        __builtin_memcpy(region + table, &damage[i], 8);
        zb_off off = intern(&arena, "a", 1);
        CHECK(off != 0 && *zb_arena_ptr(&arena, off) == 'a');
    }
    zb_off offsets[] = {4, SIZE - 4, 0xfffffffc, 3};
    for (uint32_t i = 0; i < sizeof offsets / sizeof offsets[0]; i++) {
        zb_arena arena;
        uint8_t *region = test_region(SIZE);
        OK(zb_arena_init(&arena, region, SIZE, 8, 0));
        __builtin_memcpy(region + 8 + ZB_CONTROL_KEYS_AT, &offsets[i], 4);
        CHECK(intern(&arena, "a", 1) != 0);
        OK(zb_arena_reset(&arena));
    }
}

static void
a_full_table_of_lies_ends(void)
{
    zb_arena arena;
    uint8_t *region = test_region(SIZE);
    OK(zb_arena_init(&arena, region, SIZE, 8, 0));
    zb_checkpoint mark = zb_arena_save(&arena);
    CHECK(intern(&arena, "a", 1) != 0);
    zb_checkpoint after = zb_arena_save(&arena);
    zb_off table = zb_view_u32(zb_arena_view(&arena), 8 + ZB_CONTROL_KEYS_AT);
    /* Every entry taken, none where it belongs, all of them apparently newer than `after`. */
    for (uint32_t i = 0; i < ZB_KEYS_MIN_CAPACITY; i++) {
        uint32_t entry[3] = {i * 7, after + 8, 1};
        __builtin_memcpy(region + table + ZB_KEYS_HEADER_BYTES + i * ZB_KEYS_ENTRY_BYTES, entry,
                         sizeof entry);
    }
    CHECK(intern(&arena, "b", 1) != 0);
    CHECK(intern(&arena, "c", 1) != 0);
    OK(zb_arena_restore(&arena, after));
    OK(zb_arena_restore(&arena, mark));
}

static void
a_taken_lock_never_waits(void)
{
    zb_arena arena;
    uint8_t *region = test_region(SIZE);
    OK(zb_arena_init(&arena, region, SIZE, 8, ZB_ARENA_SHARED));
    zb_off shared = intern(&arena, "name", 4);
    CHECK(intern(&arena, "name", 4) == shared);
    uint32_t taken = 1;
    __builtin_memcpy(region + 8 + ZB_CONTROL_KEYS_LOCK_AT, &taken, 4);
    zb_off own = intern(&arena, "name", 4);
    CHECK(own != 0 && own != shared && test_equal(zb_arena_ptr(&arena, own), "name", 4));
}

TEST_SUITE(keys, {"equal_keys_share_one_offset", equal_keys_share_one_offset},
           {"restore_forgets_newer_keys_only", restore_forgets_newer_keys_only},
           {"restore_below_the_table_drops_it", restore_below_the_table_drops_it},
           {"a_damaged_table_is_ignored", a_damaged_table_is_ignored},
           {"a_full_table_of_lies_ends", a_full_table_of_lies_ends},
           {"a_taken_lock_never_waits", a_taken_lock_never_waits});
