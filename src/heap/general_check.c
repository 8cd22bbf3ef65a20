/* SPDX-License-Identifier: MIT */
/* Walks all that the general heap keeps and holds it against what general.h promises.  For tests. */
#include "general.h"

typedef struct tally {
    uint32_t live_bytes, quick, binned, pieces_bytes;
} tally;

/* The blocks of a piece, up to where it ends or the top begins. */
static bool
check_piece(const zbi_heap *heap, zb_off at, zb_off end, tally *sum)
{
    bool after_binned = false;
    while (at < end) {
        if (!zbi_header_sealed(heap, at))
            return false;
        uint32_t word = zbi_heap_words(heap, at)[0], size = word & ~STATES;
        bool binned = (word & (LIVE | QUICK)) == 0;
        if (size < GRANULE || size > end - at || (word & LIVE && word & QUICK) ||
            ((word & PREV_BINNED) != 0) != after_binned || (binned && after_binned))
            return false;
        if (binned && (size < BLOCK_MIN || zbi_heap_words(heap, at + size)[-1] != size))
            return false;
        sum->live_bytes += (word & LIVE) != 0 ? size : 0;
        sum->quick += (word & QUICK) != 0 && size >= BLOCK_MIN;
        sum->binned += binned;
        after_binned = binned;
        at += size;
    }
    if (at == heap->top)
        return !after_binned;
    return zbi_header_sealed(heap, at) &&
           zbi_heap_words(heap, at)[0] == (NOBODYS | (after_binned ? PREV_BINNED : 0));
}

static bool
check_lists(const zbi_heap *heap, tally *sum)
{
    for (uint32_t list = 0; list < QUICK_LISTS; list++)
        for (zb_off at = heap->quick[list]; at != 0; at = zbi_heap_words(heap, at)[2]) {
            if (list < BLOCK_MIN / GRANULE || sum->quick-- == 0 || !zbi_header_sealed(heap, at) ||
                (zbi_heap_words(heap, at)[0] & ~PREV_BINNED) != (list * GRANULE | QUICK))
                return false;
        }
    for (uint32_t bin = 0; bin < BINS; bin++) {
        if ((heap->bins[bin] != 0) != ((heap->filled[bin / 64] >> bin % 64 & 1) != 0))
            return false;
        zb_off before = 0;
        for (zb_off at = heap->bins[bin]; at != 0; before = at, at = zbi_heap_words(heap, at)[2]) {
            if (sum->binned-- == 0 || !zbi_header_sealed(heap, at))
                return false;
            const uint32_t *words = zbi_heap_words(heap, at);
            if ((words[0] & STATES) != 0 || zbi_bin_of(words[0]) != bin || words[3] != before)
                return false;
        }
    }
    return sum->quick == 0 && sum->binned == 0;
}

bool
zbi_general_check(const zbi_heap *heap)
{
    tally sum = {0, 0, 0, 0};
    for (zb_off piece = heap->piece; piece != 0; piece = zbi_heap_words(heap, piece)[0]) {
        zb_off end = zbi_heap_words(heap, piece)[1];
        if (piece == heap->piece && (end != heap->end || heap->top < piece || heap->top > end))
            return false;
        if (!check_piece(heap, piece + PIECE_HEADER_BYTES, piece == heap->piece ? heap->top : end, &sum))
            return false;
        sum.pieces_bytes += end + SENTINEL_BYTES - piece;
    }
    return sum.live_bytes == heap->used && sum.pieces_bytes == heap->capacity && check_lists(heap, &sum);
}
