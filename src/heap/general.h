/* SPDX-License-Identifier: MIT */
#ifndef ZBI_GENERAL_H
#define ZBI_GENERAL_H

/*
 * The general allocator's structures.
 *
 *   piece     +0            +8                                   end     end+8
 *             +------+------+---------+---------+- - -+----------+----------+
 *             | prev | end  | block   | block   | ... |  top ... | sentinel |
 *             +------+------+---------+---------+- - -+----------+----------+
 *
 *   block     +0            +4             +8                        size
 *             +-------------+--------------+-------------------------+
 *             | size, state | seal         | what the program gets    |
 *             +-------------+--------------+-------------------------+
 *   binned    | size, 0     | seal         | next | prev | .. | size |
 *   quick     | size, state | seal         | next | ..              |
 *
 * Blocks fill a piece without gaps, begin 8 past a multiple of 16, and are a
 * multiple of 16 long, at least 32.  The newest piece ends in the *top*, which
 * was never handed out or has been given back whole, and has no header.  The
 * others end in a block.
 *
 * A free block is either *quick*: in a list of its exact size, as it was, which
 * is what most of malloc and free is; or *binned*: joined with its neighbours, in
 * one of 128 lists by size.  No two binned blocks touch, and none touches the
 * top.  Quick blocks become binned when memory would have to grow otherwise.
 *
 * The seal makes a header that is overwritten, or none at all, known for what it
 * is: it mixes the block's offset, its size and state, and a seed of the heap.
 * Nothing is followed, unlinked or joined whose seal was not checked.
 */

#include "heap.h"

/* States, beside the size in a header's first word. */
#define LIVE 1u        /* the program has it */
#define QUICK 2u       /* in a quick list */
#define PREV_BINNED 4u /* the block before is binned: its size lies in the 4 bytes before this header */
#define STATES 15u
#define NOBODYS QUICK /* of sentinels and of rests too short for a block: never joined or handed out */

#define GRANULE 16u
#define BLOCK_MIN 32u
#define QUICK_MAX 1024u /* of a quick block, header included */
#define QUICK_LISTS (QUICK_MAX / GRANULE + 1u)

#define PIECE_HEADER_BYTES 8u
#define SENTINEL_BYTES 8u

#define BINS 128u

struct zbi_heap {
    zb_off self; /* where this lies: base = address - self */
    uint32_t seed;
    uint32_t used;     /* bytes of live blocks */
    uint32_t capacity; /* bytes of all pieces */
    zb_off top, end;   /* of the newest piece; end is its sentinel's place.  0, 0 before the first */
    zb_off piece;      /* the newest, 0 = none; each leads to the one before */
    zb_off low, high;  /* all pieces lie in [low, high) */
    zb_off quick[QUICK_LISTS];
    zb_off bins[BINS];
    uint64_t filled[BINS / 64]; /* which bins hold blocks */
};

/** Words at an offset that lies in the heap. */
static inline uint32_t *
zbi_heap_words(const zbi_heap *heap, zb_off off)
{
#ifdef ZB_LINEAR_MEMORY
    (void)heap;
    return (uint32_t *)(uintptr_t)off;
#else
    return (uint32_t *)(void *)((uintptr_t)heap - heap->self + off);
#endif
}

static inline zb_off
zbi_heap_offset(const zbi_heap *heap, const void *block)
{
#ifdef ZB_LINEAR_MEMORY
    (void)heap;
    return (zb_off)(uintptr_t)block;
#else
    return (zb_off)((uintptr_t)block - (uintptr_t)heap + heap->self);
#endif
}

/**
 * Whether a header can be read at an offset from who knows where.  In a module any
 * can: what lies outside the memory traps, and the seal tells the rest.
 */
static inline bool
zbi_heap_reaches(const zbi_heap *heap, zb_off at)
{
#ifdef ZB_LINEAR_MEMORY
    (void)heap, (void)at;
    return true;
#else
    return at % GRANULE == 8 && at >= heap->low && at < heap->high && heap->high - at >= GRANULE;
#endif
}

static inline uint32_t
zbi_seal(const zbi_heap *heap, zb_off at, uint32_t word)
{
    return heap->seed ^ at ^ (word << 16 | word >> 16);
}

static inline void
zbi_header_put(const zbi_heap *heap, zb_off at, uint32_t word)
{
    uint32_t *words = zbi_heap_words(heap, at);
    words[0] = word;
    words[1] = zbi_seal(heap, at, word);
}

static inline bool
zbi_header_sealed(const zbi_heap *heap, zb_off at)
{
    if (!zbi_heap_reaches(heap, at))
        return false;
    const uint32_t *words = zbi_heap_words(heap, at);
    return words[1] == zbi_seal(heap, at, words[0]);
}

/** Size and state of the block at `at`, or the end of the program. */
static inline uint32_t
zbi_header(const zbi_heap *heap, zb_off at)
{
    if (!zbi_header_sealed(heap, at))
        zbi_heap_fail("heap: the header of a block was overwritten, by a write before or past a block");
    return zbi_heap_words(heap, at)[0];
}

/** What was a header is none any more: a late free of it is seen. */
static inline void
zbi_header_erase(const zbi_heap *heap, zb_off at)
{
    uint32_t *words = zbi_heap_words(heap, at);
    words[0] = 0;
    words[1] = ~zbi_seal(heap, at, 0);
}

/** Put [at, at + size) into its bin, joined with what is binned or top around it.  No header promises it
 * anything yet. */
void zbi_bins_put(zbi_heap *heap, zb_off at, uint32_t size, bool prev_binned);

/** Take the binned block at `at` out of its list; its neighbours still know it as binned. */
void zbi_bins_unlink(zbi_heap *heap, zb_off at, uint32_t size);

/** A binned block of at least `size` out of its bin, cut to size, live.  0 when there is none. */
zb_off zbi_bins_take(zbi_heap *heap, uint32_t size);

/** Make all of [at, at + size) one live block of `want`, and bin the rest if it can be a block. */
void zbi_bins_cut(zbi_heap *heap, zb_off at, uint32_t size, uint32_t want, uint32_t state);

/** Where blocks of a size are listed.  Sizes under 512 have a bin each, larger ones four for each power of
 * two. */
static inline uint32_t
zbi_bin_of(uint32_t size)
{
    if (size < 512)
        return size / GRANULE;
    uint32_t log2 = 31u - (uint32_t)__builtin_clz(size);
    return 32 + (log2 - 9) * 4 + (size >> (log2 - 2) & 3);
}

#endif /* ZBI_GENERAL_H */
