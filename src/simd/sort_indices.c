/* SPDX-License-Identifier: MIT */
/*
 * Indices sorted by the elements that they name.  What is moved about is a word for each: the
 * 32 highest bits of the key, less those that all keys share, above the index.  Where 32 bits
 * do not tell all keys apart, those that share them are sorted once more, by the rest.
 */
#include "order.h"

size_t
zb_kernel_argsort_scratch_bytes(uint32_t count)
{
    return count <= ZBI_FEW ? 0 : zbi_size((uint64_t)count * 16 + ZBI_BINS_BYTES(count));
}

/** Elements, and how their keys are taken. */
typedef struct order_by {
    const void *items;
    uint64_t flip, min;
    zbi_kind kind;
} order_by;

static inline uint64_t
key_less_min(const order_by *by, uint32_t index)
{
    return (zbi_key_at(by->kind, by->items, index) ^ by->flip) - by->min;
}

/* Each index to its place among those before. */
static void
insert(const order_by *by, const uint32_t *indices, uint32_t count, uint32_t *out)
{
    uint64_t keys[ZBI_FEW];
    for (uint32_t at = 0; at < count; at++) {
        uint32_t index = indices == NULL ? at : indices[at], place = at;
        uint64_t key = key_less_min(by, index);
        for (; place > 0 && keys[place - 1] > key; place--) {
            keys[place] = keys[place - 1];
            out[place] = out[place - 1];
        }
        keys[place] = key;
        out[place] = index;
    }
}

/* Next `count` keys from `at` on, as they are taken. */
static void
keys_of(const order_by *by, const uint32_t *indices, uint32_t at, uint32_t count, uint64_t *keys)
{
    if (indices == NULL)
        zbi_keys(by->kind, by->items, at, count, keys);
    ZBI_AS_WRITTEN
    for (uint32_t i = 0; i < count; i++)
        keys[i] = (indices == NULL ? keys[i] : zbi_key_at(by->kind, by->items, indices[at + i])) ^ by->flip;
}

/** What one pass over the keys tells. */
typedef struct index_scan {
    uint64_t min, max;
    bool ascends, descends; /* equal neighbours count as ascending only: they stay in order */
} index_scan;

static index_scan
scan(const order_by *by, const uint32_t *indices, uint32_t count)
{
    uint64_t keys[ZBI_PIECE], before = 0;
    index_scan found = {UINT64_MAX, 0, true, true};
    for (uint32_t at = 0; at < count; at += ZBI_PIECE) {
        uint32_t piece = count - at < ZBI_PIECE ? count - at : ZBI_PIECE;
        keys_of(by, indices, at, piece, keys);
        if (at == 0)
            before = keys[0];
        ZBI_AS_WRITTEN
        for (uint32_t i = at == 0; i < piece; i++) {
            found.ascends &= before <= keys[i];
            found.descends &= before > keys[i];
            before = keys[i];
        }
        ZBI_AS_WRITTEN
        for (uint32_t i = 0; i < piece; i++) {
            found.min = keys[i] < found.min ? keys[i] : found.min;
            found.max = keys[i] > found.max ? keys[i] : found.max;
        }
    }
    return found;
}

/* Words of the same high half, by the rest of their keys. */
static void
sort_rest(const order_by *by, zbi_word64 *words, zbi_word64 *spare, uint32_t count, uint32_t rest,
          uint32_t *bins)
{
    uint64_t mask = (UINT64_C(1) << rest) - 1;
    bool ascends = true;
    for (uint32_t at = 0; at < count; at++) {
        uint32_t index = (uint32_t)words[at];
        words[at] = (key_less_min(by, index) & mask) << 32 | index;
        ascends &= at == 0 || words[at - 1] >> 32 <= words[at] >> 32;
    }
    if (ascends)
        return;
    zbi_word64 *found = zbi_radix64(words, spare, count, 32, rest, bins);
    if (found != words)
        __builtin_memcpy(words, found, (size_t)count * sizeof *words);
}

static void
finish(const order_by *by, zbi_word64 *words, zbi_word64 *spare, uint32_t count, uint32_t rest,
       uint32_t *bins, uint32_t *out)
{
    for (uint32_t from = 0, to; from < count; from = to) {
        uint64_t high = words[from] >> 32;
        for (to = from + 1; rest > 0 && to < count && words[to] >> 32 == high; to++)
            continue;
        if (to - from > ZBI_FEW)
            sort_rest(by, words + from, spare + from, to - from, rest, bins);
        for (uint32_t at = from; at < to; at++)
            out[at] = (uint32_t)words[at];
        if (to - from > 1 && to - from <= ZBI_FEW) {
            uint32_t few[ZBI_FEW];
            __builtin_memcpy(few, out + from, (to - from) * sizeof *few);
            insert(by, few, to - from, out + from);
        }
    }
}

void
zbi_sort_indices(zbi_kind kind, const void *items, uint64_t flip, const uint32_t *indices, uint32_t count,
                 uint32_t *out, void *scratch)
{
    order_by by = {items, flip, 0, kind};
    if (count <= ZBI_FEW) {
        uint32_t few[ZBI_FEW];
        if (indices != NULL)
            __builtin_memcpy(few, indices, count * sizeof *few);
        insert(&by, indices == NULL ? NULL : few, count, out);
        return;
    }
    index_scan found = scan(&by, indices, count);
    uint32_t *bins = (uint32_t *)scratch;
    zbi_word64 *words = (zbi_word64 *)zbi_behind(scratch, ZBI_BINS_BYTES(count)), *spare = words + count;
    by.min = found.min;
    uint32_t width = zbi_width(found.max - found.min), rest = width > 32 ? width - 32 : 0;
    uint64_t keys[ZBI_PIECE];
    for (uint32_t at = 0; at < count; at += ZBI_PIECE) {
        uint32_t piece = count - at < ZBI_PIECE ? count - at : ZBI_PIECE;
        keys_of(&by, indices, at, piece, keys);
        for (uint32_t i = 0; i < piece; i++)
            words[at + i] = ((keys[i] - by.min) >> rest) << 32 | (indices == NULL ? at + i : indices[at + i]);
    }
    if (found.ascends || found.descends) {
        for (uint32_t at = 0; at < count; at++)
            out[at] = (uint32_t)words[found.ascends ? at : count - 1 - at];
        return;
    }
    zbi_word64 *sorted = zbi_radix64(words, spare, count, 32, width - rest, bins);
    finish(&by, sorted, sorted == words ? spare : words, count, rest, bins, out);
}

#define ARGSORT(type, name, KIND)                                                                            \
    void zb_kernel_argsort_##name(const type *items, uint32_t count, uint32_t *out, void *scratch)           \
    {                                                                                                        \
        zbi_sort_indices(KIND, items, 0, NULL, count, out, scratch);                                         \
    }
ARGSORT(double, f64, ZBI_F64)
ARGSORT(float, f32, ZBI_F32)
ARGSORT(int64_t, i64, ZBI_I64)
ARGSORT(int32_t, i32, ZBI_I32)
ARGSORT(uint32_t, u32, ZBI_U32)
ARGSORT(uint8_t, u8, ZBI_U8)
