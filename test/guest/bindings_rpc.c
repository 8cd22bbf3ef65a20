/* SPDX-License-Identifier: MIT */
/* Other workers, and one sum over four of them. */
#include "bindings.h"

#include <zerobuf/rpc.h>

/* env[?binding].fetch(?url), with the status and the body that come back. */
zb_status
rpc_fetch(zb_request *req, zb_response *res)
{
    zb_fetched fetched;
    zb_bytes body;
    zb_fetch_options options = {.method = "POST", .body = zb_bytes_of(ZB_LIT("sent"))};
    ASK(zb_service_fetch(parameter_or_null(req, "binding"), parameter_or_null(req, "url"), &options,
                         &fetched));
    ASK(zb_fetched_body(&fetched, &body));
    zb_response_status(res, fetched.status);
    return show_bytes(res, body.ptr, body.len);
}

/* env.RPC[?method](?a, ?b), twice at the same time; ?method=fail throws. */
zb_status
rpc_method(zb_request *req, zb_response *res)
{
    const char *method = parameter_or_null(req, "method");
    zb_part args[] = {zb_arg_i32((int32_t)number(req, "a")), zb_arg_i32((int32_t)number(req, "b"))};
    zb_pending pending;
    zb_slot first, second, both, count;
    zb_rpc_start(&pending, "RPC", method, args, 2);
    ASK(zb_rpc_call("RPC", method, args, 2, &first));
    ASK(zb_await(&pending, &second));
    if (first.tag == ZB_TAG_HOST_OBJECT) {
        ASK(ZB_CALL(&count, zb_object_of(first), zb_method("increment")));
        ASK(ZB_CALL(&first, zb_object_of(first), zb_method("increment")));
        ASK(ZB_CALL(&second, zb_object_of(second), zb_method("increment")));
    }
    ZB_TRY(zb_array_new(req->arena, 2, &both));
    ZB_TRY(zb_array_push(req->arena, both.a, first));
    ZB_TRY(zb_array_push(req->arena, both.a, second));
    return show(res, both);
}

/* The sum of the squares of the i32 that the body consists of; 400 for another body. */
zb_status
rpc_part(zb_request *req, zb_response *res)
{
    zb_bytes body;
    uint64_t sum = 0;
    ZB_TRY(zb_request_body(req, &body));
    if (body.len % 4 != 0)
        return zb_response_error(res, 400, "no whole numbers");
    for (uint32_t at = 0; at < body.len; at += 4) {
        int32_t number;
        __builtin_memcpy(&number, body.ptr + at, 4);
        sum += (uint64_t)((int64_t)number * number);
    }
    return show_bytes(res, &sum, sizeof sum);
}

#define SHARES 4
#define NUMBERS 40000u

/* 0 .. 39,999 squared and summed by P0 to P3; ?break= makes one share fail in some way. */
zb_status
rpc_fan_out(zb_request *req, zb_response *res)
{
    static const char *const bindings[SHARES] = {"P0", "P1", "P2", "P3"};
    const char *broken = parameter_or_null(req, "break");
    zb_share shares[SHARES];
    zb_off at;
    ZB_TRY(zb_arena_alloc(req->arena, NUMBERS * 4, 4, &at));
    uint32_t *numbers = (uint32_t *)(void *)zb_arena_ptr(req->arena, at);
    for (uint32_t i = 0; i < NUMBERS; i++)
        numbers[i] = i;
    for (uint32_t i = 0; i < SHARES; i++)
        shares[i] = (zb_share){
            .at = zb_env(bindings[i]),
            .url = "http://part/part",
            .options = {.method = "POST",
                        .body = zb_bytes_of(numbers + i * (NUMBERS / SHARES), NUMBERS / SHARES * 4)}};
    if (broken != NULL && broken[0] == 'b')
        shares[2].at = zb_env("NO_SUCH_BINDING");
    if (broken != NULL && broken[0] == 's')
        shares[2].options.body.len--;
    zb_status status = zb_fan_out(shares, SHARES);
    zb_slot body;
    zb_text text = zb_text_begin(req->arena, 0);
    uint64_t total = 0;
    for (uint32_t i = 0; i < SHARES; i++) {
        uint64_t part;
        zb_text_add_i64(&text, shares[i].http_status);
        zb_text_add(&text, ZB_LIT(" "));
        zb_text_add(&text, shares[i].failure.ptr, shares[i].failure.len);
        if (shares[i].status == ZB_OK && shares[i].http_status == 200) {
            __builtin_memcpy(&part, shares[i].body.ptr, sizeof part);
            total += part;
        }
    }
    zb_text_add_cstr(&text, status == ZB_OK ? "all answered, " : "not all answered, ");
    zb_text_add_i64(&text, (int64_t)total);
    ZB_TRY(zb_text_end(&text, &body));
    return zb_response_body(res, "text/plain", body);
}
