/* SPDX-License-Identifier: MIT */
/* Values that came with a request (SPEC.md, 8.2): slots behind those that every request has. */
#include "guest.h"

uint32_t
zb_request_value_count(const zb_request *req)
{
    zb_slot count;
    zb_view view = zb_arena_view(req->arena);
    if (zb_slot_read(view, req->slots + ZB_REQUEST_FANOUT_COUNT * ZB_SLOT_BYTES, &count) != ZB_OK ||
        count.tag != ZB_TAG_I32)
        return 0;
    return count.a;
}

zb_status
zb_request_value(const zb_request *req, uint32_t index, zb_slot *out)
{
    if (index >= zb_request_value_count(req))
        return ZB_E_NOT_FOUND;
    uint64_t at = req->slots + (ZB_REQUEST_FANOUT + (uint64_t)index) * ZB_SLOT_BYTES;
    return at <= UINT32_MAX ? zb_slot_read(zb_arena_view(req->arena), (zb_off)at, out) : ZB_E_NOT_FOUND;
}
