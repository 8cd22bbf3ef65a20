/* SPDX-License-Identifier: MIT */
#ifndef ZBI_OPERATION_H
#define ZBI_OPERATION_H

/* What a handler asks the host to do (SPEC.md, 8.10). */

#include "guest.h"

typedef struct zbi_operation {
    uint32_t kind;
    uint32_t ticket; /* the host's, while it is pending */
    uint32_t a, b;
    zb_slot result;
} zbi_operation;

ZB_STATIC_ASSERT(sizeof(zbi_operation) == ZB_OPERATION_BYTES, "an operation is 32 bytes");
ZB_STATIC_ASSERT(offsetof(zbi_operation, ticket) == ZB_OPERATION_TICKET_AT, "SPEC 8.10");
ZB_STATIC_ASSERT(offsetof(zbi_operation, a) == ZB_OPERATION_A_AT, "SPEC 8.10");
ZB_STATIC_ASSERT(offsetof(zbi_operation, b) == ZB_OPERATION_B_AT, "SPEC 8.10");
ZB_STATIC_ASSERT(offsetof(zbi_operation, result) == ZB_OPERATION_RESULT_AT, "SPEC 8.10");

/**
 * Start an operation of the request whose handler is running.
 *
 * @return ZB_OK or an error, when it is over at once; ZB_PENDING; or ZB_E_INVALID:
 *         no handler is running, or one that is entered at once (ZB_ROUTE_AT_ONCE)
 */
int32_t zbi_operation_start(zbi_operation *op);

/** Wait for an operation that is pending: other calls run meanwhile. */
zb_status zbi_operation_wait(zbi_operation *op);

/** Start, and wait when need be. */
static inline zb_status
zbi_operation_run(zbi_operation *op)
{
    int32_t status = zbi_operation_start(op);
    return status == ZB_PENDING ? zbi_operation_wait(op) : (zb_status)status;
}

/** Bytes of a buffered body that the running handler has read. */
uint32_t *zbi_call_body_at(void);

#endif /* ZBI_OPERATION_H */
