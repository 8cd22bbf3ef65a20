/* SPDX-License-Identifier: MIT */
#include "operation.h"

/* What is left of a body that came whole. */
static zb_status
read_buffered(zb_request *req, void *into, uint32_t room, uint32_t *got)
{
    zb_bytes body;
    ZB_TRY(zb_request_body(req, &body));
    uint32_t *at = zbi_call_body_at(), left = body.len - *at;
    uint32_t count = left < room ? left : room;
    if (count != 0)
        __builtin_memcpy(into, body.ptr + *at, count);
    *at += count;
    *got = count;
    return ZB_OK;
}

zb_status
zb_request_read(zb_request *req, void *into, uint32_t room, uint32_t *got)
{
    if (room == 0)
        return ZB_E_INVALID;
    if (zbi_words(req->slots + ZB_REQUEST_BODY * ZB_SLOT_BYTES)[0] != ZB_TAG_BOOL)
        return read_buffered(req, into, room, got);
    zb_pending op = {.kind = ZB_OPERATION_READ, .a = (uint32_t)(uintptr_t)into, .b = room};
    ZB_TRY(zbi_operation_run(&op));
    *got = op.result.a;
    return ZB_OK;
}
