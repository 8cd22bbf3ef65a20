/* SPDX-License-Identifier: MIT */
/* What an answer may be: a redirect, any status, one of several types, a refusal, and none at all. */
#include "handlers.h"
#include "input.h"
#include "reply.h"

#include <zerobuf/accept.h>
#include <zerobuf/panic.h>
#include <zerobuf/status_text.h>

#define LIMITED_BYTES 64u

zb_status
redirect(zb_request *req, zb_response *res)
{
    (void)req;
    ZB_TRY(zb_response_header(res, "location", "/json"));
    return reply_empty(res, 302);
}

/* GET /status?code=404: that status, with its reason. */
zb_status
status(zb_request *req, zb_response *res)
{
    zb_str given;
    zb_slot body;
    ZB_TRY(input(req, "code", "200", &given));
    int32_t code = input_number(given, 0);
    if (code < 200 || code > 599)
        return reply_error(res, 400, "code must be from 200 to 599");
    if (code == 204 || code == 205 || code == 304)
        return reply_empty(res, code);
    zb_text text = zb_text_begin(req->arena, 32);
    zb_text_add_i64(&text, code);
    zb_text_add(&text, " ", 1);
    zb_text_add_cstr(&text, zb_status_reason(code));
    ZB_TRY(zb_text_end(&text, &body));
    zb_response_status(res, code);
    return zb_response_body(res, "text/plain; charset=utf-8", body);
}

/* One state in the form that the client asks for. */
zb_status
negotiate(zb_request *req, zb_response *res)
{
    static const char *const OFFERS[] = {"application/json", "text/plain", "text/html"};
    uint32_t chosen;
    zb_status found = zb_request_accept(req, OFFERS, 3, &chosen);
    if (found == ZB_E_NOT_FOUND)
        chosen = 0; /* of no use to the client, but more than 406 would be */
    else
        ZB_TRY(found);
    ZB_TRY(zb_response_header(res, "vary", "accept"));
    if (chosen == 1)
        return zb_response_text(res, "version=1.0.0 status=ok");
    if (chosen == 2)
        return zb_response_bytes(res, "text/html; charset=utf-8", ZB_LIT("<h1>Status: OK</h1>"));
    reply r = reply_begin(res);
    reply_cstr(&r, "status", "ok");
    reply_cstr(&r, "version", "1.0.0");
    return reply_send(&r);
}

/* POST /limited {"data": ".."}, in at most 64 bytes. */
zb_status
limited(zb_request *req, zb_response *res)
{
    zb_slot body;
    zb_str data;
    if (zb_request_json(req, LIMITED_BYTES, &body, NULL) != ZB_OK || body.tag != ZB_TAG_OBJECT ||
        zb_object_get_string(zb_arena_view(req->arena), body.a, ZB_LIT("data"), &data) != ZB_OK)
        return reply_error(res, 413, "{\"error\":\"body too large or invalid\"}");
    reply r = reply_begin(res);
    reply_number(&r, "received", data.len);
    reply_text(&r, "data", data);
    return reply_send(&r);
}

/* Other methods, where there is one for POST. */
zb_status
post_required(zb_request *req, zb_response *res)
{
    (void)req;
    ZB_TRY(zb_response_header(res, "allow", "POST"));
    return reply_error(res, 405, "POST required");
}

/* Ends the instance, as a bug that was noticed should: the host answers 500 and goes on with another one. */
zb_status
panic(zb_request *req, zb_response *res)
{
    (void)req;
    (void)res;
    zb_panic("the route /panic was asked for");
}
