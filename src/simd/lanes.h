/* SPDX-License-Identifier: MIT */
#ifndef ZBI_LANES_H
#define ZBI_LANES_H

/*
 * Vectors of 16 bytes, and elements as doubles in them.  They are the compilers' own, which
 * become SSE2, NEON or SIMD128 instructions, or plain ones where the target has no others:
 * the results do not depend on it.  On x86-64 those of 32 bytes, too, in functions that are
 * marked ZBI_TARGET_AVX2 and called at that level only (level.h).
 *
 * A kernel is written once for its element types: `item` is a constant at each call of these
 * functions, and all are inlined, so that no test of it remains.  What exists for two sizes of
 * vectors is a macro over their types: compilers split wide vectors in functions without AVX
 * before they inline them, so that the mark must stand on each function.
 */

#include <zerobuf/simd.h>

#include <stdbool.h>

#include "level.h"

/* A product and a sum are two roundings.  GCC fuses in its own dialects only, on targets that
 * can; -std=c11 or -ffp-contract=off forbids it. */
#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#endif

typedef double zbi_f64x2 __attribute__((vector_size(16)));
typedef int64_t zbi_i64x2 __attribute__((vector_size(16)));
typedef float zbi_f32x4 __attribute__((vector_size(16)));
typedef int32_t zbi_i32x4 __attribute__((vector_size(16)));
typedef uint32_t zbi_u32x4 __attribute__((vector_size(16)));
typedef uint64_t zbi_u64x2 __attribute__((vector_size(16)));
typedef uint8_t zbi_u8x16 __attribute__((vector_size(16)));
typedef float zbi_f32x2 __attribute__((vector_size(8)));
typedef int32_t zbi_i32x2 __attribute__((vector_size(8)));

#if defined(__x86_64__)
#define ZBI_HAS_AVX2 1
#define ZBI_TARGET_AVX2 __attribute__((target("avx2")))
typedef double zbi_f64x4 __attribute__((vector_size(32)));
typedef int64_t zbi_i64x4 __attribute__((vector_size(32)));
typedef uint64_t zbi_u64x4 __attribute__((vector_size(32)));
typedef float zbi_f32x8 __attribute__((vector_size(32)));
typedef int32_t zbi_i32x8 __attribute__((vector_size(32)));
typedef uint32_t zbi_u32x8 __attribute__((vector_size(32)));
typedef uint8_t zbi_u8x32 __attribute__((vector_size(32)));
#else
#define ZBI_HAS_AVX2 0
#endif
#define ZBI_TARGET_ANY /* the other mark */

