/* SPDX-License-Identifier: MIT */
#include <zerobuf/form.h>
#include <zerobuf/handler.h>

#include "grammar.h"

static bool
takes_a_form(const zb_request *req)
{
    static const char *const methods[] = {"POST", "PUT", "PATCH"};
    for (uint32_t i = 0; i < sizeof methods / sizeof methods[0]; i++)
        if (zbi_same(req->method, zbi_span(methods[i])))
            return true;
    return false;
}

zb_status
zb_request_form_body(zb_request *req, zb_form *out)
{
    zb_str type, text = {"", 0};
    zb_bytes body;
    zb_status status = takes_a_form(req) ? zb_request_header(req, "content-type", &type) : ZB_E_NOT_FOUND;
    if (status != ZB_OK && status != ZB_E_NOT_FOUND)
        return status;
    if (status == ZB_OK) {
        type.len = zbi_find(type, ';'); /* charset=UTF-8, which it is anyhow */
        if (zbi_same_word(zbi_trim(type), "application/x-www-form-urlencoded")) {
            ZB_TRY(zb_request_body(req, &body));
            text.ptr = (const char *)body.ptr;
            text.len = body.len;
        }
    }
    *out = zb_form_of(text);
    return ZB_OK;
}

zb_status
zb_request_form(zb_request *req, const char *name, zb_str *out)
{
    zb_form form = zb_form_of(req->query);
    zb_status status = zb_form_find(&form, req->arena, name, out);
    if (status != ZB_E_NOT_FOUND)
        return status;
    ZB_TRY(zb_request_form_body(req, &form));
    return zb_form_find(&form, req->arena, name, out);
}
