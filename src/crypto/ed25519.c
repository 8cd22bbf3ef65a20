/* SPDX-License-Identifier: MIT */
#include "key_pair.h"

ZB_STATIC_ASSERT(ZB_ED25519_KEY_BYTES == ZBI_RANDOM_PAIR_BYTES, "both keys of a pair");

zb_status
zb_ed25519_keygen(uint8_t *seed, uint8_t *public_key)
{
    return zbi_random_pair(ZBI_CRYPTO_ED25519_PUBLIC, seed, public_key);
}

zb_status
zb_ed25519_public(zb_bytes seed, uint8_t *out)
{
    return zbi_ask_public(ZBI_CRYPTO_ED25519_PUBLIC, seed, ZB_ED25519_KEY_BYTES, out, ZB_ED25519_KEY_BYTES);
}

zb_status
zb_ed25519_sign(zb_bytes seed, zb_bytes message, uint8_t *out)
{
    return zbi_ask_sign(ZBI_CRYPTO_ED25519_SIGN, seed, ZB_ED25519_KEY_BYTES, message, out,
                        ZB_ED25519_SIGNATURE_BYTES);
}

zb_status
zb_ed25519_verify(zb_bytes public_key, zb_bytes message, zb_bytes signature)
{
    return zbi_ask_verify(ZBI_CRYPTO_ED25519_VERIFY, public_key, ZB_ED25519_KEY_BYTES, message, signature,
                          ZB_ED25519_SIGNATURE_BYTES);
}
