/* SPDX-License-Identifier: MIT */
/*
 * Ecdsa-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER } in DER (X.690).  Both numbers have at most
 * 33 content bytes, so every length takes one byte.
 */
#include <zerobuf/crypto.h>

#define HALF (ZB_P256_SIGNATURE_BYTES / 2)
#define TAG_SEQUENCE 0x30
#define TAG_INTEGER 0x02

/* An unsigned number as INTEGER: shortest, with a zero in front when the top bit is set.  Bytes written. */
static uint32_t
put_integer(const uint8_t *number, uint8_t *out)
{
    uint32_t skip = 0;
    while (skip < HALF - 1 && number[skip] == 0)
        skip++;
    uint32_t len = HALF - skip, pad = number[skip] >> 7;
    out[0] = TAG_INTEGER;
    out[1] = (uint8_t)(len + pad);
    out[2] = 0;
    __builtin_memcpy(out + 2 + pad, number + skip, len);
    return 2 + pad + len;
}

zb_status
zb_p256_signature_to_der(zb_bytes signature, uint8_t *out, uint32_t *out_len)
{
    if (signature.len != ZB_P256_SIGNATURE_BYTES)
        return ZB_E_INVALID;
    uint8_t body[ZB_P256_DER_MAX_BYTES];
    uint32_t len = put_integer(signature.ptr, body);
    len += put_integer(signature.ptr + HALF, body + len);
    out[0] = TAG_SEQUENCE;
    out[1] = (uint8_t)len;
    __builtin_memcpy(out + 2, body, len);
    *out_len = 2 + len;
    return ZB_OK;
}

/* The INTEGER at `*at`, as HALF bytes.  Moves `*at` behind it. */
static zb_status
take_integer(zb_bytes der, uint32_t *at, uint8_t *out)
{
    uint32_t left = der.len - *at;
    const uint8_t *from = der.ptr + *at;
    if (left < 3 || from[0] != TAG_INTEGER || from[1] == 0 || from[1] > left - 2)
        return ZB_E_SYNTAX;
    uint32_t len = from[1], pad = 0;
    const uint8_t *number = from + 2;
    if (number[0] > 0x7f)
        return ZB_E_SYNTAX; /* negative */
    if (number[0] == 0 && len > 1) {
        if (number[1] < 0x80)
            return ZB_E_SYNTAX; /* a zero that need not be */
        pad = 1;
    }
    if (len - pad > HALF)
        return ZB_E_SYNTAX;
    __builtin_memset(out, 0, HALF);
    __builtin_memcpy(out + HALF - (len - pad), number + pad, len - pad);
    *at += 2 + len;
    return ZB_OK;
}

zb_status
zb_p256_signature_from_der(zb_bytes der, uint8_t *out)
{
    if (der.len < 2 || der.ptr[0] != TAG_SEQUENCE || der.ptr[1] != der.len - 2)
        return ZB_E_SYNTAX;
    uint8_t pair[ZB_P256_SIGNATURE_BYTES];
    uint32_t at = 2;
    ZB_TRY(take_integer(der, &at, pair));
    ZB_TRY(take_integer(der, &at, pair + HALF));
    if (at != der.len)
        return ZB_E_SYNTAX;
    __builtin_memcpy(out, pair, sizeof pair);
    return ZB_OK;
}
