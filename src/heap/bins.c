/* SPDX-License-Identifier: MIT */
/* Binned blocks: joined with their neighbours, listed by size, found by good fit. */
#include "general.h"

/* Blocks of the first bin that may be too small are tried, this many at most: a
 * request then takes a block that fits closely, in bounded time. */
#define TRIES 8

enum { NEXT = 2, PREV = 3 }; /* words of a binned block */

static const char BROKEN[] = "heap: a free block was written to, after free or past another block";

/* A link leads to a binned block whose link of the other direction leads back. */
static void
check_link(const zbi_heap *heap, zb_off at, uint32_t direction, zb_off back)
{
    if ((zbi_header(heap, at) & STATES) != 0 || zbi_heap_words(heap, at)[direction] != back)
        zbi_heap_fail(BROKEN);
}

static void
link(zbi_heap *heap, zb_off at, uint32_t size)
{
    uint32_t bin = zbi_bin_of(size);
    zb_off next = heap->bins[bin];
    if (next != 0) {
        check_link(heap, next, PREV, 0);
        zbi_heap_words(heap, next)[PREV] = at;
    }
    zbi_header_put(heap, at, size);
    uint32_t *words = zbi_heap_words(heap, at);
    words[NEXT] = next;
    words[PREV] = 0;
    zbi_heap_words(heap, at + size)[-1] = size;
    heap->bins[bin] = at;
    heap->filled[bin / 64] |= (uint64_t)1 << bin % 64;
}

void
zbi_bins_unlink(zbi_heap *heap, zb_off at, uint32_t size)
{
    const uint32_t *words = zbi_heap_words(heap, at);
    uint32_t bin = zbi_bin_of(size);
    zb_off next = words[NEXT], prev = words[PREV];
    /* All is checked before anything is changed. */
    if (prev != 0)
        check_link(heap, prev, NEXT, at);
    else if (heap->bins[bin] != at)
        zbi_heap_fail(BROKEN);
    if (next != 0) {
        check_link(heap, next, PREV, at);
        zbi_heap_words(heap, next)[PREV] = prev;
    }
    if (prev != 0)
        zbi_heap_words(heap, prev)[NEXT] = next;
    else
        heap->bins[bin] = next;
    if (heap->bins[bin] == 0)
        heap->filled[bin / 64] &= ~((uint64_t)1 << bin % 64);
}

/* The size of the binned block that ends at `at`. */
static uint32_t
size_before(const zbi_heap *heap, zb_off at)
{
    uint32_t size = zbi_heap_words(heap, at)[-1];
    if (size < BLOCK_MIN || size > at - heap->low || zbi_header(heap, at - size) != size)
        zbi_heap_fail(BROKEN);
    return size;
}

void
zbi_bins_put(zbi_heap *heap, zb_off at, uint32_t size, bool prev_binned)
{
    if (prev_binned) {
        uint32_t before = size_before(heap, at);
        zbi_bins_unlink(heap, at - before, before);
        zbi_header_erase(heap, at);
        at -= before;
        size += before;
    }
    if (at + size == heap->top) {
        zbi_header_erase(heap, at);
        heap->top = at;
        return;
    }
    uint32_t after = zbi_header(heap, at + size);
    if ((after & (LIVE | QUICK)) == 0) {
        zbi_bins_unlink(heap, at + size, after & ~STATES);
        zbi_header_erase(heap, at + size);
        size += after & ~STATES;
        after = zbi_header(heap, at + size); /* of a block that is not binned, so never the top */
    }
    link(heap, at, size);
    zbi_header_put(heap, at + size, after | PREV_BINNED);
}

void
zbi_bins_cut(zbi_heap *heap, zb_off at, uint32_t size, uint32_t want, uint32_t state)
{
    if (size - want < BLOCK_MIN) {
        zbi_header_put(heap, at, size | state);
        return;
    }
    zbi_header_put(heap, at, want | state);
    zbi_bins_put(heap, at + want, size - want, false);
}

zb_off
zbi_bins_take(zbi_heap *heap, uint32_t size)
{
    uint32_t bin = zbi_bin_of(size);
    zb_off at = heap->bins[bin];
    for (int tries = 0; at != 0; tries++) {
        uint32_t found = zbi_header(heap, at);
        if ((found & STATES) != 0)
            zbi_heap_fail(BROKEN);
        if (found >= size)
            break;
        at = tries < TRIES ? zbi_heap_words(heap, at)[NEXT] : 0;
    }
    if (at == 0) {
        if (++bin == BINS)
            return 0;
        uint32_t half = bin / 64;
        uint64_t larger = heap->filled[half] & (UINT64_MAX << bin % 64);
        if (larger == 0) {
            if (half == 1 || heap->filled[1] == 0)
                return 0;
            half = 1;
            larger = heap->filled[1];
        }
        at = heap->bins[half * 64 + (uint32_t)__builtin_ctzll(larger)];
    }
    uint32_t found = zbi_header(heap, at);
    if (found < size || (found & STATES) != 0)
        zbi_heap_fail(BROKEN);
    zbi_bins_unlink(heap, at, found);
    uint32_t after = zbi_header(heap, at + found);
    zbi_header_put(heap, at + found, after & ~PREV_BINNED);
    zbi_bins_cut(heap, at, found, size, LIVE);
    return at;
}
