/* SPDX-License-Identifier: MIT */
/*
 * The little trigonometry that a sphere needs.  Angles are reduced in degrees,
 * where it is exact, so that a few terms of the series suffice and no libm
 * (8 KB of argument reduction) is linked.
 */
#include "sphere.h"

#define PI 3.141592653589793
#define RADIANS_PER_DEGREE (PI / 180)

/* sin x for |x| <= pi/4; the first term left out is below 2^-60. */
static double
sin_series(double x)
{
    double x2 = x * x, sum = 0;
    for (int n = 17; n >= 3; n -= 2)
        sum = (1 - sum) * x2 / (n * (n - 1));
    return x - x * sum;
}

/* cos x for |x| <= pi/4 */
static double
cos_series(double x)
{
    double x2 = x * x, sum = 0;
    for (int n = 18; n >= 2; n -= 2)
        sum = (1 - sum) * x2 / (n * (n - 1));
    return 1 - sum;
}

/* sin and cos of -180 to 180 degrees */
static void
sin_cos(double degrees, double *sine, double *cosine)
{
    int quarter = (int)__builtin_floor(degrees / 90 + 0.5); /* -2 to 2 */
    double x = (degrees - 90 * quarter) * RADIANS_PER_DEGREE;
    double s = sin_series(x), c = cos_series(x);
    switch (quarter & 3) {
    case 0:
        *sine = s;
        *cosine = c;
        break;
    case 1:
        *sine = c;
        *cosine = -s;
        break;
    case 2:
        *sine = -s;
        *cosine = -c;
        break;
    default:
        *sine = -c;
        *cosine = s;
        break;
    }
}

/* asin x for 0 <= x <= 1 */
static double
arcsine(double x)
{
    /* Steep near 1: asin x = pi/2 - 2 asin(sqrt((1 - x) / 2)) leads back to at most 1/2. */
    if (x > 0.5)
        return PI / 2 - 2 * arcsine(__builtin_sqrt((1 - x) / 2));
    /* Newton's method from the series' first terms; the error is squared each time. */
    double angle = x + x * x * x / 6;
    for (int i = 0; i < 3; i++)
        angle -= (sin_series(angle) - x) / cos_series(angle);
    return angle;
}

unit_vector
sphere_at(double lat, double lng)
{
    double sin_lat, cos_lat, sin_lng, cos_lng;
    sin_cos(lat, &sin_lat, &cos_lat);
    sin_cos(lng, &sin_lng, &cos_lng);
    return (unit_vector){cos_lat * cos_lng, cos_lat * sin_lng, sin_lat};
}

double
sphere_km(double chord2)
{
    double half = __builtin_sqrt(chord2) / 2;
    return 2 * SPHERE_RADIUS_KM * arcsine(half < 1 ? half : 1);
}
