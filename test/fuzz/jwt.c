/* SPDX-License-Identifier: MIT */
/*
 * Fuzzes the verification of JSON Web Tokens.
 *
 * Input: 1 byte that chooses flags and whether the rest is a token, which nobody signed, or a header and
 * claims, apart by a zero byte, which are signed here.  Oracles:
 *  - a token that nobody signed is never taken;
 *  - of one that was signed the status is what follows from reading both texts as a whole, and the claims are
 * the same text;
 *  - a failure leaves the arena where it was, and the result untouched.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zerobuf/encoding.h>
#include <zerobuf/jwt.h>
#include <zerobuf/zerobuf.h>

#define REGION_BYTES (1u << 22)
#define NOW 1000.0
#define LEEWAY 10.0

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint8_t key[32] = "the key of tokens that are good";
static uint64_t regions[2][REGION_BYTES / 8];

static void
require(bool condition, const char *what)
{
    if (condition)
        return;
    fprintf(stderr, "oracle: %s\n", what);
    abort();
}

static zb_arena
fresh(int which)
{
    zb_arena arena;
    require(zb_arena_init(&arena, regions[which], REGION_BYTES, 8, 0) == ZB_OK, "arena");
    return arena;
}

static uint32_t
add_base64url(zb_bytes bytes, char *out, uint32_t room)
{
    uint32_t len = 0;
    require(zb_base64_encode(ZB_BASE64_URL, bytes, out, room, &len) == ZB_OK, "it is encoded");
    return len;
}

static zb_status
read_whole(zb_arena *arena, zb_bytes text, zb_slot *out)
{
    zb_json_read_options options = {.duplicates = ZB_JSON_DUPLICATES_REJECT};
    zb_status status = zb_json_read(arena, (const char *)text.ptr, text.len, &options, out, NULL);
    return status == ZB_OK && out->tag != ZB_TAG_OBJECT ? ZB_E_SYNTAX : status;
}

/* What a header says, read as a whole. */
static zb_status
model_header(zb_arena *arena, zb_bytes text)
{
    zb_slot header, alg;
    zb_off at;
    zb_str name;
    ZB_TRY(read_whole(arena, text, &header));
    zb_view view = zb_arena_view(arena);
    if (zb_object_find(view, header.a, ZB_LIT("alg"), &at) != ZB_OK)
        return ZB_E_AUTHENTIC;
    ZB_TRY(zb_slot_read(view, at, &alg));
    if (alg.tag != ZB_TAG_STRING)
        return ZB_E_TAG;
    ZB_TRY(zb_slot_get_string(view, at, &name));
    if (name.len != 5 || memcmp(name.ptr, "HS256", 5) != 0)
        return ZB_E_AUTHENTIC;
    return zb_object_find(view, header.a, ZB_LIT("crit"), &at) == ZB_OK ? ZB_E_UNSUPPORTED : ZB_OK;
}

/* A time that a claim names; false when it is missing. */
static bool
time_of(zb_view view, zb_slot claims, const char *name, double *out, zb_status *status)
{
    zb_off at;
    if (*status != ZB_OK || zb_object_find(view, claims.a, name, 3, &at) != ZB_OK)
        return false;
    *status = zb_slot_get_f64(view, at, out);
    return *status == ZB_OK;
}

static zb_status
model_claims(zb_arena *arena, zb_bytes text, bool optional, zb_slot *claims)
{
    ZB_TRY(read_whole(arena, text, claims));
    zb_view view = zb_arena_view(arena);
    zb_status status = ZB_OK;
    double exp = 0, nbf = 0;
    bool has_exp = time_of(view, *claims, "exp", &exp, &status);
    ZB_TRY(status);
    if (has_exp ? exp <= NOW - LEEWAY : !optional)
        return ZB_E_EXPIRED;
    bool has_nbf = time_of(view, *claims, "nbf", &nbf, &status);
    ZB_TRY(status);
    return has_nbf && nbf > NOW + LEEWAY ? ZB_E_EXPIRED : ZB_OK;
}

static zb_status
verify(zb_arena *arena, zb_str token, bool optional, zb_slot *claims)
{
    zb_jwt_rules rules = {.algorithm = ZB_JWT_HS256,
                          .flags = optional ? ZB_JWT_EXP_OPTIONAL : 0,
                          .key = zb_bytes_of(key, sizeof key),
                          .now_s = (int64_t)NOW,
                          .leeway_s = (uint32_t)LEEWAY};
    zb_checkpoint before = zb_arena_save(arena);
    *claims = zb_i32(77);
    zb_status status = zb_jwt_verify(arena, token, &rules, claims);
    require(zb_arena_check(arena) == ZB_OK, "the arena is sound");
    if (status != ZB_OK)
        require(zb_arena_save(arena) == before && claims->tag == ZB_TAG_I32 && claims->a == 77,
                "a failure leaves nothing behind");
    return status;
}

static void
signed_token(const uint8_t *data, uint32_t len, bool optional)
{
    const uint8_t *zero = memchr(data, 0, len);
    uint32_t header_len = zero == NULL ? len : (uint32_t)(zero - data);
    zb_bytes header = zb_bytes_of(data, header_len);
    zb_bytes claims = zero == NULL ? zb_bytes_of(data, 0) : zb_bytes_of(zero + 1, len - header_len - 1);
    uint32_t room = 2 * len + 128, at = 0;
    char *token = malloc(room);
    uint8_t mac[32];
    require(token != NULL, "memory");
    at += add_base64url(header, token, room);
    token[at++] = '.';
    at += add_base64url(claims, token + at, room - at);
    require(zb_hmac(ZB_SHA256, zb_bytes_of(key, sizeof key), zb_bytes_of(token, at), mac) == ZB_OK, "signed");
    token[at++] = '.';
    at += add_base64url(zb_bytes_of(mac, sizeof mac), token + at, room - at);

    zb_arena found_in = fresh(0), expected_in = fresh(1);
    zb_slot found, expected, found_text, expected_text;
    zb_status status = verify(&found_in, (zb_str){token, at}, optional, &found);
    zb_status model = at > ZB_JWT_MAX_BYTES ? ZB_E_BUDGET : model_header(&expected_in, header);
    if (model == ZB_OK)
        model = model_claims(&expected_in, claims, optional, &expected);
    require(status == model, "the status is that of the model");
    if (status == ZB_OK) {
        zb_str a, b;
        require(zb_json_text(&found_in, found, NULL, &found_text) == ZB_OK &&
                    zb_json_text(&expected_in, expected, NULL, &expected_text) == ZB_OK &&
                    zb_string_at(zb_arena_view(&found_in), found_text.a, &a) == ZB_OK &&
                    zb_string_at(zb_arena_view(&expected_in), expected_text.a, &b) == ZB_OK &&
                    a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0,
                "the claims are those of the text");
    }
    free(token);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1 || size > 16384)
        return 0;
    uint32_t len = (uint32_t)size - 1;
    uint8_t *copy = malloc(len > 0 ? len : 1);
    require(copy != NULL, "memory");
    memcpy(copy, data + 1, len);
    if ((data[0] & 2) != 0) {
        signed_token(copy, len, (data[0] & 1) != 0);
    } else {
        zb_arena arena = fresh(0);
        zb_slot claims;
        require(verify(&arena, (zb_str){(const char *)copy, len}, (data[0] & 1) != 0, &claims) != ZB_OK,
                "nobody signed this");
    }
    free(copy);
    return 0;
}
