/* SPDX-License-Identifier: MIT */
#include "operation.h"

#define MAX_ITERATIONS 0x7fffffffu
#define PBKDF2_MAX_BYTES (1u << 20)

zb_status
zb_hkdf(zb_digest digest, zb_bytes secret, zb_bytes salt, zb_bytes info, uint8_t *out, uint32_t len)
{
    uint32_t bytes = zb_digest_bytes(digest);
    if (bytes == 0 || len > ZB_HKDF_MAX_BLOCKS * bytes || info.len > ZB_HKDF_MAX_INFO_BYTES)
        return ZB_E_INVALID;
    if (len == 0)
        return ZB_OK; /* platforms differ in whether nothing may be asked for */
    zbi_crypto_call call = {
        .operation = ZBI_CRYPTO_HKDF, .algorithm = digest, .in = {secret, salt, info}, .out = {out, len}};
    return zbi_crypto_ask(&call);
}

zb_status
zb_pbkdf2(zb_digest digest, zb_bytes password, zb_bytes salt, uint32_t iterations, uint8_t *out, uint32_t len)
{
    if (zb_digest_bytes(digest) == 0 || iterations == 0 || iterations > MAX_ITERATIONS ||
        len > PBKDF2_MAX_BYTES)
        return ZB_E_INVALID;
    if (len == 0)
        return ZB_OK;
    zbi_crypto_call call = {.operation = ZBI_CRYPTO_PBKDF2,
                            .algorithm = digest,
                            .iterations = iterations,
                            .in = {password, salt},
                            .out = {out, len}};
    return zbi_crypto_ask(&call);
}
