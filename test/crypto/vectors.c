/* SPDX-License-Identifier: MIT */
/*
 * Known answers: the same source runs natively over OpenSSL and as a guest of every host.
 *
 * Each vector is an array; the orders stand at the functions below.  Bytes are hex.
 */
#include "vectors.h"

#include <zerobuf/crypto.h>
#include <zerobuf/encoding.h>

/* The fields of one vector. */
typedef struct fields {
    zb_arena *arena;
    zb_off slots;
    uint32_t count;
    zb_status status; /* of the first field that could not be read */
} fields;

/* What a vector proves; anything but ZB_OK says that it does not hold. */
typedef zb_status (*check_fn)(fields *vector);

static zb_status
holds(bool condition)
{
    return condition ? ZB_OK : ZB_E_CORRUPT;
}

static void
keep_status(fields *vector, zb_status status)
{
    if (vector->status == ZB_OK)
        vector->status = status;
}

static zb_off
field_off(const fields *vector, uint32_t index)
{
    return vector->slots + index * ZB_SLOT_BYTES;
}

/* Room in the arena; it does not move (fixed, or a module's memory). */
static uint8_t *
room(fields *vector, uint32_t bytes)
{
    zb_off off;
    zb_status status = zb_arena_alloc(vector->arena, bytes, 1, &off);
    keep_status(vector, status);
    return status == ZB_OK ? zb_arena_ptr(vector->arena, off) : NULL;
}

static zb_bytes
hex(fields *vector, uint32_t index)
{
    zb_str text = {"", 0};
    keep_status(vector, index < vector->count ? zb_slot_get_string(zb_arena_view(vector->arena),
                                                                   field_off(vector, index), &text)
                                              : ZB_E_NOT_FOUND);
    uint32_t len = 0;
    uint8_t *bytes = room(vector, text.len / 2);
    if (bytes != NULL)
        keep_status(vector, zb_hex_decode(text, bytes, text.len / 2, &len));
    return zb_bytes_of(bytes, len);
}

static bool
flag(fields *vector, uint32_t index)
{
    bool value = false;
    keep_status(vector, zb_slot_get_bool(zb_arena_view(vector->arena), field_off(vector, index), &value));
    return value;
}

static uint32_t
number(fields *vector, uint32_t index)
{
    int32_t value = 0;
    keep_status(vector, zb_slot_get_i32(zb_arena_view(vector->arena), field_off(vector, index), &value));
    return (uint32_t)value;
}

static bool
is(zb_str text, const char *literal, uint32_t len)
{
    return text.len == len && zb_bytes_equal(text.ptr, literal, len);
}

static zb_str
name(fields *vector)
{
    zb_str text = {"", 0};
    keep_status(vector, zb_slot_get_string(zb_arena_view(vector->arena), vector->slots, &text));
    return text;
}

