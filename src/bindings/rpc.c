/* SPDX-License-Identifier: MIT */
#include "result.h"

#include "../guest/operation.h"

#include <zerobuf/rpc.h>

zb_status
zb_service_fetch(const char *binding, const char *url, const zb_fetch_options *options, zb_fetched *out)
{
    return zbi_fetch_at(zb_env(binding), url, options, out);
}

static zb_status
parts_of(const char *binding, const char *method, const zb_part *args, uint32_t count, zb_part **out)
{
    if (count > ZB_MAX_PARTS)
        return ZB_E_INVALID;
    ZB_TRY(zbi_parts_new(count + 2, out));
    (*out)[0] = zb_env(binding);
    (*out)[1] = zb_method(method);
    for (uint32_t i = 0; i < count; i++)
        (*out)[2 + i] = args[i];
    return ZB_OK;
}

void
zb_rpc_start(zb_pending *pending, const char *binding, const char *method, const zb_part *args,
             uint32_t count)
{
    zb_part *parts;
    zb_status status = parts_of(binding, method, args, count, &parts);
    if (status == ZB_OK)
        zb_start_call(pending, parts, count + 2);
    else
        *pending = (zb_pending){.status = status};
}

zb_status
zb_rpc_call(const char *binding, const char *method, const zb_part *args, uint32_t count, zb_slot *out)
{
    zb_pending pending;
    zb_rpc_start(&pending, binding, method, args, count);
    return zb_await(&pending, out);
}
