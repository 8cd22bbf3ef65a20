/* SPDX-License-Identifier: MIT */
#include "test.h"

#define SIZE 4096u

static void
init_writes_the_control_block(void)
{
    uint8_t *region = test_region(SIZE);
    zb_arena arena;
    OK(zb_arena_init(&arena, region, SIZE, 100, 0));
    CHECK(arena.control == 104);
    zb_view view = zb_arena_view(&arena);
    CHECK(zb_view_u32(view, 104) == ZB_CONTROL_MAGIC);
    CHECK(zb_view_u32(view, 104 + ZB_CONTROL_VERSION_AT) == 1);
    CHECK(zb_view_u32(view, 104 + ZB_CONTROL_START_AT) == 168);
    CHECK(zb_arena_save(&arena) == 168);
    CHECK(zb_arena_remaining(&arena) == SIZE - 168);
    OK(zb_arena_check(&arena));
}

static void
init_refuses_what_it_cannot_hold(void)
{
    uint8_t *region = test_region(SIZE);
    zb_arena arena = {0};
    CHECK(zb_arena_init(&arena, region, 63, 0, 0) == ZB_E_BOUNDS);
    CHECK(zb_arena_init(&arena, region, SIZE, SIZE - 32, 0) == ZB_E_BOUNDS);
    CHECK(zb_arena_init(&arena, region, SIZE, UINT32_MAX, 0) == ZB_E_BOUNDS);
    CHECK(zb_arena_init(&arena, region, SIZE, 0, 4) == ZB_E_INVALID);
    CHECK(zb_arena_init(&arena, region + 4, SIZE - 4, 0, 0) == ZB_E_INVALID);
    CHECK(arena.control == 0);
}

static void
attach_checks_every_word(void)
{
    uint8_t *region = test_region(SIZE);
    zb_arena arena, other = {0};
    OK(zb_arena_init(&arena, region, SIZE, 8, 0));
    OK(zb_arena_attach(&other, region, SIZE, 8));
    CHECK(zb_arena_attach(&other, region, SIZE, 12) == ZB_E_ALIGN);
    CHECK(zb_arena_attach(&other, region, SIZE, SIZE - 8) == ZB_E_BOUNDS);
    CHECK(zb_arena_attach(&other, region, SIZE, 16) == ZB_E_CONTROL);
    CHECK(zb_arena_attach(&other, region, SIZE, 0) == ZB_E_CONTROL);
    static const struct {
        uint32_t at, value;
    } damage[] = {
        {ZB_CONTROL_MAGIC_AT, 0},
        {ZB_CONTROL_VERSION_AT, 2},
        {ZB_CONTROL_START_AT, 0},
        {ZB_CONTROL_BUMP_AT, 0},
        {ZB_CONTROL_BUMP_AT, UINT32_MAX},
        {ZB_CONTROL_LIMIT_AT, SIZE + 1},
        {ZB_CONTROL_LIMIT_AT, 0},
        {ZB_CONTROL_SEGMENT_AT, 4},
        {ZB_CONTROL_SEGMENT_AT, 0xfffffff8},
        {ZB_CONTROL_START_AT, UINT32_MAX},
        {ZB_CONTROL_START_AT, 8 + ZB_CONTROL_BYTES - 1},
    };
    for (uint32_t i = 0; i < sizeof damage / sizeof damage[0]; i++) {
        uint8_t saved[ZB_CONTROL_BYTES];
        __builtin_memcpy(saved, region + 8, sizeof saved);
        __builtin_memcpy(region + 8 + damage[i].at, &damage[i].value, 4);
        CHECK(zb_arena_attach(&other, region, SIZE, 8) == ZB_E_CONTROL);
        __builtin_memcpy(region + 8, saved, sizeof saved);
    }
}

static void
alloc_aligns_and_fills_to_the_last_byte(void)
{
    zb_arena arena;
    zb_off a, b, c;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    OK(zb_arena_alloc(&arena, 1, 1, &a));
    OK(zb_arena_alloc(&arena, 0, 64, &b));
    CHECK(a == 72 && b == 128);
    OK(zb_arena_alloc(&arena, SIZE - 128, 8, &c));
    CHECK(c == 128 && zb_arena_remaining(&arena) == 0);
    c = 7;
    CHECK(zb_arena_alloc(&arena, 1, 1, &c) == ZB_E_MEMORY);
    CHECK(c == 7 && zb_arena_save(&arena) == SIZE);
}

