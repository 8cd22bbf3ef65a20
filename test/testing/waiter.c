/* SPDX-License-Identifier: MIT */
/* Handlers that ask the host, for the tests of those tests.  Reached without a route. */
#include "waiter.h"

static zb_slot settings;
static zb_arena *kept_in;

static zb_status
init(zb_arena *arena, zb_slot data)
{
    if (data.tag != ZB_TAG_NULL && data.tag != ZB_TAG_OBJECT)
        return ZB_E_TAG;
    kept_in = arena;
    settings = data;
    return ZB_OK;
}
ZB_INIT(init);

/* The instance's data is read through the request's arena, as one region allows. */
zb_status
show_settings(zb_request *req, zb_response *res)
{
    (void)req;
    return zb_response_json(res, settings);
}

zb_status
look_up(zb_request *req, zb_response *res)
{
    zb_str key;
    zb_slot value;
    if (zb_request_query(req, "key", &key) != ZB_OK)
        return zb_response_error(res, 400, "key required\n");
    zb_status status = ZB_CALL(&value, zb_env("KV"), zb_method("get"), zb_arg_string(key), zb_arg_i32(-3),
                               zb_arg_f64(0.5), zb_arg_bool(true), zb_arg_null());
    if (status == ZB_E_HOST) {
        zb_slot said;
        zb_str why = zb_failure();
        ZB_TRY(zb_string_new(res->arena, why.ptr, why.len, &said));
        zb_response_status(res, 502);
        return zb_response_body(res, "text/plain", said);
    }
    ZB_TRY(status);
    return zb_response_json(res, value);
}

zb_status
relay(zb_request *req, zb_response *res)
{
    zb_fetched fetched;
    zb_bytes body;
    zb_str type;
    zb_fetch_options options = {.method = "PUT", .headers = NULL, .body = {NULL, 0}};
    ZB_TRY(zb_request_body(req, &options.body));
    ZB_TRY(zb_sleep(10));
    ZB_TRY(zb_fetch("https://example.com/a\"b", &options, &fetched));
    ZB_TRY(zb_fetched_body(&fetched, &body));
    zb_response_status(res, fetched.status);
    char name[64] = "none";
    if (zb_fetched_header(&fetched, "content-type", &type) == ZB_OK && type.len < sizeof name) {
        __builtin_memcpy(name, type.ptr, type.len);
        name[type.len] = '\0';
    }
    return zb_response_bytes(res, name, body.ptr, body.len);
}

zb_status
side_by_side(zb_request *req, zb_response *res)
{
    zb_pending pending[2];
    zb_slot sum;
    (void)req;
    ZB_START(&pending[0], zb_context(), zb_property("storage"), zb_method("get"), zb_arg_text("a"));
    ZB_START(&pending[1], zb_event(), zb_property("cron"));
    ZB_TRY(zb_await_all(pending, 2));
    ZB_TRY(zb_array_new(res->arena, 2, &sum));
    ZB_TRY(zb_array_push(res->arena, sum.a, pending[0].result));
    ZB_TRY(zb_array_push(res->arena, sum.a, pending[1].result));
    return zb_response_json(res, sum);
}

zb_status
count_body(zb_request *req, zb_response *res)
{
    uint8_t piece[16];
    uint32_t got, pieces = 0, bytes = 0;
    for (;;) {
        ZB_TRY(zb_request_read(req, piece, sizeof piece, &got));
        if (got == 0)
            break;
        pieces++;
        bytes += got;
    }
    zb_text text = zb_text_begin(res->arena, 0);
    zb_slot body;
    zb_text_add_i64(&text, bytes);
    zb_text_add_cstr(&text, " in ");
    zb_text_add_i64(&text, pieces);
    ZB_TRY(zb_text_end(&text, &body));
    return zb_response_body(res, "text/plain", body);
}

zb_status
events(zb_request *req, zb_response *res)
{
    (void)req;
    ZB_TRY(zb_response_body(res, "text/event-stream", zb_null()));
    ZB_TRY(zb_response_write(res, ZB_LIT("data: 1\n\n")));
    return zb_response_write(res, ZB_LIT("data: 2\n\n"));
}

zb_status
bad_status(zb_request *req, zb_response *res)
{
    (void)req;
    zb_response_status(res, 99);
    return zb_response_text(res, "never seen");
}

/* Past the newest allocation, which a sanitizer must see. */
zb_status
overrun(zb_request *req, zb_response *res)
{
    zb_off off;
    ZB_TRY(zb_arena_alloc(req->arena, 16, 8, &off));
    volatile uint8_t *bytes = zb_arena_ptr(req->arena, off);
    bytes[24] = 1;
    return zb_response_text(res, "written");
}
