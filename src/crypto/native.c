/* SPDX-License-Identifier: MIT */
#include "native.h"

#include <limits.h>

#include <openssl/err.h>
#include <openssl/rand.h>

static zb_status
random_bytes(zbi_crypto_call *call)
{
    /* The generator that is meant for secrets: they may become keys. */
    return zbi_native_status(RAND_priv_bytes(call->out.ptr, (int)call->out.len) == 1);
}

static zb_status
dispatch(zbi_crypto_call *call)
{
    switch ((zbi_crypto_operation)call->operation) {
    case ZBI_CRYPTO_HASH:
        return zbi_native_hash(call);
    case ZBI_CRYPTO_HMAC:
        return zbi_native_hmac(call);
    case ZBI_CRYPTO_HASH_BEGIN:
        return zbi_native_hash_begin(call);
    case ZBI_CRYPTO_HMAC_BEGIN:
        return zbi_native_hmac_begin(call);
    case ZBI_CRYPTO_HASH_UPDATE:
        return zbi_native_hash_update(call);
    case ZBI_CRYPTO_HASH_END:
        return zbi_native_hash_end(call);
    case ZBI_CRYPTO_HASH_ABORT:
        return zbi_native_hash_abort(call);
    case ZBI_CRYPTO_HKDF:
        return zbi_native_hkdf(call);
    case ZBI_CRYPTO_PBKDF2:
        return zbi_native_pbkdf2(call);
    case ZBI_CRYPTO_SEAL:
        return zbi_native_seal(call);
    case ZBI_CRYPTO_OPEN:
        return zbi_native_open(call);
    case ZBI_CRYPTO_ED25519_PUBLIC:
        return zbi_native_ed25519_public(call);
    case ZBI_CRYPTO_ED25519_SIGN:
        return zbi_native_ed25519_sign(call);
    case ZBI_CRYPTO_ED25519_VERIFY:
        return zbi_native_ed25519_verify(call);
    case ZBI_CRYPTO_P256_PUBLIC:
        return zbi_native_p256_public(call);
    case ZBI_CRYPTO_P256_SIGN:
        return zbi_native_p256_sign(call);
    case ZBI_CRYPTO_P256_VERIFY:
        return zbi_native_p256_verify(call);
    case ZBI_CRYPTO_X25519_PUBLIC:
        return zbi_native_x25519_public(call);
    case ZBI_CRYPTO_X25519_SHARED:
        return zbi_native_x25519_shared(call);
    case ZBI_CRYPTO_RANDOM:
        return random_bytes(call);
    }
    return ZB_E_UNSUPPORTED;
}

zb_status
zbi_platform(zbi_crypto_call *call)
{
    /* A refused signature leaves errors in OpenSSL's queue, where others would take them for their own. */
    ERR_set_mark();
    zb_status status = dispatch(call);
    ERR_pop_to_mark();
    return status;
}
