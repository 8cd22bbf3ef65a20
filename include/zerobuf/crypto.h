/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_CRYPTO_H
#define ZEROBUF_CRYPTO_H

/*
 * Cryptography by the platform that runs the program: in a WebAssembly module the host's
 * own implementation through one import (SPEC.md, 8.12), in native programs OpenSSL's
 * libcrypto (link libzerobuf-crypto and -lcrypto).  docs/crypto.md is the guide.
 *
 * Inputs are spans (zb_bytes_of() makes one); none is kept after a call.  Empty keys,
 * messages, plaintexts and additional data are ordinary.  Outputs have a fixed size,
 * or the one that is said; they may overlap inputs only where that is said.  They are
 * untouched on failure.
 *
 * Every call that asks the platform may also return
 *   ZB_E_INVALID      a length is not the one that is said, or an enum has no such number,
 *   ZB_E_UNSUPPORTED  the platform has no such algorithm, or no cryptography that answers
 *                     at once (docs/crypto.md says what each one has),
 *   ZB_E_MEMORY       it has no memory left.
 * Any thread, unless a hasher is shared.
 */

#include <zerobuf/view.h>

/** Hash functions of FIPS 180-4.  SHA-1 is broken: only for what was agreed on long ago. */
typedef enum zb_digest {
#define ZB_DIGEST_ENUM(name, number, platform, bytes) ZB_##name = (number),
    ZB_DIGEST_TABLE(ZB_DIGEST_ENUM)
#undef ZB_DIGEST_ENUM
} zb_digest;

/** Bytes of the longest digest. */
#define ZB_DIGEST_MAX_BYTES 64u

/** Authenticated encryption: AES-GCM (NIST SP 800-38D), ChaCha20-Poly1305 (RFC 8439). */
typedef enum zb_aead {
#define ZB_AEAD_ENUM(name, number, platform, bytes) ZB_##name = (number),
    ZB_AEAD_TABLE(ZB_AEAD_ENUM)
#undef ZB_AEAD_ENUM
} zb_aead;

/**
 * A hash that is fed piece by piece.  Clear it with {0}; end or abort it once it has begun.
 * In a WebAssembly module it belongs to the request and ends with it, whatever happens.
 */
typedef struct zb_hasher {
    uintptr_t state;    /* the platform's; 0: not begun */
    uint32_t out_bytes; /* of the result */
    uint32_t zero;
} zb_hasher;

