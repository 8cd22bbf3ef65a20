/* SPDX-License-Identifier: MIT */
/* Bitmaps: element i is bit i % 32 of word i / 32; bits behind the last element are 0. */
#include "compare.h"
#include "scalar.h"

/* So that count + 31 cannot wrap. */
static uint32_t
words_of(uint32_t count)
{
    return count / 32 + (count % 32 != 0 ? 1 : 0);
}

#define BITMAP_COMBINE(verb, operation)                                                                      \
    void zb_kernel_bitmap_##verb(uint32_t *bits, const uint32_t *others, uint32_t count)                     \
    {                                                                                                        \
        uint32_t at = 0, words = words_of(count);                                                            \
        ZBI_AS_WRITTEN                                                                                       \
        for (; words - at >= 4; at += 4) {                                                                   \
            zbi_u32x4 x, y;                                                                                  \
            __builtin_memcpy(&x, bits + at, sizeof x);                                                       \
            __builtin_memcpy(&y, others + at, sizeof y);                                                     \
            x = x operation y;                                                                               \
            __builtin_memcpy(bits + at, &x, sizeof x);                                                       \
        }                                                                                                    \
        ZBI_AS_WRITTEN                                                                                       \
        for (; at < words; at++)                                                                             \
            bits[at] = bits[at] operation others[at];                                                        \
    }
BITMAP_COMBINE(and, &)
BITMAP_COMBINE(or, |)
BITMAP_COMBINE(xor, ^)
BITMAP_COMBINE(and_not, &~)

void
zb_kernel_bitmap_not(uint32_t *bits, uint32_t count)
{
    uint32_t words = words_of(count);
    for (uint32_t at = 0; at < words; at++)
        bits[at] = ~bits[at];
    if (count % 32 != 0)
        bits[words - 1] &= (1u << count % 32) - 1;
}

uint32_t
zb_kernel_bitmap_count(const uint32_t *bits, uint32_t count)
{
    uint32_t set = 0, words = words_of(count);
    for (uint32_t at = 0; at < words; at++)
        set += zbi_bits_set(bits[at]);
    return set;
}

#define BITMAP_SELECT(verb, result, TAKE, ...)                                                               \
    uint32_t zb_kernel_##verb(__VA_ARGS__ const uint32_t *bits, uint32_t count, result *out, uint32_t room)  \
    {                                                                                                        \
        uint32_t found = 0, words = words_of(count);                                                         \
        for (uint32_t word = 0; word < words && found < room; word++)                                        \
            for (uint32_t rest = bits[word]; rest != 0 && found < room; rest &= rest - 1) {                  \
                uint32_t at = word * 32 + (uint32_t)__builtin_ctz(rest);                                     \
                out[found++] = TAKE;                                                                         \
            }                                                                                                \
        return found;                                                                                        \
    }
BITMAP_SELECT(bitmap_indices, uint32_t, at, )
#define BITMAP_PICK(type, name) BITMAP_SELECT(pick_##name, type, items[at], const type *items, )
BITMAP_PICK(double, f64)
BITMAP_PICK(float, f32)
BITMAP_PICK(int32_t, i32)
BITMAP_PICK(int64_t, i64)
BITMAP_PICK(uint8_t, u8)
