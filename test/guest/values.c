/* SPDX-License-Identifier: MIT */
/* Handlers that never wait, and read what the host fetched for them. */
#include <zerobuf/handler.h>

/* All values of the request as JSON. */
static zb_status
all(zb_request *req, zb_response *res)
{
    zb_slot list, value, body;
    uint32_t count = zb_request_value_count(req);
    ZB_TRY(zb_array_new(req->arena, count, &list));
    for (uint32_t i = 0; i < count; i++) {
        ZB_TRY(zb_request_value(req, i, &value));
        ZB_TRY(zb_array_push(req->arena, list.a, value));
    }
    if (zb_request_value(req, count, &value) != ZB_E_NOT_FOUND)
        return ZB_E_INVALID;
    ZB_TRY(zb_json_text(req->arena, list, NULL, &body));
    return zb_response_body(res, "application/json", body);
}

ZB_ROUTES({"GET", "/all", all}, {"POST", "/all", all}, {"zb:scheduled", "/0 5 * * 1", all});
