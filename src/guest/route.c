/* SPDX-License-Identifier: MIT */
#include "guest.h"

static bool
same(zb_str text, const char *string)
{
    for (uint32_t i = 0; i < text.len; i++)
        if (string[i] == '\0' || string[i] != text.ptr[i])
            return false;
    return string[text.len] == '\0';
}

static bool
is_get(const zb_route *route)
{
    static const zb_str get = {ZB_LIT("GET")};
    return same(get, route->method);
}

/* HEAD is answered like GET; the host leaves the body out. */
static bool
answers(const zb_route *route, zb_str method)
{
    return same(method, route->method) || (is_get(route) && same(method, "HEAD"));
}

static zb_status
method_not_allowed(const zb_request *req, zb_response *res)
{
    zb_text_add(&res->headers, ZB_LIT("allow: "));
    bool first = true;
    for (uint32_t i = 0; i < zb_route_count; i++) {
        if (!same(req->path, zb_routes[i].path))
            continue;
        if (!first)
            zb_text_add(&res->headers, ZB_LIT(", "));
        zb_text_add_cstr(&res->headers, zb_routes[i].method);
        if (is_get(&zb_routes[i]))
            zb_text_add(&res->headers, ZB_LIT(", HEAD"));
        first = false;
    }
    zb_text_add(&res->headers, "\n", 1);
    return zb_response_error(res, 405, "this path does not answer that method; Allow lists those it does");
}

zb_status
zbi_route(zb_request *req, zb_response *res)
{
    bool known_path = false;
    for (uint32_t i = 0; i < zb_route_count; i++) {
        if (!same(req->path, zb_routes[i].path))
            continue;
        known_path = true;
        if (answers(&zb_routes[i], req->method))
            return zb_routes[i].handler(req, res);
    }
    return known_path ? method_not_allowed(req, res)
                      : zb_response_error(res, 404, "nothing answers this path");
}
