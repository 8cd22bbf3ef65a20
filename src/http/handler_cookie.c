/* SPDX-License-Identifier: MIT */
#include <zerobuf/cookie.h>
#include <zerobuf/handler.h>

zb_status
zb_request_cookie(zb_request *req, const char *name, zb_str *out)
{
    zb_str header;
    ZB_TRY(zb_request_header(req, "cookie", &header));
    return zb_cookie_find(header, name, out);
}

zb_status
zb_response_cookie(zb_response *res, const zb_cookie *cookie)
{
    zb_str text;
    ZB_TRY(zb_cookie_text(res->arena, cookie, &text));
    return zb_response_header(res, "set-cookie", text.ptr);
}
