/* SPDX-License-Identifier: MIT */
/*
 * Words sorted by their digits, from the lowest to the highest (LSD radix sort: D. E. Knuth, The
 * Art of Computer Programming, volume 3, 5.2.5).
 *
 * Of long words the high bits alone are sorted so.  They leave few words of a column in doubt
 * unless it is made for that: what shares them and is more than a few is sorted by the rest of
 * its bits in the same way, so the cost is that of all digits at most, whatever the words.
 */
#include "order.h"

/* Counts become the places where each digit's words begin.  False: all words have the same digit. */
static bool
begin(uint32_t *bins, uint32_t bin_count, uint32_t count, uint32_t first)
{
    if (bins[first] == count)
        return false;
    uint32_t at = 0;
    ZBI_AS_WRITTEN
    for (uint32_t bin = 0; bin < bin_count; bin++) {
        uint32_t here = bins[bin];
        bins[bin] = at;
        at += here;
    }
    return true;
}

#define RADIX(word, name)                                                                                    \
    static void count_##name(const word *words, uint32_t count, uint32_t shift, uint32_t passes,             \
                             uint32_t digit, uint32_t *bins)                                                 \
    {                                                                                                        \
        uint32_t mask = (1u << digit) - 1;                                                                   \
        __builtin_memset(bins, 0, (size_t)passes * sizeof *bins << digit);                                   \
        uint32_t *second = bins + ((size_t)1 << digit), *third = second + ((size_t)1 << digit);              \
        if (passes == 3) {                                                                                   \
            ZBI_AS_WRITTEN                                                                                   \
            for (uint32_t at = 0; at < count; at++) {                                                        \
                uint64_t rest = words[at] >> shift;                                                          \
                bins[rest & mask]++;                                                                         \
                second[(rest >> digit) & mask]++;                                                            \
                third[(rest >> digit >> digit) & mask]++;                                                    \
            }                                                                                                \
            return;                                                                                          \
        }                                                                                                    \
        ZBI_AS_WRITTEN                                                                                       \
        for (uint32_t at = 0; at < count; at++) {                                                            \
            uint64_t rest = words[at] >> shift;                                                              \
            for (uint32_t pass = 0; pass < passes; pass++, rest >>= digit)                                   \
                bins[(pass << digit) + (rest & mask)]++;                                                     \
        }                                                                                                    \
    }                                                                                                        \
                                                                                                             \
    word *zbi_radix##name(word *from, word *to, uint32_t count, uint32_t shift, uint32_t bits,               \
                          uint32_t *bins)                                                                    \
    {                                                                                                        \
        uint32_t most = count < ZBI_LONG_FROM ? ZBI_SHORT_DIGIT : ZBI_LONG_DIGIT;                            \
        if (bits == 0)                                                                                       \
            return from;                                                                                     \
        uint32_t passes = (bits + most - 1) / most, digit = (bits + passes - 1) / passes;                    \
        uint32_t mask = (1u << digit) - 1;                                                                   \
        count_##name(from, count, shift, passes, digit, bins);                                               \
        for (uint32_t pass = 0; pass < passes; pass++, bins += (size_t)1 << digit) {                         \
            uint32_t low = shift + pass * digit;                                                             \
            if (!begin(bins, 1u << digit, count, (uint32_t)(from[0] >> low) & mask))                         \
                continue;                                                                                    \
            ZBI_AS_WRITTEN                                                                                   \
            for (uint32_t at = 0; at < count; at++) {                                                        \
                word here = from[at];                                                                        \
                to[bins[(uint32_t)(here >> low) & mask]++] = here;                                           \
            }                                                                                                \
            word *was = from;                                                                                \
            from = to;                                                                                       \
            to = was;                                                                                        \
        }                                                                                                    \
        return from;                                                                                         \
    }
RADIX(zbi_word64, 64)
RADIX(zbi_word32, 32)

/* Each of `from` to its place among those before, in `to`, which may be the same. */
static void
insert(const zbi_word64 *from, zbi_word64 *to, uint32_t count)
{
    ZBI_AS_WRITTEN
    for (uint32_t at = 0; at < count; at++) {
        zbi_word64 word = from[at];
        uint32_t place = at;
        for (; place > 0 && to[place - 1] > word; place--)
            to[place] = to[place - 1];
        to[place] = word;
    }
}

static bool
ascends(const zbi_word64 *words, uint32_t count)
{
    ZBI_AS_WRITTEN
    for (uint32_t at = 1; at < count; at++)
        if (words[at - 1] > words[at])
            return false;
    return true;
}

/* Recursion takes at least 24 bits of the width, so there are three levels at most. */
void
zbi_sort64(zbi_word64 *words, zbi_word64 *spare, uint32_t count, uint32_t width, uint32_t *bins)
{
    if (count <= ZBI_FEW) {
        insert(words, words, count);
        return;
    }
    uint32_t most = 3 * (count < ZBI_LONG_FROM ? ZBI_SHORT_DIGIT : ZBI_LONG_DIGIT);
    uint32_t bits = width < most ? width : most, rest = width - bits;
    zbi_word64 *found = zbi_radix64(words, spare, count, rest, bits, bins);
    if (rest == 0) {
        if (found != words)
            __builtin_memcpy(words, found, (size_t)count * sizeof *words);
        return;
    }
    for (uint32_t from = 0, to; from < count; from = to) {
        zbi_word64 high = found[from] >> rest;
        for (to = from + 1; to < count && found[to] >> rest == high; to++)
            continue;
        if (to - from <= ZBI_FEW) {
            insert(found + from, words + from, to - from);
            continue;
        }
        if (found != words)
            __builtin_memcpy(words + from, found + from, (size_t)(to - from) * sizeof *words);
        if (!ascends(words + from, to - from))
            zbi_sort64(words + from, spare + from, to - from, rest, bins);
    }
}