static void
alloc_refuses_bad_alignment_and_huge_sizes(void)
{
    zb_arena arena;
    zb_off out = 7;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    zb_checkpoint before = zb_arena_save(&arena);
    CHECK(zb_arena_alloc(&arena, 8, 0, &out) == ZB_E_INVALID);
    CHECK(zb_arena_alloc(&arena, 8, 3, &out) == ZB_E_INVALID);
    CHECK(zb_arena_alloc(&arena, 8, 8192, &out) == ZB_E_INVALID);
    CHECK(zb_arena_alloc(&arena, UINT32_MAX, 8, &out) == ZB_E_MEMORY);
    CHECK(out == 7 && zb_arena_save(&arena) == before);
}

static void
alloc_sees_a_damaged_control_block(void)
{
    uint8_t *region = test_region(SIZE);
    zb_arena arena;
    zb_off out;
    uint32_t bad = SIZE + 8;
    OK(zb_arena_init(&arena, region, SIZE, 8, 0));
    __builtin_memcpy(region + 8 + ZB_CONTROL_LIMIT_AT, &bad, 4);
    CHECK(zb_arena_alloc(&arena, 8, 8, &out) == ZB_E_CONTROL);
    CHECK(zb_arena_reset(&arena) == ZB_E_CONTROL);
}

static void
restore_frees_and_counts(void)
{
    zb_arena arena;
    zb_off a, b;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    OK(zb_arena_alloc(&arena, 40, 8, &a));
    zb_checkpoint mark = zb_arena_save(&arena);
    uint32_t generation = zb_arena_generation(&arena);
    OK(zb_arena_alloc(&arena, 40, 8, &b));
    OK(zb_arena_restore(&arena, mark));
    CHECK(zb_arena_save(&arena) == mark && zb_arena_generation(&arena) == generation + 1);
    CHECK(zb_arena_restore(&arena, mark + 1) == ZB_E_CHECKPOINT);
    CHECK(zb_arena_restore(&arena, 8) == ZB_E_CHECKPOINT);
    CHECK(zb_arena_generation(&arena) == generation + 1);
    OK(zb_arena_reset(&arena));
    CHECK(zb_arena_save(&arena) == 72);
}

/* A hook that enlarges the region in place, up to the bytes that are really there. */
static zb_status
grow_in_place(zb_arena *arena, uint32_t bytes)
{
    uint32_t most = *(uint32_t *)arena->context;
    zb_off bump = zb_arena_save(arena);
    if (bytes > most - bump)
        return ZB_E_MEMORY;
    arena->size_bytes = bump + bytes;
    zb_arena_raise_limit(arena, arena->size_bytes);
    return ZB_OK;
}

static void
growth_in_place(void)
{
    uint32_t most = SIZE;
    zb_arena arena;
    zb_off out;
    OK(zb_arena_init(&arena, test_region(SIZE), 128, 8, 0));
    arena.grow = grow_in_place;
    arena.context = &most;
    OK(zb_arena_alloc(&arena, 1000, 8, &out));
    OK(zb_arena_check(&arena));
    zb_checkpoint before = zb_arena_save(&arena);
    CHECK(zb_arena_alloc(&arena, SIZE, 8, &out) == ZB_E_MEMORY);
    CHECK(zb_arena_save(&arena) == before);
    OK(zb_arena_alloc(&arena, SIZE - before, 1, &out));
}

static zb_status
grow_not_at_all(zb_arena *arena, uint32_t bytes)
{
    (void)arena;
    (void)bytes;
    return ZB_OK;
}

static void
a_hook_that_lies_ends_in_an_error(void)
{
    zb_arena arena;
    zb_off out;
    OK(zb_arena_init(&arena, test_region(SIZE), 128, 8, 0));
    arena.grow = grow_not_at_all;
    CHECK(zb_arena_alloc(&arena, 1000, 8, &out) == ZB_E_MEMORY);
    OK(zb_arena_init(&arena, test_region(SIZE), 128, 8, ZB_ARENA_SHARED));
    arena.grow = grow_not_at_all;
    CHECK(zb_arena_alloc(&arena, 1000, 8, &out) == ZB_E_MEMORY);
}

