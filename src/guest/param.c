/* SPDX-License-Identifier: MIT */
#include "guest.h"
#include "pattern.h"

zb_status
zb_request_param(zb_request *req, const char *name, zb_str *out)
{
    zb_str value = {NULL, 0};
    if (req->route != NULL)
        (void)zbi_pattern_fits(req->route->path, req->path, name, &value); /* it did, when it was chosen */
    if (value.ptr == NULL)
        return ZB_E_NOT_FOUND;
    return zbi_percent_decode(req->arena, value, false, out);
}

zb_status
zb_request_tail(zb_request *req, zb_str *out)
{
    return zb_request_param(req, "*", out);
}
