/* SPDX-License-Identifier: MIT */
/* Counting and finding elements by comparing them: by the bits that compare.c makes of a part of them. */
#include "compare.h"
#include "scalar.h"

/* Bits of `word` from the lowest up: `...` is done for each as `bit`, `found` counts them, up to `room`. */
#define FOR_EACH_BIT(word, ...)                                                                              \
    for (uint32_t rest = (word); rest != 0 && found < room; rest &= rest - 1) {                              \
        uint32_t bit = (uint32_t)__builtin_ctz(rest);                                                        \
        __VA_ARGS__;                                                                                         \
        found++;                                                                                             \
    }

#define SELECT(verb, name, type, operand, result, COMPARES, TAKE)                                            \
    uint32_t zb_kernel_##verb##_##name(const type *items, uint32_t count, zb_comparison comparison,          \
                                       operand a, operand b, result *out, uint32_t room)                     \
    {                                                                                                        \
        const zbi_interval_##name where = zbi_interval_of_##name(comparison, a, b);                          \
        const zbi_level level = zbi_level_now();                                                             \
        uint32_t found = 0, words[ZBI_COMPARED / 32];                                                        \
        for (uint32_t from = 0, length; from < count && found < room; from += length) {                      \
            length = count - from < ZBI_COMPARED ? count - from : ZBI_COMPARED;                              \
            zbi_compare_##name(level, items + from, length, where, words);                                   \
            for (uint32_t word = 0; word * 32 < length; word++) {                                            \
                uint32_t first = from + word * 32;                                                           \
                FOR_EACH_BIT(words[word], out[found] = TAKE(items, first + bit))                             \
            }                                                                                                \
        }                                                                                                    \
        return found;                                                                                        \
    }                                                                                                        \
    uint32_t zbi_scalar_##verb##_##name(const type *items, uint32_t count, zb_comparison comparison,         \
                                        operand a, operand b, result *out, uint32_t room)                    \
    {                                                                                                        \
        uint32_t found = 0;                                                                                  \
        for (uint32_t at = 0; at < count && found < room; at++)                                              \
            if (COMPARES(comparison, (operand)items[at], a, b))                                              \
                out[found++] = TAKE(items, at);                                                              \
        return found;                                                                                        \
    }
#define INDEX(items, at) (at)
#define ITEM_AT(items, at) ((items)[at])

#define SELECTS(type, name, operand, COMPARES)                                                               \
    uint32_t zb_kernel_count_##name(const type *items, uint32_t count, zb_comparison comparison, operand a,  \
                                    operand b)                                                               \
    {                                                                                                        \
        const zbi_interval_##name where = zbi_interval_of_##name(comparison, a, b);                          \
        const zbi_level level = zbi_level_now();                                                             \
        uint32_t found = 0, words[ZBI_COMPARED / 32];                                                        \
        for (uint32_t from = 0, length; from < count; from += length) {                                      \
            length = count - from < ZBI_COMPARED ? count - from : ZBI_COMPARED;                              \
            zbi_compare_##name(level, items + from, length, where, words);                                   \
            found += zb_kernel_bitmap_count(words, length);                                                  \
        }                                                                                                    \
        return found;                                                                                        \
    }                                                                                                        \
    uint32_t zbi_scalar_count_##name(const type *items, uint32_t count, zb_comparison comparison, operand a, \
                                     operand b)                                                              \
    {                                                                                                        \
        uint32_t found = 0;                                                                                  \
        for (uint32_t at = 0; at < count; at++)                                                              \
            found += COMPARES(comparison, (operand)items[at], a, b) ? 1u : 0u;                               \
        return found;                                                                                        \
    }                                                                                                        \
    SELECT(indices, name, type, operand, uint32_t, COMPARES, INDEX)                                          \
    SELECT(filter, name, type, operand, type, COMPARES, ITEM_AT)
SELECTS(double, f64, double, zbi_compares)
SELECTS(float, f32, double, zbi_compares)
SELECTS(int32_t, i32, double, zbi_compares)
SELECTS(int64_t, i64, int64_t, zbi_compares_i64)
SELECTS(uint8_t, u8, double, zbi_compares)
