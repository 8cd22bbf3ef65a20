/* SPDX-License-Identifier: MIT */
#include <zerobuf/auth.h>
#include <zerobuf/handler.h>

zb_status
zb_request_basic(zb_request *req, zb_basic *out)
{
    zb_str header;
    ZB_TRY(zb_request_header(req, "authorization", &header));
    return zb_basic_read(req->arena, header, out);
}

zb_status
zb_request_bearer(zb_request *req, zb_str *out)
{
    zb_str header;
    ZB_TRY(zb_request_header(req, "authorization", &header));
    return zb_bearer_read(header, out);
}

zb_status
zb_response_ask_basic(zb_response *res, const char *realm)
{
    zb_str challenge;
    ZB_TRY(zb_basic_challenge(res->arena, realm, &challenge));
    ZB_TRY(zb_response_header(res, "www-authenticate", challenge.ptr));
    return zb_response_error(res, 401, "unauthorized\n");
}
