/* SPDX-License-Identifier: MIT */
/* The platform of handler modules: the import zb.crypto (SPEC.md, 8.12). */
#include "operation.h"

#include "../guest/guest.h"

__attribute__((import_module("zb"), import_name("crypto"))) zb_status zb_host_crypto(zb_off request,
                                                                                     zbi_crypto_call *block);

zb_status
zbi_platform(zbi_crypto_call *call)
{
    const zb_arena *running = zbi_current_call();
    return zb_host_crypto(running != NULL ? running->control + ZB_CALL_CONTROL_BEFORE : 0, call);
}
