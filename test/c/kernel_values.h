/* SPDX-License-Identifier: MIT */
#ifndef KERNEL_VALUES_H
#define KERNEL_VALUES_H

/* What the tests of kernels have in common: values that make them differ, and every level of instructions. */

#include "../../src/simd/level.h"
#include "../../src/simd/scalar.h"

#include "test.h"

/** Run the statement with each level that this machine has, the best last. */
#define AT_EACH_LEVEL(statement)                                                                             \
    do {                                                                                                     \
        zbi_level level = zbi_level_limit(ZBI_VECTOR);                                                       \
        statement;                                                                                           \
        if (zbi_level_limit(ZBI_AVX2) != level)                                                              \
            statement;                                                                                       \
    } while (0)

/* Every length that a vector loop can leave a rest of, and those around blocks and their pairs. */
static inline uint32_t
length_of_round(uint32_t round)
{
    static const uint32_t large[] = {1000, 1023, 1024, 1025, 1031, 2047, 2048, 2049, 3072, 3073, 4096, 4999};
    if (round <= 70)
        return round;
    round -= 71;
    return round < sizeof large / sizeof *large ? large[round] : UINT32_MAX;
}

static inline double
random_unit(void)
{
    return ((double)test_random(1u << 26) + (double)test_random(1u << 26) / (1u << 26)) / (1u << 26);
}

/* Values of one of the kinds that make kernels differ. */
static inline double
random_value(uint32_t kind)
{
    static const double special[] = {0.0,       -0.0,    1, -1, 0x1p-1074, -0x1p-1060, 0x1.fffffffffffffp1023,
                                     -0x1p1023, 0x1p127, 3};
    double magnitude = 1;
    switch (kind) {
    case 0: /* ordinary */
        return random_unit() * 200 - 100;
    case 1: /* many magnitudes */
        for (uint32_t bits = test_random(100); bits > 0; bits--)
            magnitude *= test_random(2) == 0 ? 2 : 0.5;
        return (random_unit() - 0.5) * magnitude;
    case 2: /* far from zero */
        return 1e9 + random_unit();
    case 3:
        return special[test_random(sizeof special / sizeof *special)];
    case 4: { /* now and then not a number, or infinite */
        uint32_t pick = test_random(200);
        return pick == 0   ? __builtin_nan("")
               : pick == 1 ? __builtin_inf()
               : pick == 2 ? -__builtin_inf()
                           : random_unit();
    }
    case 5: /* constant, and nothing that adds up exactly */
        return 0.1;
    default: /* few values, for comparisons to meet */
        return (double)test_random(7) - 3;
    }
}
enum { KINDS = 7 };

static inline bool
same(double left, double right)
{
    return (left != left && right != right) || test_equal(&left, &right, sizeof left);
}

static inline int32_t
integer_of(double value)
{
    if (value != value)
        return INT32_MIN;
    double scaled = value * 1000;
    return scaled >= 2147483647 ? INT32_MAX : scaled <= -2147483648.0 ? INT32_MIN : (int32_t)scaled;
}

/* f32 takes what overflows it as an infinity; conversion in C would be undefined for the compiler's checks.
 */
static inline float
single_of(double value)
{
    if (value > 0x1.fffffep127)
        return __builtin_inff();
    return value < -0x1.fffffep127 ? -__builtin_inff() : (float)value;
}

static inline double
double_of(double value)
{
    return value;
}

/* Values of all sizes, and those where integers end. */
static inline int64_t
random_i64(void)
{
    static const int64_t special[] = {0, 1, -1, INT64_MAX, INT64_MIN, INT64_MIN + 1, INT32_MAX, INT32_MIN};
    uint64_t bits = (uint64_t)test_random(UINT32_MAX) << 32 | test_random(UINT32_MAX);
    switch (test_random(3)) {
    case 0:
        return special[test_random(sizeof special / sizeof *special)];
    case 1:
        return (int64_t)test_random(7) - 3;
    default:
        return (int64_t)(bits >> test_random(64));
    }
}

#endif /* KERNEL_VALUES_H */
