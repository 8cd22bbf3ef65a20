/* SPDX-License-Identifier: MIT */
#include "guest.h"

void
zb_response_status(zb_response *res, int32_t status)
{
    zbi_response_put(res, ZB_RESPONSE_STATUS, ZB_TAG_I32, (uint32_t)status);
}

zb_off
zbi_response_copy(const zb_response *res, const char *string)
{
    zb_slot value;
    return zb_string_new(res->arena, string, zbi_cstr_len(string), &value) == ZB_OK ? value.a : 0;
}

/* Type and body at once, so that a failure leaves both as they were. */
static zb_status
put_body(zb_response *res, const char *type, zb_tag tag, zb_off body)
{
    zb_off header = 0;
    if (type != NULL && (header = zbi_response_copy(res, type)) == 0)
        return ZB_E_MEMORY;
    zbi_response_put(res, ZB_RESPONSE_TYPE, header != 0 ? ZB_TAG_STRING : ZB_TAG_NULL, header);
    zbi_response_put(res, ZB_RESPONSE_BODY, tag, body);
    return ZB_OK;
}

zb_status
zb_response_body(zb_response *res, const char *type, zb_slot body)
{
    if (body.tag != ZB_TAG_STRING && body.tag != ZB_TAG_BYTES && body.tag != ZB_TAG_NULL)
        return ZB_E_TAG;
    return put_body(res, type, (zb_tag)body.tag, body.a);
}

zb_status
zb_response_text(zb_response *res, const char *text)
{
    zb_off body = zbi_response_copy(res, text);
    return body != 0 ? put_body(res, "text/plain; charset=utf-8", ZB_TAG_STRING, body) : ZB_E_MEMORY;
}

zb_status
zb_response_error(zb_response *res, int32_t status, const char *sentence)
{
    zb_response_status(res, status);
    return zb_response_text(res, sentence);
}
