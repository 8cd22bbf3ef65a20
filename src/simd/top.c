/* SPDX-License-Identifier: MIT */
/*
 * The k largest or smallest elements.  Candidates are gathered until there are twice as many;
 * then they are sorted, half of them are dropped, and only what beats the last of the others is
 * gathered from there on.  Whatever the order of the elements, each sort of 2k pays for k new ones.
 */
#include "order.h"

/** Fewer candidates than that are not worth a sort. */
#define LEAST_ROOM 1024u

static uint32_t
room_for(uint32_t count, uint32_t k)
{
    uint32_t room = k < LEAST_ROOM / 2 ? LEAST_ROOM : k > UINT32_MAX / 2 ? UINT32_MAX : 2 * k;
    return room < count ? room : count;
}

static inline uint64_t
candidate_bytes(uint32_t room)
{
    return ((uint64_t)room * sizeof(uint32_t) + 7) / 8 * 8;
}

size_t
zb_kernel_top_scratch_bytes(uint32_t count, uint32_t k)
{
    uint32_t room = room_for(count, k);
    size_t sort = zb_kernel_argsort_scratch_bytes(room);
    return sort == SIZE_MAX ? sort : zbi_size(candidate_bytes(room) + sort);
}

/* The first element from `at` on that may be no worse than element `last`; `count` when there is
 * none.  Vectors compare, and take zeros for equal. */
#define NEXT(type, name, vec, bits)                                                                          \
    static ZBI_NOINLINE uint32_t next_##name(const type *items, uint32_t at, uint32_t count, uint32_t last,  \
                                             bool is_largest)                                                \
    {                                                                                                        \
        enum { EACH = sizeof(vec) / sizeof(type), STEP = 4 * EACH };                                         \
        type bound = items[last];                                                                            \
        vec none = {0}, limit = none + bound, v[4];                                                          \
        bits larger = is_largest ? ~(bits){0} : (bits){0};                                                   \
        ZBI_AS_WRITTEN                                                                                       \
        for (; count - at >= STEP; at += STEP) {                                                             \
            __builtin_memcpy(v, items + at, sizeof v);                                                       \
            bits above = (v[0] >= limit) | (v[1] >= limit) | (v[2] >= limit) | (v[3] >= limit);              \
            bits below = (v[0] <= limit) | (v[1] <= limit) | (v[2] <= limit) | (v[3] <= limit);              \
            zbi_i64x2 hit = (zbi_i64x2)((above & larger) | (below & ~larger));                               \
            if ((hit[0] | hit[1]) != 0)                                                                      \
                break;                                                                                       \
        }                                                                                                    \
        ZBI_AS_WRITTEN                                                                                       \
        for (; at < count; at++)                                                                             \
            if (is_largest ? items[at] >= bound : items[at] <= bound)                                        \
                break;                                                                                       \
        return at;                                                                                           \
    }
NEXT(double, f64, zbi_f64x2, zbi_i64x2)
NEXT(float, f32, zbi_f32x4, zbi_i32x4)
NEXT(int32_t, i32, zbi_i32x4, zbi_i32x4)
NEXT(uint32_t, u32, zbi_u32x4, zbi_i32x4)
NEXT(int64_t, i64, zbi_i64x2, zbi_i64x2)

static inline ZBI_INLINE uint32_t
next(zbi_kind kind, const void *items, uint32_t at, uint32_t count, uint32_t last, bool is_largest)
{
    switch (kind) {
    case ZBI_F32:
        return next_f32((const float *)items, at, count, last, is_largest);
    case ZBI_I64:
        return next_i64((const int64_t *)items, at, count, last, is_largest);
    case ZBI_I32:
        return next_i32((const int32_t *)items, at, count, last, is_largest);
    case ZBI_U32:
        return next_u32((const uint32_t *)items, at, count, last, is_largest);
    case ZBI_F64:
    case ZBI_U8:
    default:
        return next_f64((const double *)items, at, count, last, is_largest);
    }
}

static ZBI_NOINLINE uint32_t
top(zbi_kind kind, const void *items, uint32_t count, uint32_t k, bool is_largest, uint32_t *out,
    void *scratch)
{
    uint32_t room = room_for(count, k), held = 0, last = UINT32_MAX;
    uint32_t *candidates = (uint32_t *)scratch;
    void *sort_scratch = zbi_behind(scratch, (size_t)candidate_bytes(room));
    uint64_t flip = is_largest ? UINT64_MAX : 0, limit = UINT64_MAX;
    if (k == 0)
        return 0;
    for (uint32_t at = 0; at < count; at++) {
        if (last != UINT32_MAX)
            at = next(kind, items, at, count, last, is_largest);
        if (at >= count)
            break;
        uint64_t key = zbi_key_at(kind, items, at);
        if (zbi_key_is_nan(kind, key) || (last != UINT32_MAX && (key ^ flip) >= limit))
            continue;
        candidates[held++] = at;
        if (held == room && room > k) {
            zbi_sort_indices(kind, items, flip, candidates, held, candidates, sort_scratch);
            held = k;
            last = candidates[k - 1];
            limit = zbi_key_at(kind, items, last) ^ flip;
        }
    }
    zbi_sort_indices(kind, items, flip, candidates, held, candidates, sort_scratch);
    held = held < k ? held : k;
    __builtin_memcpy(out, candidates, (size_t)held * sizeof *out);
    return held;
}

#define TOP(type, name, KIND)                                                                                \
    uint32_t zb_kernel_top_##name(const type *items, uint32_t count, uint32_t k, bool is_largest,            \
                                  uint32_t *out, void *scratch)                                              \
    {                                                                                                        \
        return top(KIND, items, count, k, is_largest, out, scratch);                                         \
    }
TOP(double, f64, ZBI_F64)
TOP(float, f32, ZBI_F32)
TOP(int64_t, i64, ZBI_I64)
TOP(int32_t, i32, ZBI_I32)
TOP(uint32_t, u32, ZBI_U32)
