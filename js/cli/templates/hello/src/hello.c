/* SPDX-License-Identifier: MIT */
#include <zerobuf/handler.h>

static zb_status
hello(zb_request *req, zb_response *res)
{
    (void)req;
    return zb_response_text(res, "Hello from C\n");
}

ZB_ROUTES({"GET", "/", hello});
