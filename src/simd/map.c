/* SPDX-License-Identifier: MIT */
/* Elements changed in place, each by itself, so that their order cannot matter. */
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

static inline ZBI_INLINE zbi_f64x2
map2(map_kind kind, zbi_f64x2 x, map_operands with)
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

static inline ZBI_INLINE double
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

static inline ZBI_INLINE void
map_f64(bool vector, map_kind kind, double *items, uint32_t count, map_operands with)
{
    uint32_t at = 0;
    ZBI_AS_WRITTEN
    for (; vector && count - at >= 2; at += 2) {
        zbi_f64x2 mapped = map2(kind, zbi_load2(ZBI_ITEM_F64, items, at), with);
        __builtin_memcpy(items + at, &mapped, sizeof mapped);
    }
    ZBI_AS_WRITTEN
    for (; at < count; at++) {
        double mapped = map1(kind, zbi_load1(ZBI_ITEM_F64, items, at), with);
        __builtin_memcpy(items + at, &mapped, sizeof mapped);
    }
}

static inline ZBI_INLINE void
map_f32(bool vector, map_kind kind, float *items, uint32_t count, map_operands with)
{
    uint32_t at = 0;
    ZBI_AS_WRITTEN
    for (; vector && count - at >= 2; at += 2) {
        zbi_f64x2 mapped = map2(kind, zbi_load2(ZBI_ITEM_F32, items, at), with);
        zbi_f32x2 singles = __builtin_convertvector(mapped, zbi_f32x2);
        __builtin_memcpy(items + at, &singles, sizeof singles);
    }
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
        map_##name(true, MAP_SCALE, items, count, with);                                                     \
    }                                                                                                        \
    void zbi_scalar_scale_##name(type *items, uint32_t count, double k)                                      \
    {                                                                                                        \
        map_operands with = {k, 0, 0};                                                                       \
        map_##name(false, MAP_SCALE, items, count, with);                                                    \
    }                                                                                                        \
    void zb_kernel_affine_##name(type *items, uint32_t count, double a, double b)                            \
    {                                                                                                        \
        map_operands with = {a, b, 0};                                                                       \
        map_##name(true, MAP_AFFINE, items, count, with);                                                    \
    }                                                                                                        \
    void zbi_scalar_affine_##name(type *items, uint32_t count, double a, double b)                           \
    {                                                                                                        \
        map_operands with = {a, b, 0};                                                                       \
        map_##name(false, MAP_AFFINE, items, count, with);                                                   \
    }                                                                                                        \
    static inline ZBI_INLINE void unit_##name(bool vector, type *items, uint32_t count, zb_range range)      \
    {                                                                                                        \
        map_operands with = unit_operands(range);                                                            \
        double all;                                                                                          \
        if (!is_flat(with, &all)) {                                                                          \
            map_##name(vector, MAP_UNIT, items, count, with);                                                \
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
        unit_##name(true, items, count, range);                                                              \
    }                                                                                                        \
    void zbi_scalar_normalize_##name(type *items, uint32_t count)                                            \
    {                                                                                                        \
        zb_range range;                                                                                      \
        zbi_scalar_range_##name(items, count, &range);                                                       \
        unit_##name(false, items, count, range);                                                             \
    }
MAPS(double, f64)
MAPS(float, f32)

/* Bounds are elements, so that f32 and i32 are compared as what they are, four at a time. */
#define CLAMP(type, name, vec, bits)                                                                         \
    static inline ZBI_INLINE void clamp_##name(bool vector, type *items, uint32_t count, type low,           \
                                               type high)                                                    \
    {                                                                                                        \
        uint32_t at = 0;                                                                                     \
        ZBI_AS_WRITTEN                                                                                       \
        for (; vector && count - at >= sizeof(vec) / sizeof(type); at += sizeof(vec) / sizeof(type)) {       \
            vec v, none = {0}, lows = low - none, highs = high - none; /* not none + low: -0 */              \
            __builtin_memcpy(&v, items + at, sizeof v);                                                      \
            bits below = v<lows, above = v> highs;                                                           \
            bits mapped = (below & (bits)lows) | (above & (bits)highs) | (~(below | above) & (bits)v);       \
            __builtin_memcpy(items + at, &mapped, sizeof mapped);                                            \
        }                                                                                                    \
        ZBI_AS_WRITTEN                                                                                       \
        for (; at < count; at++) {                                                                           \
            type v;                                                                                          \
            __builtin_memcpy(&v, items + at, sizeof v);                                                      \
            v = v < low ? low : v > high ? high : v;                                                         \
            __builtin_memcpy(items + at, &v, sizeof v);                                                      \
        }                                                                                                    \
    }                                                                                                        \
    void zb_kernel_clamp_##name(type *items, uint32_t count, type low, type high)                            \
    {                                                                                                        \
        clamp_##name(true, items, count, low, high);                                                         \
    }                                                                                                        \
    void zbi_scalar_clamp_##name(type *items, uint32_t count, type low, type high)                           \
    {                                                                                                        \
        clamp_##name(false, items, count, low, high);                                                        \
    }
CLAMP(double, f64, zbi_f64x2, zbi_i64x2)
CLAMP(float, f32, zbi_f32x4, zbi_i32x4)
CLAMP(int32_t, i32, zbi_i32x4, zbi_i32x4)
