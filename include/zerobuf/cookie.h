/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_COOKIE_H
#define ZEROBUF_COOKIE_H

/*
 * Cookies: the Cookie header read, Set-Cookie written, as
 * draft-ietf-httpbis-rfc6265bis (the successor of RFC 6265) has them.
 *
 *     zb_cookie theme = {.name = "theme", .value = "dark", .path = "/", .max_age_s = 86400};
 *     ZB_TRY(zb_response_cookie(res, &theme)); // theme=dark; Path=/; Max-Age=86400
 *
 * What a browser would drop without a word is refused here with a status.  Values are written
 * as they are: who needs other characters than ASCII without spaces, quotes, commas, semicolons
 * and backslashes encodes them (zerobuf/encoding.h).
 */

#include <zerobuf/arena.h>

/** SameSite: with which requests from other sites the cookie is sent. */
typedef enum zb_same_site {
    ZB_SAME_SITE_UNSAID, /* no attribute: what the browser thinks best, mostly Lax */
    ZB_SAME_SITE_STRICT,
    ZB_SAME_SITE_LAX,
    ZB_SAME_SITE_NONE /* only with `secure` */
} zb_same_site;

/** For max_age_s: the browser is to forget the cookie. */
#define ZB_COOKIE_FORGET (-1)

/** A cookie to set.  What is zero is not sent; texts are NUL-terminated. */
typedef struct zb_cookie {
    const char *name;   /* a token; "__Secure-" and "__Host-" in front promise what is checked below */
    const char *value;  /* NULL: empty */
    const char *path;   /* "/": begins so, without ";" */
    const char *domain; /* "example.com": letters, digits, "." and "-"; none: this host alone */
    int64_t max_age_s;  /* seconds from now; negative (ZB_COOKIE_FORGET): at once, sent as 0 */
    int64_t expires_s;  /* seconds since 1970, to 9999; for clients that do not know Max-Age */
    zb_same_site same_site;
    bool http_only;   /* scripts do not see it */
    bool secure;      /* sent over https alone */
    bool partitioned; /* kept apart for each top-level site; only with `secure` */
} zb_cookie;

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Take the first cookie off a Cookie header.
 *
 * @param rest   what of the header's value remains; moved behind the cookie
 * @param name   receives the name, never empty.  Untouched at the end.
 * @param value  receives the value, without quotes around it
 * @return false when there is none left
 *
 * Parts without "=" or without a name are passed over.  Spans of the header; nothing is decoded.
 */
bool zb_cookie_next(zb_str *rest, zb_str *name, zb_str *value);

/**
 * The first cookie of a name.  Browsers send the one with the longest path first.
 *
 * @param header  the value of Cookie
 * @param name    NUL-terminated, case matters
 * @param out     receives the value, a span of the header.  Untouched on failure.
 * @return ZB_OK or ZB_E_NOT_FOUND.  O(length of the header).
 */
ZB_NODISCARD zb_status zb_cookie_find(zb_str header, const char *name, zb_str *out);

/**
 * The value of a Set-Cookie header.
 *
 * @param arena   receives the text
 * @param cookie  what to set
 * @param out     receives it; a NUL follows, which is not counted.  Untouched on failure.
 * @return ZB_OK, ZB_E_MEMORY, or ZB_E_INVALID:
 *         - a name that is no token; a value, path or domain with a character that it cannot have;
 *         - name and value of more than 4096 bytes, a path or domain of more than 1024: browsers
 *           drop those;
 *         - a path that does not begin with "/", a time before 1970 or after 9999;
 *         - SameSite=None, Partitioned or "__Secure-" without `secure`;
 *         - "__Host-" without `secure` and the path "/", or with a domain (either case, as
 *           browsers compare them)
 *
 * Attributes come in the order Path, Domain, Expires, Max-Age, HttpOnly, Secure, SameSite, Partitioned.
 */
ZB_NODISCARD zb_status zb_cookie_text(zb_arena *arena, const zb_cookie *cookie, zb_str *out);

/*
 * Handler modules only.
 */
struct zb_request;
struct zb_response;

/**
 * A cookie of a request.
 *
 * @param req   request
 * @param name  NUL-terminated
 * @param out   receives the value.  Untouched on failure.
 * @return as zb_cookie_find().  Costs one host call.
 */
ZB_NODISCARD zb_status zb_request_cookie(struct zb_request *req, const char *name, zb_str *out);

/** Add a Set-Cookie header; several are sent as several.  As zb_cookie_text() and zb_response_header(). */
ZB_NODISCARD zb_status zb_response_cookie(struct zb_response *res, const zb_cookie *cookie);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_COOKIE_H */
