/* SPDX-License-Identifier: MIT */
#include "abi.h"
#include "guest.h"

static int
hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/*
 * Decode a part of a query into `out`, which may be NULL to measure.
 * Decoded length, or -1 when a '%' is not followed by two hex digits.
 * application/x-www-form-urlencoded: https://url.spec.whatwg.org/#urlencoded-parsing
 */
static int64_t
decode(zb_str part, char *out)
{
    uint32_t len = 0;
    for (uint32_t i = 0; i < part.len; i++, len++) {
        char c = part.ptr[i] == '+' ? ' ' : part.ptr[i];
        if (c == '%') {
            if (part.len - i < 3)
                return -1;
            int high = hex_digit(part.ptr[i + 1]), low = hex_digit(part.ptr[i + 2]);
            if (high < 0 || low < 0)
                return -1;
            c = (char)(high * 16 + low);
            i += 2;
        }
        if (out != NULL)
            out[len] = c;
    }
    return len;
}

/* Compare a name as it stands in the query with a plain one, decoding as it goes. */
static bool
name_matches(zb_str encoded, const char *name)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < encoded.len; at++) {
        uint32_t width = encoded.ptr[i] == '%' ? 3 : 1;
        if (encoded.len - i < width)
            return false;
        zb_str piece = {encoded.ptr + i, width};
        char c;
        if (decode(piece, &c) != 1 || name[at] == '\0' || name[at] != c)
            return false;
        i += width;
    }
    return name[at] == '\0';
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
            int64_t len = decode(raw, NULL);
            if (len < 0)
                return ZB_E_INVALID;
            zb_off copy;
            ZB_TRY(zb_arena_alloc(req->arena, (uint32_t)len, 1, &copy));
            char *text = (char *)zb_arena_ptr(req->arena, copy);
            (void)decode(raw, text); /* measured above */
            out->ptr = text;
            out->len = (uint32_t)len;
            return ZB_OK;
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

zb_status
zb_request_header(zb_request *req, const char *name, zb_str *out)
{
    zb_off header = zb_host_header(req->slots, name, zbi_cstr_len(name));
    if (header == 0)
        return ZB_E_NOT_FOUND;
    return zb_string_at(zb_arena_view(req->arena), header, out);
}
