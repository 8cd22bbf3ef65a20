/* SPDX-License-Identifier: MIT */
/* Kernels that sort and select: each equals its reference, whatever the elements and their order. */
#include "../../src/simd/scalar_order.h"

#include "test.h"

enum { ROOM = 20000, GUARD = 8, SCRATCH_WORDS = 100000 };

/* Lengths around each change of the way: few elements, short digits, long ones. */
static const uint32_t lengths[] = {100, 127, 255, 257, 1000, 1023, 1025, 2049, 4095, 4096, 4097, 9001, ROOM};
enum { SMALL = 101, ROUNDS = SMALL + sizeof lengths / sizeof *lengths };

static uint32_t
length_of_round(uint32_t round)
{
    return round < SMALL ? round : lengths[round - SMALL];
}

static uint64_t
random64(void)
{
    return (uint64_t)test_random(UINT32_MAX) << 32 ^ (uint64_t)test_random(1u << 16) << 16 ^
           test_random(1u << 16);
}

static double
double_of_bits(uint64_t bits)
{
    double value;
    __builtin_memcpy(&value, &bits, sizeof value);
    return value;
}

/* Elements of kinds that take different ways, as doubles. */
static double
random_value(uint32_t kind)
{
    static const uint64_t special[] = {0,                 /* 0 */
                                       UINT64_C(1) << 63, /* -0 */
                                       1,                 /* the smallest denormal */
                                       UINT64_C(0x8000000000000001),
                                       UINT64_C(0x000fffffffffffff),
                                       UINT64_C(0x7ff0000000000000), /* infinity */
                                       UINT64_C(0xfff0000000000000),
                                       UINT64_C(0x7ff8000000000000), /* NaN */
                                       UINT64_C(0xfff8000000000000),
                                       UINT64_C(0x7ff0000000000001), /* signalling */
                                       UINT64_C(0xffffffffffffffff),
                                       UINT64_C(0x7fefffffffffffff), /* the largest */
                                       UINT64_C(0xffefffffffffffff),
                                       UINT64_C(0x3ff0000000000000)};
    switch (kind) {
    case 0: /* ordinary */
        return (double)(int64_t)random64() * 0x1p-50;
    case 1: /* any bits at all */
        return double_of_bits(random64());
    case 2:
        return double_of_bits(special[test_random(sizeof special / sizeof *special)]);
    case 3: /* all equal */
        return 0.1;
    case 4: /* few values */
        return (double)test_random(7) - 3;
    case 5: /* differ in the lowest bits alone, but for one in a thousand */
        return test_random(1000) == 0 ? -1e300 : 1 + (double)test_random(1u << 20) * 0x1p-52;
    case 6: /* few high halves, any low half */
        return double_of_bits((UINT64_C(0x40000000) + test_random(3)) << 32 | test_random(UINT32_MAX));
    default: /* small integers of both signs */
        return (double)test_random(2000) - 1000;
    }
}
enum { KINDS = 8, SHAPES = 7 };

static void
shape(double *x, uint32_t count, uint32_t how)
{
    switch (how) {
    case 1: /* ascends */
        zbi_scalar_sort_f64(x, count);
        break;
    case 2: /* descends */
        zbi_scalar_sort_f64(x, count);
        for (uint32_t at = 0; at < count / 2; at++) {
            double other = x[count - 1 - at];
            x[count - 1 - at] = x[at];
            x[at] = other;
        }
        break;
    case 3: /* ascends, but for the last */
        if (count > 1) {
            zbi_scalar_sort_f64(x, count - 1);
            x[count - 1] = x[0];
        }
        break;
    case 4: /* organ pipe */
        zbi_scalar_sort_f64(x, count);
        for (uint32_t at = count / 2; at < count; at++)
            x[at] = x[count - 1 - at];
        break;
    case 5: /* saw teeth */
        for (uint32_t at = 17; at < count; at++)
            x[at] = x[at % 17];
        break;
    default: /* as they come */
        break;
    }
}

