/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_JWT_H
#define ZEROBUF_JWT_H

/*
 * JSON Web Tokens (RFC 7519) in the compact form of JSON Web Signature (RFC 7515),
 * verified; claims become values.
 *
 * What RFC 8725 asks for is not left to callers: they name the one algorithm that they
 * accept, the token cannot choose; "none" has no number; HS256 takes no key shorter
 * than its digest; the signature is checked before any of the token is parsed.
 */

#include <zerobuf/arena.h>
#include <zerobuf/crypto.h>

/** Algorithms of RFC 7518, 3.1 and RFC 8037, 3.1. */
typedef enum zb_jwt_algorithm {
    ZB_JWT_HS256 = 1, /* key: a secret of at least 32 bytes (RFC 7518, 3.2) */
    ZB_JWT_ES256 = 2, /* key: a public key, as for zb_p256_verify() */
    ZB_JWT_EDDSA = 3  /* key: a public key, as for zb_ed25519_verify() */
} zb_jwt_algorithm;

/** Accept tokens without "exp".  Unless this is set they are refused, since they never end. */
#define ZB_JWT_EXP_OPTIONAL 1u

/** Longest token that is looked at, in bytes. */
#define ZB_JWT_MAX_BYTES 65536u

/** What a token must be like.  Clear it with {0}, then fill in. */
typedef struct zb_jwt_rules {
    zb_jwt_algorithm algorithm; /* the only one that is accepted */
    uint32_t flags;             /* ZB_JWT_EXP_OPTIONAL */
    zb_bytes key;               /* of the kind that the algorithm has */
    int64_t now_s;              /* seconds since 1970; a module has no clock of its own */
    uint32_t leeway_s;          /* clocks may differ by so much: a token is good for longer at both ends */
    zb_str issuer;              /* what "iss" must be; length 0: not looked at */
    zb_str audience;            /* what "aud" must be or hold; length 0: not looked at */
} zb_jwt_rules;

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Verify a token and read its claims.
 *
 * @param arena   receives the claims.  Not shared; on failure as before
 * @param token   "header.claims.signature"
 * @param rules   what is asked of it.  Neither its spans nor the token may lie in the arena when
 *                that may move (the memory of a WebAssembly module never does)
 * @param claims  receives an object value.  Untouched on failure.
 * @return ZB_OK, or
 *         ZB_E_AUTHENTIC    another signature, or signed by another algorithm ("none" is one),
 *         ZB_E_EXPIRED      now is not before "exp", is before "nbf", or "exp" is missing,
 *         ZB_E_DENIED       "iss" or "aud" are missing or others,
 *         ZB_E_SYNTAX       not three parts of strict base64url, or header or claims are no
 *                           JSON object; the rest of the statuses of zb_json_read() too
 *                           (ZB_E_EXISTS: a repeated key),
 *         ZB_E_TAG          "exp", "nbf" or "alg" has another type than RFC 7519 gives it,
 *         ZB_E_UNSUPPORTED  the header has "crit": extensions that must be understood,
 *         ZB_E_BUDGET       longer than ZB_JWT_MAX_BYTES,
 *         ZB_E_INVALID      the rules: algorithm, flags, length of the key
 *
 * One call of the platform (HMAC or a verification), then O(len).
 */
ZB_NODISCARD zb_status zb_jwt_verify(zb_arena *arena, zb_str token, const zb_jwt_rules *rules,
                                     zb_slot *claims);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_JWT_H */