/* Call name_avx2() or name_vector(), as the level says. */
#if ZBI_HAS_AVX2
#define ZBI_BY_LEVEL(level, name, ...)                                                                       \
    ((level) == ZBI_AVX2 ? name##_avx2(__VA_ARGS__) : name##_vector(__VA_ARGS__))
#else
#define ZBI_BY_LEVEL(level, name, ...) ((void)(level), name##_vector(__VA_ARGS__))
#endif

#define ZBI_INLINE __attribute__((always_inline))
#define ZBI_NOINLINE __attribute__((noinline)) /* what runs once per call, or for the last elements */

/* Before a loop: leave it as it is written.  Main loops are unrolled by hand as far as it pays,
 * and those for the last few elements are not worth it: modules would be twice the size. */
#ifdef __clang__
#define ZBI_AS_WRITTEN _Pragma("clang loop unroll(disable) vectorize(disable)")
#define ZBI_UNROLLED /* it does so by itself where it optimizes, and says so where it does not */
#else
#define ZBI_AS_WRITTEN
#define ZBI_UNROLLED _Pragma("GCC unroll 16")
#endif

/** Type of the elements. */
typedef enum zbi_item { ZBI_ITEM_F64, ZBI_ITEM_F32, ZBI_ITEM_I32 } zbi_item;

/** Address of element `at`. */
static inline ZBI_INLINE const uint8_t *
zbi_item_ptr(zbi_item item, const void *items, uint32_t at)
{
    return (const uint8_t *)items + (size_t)at * (item == ZBI_ITEM_F64 ? 8 : 4);
}

/** Element `at`. */
static inline ZBI_INLINE double
zbi_load1(zbi_item item, const void *items, uint32_t at)
{
    const uint8_t *ptr = zbi_item_ptr(item, items, at);
    double value;
    float single;
    int32_t integer;
    switch (item) {
    case ZBI_ITEM_F32:
        __builtin_memcpy(&single, ptr, sizeof single);
        return (double)single;
    case ZBI_ITEM_I32:
        __builtin_memcpy(&integer, ptr, sizeof integer);
        return integer;
    case ZBI_ITEM_F64:
    default:
        __builtin_memcpy(&value, ptr, sizeof value);
        return value;
    }
}

/** Elements `at` and `at` + 1. */
static inline ZBI_INLINE zbi_f64x2
zbi_load2(zbi_item item, const void *items, uint32_t at)
{
    const uint8_t *ptr = zbi_item_ptr(item, items, at);
    zbi_f64x2 values;
    zbi_f32x2 singles;
    zbi_i32x2 integers;
    switch (item) {
    case ZBI_ITEM_F32:
        __builtin_memcpy(&singles, ptr, sizeof singles);
        return __builtin_convertvector(singles, zbi_f64x2);
    case ZBI_ITEM_I32:
        __builtin_memcpy(&integers, ptr, sizeof integers);
        return __builtin_convertvector(integers, zbi_f64x2);
    case ZBI_ITEM_F64:
    default:
        __builtin_memcpy(&values, ptr, sizeof values);
        return values;
    }
}

#if ZBI_HAS_AVX2
/** Elements `at` to `at` + 3. */
static inline ZBI_INLINE ZBI_TARGET_AVX2 zbi_f64x4
zbi_load4(zbi_item item, const void *items, uint32_t at)
{
    const uint8_t *ptr = zbi_item_ptr(item, items, at);
    zbi_f64x4 values;
    zbi_f32x4 singles;
    zbi_i32x4 integers;
    switch (item) {
    case ZBI_ITEM_F32:
        __builtin_memcpy(&singles, ptr, sizeof singles);
        return __builtin_convertvector(singles, zbi_f64x4);
    case ZBI_ITEM_I32:
        __builtin_memcpy(&integers, ptr, sizeof integers);
        return __builtin_convertvector(integers, zbi_f64x4);
    case ZBI_ITEM_F64:
    default:
        __builtin_memcpy(&values, ptr, sizeof values);
        return values;
    }
}
#endif

/** The value that an infinite or not-a-number one makes when it is subtracted from itself is not 0. */
static inline ZBI_INLINE bool
zbi_is_finite(double value)
{
    return value - value == 0;
}

/** Square root, rounded as IEEE 754 asks; without libm, which a freestanding program lacks. */
static inline ZBI_INLINE double
zbi_sqrt(double value)
{
#if defined(__x86_64__)
    double root;
    __asm__("sqrtsd %1, %0" : "=x"(root) : "x"(value));
    return root;
#elif defined(__aarch64__)
    double root;
    __asm__("fsqrt %d0, %d1" : "=w"(root) : "w"(value));
    return root;
#else
    return __builtin_sqrt(value); /* an instruction of WebAssembly */
#endif
}

/** How values from [min, max] come to [0, 1]: (value * half - low) / span.  `half` keeps the span finite. */
typedef struct zbi_unit {
    double half, low, span;
} zbi_unit;

static inline zbi_unit
zbi_unit_scale(double min, double max)
{
    zbi_unit unit = {max - min < __builtin_inf() ? 1.0 : 0.5, 0, 0};
    unit.low = min * unit.half;
    unit.span = max * unit.half - unit.low;
    return unit;
}

#endif /* ZBI_LANES_H */
