/* SPDX-License-Identifier: MIT */
/*
 * One region for the instance and its requests, as a module has one memory: handlers may
 * mix offsets of both.  It never moves.  Each arena has a part of it, most of which the
 * system never sees.
 *
 *   +----------+----------------+----------------+--- ... ---+
 *   | instance | request        | one within it  |           |
 *   +----------+----------------+----------------+--- ... ---+
 *
 * An arena is let have no more than it asked for.  The rest is poisoned, where the address
 * sanitizer is linked: it finds what goes past the newest allocation.
 */
#include "testing.h"

#include <stdio.h>
#include <stdlib.h>

#define PART_BYTES ((zb_off)64 << 20)
#define PARTS 5u /* the instance, and requests inside each other */

/* There in programs with the address sanitizer. */
__attribute__((weak)) void __asan_poison_memory_region(const volatile void *at, size_t bytes);
__attribute__((weak)) void __asan_unpoison_memory_region(const volatile void *at, size_t bytes);

static uint8_t *
region(void)
{
    static uint8_t *base;
    if (base == NULL && (base = malloc((size_t)PART_BYTES * PARTS)) == NULL) {
        fprintf(stderr, "no memory for the region of handlers (%u MiB)\n", (PART_BYTES >> 20) * PARTS);
        exit(2);
    }
    return base;
}

static zb_status
grow(zb_arena *arena, uint32_t bytes)
{
    zb_off end = (arena->control / PART_BYTES + 1) * PART_BYTES, bump = zb_arena_save(arena);
    if (bytes > end - bump)
        return ZB_E_MEMORY;
    if (__asan_unpoison_memory_region != NULL)
        __asan_unpoison_memory_region(arena->base + bump, bytes);
    zb_arena_raise_limit(arena, bump + bytes);
    return ZB_OK;
}

static void
begin(zb_arena *arena, uint32_t part)
{
    zb_off start = part * PART_BYTES + ZB_WRITE_ALIGN, end = start + ZB_CONTROL_BYTES;
    uint8_t *base = region();
    if (__asan_unpoison_memory_region != NULL)
        __asan_unpoison_memory_region(base + start, ZB_CONTROL_BYTES);
    /* Of a size that ends the arena where it begins; then the view is of all. */
    if (zb_arena_init(arena, base, end, start, 0) != ZB_OK)
        abort();
    arena->size_bytes = PART_BYTES * PARTS;
    arena->grow = grow;
    if (__asan_poison_memory_region != NULL)
        __asan_poison_memory_region(base + end, (part + 1) * PART_BYTES - end);
}

void
zbi_test_memory_begin(zb_arena *arena, uint32_t depth)
{
    if (depth + 1 >= PARTS) {
        fprintf(stderr, "more than %u requests inside each other\n", PARTS - 1);
        exit(2);
    }
    begin(arena, depth + 1);
}

zb_arena *
zbi_test_instance(void)
{
    static zb_arena instance;
    if (instance.control == 0)
        begin(&instance, 0);
    return &instance;
}
