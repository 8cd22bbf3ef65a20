/* SPDX-License-Identifier: MIT */
/* Smallest and largest element. */
#include "range.h"
#include "scalar.h"

/* Elements that are looked at, and looked at again where their answer is a zero, while they are in the cache.
 */
#define PART 2048u

/* v where it is below (above) the other, else the other: also where either is NaN. */
#define SELECT(vec, bits, mask, one, other) ((vec)(((mask) & (bits)(one)) | (~(mask) & (bits)(other))))
#define LOWER_BY_MASK(vec, bits, v, other) SELECT(vec, bits, (v) < (other), v, other)
#define HIGHER_BY_MASK(vec, bits, v, other) SELECT(vec, bits, (v) > (other), v, other)
#if defined(__x86_64__)
#define LOWER_F64(vec, bits, v, other) __builtin_ia32_minpd(v, other)
#define HIGHER_F64(vec, bits, v, other) __builtin_ia32_maxpd(v, other)
#define LOWER_F32(vec, bits, v, other) __builtin_ia32_minps(v, other)
#define HIGHER_F32(vec, bits, v, other) __builtin_ia32_maxps(v, other)
#define LOWER_F64_AVX2(vec, bits, v, other) __builtin_ia32_minpd256(v, other)
#define HIGHER_F64_AVX2(vec, bits, v, other) __builtin_ia32_maxpd256(v, other)
#define LOWER_F32_AVX2(vec, bits, v, other) __builtin_ia32_minps256(v, other)
#define HIGHER_F32_AVX2(vec, bits, v, other) __builtin_ia32_maxps256(v, other)
#elif defined(__wasm__)
#define LOWER_F64(vec, bits, v, other) __builtin_wasm_pmin_f64x2(other, v)
#define HIGHER_F64(vec, bits, v, other) __builtin_wasm_pmax_f64x2(other, v)
#define LOWER_F32(vec, bits, v, other) __builtin_wasm_pmin_f32x4(other, v)
#define HIGHER_F32(vec, bits, v, other) __builtin_wasm_pmax_f32x4(other, v)
#else
#define LOWER_F64 LOWER_BY_MASK
#define HIGHER_F64 HIGHER_BY_MASK
#define LOWER_F32 LOWER_BY_MASK
#define HIGHER_F32 HIGHER_BY_MASK
#endif
#if defined(__clang__)
#define LOWER_INTEGER(vec, bits, v, other) __builtin_elementwise_min(v, other)
#define HIGHER_INTEGER(vec, bits, v, other) __builtin_elementwise_max(v, other)
#else
#define LOWER_INTEGER LOWER_BY_MASK
#define HIGHER_INTEGER HIGHER_BY_MASK
#endif

/*
 * At least four vectors of elements, four vectors at a time.  Elements behind the last four are
 * done again with those before them, which changes nothing.  Returns whether one is NaN, which
 * all but the first is skipped for: comparisons with it are false.  That is kept in words of 32
 * bits, since gcc makes a selection of | with a comparison, which SSE2 lacks for longer ones.
 */
#define RANGE_VECTORS(type, name, vec, bits, odds, LOWER, HIGHER, level, TARGET)                             \
    static TARGET bool range_##name##_##level(const type *items, uint32_t count, type *out_min,              \
                                              type *out_max)                                                 \
    {                                                                                                        \
        enum { EACH = sizeof(vec) / sizeof(type), STEP = 4 * EACH };                                         \
        vec low[4], high[4];                                                                                 \
        __builtin_memcpy(&low[0], items, sizeof low[0]);                                                     \
        odds odd = (odds)(low[0] != low[0]);                                                                 \
        ZBI_UNROLLED                                                                                         \
        for (int k = 0; k < 4; k++)                                                                          \
            low[k] = high[k] = low[0];                                                                       \
        ZBI_AS_WRITTEN                                                                                       \
        for (uint32_t at = 0; at < count; at += STEP) {                                                      \
            if (count - at < STEP)                                                                           \
                at = count - STEP;                                                                           \
            ZBI_UNROLLED                                                                                     \
            for (int k = 0; k < 4; k++) {                                                                    \
                vec v;                                                                                       \
                __builtin_memcpy(&v, items + at + k * EACH, sizeof v);                                       \
                low[k] = LOWER(vec, bits, v, low[k]);                                                        \
                high[k] = HIGHER(vec, bits, v, high[k]);                                                     \
                odd |= (odds)(v != v);                                                                       \
            }                                                                                                \
        }                                                                                                    \
        low[0] = LOWER(vec, bits, low[0], low[1]);                                                           \
        low[2] = LOWER(vec, bits, low[2], low[3]);                                                           \
        low[0] = LOWER(vec, bits, low[0], low[2]);                                                           \
        high[0] = HIGHER(vec, bits, high[0], high[1]);                                                       \
        high[2] = HIGHER(vec, bits, high[2], high[3]);                                                       \
        high[0] = HIGHER(vec, bits, high[0], high[2]);                                                       \
        type mins[EACH], maxs[EACH], min, max;                                                               \
        uint32_t any = 0;                                                                                    \
        __builtin_memcpy(mins, &low[0], sizeof low[0]);                                                      \
        __builtin_memcpy(maxs, &high[0], sizeof high[0]);                                                    \
        for (uint32_t word = 0; word < sizeof(vec) / 4; word++)                                              \
            any |= odd[word];                                                                                \
        min = mins[0];                                                                                       \
        max = maxs[0];                                                                                       \
        ZBI_AS_WRITTEN                                                                                       \
        for (uint32_t lane = 1; lane < EACH; lane++) {                                                       \
            min = mins[lane] < min ? mins[lane] : min;                                                       \
            max = maxs[lane] > max ? maxs[lane] : max;                                                       \
        }                                                                                                    \
        *out_min = min;                                                                                      \
        *out_max = max;                                                                                      \
        return any != 0;                                                                                     \
    }
