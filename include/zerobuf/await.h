/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_AWAIT_H
#define ZEROBUF_AWAIT_H

/*
 * Handlers that wait.  C code reads as if it blocked; while one handler waits, the
 * instance answers other requests, which may wait, too.  A module that calls
 * nothing of this header (or zb_request_read()) carries nothing of it.
 *
 * A handler loses its turn in these calls and nowhere else.  Between two of them
 * its globals are its own; across one, others may have changed them: what belongs
 * to a request lies in its arena or on its stack.
 *
 * Each request has a stack of 32 KiB in the module's memory, and a page of 64 KiB
 * for both stack and arena to begin with.  ZB_CALL_STACK says otherwise.  An
 * overflow is found at the next wait or at the handler's end: the instance is then
 * given up, with all its requests.
 */

#include <zerobuf/handler.h>

/**
 * Bytes of each request's stack, once, at file scope; a multiple of 16, at least
 * 1024.  What a request costs in memory is this and its arena, in whole pages of
 * 64 KiB.
 */
#define ZB_CALL_STACK(bytes)                                                                                 \
    ZB_STATIC_ASSERT((bytes) % 16 == 0 && (bytes) >= 1024, "a stack is a multiple of 16, at least 1024");    \
    const uint32_t zb_call_stack_bytes = (bytes)

/** For ZB_CALL_STACK. */
extern const uint32_t zb_call_stack_bytes;

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Wait for a time.
 *
 * @param ms  milliseconds; 0 lets others run
 * @return ZB_OK, or ZB_E_INVALID: no handler is running, or its route is entered
 *         at once (ZB_ROUTE_AT_ONCE)
 */
ZB_NODISCARD zb_status zb_sleep(uint32_t ms);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_AWAIT_H */
