/* SPDX-License-Identifier: MIT */
#include "operation.h"

zb_status
zbi_crypto_ask(zbi_crypto_call *call)
{
    zb_status status = zbi_platform(call);
    switch ((int)status) {
    case ZB_OK:
    case ZB_E_INVALID:
    case ZB_E_AUTHENTIC:
    case ZB_E_UNSUPPORTED:
    case ZB_E_MEMORY:
        return status;
    default:
        return ZB_E_UNSUPPORTED;
    }
}
