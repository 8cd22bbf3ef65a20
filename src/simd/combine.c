/* SPDX-License-Identifier: MIT */
/*
 * Two columns, element by element, into the first.  Of f32, in f32: the double between would
 * round to the same.  Of integers, unsigned, where overflow wraps.
 */
#include "lanes.h"
#include "scalar.h"

/* Four vectors at a time; where it stopped.  Both columns may be the same. */
#define COMBINE_VECTORS(name, word, vec, verb, op, level, TARGET)                                            \
    static TARGET uint32_t verb##_##name##_##level(word *items, const word *others, uint32_t count)          \
    {                                                                                                        \
        enum { EACH = sizeof(vec) / sizeof(word), STEP = 4 * EACH };                                         \
        uint32_t at = 0;                                                                                     \
        ZBI_AS_WRITTEN                                                                                       \
        for (; count - at >= STEP; at += STEP) {                                                             \
            ZBI_UNROLLED                                                                                     \
            for (uint32_t k = 0; k < STEP; k += EACH) {                                                      \
                vec x, y;                                                                                    \
                __builtin_memcpy(&x, items + at + k, sizeof x);                                              \
                __builtin_memcpy(&y, others + at + k, sizeof y);                                             \
                x = x op y;                                                                                  \
                __builtin_memcpy(items + at + k, &x, sizeof x);                                              \
            }                                                                                                \
        }                                                                                                    \
        return at;                                                                                           \
    }
#if ZBI_HAS_AVX2
#define COMBINE_AVX2(name, word, wide, verb, op)                                                             \
    COMBINE_VECTORS(name, word, wide, verb, op, avx2, ZBI_TARGET_AVX2)
#else
#define COMBINE_AVX2(name, word, wide, verb, op)
#endif

#define COMBINE(type, name, word, vec, wide, verb, op)                                                       \
    COMBINE_VECTORS(name, word, vec, verb, op, vector, ZBI_TARGET_ANY)                                       \
    COMBINE_AVX2(name, word, wide, verb, op)                                                                 \
    void zbi_scalar_##verb##_##name(type *items, const type *others, uint32_t count)                         \
    {                                                                                                        \
        ZBI_AS_WRITTEN                                                                                       \
        for (uint32_t at = 0; at < count; at++) {                                                            \
            word x, y;                                                                                       \
            __builtin_memcpy(&x, items + at, sizeof x);                                                      \
            __builtin_memcpy(&y, others + at, sizeof y);                                                     \
            x = (word)(x op y);                                                                              \
            __builtin_memcpy(items + at, &x, sizeof x);                                                      \
        }                                                                                                    \
    }                                                                                                        \
    void zb_kernel_##verb##_##name(type *items, const type *others, uint32_t count)                          \
    {                                                                                                        \
        uint32_t at =                                                                                        \
            ZBI_BY_LEVEL(zbi_level_now(), verb##_##name, (word *)items, (const word *)others, count);        \
        if (at < count)                                                                                      \
            zbi_scalar_##verb##_##name(items + at, others + at, count - at);                                 \
    }
#define COMBINES(type, name, word, vec, wide)                                                                \
    COMBINE(type, name, word, vec, wide, add, +)                                                             \
    COMBINE(type, name, word, vec, wide, sub, -)                                                             \
    COMBINE(type, name, word, vec, wide, mul, *)
COMBINES(double, f64, double, zbi_f64x2, zbi_f64x4)
COMBINES(float, f32, float, zbi_f32x4, zbi_f32x8)
COMBINES(int32_t, i32, uint32_t, zbi_u32x4, zbi_u32x8)
COMBINES(int64_t, i64, uint64_t, zbi_u64x2, zbi_u64x4)
COMBINES(uint8_t, u8, uint8_t, zbi_u8x16, zbi_u8x32)
COMBINE(double, f64, double, zbi_f64x2, zbi_f64x4, div, /)
COMBINE(float, f32, float, zbi_f32x4, zbi_f32x8, div, /)
