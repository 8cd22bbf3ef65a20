/* SPDX-License-Identifier: MIT */
/* References for order and groups. */
#include "scalar_order.h"

#define SIGN(value) (__builtin_signbit(value) != 0)
#define NO_SIGN(value) false

/* Sift element `root` of a heap of `count` down, over whatever `out` holds. */
#define SIFT(element, out, before)                                                                           \
    do {                                                                                                     \
        element rooted = (out)[root];                                                                        \
        for (uint32_t child; (child = 2 * root + 1) < heap; root = child) {                                  \
            if (child + 1 < heap && before((out)[child], (out)[child + 1]))                                  \
                child++;                                                                                     \
            if (!before(rooted, (out)[child]))                                                               \
                break;                                                                                       \
            (out)[root] = (out)[child];                                                                      \
        }                                                                                                    \
        (out)[root] = rooted;                                                                                \
    } while (0)

#define HEAP_SORT(element, out, before)                                                                      \
    do {                                                                                                     \
        uint32_t heap = count, root;                                                                         \
        for (uint32_t from = count / 2; from-- > 0;) {                                                       \
            root = from;                                                                                     \
            SIFT(element, out, before);                                                                      \
        }                                                                                                    \
        while (heap > 1) {                                                                                   \
            element last = (out)[--heap];                                                                    \
            (out)[heap] = (out)[0];                                                                          \
            (out)[0] = last;                                                                                 \
            root = 0;                                                                                        \
            SIFT(element, out, before);                                                                      \
        }                                                                                                    \
    } while (0)

#define ORDERS(type, name, SIGN_OF)                                                                          \
    static bool precedes_##name(type left, type right)                                                       \
    {                                                                                                        \
        if (left != left || right != right)                                                                  \
            return left == left && right != right;                                                           \
        return left < right || (left == right && SIGN_OF(left) && !SIGN_OF(right));                          \
    }                                                                                                        \
    void zbi_scalar_sort_##name(type *items, uint32_t count)                                                 \
    {                                                                                                        \
        HEAP_SORT(type, items, precedes_##name);                                                             \
    }                                                                                                        \
    void zbi_scalar_argsort_##name(const type *items, uint32_t count, uint32_t *out)                         \
    {                                                                                                        \
        for (uint32_t at = 0; at < count; at++)                                                              \
            out[at] = at;                                                                                    \
        HEAP_SORT(uint32_t, out, INDEX_BEFORE_##name);                                                       \
    }                                                                                                        \
    uint32_t zbi_scalar_top_##name(const type *items, uint32_t count, bool is_largest, uint32_t *out)        \
    {                                                                                                        \
        uint32_t numbers = 0;                                                                                \
        for (uint32_t at = 0; at < count; at++) {                                                            \
            out[at] = at;                                                                                    \
            numbers += items[at] == items[at];                                                               \
        }                                                                                                    \
        if (is_largest)                                                                                      \
            HEAP_SORT(uint32_t, out, INDEX_BEHIND_##name);                                                   \
        else                                                                                                 \
            HEAP_SORT(uint32_t, out, INDEX_BEFORE_##name);                                                   \
        return numbers;                                                                                      \
    }

/* A total order of indices: by element, then by index. */
#define BEFORE(precedes, left, right)                                                                        \
    (precedes(items[left], items[right]) || (!precedes(items[right], items[left]) && (left) < (right)))
/* Likewise with the largest first, and NaN still last. */
#define BEHIND(precedes, left, right)                                                                        \
    (items[left] != items[left] || items[right] != items[right]                                              \
         ? BEFORE(precedes, left, right)                                                                     \
         : precedes(items[right], items[left]) ||                                                            \
               (!precedes(items[left], items[right]) && (left) < (right)))
#define INDEX_BEFORE_f64(left, right) BEFORE(precedes_f64, left, right)
#define INDEX_BEHIND_f64(left, right) BEHIND(precedes_f64, left, right)
#define INDEX_BEFORE_f32(left, right) BEFORE(precedes_f32, left, right)
#define INDEX_BEHIND_f32(left, right) BEHIND(precedes_f32, left, right)
#define INDEX_BEFORE_i64(left, right) BEFORE(precedes_i64, left, right)
#define INDEX_BEHIND_i64(left, right) BEHIND(precedes_i64, left, right)
#define INDEX_BEFORE_i32(left, right) BEFORE(precedes_i32, left, right)
#define INDEX_BEHIND_i32(left, right) BEHIND(precedes_i32, left, right)
#define INDEX_BEFORE_u32(left, right) BEFORE(precedes_u32, left, right)
#define INDEX_BEHIND_u32(left, right) BEHIND(precedes_u32, left, right)
#define INDEX_BEFORE_u8(left, right) BEFORE(precedes_u8, left, right)
#define INDEX_BEHIND_u8(left, right) BEHIND(precedes_u8, left, right)
ORDERS(double, f64, SIGN)
ORDERS(float, f32, SIGN)
ORDERS(int64_t, i64, NO_SIGN)
ORDERS(int32_t, i32, NO_SIGN)
ORDERS(uint32_t, u32, NO_SIGN)
ORDERS(uint8_t, u8, NO_SIGN)

double
zbi_scalar_quantile_sorted(const double *items, uint32_t count, double fraction)
{
    double place = ((double)count - 1) * fraction;
    uint32_t rank = (uint32_t)place;
    double share = place - rank;
    if (share == 0)
        return items[rank];
    double low = items[rank], high = items[rank + 1], value;
    if (low == high)
        return low;
    if (high - low - (high - low) == 0)
        value = low + (high - low) * share;
    else
        value = low * (1 - share) + high * share;
    return value > high ? high : value;
}

uint32_t
zbi_scalar_group_u32(const uint32_t *keys, uint32_t count, uint32_t *groups, uint32_t *group_keys)
{
    uint32_t found = 0;
    for (uint32_t row = 0; row < count; row++) {
        uint32_t group = 0;
        while (group < found && group_keys[group] != keys[row])
            group++;
        if (group == found)
            group_keys[found++] = keys[row];
        groups[row] = group;
    }
    return found;
}
