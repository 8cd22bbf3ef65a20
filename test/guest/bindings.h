/* SPDX-License-Identifier: MIT */
#ifndef BINDINGS_H
#define BINDINGS_H

/* The guest of test/bindings: a route for each call of the wrappers. */

#include <zerobuf/env.h>

/** The parameter of that name, empty when there is none. */
zb_str parameter(zb_request *req, const char *name);

/** The same, terminated; NULL when there is none. */
const char *parameter_or_null(zb_request *req, const char *name);

/** The same as a number, 0 when there is none. */
uint32_t number(zb_request *req, const char *name);

/** Answer with a value as JSON. */
zb_status show(zb_response *res, zb_slot value);

/** Answer with bytes. */
zb_status show_bytes(zb_response *res, const void *bytes, uint32_t len);

/** Answer 404 for ZB_E_NOT_FOUND, 502 and the host's sentence for another failure. */
zb_status refuse(zb_response *res, zb_status status);

/** Leave the handler with refuse() unless `expression` is ZB_OK. */
#define ASK(expression)                                                                                      \
    do {                                                                                                     \
        zb_status ask_status_ = (expression);                                                                \
        if (ask_status_ != ZB_OK)                                                                            \
            return refuse(res, ask_status_);                                                                 \
    } while (0)

zb_status kv_put(zb_request *req, zb_response *res);
zb_status kv_get(zb_request *req, zb_response *res);
zb_status kv_delete(zb_request *req, zb_response *res);
zb_status kv_list(zb_request *req, zb_response *res);
zb_status kv_many(zb_request *req, zb_response *res);
zb_status r2_put(zb_request *req, zb_response *res);
zb_status r2_get(zb_request *req, zb_response *res);
zb_status r2_delete(zb_request *req, zb_response *res);
zb_status r2_list(zb_request *req, zb_response *res);
zb_status d1_query(zb_request *req, zb_response *res);
zb_status d1_batch(zb_request *req, zb_response *res);
zb_status d1_exec(zb_request *req, zb_response *res);
zb_status queue_send(zb_request *req, zb_response *res);
zb_status queue_consume(zb_request *req, zb_response *res);
zb_status queue_bury(zb_request *req, zb_response *res);
zb_status rpc_fetch(zb_request *req, zb_response *res);
zb_status rpc_method(zb_request *req, zb_response *res);
zb_status rpc_part(zb_request *req, zb_response *res);
zb_status rpc_fan_out(zb_request *req, zb_response *res);

#endif /* BINDINGS_H */