/* A hook that hands out segments of 256 bytes from the far end of the region, and counts them. */
typedef struct segments {
    zb_off next;
    uint32_t given, returned;
} segments;

static zb_status
add_segment(zb_arena *arena, uint32_t bytes)
{
    segments *state = arena->context;
    uint32_t size =
        bytes + ZB_SEGMENT_HEADER_BYTES + 8 > 256 ? (bytes + ZB_SEGMENT_HEADER_BYTES + 15) / 8 * 8 : 256;
    if (state->next < 1024 + size)
        return ZB_E_MEMORY;
    state->next -= size; /* downwards: later segments have lower offsets */
    state->given++;
    zb_arena_add_segment(arena, state->next, size);
    return ZB_OK;
}

static void
release_segment(zb_arena *arena, zb_off segment, uint32_t bytes)
{
    segments *state = arena->context;
    state->returned++;
    if (segment == state->next)
        state->next += bytes;
}

static void
segments_come_and_go(void)
{
    segments state = {SIZE, 0, 0};
    zb_arena arena;
    zb_off out;
    uint8_t *region = test_region(SIZE);
    OK(zb_arena_init(&arena, region, SIZE, 8, 0));
    uint32_t limit = 512;
    __builtin_memcpy(region + 8 + ZB_CONTROL_LIMIT_AT, &limit, 4);
    arena.grow = add_segment;
    arena.release = release_segment;
    arena.context = &state;

    OK(zb_arena_alloc(&arena, 400, 8, &out));
    zb_checkpoint first = zb_arena_save(&arena);
    OK(zb_arena_alloc(&arena, 200, 8, &out));
    CHECK(out == SIZE - 256 + ZB_SEGMENT_HEADER_BYTES && state.given == 1);
    zb_checkpoint second = zb_arena_save(&arena);
    OK(zb_arena_alloc(&arena, 1000, 8, &out));
    CHECK(state.given == 2);
    OK(zb_arena_check(&arena));

    CHECK(zb_arena_restore(&arena, 600) == ZB_E_CHECKPOINT); /* between the segments */
    CHECK(state.returned == 0);
    OK(zb_arena_restore(&arena, second));
    CHECK(state.returned == 1 && zb_arena_save(&arena) == second);
    OK(zb_arena_alloc(&arena, 1000, 8, &out));
    OK(zb_arena_restore(&arena, first));
    CHECK(state.returned == 3 && zb_arena_save(&arena) == first && state.next == SIZE);
    OK(zb_arena_check(&arena));
    CHECK(zb_arena_alloc(&arena, SIZE, 8, &out) == ZB_E_MEMORY);
    CHECK(zb_arena_save(&arena) == first);
}

/* A segment over the control block would let an allocation overwrite it, and a restore
 * read headers that it has just written. */
static void
a_segment_over_the_control_block_is_refused(void)
{
    uint8_t *region = test_region(SIZE);
    zb_arena arena, other;
    OK(zb_arena_init(&arena, region, SIZE, 512, 0));
    for (zb_off header = 256; header <= 512 + ZB_CONTROL_BYTES; header += 8) {
        uint8_t saved[SIZE];
        __builtin_memcpy(saved, region, SIZE);
        uint32_t limit = header + 1024, bump = header + 1024, length = 1024;
        __builtin_memcpy(region + 512 + ZB_CONTROL_SEGMENT_AT, &header, 4);
        __builtin_memcpy(region + 512 + ZB_CONTROL_BUMP_AT, &bump, 4);
        __builtin_memcpy(region + 512 + ZB_CONTROL_LIMIT_AT, &limit, 4);
        __builtin_memcpy(region + header + ZB_SEGMENT_LENGTH_AT, &length, 4);
        CHECK(zb_arena_attach(&other, region, SIZE, 512) == ZB_E_CONTROL);
        CHECK(zb_arena_restore(&arena, 580) == ZB_E_CONTROL);
        __builtin_memcpy(region, saved, SIZE);
    }
}

/* Somebody else grew the region: the hook is asked, with 0 bytes, how large it is now. */
static zb_status
learn_only(zb_arena *arena, uint32_t bytes)
{
    arena->size_bytes = SIZE;
    return bytes == 0 ? ZB_OK : ZB_E_MEMORY;
}

