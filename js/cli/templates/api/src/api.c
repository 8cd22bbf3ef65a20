/* SPDX-License-Identifier: MIT */
/*
 * A small JSON service:
 *
 *     POST /mean   [1, 2, 6]     ->  {"count":3,"mean":3}
 *     GET  /hello?name=Ada       ->  {"hello":"Ada"}
 */
#include <zerobuf/handler.h>

static zb_status
send_json(zb_response *res, zb_text *json)
{
    zb_slot body;
    ZB_TRY(zb_text_end(json, &body));
    return zb_response_body(res, "application/json", body);
}

static zb_status
greet(zb_request *req, zb_response *res)
{
    zb_str name;
    zb_status status = zb_request_query(req, "name", &name);
    if (status == ZB_E_NOT_FOUND || status == ZB_E_INVALID)
        return zb_response_error(res, 400, "The parameter name is missing, or holds a broken %XX.");
    ZB_TRY(status);

    zb_text json = zb_text_begin(res->arena, 64);
    zb_text_add(&json, ZB_LIT("{\"hello\":"));
    zb_text_add_json(&json, name.ptr, name.len);
    zb_text_add(&json, ZB_LIT("}\n"));
    return send_json(res, &json);
}

static zb_status
mean(zb_request *req, zb_response *res)
{
    zb_bytes body;
    zb_slot root;
    ZB_TRY(zb_request_body(req, &body));
    if (zb_json_read(req->arena, (const char *)body.ptr, body.len, NULL, &root, NULL) != ZB_OK)
        return zb_response_error(res, 400, "The body must be JSON.");

    zb_view view = zb_arena_view(req->arena);
    zb_array numbers;
    if (root.tag != ZB_TAG_ARRAY || zb_array_open(view, root.a, &numbers) != ZB_OK)
        return zb_response_error(res, 400, "The body must be an array of numbers.");
    double sum = 0, number;
    for (uint32_t i = 0; i < numbers.length; i++) {
        if (zb_slot_get_f64(view, numbers.slots + i * ZB_SLOT_BYTES, &number) != ZB_OK)
            return zb_response_error(res, 400, "Every element of the array must be a number.");
        sum += number;
    }

    zb_text json = zb_text_begin(res->arena, 64);
    zb_text_add(&json, ZB_LIT("{\"count\":"));
    zb_text_add_i64(&json, numbers.length);
    zb_text_add(&json, ZB_LIT(",\"mean\":"));
    zb_text_add_fixed(&json, numbers.length == 0 ? 0 : sum / numbers.length, 6);
    zb_text_add(&json, ZB_LIT("}\n"));
    return send_json(res, &json);
}

ZB_ROUTES({"GET", "/hello", greet}, {"POST", "/mean", mean});
