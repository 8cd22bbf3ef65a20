/* SPDX-License-Identifier: MIT */
/* From the slots of a request to its handler. */
#include "route.h"

/*
 * The string in slot `index` of a request.  The host is believed: it can write any byte of
 * this memory anyhow, and an offset that leads out of it traps.
 */
static zb_status
request_string(const zb_request *req, uint32_t index, zb_str *out)
{
    const uint32_t *slot = zbi_arena_words(req->arena, req->slots + index * ZB_SLOT_BYTES);
    if (slot[0] != ZB_TAG_STRING)
        return ZB_E_TAG;
    const uint32_t *string = zbi_arena_words(req->arena, slot[ZB_SLOT_A_AT / 4]);
    *out = (zb_str){(const char *)(string + 1), string[0]};
    return ZB_OK;
}

zb_status
zbi_request_open(zb_request *req)
{
    zb_str method, path, query = {"", 0};
    ZB_TRY(request_string(req, ZB_REQUEST_METHOD, &method));
    ZB_TRY(request_string(req, ZB_REQUEST_PATH, &path));
    uint32_t end = 0;
    while (end < path.len && path.ptr[end] != '?')
        end++;
    if (end < path.len)
        query = (zb_str){path.ptr + end + 1, path.len - end - 1};
    path.len = end;
    req->method = method;
    req->path = path;
    req->query = query;
    return ZB_OK;
}

uint32_t
zbi_route_flags(const zb_request *req)
{
    zbi_known known;
    const zb_route *route = zbi_route_find(&zb_routes, req, &known);
    if (route != NULL)
        return route->flags;
    return zb_middleware_list[0] != NULL ? 0 : ZB_ROUTE_AT_ONCE; /* middleware may wait */
}

zb_status
zbi_answer(zb_off slots, zb_response *res)
{
    zb_request req = {.arena = res->arena, .slots = slots};
    ZB_TRY(zbi_request_open(&req));
    zbi_known known;
    req.route = zbi_route_find(&zb_routes, &req, &known);
    zb_handler handler = req.route != NULL ? req.route->handler : zbi_route_none;
    if (zb_middleware_list[0] == NULL || zbi_is_event(req.method))
        return handler(&req, res);
    zb_chain all = {zb_middleware_list, handler};
    return zb_chain_next(&all, &req, res);
}
