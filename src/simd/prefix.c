/* SPDX-License-Identifier: MIT */
/*
 * Sums of the elements so far.  Those of floats in groups of 8: within a group by distances of
 * 1, 2 and 4, which no element waits long for, and between groups with what rounding lost
 * (Knuth's two-sum, The Art of Computer Programming 2, 4.2.2, theorem B), so that the error
 * does not grow with the place.
 */
#include "lanes.h"
#include "scalar.h"

typedef struct carry {
    double high, low;
} carry;

/* Add the sum of a group.  Of a sum that overflows nothing is lost but its digits. */
static inline carry
carried(carry before, double sum)
{
    carry after = {before.high + sum, before.low};
    double back = after.high - before.high;
    double lost = (before.high - (after.high - back)) + (sum - back);
    if (zbi_is_finite(after.high))
        after.low += lost;
    return after;
}

/* Each of 8 becomes the sum of those up to it: by steps over distances of 1, 2 and 4, each of what the last
 * one left. */
static inline ZBI_INLINE void
sum_group(bool vector, double s[8])
{
    if (!vector) {
        for (int distance = 1; distance < 8; distance *= 2)
            for (int at = 7; at >= distance; at--)
                s[at] = s[at] + s[at - distance];
        return;
    }
    const zbi_f64x2 none = {0, 0};
    zbi_f64x2 a, b, c, d;
    __builtin_memcpy(&a, s, sizeof a);
    __builtin_memcpy(&b, s + 2, sizeof b);
    __builtin_memcpy(&c, s + 4, sizeof c);
    __builtin_memcpy(&d, s + 6, sizeof d);
    d += __builtin_shufflevector(c, d, 1, 2);
    c += __builtin_shufflevector(b, c, 1, 2);
    b += __builtin_shufflevector(a, b, 1, 2);
    a += __builtin_shufflevector(none, a, 1, 2);
    d += c;
    c += b;
    b += a;
    d += b;
    c += a;
    __builtin_memcpy(s, &a, sizeof a);
    __builtin_memcpy(s + 2, &b, sizeof b);
    __builtin_memcpy(s + 4, &c, sizeof c);
    __builtin_memcpy(s + 6, &d, sizeof d);
}

/* Fewer than 8 elements are a group with zeros behind them. */
#define PREFIX_FLOATS(type, name)                                                                            \
    static inline ZBI_INLINE void prefix_##name(bool vector, const type *items, uint32_t count, type *out)   \
    {                                                                                                        \
        carry sum = {0, 0};                                                                                  \
        for (uint32_t from = 0, length; from < count; from += length) {                                      \
            double s[8] = {0, 0, 0, 0, 0, 0, 0, 0};                                                          \
            length = count - from < 8 ? count - from : 8;                                                    \
            if (length == 8) {                                                                               \
                ZBI_UNROLLED                                                                                 \
                for (uint32_t k = 0; k < 8; k++)                                                             \
                    s[k] = (double)items[from + k];                                                          \
                sum_group(vector, s);                                                                        \
                ZBI_UNROLLED                                                                                 \
                for (uint32_t k = 0; k < 8; k++)                                                             \
                    out[from + k] = (type)(sum.high + (sum.low + s[k]));                                     \
            } else {                                                                                         \
                for (uint32_t k = 0; k < length; k++)                                                        \
                    s[k] = (double)items[from + k];                                                          \
                sum_group(false, s);                                                                         \
                for (uint32_t k = 0; k < length; k++)                                                        \
                    out[from + k] = (type)(sum.high + (sum.low + s[k]));                                     \
            }                                                                                                \
            sum = carried(sum, s[7]);                                                                        \
        }                                                                                                    \
    }                                                                                                        \
    void zb_kernel_prefix_sum_##name(const type *items, uint32_t count, type *out)                           \
    {                                                                                                        \
        prefix_##name(true, items, count, out);                                                              \
    }                                                                                                        \
    void zbi_scalar_prefix_sum_##name(const type *items, uint32_t count, type *out)                          \
    {                                                                                                        \
        prefix_##name(false, items, count, out);                                                             \
    }
PREFIX_FLOATS(double, f64)
PREFIX_FLOATS(float, f32)

/* An addition of integers takes one cycle: there is nothing for vectors to win. */
#define PREFIX_INTEGERS(type, name)                                                                          \
    void zb_kernel_prefix_sum_##name(const type *items, uint32_t count, int64_t *out)                        \
    {                                                                                                        \
        uint64_t sum = 0;                                                                                    \
        ZBI_AS_WRITTEN                                                                                       \
        for (uint32_t at = 0; at < count; at++) {                                                            \
            sum += (uint64_t)(int64_t)items[at];                                                             \
            out[at] = (int64_t)sum;                                                                          \
        }                                                                                                    \
    }
PREFIX_INTEGERS(int32_t, i32)
PREFIX_INTEGERS(int64_t, i64)
PREFIX_INTEGERS(uint8_t, u8)
