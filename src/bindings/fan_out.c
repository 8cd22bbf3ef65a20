/* SPDX-License-Identifier: MIT */
/*
 * One computation on many instances: all requests are started, then, as each head has come,
 * the reading of its body, and only then bodies are waited for.
 */
#include "result.h"

#include "../guest/operation.h"

#include <zerobuf/rpc.h>

static void
start(zb_share *share)
{
    zb_slot init = zb_null();
    share->http_status = 0;
    share->body = zb_bytes_of("", 0);
    share->failure = (zb_str){"", 0};
    share->response = zb_null();
    share->status = zbi_fetch_init(&share->options, &init);
    if (share->status == ZB_OK)
        ZB_START(&share->pending, share->at, zb_method("fetch"), zb_arg_text(share->url),
                 zb_arg_value(&init));
}

/* The head has come: start to read the body. */
static void
follow(zb_share *share)
{
    zb_slot status;
    share->status = zb_await(&share->pending, &share->response);
    if (share->status == ZB_OK)
        share->status = ZB_CALL(&status, zb_object_of(share->response), zb_property("status"));
    if (share->status == ZB_OK) {
        share->http_status = (int32_t)status.a;
        ZB_START(&share->pending, zb_object_of(share->response), zb_method("arrayBuffer"));
    } else {
        share->failure = zb_failure();
    }
}

static void
finish(zb_share *share)
{
    zb_slot body;
    share->status = zb_await(&share->pending, &body);
    if (share->status == ZB_OK)
        share->status = zbi_result_bytes(body, &share->body);
    else
        share->failure = zb_failure();
}

zb_status
zb_fan_out(zb_share *shares, uint32_t count)
{
    zb_status first = ZB_OK;
    if (zbi_current_call() == NULL)
        return ZB_E_INVALID;
    for (uint32_t i = 0; i < count; i++)
        start(&shares[i]);
    for (uint32_t i = 0; i < count; i++)
        if (shares[i].status == ZB_OK)
            follow(&shares[i]);
    for (uint32_t i = 0; i < count; i++) {
        if (shares[i].status == ZB_OK)
            finish(&shares[i]);
        if (first == ZB_OK)
            first = shares[i].status;
    }
    return first;
}
