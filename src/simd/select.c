/* SPDX-License-Identifier: MIT */
/*
 * Elements found by a comparison.  One loop serves all comparisons: each is a union of "less",
 * "equal", "greater" and "neither" (which is NaN), chosen by masks; a loop for each would be
 * seven times the code.
 */
#include "lanes.h"
#include "scalar.h"

typedef struct select_masks {
    zbi_i64x2 less, equal, greater, neither;
    zbi_i64x2 unbounded; /* 0: the element must also be <= b */
    double a, b;
} select_masks;

static inline zbi_i64x2
mask_if(bool condition)
{
    zbi_i64x2 none = {0, 0};
    return condition ? ~none : none;
}

static ZBI_NOINLINE select_masks
masks_of(zb_comparison comparison, double a, double b)
{
    bool less = comparison == ZB_LT || comparison == ZB_LE || comparison == ZB_NE;
    bool greater =
        comparison == ZB_GT || comparison == ZB_GE || comparison == ZB_NE || comparison == ZB_BETWEEN;
    bool equal =
        comparison == ZB_LE || comparison == ZB_GE || comparison == ZB_EQ || comparison == ZB_BETWEEN;
    select_masks masks = {mask_if(less),
                          mask_if(equal),
                          mask_if(greater),
                          mask_if(comparison == ZB_NE),
                          mask_if(comparison != ZB_BETWEEN),
                          a,
                          b};
    return masks;
}

/* All ones in the lanes that meet the condition. */
static inline ZBI_INLINE zbi_i64x2
hits(const select_masks *with, zbi_f64x2 x)
{
    zbi_f64x2 none = {0, 0}, a = none + with->a, b = none + with->b;
    zbi_i64x2 less = x < a, equal = x == a, greater = x > a;
    zbi_i64x2 hit = (less & with->less) | (equal & with->equal) | (greater & with->greater) |
                    (~(less | equal | greater) & with->neither);
    return hit & ((x <= b) | with->unbounded);
}

static ZBI_NOINLINE bool
compares(zb_comparison comparison, double x, double a, double b)
{
    switch (comparison) {
    case ZB_LT:
        return x < a;
    case ZB_LE:
        return x <= a;
    case ZB_GT:
        return x > a;
    case ZB_GE:
        return x >= a;
    case ZB_EQ:
        return x == a;
    case ZB_NE:
        return x != a;
    case ZB_BETWEEN:
        return x >= a && x <= b;
    default:
        return false;
    }
}

static inline ZBI_INLINE uint32_t
count_of(bool vector, zbi_item item, const void *items, uint32_t count, zb_comparison comparison, double a,
         double b)
{
    uint32_t found = 0, at = 0;
    if (vector) {
        const select_masks with = masks_of(comparison, a, b);
        zbi_i64x2 sums = {0, 0};
        ZBI_AS_WRITTEN
        for (; count - at >= 2; at += 2)
            sums -= hits(&with, zbi_load2(item, items, at));
        found = (uint32_t)(sums[0] + sums[1]);
    }
    ZBI_AS_WRITTEN
    for (; at < count; at++)
        found += compares(comparison, zbi_load1(item, items, at), a, b) ? 1u : 0u;
    return found;
}

/* Writes without a branch where a pair has a hit: to the next free place, which counts as taken
 * only when it was one. */
#define SELECT(verb, name, type, ITEM, result, LOAD)                                                         \
    static inline ZBI_INLINE uint32_t verb##_##name(bool vector, const type *items, uint32_t count,          \
                                                    zb_comparison comparison, double a, double b,            \
                                                    result *out, uint32_t room)                              \
    {                                                                                                        \
        uint32_t found = 0, at = 0;                                                                          \
        if (vector) {                                                                                        \
            const select_masks with = masks_of(comparison, a, b);                                            \
            ZBI_AS_WRITTEN                                                                                   \
            for (; count - at >= 2 && found < room; at += 2) {                                               \
                zbi_i64x2 hit = hits(&with, zbi_load2(ITEM, items, at));                                     \
                if ((hit[0] | hit[1]) == 0)                                                                  \
                    continue;                                                                                \
                out[found] = LOAD(items, at);                                                                \
                found += hit[0] != 0;                                                                        \
                if (found < room)                                                                            \
                    out[found] = LOAD(items, at + 1);                                                        \
                found += hit[1] != 0 && found < room;                                                        \
            }                                                                                                \
        }                                                                                                    \
        ZBI_AS_WRITTEN                                                                                       \
        for (; at < count && found < room; at++)                                                             \
            if (compares(comparison, zbi_load1(ITEM, items, at), a, b))                                      \
                out[found++] = LOAD(items, at);                                                              \
        return found;                                                                                        \
    }                                                                                                        \
    uint32_t zb_kernel_##verb##_##name(const type *items, uint32_t count, zb_comparison comparison,          \
                                       double a, double b, result *out, uint32_t room)                       \
    {                                                                                                        \
        return verb##_##name(true, items, count, comparison, a, b, out, room);                               \
    }                                                                                                        \
    uint32_t zbi_scalar_##verb##_##name(const type *items, uint32_t count, zb_comparison comparison,         \
                                        double a, double b, result *out, uint32_t room)                      \
    {                                                                                                        \
        return verb##_##name(false, items, count, comparison, a, b, out, room);                              \
    }
#define INDEX(items, at) (at)
#define ITEM_AT(items, at) ((items)[at])

#define SELECTS(type, name, ITEM)                                                                            \
    uint32_t zb_kernel_count_##name(const type *items, uint32_t count, zb_comparison comparison, double a,   \
                                    double b)                                                                \
    {                                                                                                        \
        return count_of(true, ITEM, items, count, comparison, a, b);                                         \
    }                                                                                                        \
    uint32_t zbi_scalar_count_##name(const type *items, uint32_t count, zb_comparison comparison, double a,  \
                                     double b)                                                               \
    {                                                                                                        \
        return count_of(false, ITEM, items, count, comparison, a, b);                                        \
    }                                                                                                        \
    SELECT(indices, name, type, ITEM, uint32_t, INDEX)                                                       \
    SELECT(filter, name, type, ITEM, type, ITEM_AT)
SELECTS(double, f64, ZBI_ITEM_F64)
SELECTS(float, f32, ZBI_ITEM_F32)
SELECTS(int32_t, i32, ZBI_ITEM_I32)
