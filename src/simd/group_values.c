/* SPDX-License-Identifier: MIT */
/* Values of the rows of each group, added up or compared, row after row. */
#include "lanes.h"

void
zb_kernel_group_count(const uint32_t *groups, uint32_t count, uint32_t *counts, uint32_t group_count)
{
    __builtin_memset(counts, 0, (size_t)group_count * sizeof *counts);
    ZBI_AS_WRITTEN
    for (uint32_t row = 0; row < count; row++)
        counts[groups[row]]++;
}

/* What each addition loses is added up by itself (Neumaier 1974, in the form without branches of
 * Knuth's TwoSum: The Art of Computer Programming, volume 2, 4.2.2, theorem C). */
static inline ZBI_INLINE void
group_sum(zbi_item item, const void *values, const uint32_t *groups, uint32_t count, double *sums,
          double *lost, uint32_t group_count)
{
    __builtin_memset(sums, 0, (size_t)group_count * sizeof *sums);
    __builtin_memset(lost, 0, (size_t)group_count * sizeof *lost);
    ZBI_AS_WRITTEN
    for (uint32_t row = 0; row < count; row++) {
        uint32_t group = groups[row];
        double value = zbi_load1(item, values, row), before = sums[group], sum = before + value;
        double taken = sum - before;
        lost[group] += (before - (sum - taken)) + (value - taken);
        sums[group] = sum;
    }
    /* Of infinities and NaN what is lost is NaN, and the sum says it all. */
    for (uint32_t group = 0; group < group_count; group++) {
        double total = sums[group] + lost[group];
        sums[group] = zbi_is_finite(total) ? total : sums[group];
    }
}

void
zb_kernel_group_sum_f64(const double *values, const uint32_t *groups, uint32_t count, double *sums,
                        double *scratch, uint32_t group_count)
{
    group_sum(ZBI_ITEM_F64, values, groups, count, sums, scratch, group_count);
}

void
zb_kernel_group_sum_f32(const float *values, const uint32_t *groups, uint32_t count, double *sums,
                        double *scratch, uint32_t group_count)
{
    group_sum(ZBI_ITEM_F32, values, groups, count, sums, scratch, group_count);
}

void
zb_kernel_group_sum_i32(const int32_t *values, const uint32_t *groups, uint32_t count, int64_t *sums,
                        uint32_t group_count)
{
    __builtin_memset(sums, 0, (size_t)group_count * sizeof *sums);
    ZBI_AS_WRITTEN
    for (uint32_t row = 0; row < count; row++)
        sums[groups[row]] += values[row];
}

/* The signs decide between zeros; what is NaN stays. */
#define SIGN(value) __builtin_signbit(value)
#define NO_SIGN(value) 0
#define RANGE(type, name, least, most, SIGN_OF)                                                              \
    void zb_kernel_group_range_##name(const type *values, const uint32_t *groups, uint32_t count,            \
                                      type *mins, type *maxs, uint32_t group_count)                          \
    {                                                                                                        \
        ZBI_AS_WRITTEN                                                                                       \
        for (uint32_t group = 0; group < group_count; group++) {                                             \
            mins[group] = most;                                                                              \
            maxs[group] = least;                                                                             \
        }                                                                                                    \
        ZBI_AS_WRITTEN                                                                                       \
        for (uint32_t row = 0; row < count; row++) {                                                         \
            type value = values[row], *min = &mins[groups[row]], *max = &maxs[groups[row]];                  \
            if (value < *min || value != value || (value == *min && SIGN_OF(value)))                         \
                *min = value;                                                                                \
            if (value > *max || value != value || (value == *max && !SIGN_OF(value)))                        \
                *max = value;                                                                                \
        }                                                                                                    \
    }
RANGE(double, f64, -__builtin_inf(), __builtin_inf(), SIGN)
RANGE(float, f32, -__builtin_inff(), __builtin_inff(), SIGN)
RANGE(int32_t, i32, INT32_MIN, INT32_MAX, NO_SIGN)
