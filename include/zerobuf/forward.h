/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_FORWARD_H
#define ZEROBUF_FORWARD_H

/*
 * Requests and responses that a handler passes on as they are: to a Durable Object,
 * to another worker, from an upstream server.  Their bodies do not pass through the
 * module's memory.
 */

#include <zerobuf/await.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Answer with a response of the host's.
 *
 * @param res       its status and content type are not sent; headers are, after those of `response`
 * @param response  a host object that is a Response of this request, whose body nobody has read:
 *                  zb_fetched.response, or what a method returned
 * @return ZB_OK, or ZB_E_TAG: no host object.  One that is no Response makes the host answer 500.
 */
ZB_NODISCARD zb_status zb_response_pass(zb_response *res, zb_slot response);

/**
 * Pass the request on and answer with what comes back, WebSockets included.
 *
 * @param req     an HTTP request.  On a route with ZB_ROUTE_STREAM its body streams through the
 *                host, if nothing of it was read; on others the whole body is sent.
 * @param res     as for zb_response_pass()
 * @param target  a host object with a method `fetch`: the stub of a Durable Object, or a
 *                service binding (ZB_CALL(&target, zb_env("SERVICE")))
 * @param path    with query, begins with "/": what the target sees in place of the request's own
 * @return ZB_OK; ZB_E_HOST, zb_failure() says why; ZB_E_DEADLINE; ZB_E_TAG; ZB_E_INVALID as for zb_sleep()
 *
 * Only where the platform has requests as objects: workerd, Deno, Bun.
 */
ZB_NODISCARD zb_status zb_request_forward(zb_request *req, zb_response *res, zb_slot target, zb_str path);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_FORWARD_H */
