/* SPDX-License-Identifier: MIT */
#ifndef ZBI_CRYPTO_KEY_PAIR_H
#define ZBI_CRYPTO_KEY_PAIR_H

#include "operation.h"

/* The four shapes of what is asked of a key pair. */

static inline ZB_NODISCARD zb_status
zbi_ask_public(zbi_crypto_operation operation, zb_bytes private_key, uint32_t key_bytes, uint8_t *out,
               uint32_t out_bytes)
{
    if (private_key.len != key_bytes)
        return ZB_E_INVALID;
    zbi_crypto_call call = {.operation = operation, .in = {private_key}, .out = {out, out_bytes}};
    return zbi_crypto_ask(&call);
}

static inline ZB_NODISCARD zb_status
zbi_ask_sign(zbi_crypto_operation operation, zb_bytes private_key, uint32_t key_bytes, zb_bytes message,
             uint8_t *out, uint32_t out_bytes)
{
    if (private_key.len != key_bytes)
        return ZB_E_INVALID;
    zbi_crypto_call call = {.operation = operation, .in = {private_key, message}, .out = {out, out_bytes}};
    return zbi_crypto_ask(&call);
}

static inline ZB_NODISCARD zb_status
zbi_ask_verify(zbi_crypto_operation operation, zb_bytes public_key, uint32_t key_bytes, zb_bytes message,
               zb_bytes signature, uint32_t signature_bytes)
{
    if (public_key.len != key_bytes)
        return ZB_E_INVALID;
    if (signature.len != signature_bytes)
        return ZB_E_AUTHENTIC;
    zbi_crypto_call call = {.operation = operation, .in = {public_key, message, signature}};
    return zbi_crypto_ask(&call);
}

/* A private key of 32 random bytes, any of which will do, and its public key. */
ZB_NODISCARD zb_status zbi_random_pair(zbi_crypto_operation operation, uint8_t *private_key,
                                       uint8_t *public_key);

#define ZBI_RANDOM_PAIR_BYTES 32u

#endif /* ZBI_CRYPTO_KEY_PAIR_H */
