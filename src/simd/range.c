/* SPDX-License-Identifier: MIT */
/* Smallest and largest element. */
#include "lanes.h"
#include "scalar.h"

/* Comparisons hold the zeros for equal: which of them is there is looked for only when the
 * answer is a zero.  `sign` is 1 for -0. */
static ZBI_NOINLINE bool
holds_zero(zbi_item item, const void *items, uint32_t count, uint64_t sign)
{
    ZBI_AS_WRITTEN
    for (uint32_t at = 0; at < count; at++) {
        double value = zbi_load1(item, items, at);
        uint64_t bits;
        __builtin_memcpy(&bits, &value, sizeof bits);
        if (bits == sign << 63)
            return true;
    }
    return false;
}

static ZBI_NOINLINE void
conclude(zbi_item item, const void *items, uint32_t count, double min, double max, bool is_nan, zb_range *out)
{
    if (is_nan)
        min = max = __builtin_nan("");
    if (min == 0)
        min = holds_zero(item, items, count, 1) ? -0.0 : 0.0;
    if (max == 0)
        max = holds_zero(item, items, count, 0) ? 0.0 : -0.0;
    out->min = min;
    out->max = max;
}

/* One element after the other. */
static ZBI_NOINLINE void
range_of(zbi_item item, const void *items, uint32_t count, zb_range *out)
{
    double min = count > 0 ? zbi_load1(item, items, 0) : 0, max = min;
    bool is_nan = count == 0;
    ZBI_AS_WRITTEN
    for (uint32_t at = 0; at < count; at++) {
        double value = zbi_load1(item, items, at);
        min = value < min ? value : min;
        max = value > max ? value : max;
        is_nan |= value != value;
    }
    conclude(item, items, count, min, max, is_nan, out);
}

/* Lanes of `vec` where `mask` is set, else of `other`. */
#define SELECT(vec, bits, mask, one, other) ((vec)(((mask) & (bits)(one)) | (~(mask) & (bits)(other))))

/* Two vectors at a time.  Elements behind the last two are done again with those before them,
 * which changes nothing; fewer than two are left to range_of(). */
#define RANGE(type, name, ITEM, vec, bits)                                                                   \
    void zb_kernel_range_##name(const type *items, uint32_t count, zb_range *out)                            \
    {                                                                                                        \
        enum { EACH = sizeof(vec) / sizeof(type), STEP = 2 * EACH };                                         \
        if (count < STEP) {                                                                                  \
            range_of(ITEM, items, count, out);                                                               \
            return;                                                                                          \
        }                                                                                                    \
        vec min0, min1, max0, max1, v0, v1;                                                                  \
        __builtin_memcpy(&min0, items, sizeof min0);                                                         \
        min1 = max0 = max1 = min0;                                                                           \
        bits odd = min0 != min0;                                                                             \
        ZBI_AS_WRITTEN                                                                                       \
        for (uint32_t at = 0; at < count;) {                                                                 \
            if (count - at < STEP)                                                                           \
                at = count - STEP;                                                                           \
            __builtin_memcpy(&v0, zbi_item_ptr(ITEM, items, at), sizeof v0);                                 \
            __builtin_memcpy(&v1, zbi_item_ptr(ITEM, items, at + EACH), sizeof v1);                          \
            bits low0 = v0<min0, low1 = v1<min1, high0 = v0> max0, high1 = v1> max1;                         \
            min0 = SELECT(vec, bits, low0, v0, min0);                                                        \
            min1 = SELECT(vec, bits, low1, v1, min1);                                                        \
            max0 = SELECT(vec, bits, high0, v0, max0);                                                       \
            max1 = SELECT(vec, bits, high1, v1, max1);                                                       \
            odd |= (v0 != v0) | (v1 != v1);                                                                  \
            at += STEP;                                                                                      \
        }                                                                                                    \
        type mins[STEP], maxs[STEP];                                                                         \
        double min, max;                                                                                     \
        __builtin_memcpy(mins, &min0, sizeof min0);                                                          \
        __builtin_memcpy(mins + EACH, &min1, sizeof min1);                                                   \
        __builtin_memcpy(maxs, &max0, sizeof max0);                                                          \
        __builtin_memcpy(maxs + EACH, &max1, sizeof max1);                                                   \
        min = (double)mins[0];                                                                               \
        max = (double)maxs[0];                                                                               \
        ZBI_AS_WRITTEN                                                                                       \
        for (uint32_t lane = 1; lane < STEP; lane++) {                                                       \
            min = (double)mins[lane] < min ? (double)mins[lane] : min;                                       \
            max = (double)maxs[lane] > max ? (double)maxs[lane] : max;                                       \
        }                                                                                                    \
        zbi_i64x2 halves = (zbi_i64x2)odd;                                                                   \
        bool is_nan = (halves[0] | halves[1]) != 0;                                                          \
        conclude(ITEM, items, count, min, max, is_nan, out);                                                 \
    }                                                                                                        \
    void zbi_scalar_range_##name(const type *items, uint32_t count, zb_range *out)                           \
    {                                                                                                        \
        range_of(ITEM, items, count, out);                                                                   \
    }
RANGE(double, f64, ZBI_ITEM_F64, zbi_f64x2, zbi_i64x2)
RANGE(float, f32, ZBI_ITEM_F32, zbi_f32x4, zbi_i32x4)
RANGE(int32_t, i32, ZBI_ITEM_I32, zbi_i32x4, zbi_i32x4)
