/* SPDX-License-Identifier: MIT */
#include <zerobuf/accept.h>
#include <zerobuf/handler.h>

zb_status
zb_request_accept(zb_request *req, const char *const *offers, uint32_t count, uint32_t *out)
{
    zb_str header = {NULL, 0};
    zb_status status = zb_request_header(req, "accept", &header);
    if (status != ZB_OK && status != ZB_E_NOT_FOUND)
        return status;
    return zb_accept_type(header, offers, count, out);
}
