/* SPDX-License-Identifier: MIT */
/*
 * Two columns, element by element, into the first.  Of f32, in f32: the double between would
 * round to the same.  Of i32, as u32, where overflow wraps.
 */
#include "lanes.h"
#include "scalar.h"

#define COMBINE(type, name, word, vec, verb, op)                                                             \
    static inline ZBI_INLINE void verb##_##name(bool vector, type *items, const type *others,                \
                                                uint32_t count)                                              \
    {                                                                                                        \
        uint32_t at = 0;                                                                                     \
        ZBI_AS_WRITTEN                                                                                       \
        for (; vector && count - at >= sizeof(vec) / sizeof(word); at += sizeof(vec) / sizeof(word)) {       \
            vec x, y;                                                                                        \
            __builtin_memcpy(&x, items + at, sizeof x);                                                      \
            __builtin_memcpy(&y, others + at, sizeof y);                                                     \
            x = x op y;                                                                                      \
            __builtin_memcpy(items + at, &x, sizeof x);                                                      \
        }                                                                                                    \
        ZBI_AS_WRITTEN                                                                                       \
        for (; at < count; at++) {                                                                           \
            word x, y;                                                                                       \
            __builtin_memcpy(&x, items + at, sizeof x);                                                      \
            __builtin_memcpy(&y, others + at, sizeof y);                                                     \
            x = x op y;                                                                                      \
            __builtin_memcpy(items + at, &x, sizeof x);                                                      \
        }                                                                                                    \
    }                                                                                                        \
    void zb_kernel_##verb##_##name(type *items, const type *others, uint32_t count)                          \
    {                                                                                                        \
        verb##_##name(true, items, others, count);                                                           \
    }                                                                                                        \
    void zbi_scalar_##verb##_##name(type *items, const type *others, uint32_t count)                         \
    {                                                                                                        \
        verb##_##name(false, items, others, count);                                                          \
    }
#define COMBINES(type, name, word, vec)                                                                      \
    COMBINE(type, name, word, vec, add, +)                                                                   \
    COMBINE(type, name, word, vec, sub, -)                                                                   \
    COMBINE(type, name, word, vec, mul, *)
COMBINES(double, f64, double, zbi_f64x2)
COMBINES(float, f32, float, zbi_f32x4)
COMBINES(int32_t, i32, uint32_t, zbi_u32x4)