static void
growth_behind_the_back_of_a_handle(void)
{
    uint8_t *region = test_region(SIZE);
    zb_arena arena, other;
    zb_off out;
    OK(zb_arena_init(&arena, region, 128, 8, 0));
    OK(zb_arena_attach(&other, region, 128, 8));
    arena.size_bytes = SIZE;
    zb_arena_raise_limit(&arena, SIZE);
    CHECK(zb_arena_alloc(&other, 1000, 8, &out) == ZB_E_CONTROL);
    CHECK(zb_arena_refresh(&other) == ZB_E_CONTROL && other.size_bytes == 128);
    other.grow = learn_only;
    OK(zb_arena_refresh(&other));
    CHECK(other.size_bytes == SIZE);
    other.size_bytes = 128;
    OK(zb_arena_alloc(&other, 1000, 8, &out));
    CHECK(zb_arena_alloc(&other, SIZE, 8, &out) == ZB_E_MEMORY);
}

static void
reset_opens_a_lock_that_was_left(void)
{
    uint8_t *region = test_region(SIZE);
    zb_arena arena;
    uint32_t taken = 1;
    OK(zb_arena_init(&arena, region, SIZE, 8, ZB_ARENA_SHARED));
    __builtin_memcpy(region + 8 + ZB_CONTROL_KEYS_LOCK_AT, &taken, 4);
    OK(zb_arena_reset(&arena));
    CHECK(zb_view_u32(zb_arena_view(&arena), 8 + ZB_CONTROL_KEYS_LOCK_AT) == 0);
}

static void
a_cycle_of_segments_ends(void)
{
    segments state = {SIZE, 0, 0};
    zb_arena arena;
    zb_off out;
    uint8_t *region = test_region(SIZE);
    OK(zb_arena_init(&arena, region, 512, 8, 0));
    arena.size_bytes = SIZE;
    arena.grow = add_segment;
    arena.context = &state;
    OK(zb_arena_alloc(&arena, 600, 8, &out));
    zb_off header = out - ZB_SEGMENT_HEADER_BYTES, bump = header + ZB_SEGMENT_HEADER_BYTES, limit = SIZE;
    __builtin_memcpy(region + header + ZB_SEGMENT_PREVIOUS_AT, &header, 4);
    __builtin_memcpy(region + header + ZB_SEGMENT_BUMP_AT, &bump, 4);
    __builtin_memcpy(region + header + ZB_SEGMENT_LIMIT_AT, &limit, 4);
    CHECK(zb_arena_check(&arena) == ZB_E_CONTROL);
    CHECK(zb_arena_restore(&arena, 80) == ZB_E_CONTROL);
}

static void
statuses_have_texts(void)
{
#define CHECK_TEXT(name, number, text)                                                                       \
    CHECK((int)ZB_##name == (number));                                                                       \
    CHECK(test_same((zb_str){ZB_LIT(text)}, zb_status_text(ZB_##name)));
    ZB_STATUS_TABLE(CHECK_TEXT)
    CHECK(test_same((zb_str){ZB_LIT("unknown status")}, zb_status_text((zb_status)77)));
}

TEST_SUITE(arena, {"init_writes_the_control_block", init_writes_the_control_block},
           {"init_refuses_what_it_cannot_hold", init_refuses_what_it_cannot_hold},
           {"attach_checks_every_word", attach_checks_every_word},
           {"alloc_aligns_and_fills_to_the_last_byte", alloc_aligns_and_fills_to_the_last_byte},
           {"alloc_refuses_bad_alignment_and_huge_sizes", alloc_refuses_bad_alignment_and_huge_sizes},
           {"alloc_sees_a_damaged_control_block", alloc_sees_a_damaged_control_block},
           {"restore_frees_and_counts", restore_frees_and_counts}, {"growth_in_place", growth_in_place},
           {"a_hook_that_lies_ends_in_an_error", a_hook_that_lies_ends_in_an_error},
           {"segments_come_and_go", segments_come_and_go},
           {"a_cycle_of_segments_ends", a_cycle_of_segments_ends},
           {"a_segment_over_the_control_block_is_refused", a_segment_over_the_control_block_is_refused},
           {"growth_behind_the_back_of_a_handle", growth_behind_the_back_of_a_handle},
           {"reset_opens_a_lock_that_was_left", reset_opens_a_lock_that_was_left},
           {"statuses_have_texts", statuses_have_texts});
