/* SPDX-License-Identifier: MIT */
/* Elements changed in place, each by itself, so that their order cannot matter: scale, affine, normalize. */
#include "lanes.h"
#include "scalar.h"

typedef enum map_kind {
    MAP_SCALE,  /* x * a */
    MAP_AFFINE, /* a * x + b */
    MAP_UNIT    /* (x * a - b) / c */
} map_kind;

typedef struct map_operands {
    double a, b, c;
} map_operands;

/* All of these for one kind of vector: `vec` of doubles, and `singles` of as many floats. */
#define MAP_VECTORS(level, TARGET, vec, singles, LOAD, EACH)                                                 \
    static inline ZBI_INLINE TARGET vec mapped_##level(map_kind kind, vec x, map_operands with)              \
    {                                                                                                        \
        switch (kind) {                                                                                      \
        case MAP_AFFINE:                                                                                     \
            return with.a * x + with.b;                                                                      \
        case MAP_UNIT:                                                                                       \
            return (x * with.a - with.b) / with.c;                                                           \
        case MAP_SCALE:                                                                                      \
        default:                                                                                             \
            return x * with.a;                                                                               \
        }                                                                                                    \
    }                                                                                                        \
    static inline ZBI_INLINE TARGET uint32_t doubles_##level(map_kind kind, double *items, uint32_t count,   \
                                                             map_operands with)                              \
    {                                                                                                        \
        uint32_t at = 0;                                                                                     \
        ZBI_AS_WRITTEN                                                                                       \
        for (; count - at >= 4 * EACH; at += 4 * EACH) {                                                     \
            ZBI_UNROLLED                                                                                     \
            for (uint32_t k = 0; k < 4 * EACH; k += EACH) {                                                  \
                vec x = mapped_##level(kind, LOAD(ZBI_ITEM_F64, items, at + k), with);                       \
                __builtin_memcpy(items + at + k, &x, sizeof x);                                              \
            }                                                                                                \
        }                                                                                                    \
        return at;                                                                                           \
    }                                                                                                        \
    static inline ZBI_INLINE TARGET uint32_t floats_##level(map_kind kind, float *items, uint32_t count,     \
                                                            map_operands with)                               \
    {                                                                                                        \
        uint32_t at = 0;                                                                                     \
        ZBI_AS_WRITTEN                                                                                       \
        for (; count - at >= EACH; at += EACH) {                                                             \
            vec x = mapped_##level(kind, LOAD(ZBI_ITEM_F32, items, at), with);                               \
            singles rounded = __builtin_convertvector(x, singles);                                           \
            __builtin_memcpy(items + at, &rounded, sizeof rounded);                                          \
        }                                                                                                    \
        return at;                                                                                           \
    }                                                                                                        \
    static TARGET uint32_t map_f64_##level(map_kind kind, double *items, uint32_t count, map_operands with)  \
    {                                                                                                        \
        switch (kind) {                                                                                      \
        case MAP_AFFINE:                                                                                     \
            return doubles_##level(MAP_AFFINE, items, count, with);                                          \
        case MAP_UNIT:                                                                                       \
            return doubles_##level(MAP_UNIT, items, count, with);                                            \
        case MAP_SCALE:                                                                                      \
        default:                                                                                             \
            return doubles_##level(MAP_SCALE, items, count, with);                                           \
        }                                                                                                    \
    }                                                                                                        \
    static TARGET uint32_t map_f32_##level(map_kind kind, float *items, uint32_t count, map_operands with)   \
    {                                                                                                        \
        switch (kind) {                                                                                      \
        case MAP_AFFINE:                                                                                     \
            return floats_##level(MAP_AFFINE, items, count, with);                                           \
        case MAP_UNIT:                                                                                       \
            return floats_##level(MAP_UNIT, items, count, with);                                             \
        case MAP_SCALE:                                                                                      \
        default:                                                                                             \
            return floats_##level(MAP_SCALE, items, count, with);                                            \
        }                                                                                                    \
    }
MAP_VECTORS(vector, ZBI_TARGET_ANY, zbi_f64x2, zbi_f32x2, zbi_load2, 2)
#if ZBI_HAS_AVX2
MAP_VECTORS(avx2, ZBI_TARGET_AVX2, zbi_f64x4, zbi_f32x4, zbi_load4, 4)
#endif

