/* SPDX-License-Identifier: MIT */
#include "native.h"

#include <openssl/crypto.h>

enum { KEY, NONCE, AAD, TEXT };

static const EVP_CIPHER *
cipher_of(uint32_t aead)
{
    switch ((zb_aead)aead) {
    case ZB_AES_128_GCM:
        return EVP_aes_128_gcm();
    case ZB_AES_256_GCM:
        return EVP_aes_256_gcm();
    case ZB_CHACHA20_POLY1305:
        return EVP_chacha20_poly1305();
    }
    return NULL;
}

/* All three take nonces of 12 bytes unless told otherwise. */
static bool
start(EVP_CIPHER_CTX *context, const zbi_crypto_call *call, int encrypt)
{
    int len;
    zb_bytes aad = call->in[AAD];
    return EVP_CipherInit_ex(context, cipher_of(call->algorithm), NULL, call->in[KEY].ptr,
                             call->in[NONCE].ptr, encrypt) == 1 &&
           EVP_CipherUpdate(context, NULL, &len, zbi_native_ptr(aad), (int)aad.len) == 1;
}

static bool
seal(EVP_CIPHER_CTX *context, const zbi_crypto_call *call)
{
    zb_bytes text = call->in[TEXT];
    int len = 0, rest = 0;
    return start(context, call, 1) &&
           EVP_EncryptUpdate(context, call->out.ptr, &len, zbi_native_ptr(text), (int)text.len) == 1 &&
           EVP_EncryptFinal_ex(context, call->out.ptr + len, &rest) == 1 && (uint32_t)len == text.len &&
           EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, ZB_AEAD_TAG_BYTES, call->out.ptr + len) == 1;
}

zb_status
zbi_native_seal(zbi_crypto_call *call)
{
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    if (context == NULL)
        return ZB_E_MEMORY;
    bool ok = seal(context, call);
    EVP_CIPHER_CTX_free(context);
    return zbi_native_status(ok);
}

/* The tag is copied first: in place, plaintext would not reach it, but nothing should have to rely on that.
 */
static zb_status
open(EVP_CIPHER_CTX *context, const zbi_crypto_call *call)
{
    uint8_t tag[ZB_AEAD_TAG_BYTES], last[EVP_MAX_BLOCK_LENGTH];
    zb_bytes text = call->in[TEXT];
    int text_len = (int)(text.len - ZB_AEAD_TAG_BYTES), len = 0;
    __builtin_memcpy(tag, text.ptr + text_len, sizeof tag);
    if (!start(context, call, 0) ||
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, ZB_AEAD_TAG_BYTES, tag) != 1)
        return ZB_E_UNSUPPORTED;
    uint8_t *out = text_len == 0 ? last : call->out.ptr; /* NULL would mean additional data */
    if (EVP_DecryptUpdate(context, out, &len, text.ptr, text_len) == 1 &&
        EVP_DecryptFinal_ex(context, last, &len) == 1)
        return ZB_OK;
    OPENSSL_cleanse(call->out.ptr, call->out.len);
    return ZB_E_AUTHENTIC;
}

zb_status
zbi_native_open(zbi_crypto_call *call)
{
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    if (context == NULL)
        return ZB_E_MEMORY;
    zb_status status = open(context, call);
    EVP_CIPHER_CTX_free(context);
    return status;
}
