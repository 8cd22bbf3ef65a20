/* SPDX-License-Identifier: MIT */
#include "result.h"

#include <zerobuf/env.h>

zb_status
zb_env_value(const char *name, zb_slot *out)
{
    zb_slot value;
    ZB_TRY(ZB_CALL(&value, zb_env(name)));
    if (value.tag == ZB_TAG_NULL)
        return ZB_E_NOT_FOUND;
    *out = value;
    return ZB_OK;
}

zb_status
zb_env_text(const char *name, zb_str *out)
{
    zb_slot value;
    ZB_TRY(zb_env_value(name, &value));
    return zbi_result_text(value, out);
}
