/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_PANIC_H
#define ZEROBUF_PANIC_H

/*
 * To stop when a handler finds its module in a state that must not be.  What a client
 * did wrong is no such thing: answer that.
 */

/** Bytes of a message that are kept. */
#define ZB_PANIC_MAX_BYTES 252u

#ifdef __cplusplus
extern "C" {
#endif

/**
 * End the request and its instance: the host answers 500 with "panic: " and the message,
 * writes that to its log, and goes on with a new instance; what this one kept in globals
 * is gone.  Requests that wait in it are answered with 500, too.
 *
 * @param message  NUL-terminated UTF-8, shown to the client: no secrets.  Of a longer one the
 *                 first ZB_PANIC_MAX_BYTES bytes.
 *
 * Does not return.  Never fails; needs no memory.  In native programs it ends the process.
 */
__attribute__((noreturn)) void zb_panic(const char *message);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_PANIC_H */
