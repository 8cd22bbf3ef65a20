/* SPDX-License-Identifier: MIT */
/*
 * Elements by their rank, without sorting all: counted by the highest bits of their keys, less
 * the smallest key; then only those are taken out and sorted that share these bits with an
 * element that is asked for.
 */
#include "order.h"

enum { BIN_BITS = 11, BINS = 1 << BIN_BITS };

/** What scratch holds before the words. */
typedef struct rank_bins {
    uint32_t starts[BINS]; /* rank of the first element of each bin; its count, before */
    uint32_t skips[BINS];  /* how many elements before it are not taken out */
    uint32_t wanted[BINS]; /* 1: its elements are taken out */
} rank_bins;

size_t
zb_kernel_quantiles_scratch_bytes(uint32_t count)
{
    return zbi_size(sizeof(rank_bins) + ZBI_BINS_BYTES(count) + (uint64_t)count * 16);
}

/** Elements and where their ranks are found. */
typedef struct ranks {
    const void *items;
    rank_bins *bins;
    zbi_word64 *words; /* taken out, sorted */
    uint64_t min;
    uint32_t count, shift;
    zbi_kind kind;
} ranks;

static uint32_t
bin_of_rank(const ranks *ranked, uint32_t rank)
{
    uint32_t low = 0, high = BINS;
    while (high - low > 1) {
        uint32_t middle = (low + high) / 2;
        if (ranked->bins->starts[middle] <= rank)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static double
element_of_rank(const ranks *ranked, uint32_t rank)
{
    uint32_t bin = bin_of_rank(ranked, rank);
    uint64_t bits =
        zbi_bits_of_key(ranked->kind, ranked->words[rank - ranked->bins->skips[bin]] + ranked->min);
    uint32_t word = (uint32_t)bits;
    double value;
    float single;
    int32_t integer;
    if (ranked->kind == ZBI_F64) {
        __builtin_memcpy(&value, &bits, sizeof value);
        return value;
    }
    if (ranked->kind == ZBI_F32) {
        __builtin_memcpy(&single, &word, sizeof single);
        return (double)single;
    }
    __builtin_memcpy(&integer, &word, sizeof integer);
    return integer;
}

/* Where a fraction lies among the elements: a rank, and how far towards the next. */
static double
place_of(double fraction, uint32_t count, uint32_t *rank)
{
    double place = ((double)count - 1) * fraction;
    *rank = (uint32_t)place;
    return place - *rank;
}

static bool
is_fraction(double fraction)
{
    return fraction >= 0 && fraction <= 1;
}

/* Between two elements, and never beyond the higher one, where rounding might lead.  The
 * difference of large ones of both signs is no double. */
static double
between(double low, double high, double share)
{
    if (share == 0 || low == high)
        return low;
    double span = high - low;
    double value = zbi_is_finite(span) ? low + span * share : low * (1 - share) + high * share;
    return value > high ? high : value;
}

/* Counts by bins.  False: an element is NaN. */
static bool
count_bins(ranks *ranked)
{
    uint64_t keys[ZBI_PIECE], max = 0;
    ranked->min = UINT64_MAX;
    for (uint32_t at = 0; at < ranked->count; at += ZBI_PIECE) {
        uint32_t piece = ranked->count - at < ZBI_PIECE ? ranked->count - at : ZBI_PIECE;
        zbi_keys(ranked->kind, ranked->items, at, piece, keys);
        ZBI_AS_WRITTEN
        for (uint32_t i = 0; i < piece; i++) {
            ranked->min = keys[i] < ranked->min ? keys[i] : ranked->min;
            max = keys[i] > max ? keys[i] : max;
        }
    }
    if (zbi_key_is_nan(ranked->kind, max))
        return false;
    uint32_t width = zbi_width(max - ranked->min);
    ranked->shift = width > BIN_BITS ? width - BIN_BITS : 0;
    __builtin_memset(ranked->bins, 0, sizeof *ranked->bins);
    for (uint32_t at = 0; at < ranked->count; at += ZBI_PIECE) {
        uint32_t piece = ranked->count - at < ZBI_PIECE ? ranked->count - at : ZBI_PIECE;
        zbi_keys(ranked->kind, ranked->items, at, piece, keys);
        ZBI_AS_WRITTEN
        for (uint32_t i = 0; i < piece; i++)
            ranked->bins->starts[(keys[i] - ranked->min) >> ranked->shift]++;
    }
    for (uint32_t bin = 0, before = 0; bin < BINS; bin++) {
        uint32_t here = ranked->bins->starts[bin];
        ranked->bins->starts[bin] = before;
        before += here;
    }
    return true;
}

/* An empty bin begins where the next one does, so the last that begins at or before a rank holds it. */
static void
want(const ranks *ranked, uint32_t rank)
{
    ranked->bins->wanted[bin_of_rank(ranked, rank)] = 1;
}

static void
take_out(ranks *ranked, uint32_t *digits)
{
    rank_bins *bins = ranked->bins;
    uint32_t skipped = 0, taken = 0;
    for (uint32_t bin = 0; bin < BINS; bin++) {
        uint32_t end = bin + 1 < BINS ? bins->starts[bin + 1] : ranked->count;
        bins->skips[bin] = skipped;
        skipped += bins->wanted[bin] ? 0 : end - bins->starts[bin];
    }
    uint64_t keys[ZBI_PIECE];
    for (uint32_t at = 0; at < ranked->count; at += ZBI_PIECE) {
        uint32_t piece = ranked->count - at < ZBI_PIECE ? ranked->count - at : ZBI_PIECE;
        zbi_keys(ranked->kind, ranked->items, at, piece, keys);
        ZBI_AS_WRITTEN
        for (uint32_t i = 0; i < piece; i++) {
            uint64_t key = keys[i] - ranked->min;
            ranked->words[taken] = key;
            taken += bins->wanted[key >> ranked->shift];
        }
    }
    zbi_sort64(ranked->words, ranked->words + ranked->count, taken, ranked->shift + BIN_BITS, digits);
}

static ZBI_NOINLINE void
quantiles(zbi_kind kind, const void *items, uint32_t count, const double *fractions, uint32_t fraction_count,
          double *out, void *scratch)
{
    ranks ranked = {items, (rank_bins *)scratch, NULL, 0, count, 0, kind};
    uint32_t *digits = (uint32_t *)(ranked.bins + 1), rank;
    ranked.words = (zbi_word64 *)zbi_behind(digits, ZBI_BINS_BYTES(count));
    bool has_ranks = count > 0 && count_bins(&ranked);
    for (uint32_t i = 0; has_ranks && i < fraction_count; i++) {
        if (!is_fraction(fractions[i]))
            continue;
        bool is_last = place_of(fractions[i], count, &rank) == 0;
        want(&ranked, rank);
        if (!is_last)
            want(&ranked, rank + 1);
    }
    if (has_ranks)
        take_out(&ranked, digits);
    for (uint32_t i = 0; i < fraction_count; i++) {
        if (!has_ranks || !is_fraction(fractions[i])) {
            out[i] = __builtin_nan("");
            continue;
        }
        double share = place_of(fractions[i], count, &rank), low = element_of_rank(&ranked, rank);
        out[i] = share == 0 ? low : between(low, element_of_rank(&ranked, rank + 1), share);
    }
}

#define QUANTILES(type, name, KIND)                                                                          \
    void zb_kernel_quantiles_##name(const type *items, uint32_t count, const double *fractions,              \
                                    uint32_t fraction_count, double *out, void *scratch)                     \
    {                                                                                                        \
        quantiles(KIND, items, count, fractions, fraction_count, out, scratch);                              \
    }
QUANTILES(double, f64, ZBI_F64)
QUANTILES(float, f32, ZBI_F32)
QUANTILES(int32_t, i32, ZBI_I32)
