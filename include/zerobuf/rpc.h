/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_RPC_H
#define ZEROBUF_RPC_H

/*
 * Other workers: requests and method calls over service bindings, which cost no network, and
 * one computation on many instances at the same time.  Statuses, lifetimes and sources:
 * zerobuf/env.h.
 */

#include <zerobuf/env.h>

/** A part of a computation that another instance does, by answering an HTTP request. */
typedef struct zb_share {
    zb_part at;      /* zb_env() of a service binding, or zb_object_of() a stub of a Durable Object */
    const char *url; /* absolute, NUL-terminated; the host name in it is up to who answers */
    zb_fetch_options options;
    /* Set by zb_fan_out(): */
    zb_status status;    /* ZB_OK: it was answered */
    int32_t http_status; /* of the answer */
    zb_bytes body;       /* of the answer */
    zb_str failure;      /* the host's sentence when it was not */
    /* Its own: */
    zb_pending pending;
    zb_slot response;
} zb_share;

#ifdef __cplusplus
extern "C" {
#endif

/** Send an HTTP request to another worker: zb_fetch() over the service binding of that name. */
ZB_NODISCARD zb_status zb_service_fetch(const char *binding, const char *url, const zb_fetch_options *options,
                                        zb_fetched *out);

/**
 * Call a method of another worker.
 *
 * @param binding  service binding
 * @param method   name
 * @param args     zb_arg_i32() and so on; NULL where count is 0
 * @param count    of the arguments, at most 1,000
 * @param out      receives what it returns, as zb_call() does: data, or a stub, which ends with
 *                 the request
 * @return as zb_call(); what the method throws is ZB_E_HOST with its message
 */
ZB_NODISCARD zb_status zb_rpc_call(const char *binding, const char *method, const zb_part *args,
                                   uint32_t count, zb_slot *out);

/** Start zb_rpc_call(): several run at the same time.  For zb_await(). */
void zb_rpc_start(zb_pending *pending, const char *binding, const char *method, const zb_part *args,
                  uint32_t count);

/**
 * Have shares of a computation done at the same time, and wait for all of them.
 *
 * @param shares  who does what; receives what came of each
 * @param count   as many as the platform takes subrequests
 * @return ZB_OK: all were answered, with whatever HTTP status; else the first share's status that
 *         is none.  All of them are waited for in any case.
 *
 * Lasts as long as the slowest share; bodies come side by side, too.
 */
ZB_NODISCARD zb_status zb_fan_out(zb_share *shares, uint32_t count);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_RPC_H */
