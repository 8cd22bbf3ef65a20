/* SPDX-License-Identifier: MIT */
#include "native.h"

#include <stdlib.h>

#include <openssl/core_names.h>

/* A hasher that has begun: one of the two. */
typedef struct hasher {
    EVP_MD_CTX *hash;
    EVP_MAC_CTX *mac;
} hasher;

const EVP_MD *
zbi_native_digest(uint32_t digest)
{
    switch ((zb_digest)digest) {
    case ZB_SHA1_LEGACY:
        return EVP_sha1();
    case ZB_SHA256:
        return EVP_sha256();
    case ZB_SHA384:
        return EVP_sha384();
    case ZB_SHA512:
        return EVP_sha512();
    }
    return NULL;
}

zb_status
zbi_native_hash(zbi_crypto_call *call)
{
    const EVP_MD *digest = zbi_native_digest(call->algorithm);
    unsigned char result[EVP_MAX_MD_SIZE];
    unsigned int len = 0;
    if (EVP_Digest(zbi_native_ptr(call->in[0]), call->in[0].len, result, &len, digest, NULL) != 1 ||
        len != call->out.len)
        return ZB_E_UNSUPPORTED;
    __builtin_memcpy(call->out.ptr, result, len);
    return ZB_OK;
}

static void
drop(hasher *state)
{
    EVP_MD_CTX_free(state->hash);
    EVP_MAC_CTX_free(state->mac);
    free(state);
}

static bool
start_mac(hasher *state, const zbi_crypto_call *call)
{
    EVP_MAC *hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    state->mac = EVP_MAC_CTX_new(hmac);
    EVP_MAC_free(hmac);
    const char *name = EVP_MD_get0_name(zbi_native_digest(call->algorithm));
    /* OpenSSL reads the name and wants it writable. */
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, (char *)(uintptr_t)name, 0),
        OSSL_PARAM_construct_end()};
    return state->mac != NULL &&
           EVP_MAC_init(state->mac, zbi_native_ptr(call->in[0]), call->in[0].len, params) == 1;
}

static bool
start_hash(hasher *state, const zbi_crypto_call *call)
{
    state->hash = EVP_MD_CTX_new();
    return state->hash != NULL &&
           EVP_DigestInit_ex(state->hash, zbi_native_digest(call->algorithm), NULL) == 1;
}

static zb_status
begin(zbi_crypto_call *call, bool (*start)(hasher *, const zbi_crypto_call *))
{
    hasher *state = calloc(1, sizeof *state);
    if (state == NULL)
        return ZB_E_MEMORY;
    if (!start(state, call)) {
        drop(state);
        return ZB_E_UNSUPPORTED;
    }
    call->handle = (uintptr_t)state;
    return ZB_OK;
}

zb_status
zbi_native_hash_begin(zbi_crypto_call *call)
{
    return begin(call, start_hash);
}

zb_status
zbi_native_hmac_begin(zbi_crypto_call *call)
{
    return begin(call, start_mac);
}

static bool
update(hasher *state, zb_bytes piece)
{
    return state->mac != NULL ? EVP_MAC_update(state->mac, zbi_native_ptr(piece), piece.len) == 1
                              : EVP_DigestUpdate(state->hash, zbi_native_ptr(piece), piece.len) == 1;
}

static bool
finish(hasher *state, zbi_out out)
{
    unsigned char result[EVP_MAX_MD_SIZE];
    unsigned int hash_len = 0;
    size_t len = 0;
    bool ok = state->mac != NULL ? EVP_MAC_final(state->mac, result, &len, sizeof result) == 1
                                 : EVP_DigestFinal_ex(state->hash, result, &hash_len) == 1;
    if (!ok || len + hash_len != out.len)
        return false;
    __builtin_memcpy(out.ptr, result, out.len);
    return true;
}

zb_status
zbi_native_hash_update(zbi_crypto_call *call)
{
    return zbi_native_status(update((hasher *)call->handle, call->in[0]));
}

zb_status
zbi_native_hash_end(zbi_crypto_call *call)
{
    hasher *state = (hasher *)call->handle;
    bool ok = finish(state, call->out);
    drop(state);
    return zbi_native_status(ok);
}

zb_status
zbi_native_hash_abort(zbi_crypto_call *call)
{
    drop((hasher *)call->handle);
    return ZB_OK;
}

zb_status
zbi_native_hmac(zbi_crypto_call *call)
{
    hasher state = {NULL, NULL};
    bool ok = start_mac(&state, call) && update(&state, call->in[1]) && finish(&state, call->out);
    EVP_MAC_CTX_free(state.mac);
    return zbi_native_status(ok);
}
