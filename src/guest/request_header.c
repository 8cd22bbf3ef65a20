/* SPDX-License-Identifier: MIT */
#include "abi.h"
#include "guest.h"

zb_status
zb_request_header(zb_request *req, const char *name, zb_str *out)
{
    zb_off header = zb_host_header(req->slots, name, zbi_cstr_len(name));
    if (header == 0)
        return ZB_E_NOT_FOUND;
    return zb_string_at(zb_arena_view(req->arena), header, out);
}