#define RANGE_LEVELS_ANY(type, name, vec, bits, LOWER, HIGHER)                                               \
    RANGE_VECTORS(type, name, vec, bits, zbi_u32x4, LOWER, HIGHER, vector, ZBI_TARGET_ANY)
RANGE_LEVELS_ANY(double, f64, zbi_f64x2, zbi_i64x2, LOWER_F64, HIGHER_F64)
RANGE_LEVELS_ANY(float, f32, zbi_f32x4, zbi_i32x4, LOWER_F32, HIGHER_F32)
RANGE_LEVELS_ANY(int32_t, i32, zbi_i32x4, zbi_i32x4, LOWER_INTEGER, HIGHER_INTEGER)
RANGE_LEVELS_ANY(uint8_t, u8, zbi_u8x16, zbi_u8x16, LOWER_INTEGER, HIGHER_INTEGER)
RANGE_LEVELS_ANY(int64_t, i64, zbi_i64x2, zbi_i64x2, LOWER_INTEGER, HIGHER_INTEGER)
#if ZBI_HAS_AVX2
#define RANGE_LEVELS_AVX2(type, name, vec, bits, LOWER, HIGHER)                                              \
    RANGE_VECTORS(type, name, vec, bits, zbi_u32x8, LOWER, HIGHER, avx2, ZBI_TARGET_AVX2)
RANGE_LEVELS_AVX2(double, f64, zbi_f64x4, zbi_i64x4, LOWER_F64_AVX2, HIGHER_F64_AVX2)
RANGE_LEVELS_AVX2(float, f32, zbi_f32x8, zbi_i32x8, LOWER_F32_AVX2, HIGHER_F32_AVX2)
RANGE_LEVELS_AVX2(int32_t, i32, zbi_i32x8, zbi_i32x8, LOWER_INTEGER, HIGHER_INTEGER)
RANGE_LEVELS_AVX2(uint8_t, u8, zbi_u8x32, zbi_u8x32, LOWER_INTEGER, HIGHER_INTEGER)
RANGE_LEVELS_AVX2(int64_t, i64, zbi_i64x4, zbi_i64x4, LOWER_INTEGER, HIGHER_INTEGER)
#endif

