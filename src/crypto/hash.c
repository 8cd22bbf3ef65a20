/* SPDX-License-Identifier: MIT */
#include "operation.h"

static zb_status
ask(zbi_crypto_operation operation, zb_digest digest, zb_bytes first, zb_bytes second, uint8_t *out)
{
    uint32_t bytes = zb_digest_bytes(digest);
    if (bytes == 0)
        return ZB_E_INVALID;
    zbi_crypto_call call = {
        .operation = operation, .algorithm = digest, .in = {first, second}, .out = {out, bytes}};
    return zbi_crypto_ask(&call);
}

zb_status
zb_hash(zb_digest digest, zb_bytes message, uint8_t *out)
{
    return ask(ZBI_CRYPTO_HASH, digest, message, zb_bytes_of(NULL, 0), out);
}

zb_status
zb_hmac(zb_digest digest, zb_bytes key, zb_bytes message, uint8_t *out)
{
    return ask(ZBI_CRYPTO_HMAC, digest, key, message, out);
}

static zb_status
begin(zb_hasher *hasher, zbi_crypto_operation operation, zb_digest digest, zb_bytes key)
{
    uint32_t bytes = zb_digest_bytes(digest);
    if (bytes == 0 || hasher->state != 0)
        return ZB_E_INVALID;
    zbi_crypto_call call = {.operation = operation, .algorithm = digest, .in = {key}};
    ZB_TRY(zbi_crypto_ask(&call));
    hasher->state = call.handle;
    hasher->out_bytes = bytes;
    return ZB_OK;
}

zb_status
zb_hash_begin(zb_hasher *hasher, zb_digest digest)
{
    return begin(hasher, ZBI_CRYPTO_HASH_BEGIN, digest, zb_bytes_of(NULL, 0));
}

zb_status
zb_hmac_begin(zb_hasher *hasher, zb_digest digest, zb_bytes key)
{
    return begin(hasher, ZBI_CRYPTO_HMAC_BEGIN, digest, key);
}

zb_status
zb_hasher_update(zb_hasher *hasher, zb_bytes piece)
{
    if (hasher->state == 0)
        return ZB_E_INVALID;
    zbi_crypto_call call = {.operation = ZBI_CRYPTO_HASH_UPDATE, .handle = hasher->state, .in = {piece}};
    return zbi_crypto_ask(&call);
}

zb_status
zb_hasher_end(zb_hasher *hasher, uint8_t *out)
{
    if (hasher->state == 0)
        return ZB_E_INVALID;
    zbi_crypto_call call = {
        .operation = ZBI_CRYPTO_HASH_END, .handle = hasher->state, .out = {out, hasher->out_bytes}};
    hasher->state = 0;
    return zbi_crypto_ask(&call);
}

void
zb_hasher_abort(zb_hasher *hasher)
{
    if (hasher->state == 0)
        return;
    zbi_crypto_call call = {.operation = ZBI_CRYPTO_HASH_ABORT, .handle = hasher->state};
    hasher->state = 0;
    (void)!zbi_crypto_ask(&call); /* what was not there is gone, too */
}
