/* SPDX-License-Identifier: MIT */
#include "native.h"

enum { KEY, MESSAGE, SIGNATURE, PEER = MESSAGE };

static zb_status
public_of(zbi_crypto_call *call, int type)
{
    size_t len = call->out.len;
    EVP_PKEY *key = EVP_PKEY_new_raw_private_key(type, NULL, call->in[KEY].ptr, call->in[KEY].len);
    bool ok = key != NULL && EVP_PKEY_get_raw_public_key(key, call->out.ptr, &len) == 1;
    EVP_PKEY_free(key);
    return zbi_native_status(ok);
}

zb_status
zbi_native_ed25519_public(zbi_crypto_call *call)
{
    return public_of(call, EVP_PKEY_ED25519);
}

zb_status
zbi_native_x25519_public(zbi_crypto_call *call)
{
    return public_of(call, EVP_PKEY_X25519);
}

zb_status
zbi_native_ed25519_sign(zbi_crypto_call *call)
{
    zb_bytes message = call->in[MESSAGE];
    size_t len = call->out.len;
    EVP_PKEY *key =
        EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, call->in[KEY].ptr, call->in[KEY].len);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool ok = key != NULL && context != NULL && EVP_DigestSignInit(context, NULL, NULL, NULL, key) == 1 &&
              EVP_DigestSign(context, call->out.ptr, &len, zbi_native_ptr(message), message.len) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return zbi_native_status(ok);
}

zb_status
zbi_native_ed25519_verify(zbi_crypto_call *call)
{
    zb_bytes message = call->in[MESSAGE], signature = call->in[SIGNATURE];
    EVP_PKEY *key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, call->in[KEY].ptr, call->in[KEY].len);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    zb_status status = ZB_E_UNSUPPORTED;
    if (key != NULL && context != NULL && EVP_DigestVerifyInit(context, NULL, NULL, NULL, key) == 1)
        status =
            EVP_DigestVerify(context, signature.ptr, signature.len, zbi_native_ptr(message), message.len) == 1
                ? ZB_OK
                : ZB_E_AUTHENTIC;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return status;
}

zb_status
zbi_native_x25519_shared(zbi_crypto_call *call)
{
    size_t len = call->out.len;
    EVP_PKEY *own = EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, NULL, call->in[KEY].ptr, call->in[KEY].len);
    EVP_PKEY *peer =
        EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, NULL, call->in[PEER].ptr, call->in[PEER].len);
    EVP_PKEY_CTX *context = own == NULL ? NULL : EVP_PKEY_CTX_new(own, NULL);
    zb_status status = ZB_E_UNSUPPORTED;
    if (peer != NULL && context != NULL && EVP_PKEY_derive_init(context) == 1 &&
        EVP_PKEY_derive_set_peer(context, peer) == 1)
        status = EVP_PKEY_derive(context, call->out.ptr, &len) == 1 ? ZB_OK : ZB_E_INVALID; /* all zeros */
    EVP_PKEY_CTX_free(context);
    EVP_PKEY_free(peer);
    EVP_PKEY_free(own);
    return status;
}
