/* SPDX-License-Identifier: MIT */
#include <zerobuf/auth.h>
#include <zerobuf/crypto.h>
#include <zerobuf/encoding.h>
#include <zerobuf/verify.h>

#include "grammar.h"
#include "terminated.h"

/* What follows `scheme` and spaces: one token68 (RFC 9110, 11.2), not checked yet. */
static zb_status
take_scheme(zb_str header, const char *scheme, zb_str *out)
{
    header = zbi_trim(header);
    zb_str found = {header.ptr, zbi_find(header, ' ')};
    if (!zbi_same_word(found, scheme))
        return ZB_E_TAG;
    *out = zbi_trim(zbi_after(header, found.len));
    return out->len > 0 ? ZB_OK : ZB_E_SYNTAX;
}

zb_status
zb_basic_read(zb_arena *arena, zb_str header, zb_basic *out)
{
    zb_str encoded;
    uint32_t len;
    zb_off at;
    ZB_TRY(take_scheme(header, "basic", &encoded));
    uint32_t room = zb_base64_decoded_max(encoded.len);
    ZB_TRY(zb_arena_alloc(arena, room, 1, &at));
    char *text = (char *)zb_arena_ptr(arena, at);
    ZB_TRY(zb_base64_decode(ZB_BASE64, encoded, (uint8_t *)text, room, &len));
    if (zb_utf8_check(text, len) != len)
        return ZB_E_UTF8;
    for (uint32_t i = 0; i < len; i++)
        if (zbi_is_control(text[i]))
            return ZB_E_INVALID;
    zb_str all = {text, len}, user = {text, zbi_find(all, ':')};
    if (user.len == len)
        return ZB_E_SYNTAX;
    out->user = user;
    out->password = zbi_after(all, user.len + 1);
    return ZB_OK;
}

static bool
is_secretly(zb_str text, const char *expected)
{
    zb_str other = zbi_span(expected);
    zb_bytes left = {(const uint8_t *)text.ptr, text.len}, right = {(const uint8_t *)other.ptr, other.len};
    return zb_crypto_equal(left, right);
}

bool
zb_basic_is(const zb_basic *basic, const char *user, const char *password)
{
    bool same_user = is_secretly(basic->user, user), same_password = is_secretly(basic->password, password);
    return (bool)((int)same_user & (int)same_password);
}

zb_status
zb_bearer_read(zb_str header, zb_str *out)
{
    zb_str token, others = {ZB_LIT("-._~+/")};
    ZB_TRY(take_scheme(header, "bearer", &token));
    uint32_t len = 0;
    while (len < token.len && (zbi_is_alpha(token.ptr[len]) || zbi_is_digit(token.ptr[len]) ||
                               zbi_find(others, token.ptr[len]) < others.len))
        len++;
    uint32_t end = len;
    while (end < token.len && token.ptr[end] == '=')
        end++;
    if (len == 0 || end < token.len)
        return ZB_E_SYNTAX;
    *out = token;
    return ZB_OK;
}

zb_status
zb_basic_challenge(zb_arena *arena, const char *realm, zb_str *out)
{
    zb_str plain = zbi_span(realm);
    for (uint32_t i = 0; i < plain.len; i++)
        if (plain.ptr[i] < ' ' || plain.ptr[i] >= 0x7f)
            return ZB_E_INVALID;
    zb_text text = zb_text_begin(arena, plain.len + 16);
    zb_text_add_cstr(&text, "Basic realm=\"");
    for (uint32_t i = 0; i < plain.len; i++) {
        if (plain.ptr[i] == '"' || plain.ptr[i] == '\\')
            zb_text_add(&text, "\\", 1);
        zb_text_add(&text, plain.ptr + i, 1);
    }
    zb_text_add_cstr(&text, "\"");
    return zbi_text_terminated(&text, out);
}
