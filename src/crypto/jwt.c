/* SPDX-License-Identifier: MIT */
/*
 * The signature is verified over the characters as they came, before any JSON is read: what a
 * stranger sends reaches two scans for dots and one strict base64 decoder, nothing else.
 */
#include <zerobuf/encoding.h>
#include <zerobuf/json.h>
#include <zerobuf/jwt.h>
#include <zerobuf/object.h>
#include <zerobuf/array.h>

/* JSON is decoded and read in pieces, so that it needs no memory beside its values. */
#define PIECE_CHARACTERS 512u
#define PIECE_BYTES (PIECE_CHARACTERS / 4 * 3)

#define SIGNATURE_MAX_BYTES 64u
#define HS256_MIN_KEY_BYTES 32u

typedef struct parts {
    zb_str header, claims, signature;
    zb_bytes signed_text; /* header, dot, claims */
} parts;

static const struct {
    zb_str name;
    uint32_t signature_bytes;
} algorithms[] = {
    [ZB_JWT_HS256] = {{ZB_LIT("HS256")}, 32},
    [ZB_JWT_ES256] = {{ZB_LIT("ES256")}, ZB_P256_SIGNATURE_BYTES},
    [ZB_JWT_EDDSA] = {{ZB_LIT("EdDSA")}, ZB_ED25519_SIGNATURE_BYTES},
};

static bool
same(zb_str left, zb_str right)
{
    return left.len == right.len && zb_bytes_equal(left.ptr, right.ptr, left.len);
}

static zb_status
check_rules(const zb_jwt_rules *rules)
{
    if ((rules->flags & ~ZB_JWT_EXP_OPTIONAL) != 0)
        return ZB_E_INVALID;
    bool fits = false;
    switch (rules->algorithm) {
    case ZB_JWT_HS256:
        fits = rules->key.len >= HS256_MIN_KEY_BYTES;
        break;
    case ZB_JWT_ES256:
        fits = rules->key.len == ZB_P256_PUBLIC_BYTES;
        break;
    case ZB_JWT_EDDSA:
        fits = rules->key.len == ZB_ED25519_KEY_BYTES;
        break;
    }
    return fits ? ZB_OK : ZB_E_INVALID;
}

/* Up to the next dot, or to the end.  Moves `rest` behind it. */
static zb_str
take_part(zb_str *rest, bool *dot)
{
    uint32_t len = 0;
    while (len < rest->len && rest->ptr[len] != '.')
        len++;
    zb_str part = {rest->ptr, len};
    *dot = len < rest->len;
    rest->ptr += len + *dot;
    rest->len -= len + *dot;
    return part;
}

static zb_status
split(zb_str token, parts *out)
{
    if (token.len > ZB_JWT_MAX_BYTES)
        return ZB_E_BUDGET;
    zb_str rest = token;
    bool first, second, third;
    out->header = take_part(&rest, &first);
    out->claims = take_part(&rest, &second);
    out->signature = take_part(&rest, &third);
    if (!first || !second || third)
        return ZB_E_SYNTAX;
    out->signed_text = zb_bytes_of(token.ptr, out->header.len + 1 + out->claims.len);
    return ZB_OK;
}

static zb_status
check_signature(const parts *token, const zb_jwt_rules *rules)
{
    uint8_t bytes[SIGNATURE_MAX_BYTES], expected[SIGNATURE_MAX_BYTES];
    uint32_t len, expected_len = algorithms[rules->algorithm].signature_bytes;
    zb_status status = zb_base64_decode(ZB_BASE64_URL, token->signature, bytes, sizeof bytes, &len);
    if (status == ZB_E_SYNTAX)
        return status;
    if (status != ZB_OK || len != expected_len)
        return ZB_E_AUTHENTIC;
    zb_bytes signature = zb_bytes_of(bytes, len);
    if (rules->algorithm == ZB_JWT_ES256)
        return zb_p256_verify(rules->key, token->signed_text, signature);
    if (rules->algorithm == ZB_JWT_EDDSA)
        return zb_ed25519_verify(rules->key, token->signed_text, signature);
    ZB_TRY(zb_hmac(ZB_SHA256, rules->key, token->signed_text, expected));
    bool equal = zb_crypto_equal(signature, zb_bytes_of(expected, len));
    zb_crypto_wipe(expected, sizeof expected);
    return equal ? ZB_OK : ZB_E_AUTHENTIC;
}

/* Feed a reader with what base64url stands for. */
static zb_status
feed(zb_json_reader *reader, zb_str text)
{
    uint8_t piece[PIECE_BYTES];
    uint32_t len;
    for (uint32_t at = 0; at < text.len; at += PIECE_CHARACTERS) {
        uint32_t left = text.len - at;
        zb_str part = {text.ptr + at, left < PIECE_CHARACTERS ? left : PIECE_CHARACTERS};
        ZB_TRY(zb_base64_decode(ZB_BASE64_URL, part, piece, sizeof piece, &len));
        ZB_TRY(zb_json_feed(reader, (const char *)piece, len));
    }
    return ZB_OK;
}

