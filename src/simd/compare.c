/* SPDX-License-Identifier: MIT */
/* Elements compared to bits. */
#include "compare.h"
#include "scalar.h"

/*
 * Whole words of 32 elements; how many.  No target's way to gather the signs of lanes is the
 * other's: a lane's hit is kept as the bit that is its turn, and the turn moves on by the
 * lanes of a vector.
 */
#define WORDS(type, name, vec, bits, level, TARGET, ...)                                                     \
    static TARGET uint32_t words_##name##_##level(const type *items, uint32_t count, type low, type high,    \
                                                  uint32_t invert, uint32_t *bitmap)                         \
    {                                                                                                        \
        enum { EACH = sizeof(vec) / sizeof(type) };                                                          \
        const vec none = {0}, lows = low - none, highs = high - none;                                        \
        const bits first = {__VA_ARGS__};                                                                    \
        uint32_t word = 0;                                                                                   \
        ZBI_AS_WRITTEN                                                                                       \
        for (; word < count / 32; word++) {                                                                  \
            bits turn = first, hits = {0};                                                                   \
            ZBI_UNROLLED                                                                                     \
            for (uint32_t k = 0; k < 32; k += EACH) {                                                        \
                vec v;                                                                                       \
                __builtin_memcpy(&v, items + (size_t)word * 32 + k, sizeof v);                               \
                hits |= (bits)((v >= lows) & (v <= highs)) & turn;                                           \
                turn <<= (int)EACH;                                                                          \
            }                                                                                                \
            uint32_t all = 0;                                                                                \
            for (int lane = 0; lane < EACH; lane++)                                                          \
                all |= (uint32_t)hits[lane];                                                                 \
            bitmap[word] = all ^ invert;                                                                     \
        }                                                                                                    \
        return word;                                                                                         \
    }
WORDS(double, f64, zbi_f64x2, zbi_u64x2, vector, ZBI_TARGET_ANY, 1, 2)
WORDS(float, f32, zbi_f32x4, zbi_u32x4, vector, ZBI_TARGET_ANY, 1, 2, 4, 8)
WORDS(int32_t, i32, zbi_i32x4, zbi_u32x4, vector, ZBI_TARGET_ANY, 1, 2, 4, 8)
WORDS(int64_t, i64, zbi_i64x2, zbi_u64x2, vector, ZBI_TARGET_ANY, 1, 2)
#if ZBI_HAS_AVX2
WORDS(double, f64, zbi_f64x4, zbi_u64x4, avx2, ZBI_TARGET_AVX2, 1, 2, 4, 8)
WORDS(float, f32, zbi_f32x8, zbi_u32x8, avx2, ZBI_TARGET_AVX2, 1, 2, 4, 8, 16, 32, 64, 128)
WORDS(int32_t, i32, zbi_i32x8, zbi_u32x8, avx2, ZBI_TARGET_AVX2, 1, 2, 4, 8, 16, 32, 64, 128)
WORDS(int64_t, i64, zbi_i64x4, zbi_u64x4, avx2, ZBI_TARGET_AVX2, 1, 2, 4, 8)
#endif

/* A lane of a byte has no room for 32 turns: the hits of 8 become the bits of a byte by a
 * multiplication that adds them up in its highest one. */
static uint32_t
words_u8_vector(const uint8_t *items, uint32_t count, uint8_t low, uint8_t high, uint32_t invert,
                uint32_t *bitmap)
{
    const zbi_u8x16 none = {0}, lows = low - none, highs = high - none;
    const zbi_u8x16 turn = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint32_t word = 0;
    ZBI_AS_WRITTEN
    for (; word < count / 32; word++) {
        uint32_t all = 0;
        for (uint32_t k = 0; k < 32; k += 16) {
            zbi_u8x16 v;
            __builtin_memcpy(&v, items + (size_t)word * 32 + k, sizeof v);
            zbi_u64x2 hits = (zbi_u64x2)((zbi_u8x16)((v >= lows) & (v <= highs)) & turn);
            uint32_t first = (uint32_t)((hits[0] * 0x0101010101010101u) >> 56);
            uint32_t second = (uint32_t)((hits[1] * 0x0101010101010101u) >> 56);
            all |= (first | second << 8) << k;
        }
        bitmap[word] = all ^ invert;
    }
    return word;
}
#define words_u8_avx2 words_u8_vector

#define COMPARE(type, name, operand, COMPARES)                                                               \
    void zbi_compare_##name(zbi_level level, const type *items, uint32_t count, zbi_interval_##name where,   \
                            uint32_t *bitmap)                                                                \
    {                                                                                                        \
        uint32_t invert = where.is_outside ? UINT32_MAX : 0;                                                 \
        uint32_t word =                                                                                      \
            ZBI_BY_LEVEL(level, words_##name, items, count, where.low, where.high, invert, bitmap);          \
        if (count % 32 == 0)                                                                                 \
            return;                                                                                          \
        uint32_t all = 0;                                                                                    \
        for (uint32_t bit = 0; bit < count % 32; bit++) {                                                    \
            type x = items[(size_t)word * 32 + bit];                                                         \
            all |= ((x >= where.low && x <= where.high) != where.is_outside ? 1u : 0u) << bit;               \
        }                                                                                                    \
        bitmap[word] = all;                                                                                  \
    }                                                                                                        \
    void zb_kernel_compare_##name(const type *items, uint32_t count, zb_comparison comparison, operand a,    \
                                  operand b, uint32_t *bitmap)                                               \
    {                                                                                                        \
        zbi_compare_##name(zbi_level_now(), items, count, zbi_interval_of_##name(comparison, a, b), bitmap); \
    }                                                                                                        \
    void zbi_scalar_compare_##name(const type *items, uint32_t count, zb_comparison comparison, operand a,   \
                                   operand b, uint32_t *bitmap)                                              \
    {                                                                                                        \
        for (uint32_t at = 0; at < count; at++) {                                                            \
            if (at % 32 == 0)                                                                                \
                bitmap[at / 32] = 0;                                                                         \
            bitmap[at / 32] |= (COMPARES(comparison, (operand)items[at], a, b) ? 1u : 0u) << at % 32;        \
        }                                                                                                    \
    }
COMPARE(double, f64, double, zbi_compares)
COMPARE(float, f32, double, zbi_compares)
COMPARE(int32_t, i32, double, zbi_compares)
COMPARE(uint8_t, u8, double, zbi_compares)
COMPARE(int64_t, i64, int64_t, zbi_compares_i64)
