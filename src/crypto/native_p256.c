/* SPDX-License-Identifier: MIT */
#include "native.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/param_build.h>

enum { KEY, MESSAGE, SIGNATURE };

/* The point that a scalar, in range, stands for. */
static zb_status
point_of(zb_bytes scalar, uint8_t *out)
{
    EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
    EC_POINT *point = group == NULL ? NULL : EC_POINT_new(group);
    BIGNUM *factor = BN_secure_new();
    bool ok = point != NULL && factor != NULL && BN_bin2bn(scalar.ptr, (int)scalar.len, factor) != NULL;
    if (ok) {
        BN_set_flags(factor, BN_FLG_CONSTTIME);
        ok = EC_POINT_mul(group, point, factor, NULL, NULL, NULL) == 1 &&
             EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, out, ZB_P256_PUBLIC_BYTES,
                                NULL) == ZB_P256_PUBLIC_BYTES;
    }
    BN_clear_free(factor);
    EC_POINT_free(point);
    EC_GROUP_free(group);
    return zbi_native_status(ok);
}

/* A key from its parts; `scalar` may be NULL.  NULL when the point is not on the curve. */
static EVP_PKEY *
key_from(const uint8_t *point, const BIGNUM *scalar)
{
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    OSSL_PARAM *params = NULL;
    if (context != NULL && builder != NULL &&
        OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) == 1 &&
        OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point, ZB_P256_PUBLIC_BYTES) ==
            1 &&
        (scalar == NULL || OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_PRIV_KEY, scalar) == 1) &&
        (params = OSSL_PARAM_BLD_to_param(builder)) != NULL && EVP_PKEY_fromdata_init(context) == 1 &&
        EVP_PKEY_fromdata(context, &key, scalar == NULL ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR, params) !=
            1)
        key = NULL;
    OSSL_PARAM_free(params); /* clears what came from a secure BIGNUM */
    OSSL_PARAM_BLD_free(builder);
    EVP_PKEY_CTX_free(context);
    return key;
}

zb_status
zbi_native_p256_public(zbi_crypto_call *call)
{
    return point_of(call->in[KEY], call->out.ptr);
}

zb_status
zbi_native_p256_sign(zbi_crypto_call *call)
{
    uint8_t point[ZB_P256_PUBLIC_BYTES], der[ZB_P256_DER_MAX_BYTES];
    zb_bytes scalar = call->in[KEY], message = call->in[MESSAGE];
    size_t len = sizeof der;
    ZB_TRY(point_of(scalar, point));
    BIGNUM *number = BN_secure_new();
    EVP_PKEY *key = NULL;
    if (number != NULL && BN_bin2bn(scalar.ptr, (int)scalar.len, number) != NULL)
        key = key_from(point, number);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool ok = key != NULL && context != NULL &&
              EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
              EVP_DigestSign(context, der, &len, zbi_native_ptr(message), message.len) == 1 &&
              zb_p256_signature_from_der(zb_bytes_of(der, (uint32_t)len), call->out.ptr) == ZB_OK;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    BN_clear_free(number);
    return zbi_native_status(ok);
}

zb_status
zbi_native_p256_verify(zbi_crypto_call *call)
{
    uint8_t der[ZB_P256_DER_MAX_BYTES];
    uint32_t der_len;
    zb_bytes message = call->in[MESSAGE];
    ZB_TRY(zb_p256_signature_to_der(call->in[SIGNATURE], der, &der_len));
    EVP_PKEY *key = key_from(call->in[KEY].ptr, NULL);
    if (key == NULL)
        return ZB_E_INVALID;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    zb_status status = ZB_E_UNSUPPORTED;
    if (context != NULL && EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key) == 1)
        status = EVP_DigestVerify(context, der, der_len, zbi_native_ptr(message), message.len) == 1
                     ? ZB_OK
                     : ZB_E_AUTHENTIC;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return status;
}
