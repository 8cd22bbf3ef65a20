/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_ENV_H
#define ZEROBUF_ENV_H

/*
 * Variables and secrets of a worker's environment.  Each call is one call of the host
 * that does not suspend, about a microsecond: read once what is needed often.
 *
 * Source of names and limits here and in the other headers of bindings (kv.h, r2.h, d1.h,
 * queue.h, rpc.h, cache.h, cron.h): https://developers.cloudflare.com/workers/runtime-apis/
 * What these headers share:
 *
 * - A call reads as if it blocked; other requests run meanwhile (zerobuf/await.h).
 * - What it gives lies in the request's arena and lives as long as the request.
 * - Statuses beside those that are named: ZB_E_HOST when the platform refused or failed,
 *   zb_failure() then holds its sentence, also for a binding that does not exist;
 *   ZB_E_DEADLINE; ZB_E_MEMORY; ZB_E_INVALID when no handler is running, or one whose route
 *   is entered at once (ZB_ROUTE_AT_ONCE).  `out` is untouched on failure.
 * - Limits are the platform's, who checks them; numbers here are those of its documentation.
 * - Texts are UTF-8.
 */

#include <zerobuf/await.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * A variable or secret that is a text.
 *
 * @param name  of the binding
 * @param out   receives the text
 * @return ZB_OK, ZB_E_NOT_FOUND (none of that name), ZB_E_TAG (no text), or as above
 */
ZB_NODISCARD zb_status zb_env_text(const char *name, zb_str *out);

/** A variable of any type of JSON.  As zb_env_text(), without ZB_E_TAG. */
ZB_NODISCARD zb_status zb_env_value(const char *name, zb_slot *out);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_ENV_H */
