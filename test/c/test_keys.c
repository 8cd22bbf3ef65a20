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

/* A damaged table costs time in proportion to its size, not to the square of it. */
static void
a_full_table_of_lies_ends(void)
{
    enum { CAPACITY = 1 << 16, BYTES = 4 << 20 };
    zb_arena arena;
    uint8_t *region = test_region(BYTES);
    zb_off table, text;
    OK(zb_arena_init(&arena, region, BYTES, 8, 0));
    OK(zb_arena_alloc(&arena, ZB_KEYS_HEADER_BYTES + CAPACITY * ZB_KEYS_ENTRY_BYTES, 8, &table));
    zb_checkpoint mark = zb_arena_save(&arena);
    OK(zb_arena_alloc(&arena, 64, 8, &text));
    for (uint32_t same = 0; same < 2; same++) { /* every entry taken: of one hash, or where none belongs */
        for (uint32_t i = 0; i < CAPACITY; i++) {
            uint32_t entry[3] = {same ? 5 : i * 7, text, 1};
            __builtin_memcpy(region + table + ZB_KEYS_HEADER_BYTES + i * ZB_KEYS_ENTRY_BYTES, entry,
                             sizeof entry);
        }
        uint32_t header[2] = {CAPACITY, CAPACITY / 2}, newest = text + 1;
        __builtin_memcpy(region + table, header, sizeof header);
        __builtin_memcpy(region + 8 + ZB_CONTROL_KEYS_AT, &table, 4);
        __builtin_memcpy(region + 8 + ZB_CONTROL_KEYS_END_AT, &newest, 4);
        CHECK(intern(&arena, "b", 1) != 0);
        __builtin_memcpy(region + 8 + ZB_CONTROL_KEYS_AT, &table, 4);
        OK(zb_arena_restore(&arena, mark));
        OK(zb_arena_alloc(&arena, 64, 8, &text));
    }
}

/* A text gives back what it did not use, and with it an empty key at its end: the
 * keys that are older than the restore must still be told from those that are not. */
static void
an_empty_key_behind_a_text_hides_no_other(void)
{
    zb_arena arena;
    zb_slot value;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    CHECK(intern(&arena, "first", 5) != 0);
    zb_checkpoint mark = zb_arena_save(&arena);
    CHECK(intern(&arena, "name", 4) >= mark);
    zb_text text = zb_text_begin(&arena, 256);
    CHECK(intern(&arena, "", 0) != 0);
    OK(zb_text_end(&text, &value));
    OK(zb_arena_restore(&arena, mark));
    zb_off name = intern(&arena, "name", 4);
    CHECK(name >= mark && name + 4 <= zb_arena_save(&arena));
}

/* Random keys, checkpoints and restores: what survives is found where it was, what was
 * freed is not found.  Keys are many for their tables, so entries lie far from home. */
static void
random_restores_keep_what_is_older(void)
{
    enum { KEYS = 300, ROUNDS = 100, STEPS = 400 };
    static zb_off known[KEYS];
    uint8_t *region = test_region(SIZE);
    for (uint32_t round = 0; round < ROUNDS; round++) {
        zb_arena arena;
        zb_checkpoint marks[64];
        uint32_t mark_count = 0;
        char buffer[8];
        OK(zb_arena_init(&arena, region, SIZE, 8, 0));
        __builtin_memset(known, 0, sizeof known);
        for (uint32_t step = 0; step < STEPS; step++) {
            uint32_t what = test_random(10), number = test_random(KEYS);
            zb_off off;
            if (what < 7) {
                zb_str key = numbered_key(buffer, number);
                off = intern(&arena, key.ptr, key.len);
                CHECK(off != 0 && off + key.len <= zb_arena_save(&arena));
                CHECK(test_equal(zb_arena_ptr(&arena, off), key.ptr, key.len));
                CHECK(known[number] == 0 || known[number] == off);
                known[number] = off;
            } else if (what == 7 && mark_count < 64) {
                marks[mark_count++] = zb_arena_save(&arena);
            } else if (what == 8 && mark_count > 0) {
                mark_count = test_random(mark_count);
                zb_off table = zb_view_u32(zb_arena_view(&arena), 8 + ZB_CONTROL_KEYS_AT);
                OK(zb_arena_restore(&arena, marks[mark_count]));
                bool dropped = table >= marks[mark_count];
                for (uint32_t i = 0; i < KEYS; i++)
                    if (dropped || known[i] >= marks[mark_count])
                        known[i] = 0;
            } else {
                OK(zb_arena_alloc(&arena, 1 + test_random(40), 1, &off));
                *zb_arena_ptr(&arena, off) = 'Z';
            }
        }
    }
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
           {"an_empty_key_behind_a_text_hides_no_other", an_empty_key_behind_a_text_hides_no_other},
           {"random_restores_keep_what_is_older", random_restores_keep_what_is_older},
           {"a_taken_lock_never_waits", a_taken_lock_never_waits});