static zb_status
read_object(zb_arena *arena, zb_str text, zb_slot *out)
{
    const zb_json_read_options options = {.duplicates = ZB_JSON_DUPLICATES_REJECT};
    zb_json_reader reader;
    zb_slot value;
    ZB_TRY(zb_json_begin(&reader, arena, &options));
    zb_status status = feed(&reader, text);
    if (status != ZB_OK) {
        zb_json_abort(&reader);
        return status;
    }
    ZB_TRY(zb_json_end(&reader, &value, NULL));
    if (value.tag != ZB_TAG_OBJECT)
        return ZB_E_SYNTAX;
    *out = value;
    return ZB_OK;
}

static zb_status
check_header(zb_view view, zb_slot header, const zb_jwt_rules *rules)
{
    zb_str name;
    zb_off slot;
    zb_status status = zb_object_get_string(view, header.a, ZB_LIT("alg"), &name);
    if (status != ZB_OK)
        return status == ZB_E_NOT_FOUND ? ZB_E_AUTHENTIC : status;
    if (!same(name, algorithms[rules->algorithm].name))
        return ZB_E_AUTHENTIC;
    status = zb_object_find(view, header.a, ZB_LIT("crit"), &slot);
    if (status == ZB_E_NOT_FOUND)
        return ZB_OK;
    return status == ZB_OK ? ZB_E_UNSUPPORTED : status; /* RFC 7515, 4.1.11 */
}

static zb_status
check_times(zb_view view, zb_slot claims, const zb_jwt_rules *rules)
{
    double now = (double)rules->now_s, leeway = (double)rules->leeway_s, time = 0;
    zb_status status = zb_object_get_f64(view, claims.a, ZB_LIT("exp"), &time);
    if (status == ZB_E_NOT_FOUND) {
        if ((rules->flags & ZB_JWT_EXP_OPTIONAL) == 0)
            return ZB_E_EXPIRED;
    } else {
        ZB_TRY(status);
        if (!(now - leeway < time))
            return ZB_E_EXPIRED;
    }
    status = zb_object_get_f64(view, claims.a, ZB_LIT("nbf"), &time);
    if (status == ZB_E_NOT_FOUND)
        return ZB_OK;
    ZB_TRY(status);
    return now + leeway >= time ? ZB_OK : ZB_E_EXPIRED;
}

static zb_status
check_issuer(zb_view view, zb_slot claims, zb_str issuer)
{
    zb_str found;
    if (issuer.len == 0)
        return ZB_OK;
    zb_status status = zb_object_get_string(view, claims.a, ZB_LIT("iss"), &found);
    if (status == ZB_E_NOT_FOUND || status == ZB_E_TAG)
        return ZB_E_DENIED;
    ZB_TRY(status);
    return same(found, issuer) ? ZB_OK : ZB_E_DENIED;
}

/* One string, or an array that holds it (RFC 7519, 4.1.3). */
static zb_status
check_audience(zb_view view, zb_slot claims, zb_str audience)
{
    zb_off slot;
    zb_slot value;
    zb_str found;
    zb_array list;
    if (audience.len == 0)
        return ZB_OK;
    zb_status status = zb_object_find(view, claims.a, ZB_LIT("aud"), &slot);
    if (status == ZB_E_NOT_FOUND)
        return ZB_E_DENIED;
    ZB_TRY(status);
    ZB_TRY(zb_slot_read(view, slot, &value));
    if (value.tag == ZB_TAG_STRING) {
        ZB_TRY(zb_slot_get_string(view, slot, &found));
        return same(found, audience) ? ZB_OK : ZB_E_DENIED;
    }
    if (value.tag != ZB_TAG_ARRAY)
        return ZB_E_DENIED;
    ZB_TRY(zb_array_open(view, value.a, &list));
    for (uint32_t i = 0; i < list.length; i++) {
        status = zb_slot_get_string(view, list.slots + i * ZB_SLOT_BYTES, &found);
        if (status == ZB_OK && same(found, audience))
            return ZB_OK;
        if (status != ZB_OK && status != ZB_E_TAG)
            return status;
    }
    return ZB_E_DENIED;
}

static zb_status
check_claims(zb_view view, zb_slot claims, const zb_jwt_rules *rules)
{
    ZB_TRY(check_times(view, claims, rules));
    ZB_TRY(check_issuer(view, claims, rules->issuer));
    return check_audience(view, claims, rules->audience);
}

zb_status
zb_jwt_verify(zb_arena *arena, zb_str token, const zb_jwt_rules *rules, zb_slot *claims)
{
    parts split_token;
    zb_slot header, found;
    ZB_TRY(check_rules(rules));
    ZB_TRY(split(token, &split_token));
    ZB_TRY(check_signature(&split_token, rules));

    zb_checkpoint mark = zb_arena_save(arena);
    zb_status status = read_object(arena, split_token.header, &header);
    if (status == ZB_OK)
        status = check_header(zb_arena_view(arena), header, rules);
    ZB_TRY(zb_arena_restore(arena, mark));
    ZB_TRY(status);

    status = read_object(arena, split_token.claims, &found);
    if (status == ZB_OK)
        status = check_claims(zb_arena_view(arena), found, rules);
    if (status != ZB_OK) {
        ZB_TRY(zb_arena_restore(arena, mark));
        return status;
    }
    *claims = found;
    return ZB_OK;
}
