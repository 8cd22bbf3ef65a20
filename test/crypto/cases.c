/* SPDX-License-Identifier: MIT */
/* What no vector shows: limits, misuse, places in memory, key pairs that are made here. */
#include "cases.h"

#include <zerobuf/crypto.h>
#include <zerobuf/encoding.h>

const test_case cases[] = {
    {"empty inputs are ordinary", case_empty},
    {"lengths are checked", case_lengths},
    {"hashers begin, end, and refuse what is out of turn", case_hashers},
    {"encryption in place and with overlap", case_aead_places},
    {"key pairs sign, verify and agree", case_key_pairs},
    {"comparing and wiping", case_secrets},
    {"base64", case_base64},
    {"hex", case_hex},
    {"signatures in DER", case_der},
    {"JWT: the examples of the RFCs", case_jwt_rfc},
    {"JWT: exp and nbf", case_jwt_times},
    {"JWT: iss and aud", case_jwt_parties},
    {"JWT: what is refused", case_jwt_refused},
    {"JWT: rules are checked", case_jwt_rules},
};
const uint32_t case_count = sizeof cases / sizeof cases[0];

static const zb_bytes nothing = {(const uint8_t *)"", 0};

static bool
is_hex(const uint8_t *bytes, uint32_t len, const char *expected)
{
    char text[2 * ZB_DIGEST_MAX_BYTES];
    uint32_t chars = 0;
    if (zb_hex_encode(ZB_HEX_LOWER, zb_bytes_of(bytes, len), text, sizeof text, &chars) != ZB_OK)
        return false;
    uint32_t at = 0;
    while (at < chars && expected[at] == text[at])
        at++;
    return at == chars && expected[at] == '\0';
}

const char *
case_empty(zb_arena *arena)
{
    (void)arena;
    const char *failed = NULL;
    uint8_t out[ZB_DIGEST_MAX_BYTES];
    static const uint8_t key[32], nonce[ZB_AEAD_NONCE_BYTES];
    EXPECT(zb_hash(ZB_SHA512, nothing, out) == ZB_OK);
    EXPECT(is_hex(out, 64,
                  "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
                  "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"));
    EXPECT(zb_hash(ZB_SHA512, zb_bytes_of(NULL, 0), out) == ZB_OK && out[0] == 0xcf);
    EXPECT(zb_hmac(ZB_SHA256, nothing, nothing, out) == ZB_OK);
    EXPECT(is_hex(out, 32, "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"));
    EXPECT(zb_hmac(ZB_SHA256, zb_bytes_of(NULL, 0), zb_bytes_of(NULL, 0), out) == ZB_OK && out[0] == 0xb6);
    EXPECT(zb_hmac(ZB_SHA256, nothing, zb_bytes_of(ZB_LIT("message")), out) == ZB_OK && out[0] == 0xeb);
    EXPECT(zb_hmac(ZB_SHA256, zb_bytes_of(ZB_LIT("key")), nothing, out) == ZB_OK && out[0] == 0x5d);
    EXPECT(zb_hkdf(ZB_SHA256, nothing, nothing, nothing, out, 16) == ZB_OK);
    EXPECT(zb_hkdf(ZB_SHA256, nothing, nothing, nothing, out, 0) == ZB_OK);
    EXPECT(zb_pbkdf2(ZB_SHA256, nothing, nothing, 1, out, 16) == ZB_OK);
    EXPECT(zb_pbkdf2(ZB_SHA256, nothing, nothing, 1, out, 0) == ZB_OK);
    EXPECT(zb_random(out, 0) == ZB_OK);

    static const zb_aead aeads[] = {ZB_AES_128_GCM, ZB_AES_256_GCM, ZB_CHACHA20_POLY1305};
    for (uint32_t i = 0; i < sizeof aeads / sizeof aeads[0]; i++) {
        zb_bytes k = zb_bytes_of(key, zb_aead_key_bytes(aeads[i])), n = zb_bytes_of(nonce, sizeof nonce);
        zb_status status = zb_aead_seal(aeads[i], k, n, nothing, nothing, out);
        if (status == ZB_E_UNSUPPORTED && aeads[i] == ZB_CHACHA20_POLY1305)
            continue; /* not every host has it */
        EXPECT(status == ZB_OK);
        zb_bytes sealed = zb_bytes_of(out, ZB_AEAD_TAG_BYTES);
        EXPECT(zb_aead_open(aeads[i], k, n, nothing, sealed, out) == ZB_OK);
        EXPECT(zb_aead_open(aeads[i], k, n, nothing, sealed, NULL) == ZB_OK);
        out[3] ^= 1;
        EXPECT(zb_aead_open(aeads[i], k, n, nothing, sealed, NULL) == ZB_E_AUTHENTIC);
    }

    uint8_t seed[ZB_ED25519_KEY_BYTES], public_key[ZB_P256_PUBLIC_BYTES];
    EXPECT(zb_ed25519_keygen(seed, public_key) == ZB_OK);
    EXPECT(zb_ed25519_sign(zb_bytes_of(seed, 32), nothing, out) == ZB_OK);
    EXPECT(zb_ed25519_verify(zb_bytes_of(public_key, 32), nothing, zb_bytes_of(out, 64)) == ZB_OK);
    EXPECT(zb_p256_keygen(seed, public_key) == ZB_OK);
    EXPECT(zb_p256_sign(zb_bytes_of(seed, 32), nothing, out) == ZB_OK);
    EXPECT(zb_p256_verify(zb_bytes_of(public_key, 65), nothing, zb_bytes_of(out, 64)) == ZB_OK);
    return failed;
}

