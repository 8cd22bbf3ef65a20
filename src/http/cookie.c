/* SPDX-License-Identifier: MIT */
/* draft-ietf-httpbis-rfc6265bis: 4.1.1 is the grammar, 4.1.3 the prefixes, 5.6 what browsers drop. */
#include <zerobuf/cookie.h>
#include <zerobuf/http_date.h>
#include <zerobuf/text.h>

#include "grammar.h"
#include "terminated.h"

#define MAX_PAIR_BYTES 4096u
#define MAX_ATTRIBUTE_BYTES 1024u

bool
zb_cookie_next(zb_str *rest, zb_str *name, zb_str *value)
{
    while (rest->len > 0) {
        zb_str pair = {rest->ptr, zbi_find(*rest, ';')};
        *rest = zbi_after(*rest, pair.len < rest->len ? pair.len + 1 : pair.len);
        zb_str before = {pair.ptr, zbi_find(pair, '=')};
        if (before.len == pair.len)
            continue;
        zb_str after = zbi_trim(zbi_after(pair, before.len + 1));
        before = zbi_trim(before);
        if (before.len == 0)
            continue;
        if (after.len >= 2 && after.ptr[0] == '"' && after.ptr[after.len - 1] == '"') {
            after = zbi_after(after, 1);
            after.len--;
        }
        *name = before;
        *value = after;
        return true;
    }
    return false;
}

zb_status
zb_cookie_find(zb_str header, const char *name, zb_str *out)
{
    zb_str found, value, wanted = zbi_span(name);
    while (zb_cookie_next(&header, &found, &value))
        if (zbi_same(found, wanted)) {
            *out = value;
            return ZB_OK;
        }
    return ZB_E_NOT_FOUND;
}

/* *cookie-octet, in quotes or not */
static bool
is_value(zb_str text)
{
    if (text.len >= 2 && text.ptr[0] == '"' && text.ptr[text.len - 1] == '"') {
        text = zbi_after(text, 1);
        text.len--;
    }
    for (uint32_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c <= ' ' || c >= 0x7f || c == '"' || c == ',' || c == ';' || c == '\\') /* a char may be signed */
            return false;
    }
    return true;
}

static bool
is_path(zb_str text)
{
    if (text.len == 0 || text.len > MAX_ATTRIBUTE_BYTES || text.ptr[0] != '/')
        return false;
    for (uint32_t i = 0; i < text.len; i++)
        if (text.ptr[i] < ' ' || text.ptr[i] >= 0x7f || text.ptr[i] == ';')
            return false;
    return true;
}

/* Letters, digits and hyphens between single dots; a dot in front is allowed, and ignored by browsers. */
static bool
is_domain(zb_str text)
{
    bool label = false;
    if (text.len == 0 || text.len > MAX_ATTRIBUTE_BYTES)
        return false;
    for (uint32_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '.' ? !label && i > 0 : !zbi_is_alpha(c) && !zbi_is_digit(c) && c != '-')
            return false;
        label = c != '.';
    }
    return label;
}

static bool
begins_as(zb_str text, const char *prefix)
{
    zb_str start = {text.ptr, zbi_len(prefix)};
    return text.len >= start.len && zbi_same_word(start, prefix);
}

static bool
keeps_promises(const zb_cookie *cookie, zb_str name)
{
    bool needs_secure = cookie->partitioned || cookie->same_site == ZB_SAME_SITE_NONE;
    if (begins_as(name, "__Host-")) {
        if (cookie->domain != NULL || cookie->path == NULL || !zbi_same_word(zbi_span(cookie->path), "/"))
            return false;
        needs_secure = true;
    }
    return cookie->secure || !(needs_secure || begins_as(name, "__Secure-"));
}

static const char *
same_site_text(zb_same_site same_site)
{
    switch (same_site) {
    case ZB_SAME_SITE_UNSAID:
        return "";
    case ZB_SAME_SITE_STRICT:
        return "; SameSite=Strict";
    case ZB_SAME_SITE_LAX:
        return "; SameSite=Lax";
    case ZB_SAME_SITE_NONE:
        return "; SameSite=None";
    }
    return NULL;
}

zb_status
zb_cookie_text(zb_arena *arena, const zb_cookie *cookie, zb_str *out)
{
    zb_str name = zbi_span(cookie->name), value = zbi_span(cookie->value != NULL ? cookie->value : "");
    const char *same_site = same_site_text(cookie->same_site);
    char expires[ZB_HTTP_DATE_BYTES];
    if (!zbi_is_token(name) || !is_value(value) || value.len > MAX_PAIR_BYTES ||
        name.len > MAX_PAIR_BYTES - value.len || same_site == NULL)
        return ZB_E_INVALID;
    if ((cookie->path != NULL && !is_path(zbi_span(cookie->path))) ||
        (cookie->domain != NULL && !is_domain(zbi_span(cookie->domain))))
        return ZB_E_INVALID;
    if (cookie->expires_s < 0 || !keeps_promises(cookie, name))
        return ZB_E_INVALID;
    if (cookie->expires_s != 0)
        ZB_TRY(zb_http_date_write(cookie->expires_s, expires));

    zb_text text = zb_text_begin(arena, name.len + value.len + 128);
    zb_text_add(&text, name.ptr, name.len);
    zb_text_add(&text, "=", 1);
    zb_text_add(&text, value.ptr, value.len);
    if (cookie->path != NULL) {
        zb_text_add_cstr(&text, "; Path=");
        zb_text_add_cstr(&text, cookie->path);
    }
    if (cookie->domain != NULL) {
        zb_text_add_cstr(&text, "; Domain=");
        zb_text_add_cstr(&text, cookie->domain);
    }
    if (cookie->expires_s != 0) {
        zb_text_add_cstr(&text, "; Expires=");
        zb_text_add(&text, expires, sizeof expires);
    }
    if (cookie->max_age_s != 0) {
        zb_text_add_cstr(&text, "; Max-Age=");
        zb_text_add_i64(&text, cookie->max_age_s < 0 ? 0 : cookie->max_age_s);
    }
    if (cookie->http_only)
        zb_text_add_cstr(&text, "; HttpOnly");
    if (cookie->secure)
        zb_text_add_cstr(&text, "; Secure");
    zb_text_add_cstr(&text, same_site);
    if (cookie->partitioned)
        zb_text_add_cstr(&text, "; Partitioned");
    return zbi_text_terminated(&text, out);
}
