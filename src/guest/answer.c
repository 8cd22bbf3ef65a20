/* SPDX-License-Identifier: MIT */
/* From the slots of a request to its handler. */
#include "guest.h"

/* The string in slot `index` of a request. */
static zb_status
request_string(zb_view view, zb_off request, uint32_t index, zb_str *out)
{
    const uint32_t *slot = zbi_words(request + index * ZB_SLOT_BYTES);
    return slot[0] == ZB_TAG_STRING ? zb_string_at(view, slot[ZB_SLOT_A_AT / 4], out) : ZB_E_TAG;
}

zb_status
zbi_request_open(zb_request *req)
{
    zb_str method, path, query = {"", 0};
    zb_view view = zb_arena_view(req->arena);
    ZB_TRY(request_string(view, req->slots, ZB_REQUEST_METHOD, &method));
    ZB_TRY(request_string(view, req->slots, ZB_REQUEST_PATH, &path));
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

zb_status
zbi_answer(zb_off slots, zb_response *res)
{
    zb_request req = {.arena = res->arena, .slots = slots};
    ZB_TRY(zbi_request_open(&req));
    return zbi_route(&req, res);
}
