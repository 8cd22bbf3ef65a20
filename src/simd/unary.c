/* SPDX-License-Identifier: MIT */
/* Elements changed in place in their own type: clamp, absolute value, square root. */
#include "lanes.h"
#include "scalar.h"

/* A loop over whole vectors, each of which `...` changes as `v`; the elements it has done are `at`. */
#define OVER_VECTORS(type, vec, ...)                                                                         \
    enum { EACH = sizeof(vec) / sizeof(type) };                                                              \
    uint32_t at = 0;                                                                                         \
    ZBI_AS_WRITTEN                                                                                           \
    for (; count - at >= 2 * EACH; at += 2 * EACH) {                                                         \
        ZBI_UNROLLED                                                                                         \
        for (uint32_t k = 0; k < 2 * EACH; k += EACH) {                                                      \
            vec v;                                                                                           \
            __builtin_memcpy(&v, items + at + k, sizeof v);                                                  \
            __VA_ARGS__;                                                                                     \
            __builtin_memcpy(items + at + k, &v, sizeof v);                                                  \
        }                                                                                                    \
    }
#define OVER_ELEMENTS(type, from, ...)                                                                       \
    ZBI_AS_WRITTEN                                                                                           \
    for (uint32_t at = (from); at < count; at++) {                                                           \
        type v;                                                                                              \
        __builtin_memcpy(&v, items + at, sizeof v);                                                          \
        __VA_ARGS__;                                                                                         \
        __builtin_memcpy(items + at, &v, sizeof v);                                                          \
    }

/* Bounds are elements, so that each type is compared as what it is.  Not `none + low`, which loses -0. */
#define CLAMP_VECTORS(type, name, vec, bits, level, TARGET)                                                  \
    static TARGET uint32_t clamp_##name##_##level(type *items, uint32_t count, type low, type high)          \
    {                                                                                                        \
        vec none = {0}, lows = low - none, highs = high - none;                                              \
        bits below, above;                                                                                   \
        OVER_VECTORS(type, vec, below = v<lows, above = v> highs,                                            \
                     v = (vec)((below & (bits)lows) | (above & (bits)highs) | (~(below | above) & (bits)v))) \
        return at;                                                                                           \
    }
#if ZBI_HAS_AVX2
#define CLAMP_AVX2(type, name, wide, bits) CLAMP_VECTORS(type, name, wide, bits, avx2, ZBI_TARGET_AVX2)
#else
#define CLAMP_AVX2(type, name, wide, bits)
#endif
#define CLAMP(type, name, vec, bits, wide, wide_bits)                                                        \
    CLAMP_VECTORS(type, name, vec, bits, vector, ZBI_TARGET_ANY)                                             \
    CLAMP_AVX2(type, name, wide, wide_bits)                                                                  \
    static void clamp_##name(type *items, uint32_t from, uint32_t count, type low, type high)                \
    {                                                                                                        \
        OVER_ELEMENTS(type, from, v = v < low ? low : v > high ? high : v)                                   \
    }                                                                                                        \
    void zb_kernel_clamp_##name(type *items, uint32_t count, type low, type high)                            \
    {                                                                                                        \
        clamp_##name(items, ZBI_BY_LEVEL(zbi_level_now(), clamp_##name, items, count, low, high), count,     \
                     low, high);                                                                             \
    }                                                                                                        \
    void zbi_scalar_clamp_##name(type *items, uint32_t count, type low, type high)                           \
    {                                                                                                        \
        clamp_##name(items, 0, count, low, high);                                                            \
    }
CLAMP(double, f64, zbi_f64x2, zbi_i64x2, zbi_f64x4, zbi_i64x4)
CLAMP(float, f32, zbi_f32x4, zbi_i32x4, zbi_f32x8, zbi_i32x8)
CLAMP(int32_t, i32, zbi_i32x4, zbi_i32x4, zbi_i32x8, zbi_i32x8)

/* What has one operand and one level: memory is slower than these. */
#define PLAIN(verb, type, name, vec, VECTOR, ELEMENT)                                                        \
    static uint32_t verb##_vectors_##name(type *items, uint32_t count)                                       \
    {                                                                                                        \
        OVER_VECTORS(type, vec, VECTOR)                                                                      \
        return at;                                                                                           \
    }                                                                                                        \
    static void verb##_rest_##name(type *items, uint32_t from, uint32_t count)                               \
    {                                                                                                        \
        OVER_ELEMENTS(type, from, ELEMENT)                                                                   \
    }                                                                                                        \
    void zb_kernel_##verb##_##name(type *items, uint32_t count)                                              \
    {                                                                                                        \
        verb##_rest_##name(items, verb##_vectors_##name(items, count), count);                               \
    }                                                                                                        \
    void zbi_scalar_##verb##_##name(type *items, uint32_t count)                                             \
    {                                                                                                        \
        verb##_rest_##name(items, 0, count);                                                                 \
    }

/* Of floats the sign alone changes, of NaN, too; of integers unsigned, where the least one stays. */
#define ABS_BITS(vec, bits, most) v = (vec)((bits)v & ((bits){0} + (most)))
PLAIN(abs, double, f64, zbi_f64x2, ABS_BITS(zbi_f64x2, zbi_i64x2, INT64_MAX), v = __builtin_fabs(v))
PLAIN(abs, float, f32, zbi_f32x4, ABS_BITS(zbi_f32x4, zbi_i32x4, INT32_MAX), v = __builtin_fabsf(v))
PLAIN(abs, int32_t, i32, zbi_u32x4, v = (v ^ (0 - (v >> 31))) + (v >> 31),
      v = v < 0 ? (int32_t)(0u - (uint32_t)v) : v)
PLAIN(abs, int64_t, i64, zbi_u64x2, v = (v ^ (0 - (v >> 63))) + (v >> 63),
      v = v < 0 ? (int64_t)(0u - (uint64_t)v) : v)

/* Without libm, which a freestanding program lacks. */
#if defined(__clang__)
#define SQRT_F64X2(v) __builtin_elementwise_sqrt(v)
#define SQRT_F32X4(v) __builtin_elementwise_sqrt(v)
#elif defined(__x86_64__)
#define SQRT_F64X2(v) __builtin_ia32_sqrtpd(v)
#define SQRT_F32X4(v) __builtin_ia32_sqrtps(v)
#else
static inline ZBI_INLINE zbi_f64x2
sqrt_f64x2(zbi_f64x2 v)
{
    zbi_f64x2 roots = {zbi_sqrt(v[0]), zbi_sqrt(v[1])};
    return roots;
}
static inline ZBI_INLINE zbi_f32x4
sqrt_f32x4(zbi_f32x4 v)
{
    zbi_f32x4 roots;
    for (int lane = 0; lane < 4; lane++)
        roots[lane] = (float)zbi_sqrt((double)v[lane]);
    return roots;
}
#define SQRT_F64X2(v) sqrt_f64x2(v)
#define SQRT_F32X4(v) sqrt_f32x4(v)
#endif
PLAIN(sqrt, double, f64, zbi_f64x2, v = SQRT_F64X2(v), v = zbi_sqrt(v))
/* The root of a float as a double rounds to what its root as a float is: 53 >= 2 * 24 + 2 (Figueroa, 1995).
 */
PLAIN(sqrt, float, f32, zbi_f32x4, v = SQRT_F32X4(v), v = (float)zbi_sqrt((double)v))
