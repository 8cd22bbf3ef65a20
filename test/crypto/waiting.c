/* SPDX-License-Identifier: MIT */
/* Handlers that wait while their hash is under way, so that hashes of many requests take turns. */
#include <zerobuf/await.h>
#include <zerobuf/crypto.h>
#include <zerobuf/encoding.h>

/* Hash the body byte by byte in three parts, waiting in between. */
static zb_status
hash(zb_request *req, zb_response *res)
{
    zb_bytes body;
    zb_hasher hasher = {0};
    uint8_t digest[32];
    char text[65];
    uint32_t len;
    ZB_TRY(zb_request_body(req, &body));
    ZB_TRY(zb_hash_begin(&hasher, ZB_SHA256));
    for (uint32_t i = 0; i < body.len; i++) {
        if (i % (body.len / 3 + 1) == 0)
            ZB_TRY(zb_sleep(1));
        ZB_TRY(zb_hasher_update(&hasher, zb_bytes_of(body.ptr + i, 1)));
    }
    ZB_TRY(zb_hasher_end(&hasher, digest));
    ZB_TRY(zb_hex_encode(ZB_HEX_LOWER, zb_bytes_of(digest, sizeof digest), text, sizeof text, &len));
    text[len] = '\0';
    return zb_response_text(res, text);
}

/* Leave a hash open, and fail. */
static zb_status
leave(zb_request *req, zb_response *res)
{
    (void)req;
    (void)res;
    zb_hasher hasher = {0};
    ZB_TRY(zb_hash_begin(&hasher, ZB_SHA256));
    ZB_TRY(zb_sleep(0));
    return ZB_E_NOT_FOUND;
}

ZB_ROUTES({"POST", "/hash", hash}, {"GET", "/leave", leave});
