/* SPDX-License-Identifier: MIT */
#include "guest.h"

/* Compare a name as it stands in the query with a plain one, decoding as it goes. */
static bool
name_matches(zb_str encoded, const char *name)
{
    for (; encoded.len > 0; name++) {
        char c;
        uint32_t width = zbi_percent_byte(encoded, true, &c);
        if (width == 0 || *name == '\0' || *name != c)
            return false;
        encoded.ptr += width;
        encoded.len -= width;
    }
    return *name == '\0';
}

zb_status
zb_request_query(zb_request *req, const char *name, zb_str *out)
{
    const char *at = req->query.ptr, *end = at + req->query.len;
    while (at < end) {
        const char *stop = at;
        while (stop < end && *stop != '&')
            stop++;
        const char *equals = at;
        while (equals < stop && *equals != '=')
            equals++;
        zb_str key = {at, (uint32_t)(equals - at)};
        if (name_matches(key, name)) {
            const char *start = equals < stop ? equals + 1 : stop;
            zb_str raw = {start, (uint32_t)(stop - start)};
            return zbi_percent_decode(req->arena, raw, true, out);
        }
        if (stop == end)
            break;
        at = stop + 1;
    }
    return ZB_E_NOT_FOUND;
}

zb_status
zb_request_body(zb_request *req, zb_bytes *out)
{
    zb_slot body;
    zb_str span = {NULL, 0};
    zb_view view = zb_arena_view(req->arena);
    ZB_TRY(zb_slot_read(view, req->slots + ZB_REQUEST_BODY * ZB_SLOT_BYTES, &body));
    if (body.tag == ZB_TAG_STRING || body.tag == ZB_TAG_BYTES)
        ZB_TRY(zb_string_at(view, body.a, &span));
    else if (body.tag != ZB_TAG_NULL)
        return ZB_E_TAG;
    out->ptr = (const uint8_t *)span.ptr;
    out->len = span.len;
    return ZB_OK;
}