const char *
case_lengths(zb_arena *arena)
{
    (void)arena;
    const char *failed = NULL;
    uint8_t out[128];
    static const uint8_t bytes[2048];
    __builtin_memset(out, 0x5a, sizeof out);
    EXPECT(zb_hash((zb_digest)0, nothing, out) == ZB_E_INVALID);
    EXPECT(zb_hash((zb_digest)5, nothing, out) == ZB_E_INVALID);
    EXPECT(zb_hmac((zb_digest)5, nothing, nothing, out) == ZB_E_INVALID);
    EXPECT(zb_hkdf(ZB_SHA256, nothing, nothing, nothing, out, 255 * 32 + 1) == ZB_E_INVALID);
    EXPECT(zb_hkdf(ZB_SHA256, nothing, nothing, zb_bytes_of(bytes, 1025), out, 32) == ZB_E_INVALID);
    EXPECT(zb_pbkdf2(ZB_SHA256, nothing, nothing, 0, out, 32) == ZB_E_INVALID);
    EXPECT(zb_pbkdf2(ZB_SHA256, nothing, nothing, 0x80000000u, out, 32) == ZB_E_INVALID);
    EXPECT(zb_pbkdf2(ZB_SHA256, nothing, nothing, 1, out, (1u << 20) + 1) == ZB_E_INVALID);
    for (uint32_t len = 0; len < 40; len++) {
        zb_bytes key = zb_bytes_of(bytes, len), nonce = zb_bytes_of(bytes, 12);
        if (len != 16)
            EXPECT(zb_aead_seal(ZB_AES_128_GCM, key, nonce, nothing, nothing, out) == ZB_E_INVALID);
        if (len != 32) {
            EXPECT(zb_aead_seal(ZB_AES_256_GCM, key, nonce, nothing, nothing, out) == ZB_E_INVALID);
            EXPECT(zb_ed25519_public(key, out) == ZB_E_INVALID);
            EXPECT(zb_ed25519_sign(key, nothing, out) == ZB_E_INVALID);
            EXPECT(zb_ed25519_verify(key, nothing, zb_bytes_of(bytes, 64)) == ZB_E_INVALID);
            EXPECT(zb_x25519_public(key, out) == ZB_E_INVALID);
            EXPECT(zb_x25519_shared(key, zb_bytes_of(bytes, 32), out) == ZB_E_INVALID);
            EXPECT(zb_x25519_shared(zb_bytes_of(bytes, 32), key, out) == ZB_E_INVALID);
        }
        EXPECT(zb_p256_public(key, out) == ZB_E_INVALID); /* 32 zeros are no scalar */
        EXPECT(zb_p256_sign(key, nothing, out) == ZB_E_INVALID);
        EXPECT(zb_p256_verify(key, nothing, zb_bytes_of(bytes, 64)) == ZB_E_INVALID);
        if (len != 12)
            EXPECT(zb_aead_seal(ZB_AES_128_GCM, zb_bytes_of(bytes, 16), key, nothing, nothing, out) ==
                   ZB_E_INVALID);
        if (len < 16)
            EXPECT(zb_aead_open(ZB_AES_128_GCM, zb_bytes_of(bytes, 16), nonce, nothing, key, out) ==
                   ZB_E_INVALID);
    }
    EXPECT(zb_random(out, 0x80000000u) == ZB_E_INVALID);
    EXPECT(zb_p256_signature_to_der(zb_bytes_of(bytes, 63), out, &(uint32_t){0}) == ZB_E_INVALID);
    for (uint32_t i = 0; i < sizeof out; i++)
        EXPECT(out[i] == 0x5a);
    return failed;
}

