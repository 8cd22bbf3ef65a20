/* SPDX-License-Identifier: MIT */
#ifndef CITIES_NEAREST_H
#define CITIES_NEAREST_H

#include "places.h"
#include "ranking.h"

/**
 * The `k` places nearest to a point, nearest first, equally near ones in the order of the data.
 *
 * @param all   places
 * @param from  the point
 * @param out   receives k candidates: square of the chord, and the place
 * @param k     1 to all->count
 *
 * One pass over three columns of doubles, four places at a time; the result is that of one place at a time,
 * to the last bit.
 */
void nearest_find(const places *all, unit_vector from, candidate *out, uint32_t k);

#endif /* CITIES_NEAREST_H */