/* One element after the other, of at least one. */
#define RANGE_ELEMENTS(type, name)                                                                           \
    static bool range_##name##_scalar(const type *items, uint32_t count, type *out_min, type *out_max)       \
    {                                                                                                        \
        type min = items[0], max = min;                                                                      \
        bool is_nan = false;                                                                                 \
        ZBI_AS_WRITTEN                                                                                       \
        for (uint32_t at = 0; at < count; at++) {                                                            \
            min = items[at] < min ? items[at] : min;                                                         \
            max = items[at] > max ? items[at] : max;                                                         \
            is_nan |= items[at] != items[at];                                                                \
        }                                                                                                    \
        *out_min = min;                                                                                      \
        *out_max = max;                                                                                      \
        return is_nan;                                                                                       \
    }                                                                                                        \
    static bool range_##name(zbi_level level, const type *items, uint32_t count, type *min, type *max)       \
    {                                                                                                        \
        if (level == ZBI_SCALAR || count < 128 / sizeof(type))                                               \
            return range_##name##_scalar(items, count, min, max);                                            \
        return ZBI_BY_LEVEL(level, range_##name, items, count, min, max);                                    \
    }
RANGE_ELEMENTS(double, f64)
RANGE_ELEMENTS(float, f32)
RANGE_ELEMENTS(int32_t, i32)
RANGE_ELEMENTS(uint8_t, u8)
RANGE_ELEMENTS(int64_t, i64)

/* Comparisons hold the zeros for equal: which of them is there is looked for only when the
 * answer is a zero.  `sign` is 1 for -0. */
#define HOLDS_ZERO(type, name, word)                                                                         \
    static ZBI_NOINLINE bool holds_zero_##name(const type *items, uint32_t count, word sign)                 \
    {                                                                                                        \
        word zero = sign << (8 * sizeof(word) - 1), bits;                                                    \
        ZBI_AS_WRITTEN                                                                                       \
        for (uint32_t at = 0; at < count; at++) {                                                            \
            __builtin_memcpy(&bits, items + at, sizeof bits);                                                \
            if (bits == zero)                                                                                \
                return true;                                                                                 \
        }                                                                                                    \
        return false;                                                                                        \
    }
HOLDS_ZERO(double, f64, uint64_t)
HOLDS_ZERO(float, f32, uint32_t)

#define RANGE_FLOATS(type, name)                                                                             \
    static zb_range part_##name(zbi_level level, const type *items, uint32_t count)                          \
    {                                                                                                        \
        type min, max;                                                                                       \
        zb_range range = {__builtin_nan(""), __builtin_nan("")};                                             \
        if (range_##name(level, items, count, &min, &max))                                                   \
            return range;                                                                                    \
        range.min = min != 0 ? (double)min : holds_zero_##name(items, count, 1) ? -0.0 : 0.0;                \
        range.max = max != 0 ? (double)max : holds_zero_##name(items, count, 0) ? 0.0 : -0.0;                \
        return range;                                                                                        \
    }                                                                                                        \
    void zbi_range_##name(zbi_level level, const type *items, uint32_t count, zb_range *out)                 \
    {                                                                                                        \
        zb_range range = {__builtin_nan(""), __builtin_nan("")};                                             \
        for (uint32_t from = 0, length; from < count; from += length) {                                      \
            length = count - from < PART ? count - from : PART;                                              \
            zb_range part = part_##name(level, items + from, length);                                        \
            range = from == 0 ? part : zbi_range_both(range, part);                                          \
            if (part.min != part.min)                                                                        \
                break;                                                                                       \
        }                                                                                                    \
        *out = range;                                                                                        \
    }
RANGE_FLOATS(double, f64)
RANGE_FLOATS(float, f32)

#define RANGE_INTEGERS(type, name)                                                                           \
    void zbi_range_##name(zbi_level level, const type *items, uint32_t count, zb_range *out)                 \
    {                                                                                                        \
        zb_range range = {__builtin_nan(""), __builtin_nan("")};                                             \
        if (count > 0) {                                                                                     \
            type min, max;                                                                                   \
            (void)range_##name(level, items, count, &min, &max);                                             \
            range.min = min;                                                                                 \
            range.max = max;                                                                                 \
        }                                                                                                    \
        *out = range;                                                                                        \
    }
RANGE_INTEGERS(int32_t, i32)
RANGE_INTEGERS(uint8_t, u8)

void
zbi_range_i64(zbi_level level, const int64_t *items, uint32_t count, zb_range_i64 *out)
{
    zb_range_i64 range = {INT64_MAX, INT64_MIN};
    if (count > 0)
        (void)range_i64(level, items, count, &range.min, &range.max);
    *out = range;
}

#define RANGE(type, name, result)                                                                            \
    void zb_kernel_range_##name(const type *items, uint32_t count, result *out)                              \
    {                                                                                                        \
        zbi_range_##name(zbi_level_now(), items, count, out);                                                \
    }                                                                                                        \
    void zbi_scalar_range_##name(const type *items, uint32_t count, result *out)                             \
    {                                                                                                        \
        zbi_range_##name(ZBI_SCALAR, items, count, out);                                                     \
    }
RANGE(double, f64, zb_range)
RANGE(float, f32, zb_range)
RANGE(int32_t, i32, zb_range)
RANGE(uint8_t, u8, zb_range)
RANGE(int64_t, i64, zb_range_i64)
