/* SPDX-License-Identifier: MIT */
/* Sends back what it gets.  The tests of the host use it, too. */
#include <zerobuf/handler.h>

static zb_status
echo_body(zb_request *req, zb_response *res)
{
    zb_slot body;
    ZB_TRY(zb_slot_read(zb_arena_view(req->arena), req->slots + ZB_REQUEST_BODY * ZB_SLOT_BYTES, &body));
    return zb_response_body(res, "application/octet-stream", body);
}

/* GET /header?name=user-agent: the value of that request header. */
static zb_status
echo_header(zb_request *req, zb_response *res)
{
    zb_str name, value;
    if (zb_request_query(req, "name", &name) != ZB_OK)
        return zb_response_error(res, 400, "The parameter name is missing: /header?name=user-agent");

    char wanted[64];
    if (name.len >= sizeof wanted)
        return zb_response_error(res, 400, "The parameter name is longer than any header's name.");
    __builtin_memcpy(wanted, name.ptr, name.len);
    wanted[name.len] = '\0';

    zb_status status = zb_request_header(req, wanted, &value);
    if (status == ZB_E_NOT_FOUND)
        return zb_response_error(res, 404, "The request has no such header.");
    ZB_TRY(status);

    zb_slot body;
    ZB_TRY(zb_string_new(res->arena, value.ptr, value.len, &body));
    return zb_response_body(res, "text/plain; charset=utf-8", body);
}

/* GET /memory: bytes of the module's memory, which requests must not make grow. */
static zb_status
memory_bytes(zb_request *req, zb_response *res)
{
    (void)req;
    zb_text text = zb_text_begin(res->arena, 16);
    zb_text_add_i64(&text, (int64_t)__builtin_wasm_memory_size(0) * ZB_PAGE_BYTES);
    zb_slot body;
    ZB_TRY(zb_text_end(&text, &body));
    return zb_response_body(res, "text/plain", body);
}

/* Stops as a bug would: the host must survive it. */
static zb_status
trap(zb_request *req, zb_response *res)
{
    (void)req;
    (void)res;
    __builtin_trap();
}

ZB_ROUTES({"POST", "/echo", echo_body}, {"PUT", "/echo", echo_body}, {"DELETE", "/echo", echo_body},
          {"GET", "/header", echo_header}, {"GET", "/memory", memory_bytes}, {"GET", "/trap", trap});
