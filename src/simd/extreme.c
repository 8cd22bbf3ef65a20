/* SPDX-License-Identifier: MIT */
/*
 * Where the smallest and the largest element lie.  The range of each block says whether the
 * answer is in it; only that block is looked at again, while it is in the cache or once at
 * the end.
 */
#include "block.h"
#include "range.h"
#include "scalar.h"

/* Index of the first element that is `wanted`, to the sign of a zero; NaN looks for NaN. */
#define PLACE_FLOAT(type, name, word)                                                                        \
    static uint32_t place_##name(const type *items, uint32_t from, double wanted)                            \
    {                                                                                                        \
        type sought = (type)wanted;                                                                          \
        word bits, other;                                                                                    \
        __builtin_memcpy(&bits, &sought, sizeof bits);                                                       \
        for (uint32_t at = from;; at++) {                                                                    \
            __builtin_memcpy(&other, items + at, sizeof other);                                              \
            if (other == bits || (wanted != wanted && items[at] != items[at]))                               \
                return at;                                                                                   \
        }                                                                                                    \
    }
PLACE_FLOAT(double, f64, uint64_t)
PLACE_FLOAT(float, f32, uint32_t)

#define PLACE_INTEGER(type, name, value)                                                                     \
    static uint32_t place_##name(const type *items, uint32_t from, value wanted)                             \
    {                                                                                                        \
        uint32_t at = from;                                                                                  \
        while ((value)items[at] != wanted)                                                                   \
            at++;                                                                                            \
        return at;                                                                                           \
    }
PLACE_INTEGER(int32_t, i32, double)
PLACE_INTEGER(uint8_t, u8, double)
PLACE_INTEGER(int64_t, i64, int64_t)

/* `end` is a member of the range; BETTER(new, old) is strict, so that the first block of equals stays. */
#define EXTREME(verb, type, name, range, value, end, BETTER)                                                 \
    static uint32_t verb##_##name(zbi_level level, const type *items, uint32_t count)                        \
    {                                                                                                        \
        if (count == 0)                                                                                      \
            return 0;                                                                                        \
        uint32_t block = 0;                                                                                  \
        value best = 0;                                                                                      \
        for (uint32_t from = 0, length; from < count; from += length) {                                      \
            length = count - from < ZBI_BLOCK ? count - from : ZBI_BLOCK;                                    \
            range part;                                                                                      \
            zbi_range_##name(level, items + from, length, &part);                                            \
            if (part.end != part.end)                                                                        \
                return place_##name(items, from, part.end);                                                  \
            if (from == 0 || BETTER(part.end, best)) {                                                       \
                best = part.end;                                                                             \
                block = from;                                                                                \
            }                                                                                                \
        }                                                                                                    \
        return place_##name(items, block, best);                                                             \
    }                                                                                                        \
    uint32_t zb_kernel_##verb##_##name(const type *items, uint32_t count)                                    \
    {                                                                                                        \
        return verb##_##name(zbi_level_now(), items, count);                                                 \
    }
#define IS_ABOVE(left, right) zbi_is_below(right, left)
#define IS_LESS(left, right) ((left) < (right))
#define IS_MORE(left, right) ((left) > (right))

/* The reference keeps the first of the best so far, by comparing each element with it. */
#define REFERENCE(verb, type, name, BETTER)                                                                  \
    uint32_t zbi_scalar_##verb##_##name(const type *items, uint32_t count)                                   \
    {                                                                                                        \
        uint32_t best = 0;                                                                                   \
        for (uint32_t at = 0; at < count; at++) {                                                            \
            if (items[at] != items[at])                                                                      \
                return at;                                                                                   \
            if (BETTER(items[at], items[best]))                                                              \
                best = at;                                                                                   \
        }                                                                                                    \
        return best;                                                                                         \
    }
#define IS_BELOW_AS_DOUBLE(left, right) zbi_is_below((double)(left), (double)(right))
#define IS_ABOVE_AS_DOUBLE(left, right) zbi_is_below((double)(right), (double)(left))

#define EXTREMES_OF_FLOATS(type, name)                                                                       \
    EXTREME(argmin, type, name, zb_range, double, min, zbi_is_below)                                         \
    EXTREME(argmax, type, name, zb_range, double, max, IS_ABOVE)                                             \
    REFERENCE(argmin, type, name, IS_BELOW_AS_DOUBLE)                                                        \
    REFERENCE(argmax, type, name, IS_ABOVE_AS_DOUBLE)
EXTREMES_OF_FLOATS(double, f64)
EXTREMES_OF_FLOATS(float, f32)

#define EXTREMES_OF_INTEGERS(type, name, range, value)                                                       \
    EXTREME(argmin, type, name, range, value, min, IS_LESS)                                                  \
    EXTREME(argmax, type, name, range, value, max, IS_MORE)                                                  \
    REFERENCE(argmin, type, name, IS_LESS)                                                                   \
    REFERENCE(argmax, type, name, IS_MORE)
EXTREMES_OF_INTEGERS(int32_t, i32, zb_range, double)
EXTREMES_OF_INTEGERS(uint8_t, u8, zb_range, double)
EXTREMES_OF_INTEGERS(int64_t, i64, zb_range_i64, int64_t)