static int64_t
i64_of(double value)
{
    int64_t bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* Of whole numbers the number, else a part of the bits. */
static uint32_t
u32_of(double value)
{
    return value > -1e9 && value < 1e9 && value != 0 && value == (double)(int32_t)value
               ? (uint32_t)(int32_t)value
               : (uint32_t)((uint64_t)i64_of(value) ^ (uint64_t)i64_of(value) >> 32);
}

static float
f32_of(double value)
{
    float single;
    uint32_t word = u32_of(value);
    if (value == (double)(int32_t)(value > -1e6 && value < 1e6 ? value : 0.5))
        return (float)value;
    __builtin_memcpy(&single, &word, sizeof single);
    return single;
}

#define F64_OF(value) (value)
#define F32_OF(value) f32_of(value)
#define I64_OF(value) i64_of(value)
#define I32_OF(value) ((int32_t)u32_of(value))
#define U32_OF(value) u32_of(value)
#define U8_OF(value) ((uint8_t)u32_of(value))

static double values[ROOM];
static uint64_t scratch[SCRATCH_WORDS];
static uint32_t indices[ROOM + GUARD], expected[ROOM + GUARD];

/* All of them are guarded: what is behind the last of `bytes` stays. */
static void
guard_scratch(size_t bytes)
{
    for (size_t word = bytes / 8; word < SCRATCH_WORDS && word < bytes / 8 + GUARD; word++)
        scratch[word] = UINT64_C(0x5a5a5a5a5a5a5a5a);
}

static bool
is_scratch_guarded(size_t bytes)
{
    for (size_t word = bytes / 8; word < SCRATCH_WORDS && word < bytes / 8 + GUARD; word++)
        if (scratch[word] != UINT64_C(0x5a5a5a5a5a5a5a5a))
            return false;
    return true;
}

static bool
same_indices(uint32_t count)
{
    return test_equal(indices, expected, count * 4) && indices[count] == 77 && indices[count + 1] == 77;
}

/* The payload of a NaN is lost, so NaNs are all alike; nothing else is. */
#define SAME(left, right)                                                                                    \
    (((left) != (left) && (right) != (right)) || test_equal(&(left), &(right), sizeof(left)))

#define ORDER(type, name, OF)                                                                                \
    static void sorts_##name(void)                                                                           \
    {                                                                                                        \
        static type x[ROOM + 2 * GUARD], y[ROOM + 2 * GUARD], z[ROOM + 2 * GUARD];                           \
        for (uint32_t round = 0; round < ROUNDS; round++) {                                                  \
            uint32_t count = length_of_round(round), start = round % 3, kind = test_random(KINDS);           \
            size_t bytes = zb_kernel_sort_scratch_bytes(count, sizeof(type));                                \
            for (uint32_t how = 0; how < SHAPES; how++, kind = (kind + 1) % KINDS) {                         \
                for (uint32_t at = 0; at < count; at++)                                                      \
                    values[at] = random_value(kind);                                                         \
                shape(values, count, how);                                                                   \
                for (uint32_t at = 0; at < ROOM + 2 * GUARD; at++) {                                         \
                    uint32_t from = at - start;                                                              \
                    x[at] = y[at] = z[at] = at >= start && from < count ? OF(values[from]) : (type)5;        \
                }                                                                                            \
                guard_scratch(bytes);                                                                        \
                zb_kernel_sort_##name(x + start, count, bytes == 0 ? NULL : scratch);                        \
                CHECK(is_scratch_guarded(bytes));                                                            \
                zbi_scalar_sort_##name(y + start, count);                                                    \
                for (uint32_t at = 0; at < ROOM + 2 * GUARD; at++)                                           \
                    CHECK(SAME(x[at], y[at]));                                                               \
                size_t more = zb_kernel_argsort_scratch_bytes(count);                                        \
                guard_scratch(more);                                                                         \
                indices[count] = indices[count + 1] = 77;                                                    \
                zb_kernel_argsort_##name(z + start, count, indices, more == 0 ? NULL : scratch);             \
                CHECK(is_scratch_guarded(more));                                                             \
                zbi_scalar_argsort_##name(z + start, count, expected);                                       \
                CHECK(same_indices(count));                                                                  \
            }                                                                                                \
        }                                                                                                    \
    }
ORDER(double, f64, F64_OF)
ORDER(float, f32, F32_OF)
ORDER(int64_t, i64, I64_OF)
ORDER(int32_t, i32, I32_OF)
ORDER(uint32_t, u32, U32_OF)
ORDER(uint8_t, u8, U8_OF)

#define TOP(type, name, OF)                                                                                  \
    static void finds_top_##name(void)                                                                       \
    {                                                                                                        \
        static type x[ROOM];                                                                                 \
        for (uint32_t round = 0; round < ROUNDS; round++) {                                                  \
            uint32_t count = length_of_round(round), kind = test_random(KINDS), how = test_random(SHAPES);   \
            for (uint32_t at = 0; at < count; at++)                                                          \
                values[at] = random_value(kind);                                                             \
            shape(values, count, how);                                                                       \
            for (uint32_t at = 0; at < count; at++)                                                          \
                x[at] = OF(values[at]);                                                                      \
            const uint32_t wanted[] = {0, 1, 2, test_random(count + 1), count, count + 3};                   \
            for (uint32_t is_largest = 0; is_largest < 2; is_largest++) {                                    \
                uint32_t numbers = zbi_scalar_top_##name(x, count, is_largest != 0, expected);               \
                for (uint32_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {                              \
                    uint32_t k = wanted[i], least = k < numbers ? k : numbers;                               \
                    size_t bytes = zb_kernel_top_scratch_bytes(count, k);                                    \
                    CHECK(bytes <= sizeof scratch);                                                          \
                    guard_scratch(bytes);                                                                    \
                    indices[least] = indices[least + 1] = 77;                                                \
                    CHECK(zb_kernel_top_##name(x, count, k, is_largest != 0, indices, scratch) == least);    \
                    CHECK(is_scratch_guarded(bytes));                                                        \
                    CHECK(same_indices(least));                                                              \
                }                                                                                            \
            }                                                                                                \
        }                                                                                                    \
    }
TOP(double, f64, F64_OF)
TOP(float, f32, F32_OF)
TOP(int64_t, i64, I64_OF)
TOP(int32_t, i32, I32_OF)
TOP(uint32_t, u32, U32_OF)

static bool
has_nan(const double *x, uint32_t count)
{
    for (uint32_t at = 0; at < count; at++)
        if (x[at] != x[at])
            return true;
    return false;
}

#define QUANTILES(type, name, OF)                                                                            \
    static void finds_quantiles_##name(void)                                                                 \
    {                                                                                                        \
        static type x[ROOM];                                                                                 \
        static double sorted[ROOM];                                                                          \
        for (uint32_t round = 0; round < 2 * ROUNDS; round++) {                                              \
            uint32_t count = length_of_round(round / 2), kind = test_random(KINDS);                          \
            for (uint32_t at = 0; at < count; at++)                                                          \
                values[at] = random_value(kind);                                                             \
            shape(values, count, test_random(SHAPES));                                                       \
            for (uint32_t at = 0; at < count; at++)                                                          \
                sorted[at] = (double)(x[at] = OF(values[at]));                                               \
            bool none = count == 0 || has_nan(sorted, count);                                                \
            zbi_scalar_sort_f64(sorted, count);                                                              \
            double out[12],                                                                                  \
                fractions[] = {0.5, 0, 1, 0.25, 0.75, 0.999, -0.1, 1.01, 0.5, 1e-12, __builtin_nan(""), 1};  \
            fractions[11] = (double)test_random(1000) / 999;                                                 \
            size_t bytes = zb_kernel_quantiles_scratch_bytes(count);                                         \
            CHECK(bytes <= sizeof scratch);                                                                  \
            guard_scratch(bytes);                                                                            \
            zb_kernel_quantiles_##name(x, count, fractions, 12, out, scratch);                               \
            CHECK(is_scratch_guarded(bytes));                                                                \
            for (uint32_t i = 0; i < 12; i++) {                                                              \
                bool is_nan = none || !(fractions[i] >= 0 && fractions[i] <= 1);                             \
                double right =                                                                               \
                    is_nan ? __builtin_nan("") : zbi_scalar_quantile_sorted(sorted, count, fractions[i]);    \
                CHECK(SAME(out[i], right));                                                                  \
            }                                                                                                \
        }                                                                                                    \
    }
QUANTILES(double, f64, F64_OF)
QUANTILES(float, f32, F32_OF)
QUANTILES(int32_t, i32, I32_OF)

static void
knows_quantiles(void)
{
    /* As R's quantile() answers, whose default is type 7: quantile(c(1, 2, 3, 4, 10), ...) */
    const double items[] = {10, 4, 1, 3, 2}, fractions[] = {0, 0.1, 0.25, 0.5, 0.9, 1};
    const double right[] = {1, 1.4, 2, 3, 7.6, 10}, far[] = {-0x1.8p1023, 0x1.8p1023}, middle[] = {0.5};
    double out[6];
    zb_kernel_quantiles_f64(items, 5, fractions, 6, out, scratch);
    for (uint32_t i = 0; i < 6; i++)
        CHECK(out[i] - right[i] < 1e-15 && right[i] - out[i] < 1e-15);
    zb_kernel_quantiles_f64(far, 2, middle, 1, out, scratch);
    CHECK(out[0] == 0);
}

static void
sizes_scratch(void)
{
    CHECK(zb_kernel_sort_scratch_bytes(0, 8) == 0 && zb_kernel_sort_scratch_bytes(32, 8) == 0);
    CHECK(zb_kernel_sort_scratch_bytes(33, 8) % 8 == 0 && zb_kernel_sort_scratch_bytes(33, 4) % 8 == 0);
    CHECK(zb_kernel_sort_scratch_bytes(UINT32_MAX, 1) == 0);
    if (SIZE_MAX == UINT32_MAX) {
        CHECK(zb_kernel_sort_scratch_bytes(UINT32_MAX, 8) == SIZE_MAX);
        CHECK(zb_kernel_argsort_scratch_bytes(UINT32_MAX) == SIZE_MAX);
        CHECK(zb_kernel_quantiles_scratch_bytes(UINT32_MAX) == SIZE_MAX);
        CHECK(zb_kernel_top_scratch_bytes(UINT32_MAX, UINT32_MAX) == SIZE_MAX);
        CHECK(zb_kernel_group_scratch_bytes(UINT32_MAX) == SIZE_MAX);
    }
    CHECK(zb_kernel_top_scratch_bytes(1000000, 10) < 50000);
}

TEST_SUITE(order, {"sorts_f64", sorts_f64}, {"sorts_f32", sorts_f32}, {"sorts_i64", sorts_i64},
           {"sorts_i32", sorts_i32}, {"sorts_u32", sorts_u32}, {"sorts_u8", sorts_u8},
           {"finds_top_f64", finds_top_f64}, {"finds_top_f32", finds_top_f32},
           {"finds_top_i64", finds_top_i64}, {"finds_top_i32", finds_top_i32},
           {"finds_top_u32", finds_top_u32}, {"finds_quantiles_f64", finds_quantiles_f64},
           {"finds_quantiles_f32", finds_quantiles_f32}, {"finds_quantiles_i32", finds_quantiles_i32},
           {"knows_quantiles", knows_quantiles}, {"sizes_scratch", sizes_scratch});
