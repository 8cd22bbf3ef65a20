/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_CRON_H
#define ZEROBUF_CRON_H

/*
 * Cron triggers: a route of method ZB_ON_SCHEDULED, whose path is "/" and the expression, or
 * "*" for all of them.  A status from 200 to 299 says that it was done; the platform
 * records all else as a failure.
 *
 *     ZB_ROUTES({ZB_ON_SCHEDULED, "*", tick});
 */

#include <zerobuf/env.h>

typedef struct zb_cron {
    zb_str expression;   /* "30 2 * * *"; times are UTC */
    double scheduled_ms; /* when it was due, in milliseconds since 1970 */
} zb_cron;

#ifdef __cplusplus
extern "C" {
#endif

/**
 * What the handler was called for.  One call of the host that does not suspend.
 *
 * @param out  receives it
 * @return as in zerobuf/env.h; ZB_E_HOST in a handler that no timer called
 */
ZB_NODISCARD zb_status zb_cron_read(zb_cron *out);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_CRON_H */
