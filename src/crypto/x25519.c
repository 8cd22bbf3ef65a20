/* SPDX-License-Identifier: MIT */
#include "key_pair.h"

ZB_STATIC_ASSERT(ZB_X25519_KEY_BYTES == ZBI_RANDOM_PAIR_BYTES, "both keys of a pair");

zb_status
zb_x25519_keygen(uint8_t *private_key, uint8_t *public_key)
{
    return zbi_random_pair(ZBI_CRYPTO_X25519_PUBLIC, private_key, public_key);
}

zb_status
zb_x25519_public(zb_bytes private_key, uint8_t *out)
{
    return zbi_ask_public(ZBI_CRYPTO_X25519_PUBLIC, private_key, ZB_X25519_KEY_BYTES, out,
                          ZB_X25519_KEY_BYTES);
}

zb_status
zb_x25519_shared(zb_bytes private_key, zb_bytes public_key, uint8_t *out)
{
    if (private_key.len != ZB_X25519_KEY_BYTES || public_key.len != ZB_X25519_KEY_BYTES)
        return ZB_E_INVALID;
    uint8_t shared[ZB_X25519_KEY_BYTES], any = 0;
    zbi_crypto_call call = {.operation = ZBI_CRYPTO_X25519_SHARED,
                            .in = {private_key, public_key},
                            .out = {shared, sizeof shared}};
    zb_status status = zbi_crypto_ask(&call);
    /* Platforms refuse this by themselves; RFC 7748, 6.1 leaves it to whoever uses the result. */
    for (uint32_t i = 0; i < sizeof shared && status == ZB_OK; i++)
        any |= shared[i];
    if (status == ZB_OK && any == 0)
        status = ZB_E_INVALID;
    if (status == ZB_OK)
        __builtin_memcpy(out, shared, sizeof shared);
    zb_crypto_wipe(shared, sizeof shared);
    return status;
}
