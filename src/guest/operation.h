/* SPDX-License-Identifier: MIT */
#ifndef ZBI_OPERATION_H
#define ZBI_OPERATION_H

/* What a handler asks the host to do (SPEC.md, 8.10). */

#include "guest.h"

#include <zerobuf/await.h>

ZB_STATIC_ASSERT(offsetof(zb_pending, ticket) == ZB_OPERATION_TICKET_AT, "SPEC 8.10");
ZB_STATIC_ASSERT(offsetof(zb_pending, a) == ZB_OPERATION_A_AT, "SPEC 8.10");
ZB_STATIC_ASSERT(offsetof(zb_pending, b) == ZB_OPERATION_B_AT, "SPEC 8.10");
ZB_STATIC_ASSERT(offsetof(zb_pending, result) == ZB_OPERATION_RESULT_AT, "SPEC 8.10");
ZB_STATIC_ASSERT(offsetof(zb_pending, status) == ZB_OPERATION_BYTES, "an operation is 32 bytes");
ZB_STATIC_ASSERT(sizeof(zb_part) == ZB_PART_BYTES, "SPEC 8.13");
ZB_STATIC_ASSERT(offsetof(zb_part, len) == ZB_PART_LENGTH_AT, "SPEC 8.13");
ZB_STATIC_ASSERT(offsetof(zb_part, payload) == ZB_PART_PAYLOAD_AT, "SPEC 8.13");

/**
 * Start an operation of the request whose handler is running.
 *
 * @param op  its status becomes that of the operation when it is over at once,
 *            ZB_PENDING, or ZB_E_INVALID: no handler is running, or one that is
 *            entered at once (ZB_ROUTE_AT_ONCE)
 */
void zbi_operation_start(zb_pending *op);

/** Wait for an operation that is pending, if it is: other calls run meanwhile.  Its status. */
zb_status zbi_operation_wait(zb_pending *op);

/** Start, and wait when need be. */
static inline zb_status
zbi_operation_run(zb_pending *op)
{
    zbi_operation_start(op);
    return zbi_operation_wait(op);
}

/** The second argument of fetch(): {method, headers, body}.  ZB_OK, ZB_E_MEMORY or ZB_E_INVALID (no handler
 * is running). */
zb_status zbi_fetch_init(const zb_fetch_options *options, zb_slot *out);

/** zb_fetch() by what has a method `fetch`: the platform, a service, a stub of a Durable Object. */
zb_status zbi_fetch_at(zb_part at, const char *url, const zb_fetch_options *options, zb_fetched *out);

/** Where the string of zb_failure() is, of the running handler; 0 = none. */
zb_off *zbi_call_failure(void);

/** Bytes of a buffered body that the running handler has read. */
uint32_t *zbi_call_body_at(void);

#endif /* ZBI_OPERATION_H */
