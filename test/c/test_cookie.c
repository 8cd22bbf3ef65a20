/* SPDX-License-Identifier: MIT */
#include <zerobuf/cookie.h>

#include "test.h"

#define SIZE 65536u

static zb_arena
fresh(void)
{
    zb_arena arena = {0};
    if (zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0) != ZB_OK)
        __builtin_trap();
    return arena;
}

static zb_str
span(const char *string)
{
    zb_str text = {string, 0};
    while (string[text.len] != '\0')
        text.len++;
    return text;
}

static void
header_is_read(void)
{
    static const struct {
        const char *name, *value;
    } expected[] = {{"session", "xyz789"}, {"other", "val"}, {"quoted", "a b"}, {"half", "\"a"},
                    {"eq", "a=b=="},       {"empty", ""},    {"session", "2"},  {"sp ace", "v"}};
    zb_str rest = span("session=xyz789; other=val;quoted=\"a b\" ;; half=\"a; flag; =nameless; \teq = a=b==;"
                       "empty=; session=2; sp ace=v;"),
           name, value;
    for (uint32_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        CHECK(zb_cookie_next(&rest, &name, &value));
        CHECK(test_same(name, expected[i].name) && test_same(value, expected[i].value));
    }
    CHECK(!zb_cookie_next(&rest, &name, &value));
    CHECK(test_same(name, "sp ace"));
    zb_str header = span("a=1; A=2; a=3; ab=4");
    OK(zb_cookie_find(header, "a", &value));
    CHECK(test_same(value, "1")); /* the first one */
    OK(zb_cookie_find(header, "A", &value));
    CHECK(test_same(value, "2"));
    CHECK(zb_cookie_find(header, "b", &value) == ZB_E_NOT_FOUND);
    CHECK(zb_cookie_find(span(""), "a", &value) == ZB_E_NOT_FOUND);
    CHECK(test_same(value, "2"));
}

static bool
writes(const zb_cookie *cookie, const char *expected)
{
    zb_arena arena = fresh();
    zb_str text;
    return zb_cookie_text(&arena, cookie, &text) == ZB_OK && test_same(text, expected) &&
           text.ptr[text.len] == '\0';
}

static void
set_cookie_is_written(void)
{
    zb_cookie sid = {.name = "sid", .value = "sess-abc", .path = "/", .http_only = true, .secure = true};
    sid.same_site = ZB_SAME_SITE_STRICT;
    CHECK(writes(&sid, "sid=sess-abc; Path=/; HttpOnly; Secure; SameSite=Strict"));
    zb_cookie theme = {.name = "theme", .value = "dark", .path = "/", .max_age_s = 86400};
    CHECK(writes(&theme, "theme=dark; Path=/; Max-Age=86400"));
    zb_cookie all = {
        .name = "__Secure-a", .value = "\"b\"", .path = "/p", .domain = ".example.com", .max_age_s = 1};
    all.expires_s = 784111777;
    all.http_only = all.secure = all.partitioned = true;
    all.same_site = ZB_SAME_SITE_NONE;
    CHECK(writes(&all,
                 "__Secure-a=\"b\"; Path=/p; Domain=.example.com; Expires=Sun, 06 Nov 1994 08:49:37 GMT; "
                 "Max-Age=1; HttpOnly; Secure; SameSite=None; Partitioned"));
    zb_cookie forget = {.name = "a", .max_age_s = ZB_COOKIE_FORGET, .same_site = ZB_SAME_SITE_LAX};
    CHECK(writes(&forget, "a=; Max-Age=0; SameSite=Lax"));
    zb_cookie host = {.name = "__Host-a", .value = "1", .path = "/", .secure = true};
    CHECK(writes(&host, "__Host-a=1; Path=/; Secure"));
}

static zb_status
refusal(zb_cookie cookie)
{
    zb_arena arena = fresh();
    zb_str text = {NULL, 0};
    zb_status status = zb_cookie_text(&arena, &cookie, &text);
    return text.ptr == NULL ? status : ZB_OK;
}

static void
broken_ones_are_refused(void)
{
    static const char *const names[] = {"", "a b", "a=", "a;", "\xc3\xa4", "a\x7f", "a\r\nb"};
    for (uint32_t i = 0; i < sizeof names / sizeof names[0]; i++)
        CHECK(refusal((zb_cookie){.name = names[i], .value = "v"}) == ZB_E_INVALID);
    static const char *const values[] = {"a b",      "a;b",    "a,b",  "a\"b", "\"",   "a\\b",
                                         "\xc3\xa4", "a\r\nb", "a\nb", "\x01", "\x7f", "\"a"};
    for (uint32_t i = 0; i < sizeof values / sizeof values[0]; i++)
        CHECK(refusal((zb_cookie){.name = "n", .value = values[i]}) == ZB_E_INVALID);
    static const char *const paths[] = {"", "a", "/;", "/a\n", "/\xc3\xa4"};
    for (uint32_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
        CHECK(refusal((zb_cookie){.name = "n", .path = paths[i]}) == ZB_E_INVALID);
    static const char *const domains[] = {"", ".", "a..b", "a.", "..a", "a b", "a;b", "a/b", "a\n"};
    for (uint32_t i = 0; i < sizeof domains / sizeof domains[0]; i++)
        CHECK(refusal((zb_cookie){.name = "n", .domain = domains[i]}) == ZB_E_INVALID);
    CHECK(refusal((zb_cookie){.name = "n", .expires_s = -1}) == ZB_E_INVALID);
    CHECK(refusal((zb_cookie){.name = "n", .expires_s = 253402300800}) == ZB_E_INVALID);
    CHECK(refusal((zb_cookie){.name = "n", .same_site = ZB_SAME_SITE_NONE}) == ZB_E_INVALID);
    CHECK(refusal((zb_cookie){.name = "n", .partitioned = true}) == ZB_E_INVALID);
    CHECK(refusal((zb_cookie){.name = "__Secure-n"}) == ZB_E_INVALID);
    CHECK(refusal((zb_cookie){.name = "__secure-n"}) == ZB_E_INVALID);
    CHECK(refusal((zb_cookie){.name = "__Host-n", .path = "/"}) == ZB_E_INVALID);
    CHECK(refusal((zb_cookie){.name = "__Host-n", .secure = true}) == ZB_E_INVALID);
    CHECK(refusal((zb_cookie){.name = "__HOST-n", .secure = true, .path = "/a"}) == ZB_E_INVALID);
    CHECK(refusal((zb_cookie){.name = "__Host-n", .secure = true, .path = "/", .domain = "a"}) ==
          ZB_E_INVALID);
    CHECK(refusal((zb_cookie){.name = "__Hos", .path = "/a"}) == ZB_OK);
}

static void
size_of_name_and_value(void)
{
    static char value[4096 + 1];
    for (uint32_t i = 0; i < 4095; i++)
        value[i] = 'v';
    CHECK(refusal((zb_cookie){.name = "n", .value = value}) == ZB_OK);
    value[4095] = 'v';
    CHECK(refusal((zb_cookie){.name = "n", .value = value}) == ZB_E_INVALID);
}

TEST_SUITE(cookie, {"the header is read", header_is_read}, {"Set-Cookie is written", set_cookie_is_written},
           {"broken ones are refused", broken_ones_are_refused},
           {"size of name and value", size_of_name_and_value});
