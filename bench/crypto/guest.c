/* SPDX-License-Identifier: MIT */
/* What the benchmark calls: each does one operation `count` times over the same bytes. */
#include <zerobuf/crypto.h>
#include <zerobuf/handler.h>

#define EXPORT(name) __attribute__((export_name(#name)))
#define AREA_BYTES (1u << 20)

static uint8_t area[AREA_BYTES + ZB_AEAD_TAG_BYTES];
static uint8_t result[AREA_BYTES + ZB_AEAD_TAG_BYTES];
static uint8_t key[32], nonce[ZB_AEAD_NONCE_BYTES];

EXPORT(area_at) uint8_t *area_at(void);
EXPORT(result_at) uint8_t *result_at(void);
EXPORT(hash) int32_t hash(uint32_t digest, uint32_t len, uint32_t count);
EXPORT(hmac) int32_t hmac(uint32_t digest, uint32_t len, uint32_t count);
EXPORT(pieces) int32_t pieces(uint32_t digest, uint32_t len, uint32_t piece, uint32_t count);
EXPORT(seal) int32_t seal(uint32_t aead, uint32_t len, uint32_t count);
EXPORT(open) int32_t open(uint32_t aead, uint32_t len, uint32_t count);

uint8_t *
area_at(void)
{
    return area;
}

uint8_t *
result_at(void)
{
    return result;
}

int32_t
hash(uint32_t digest, uint32_t len, uint32_t count)
{
    for (; count > 0; count--)
        ZB_TRY(zb_hash((zb_digest)digest, zb_bytes_of(area, len), result));
    return ZB_OK;
}

int32_t
hmac(uint32_t digest, uint32_t len, uint32_t count)
{
    for (; count > 0; count--)
        ZB_TRY(zb_hmac((zb_digest)digest, zb_bytes_of(key, sizeof key), zb_bytes_of(area, len), result));
    return ZB_OK;
}

int32_t
pieces(uint32_t digest, uint32_t len, uint32_t piece, uint32_t count)
{
    for (; count > 0; count--) {
        zb_hasher hasher = {0};
        ZB_TRY(zb_hash_begin(&hasher, (zb_digest)digest));
        for (uint32_t at = 0; at < len; at += piece)
            ZB_TRY(zb_hasher_update(&hasher, zb_bytes_of(area + at, piece)));
        ZB_TRY(zb_hasher_end(&hasher, result));
    }
    return ZB_OK;
}

int32_t
seal(uint32_t aead, uint32_t len, uint32_t count)
{
    zb_bytes with = zb_bytes_of(key, zb_aead_key_bytes((zb_aead)aead)),
             once = zb_bytes_of(nonce, sizeof nonce);
    for (; count > 0; count--)
        ZB_TRY(zb_aead_seal((zb_aead)aead, with, once, zb_bytes_of(NULL, 0), zb_bytes_of(area, len), result));
    return ZB_OK;
}

/* `area` has ciphertext and tag. */
int32_t
open(uint32_t aead, uint32_t len, uint32_t count)
{
    zb_bytes with = zb_bytes_of(key, zb_aead_key_bytes((zb_aead)aead)),
             once = zb_bytes_of(nonce, sizeof nonce);
    for (; count > 0; count--)
        ZB_TRY(zb_aead_open((zb_aead)aead, with, once, zb_bytes_of(NULL, 0),
                            zb_bytes_of(area, len + ZB_AEAD_TAG_BYTES), result));
    return ZB_OK;
}

static zb_status
nothing(zb_request *req, zb_response *res)
{
    (void)req;
    return zb_response_text(res, "");
}

ZB_ROUTES({"GET", "/", nothing});
