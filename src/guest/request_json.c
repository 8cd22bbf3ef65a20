/* SPDX-License-Identifier: MIT */
/* Bodies as text and as values. */
#include "guest.h"

zb_status
zb_request_text(zb_request *req, zb_str *out)
{
    zb_bytes body;
    ZB_TRY(zb_request_body(req, &body));
    const char *text = (const char *)body.ptr;
    if (zb_utf8_check(text, body.len) != body.len)
        return ZB_E_UTF8;
    out->ptr = text;
    out->len = body.len;
    return ZB_OK;
}

zb_status
zb_request_json(zb_request *req, uint32_t max_bytes, zb_slot *out, zb_json_error *error)
{
    zb_bytes body;
    ZB_TRY(zb_request_body(req, &body));
    if (body.len > max_bytes)
        return ZB_E_BUDGET;
    /* The body lies in the arena, which never moves. */
    return zb_json_read(req->arena, (const char *)body.ptr, body.len, NULL, out, error);
}

zb_status
zb_response_bad_body(zb_response *res, zb_status why, const zb_json_error *error)
{
    if (why == ZB_E_BUDGET)
        return zb_response_error(res, 413, "the body is too large\n");
    if (why != ZB_E_SYNTAX && why != ZB_E_UTF8 && why != ZB_E_DEPTH && why != ZB_E_EXISTS)
        return why;
    zb_slot body;
    zb_text text = zb_text_begin(res->arena, 0);
    zb_text_add(&text, ZB_LIT("the body is no valid "));
    if (error == NULL) {
        zb_text_add_cstr(&text, why == ZB_E_UTF8 ? "UTF-8" : "JSON");
    } else {
        zb_text_add(&text, ZB_LIT("JSON: line "));
        zb_text_add_i64(&text, error->line);
        zb_text_add(&text, ZB_LIT(", column "));
        zb_text_add_i64(&text, error->column);
        zb_text_add(&text, ZB_LIT(": "));
        zb_text_add_cstr(&text, error->what);
    }
    zb_text_add(&text, "\n", 1);
    ZB_TRY(zb_text_end(&text, &body));
    ZB_TRY(zb_response_body(res, "text/plain; charset=utf-8", body));
    zb_response_status(res, 400);
    return ZB_OK;
}
