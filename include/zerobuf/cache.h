/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_CACHE_H
#define ZEROBUF_CACHE_H

/*
 * The Cache API: responses by URL, in the data center that a request came to.  Statuses,
 * lifetimes and sources: zerobuf/env.h.  ZB_E_HOST on a platform without a cache (Node).
 *
 * `cache` is the name of a cache, or NULL for the worker's own.  `url` is absolute; responses
 * are found for GET.
 */

#include <zerobuf/env.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Find a response.
 *
 * @param cache  name or NULL
 * @param url    NUL-terminated
 * @param out    receives the response, for zb_fetched_body() and zb_fetched_header()
 * @return ZB_OK, ZB_E_NOT_FOUND, or as in zerobuf/env.h
 */
ZB_NODISCARD zb_status zb_cache_match(const char *cache, const char *url, zb_fetched *out);

/**
 * Store a response of the handler's own.
 *
 * @param cache    name or NULL
 * @param url      NUL-terminated
 * @param status   200 to 599; the platform keeps what HTTP lets a cache keep (201 it does not), and refuses
 * 206
 * @param headers  an object of strings; "cache-control" says how long it is kept.  NULL for none
 * @param body     bytes, copied
 * @return as in zerobuf/env.h; ZB_E_HOST for a response with Set-Cookie or Vary: *
 */
ZB_NODISCARD zb_status zb_cache_put(const char *cache, const char *url, int32_t status,
                                    const zb_slot *headers, zb_bytes body);

/** Store a copy of a response that was fetched and whose body was not read.  It can be read afterwards. */
ZB_NODISCARD zb_status zb_cache_put_fetched(const char *cache, const char *url, const zb_fetched *fetched);

/** Delete a response.  Also ZB_E_NOT_FOUND. */
ZB_NODISCARD zb_status zb_cache_delete(const char *cache, const char *url);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_CACHE_H */
