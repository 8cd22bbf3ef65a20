/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_AUTH_H
#define ZEROBUF_AUTH_H

/*
 * Credentials of a request (RFC 9110, 11): Basic (RFC 7617) and Bearer (RFC 6750).
 *
 *     zb_basic basic;
 *     if (zb_request_basic(req, &basic) != ZB_OK || !zb_basic_is(&basic, "admin", secret))
 *         return zb_response_ask_basic(res, "test"); // 401, WWW-Authenticate: Basic realm="test"
 *
 * Basic sends the password with each request, readable to all who see it: over https alone.
 */

#include <zerobuf/arena.h>

/** User and password, as the client typed them. */
typedef struct zb_basic {
    zb_str user;     /* has no colon */
    zb_str password; /* may have some */
} zb_basic;

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Read Basic credentials.
 *
 * @param arena   receives the decoded texts
 * @param header  the value of Authorization
 * @param out     receives them: well-formed UTF-8 without control characters, either may be
 *                empty.  Untouched on failure.
 * @return ZB_OK, ZB_E_TAG (another scheme), ZB_E_SYNTAX (no base64, or no colon in it), ZB_E_UTF8,
 *         ZB_E_INVALID (a control character) or ZB_E_MEMORY
 */
ZB_NODISCARD zb_status zb_basic_read(zb_arena *arena, zb_str header, zb_basic *out);

/**
 * Compare with what is expected, both parts whatever the first one gives, by zb_crypto_equal():
 * the time tells lengths, not where the difference is.
 */
bool zb_basic_is(const zb_basic *basic, const char *user, const char *password);

/**
 * Read a Bearer token.
 *
 * @param header  the value of Authorization
 * @param out     receives the token, a span of the header: letters, digits, "-._~+/", then "=".
 *                Untouched on failure.
 * @return ZB_OK, ZB_E_TAG (another scheme) or ZB_E_SYNTAX
 *
 * Whether it is genuine: zb_jwt_verify() (zerobuf/jwt.h), or zb_crypto_equal() with what is expected.
 */
ZB_NODISCARD zb_status zb_bearer_read(zb_str header, zb_str *out);

/**
 * The value of WWW-Authenticate that asks for Basic credentials: `Basic realm="test"`.
 *
 * @param arena  receives the text
 * @param realm  what is protected, shown by browsers; quotes and backslashes are escaped
 * @param out    receives it; a NUL follows, which is not counted.  Untouched on failure.
 * @return ZB_OK, ZB_E_INVALID (not visible ASCII and spaces) or ZB_E_MEMORY
 */
ZB_NODISCARD zb_status zb_basic_challenge(zb_arena *arena, const char *realm, zb_str *out);

/*
 * Handler modules only.
 */
struct zb_request;
struct zb_response;

/** Basic credentials of a request.  As zb_basic_read(), or ZB_E_NOT_FOUND.  Costs one host call. */
ZB_NODISCARD zb_status zb_request_basic(struct zb_request *req, zb_basic *out);

/** The Bearer token of a request.  As zb_bearer_read(), or ZB_E_NOT_FOUND.  Costs one host call. */
ZB_NODISCARD zb_status zb_request_bearer(struct zb_request *req, zb_str *out);

/** Answer with 401 and ask for Basic credentials.  As zb_basic_challenge(). */
ZB_NODISCARD zb_status zb_response_ask_basic(struct zb_response *res, const char *realm);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_AUTH_H */
