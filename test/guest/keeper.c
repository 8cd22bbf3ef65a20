/* SPDX-License-Identifier: MIT */
/* A guest that keeps what it is given in the arena of its instance. */
#include <zerobuf/handler.h>

static zb_arena *kept_in;
static zb_slot list;

static zb_status
init(zb_arena *arena, zb_slot data)
{
    (void)data;
    kept_in = arena;
    return zb_array_new(arena, 0, &list);
}

/* Keep the body; answer how many are kept. */
static zb_status
keep(zb_request *req, zb_response *res)
{
    zb_bytes body;
    zb_array all;
    zb_slot count;
    ZB_TRY(zb_request_body(req, &body));
    ZB_TRY(zb_array_push_string(kept_in, list.a, (const char *)body.ptr, body.len));
    ZB_TRY(zb_array_open(zb_arena_view(kept_in), list.a, &all));
    zb_text text = zb_text_begin(res->arena, 0);
    zb_text_add_i64(&text, all.length);
    ZB_TRY(zb_text_end(&text, &count));
    return zb_response_body(res, "text/plain", count);
}

/* All that is kept, one string after the other. */
static zb_status
all(zb_request *req, zb_response *res)
{
    (void)req;
    zb_array array;
    zb_slot body;
    ZB_TRY(zb_array_open(zb_arena_view(kept_in), list.a, &array));
    zb_text text = zb_text_begin(res->arena, 0);
    for (uint32_t i = 0; i < array.length; i++) {
        zb_str kept;
        ZB_TRY(zb_slot_get_string(zb_arena_view(kept_in), array.slots + i * ZB_SLOT_BYTES, &kept));
        zb_text_add(&text, kept.ptr, kept.len);
    }
    ZB_TRY(zb_text_end(&text, &body));
    return zb_response_body(res, "text/plain", body);
}

/* The parameter v of the query, as it is decoded. */
static zb_status
query(zb_request *req, zb_response *res)
{
    zb_str value;
    zb_slot body;
    zb_status status = zb_request_query(req, "v", &value);
    if (status != ZB_OK)
        return zb_response_error(res, status == ZB_E_NOT_FOUND ? 404 : 400, zb_status_text(status));
    ZB_TRY(zb_string_new(res->arena, value.ptr, value.len, &body));
    body.tag = ZB_TAG_BYTES;
    return zb_response_body(res, "application/octet-stream", body);
}

ZB_INIT(init);
ZB_ROUTES({"POST", "/keep", keep}, {"GET", "/all", all}, {"GET", "/query", query});
