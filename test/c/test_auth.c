/* SPDX-License-Identifier: MIT */
#include <zerobuf/auth.h>

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
basic_credentials(void)
{
    static const struct {
        const char *header, *user, *password;
    } cases[] = {
        {"Basic YWRtaW46c2VjcmV0", "admin", "secret"},
        {"bASIC   YWRtaW46c2VjcmV0 ", "admin", "secret"},
        {"Basic dGVzdDoxMjPCow==", "test", "123\xc2\xa3"}, /* RFC 7617, 2.1 */
        {"Basic YTpiOmM=", "a", "b:c"},
        {"Basic Og==", "", ""},
        {"Basic OmI=", "", "b"},
    };
    zb_arena arena = fresh();
    zb_basic basic;
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        OK(zb_basic_read(&arena, span(cases[i].header), &basic));
        CHECK(test_same(basic.user, cases[i].user) && test_same(basic.password, cases[i].password));
        CHECK(zb_basic_is(&basic, cases[i].user, cases[i].password));
        CHECK(!zb_basic_is(&basic, cases[i].user, "other"));
        CHECK(!zb_basic_is(&basic, "other", cases[i].password));
    }
}

static void
what_is_refused(void)
{
    static const struct {
        const char *header;
        zb_status status;
    } cases[] = {
        {"", ZB_E_TAG},
        {"Bearer YWRtaW46c2VjcmV0", ZB_E_TAG},
        {"BasicYWRtaW46c2VjcmV0", ZB_E_TAG},
        {"Basic", ZB_E_SYNTAX},
        {"Basic ", ZB_E_SYNTAX},
        {"Basic YWRtaW46c2VjcmV", ZB_E_SYNTAX},
        {"Basic YWRtaW46 c2VjcmV0", ZB_E_SYNTAX},
        {"Basic YWRtaW4=", ZB_E_SYNTAX},  /* no colon */
        {"Basic YTpi/w==", ZB_E_UTF8},    /* a:b\xff */
        {"Basic YTpiAA==", ZB_E_INVALID}, /* NUL */
        {"Basic YQ06Yg==", ZB_E_INVALID}, /* CR */
        {"Basic YTpif3==", ZB_E_SYNTAX},  /* set bits that carry nothing */
    };
    zb_arena arena = fresh();
    zb_basic basic = {{"u", 1}, {"p", 1}};
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        CHECK(zb_basic_read(&arena, span(cases[i].header), &basic) == cases[i].status);
    CHECK(test_same(basic.user, "u") && test_same(basic.password, "p"));
}

static void
bearer_tokens(void)
{
    zb_str token = {NULL, 0};
    OK(zb_bearer_read(span("bearer  aZ0-._~+/=="), &token));
    CHECK(test_same(token, "aZ0-._~+/=="));
    CHECK(zb_bearer_read(span("Basic abc"), &token) == ZB_E_TAG);
    CHECK(zb_bearer_read(span("Bearer"), &token) == ZB_E_SYNTAX);
    CHECK(zb_bearer_read(span("Bearer ="), &token) == ZB_E_SYNTAX);
    CHECK(zb_bearer_read(span("Bearer a b"), &token) == ZB_E_SYNTAX);
    CHECK(zb_bearer_read(span("Bearer a=b"), &token) == ZB_E_SYNTAX);
    CHECK(zb_bearer_read(span("Bearer a,b"), &token) == ZB_E_SYNTAX);
    CHECK(test_same(token, "aZ0-._~+/=="));
}

static void
challenges(void)
{
    zb_arena arena = fresh();
    zb_str text;
    OK(zb_basic_challenge(&arena, "test", &text));
    CHECK(test_same(text, "Basic realm=\"test\"") && text.ptr[text.len] == '\0');
    OK(zb_basic_challenge(&arena, "a \"b\" \\", &text));
    CHECK(test_same(text, "Basic realm=\"a \\\"b\\\" \\\\\""));
    CHECK(zb_basic_challenge(&arena, "a\r\nb", &text) == ZB_E_INVALID);
    CHECK(zb_basic_challenge(&arena, "\xc3\xa4", &text) == ZB_E_INVALID);
}

TEST_SUITE(auth, {"Basic credentials", basic_credentials}, {"what is refused", what_is_refused},
           {"Bearer tokens", bearer_tokens}, {"challenges", challenges});
