/* SPDX-License-Identifier: MIT */
#ifndef CITIES_CITIES_H
#define CITIES_CITIES_H

/* What the routes in cities.c and summaries.c share. */

#include <zerobuf/handler.h>

#include "params.h"
#include "places.h"

/** The places, once the module has started. */
const places *cities_all(void);

/** The parameter `limit`: 1 to 1000. */
extern const param cities_limit;

/** Answer with a finished text as JSON. */
ZB_NODISCARD zb_status cities_send_json(zb_response *res, zb_text *json);

/** GET /stats */
zb_status cities_stats(zb_request *req, zb_response *res);
/** GET /histogram */
zb_status cities_histogram(zb_request *req, zb_response *res);
/** GET /density */
zb_status cities_density(zb_request *req, zb_response *res);

#endif /* CITIES_CITIES_H */
