/* SPDX-License-Identifier: MIT */
#include "nearest.h"

/* Two roundings for a product and a sum, as sphere_chord2() has it. */
#pragma STDC FP_CONTRACT OFF

typedef double f64x2 __attribute__((vector_size(16)));
typedef int64_t i64x2 __attribute__((vector_size(16)));

/* The module is compiled for size, which would make calls of these. */
#define INLINE static inline __attribute__((always_inline))

#define FARTHER_THAN_ALL 5 /* no chord is longer than 2 */

INLINE f64x2
load(const double *items, uint32_t at)
{
    f64x2 pair;
    __builtin_memcpy(&pair, items + at, sizeof pair);
    return pair;
}

INLINE f64x2
chords2(const places *all, const f64x2 from[3], uint32_t at)
{
    f64x2 x = from[0] - load(all->x, at), y = from[1] - load(all->y, at), z = from[2] - load(all->z, at);
    return x * x + y * y + z * z;
}

void
nearest_find(const places *all, unit_vector from, candidate *out, uint32_t k)
{
    const f64x2 point[3] = {{from.x, from.x}, {from.y, from.y}, {from.z, from.z}};
    ranking_begin(out, k, FARTHER_THAN_ALL);
    f64x2 worst = {FARTHER_THAN_ALL, FARTHER_THAN_ALL};
    for (uint32_t at = 0; at < all->count; at += PLACES_AT_ONCE) { /* the columns are that much longer */
        f64x2 pairs[PLACES_AT_ONCE / 2] = {chords2(all, point, at), chords2(all, point, at + 2)};
        i64x2 nearer = (pairs[0] < worst) | (pairs[1] < worst);
        if ((nearer[0] | nearer[1]) == 0)
            continue;
        for (uint32_t i = 0; i < PLACES_AT_ONCE; i++) {
            double chord2 = pairs[i / 2][i % 2];
            if (chord2 < out[0].key) /* an equally far one comes after, having the higher index */
                ranking_replace(out, k, (candidate){chord2, at + i});
        }
        worst = (f64x2){out[0].key, out[0].key};
    }
    ranking_sort(out, k);
}
