/* SPDX-License-Identifier: MIT */
/* Values of the rows of each group, added up or compared, row after row. */
#include "lanes.h"

/* What each addition loses is added up by itself (Neumaier 1974, in the form without branches of
 * Knuth's TwoSum: The Art of Computer Programming, volume 2, 4.2.2, theorem C).  A group's sum and
 * what it lost lie side by side, since they are read and written together. */
static inline ZBI_INLINE void
add_row(double *partial, double value)
{
    double before = partial[0], sum = before + value, taken = sum - before;
    partial[1] += (before - (sum - taken)) + (value - taken);
    partial[0] = sum;
}

static inline ZBI_INLINE void
group_sum(zbi_item item, const void *values, const uint32_t *groups, uint32_t count, double *sums,
          double *scratch, uint32_t group_count)
{
    __builtin_memset(scratch, 0, (size_t)group_count * 2 * sizeof *scratch);
    ZBI_AS_WRITTEN
    for (uint32_t row = 0; row < count; row++)
        add_row(scratch + (size_t)groups[row] * 2, zbi_load1(item, values, row));
    /* Of infinities and NaN what is lost is NaN, and the sum says it all. */
    for (uint32_t group = 0; group < group_count; group++) {
        double sum = scratch[(size_t)group * 2], total = sum + scratch[(size_t)group * 2 + 1];
        sums[group] = zbi_is_finite(total) ? total : sum;
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
