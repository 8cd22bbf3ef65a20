/* SPDX-License-Identifier: MIT */
#ifndef ZBI_CRYPTO_NATIVE_H
#define ZBI_CRYPTO_NATIVE_H

/* The platform of native programs: OpenSSL 3's EVP interface.  Lengths have been checked. */

#include "operation.h"

#include <openssl/evp.h>

/* NULL for a number that is no digest. */
const EVP_MD *zbi_native_digest(uint32_t digest);

ZB_NODISCARD zb_status zbi_native_hash(zbi_crypto_call *call);
ZB_NODISCARD zb_status zbi_native_hmac(zbi_crypto_call *call);
ZB_NODISCARD zb_status zbi_native_hash_begin(zbi_crypto_call *call);
ZB_NODISCARD zb_status zbi_native_hmac_begin(zbi_crypto_call *call);
ZB_NODISCARD zb_status zbi_native_hash_update(zbi_crypto_call *call);
ZB_NODISCARD zb_status zbi_native_hash_end(zbi_crypto_call *call);
ZB_NODISCARD zb_status zbi_native_hash_abort(zbi_crypto_call *call);
ZB_NODISCARD zb_status zbi_native_hkdf(zbi_crypto_call *call);
ZB_NODISCARD zb_status zbi_native_pbkdf2(zbi_crypto_call *call);
ZB_NODISCARD zb_status zbi_native_seal(zbi_crypto_call *call);
ZB_NODISCARD zb_status zbi_native_open(zbi_crypto_call *call);
ZB_NODISCARD zb_status zbi_native_ed25519_public(zbi_crypto_call *call);
ZB_NODISCARD zb_status zbi_native_ed25519_sign(zbi_crypto_call *call);
ZB_NODISCARD zb_status zbi_native_ed25519_verify(zbi_crypto_call *call);
ZB_NODISCARD zb_status zbi_native_p256_public(zbi_crypto_call *call);
ZB_NODISCARD zb_status zbi_native_p256_sign(zbi_crypto_call *call);
ZB_NODISCARD zb_status zbi_native_p256_verify(zbi_crypto_call *call);
ZB_NODISCARD zb_status zbi_native_x25519_public(zbi_crypto_call *call);
ZB_NODISCARD zb_status zbi_native_x25519_shared(zbi_crypto_call *call);

/* Never NULL: what OpenSSL is given when there are no bytes, since it takes NULL for "as before". */
static inline const unsigned char *
zbi_native_ptr(zb_bytes span)
{
    return span.len == 0 ? (const unsigned char *)"" : span.ptr;
}

/* A call that only fails when memory or an algorithm is missing; which of them is not told. */
static inline ZB_NODISCARD zb_status
zbi_native_status(bool ok)
{
    return ok ? ZB_OK : ZB_E_UNSUPPORTED;
}

#endif /* ZBI_CRYPTO_NATIVE_H */
