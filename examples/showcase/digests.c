/* SPDX-License-Identifier: MIT */
/* Cryptography is the platform's own, by one call for each operation: nothing of it lies in the module. */
#include "handlers.h"
#include "input.h"
#include "reply.h"

#include <zerobuf/crypto.h>
#include <zerobuf/encoding.h>

#define TAG_BYTES 16u /* what AES-GCM adds to the text */

/* A digest as hexadecimal text. */
static void
reply_hex(reply *r, const char *key, const uint8_t *digest, uint32_t bytes)
{
    char hex[ZB_DIGEST_MAX_BYTES * 2];
    uint32_t len;
    if (r->status == ZB_OK)
        r->status = zb_hex_encode(ZB_HEX_LOWER, zb_bytes_of(digest, bytes), hex, sizeof hex, &len);
    if (r->status == ZB_OK)
        reply_text(r, key, (zb_str){hex, len});
}

static zb_status
hash(zb_request *req, zb_response *res, zb_digest algorithm, const char *key)
{
    zb_str text;
    uint8_t digest[ZB_DIGEST_MAX_BYTES];
    ZB_TRY(input(req, "input", "hello", &text));
    ZB_TRY(zb_hash(algorithm, zb_bytes_of(text.ptr, text.len), digest));
    reply r = reply_begin(res);
    reply_text(&r, "input", text);
    reply_hex(&r, key, digest, zb_digest_bytes(algorithm));
    return reply_send(&r);
}

zb_status
sha256(zb_request *req, zb_response *res)
{
    return hash(req, res, ZB_SHA256, "sha256");
}

zb_status
sha512(zb_request *req, zb_response *res)
{
    return hash(req, res, ZB_SHA512, "sha512");
}

zb_status
hmac(zb_request *req, zb_response *res)
{
    zb_str key, message;
    uint8_t code[ZB_DIGEST_MAX_BYTES];
    ZB_TRY(input(req, "key", "secret", &key));
    ZB_TRY(input(req, "msg", "hello", &message));
    ZB_TRY(zb_hmac(ZB_SHA256, zb_bytes_of(key.ptr, key.len), zb_bytes_of(message.ptr, message.len), code));
    reply r = reply_begin(res);
    reply_text(&r, "key", key);
    reply_text(&r, "msg", message);
    reply_hex(&r, "hmac", code, zb_digest_bytes(ZB_SHA256));
    return reply_send(&r);
}

/* GET /aes: to and fro.  A key and a nonce in the source are an example's: a nonce must never be used twice.
 */
zb_status
aes(zb_request *req, zb_response *res)
{
    zb_str text;
    zb_off room;
    zb_bytes key = zb_bytes_of(ZB_LIT("01234567890123456789012345678901"));
    zb_bytes nonce = zb_bytes_of(ZB_LIT("012345678901"));
    zb_bytes nothing = zb_bytes_of("", 0);
    ZB_TRY(input(req, "text", "secret message", &text));
    uint32_t sealed_len = text.len + TAG_BYTES;
    ZB_TRY(zb_arena_alloc(req->arena, sealed_len + text.len, 1, &room));
    uint8_t *sealed = zb_arena_ptr(req->arena, room), *opened = sealed + sealed_len;
    ZB_TRY(zb_aead_seal(ZB_AES_256_GCM, key, nonce, nothing, zb_bytes_of(text.ptr, text.len), sealed));
    ZB_TRY(zb_aead_open(ZB_AES_256_GCM, key, nonce, nothing, zb_bytes_of(sealed, sealed_len), opened));
    reply r = reply_begin(res);
    reply_text(&r, "plaintext", text);
    reply_number(&r, "ciphertext_len", sealed_len);
    reply_text(&r, "decrypted", (zb_str){(const char *)opened, text.len});
    reply_bool(&r, "round_trip_ok", zb_bytes_equal(opened, text.ptr, text.len));
    reply_number(&r, "tag_size", TAG_BYTES);
    return reply_send(&r);
}
