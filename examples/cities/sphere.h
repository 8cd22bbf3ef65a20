/* SPDX-License-Identifier: MIT */
#ifndef CITIES_SPHERE_H
#define CITIES_SPHERE_H

/*
 * Places on a sphere as unit vectors.  The nearer two places, the shorter the
 * chord between them: comparing needs three multiplications and no trigonometry.
 */

/** The mean radius of the earth (IUGG). */
#define SPHERE_RADIUS_KM 6371.0088

typedef struct unit_vector {
    double x, y, z;
} unit_vector;

/** The place at a latitude of -90 to 90 and a longitude of -180 to 180 degrees. */
unit_vector sphere_at(double lat, double lng);

/** Great-circle distance of two places from the square of their chord, the line between them through the
 * sphere. */
double sphere_km(double chord2);

#endif /* CITIES_SPHERE_H */
