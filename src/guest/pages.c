/* SPDX-License-Identifier: MIT */
/*
 * Which pages are free is one bit each, so that runs that are given back join
 * without a word: what lies side by side is one run, however it was taken.  The
 * map of the largest memory takes 8 KiB, of a memory of 128 MB one reads 256 bytes.
 */
#include "pages.h"

extern uint8_t __heap_base;

#define WORD_PAGES 64u

/* Grow by as much as there is, but no further than this at once. */
#define MAX_STEP_PAGES 256u

static uint64_t free_pages[ZB_MAX_PAGES / WORD_PAGES + 1];

/* Pages below this one are known: taken, free, or none of ours.  0 before the first use. */
static uint32_t known;

/* No page below this one is free. */
static uint32_t lowest;

static void
mark_free(uint32_t from, uint32_t to)
{
    for (uint32_t page = from; page < to; page++)
        free_pages[page / WORD_PAGES] |= (uint64_t)1 << page % WORD_PAGES;
    if (from < to && from < lowest)
        lowest = from;
}

static void
mark_taken(uint32_t from, uint32_t to)
{
    for (uint32_t page = from; page < to; page++)
        free_pages[page / WORD_PAGES] &= ~((uint64_t)1 << page % WORD_PAGES);
    if (from == lowest)
        lowest = to;
}

/*
 * The first run of `count` free pages.  Without one, `*page` is where the free
 * pages at the end of the memory begin.
 */
static bool
find(uint32_t count, uint32_t *page)
{
    uint32_t run = 0, at = lowest;
    while (at < known) {
        uint64_t word = free_pages[at / WORD_PAGES] >> at % WORD_PAGES;
        if (word == 0) {
            run = 0;
            at = (at / WORD_PAGES + 1) * WORD_PAGES;
            continue;
        }
        uint32_t taken = (uint32_t)__builtin_ctzll(word);
        if (taken != 0) {
            run = 0;
            at += taken;
        }
        run++;
        at++;
        if (run == count) {
            *page = at - count;
            return true;
        }
    }
    *page = known - run;
    return false;
}

/* Make `count` free pages at the memory's end, of which those from `free_from` on are there. */
static bool
grow(uint32_t count, uint32_t free_from)
{
    uint32_t have = (uint32_t)__builtin_wasm_memory_size(0);
    if (have != known) /* somebody else grew the memory, for itself */
        free_from = have;
    uint32_t missing = count - (have - free_from), step = have < MAX_STEP_PAGES ? have : MAX_STEP_PAGES;
    if (missing > ZB_MAX_PAGES - have)
        return false;
    if (step < missing || step > ZB_MAX_PAGES - have || __builtin_wasm_memory_grow(0, step) == SIZE_MAX) {
        if (__builtin_wasm_memory_grow(0, missing) == SIZE_MAX)
            return false;
        step = missing;
    }
    known = have + step;
    mark_free(have, known);
    return true;
}

zb_off
zbi_pages_take(uint32_t count)
{
    if (known == 0) {
        known = (uint32_t)__builtin_wasm_memory_size(0);
        lowest = zbi_pages_for((uintptr_t)&__heap_base);
        mark_free(lowest, known);
    }
    if (count == 0 || count > ZB_MAX_PAGES)
        return 0;
    uint32_t page;
    if (!find(count, &page) && !(grow(count, page) && find(count, &page)))
        return 0;
    mark_taken(page, page + count);
    return page * ZB_PAGE_BYTES;
}

void
zbi_pages_give(zb_off at, uint32_t count)
{
    uint32_t page = at / ZB_PAGE_BYTES;
    /* Lengths come from arenas' own words: a handler that wrote past its bytes may have changed them. */
    if (at % ZB_PAGE_BYTES != 0 || page > known || count > known - page)
        __builtin_trap();
    mark_free(page, page + count);
}

const uint8_t *
zbi_pages_map(uint32_t *bytes)
{
    *bytes = sizeof free_pages;
    return (const uint8_t *)free_pages; /* WebAssembly is little-endian */
}
