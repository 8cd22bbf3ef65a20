/* SPDX-License-Identifier: MIT */
/* Answers made of values and of bytes, and those that send elsewhere. */
#include "guest.h"

static zb_status
add(void *context, const char *bytes, uint32_t len)
{
    zb_text *text = context;
    zb_text_add(text, bytes, len);
    return text->status;
}

zb_status
zb_response_json(zb_response *res, zb_slot value)
{
    zb_slot body;
    zb_text text = zb_text_begin(res->arena, 0);
    ZB_TRY(zb_json_write(zb_arena_view(res->arena), value, NULL, add, &text));
    zb_text_add(&text, "\n", 1);
    ZB_TRY(zb_text_end(&text, &body));
    return zb_response_body(res, "application/json", body);
}

zb_status
zb_response_bytes(zb_response *res, const char *type, const void *bytes, uint32_t len)
{
    zb_off data;
    zb_slot body;
    ZB_TRY(zb_bytes_new(res->arena, bytes, len, &data, &body));
    return zb_response_body(res, type, body);
}

zb_status
zb_response_redirect(zb_response *res, int32_t status, const char *location)
{
    if ((status < 301 || status > 303) && status != 307 && status != 308)
        return ZB_E_INVALID;
    ZB_TRY(zb_response_header(res, "location", location));
    zb_response_status(res, status);
    return zb_response_body(res, NULL, zb_null());
}
