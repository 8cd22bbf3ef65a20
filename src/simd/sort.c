/* SPDX-License-Identifier: MIT */
/* Columns sorted in place: as keys less the smallest of them, which have no more bits than the column needs.
 */
#include "order.h"

size_t
zb_kernel_sort_scratch_bytes(uint32_t count, uint32_t element_bytes)
{
    if (count <= ZBI_FEW || element_bytes == 1)
        return 0;
    uint64_t words = ((uint64_t)count * element_bytes + 7) / 8 * 8;
    return zbi_size(words + ZBI_BINS_BYTES(count));
}

/** What one pass over the keys tells. */
typedef struct key_scan {
    uint64_t min, max;
    bool ascends, descends; /* equal neighbours count as both */
} key_scan;

static inline ZBI_INLINE key_scan
scan(zbi_kind kind, const void *items, uint32_t count)
{
    uint64_t before = zbi_key(kind, items, 0);
    key_scan found = {before, before, true, true};
    uint32_t at = 1;
    /* A sorted column is known by this loop alone. */
    ZBI_AS_WRITTEN
    for (; at < count; at++) {
        uint64_t key = zbi_key(kind, items, at);
        if (key < before)
            break;
        before = key;
    }
    found.max = before;
    found.ascends = at == count;
    ZBI_AS_WRITTEN
    for (; at < count; at++) {
        uint64_t key = zbi_key(kind, items, at);
        found.min = key < found.min ? key : found.min;
        found.max = key > found.max ? key : found.max;
    }
    if (found.ascends)
        return found;
    before = zbi_key(kind, items, 0);
    ZBI_AS_WRITTEN
    for (at = 1; at < count; at++) {
        uint64_t key = zbi_key(kind, items, at);
        if (key > before)
            break;
        before = key;
    }
    found.descends = at == count;
    return found;
}

static inline ZBI_INLINE void
reverse(zbi_kind kind, void *items, uint32_t count)
{
    for (uint32_t low = 0, high = count - 1; low < high; low++, high--) {
        if (zbi_kind_bytes(kind) == 8) {
            zbi_word64 *words = (zbi_word64 *)items, word = words[low];
            words[low] = words[high];
            words[high] = word;
        } else {
            zbi_word32 *words = (zbi_word32 *)items, word = words[low];
            words[low] = words[high];
            words[high] = word;
        }
    }
}

static inline ZBI_INLINE void
store(zbi_kind kind, void *items, uint32_t at, uint64_t key)
{
    if (zbi_kind_bytes(kind) == 8)
        ((zbi_word64 *)items)[at] = zbi_bits_of_key(kind, key);
    else
        ((zbi_word32 *)items)[at] = (zbi_word32)zbi_bits_of_key(kind, key);
}

static inline ZBI_INLINE void
sort_few(zbi_kind kind, void *items, uint32_t count)
{
    zbi_word64 keys[ZBI_FEW];
    ZBI_AS_WRITTEN
    for (uint32_t at = 0; at < count; at++)
        keys[at] = zbi_key(kind, items, at);
    zbi_sort64(keys, NULL, count, 64, NULL);
    ZBI_AS_WRITTEN
    for (uint32_t at = 0; at < count; at++)
        store(kind, items, at, keys[at]);
}

static inline ZBI_INLINE void
sort(zbi_kind kind, void *items, uint32_t count, void *scratch)
{
    if (count <= ZBI_FEW) {
        sort_few(kind, items, count);
        return;
    }
    key_scan found = scan(kind, items, count);
    if (found.ascends)
        return;
    if (found.descends) {
        reverse(kind, items, count);
        return;
    }
    uint32_t width = zbi_width(found.max - found.min);
    uint32_t *bins = (uint32_t *)scratch;
    void *spare = zbi_behind(scratch, ZBI_BINS_BYTES(count));
    if (zbi_kind_bytes(kind) == 8) {
        zbi_word64 *words = (zbi_word64 *)items;
        ZBI_AS_WRITTEN
        for (uint32_t at = 0; at < count; at++)
            words[at] = zbi_key(kind, items, at) - found.min;
        zbi_sort64(words, (zbi_word64 *)spare, count, width, bins);
        ZBI_AS_WRITTEN
        for (uint32_t at = 0; at < count; at++)
            words[at] = zbi_bits_of_key(kind, words[at] + found.min);
    } else {
        zbi_word32 *words = (zbi_word32 *)items;
        ZBI_AS_WRITTEN
        for (uint32_t at = 0; at < count; at++)
            words[at] = (zbi_word32)(zbi_key(kind, items, at) - found.min);
        const zbi_word32 *from = zbi_radix32(words, (zbi_word32 *)spare, count, 0, width, bins);
        ZBI_AS_WRITTEN
        for (uint32_t at = 0; at < count; at++)
            words[at] = (zbi_word32)zbi_bits_of_key(kind, from[at] + found.min);
    }
}

#define SORT(type, name, KIND)                                                                               \
    void zb_kernel_sort_##name(type *items, uint32_t count, void *scratch)                                   \
    {                                                                                                        \
        sort(KIND, items, count, scratch);                                                                   \
    }
SORT(double, f64, ZBI_F64)
SORT(float, f32, ZBI_F32)
SORT(int64_t, i64, ZBI_I64)
SORT(int32_t, i32, ZBI_I32)
SORT(uint32_t, u32, ZBI_U32)

/* So few values that counting them is all. */
void
zb_kernel_sort_u8(uint8_t *items, uint32_t count, void *scratch)
{
    uint32_t counts[256] = {0};
    (void)scratch;
    for (uint32_t at = 0; at < count; at++)
        counts[items[at]]++;
    for (uint32_t value = 0; value < 256; value++) {
        __builtin_memset(items, (int)value, counts[value]);
        items += counts[value];
    }
}
