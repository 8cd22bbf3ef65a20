/* SPDX-License-Identifier: MIT */
/*
 * items * factors + terms, rounded once.  Where the machine has no instruction for it (SSE2,
 * SIMD128), doubles do it by exact products and sums and one rounding to odd in between:
 * Boldo and Melquiond, "Emulation of a FMA and correctly rounded sums: proved algorithms using
 * rounding to odd", IEEE Transactions on Computers 57 (2008), figure 1.  It asks that nothing
 * overflows and nothing exact is lost below the smallest double; all else goes to zbi_fused().
 */
#include "fused.h"
#include "lanes.h"
#include "scalar.h"

/* The sum of two vectors, and what its rounding left over (Knuth, TAOCP 2, 4.2.2, theorem B). */
static inline ZBI_INLINE zbi_f64x2
two_sum(zbi_f64x2 a, zbi_f64x2 b, zbi_f64x2 *rest)
{
    zbi_f64x2 sum = a + b, back = sum - a;
    *rest = (a - (sum - back)) + (b - back);
    return sum;
}

/* A number of 26 bits and a rest of 26 (Dekker, Numerische Mathematik 18, 1971). */
static inline ZBI_INLINE zbi_f64x2
upper_half(zbi_f64x2 a)
{
    zbi_f64x2 large = a * 134217729.0; /* 2^27 + 1 */
    return large - (large - a);
}

/* The product, and what its rounding left over. */
static inline ZBI_INLINE zbi_f64x2
two_product(zbi_f64x2 a, zbi_f64x2 b, zbi_f64x2 *rest)
{
    zbi_f64x2 product = a * b, ah = upper_half(a), bh = upper_half(b), al = a - ah, bl = b - bh;
    *rest = ((ah * bh - product) + ah * bl + al * bh) + al * bl;
    return product;
}

/* A sum whose rounding left something over becomes the odd one of the two numbers around the
 * true sum: then rounding it again, to fewer digits, rounds the true sum. */
static inline ZBI_INLINE zbi_f64x2
to_odd(zbi_f64x2 sum, zbi_f64x2 rest)
{
    const zbi_u64x2 one = {1, 1};
    const zbi_f64x2 zero = {0, 0};
    zbi_u64x2 bits = (zbi_u64x2)sum;
    zbi_u64x2 is_inexact = (zbi_u64x2)(rest < zero) | (zbi_u64x2)(rest > zero), is_even = (bits & one) - one;
    zbi_u64x2 is_away =
        (((zbi_u64x2)rest ^ bits) >> 63) ^ one; /* 1 where the true sum is the larger in size */
    return (zbi_f64x2)(bits + ((is_away + is_away - one) & is_inexact & is_even));
}

/* Whether all lanes are of sizes that the method allows; a term may also be 0. */
static inline ZBI_INLINE bool
is_ordinary(zbi_f64x2 a, zbi_f64x2 b, zbi_f64x2 c)
{
    const zbi_i64x2 no_sign = {INT64_MAX, INT64_MAX};
    const zbi_f64x2 zero = {0, 0}, small = {0x1p-400, 0x1p-400}, large = {0x1p400, 0x1p400};
    const zbi_f64x2 tiny = {0x1p-800, 0x1p-800}, huge = {0x1p800, 0x1p800};
    a = (zbi_f64x2)((zbi_i64x2)a & no_sign);
    b = (zbi_f64x2)((zbi_i64x2)b & no_sign);
    c = (zbi_f64x2)((zbi_i64x2)c & no_sign);
    zbi_i64x2 all = (a >= small) & (a <= large) & (b >= small) & (b <= large) & (c <= huge);
    all &= (c >= tiny) | (c == zero);
    return (all[0] & all[1]) != 0;
}

static inline ZBI_INLINE zbi_f64x2
fused_f64x2(zbi_f64x2 a, zbi_f64x2 b, zbi_f64x2 c)
{
    if (!is_ordinary(a, b, c)) {
        zbi_f64x2 each = {zbi_fused(a[0], b[0], c[0]), zbi_fused(a[1], b[1], c[1])};
        return each;
    }
    zbi_f64x2 product_rest, term_rest, sum_rest, rest;
    zbi_f64x2 product = two_product(a, b, &product_rest);
    zbi_f64x2 term = two_sum(c, product_rest, &term_rest);
    zbi_f64x2 sum = two_sum(product, term, &sum_rest);
    zbi_f64x2 small = two_sum(term_rest, sum_rest, &rest);
    return sum + to_odd(small, rest);
}

/* Of floats, in doubles: their product is exact, and 53 digits rounded to odd are enough to
 * round to 24 as if there had been all. */
static inline ZBI_INLINE zbi_f64x2
fused_of_floats(zbi_f64x2 a, zbi_f64x2 b, zbi_f64x2 c)
{
    zbi_f64x2 rest, sum = two_sum(a * b, c, &rest);
    return to_odd(sum, rest);
}

static uint32_t
fma_f64_vector(double *items, const double *factors, const double *terms, uint32_t count)
{
    uint32_t at = 0;
    ZBI_AS_WRITTEN
    for (; count - at >= 2; at += 2) {
        zbi_f64x2 x = fused_f64x2(zbi_load2(ZBI_ITEM_F64, items, at), zbi_load2(ZBI_ITEM_F64, factors, at),
                                  zbi_load2(ZBI_ITEM_F64, terms, at));
        __builtin_memcpy(items + at, &x, sizeof x);
    }
    return at;
}

