/* SPDX-License-Identifier: MIT */
#ifndef CITIES_PARAMS_H
#define CITIES_PARAMS_H

/* Numbers in the query of a request, read strictly. */

#include <zerobuf/handler.h>

typedef struct param {
    const char *name;
    double min, max;
    double otherwise; /* taken when the parameter is not there */
    bool required;    /* there is no otherwise */
    bool integer;     /* digits only */
} param;

/**
 * Read parameters.
 *
 * A number is an optional minus, digits, and for fractions a point and digits;
 * what goes past 17 digits is ignored.  Nothing else: no sign +, exponent, space, or empty text.
 *
 * @param req     request
 * @param params  what to read
 * @param count   of params
 * @param values  receives a number for each.  Unspecified when one is bad.
 * @param bad     receives the first that is missing or bad, NULL when none is
 * @return ZB_OK or ZB_E_MEMORY
 */
ZB_NODISCARD zb_status params_read(zb_request *req, const param *params, uint32_t count, double *values,
                                   const param **bad);

/** Answer 400 with a sentence about a parameter that is missing or bad: its name, and what it must be. */
ZB_NODISCARD zb_status params_refuse(zb_response *res, const param *bad);

#endif /* CITIES_PARAMS_H */
