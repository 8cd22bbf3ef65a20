/* SPDX-License-Identifier: MIT */
#include "key_pair.h"

/* Half of all random scalars would have to be out of range to need so many: it is the random source that
 * fails. */
#define MAX_CANDIDATES 64

/* Order of the base point (SEC 2, 2.4.2), big-endian. */
static const uint8_t order[ZB_P256_PRIVATE_BYTES] = {
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51};

/* 0 < scalar < order.  Platforms differ in when they look; the same number of steps for each scalar. */
static bool
in_range(const uint8_t *scalar)
{
    uint32_t borrow = 0, any = 0;
    for (uint32_t i = ZB_P256_PRIVATE_BYTES; i-- > 0;) {
        borrow = (((uint32_t)scalar[i] - order[i] - borrow) >> 8) & 1;
        any |= scalar[i];
    }
    return (borrow & (any != 0)) != 0;
}

zb_status
zb_p256_public(zb_bytes private_key, uint8_t *out)
{
    if (private_key.len != ZB_P256_PRIVATE_BYTES || !in_range(private_key.ptr))
        return ZB_E_INVALID;
    return zbi_ask_public(ZBI_CRYPTO_P256_PUBLIC, private_key, ZB_P256_PRIVATE_BYTES, out,
                          ZB_P256_PUBLIC_BYTES);
}

/* By testing candidates: FIPS 186-5, A.2.2. */
zb_status
zb_p256_keygen(uint8_t *private_key, uint8_t *public_key)
{
    uint8_t scalar[ZB_P256_PRIVATE_BYTES];
    zb_status status = ZB_E_UNSUPPORTED;
    for (int i = 0; i < MAX_CANDIDATES; i++) {
        status = zb_random(scalar, sizeof scalar);
        if (status != ZB_OK || in_range(scalar))
            break;
        status = ZB_E_UNSUPPORTED;
    }
    if (status == ZB_OK)
        status = zb_p256_public(zb_bytes_of(scalar, sizeof scalar), public_key);
    if (status == ZB_OK)
        __builtin_memcpy(private_key, scalar, sizeof scalar);
    zb_crypto_wipe(scalar, sizeof scalar);
    return status;
}

zb_status
zb_p256_sign(zb_bytes private_key, zb_bytes message, uint8_t *out)
{
    if (private_key.len != ZB_P256_PRIVATE_BYTES || !in_range(private_key.ptr))
        return ZB_E_INVALID;
    return zbi_ask_sign(ZBI_CRYPTO_P256_SIGN, private_key, ZB_P256_PRIVATE_BYTES, message, out,
                        ZB_P256_SIGNATURE_BYTES);
}

zb_status
zb_p256_verify(zb_bytes public_key, zb_bytes message, zb_bytes signature)
{
    if (public_key.len != ZB_P256_PUBLIC_BYTES || public_key.ptr[0] != 0x04)
        return ZB_E_INVALID;
    return zbi_ask_verify(ZBI_CRYPTO_P256_VERIFY, public_key, ZB_P256_PUBLIC_BYTES, message, signature,
                          ZB_P256_SIGNATURE_BYTES);
}
