/* SPDX-License-Identifier: MIT */
#ifndef CITIES_PLACES_H
#define CITIES_PLACES_H

/*
 * The places, as the host wrote them: an object of arrays, read where they lie,
 *
 *     { name: [text], country: [index into codes], lat: [degrees], lng: [degrees],
 *       codes: [text, in ascending order] }
 *
 * and what is built from them once, in the instance's arena.
 */

#include <zerobuf/zerobuf.h>

#include "sphere.h"

/* A folded name, and its first bytes as a number that compares as they do. */
typedef struct folded_name {
    uint64_t start; /* first 8 bytes, the first one highest, zeros past the end */
    zb_off at;      /* of the bytes */
    uint32_t len;   /* bytes */
} folded_name;

/** How many places a scan of unit vectors looks at in one step. */
#define PLACES_AT_ONCE 4u

/* The tables are held by pointer: a module's memory grows, but its base never moves. */
typedef struct places {
    uint32_t count;
    uint32_t country_count;
    zb_array name, country, codes; /* the host's arrays */
    double *lat, *lng;             /* [count]: degrees */
    double *x, *y, *z;   /* [count, and to a multiple of PLACES_AT_ONCE places that are far from all] */
    folded_name *folded; /* [count] */
    uint32_t *by_name;   /* [count]: places by folded name, then by index */
    double *in_country;  /* [country_count]: how many places each has, in doubles as the kernels take them */
} places;

/** One place.  `name` and `code` are borrowed from the arena. */
typedef struct place {
    zb_str name;
    zb_str code;
    double lat, lng;
} place;

/**
 * Check the host's data and build the tables.
 *
 * @param arena  lives as long as the tables
 * @param data   the object above
 * @param out    receives the places.  Untouched on failure.
 * @return ZB_OK, ZB_E_MEMORY, ZB_E_INVALID (lengths differ, an index or an angle is out
 *         of range, a name is not UTF-8), or the status of reading `data`
 */
ZB_NODISCARD zb_status places_open(zb_arena *arena, zb_slot data, places *out);

/** Read place `index`, which is less than all->count. */
ZB_NODISCARD zb_status places_get(zb_view view, const places *all, uint32_t index, place *out);

/** Code of country `index`. */
ZB_NODISCARD zb_status places_code(zb_view view, const places *all, uint32_t index, zb_str *out);

/**
 * Fold a text for places_with_prefix().
 *
 * @param arena  receives the folded bytes
 * @param text   any bytes
 * @param out    receives the folded text.  Untouched on failure.
 * @return ZB_OK, ZB_E_INVALID (not UTF-8) or ZB_E_MEMORY
 */
ZB_NODISCARD zb_status places_fold(zb_arena *arena, zb_str text, folded_name *out);

/** The run of all->by_name whose folded names begin with `prefix`. */
void places_with_prefix(zb_view view, const places *all, const folded_name *prefix, uint32_t *first,
                        uint32_t *end);

#endif /* CITIES_PLACES_H */