static uint32_t
fma_f32_vector(float *items, const float *factors, const float *terms, uint32_t count)
{
    uint32_t at = 0;
    ZBI_AS_WRITTEN
    for (; count - at >= 2; at += 2) {
        zbi_f64x2 x =
            fused_of_floats(zbi_load2(ZBI_ITEM_F32, items, at), zbi_load2(ZBI_ITEM_F32, factors, at),
                            zbi_load2(ZBI_ITEM_F32, terms, at));
        zbi_f32x2 singles = __builtin_convertvector(x, zbi_f32x2);
        __builtin_memcpy(items + at, &singles, sizeof singles);
    }
    return at;
}

/* Where there is an instruction. */
#define FMA_VECTORS(name, type, vec, level, TARGET, FUSED)                                                   \
    static TARGET uint32_t fma_##name##_##level(type *items, const type *factors, const type *terms,         \
                                                uint32_t count)                                              \
    {                                                                                                        \
        enum { EACH = sizeof(vec) / sizeof(type) };                                                          \
        uint32_t at = 0;                                                                                     \
        ZBI_AS_WRITTEN                                                                                       \
        for (; count - at >= EACH; at += EACH) {                                                             \
            vec x, y, z;                                                                                     \
            __builtin_memcpy(&x, items + at, sizeof x);                                                      \
            __builtin_memcpy(&y, factors + at, sizeof y);                                                    \
            __builtin_memcpy(&z, terms + at, sizeof z);                                                      \
            x = FUSED(x, y, z);                                                                              \
            __builtin_memcpy(items + at, &x, sizeof x);                                                      \
        }                                                                                                    \
        return at;                                                                                           \
    }
#if ZBI_HAS_AVX2
#define TARGET_FMA __attribute__((target("avx2,fma")))
FMA_VECTORS(f64, double, zbi_f64x4, avx2, TARGET_FMA, __builtin_ia32_vfmaddpd256)
FMA_VECTORS(f32, float, zbi_f32x8, avx2, TARGET_FMA, __builtin_ia32_vfmaddps256)
#endif

#if defined(__wasm_relaxed_simd__)
FMA_VECTORS(f64, double, zbi_f64x2, relaxed, ZBI_TARGET_ANY, __builtin_wasm_relaxed_madd_f64x2)
FMA_VECTORS(f32, float, zbi_f32x4, relaxed, ZBI_TARGET_ANY, __builtin_wasm_relaxed_madd_f32x4)

/* An engine may round relaxed_madd once or twice, but does the same always: asked by a product
 * that loses all of a difference when it is rounded.  Not a constant, which a compiler could
 * answer for its own machine. */
static bool
is_relaxed_fused(void)
{
    volatile double above = 1 + 0x1p-40, below = 1 - 0x1p-40;
    volatile float above_float = 1 + 0x1p-20f, below_float = 1 - 0x1p-20f;
    zbi_f64x2 a = {above, below}, b = {below, above}, one = {-1, -1};
    zbi_f64x2 doubles = __builtin_wasm_relaxed_madd_f64x2(a, b, one);
    zbi_f32x4 c = {above_float, below_float, above_float, below_float};
    zbi_f32x4 d = {below_float, above_float, below_float, above_float}, minus = {-1, -1, -1, -1};
    zbi_f32x4 floats = __builtin_wasm_relaxed_madd_f32x4(c, d, minus);
    return doubles[0] == -0x1p-80 && doubles[1] == -0x1p-80 && floats[0] == -0x1p-40f &&
           floats[1] == -0x1p-40f && floats[2] == -0x1p-40f && floats[3] == -0x1p-40f;
}
#define FMA_BEST(name, items, factors, terms, count)                                                         \
    (is_relaxed_fused() ? fma_##name##_relaxed(items, factors, terms, count)                                 \
                        : fma_##name##_vector(items, factors, terms, count))
#else
#define FMA_BEST(name, items, factors, terms, count)                                                         \
    ZBI_BY_LEVEL(zbi_level_now(), fma_##name, items, factors, terms, count)
#endif

void
zbi_scalar_fma_f64(double *items, const double *factors, const double *terms, uint32_t count)
{
    for (uint32_t at = 0; at < count; at++)
        items[at] = zbi_fused(items[at], factors[at], terms[at]);
}

void
zbi_scalar_fma_f32(float *items, const float *factors, const float *terms, uint32_t count)
{
    for (uint32_t at = 0; at < count; at++) {
        zbi_f64x2 a = {(double)items[at], 0}, b = {(double)factors[at], 0}, c = {(double)terms[at], 0};
        items[at] = (float)fused_of_floats(a, b, c)[0];
    }
}

void
zb_kernel_fma_f64(double *items, const double *factors, const double *terms, uint32_t count)
{
    uint32_t at = FMA_BEST(f64, items, factors, terms, count);
    if (at < count)
        zbi_scalar_fma_f64(items + at, factors + at, terms + at, count - at);
}

void
zb_kernel_fma_f32(float *items, const float *factors, const float *terms, uint32_t count)
{
    uint32_t at = FMA_BEST(f32, items, factors, terms, count);
    if (at < count)
        zbi_scalar_fma_f32(items + at, factors + at, terms + at, count - at);
}
