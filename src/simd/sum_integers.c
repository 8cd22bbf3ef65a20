/* SPDX-License-Identifier: MIT */
/* Sums and products of integers, all exact. */
#include "scalar.h"
#include "sum.h"

/* 2^32 elements of 32 bits add up to less than 2^63 in magnitude. */
int64_t
zbi_sum_i32(zbi_level level, const int32_t *items, uint32_t count)
{
    int64_t sum = 0;
    uint32_t at = 0;
    if (level != ZBI_SCALAR) {
        zbi_i64x2 even = {0, 0}, odd = {0, 0};
        ZBI_AS_WRITTEN
        for (; count - at >= 4; at += 4) {
            zbi_i32x2 left, right;
            __builtin_memcpy(&left, items + at, sizeof left);
            __builtin_memcpy(&right, items + at + 2, sizeof right);
            even += __builtin_convertvector(left, zbi_i64x2);
            odd += __builtin_convertvector(right, zbi_i64x2);
        }
        even += odd;
        sum = even[0] + even[1];
    }
    ZBI_AS_WRITTEN
    for (; at < count; at++)
        sum += items[at];
    return sum;
}

int64_t
zb_kernel_sum_i32(const int32_t *items, uint32_t count)
{
    return zbi_sum_i32(zbi_level_now(), items, count);
}

int64_t
zbi_scalar_sum_i32(const int32_t *items, uint32_t count)
{
    return zbi_sum_i32(ZBI_SCALAR, items, count);
}

/*
 * By halves: 2^32 low ones add up to less than 2^64, as many high ones to less than 2^63 in
 * magnitude.  An arithmetic shift of 64 bits is no instruction of SSE2: high halves are added
 * as unsigned ones, and 2^32 taken away for each that is negative.
 */
static zb_i128
sum_i64(zbi_level level, const int64_t *items, uint32_t count)
{
    uint64_t low = 0, high = 0, negative = 0;
    uint32_t at = 0;
    if (level != ZBI_SCALAR) {
        zbi_u64x2 lows = {0, 0}, highs = {0, 0}, signs = {0, 0}, v;
        ZBI_AS_WRITTEN
        for (; count - at >= 2; at += 2) {
            __builtin_memcpy(&v, items + at, sizeof v);
            lows += v & UINT32_MAX;
            highs += v >> 32;
            signs += v >> 63;
        }
        low = lows[0] + lows[1];
        high = highs[0] + highs[1];
        negative = signs[0] + signs[1];
    }
    ZBI_AS_WRITTEN
    for (; at < count; at++) {
        uint64_t v = (uint64_t)items[at];
        low += v & UINT32_MAX;
        high += v >> 32;
        negative += v >> 63;
    }
    /* low + 2^32 * (high - 2^32 * negative), by the middle 64 bits; high is below 2^64 - 2^32. */
    uint64_t middle = high + (low >> 32);
    zb_i128 sum = {middle << 32 | (uint32_t)low, (int64_t)((middle >> 32) - negative)};
    return sum;
}

void
zb_kernel_sum_i64(const int64_t *items, uint32_t count, zb_i128 *out)
{
    *out = sum_i64(zbi_level_now(), items, count);
}

void
zbi_scalar_sum_i64(const int64_t *items, uint32_t count, zb_i128 *out)
{
    *out = sum_i64(ZBI_SCALAR, items, count);
}

/* Bytes as two vectors of 16-bit words, by shifts: every target has these. */
typedef uint16_t zbi_u16x8 __attribute__((vector_size(16)));

/* 16-bit words hold the sums of 128 vectors' halves: 128 * 2 * 255 < 2^16. */
#define SUM_STEPS 128u

uint64_t
zb_kernel_sum_u8(const uint8_t *items, uint32_t count)
{
    uint64_t sum = 0;
    uint32_t at = 0;
    while (count - at >= 16) {
        uint32_t steps = (count - at) / 16 < SUM_STEPS ? (count - at) / 16 : SUM_STEPS;
        zbi_u16x8 sums = {0}, v;
        ZBI_AS_WRITTEN
        for (uint32_t step = 0; step < steps; step++, at += 16) {
            __builtin_memcpy(&v, items + at, sizeof v);
            sums += (v & 255) + (v >> 8);
        }
        for (int lane = 0; lane < 8; lane++)
            sum += sums[lane];
    }
    return at < count ? sum + zbi_scalar_sum_u8(items + at, count - at) : sum;
}

uint64_t
zbi_scalar_sum_u8(const uint8_t *items, uint32_t count)
{
    uint64_t sum = 0;
    ZBI_AS_WRITTEN
    for (uint32_t at = 0; at < count; at++)
        sum += items[at];
    return sum;
}

/* Products of bytes fit 16 bits, their sums the 32-bit words of 2^15 vectors: 2 * 255^2 * 2^15 < 2^32. */
#define DOT_STEPS (1u << 15)

uint64_t
zb_kernel_dot_u8(const uint8_t *items, const uint8_t *others, uint32_t count)
{
    uint64_t sum = 0;
    uint32_t at = 0;
    while (count - at >= 16) {
        uint32_t steps = (count - at) / 16 < DOT_STEPS ? (count - at) / 16 : DOT_STEPS;
        zbi_u32x4 even = {0}, odd = {0};
        ZBI_AS_WRITTEN
        for (uint32_t step = 0; step < steps; step++, at += 16) {
            zbi_u16x8 x, y;
            __builtin_memcpy(&x, items + at, sizeof x);
            __builtin_memcpy(&y, others + at, sizeof y);
            zbi_u32x4 low = (zbi_u32x4)((x & 255) * (y & 255)), high = (zbi_u32x4)((x >> 8) * (y >> 8));
            even += (low & 0xffff) + (high & 0xffff);
            odd += (low >> 16) + (high >> 16);
        }
        for (int lane = 0; lane < 4; lane++)
            sum += (uint64_t)even[lane] + odd[lane];
    }
    return at < count ? sum + zbi_scalar_dot_u8(items + at, others + at, count - at) : sum;
}

uint64_t
zbi_scalar_dot_u8(const uint8_t *items, const uint8_t *others, uint32_t count)
{
    uint64_t sum = 0;
    ZBI_AS_WRITTEN
    for (uint32_t at = 0; at < count; at++)
        sum += (uint32_t)items[at] * others[at];
    return sum;
}
