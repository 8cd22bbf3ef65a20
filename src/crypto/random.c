/* SPDX-License-Identifier: MIT */
#include "key_pair.h"

zb_status
zb_random(uint8_t *out, uint32_t len)
{
    if (len > 0x7fffffffu)
        return ZB_E_INVALID;
    if (len == 0)
        return ZB_OK;
    zbi_crypto_call call = {.operation = ZBI_CRYPTO_RANDOM, .out = {out, len}};
    return zbi_crypto_ask(&call);
}

zb_status
zbi_random_pair(zbi_crypto_operation operation, uint8_t *private_key, uint8_t *public_key)
{
    uint8_t fresh[ZBI_RANDOM_PAIR_BYTES];
    zb_status status = zb_random(fresh, sizeof fresh);
    if (status == ZB_OK)
        status = zbi_ask_public(operation, zb_bytes_of(fresh, sizeof fresh), sizeof fresh, public_key,
                                sizeof fresh);
    if (status == ZB_OK)
        __builtin_memcpy(private_key, fresh, sizeof fresh);
    zb_crypto_wipe(fresh, sizeof fresh);
    return status;
}
