/* SPDX-License-Identifier: MIT */
#include "native.h"

#include <limits.h>

#include <openssl/core_names.h>
#include <openssl/kdf.h>

/* OpenSSL reads what an OSSL_PARAM points to, and wants it writable. */
static OSSL_PARAM
octets(const char *name, zb_bytes bytes)
{
    return OSSL_PARAM_construct_octet_string(name, (void *)(uintptr_t)zbi_native_ptr(bytes), bytes.len);
}

zb_status
zbi_native_hkdf(zbi_crypto_call *call)
{
    EVP_KDF *hkdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
    EVP_KDF_CTX *context = EVP_KDF_CTX_new(hkdf);
    EVP_KDF_free(hkdf);
    const char *name = EVP_MD_get0_name(zbi_native_digest(call->algorithm));
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, (char *)(uintptr_t)name, 0),
        octets(OSSL_KDF_PARAM_KEY, call->in[0]), octets(OSSL_KDF_PARAM_SALT, call->in[1]),
        octets(OSSL_KDF_PARAM_INFO, call->in[2]), OSSL_PARAM_construct_end()};
    bool ok = context != NULL && EVP_KDF_derive(context, call->out.ptr, call->out.len, params) == 1;
    EVP_KDF_CTX_free(context);
    return zbi_native_status(ok);
}

zb_status
zbi_native_pbkdf2(zbi_crypto_call *call)
{
    zb_bytes password = call->in[0], salt = call->in[1];
    if (password.len > INT_MAX || salt.len > INT_MAX)
        return ZB_E_INVALID;
    return zbi_native_status(PKCS5_PBKDF2_HMAC((const char *)zbi_native_ptr(password), (int)password.len,
                                               zbi_native_ptr(salt), (int)salt.len, (int)call->iterations,
                                               zbi_native_digest(call->algorithm), (int)call->out.len,
                                               call->out.ptr) == 1);
}
