/* SPDX-License-Identifier: MIT */
/* An interface for scripts of other origins (https://fetch.spec.whatwg.org/#http-cors-protocol). */
#include "handlers.h"
#include "reply.h"

static zb_status
allow_any_origin(zb_response *res)
{
    return zb_response_header(res, "access-control-allow-origin", "*");
}

static zb_status
allow_scripts(zb_response *res, const char *methods)
{
    ZB_TRY(allow_any_origin(res));
    ZB_TRY(zb_response_header(res, "access-control-allow-methods", methods));
    return zb_response_header(res, "access-control-allow-headers", "Content-Type, Authorization");
}

zb_status
api_info(zb_request *req, zb_response *res)
{
    ZB_TRY(allow_scripts(res, "GET, POST, OPTIONS"));
    if (req->method.len == 7) /* OPTIONS; the other is GET, or HEAD */
        return reply_empty(res, 204);
    reply r = reply_begin(res);
    reply_cstr(&r, "version", "1.0.0");
    reply_cstr(&r, "runtime", "zerobuf");
    return reply_send(&r);
}

static zb_status
add_item(zb_response *res, zb_slot items, const char *id, const char *name)
{
    reply item = reply_begin(res);
    reply_cstr(&item, "id", id);
    reply_cstr(&item, "name", name);
    ZB_TRY(item.status);
    return zb_array_push(res->arena, items.a, item.object);
}

zb_status
api_items_get(zb_request *req, zb_response *res)
{
    (void)req;
    zb_slot items;
    ZB_TRY(allow_any_origin(res));
    ZB_TRY(zb_array_new(res->arena, 2, &items));
    ZB_TRY(add_item(res, items, "1", "alpha"));
    ZB_TRY(add_item(res, items, "2", "beta"));
    reply r = reply_begin(res);
    reply_value(&r, "items", items);
    return reply_send(&r);
}

/* POST /api/items {"name": ".."} */
zb_status
api_items_post(zb_request *req, zb_response *res)
{
    zb_slot body;
    zb_str name;
    ZB_TRY(allow_any_origin(res));
    zb_status status = zb_request_json(req, UINT32_MAX, &body, NULL);
    if (status == ZB_E_MEMORY)
        return status;
    if (status != ZB_OK)
        return reply_error(res, 400, "{\"error\":\"invalid json\"}");
    reply r = reply_begin(res);
    if (body.tag != ZB_TAG_OBJECT ||
        zb_object_get_string(zb_arena_view(req->arena), body.a, ZB_LIT("name"), &name) != ZB_OK ||
        name.len == 0) {
        zb_response_status(res, 422);
        reply_cstr(&r, "error", "name required");
        return reply_send(&r);
    }
    zb_response_status(res, 201);
    reply_cstr(&r, "id", "3");
    reply_text(&r, "name", name);
    reply_bool(&r, "created", true);
    return reply_send(&r);
}

zb_status
api_items_delete(zb_request *req, zb_response *res)
{
    (void)req;
    ZB_TRY(allow_any_origin(res));
    return reply_empty(res, 204);
}

/* What a script of another origin asks before it sends JSON, or DELETE. */
zb_status
api_items_options(zb_request *req, zb_response *res)
{
    (void)req;
    ZB_TRY(allow_scripts(res, "GET, POST, DELETE, OPTIONS"));
    return reply_empty(res, 204);
}

static zb_status
not_allowed(zb_response *res, const char *methods)
{
    ZB_TRY(allow_any_origin(res));
    ZB_TRY(zb_response_header(res, "allow", methods));
    return reply_error(res, 405, "{\"error\":\"method not allowed\"}");
}

zb_status
api_items_other(zb_request *req, zb_response *res)
{
    (void)req;
    return not_allowed(res, "GET, HEAD, POST, DELETE, OPTIONS");
}

zb_status
api_info_other(zb_request *req, zb_response *res)
{
    (void)req;
    return not_allowed(res, "GET, HEAD, OPTIONS");
}
