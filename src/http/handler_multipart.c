/* SPDX-License-Identifier: MIT */
#include <zerobuf/handler.h>
#include <zerobuf/multipart.h>

zb_status
zb_request_multipart(zb_request *req, zb_multipart *out)
{
    zb_str type;
    zb_bytes body;
    zb_status status = zb_request_header(req, "content-type", &type);
    if (status != ZB_OK)
        return status == ZB_E_NOT_FOUND ? ZB_E_TAG : status;
    ZB_TRY(zb_request_body(req, &body));
    return zb_multipart_open(body, type, out);
}