const char *
case_hashers(zb_arena *arena)
{
    (void)arena;
    const char *failed = NULL;
    uint8_t out[ZB_DIGEST_MAX_BYTES], other[ZB_DIGEST_MAX_BYTES];
    zb_hasher first = {0}, second = {0}, never = {0};
    EXPECT(zb_hash_begin(&first, (zb_digest)9) == ZB_E_INVALID && first.state == 0);
    EXPECT(zb_hash_begin(&first, ZB_SHA1_LEGACY) == ZB_OK);
    EXPECT(zb_hash_begin(&first, ZB_SHA256) == ZB_E_INVALID);
    EXPECT(zb_hmac_begin(&second, ZB_SHA384, zb_bytes_of(ZB_LIT("key"))) == ZB_OK);
    /* Two at once do not meet. */
    EXPECT(zb_hasher_update(&first, zb_bytes_of(ZB_LIT("ab"))) == ZB_OK);
    EXPECT(zb_hasher_update(&second, zb_bytes_of(ZB_LIT("abc"))) == ZB_OK);
    EXPECT(zb_hasher_update(&first, zb_bytes_of(ZB_LIT("c"))) == ZB_OK);
    EXPECT(zb_hasher_end(&first, out) == ZB_OK);
    EXPECT(is_hex(out, 20, "a9993e364706816aba3e25717850c26c9cd0d89d"));
    EXPECT(zb_hasher_end(&second, out) == ZB_OK);
    EXPECT(zb_hmac(ZB_SHA384, zb_bytes_of(ZB_LIT("key")), zb_bytes_of(ZB_LIT("abc")), other) == ZB_OK);
    EXPECT(zb_crypto_equal(zb_bytes_of(out, 48), zb_bytes_of(other, 48)));
    /* Ended, or never begun. */
    EXPECT(zb_hasher_end(&second, out) == ZB_E_INVALID);
    EXPECT(zb_hasher_update(&first, nothing) == ZB_E_INVALID);
    EXPECT(zb_hasher_end(&never, out) == ZB_E_INVALID);
    zb_hasher_abort(&never);
    EXPECT(zb_hash_begin(&first, ZB_SHA256) == ZB_OK);
    zb_hasher_abort(&first);
    EXPECT(first.state == 0);
    zb_hasher_abort(&first);
    /* One after the other, without end. */
    for (int i = 0; i < 3000; i++) {
        EXPECT(zb_hash_begin(&first, ZB_SHA256) == ZB_OK);
        if (i % 2 == 0)
            zb_hasher_abort(&first);
        else
            EXPECT(zb_hasher_end(&first, out) == ZB_OK);
    }
    return failed;
}

