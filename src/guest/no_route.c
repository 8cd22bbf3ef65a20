/* SPDX-License-Identifier: MIT */
/* What is answered without a handler. */
#include "route.h"

/* Copy a string without its end.  Where the next one goes. */
static char *
append(char *to, const char *string)
{
    while (*string != '\0')
        *to++ = *string++;
    return to;
}

/* An entry before this one has its method and the path, too: it is for patterns alone to overlap. */
static bool
is_repeated(uint32_t index, const zb_request *req, zbi_known known)
{
    if (!zb_routes.patterned)
        return false;
    const char *method = zb_routes.routes[index].method;
    zb_str text = {method, zbi_cstr_len(method)};
    for (uint32_t i = 0; i < index; i++)
        if (zbi_is(&text, zb_routes.routes[i].method) && zbi_route_is_known(&zb_routes, i, req, known))
            return true;
    return false;
}

/* Not through zb_response_header(): most modules then need no text builder. */
static zb_status
allow(const zb_request *req, zb_response *res, zbi_known known)
{
    static const char begin[] = "allow: ", head[] = "HEAD, ", end_of_all[] = "OPTIONS\n";
    uint32_t kept = res->lines.len; /* of middleware */
    uint32_t room = kept + sizeof begin + sizeof head + sizeof end_of_all;
    for (uint32_t i = 0; i < zb_routes.count; i++)
        room += zbi_cstr_len(zb_routes.routes[i].method) + 2;
    zb_off header;
    ZB_TRY(zb_arena_alloc(res->arena, ZB_STRING_HEADER_BYTES + room, ZB_STRING_ALIGN, &header));
    uint32_t *words = zbi_arena_words(res->arena, header);
    char *lines = (char *)(words + 1);
    __builtin_memcpy(lines, zb_arena_ptr(res->arena, res->lines.header + ZB_STRING_HEADER_BYTES), kept);
    char *at = append(lines + kept, begin);
    bool heads = false;
    for (uint32_t i = 0; i < zb_routes.count; i++) {
        const char *method = zb_routes.routes[i].method;
        if (!zbi_route_is_known(&zb_routes, i, req, known) || is_repeated(i, req, known))
            continue;
        zb_str text = {method, zbi_cstr_len(method)};
        bool is_head = zbi_is(&text, "HEAD");
        if (is_head || zbi_is(&text, "GET"))
            heads = true;
        if (!is_head && !zbi_is(&text, "OPTIONS")) {
            at = append(at, method);
            at = append(at, ", ");
        }
    }
    if (heads)
        at = append(at, head);
    at = append(at, end_of_all);
    words[0] = (uint32_t)(at - lines);
    res->lines = (zb_text){res->arena, header, words[0], words[0], ZB_OK};
    zbi_response_put(res, ZB_RESPONSE_HEADERS, ZB_TAG_STRING, header);
    return ZB_OK;
}

zb_status
zbi_route_none(zb_request *req, zb_response *res)
{
    zbi_known known;
    (void)zbi_route_find(&zb_routes, req, &known); /* there is none */
    if (known == ZBI_UNKNOWN)
        return zb_response_error(res, 404, "not found\n");
    ZB_TRY(allow(req, res, known));
    if (!zbi_is(&req->method, "OPTIONS"))
        return zb_response_error(res, 405, "method not allowed\n");
    zb_response_status(res, 204);
    return ZB_OK;
}
