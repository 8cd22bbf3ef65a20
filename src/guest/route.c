/* SPDX-License-Identifier: MIT */
#include "guest.h"

static bool
same(const zb_str *text, const char *string)
{
    for (uint32_t i = 0; i < text->len; i++)
        if (string[i] != text->ptr[i] || string[i] == '\0')
            return false;
    return string[text->len] == '\0';
}

static const zb_str get_method = {ZB_LIT("GET")};

/* Copy a string without its end.  Where the next one goes. */
static char *
append(char *to, const char *string)
{
    while (*string != '\0')
        *to++ = *string++;
    return to;
}

/* Not through zb_response_header(): most modules then need no text builder. */
static zb_status
method_not_allowed(const zb_request *req, zb_response *res)
{
    uint32_t room = 16; /* "allow: ", and what follows each method */
    for (uint32_t i = 0; i < zb_route_count; i++)
        room += zbi_cstr_len(zb_routes[i].method) + 8;
    zb_off header;
    ZB_TRY(zb_arena_alloc(res->arena, ZB_STRING_HEADER_BYTES + room, ZB_STRING_ALIGN, &header));
    char *line = (char *)zbi_words(header + ZB_STRING_HEADER_BYTES), *end = append(line, "allow: ");
    for (uint32_t i = 0; i < zb_route_count; i++) {
        if (!same(&req->path, zb_routes[i].path))
            continue;
        end = append(end, zb_routes[i].method);
        end = append(end, same(&get_method, zb_routes[i].method) ? ", HEAD, " : ", ");
    }
    end[-2] = '\n';
    *zbi_words(header) = (uint32_t)(end - 1 - line);
    zbi_response_put(res, ZB_RESPONSE_HEADERS, ZB_TAG_STRING, header);
    return zb_response_error(res, 405, "method not allowed\n");
}

/*
 * The route that a request is for, NULL when none is.  Inlined, so that a module
 * which only ever calls it once pays for no call.
 */
static inline __attribute__((always_inline)) const zb_route *
find(const zb_request *req, bool *known_path)
{
    zb_str method = req->method;
    for (;;) {
        *known_path = false;
        for (uint32_t i = 0; i < zb_route_count; i++) {
            if (!same(&req->path, zb_routes[i].path))
                continue;
            *known_path = true;
            if (same(&method, zb_routes[i].method))
                return &zb_routes[i];
        }
        if (!*known_path || !same(&method, "HEAD"))
            return NULL;
        method = get_method; /* once more: the host leaves the body out */
    }
}

uint32_t
zbi_route_flags(const zb_request *req)
{
    bool known_path;
    const zb_route *route = find(req, &known_path);
    return route != NULL ? route->flags : ZB_ROUTE_AT_ONCE;
}

zb_status
zbi_route(zb_request *req, zb_response *res)
{
    bool known_path;
    const zb_route *route = find(req, &known_path);
    if (route != NULL)
        return route->handler(req, res);
    return known_path ? method_not_allowed(req, res) : zb_response_error(res, 404, "not found\n");
}