/** Bytes of a digest; 0 for a number that is none. */
static inline uint32_t
zb_digest_bytes(zb_digest digest)
{
#define ZB_DIGEST_BYTES(name, number, platform, bytes)                                                       \
    if (digest == ZB_##name)                                                                                 \
        return (bytes);
    ZB_DIGEST_TABLE(ZB_DIGEST_BYTES)
#undef ZB_DIGEST_BYTES
    return 0;
}

/** Bytes of a cipher's key; 0 for a number that is none. */
static inline uint32_t
zb_aead_key_bytes(zb_aead aead)
{
#define ZB_AEAD_KEY_BYTES(name, number, platform, bytes)                                                     \
    if (aead == ZB_##name)                                                                                   \
        return (bytes);
    ZB_AEAD_TABLE(ZB_AEAD_KEY_BYTES)
#undef ZB_AEAD_KEY_BYTES
    return 0;
}

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Hash a whole message.
 *
 * @param digest   hash function
 * @param message  any bytes
 * @param out      receives zb_digest_bytes(digest) bytes
 * @return as above
 */
ZB_NODISCARD zb_status zb_hash(zb_digest digest, zb_bytes message, uint8_t *out);

/**
 * Authenticate a whole message (HMAC, RFC 2104).  Compare what somebody sends with
 * zb_crypto_equal(), never with a function that stops at the first difference.
 *
 * @param digest   hash function
 * @param key      any bytes
 * @param message  any bytes
 * @param out      receives zb_digest_bytes(digest) bytes
 * @return as above
 */
ZB_NODISCARD zb_status zb_hmac(zb_digest digest, zb_bytes key, zb_bytes message, uint8_t *out);

/**
 * Begin to hash a message that comes in pieces.
 *
 * @param hasher  receives the state.  One that has begun is refused with ZB_E_INVALID
 * @param digest  hash function
 * @return as above; ZB_E_MEMORY also when a module has 1,024 of them already
 */
ZB_NODISCARD zb_status zb_hash_begin(zb_hasher *hasher, zb_digest digest);

/** Begin to authenticate a message that comes in pieces.  As zb_hash_begin(). */
ZB_NODISCARD zb_status zb_hmac_begin(zb_hasher *hasher, zb_digest digest, zb_bytes key);

/** The next piece, of any length.  ZB_E_INVALID for a hasher that has not begun or has ended. */
ZB_NODISCARD zb_status zb_hasher_update(zb_hasher *hasher, zb_bytes piece);

/**
 * End: the result of all pieces.
 *
 * @param hasher  is as before it began, whatever is returned
 * @param out     receives zb_digest_bytes() bytes of the digest it began with
 * @return as zb_hasher_update()
 */
ZB_NODISCARD zb_status zb_hasher_end(zb_hasher *hasher, uint8_t *out);

/** Give up; nothing happens to a hasher that has not begun. */
void zb_hasher_abort(zb_hasher *hasher);

/**
 * Keys from a secret that is strong (HKDF, RFC 5869: extract and expand).
 *
 * @param digest  hash function
 * @param secret  input keying material
 * @param salt    need not be secret; empty is allowed
 * @param info    what the keys are for, at most ZB_HKDF_MAX_INFO_BYTES
 * @param out     receives `len` bytes
 * @param len     at most ZB_HKDF_MAX_BLOCKS digests
 * @return as above
 */
ZB_NODISCARD zb_status zb_hkdf(zb_digest digest, zb_bytes secret, zb_bytes salt, zb_bytes info, uint8_t *out,
                               uint32_t len);

/**
 * A key from a password (PBKDF2, RFC 8018, with HMAC).
 *
 * @param digest      hash function
 * @param password    any bytes
 * @param salt        random, stored beside the result
 * @param iterations  1 to 2^31 - 1; it is what makes guessing cost time, and this call, too
 * @param out         receives `len` bytes
 * @param len         0 to 2^20
 * @return as above.  O(iterations × len / digest); nothing else happens meanwhile.
 */
ZB_NODISCARD zb_status zb_pbkdf2(zb_digest digest, zb_bytes password, zb_bytes salt, uint32_t iterations,
                                 uint8_t *out, uint32_t len);

/**
 * Encrypt, and append the tag that authenticates ciphertext and additional data.
 *
 * @param aead       cipher
 * @param key        zb_aead_key_bytes(aead) bytes
 * @param nonce      ZB_AEAD_NONCE_BYTES bytes, never twice with one key: a repeated nonce
 *                   reveals plaintexts and lets anybody forge
 * @param aad        additional data, authenticated and not encrypted
 * @param plaintext  at most 2^31 - 1 bytes
 * @param out        receives plaintext.len + ZB_AEAD_TAG_BYTES bytes; may be plaintext.ptr, else must not
 * overlap it
 * @return as above; ZB_E_INVALID also when `out` overlaps in another way
 */
ZB_NODISCARD zb_status zb_aead_seal(zb_aead aead, zb_bytes key, zb_bytes nonce, zb_bytes aad,
                                    zb_bytes plaintext, uint8_t *out);

/**
 * Check the tag, and decrypt.
 *
 * @param aead    cipher
 * @param key     as for zb_aead_seal()
 * @param nonce   as for zb_aead_seal()
 * @param aad     as for zb_aead_seal()
 * @param sealed  what zb_aead_seal() wrote: ciphertext and tag, at least ZB_AEAD_TAG_BYTES bytes
 * @param out     receives sealed.len - ZB_AEAD_TAG_BYTES bytes; may be sealed.ptr, else must not overlap it.
 *                On ZB_E_AUTHENTIC it holds what it held, or zeros: never plaintext
 * @return as above, or ZB_E_AUTHENTIC: another key, nonce or aad, or changed data
 */
ZB_NODISCARD zb_status zb_aead_open(zb_aead aead, zb_bytes key, zb_bytes nonce, zb_bytes aad, zb_bytes sealed,
                                    uint8_t *out);

/**
 * Make an Ed25519 key pair (RFC 8032, 5.1.5).
 *
 * @param seed    receives the private key, ZB_ED25519_KEY_BYTES: 32 random bytes
 * @param public_key  receives the public key, ZB_ED25519_KEY_BYTES
 * @return as above
 */
ZB_NODISCARD zb_status zb_ed25519_keygen(uint8_t *seed, uint8_t *public_key);

/** The public key (ZB_ED25519_KEY_BYTES) of a private one (a seed of as many bytes). */
ZB_NODISCARD zb_status zb_ed25519_public(zb_bytes seed, uint8_t *out);

/** Sign a message of any length with a seed: ZB_ED25519_SIGNATURE_BYTES bytes.  Deterministic. */
ZB_NODISCARD zb_status zb_ed25519_sign(zb_bytes seed, zb_bytes message, uint8_t *out);

/**
 * Verify a signature.
 *
 * @param public_key  ZB_ED25519_KEY_BYTES bytes
 * @param message     what was signed
 * @param signature   of any length; only ZB_ED25519_SIGNATURE_BYTES can fit
 * @return ZB_OK, ZB_E_AUTHENTIC (it does not fit, or the key is no point), or as above
 */
ZB_NODISCARD zb_status zb_ed25519_verify(zb_bytes public_key, zb_bytes message, zb_bytes signature);

/**
 * Make a key pair for ECDSA over P-256 (FIPS 186-5, A.2.2).
 *
 * @param private_key  receives a scalar of 1 to n - 1, big-endian, ZB_P256_PRIVATE_BYTES
 * @param public_key   receives a point, uncompressed (SEC 1, 2.3.3: 0x04, x, y), ZB_P256_PUBLIC_BYTES
 * @return as above
 */
ZB_NODISCARD zb_status zb_p256_keygen(uint8_t *private_key, uint8_t *public_key);

/** The public key (ZB_P256_PUBLIC_BYTES) of a private one; ZB_E_INVALID also for a scalar out of range. */
ZB_NODISCARD zb_status zb_p256_public(zb_bytes private_key, uint8_t *out);

/**
 * Sign the SHA-256 of a message.
 *
 * @param private_key  as zb_p256_keygen() makes it; ZB_E_INVALID for a scalar out of range
 * @param message      of any length
 * @param out          receives r and s, big-endian, 32 bytes each (ZB_P256_SIGNATURE_BYTES).
 *                     Another pair each time, unless the platform signs as RFC 6979 has it
 * @return as above
 */
ZB_NODISCARD zb_status zb_p256_sign(zb_bytes private_key, zb_bytes message, uint8_t *out);

/**
 * Verify a signature over the SHA-256 of a message.
 *
 * @param public_key  uncompressed, as zb_p256_keygen() makes it
 * @param message     what was signed
 * @param signature   r and s; of any length, only ZB_P256_SIGNATURE_BYTES can fit
 * @return ZB_OK, ZB_E_AUTHENTIC (it does not fit), ZB_E_INVALID (the key is no point of the curve),
 *         or as above
 */
ZB_NODISCARD zb_status zb_p256_verify(zb_bytes public_key, zb_bytes message, zb_bytes signature);

/** Longest signature in DER. */
#define ZB_P256_DER_MAX_BYTES 72u

/**
 * A signature from r and s to DER (RFC 3279, 2.2.3), as X.509 and TLS carry it.
 *
 * @param signature  ZB_P256_SIGNATURE_BYTES bytes
 * @param out        room for ZB_P256_DER_MAX_BYTES
 * @param out_len    receives how many bytes were written
 * @return ZB_OK or ZB_E_INVALID (length).  Does not ask the platform.
 */
ZB_NODISCARD zb_status zb_p256_signature_to_der(zb_bytes signature, uint8_t *out, uint32_t *out_len);

/**
 * A signature from DER to r and s.
 *
 * @param der  one SEQUENCE of two INTEGERs in the only form that DER allows: nothing before,
 *             between or behind them, no leading zeros that need not be, not negative, at most 32 bytes each
 * @param out  receives ZB_P256_SIGNATURE_BYTES bytes
 * @return ZB_OK or ZB_E_SYNTAX.  Does not ask the platform.
 */
ZB_NODISCARD zb_status zb_p256_signature_from_der(zb_bytes der, uint8_t *out);

/** Make an X25519 key pair (RFC 7748, 6.1): ZB_X25519_KEY_BYTES bytes each. */
ZB_NODISCARD zb_status zb_x25519_keygen(uint8_t *private_key, uint8_t *public_key);

/** The public key of a private one, which may be any ZB_X25519_KEY_BYTES bytes. */
ZB_NODISCARD zb_status zb_x25519_public(zb_bytes private_key, uint8_t *out);

/**
 * What two parties share (RFC 7748, 6.1).  Not yet a key: pass it to zb_hkdf().
 *
 * @param private_key  of one party, ZB_X25519_KEY_BYTES
 * @param public_key   of the other one, ZB_X25519_KEY_BYTES
 * @param out          receives ZB_X25519_KEY_BYTES bytes
 * @return as above; ZB_E_INVALID also when the result is all zeros: the public key has a small order
 */
ZB_NODISCARD zb_status zb_x25519_shared(zb_bytes private_key, zb_bytes public_key, uint8_t *out);

/**
 * Random bytes for keys, nonces and salts.
 *
 * @param out  receives `len` bytes
 * @param len  any; 2^31 - 1 at most
 * @return as above.  On Cloudflare Workers there are none while the module starts, only in requests.
 */
ZB_NODISCARD zb_status zb_random(uint8_t *out, uint32_t len);

/** True when both are the same.  Time depends on the lengths alone, which are no secret. */
bool zb_crypto_equal(zb_bytes left, zb_bytes right);

/**
 * Clear bytes that are needed no more: keys, above all.  The compiler cannot leave it out.
 * It does not reach copies in registers, on the stack, or in the platform.
 */
void zb_crypto_wipe(void *bytes, size_t len);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_CRYPTO_H */