static zb_digest
digest(fields *vector)
{
    zb_str text = name(vector);
#define MATCH_DIGEST(constant, value, platform, bytes)                                                       \
    if (is(text, ZB_LIT(#constant)))                                                                         \
        return ZB_##constant;
    ZB_DIGEST_TABLE(MATCH_DIGEST)
#undef MATCH_DIGEST
    return (zb_digest)0;
}

static zb_aead
aead(fields *vector)
{
    zb_str text = name(vector);
#define MATCH_AEAD(constant, value, platform, bytes)                                                         \
    if (is(text, ZB_LIT(#constant)))                                                                         \
        return ZB_##constant;
    ZB_AEAD_TABLE(MATCH_AEAD)
#undef MATCH_AEAD
    return (zb_aead)0;
}

/* Feed a message in pieces of 0, 1, 2, 3, ... bytes. */
static zb_status
feed_and_end(zb_hasher *hasher, zb_bytes message, uint8_t *out)
{
    uint32_t at = 0, step = 0;
    do {
        uint32_t piece = step < message.len - at ? step : message.len - at;
        ZB_TRY(zb_hasher_update(hasher, zb_bytes_of(message.ptr + at, piece)));
        at += piece;
        step++;
    } while (at < message.len);
    return zb_hasher_end(hasher, out);
}

/* digest, message, result */
static zb_status
check_hash(fields *vector)
{
    zb_bytes message = hex(vector, 1), expected = hex(vector, 2);
    uint8_t whole[ZB_DIGEST_MAX_BYTES], pieces[ZB_DIGEST_MAX_BYTES];
    zb_hasher hasher = {0};
    ZB_TRY(vector->status);
    ZB_TRY(zb_hash(digest(vector), message, whole));
    ZB_TRY(zb_hash_begin(&hasher, digest(vector)));
    ZB_TRY(feed_and_end(&hasher, message, pieces));
    return holds(expected.len == zb_digest_bytes(digest(vector)) &&
                 zb_crypto_equal(expected, zb_bytes_of(whole, expected.len)) &&
                 zb_crypto_equal(expected, zb_bytes_of(pieces, expected.len)));
}

/* digest, key, message, tag (may be truncated), whether it fits */
static zb_status
check_hmac(fields *vector)
{
    zb_bytes key = hex(vector, 1), message = hex(vector, 2), tag = hex(vector, 3);
    bool valid = flag(vector, 4);
    uint8_t whole[ZB_DIGEST_MAX_BYTES], pieces[ZB_DIGEST_MAX_BYTES];
    zb_hasher hasher = {0};
    ZB_TRY(vector->status);
    ZB_TRY(zb_hmac(digest(vector), key, message, whole));
    ZB_TRY(zb_hmac_begin(&hasher, digest(vector), key));
    ZB_TRY(feed_and_end(&hasher, message, pieces));
    return holds(tag.len <= zb_digest_bytes(digest(vector)) &&
                 zb_crypto_equal(tag, zb_bytes_of(whole, tag.len)) == valid &&
                 zb_crypto_equal(zb_bytes_of(whole, zb_digest_bytes(digest(vector))),
                                 zb_bytes_of(pieces, zb_digest_bytes(digest(vector)))));
}

/* digest, secret, salt, info, length, result, whether so much may be asked for */
static zb_status
check_hkdf(fields *vector)
{
    zb_bytes secret = hex(vector, 1), salt = hex(vector, 2), info = hex(vector, 3), expected = hex(vector, 5);
    uint32_t len = number(vector, 4);
    bool valid = flag(vector, 6);
    uint8_t *out = room(vector, len);
    ZB_TRY(vector->status);
    zb_status status = zb_hkdf(digest(vector), secret, salt, info, out, len);
    if (!valid)
        return holds(status == ZB_E_INVALID);
    ZB_TRY(status);
    return holds(zb_crypto_equal(expected, zb_bytes_of(out, len)));
}

/* digest, password, salt, iterations, result */
static zb_status
check_pbkdf2(fields *vector)
{
    zb_bytes password = hex(vector, 1), salt = hex(vector, 2), expected = hex(vector, 4);
    uint32_t iterations = number(vector, 3);
    uint8_t *out = room(vector, expected.len);
    ZB_TRY(vector->status);
    ZB_TRY(zb_pbkdf2(digest(vector), password, salt, iterations, out, expected.len));
    return holds(zb_crypto_equal(expected, zb_bytes_of(out, expected.len)));
}

static bool
holds_none_of(zb_bytes secret, const uint8_t *at)
{
    for (uint32_t i = 0; i < secret.len; i++)
        if (at[i] != 0 && at[i] != 0xa5)
            return false;
    return true;
}

/* cipher, key, nonce, additional data, plaintext, ciphertext and tag, whether the tag fits */
static zb_status
check_aead(fields *vector)
{
    zb_bytes key = hex(vector, 1), nonce = hex(vector, 2), aad = hex(vector, 3), plaintext = hex(vector, 4),
             sealed = hex(vector, 5);
    bool valid = flag(vector, 6);
    uint8_t *apart = room(vector, sealed.len), *in_place = room(vector, sealed.len);
    ZB_TRY(vector->status);
    zb_bytes copy = zb_bytes_of(in_place, sealed.len);
    __builtin_memset(apart, 0xa5, sealed.len);
    __builtin_memcpy(in_place, sealed.ptr, sealed.len);

    zb_status status = zb_aead_open(aead(vector), key, nonce, aad, sealed, apart);
    if (status == ZB_E_UNSUPPORTED)
        return status;
    if (!valid)
        return holds(status == ZB_E_AUTHENTIC && holds_none_of(plaintext, apart) &&
                     zb_aead_open(aead(vector), key, nonce, aad, copy, in_place) == ZB_E_AUTHENTIC);
    ZB_TRY(status);
    ZB_TRY(zb_aead_open(aead(vector), key, nonce, aad, copy, in_place));
    if (!zb_crypto_equal(plaintext, zb_bytes_of(apart, sealed.len - ZB_AEAD_TAG_BYTES)) ||
        !zb_crypto_equal(plaintext, zb_bytes_of(in_place, sealed.len - ZB_AEAD_TAG_BYTES)))
        return ZB_E_CORRUPT;
    ZB_TRY(zb_aead_seal(aead(vector), key, nonce, aad, plaintext, apart));
    ZB_TRY(zb_aead_seal(aead(vector), key, nonce, aad, zb_bytes_of(in_place, plaintext.len), in_place));
    return holds(zb_crypto_equal(sealed, zb_bytes_of(apart, sealed.len)) && zb_crypto_equal(sealed, copy));
}

/* seed, public key, message, signature */
static zb_status
check_ed25519_sign(fields *vector)
{
    zb_bytes seed = hex(vector, 0), public_key = hex(vector, 1), message = hex(vector, 2),
             signature = hex(vector, 3);
    uint8_t found[ZB_ED25519_KEY_BYTES], made[ZB_ED25519_SIGNATURE_BYTES];
    ZB_TRY(vector->status);
    ZB_TRY(zb_ed25519_public(seed, found));
    ZB_TRY(zb_ed25519_sign(seed, message, made));
    ZB_TRY(zb_ed25519_verify(public_key, message, signature));
    return holds(zb_crypto_equal(public_key, zb_bytes_of(found, sizeof found)) &&
                 zb_crypto_equal(signature, zb_bytes_of(made, sizeof made)));
}

/* public key, message, signature, whether it fits */
static zb_status
check_ed25519_verify(fields *vector)
{
    zb_bytes public_key = hex(vector, 0), message = hex(vector, 1), signature = hex(vector, 2);
    bool valid = flag(vector, 3);
    ZB_TRY(vector->status);
    return holds(zb_ed25519_verify(public_key, message, signature) == (valid ? ZB_OK : ZB_E_AUTHENTIC));
}

/* private key, public key */
static zb_status
check_p256_public(fields *vector)
{
    zb_bytes private_key = hex(vector, 0), public_key = hex(vector, 1), message = zb_bytes_of(ZB_LIT("pair"));
    uint8_t found[ZB_P256_PUBLIC_BYTES], signature[ZB_P256_SIGNATURE_BYTES];
    ZB_TRY(vector->status);
    ZB_TRY(zb_p256_public(private_key, found));
    ZB_TRY(zb_p256_sign(private_key, message, signature));
    ZB_TRY(zb_p256_verify(public_key, message, zb_bytes_of(signature, sizeof signature)));
    return holds(zb_crypto_equal(public_key, zb_bytes_of(found, sizeof found)));
}

/* public key, whether it is one: a signature that does not fit shows it */
static zb_status
check_p256_key(fields *vector)
{
    static const uint8_t signature[ZB_P256_SIGNATURE_BYTES] = {1, [32] = 1};
    zb_bytes public_key = hex(vector, 0);
    bool valid = flag(vector, 1);
    ZB_TRY(vector->status);
    zb_status status =
        zb_p256_verify(public_key, zb_bytes_of("", 0), zb_bytes_of(signature, sizeof signature));
    return holds(status == (valid ? ZB_E_AUTHENTIC : ZB_E_INVALID));
}

/* public key, message, signature as r and s, whether it fits */
static zb_status
check_p256_verify(fields *vector)
{
    zb_bytes public_key = hex(vector, 0), message = hex(vector, 1), signature = hex(vector, 2);
    bool valid = flag(vector, 3);
    ZB_TRY(vector->status);
    return holds(zb_p256_verify(public_key, message, signature) == (valid ? ZB_OK : ZB_E_AUTHENTIC));
}

/* public key, message, signature in DER, whether it is DER and fits */
static zb_status
check_p256_verify_der(fields *vector)
{
    zb_bytes public_key = hex(vector, 0), message = hex(vector, 1), der = hex(vector, 2);
    bool valid = flag(vector, 3);
    uint8_t pair[ZB_P256_SIGNATURE_BYTES], back[ZB_P256_DER_MAX_BYTES];
    uint32_t len;
    ZB_TRY(vector->status);
    zb_status status = zb_p256_signature_from_der(der, pair);
    if (status == ZB_E_SYNTAX)
        return holds(!valid);
    ZB_TRY(status);
    zb_bytes signature = zb_bytes_of(pair, sizeof pair);
    ZB_TRY(zb_p256_signature_to_der(signature, back, &len));
    return holds(zb_crypto_equal(der, zb_bytes_of(back, len)) &&
                 zb_p256_verify(public_key, message, signature) == (valid ? ZB_OK : ZB_E_AUTHENTIC));
}

/* private key, public key of the other party, result, whether it is not all zeros */
static zb_status
check_x25519(fields *vector)
{
    zb_bytes private_key = hex(vector, 0), public_key = hex(vector, 1), expected = hex(vector, 2);
    bool valid = flag(vector, 3);
    uint8_t shared[ZB_X25519_KEY_BYTES];
    ZB_TRY(vector->status);
    zb_status status = zb_x25519_shared(private_key, public_key, shared);
    if (!valid)
        return holds(status == ZB_E_INVALID);
    ZB_TRY(status);
    return holds(zb_crypto_equal(expected, zb_bytes_of(shared, sizeof shared)));
}

static const struct {
    zb_str kind;
    check_fn check;
} checks[] = {
    {{ZB_LIT("hash")}, check_hash},
    {{ZB_LIT("hmac")}, check_hmac},
    {{ZB_LIT("hkdf")}, check_hkdf},
    {{ZB_LIT("pbkdf2")}, check_pbkdf2},
    {{ZB_LIT("aead")}, check_aead},
    {{ZB_LIT("ed25519_sign")}, check_ed25519_sign},
    {{ZB_LIT("ed25519_verify")}, check_ed25519_verify},
    {{ZB_LIT("p256_public")}, check_p256_public},
    {{ZB_LIT("p256_key")}, check_p256_key},
    {{ZB_LIT("p256_verify")}, check_p256_verify},
    {{ZB_LIT("p256_verify_der")}, check_p256_verify_der},
    {{ZB_LIT("x25519")}, check_x25519},
};

static check_fn
find_check(zb_str kind)
{
    for (uint32_t i = 0; i < sizeof checks / sizeof checks[0]; i++)
        if (is(kind, checks[i].kind.ptr, checks[i].kind.len))
            return checks[i].check;
    return NULL;
}

static void
count(outcome *out, uint32_t index, zb_status status)
{
    if (status == ZB_OK) {
        out->passed++;
    } else if (status == ZB_E_UNSUPPORTED) {
        out->unsupported++;
    } else if (out->failed++ == 0) {
        out->first_failed = index;
        out->first_status = status;
    }
}

zb_status
run_vectors(zb_arena *arena, zb_slot file, outcome *out)
{
    zb_str kind;
    zb_off tests;
    zb_array list, vector;
    outcome result = {0};
    if (file.tag != ZB_TAG_OBJECT)
        return ZB_E_TAG;
    ZB_TRY(zb_object_get_string(zb_arena_view(arena), file.a, ZB_LIT("kind"), &kind));
    ZB_TRY(zb_object_get_array(zb_arena_view(arena), file.a, ZB_LIT("tests"), &tests));
    ZB_TRY(zb_array_open(zb_arena_view(arena), tests, &list));
    check_fn check = find_check(kind);
    if (check == NULL)
        return ZB_E_NOT_FOUND;
    for (uint32_t i = 0; i < list.length; i++) {
        zb_off handle;
        zb_checkpoint mark = zb_arena_save(arena);
        ZB_TRY(zb_slot_get_array(zb_arena_view(arena), list.slots + i * ZB_SLOT_BYTES, &handle));
        ZB_TRY(zb_array_open(zb_arena_view(arena), handle, &vector));
        fields current = {arena, vector.slots, vector.length, ZB_OK};
        count(&result, i, check(&current));
        ZB_TRY(zb_arena_restore(arena, mark));
    }
    *out = result;
    return ZB_OK;
}
