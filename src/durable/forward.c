/* SPDX-License-Identifier: MIT */
#include <zerobuf/forward.h>

#include "../guest/guest.h"

zb_status
zb_response_pass(zb_response *res, zb_slot response)
{
    if (response.tag != ZB_TAG_HOST_OBJECT)
        return ZB_E_TAG;
    zbi_response_put(res, ZB_RESPONSE_TYPE, ZB_TAG_NULL, 0);
    zbi_response_put(res, ZB_RESPONSE_BODY, (zb_tag)ZB_TAG_HOST_OBJECT, response.a);
    return ZB_OK;
}

zb_status
zb_request_forward(zb_request *req, zb_response *res, zb_slot target, zb_str path)
{
    zb_slot request, response;
    zb_bytes bytes = {NULL, 0};
    if (target.tag != ZB_TAG_HOST_OBJECT)
        return ZB_E_TAG;
    zb_status read = zb_request_body(req, &bytes);
    if (read != ZB_OK && read != ZB_E_TAG) /* a stream: the host has it */
        return read;
    ZB_TRY(ZB_CALL(&request, zb_event()));
    ZB_TRY(ZB_CALL(&response, zb_platform(), zb_method("forward"), zb_arg_object(target),
                   zb_arg_object(request), zb_arg_string(path),
                   bytes.ptr != NULL ? zb_arg_bytes(bytes) : zb_arg_null()));
    return zb_response_pass(res, response);
}