const char *
case_aead_places(zb_arena *arena)
{
    (void)arena;
    const char *failed = NULL;
    static const uint8_t key[32] = {1}, nonce[ZB_AEAD_NONCE_BYTES] = {2};
    static uint8_t area[400];
    zb_bytes k = zb_bytes_of(key, 32), n = zb_bytes_of(nonce, 12), aad = zb_bytes_of(ZB_LIT("header"));
    for (uint32_t i = 0; i < sizeof area; i++)
        area[i] = (uint8_t)i;
    for (uint32_t shift = 1; shift < 100; shift++) {
        EXPECT(zb_aead_seal(ZB_AES_256_GCM, k, n, aad, zb_bytes_of(area + 100, 100), area + 100 - shift) ==
               ZB_E_INVALID);
        EXPECT(zb_aead_seal(ZB_AES_256_GCM, k, n, aad, zb_bytes_of(area + 100, 100), area + 100 + shift) ==
               ZB_E_INVALID);
    }
    EXPECT(zb_aead_seal(ZB_AES_256_GCM, k, n, aad, zb_bytes_of(area, 100), area + 200) == ZB_OK);
    EXPECT(zb_aead_seal(ZB_AES_256_GCM, k, n, aad, zb_bytes_of(area, 100), area) == ZB_OK);
    EXPECT(zb_crypto_equal(zb_bytes_of(area, 116), zb_bytes_of(area + 200, 116)));
    /* Each bit of tag, ciphertext and additional data counts. */
    uint8_t sealed[20], out[4];
    EXPECT(zb_aead_seal(ZB_AES_256_GCM, k, n, aad, zb_bytes_of(ZB_LIT("text")), sealed) == ZB_OK);
    for (uint32_t bit = 0; bit < 8 * sizeof sealed; bit++) {
        sealed[bit / 8] ^= (uint8_t)(1u << bit % 8);
        __builtin_memset(out, 0, sizeof out);
        EXPECT(zb_aead_open(ZB_AES_256_GCM, k, n, aad, zb_bytes_of(sealed, 20), out) == ZB_E_AUTHENTIC);
        EXPECT((out[0] | out[1] | out[2] | out[3]) == 0);
        sealed[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    EXPECT(zb_aead_open(ZB_AES_256_GCM, k, n, zb_bytes_of(ZB_LIT("heades")), zb_bytes_of(sealed, 20), out) ==
           ZB_E_AUTHENTIC);
    EXPECT(zb_aead_open(ZB_AES_256_GCM, k, n, aad, zb_bytes_of(sealed, 20), out) == ZB_OK);
    EXPECT(zb_crypto_equal(zb_bytes_of(out, 4), zb_bytes_of(ZB_LIT("text"))));
    return failed;
}

const char *
case_key_pairs(zb_arena *arena)
{
    (void)arena;
    const char *failed = NULL;
    uint8_t own[32], public_key[ZB_P256_PUBLIC_BYTES], other[32], other_public[ZB_P256_PUBLIC_BYTES];
    uint8_t signature[64], shared[32], same[32];
    zb_bytes message = zb_bytes_of(ZB_LIT("a message")), forged = zb_bytes_of(ZB_LIT("another one"));

    EXPECT(zb_x25519_keygen(own, public_key) == ZB_OK && zb_x25519_keygen(other, other_public) == ZB_OK);
    EXPECT(!zb_crypto_equal(zb_bytes_of(own, 32), zb_bytes_of(other, 32)));
    EXPECT(zb_x25519_shared(zb_bytes_of(own, 32), zb_bytes_of(other_public, 32), shared) == ZB_OK);
    EXPECT(zb_x25519_shared(zb_bytes_of(other, 32), zb_bytes_of(public_key, 32), same) == ZB_OK);
    EXPECT(zb_crypto_equal(zb_bytes_of(shared, 32), zb_bytes_of(same, 32)));
    static const uint8_t zeros[32];
    EXPECT(zb_x25519_shared(zb_bytes_of(own, 32), zb_bytes_of(zeros, 32), shared) == ZB_E_INVALID);
    EXPECT(zb_crypto_equal(zb_bytes_of(shared, 32), zb_bytes_of(same, 32)));

    EXPECT(zb_ed25519_keygen(own, public_key) == ZB_OK && zb_ed25519_keygen(other, other_public) == ZB_OK);
    EXPECT(zb_ed25519_sign(zb_bytes_of(own, 32), message, signature) == ZB_OK);
    zb_bytes made = zb_bytes_of(signature, 64);
    EXPECT(zb_ed25519_verify(zb_bytes_of(public_key, 32), message, made) == ZB_OK);
    EXPECT(zb_ed25519_verify(zb_bytes_of(public_key, 32), forged, made) == ZB_E_AUTHENTIC);
    EXPECT(zb_ed25519_verify(zb_bytes_of(other_public, 32), message, made) == ZB_E_AUTHENTIC);
    EXPECT(zb_ed25519_verify(zb_bytes_of(public_key, 32), message, zb_bytes_of(signature, 63)) ==
           ZB_E_AUTHENTIC);
    EXPECT(zb_ed25519_verify(zb_bytes_of(public_key, 32), message, nothing) == ZB_E_AUTHENTIC);

    EXPECT(zb_p256_keygen(own, public_key) == ZB_OK && zb_p256_keygen(other, other_public) == ZB_OK);
    EXPECT(public_key[0] == 0x04 && zb_p256_sign(zb_bytes_of(own, 32), message, signature) == ZB_OK);
    EXPECT(zb_p256_verify(zb_bytes_of(public_key, 65), message, made) == ZB_OK);
    EXPECT(zb_p256_verify(zb_bytes_of(public_key, 65), forged, made) == ZB_E_AUTHENTIC);
    EXPECT(zb_p256_verify(zb_bytes_of(other_public, 65), message, made) == ZB_E_AUTHENTIC);
    EXPECT(zb_p256_verify(zb_bytes_of(public_key, 65), message, nothing) == ZB_E_AUTHENTIC);
    EXPECT(zb_p256_verify(zb_bytes_of(public_key, 65), message, zb_bytes_of(zeros, 32)) == ZB_E_AUTHENTIC);
    public_key[64] ^= 1;
    EXPECT(zb_p256_verify(zb_bytes_of(public_key, 65), message, made) == ZB_E_INVALID);
    public_key[0] = 0x02;
    EXPECT(zb_p256_verify(zb_bytes_of(public_key, 65), message, made) == ZB_E_INVALID);
    /* The order of the group is no scalar, the number below it is the last one. */
    __builtin_memcpy(
        own,
        "\xff\xff\xff\xff\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\xbc\xe6\xfa\xad\xa7\x17\x9e\x84"
        "\xf3\xb9\xca\xc2\xfc\x63\x25\x51",
        32);
    EXPECT(zb_p256_public(zb_bytes_of(own, 32), public_key) == ZB_E_INVALID);
    EXPECT(zb_p256_sign(zb_bytes_of(own, 32), message, signature) == ZB_E_INVALID);
    own[31]--;
    EXPECT(zb_p256_public(zb_bytes_of(own, 32), public_key) == ZB_OK);
    EXPECT(zb_p256_sign(zb_bytes_of(own, 32), message, signature) == ZB_OK);
    EXPECT(zb_p256_verify(zb_bytes_of(public_key, 65), message, made) == ZB_OK);
    return failed;
}

const char *
case_secrets(zb_arena *arena)
{
    (void)arena;
    const char *failed = NULL;
    uint8_t left[40], right[40];
    EXPECT(zb_random(left, sizeof left) == ZB_OK);
    __builtin_memcpy(right, left, sizeof left);
    for (uint32_t len = 0; len <= sizeof left; len++)
        EXPECT(zb_crypto_equal(zb_bytes_of(left, len), zb_bytes_of(right, len)));
    EXPECT(!zb_crypto_equal(zb_bytes_of(left, 39), zb_bytes_of(right, 40)));
    for (uint32_t bit = 0; bit < 8 * sizeof left; bit++) {
        right[bit / 8] ^= (uint8_t)(1u << bit % 8);
        EXPECT(!zb_crypto_equal(zb_bytes_of(left, sizeof left), zb_bytes_of(right, sizeof right)));
        right[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    zb_crypto_wipe(left + 1, sizeof left - 2);
    for (uint32_t i = 1; i < sizeof left - 1; i++)
        EXPECT(left[i] == 0);
    EXPECT(left[0] == right[0] && left[39] == right[39]);
    zb_crypto_wipe(NULL, 0);
    return failed;
}
