/* SPDX-License-Identifier: MIT */
#include "operation.h"

#define MAX_TEXT_BYTES 0x7fffffffu

/* Same place or none in common.  Integers, since the spans may belong to different objects. */
static bool
may_write(const uint8_t *in, uint32_t in_len, const uint8_t *out, uint32_t out_len)
{
    uintptr_t from = (uintptr_t)in, to = (uintptr_t)out;
    if (from == to || in_len == 0 || out_len == 0)
        return true;
    return from < to ? to - from >= in_len : from - to >= out_len;
}

static zb_status
ask(zbi_crypto_operation operation, zb_aead aead, zb_bytes key, zb_bytes nonce, zb_bytes aad, zb_bytes text,
    uint8_t *out, uint32_t out_len)
{
    uint32_t key_bytes = zb_aead_key_bytes(aead);
    if (key_bytes == 0 || key.len != key_bytes || nonce.len != ZB_AEAD_NONCE_BYTES ||
        !may_write(text.ptr, text.len, out, out_len))
        return ZB_E_INVALID;
    zbi_crypto_call call = {
        .operation = operation, .algorithm = aead, .in = {key, nonce, aad, text}, .out = {out, out_len}};
    return zbi_crypto_ask(&call);
}

zb_status
zb_aead_seal(zb_aead aead, zb_bytes key, zb_bytes nonce, zb_bytes aad, zb_bytes plaintext, uint8_t *out)
{
    if (plaintext.len > MAX_TEXT_BYTES || aad.len > MAX_TEXT_BYTES)
        return ZB_E_INVALID;
    return ask(ZBI_CRYPTO_SEAL, aead, key, nonce, aad, plaintext, out, plaintext.len + ZB_AEAD_TAG_BYTES);
}

zb_status
zb_aead_open(zb_aead aead, zb_bytes key, zb_bytes nonce, zb_bytes aad, zb_bytes sealed, uint8_t *out)
{
    if (sealed.len < ZB_AEAD_TAG_BYTES || sealed.len - ZB_AEAD_TAG_BYTES > MAX_TEXT_BYTES ||
        aad.len > MAX_TEXT_BYTES)
        return ZB_E_INVALID;
    return ask(ZBI_CRYPTO_OPEN, aead, key, nonce, aad, sealed, out, sealed.len - ZB_AEAD_TAG_BYTES);
}
