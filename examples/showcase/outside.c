/* SPDX-License-Identifier: MIT */
/* Requests to others: one, two at the same time, one with a body. */
#include "handlers.h"
#include "input.h"
#include "reply.h"

#include <zerobuf/await.h>

#define EXAMPLE "https://example.com"

/* GET /fetch?url=.. */
zb_status
fetch_one(zb_request *req, zb_response *res)
{
    const char *url;
    zb_fetched fetched;
    zb_bytes body;
    ZB_TRY(input_cstr(req, "url", EXAMPLE, &url));
    zb_status status = zb_fetch(url, NULL, &fetched);
    if (status == ZB_OK)
        status = zb_fetched_body(&fetched, &body);
    if (status == ZB_E_HOST)
        return reply_host_error(res, 502, "no answer came");
    ZB_TRY(status);
    reply r = reply_begin(res);
    reply_number(&r, "status", fetched.status);
    reply_number(&r, "content_length", body.len);
    return reply_send(&r);
}

/* What came of one of two: its status, and how long its body is. */
static zb_status
add_outcome(reply *r, zb_slot response, const char *status_key, const char *length_key)
{
    zb_fetched fetched = {.response = response};
    zb_slot status;
    zb_bytes body;
    ZB_TRY(ZB_CALL(&status, zb_object_of(response), zb_property("status")));
    ZB_TRY(zb_fetched_body(&fetched, &body));
    reply_value(r, status_key, status);
    reply_number(r, length_key, body.len);
    return ZB_OK;
}

/* GET /multi-fetch?url1=..&url2=..: both are on their way before either is waited for. */
zb_status
fetch_two(zb_request *req, zb_response *res)
{
    zb_str first, second;
    zb_pending pending[2];
    zb_slot responses[2];
    ZB_TRY(input(req, "url1", "https://httpbin.org/get", &first));
    ZB_TRY(input(req, "url2", EXAMPLE, &second));
    ZB_START(&pending[0], zb_platform(), zb_method("fetch"), zb_arg_string(first));
    ZB_START(&pending[1], zb_platform(), zb_method("fetch"), zb_arg_string(second));
    zb_status status = zb_await_all(pending, 2);
    for (uint32_t i = 0; i < 2 && status == ZB_OK; i++)
        status = zb_await(&pending[i], &responses[i]);
    reply r = reply_begin(res);
    if (status == ZB_OK)
        status = add_outcome(&r, responses[0], "fetch1_status", "fetch1_length");
    if (status == ZB_OK)
        status = add_outcome(&r, responses[1], "fetch2_status", "fetch2_length");
    if (status == ZB_E_HOST)
        return reply_host_error(res, 502, "no answer came");
    ZB_TRY(status);
    return reply_send(&r);
}

/* GET /post-fetch?url=.. */
zb_status
fetch_post(zb_request *req, zb_response *res)
{
    const char *url;
    zb_slot headers;
    zb_fetched fetched;
    zb_bytes body;
    ZB_TRY(input_cstr(req, "url", "https://httpbin.org/post", &url));
    ZB_TRY(zb_object_new(req->arena, 1, &headers));
    ZB_TRY(zb_object_set_string(req->arena, headers.a, ZB_LIT("content-type"), ZB_LIT("application/json")));
    static const char SENT[] = "{\"from\":\"zerobuf\"}";
    zb_fetch_options options = {
        .method = "POST", .headers = &headers, .body = {(const uint8_t *)SENT, sizeof SENT - 1}};
    zb_status status = zb_fetch(url, &options, &fetched);
    if (status == ZB_OK)
        status = zb_fetched_body(&fetched, &body);
    if (status == ZB_E_HOST)
        return reply_host_error(res, 502, "no answer came");
    ZB_TRY(status);
    reply r = reply_begin(res);
    reply_number(&r, "status", fetched.status);
    reply_number(&r, "content_length", body.len);
    return reply_send(&r);
}
