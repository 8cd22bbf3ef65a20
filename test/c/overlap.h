/* SPDX-License-Identifier: MIT */
#ifndef OVERLAP_H
#define OVERLAP_H

/*
 * Values that describe far more bytes than there are: every entry names the same long bytes,
 * or long bytes that overlap.
 */

#include "test.h"

#define OVERLAP_COUNT 4000u
#define OVERLAP_BYTES 100000u
#define OVERLAP_SIZE (OVERLAP_BYTES + 2048u + 24u * OVERLAP_COUNT)

/** An object at `at` of an arena's region; its keys lie `step` bytes apart, 0 or 1, modulo 1024. */
static inline zb_off
overlap_object(zb_arena *arena, zb_off at, uint32_t step)
{
    uint8_t *p = zb_arena_ptr(arena, at);
    uint32_t keys = at + 16 + 24 * OVERLAP_COUNT, words[3] = {at + 4, OVERLAP_COUNT, OVERLAP_COUNT};
    __builtin_memcpy(p, words, sizeof words);
    for (uint32_t i = 0; i < OVERLAP_COUNT; i++) {
        uint32_t entry[6] = {keys + step * (i % 1024), OVERLAP_BYTES, 0, 0, 0, 0};
        __builtin_memcpy(p + 12 + 24 * i, entry, sizeof entry);
    }
    __builtin_memset(zb_arena_ptr(arena, keys), 'k', OVERLAP_BYTES + 1024);
    return at;
}

/** An arena of its own around such an object. */
static inline zb_status
overlap_arena(zb_arena *arena, uint32_t step, zb_slot *out)
{
    zb_off at;
    ZB_TRY(zb_arena_init(arena, test_region(OVERLAP_SIZE * 4), OVERLAP_SIZE * 4, 0, ZB_ARENA_EXTENDED));
    ZB_TRY(zb_arena_alloc(arena, OVERLAP_SIZE, 8, &at));
    *out = zb_at(ZB_TAG_OBJECT, overlap_object(arena, at, step));
    return ZB_OK;
}

#endif /* OVERLAP_H */