static double
map1(map_kind kind, double x, map_operands with)
{
    switch (kind) {
    case MAP_AFFINE:
        return with.a * x + with.b;
    case MAP_UNIT:
        return (x * with.a - with.b) / with.c;
    case MAP_SCALE:
    default:
        return x * with.a;
    }
}

static void
map_f64(zbi_level level, map_kind kind, double *items, uint32_t count, map_operands with)
{
    uint32_t at = level == ZBI_SCALAR ? 0 : ZBI_BY_LEVEL(level, map_f64, kind, items, count, with);
    ZBI_AS_WRITTEN
    for (; at < count; at++) {
        double mapped = map1(kind, zbi_load1(ZBI_ITEM_F64, items, at), with);
        __builtin_memcpy(items + at, &mapped, sizeof mapped);
    }
}

static void
map_f32(zbi_level level, map_kind kind, float *items, uint32_t count, map_operands with)
{
    uint32_t at = level == ZBI_SCALAR ? 0 : ZBI_BY_LEVEL(level, map_f32, kind, items, count, with);
    ZBI_AS_WRITTEN
    for (; at < count; at++) {
        float single = (float)map1(kind, zbi_load1(ZBI_ITEM_F32, items, at), with);
        __builtin_memcpy(items + at, &single, sizeof single);
    }
}

/* The operands that normalize; for a column without a span, those that make all 0 or all NaN. */
static map_operands
unit_operands(zb_range range)
{
    zbi_unit unit = zbi_unit_scale(range.min, range.max);
    map_operands with = {unit.half, unit.low, unit.span};
    return with;
}

/* What all elements become, when that is the same for all. */
static bool
is_flat(map_operands with, double *all)
{
    *all = with.c == 0 ? 0 : __builtin_nan("");
    return with.c == 0 || !(with.c < __builtin_inf());
}

#define MAPS(type, name)                                                                                     \
    void zb_kernel_scale_##name(type *items, uint32_t count, double k)                                       \
    {                                                                                                        \
        map_operands with = {k, 0, 0};                                                                       \
        map_##name(zbi_level_now(), MAP_SCALE, items, count, with);                                          \
    }                                                                                                        \
    void zbi_scalar_scale_##name(type *items, uint32_t count, double k)                                      \
    {                                                                                                        \
        map_operands with = {k, 0, 0};                                                                       \
        map_##name(ZBI_SCALAR, MAP_SCALE, items, count, with);                                               \
    }                                                                                                        \
    void zb_kernel_affine_##name(type *items, uint32_t count, double a, double b)                            \
    {                                                                                                        \
        map_operands with = {a, b, 0};                                                                       \
        map_##name(zbi_level_now(), MAP_AFFINE, items, count, with);                                         \
    }                                                                                                        \
    void zbi_scalar_affine_##name(type *items, uint32_t count, double a, double b)                           \
    {                                                                                                        \
        map_operands with = {a, b, 0};                                                                       \
        map_##name(ZBI_SCALAR, MAP_AFFINE, items, count, with);                                              \
    }                                                                                                        \
    static void unit_##name(zbi_level level, type *items, uint32_t count, zb_range range)                    \
    {                                                                                                        \
        map_operands with = unit_operands(range);                                                            \
        double all;                                                                                          \
        if (!is_flat(with, &all)) {                                                                          \
            map_##name(level, MAP_UNIT, items, count, with);                                                 \
            return;                                                                                          \
        }                                                                                                    \
        type same = (type)all;                                                                               \
        ZBI_AS_WRITTEN                                                                                       \
        for (uint32_t at = 0; at < count; at++)                                                              \
            __builtin_memcpy(items + at, &same, sizeof same);                                                \
    }                                                                                                        \
    void zb_kernel_normalize_##name(type *items, uint32_t count)                                             \
    {                                                                                                        \
        zb_range range;                                                                                      \
        zb_kernel_range_##name(items, count, &range);                                                        \
        unit_##name(zbi_level_now(), items, count, range);                                                   \
    }                                                                                                        \
    void zbi_scalar_normalize_##name(type *items, uint32_t count)                                            \
    {                                                                                                        \
        zb_range range;                                                                                      \
        zbi_scalar_range_##name(items, count, &range);                                                       \
        unit_##name(ZBI_SCALAR, items, count, range);                                                        \
    }
MAPS(double, f64)
MAPS(float, f32)
