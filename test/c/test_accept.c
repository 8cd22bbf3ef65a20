/* SPDX-License-Identifier: MIT */
#include <zerobuf/accept.h>

#include "test.h"

#define NONE UINT32_MAX
#define COUNT(list) (uint32_t)(sizeof(list) / sizeof(list)[0])

static zb_str
span(const char *string)
{
    zb_str text = {string, 0};
    while (string != NULL && string[text.len] != '\0')
        text.len++;
    return text;
}

typedef zb_status (*choose_fn)(zb_str header, const char *const *offers, uint32_t count, uint32_t *out);

typedef struct choice {
    const char *header;
    uint32_t expected;
} choice;

/* What is chosen, NONE when nothing is. */
static uint32_t
chosen(choose_fn choose, const char *header, const char *const *offers, uint32_t count)
{
    uint32_t index = NONE;
    zb_status status = choose(span(header), offers, count, &index);
    return (status == ZB_OK) == (index != NONE) && (status == ZB_OK || status == ZB_E_NOT_FOUND) ? index
                                                                                                 : NONE - 1;
}

static const char *const types[] = {"application/json", "text/plain", "text/html", "text/html;level=1"};

static void
media_types(void)
{
    static const choice choices[] = {
        {NULL, 0},
        {"", 0},
        {" ", 0},
        {"*/*", 0},
        {"text/plain", 1},
        {"TEXT/Plain", 1},
        {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 2},
        {"text/plain, */*", 1}, /* as good, but named */
        {"text/*", 1},
        {"text/*;q=0.5, */*;q=0.6", 0},
        {"text/*, text/plain;q=0.1", 2}, /* the most specific decides */
        {"*/*, application/json;q=0", 1},
        {"text/html;level=1", 3},
        {"text/html;level=1;q=0.3, text/html;q=0.7", 2},
        {"text/html;level=2", NONE},
        {"text/html;Level=\"1\"", 3},
        {"image/png", NONE},
        {"application/json;q=0", NONE},
        {"text/html;q=0.001, text/plain;q=0.002", 1},
        {"text/html;q=1.001, text/plain;q=0.2", 1}, /* what is malformed is passed over */
        {"text/html;q=, text/plain;q=0.2", 1},
        {"text/html;q=0.1234, text/plain;q=0.01", 1},
        {"text/html;q=.5, text/plain;q=0.01", 1},
        {"text/html;q=x, text/plain;q=0.01", 1},
        {";q=1,,text/plain", 1},
        {"text/plain;q=1.000", 1},
        {"text/plain;x=\"a,b\"", NONE},
        {"text/html;q=0.5;ext=1", 2},
        {"text", NONE},
        {"text/", NONE},
        {"*", NONE},
    };
    for (uint32_t i = 0; i < COUNT(choices); i++)
        CHECK(chosen(zb_accept_type, choices[i].header, types, COUNT(types)) == choices[i].expected);
    CHECK(chosen(zb_accept_type, "*/*", types, 0) == NONE);
}

static void
languages(void)
{
    static const char *const offers[] = {"en", "de", "de-AT", "zh-Hant-TW"};
    static const choice choices[] = {
        {NULL, 0},
        {"*", 0},
        {"de", 1},
        {"de-at", 2},
        {"de-AT;q=0.5, de;q=0.9", 1},
        {"de-CH", 1}, /* truncated */
        {"de-CH, en;q=0.9", 1},
        {"zh-Hant", 3},
        {"zh", 3},
        {"zh-Hans", NONE},
        {"fr, *;q=0.1", 0},
        {"fr", NONE},
        {"d", NONE},
        {"en;q=0, *", 1},
        {"de-AT-x, de-AT;q=0", 1},
    };
    for (uint32_t i = 0; i < COUNT(choices); i++)
        CHECK(chosen(zb_accept_language, choices[i].header, offers, COUNT(offers)) == choices[i].expected);
}

static void
encodings(void)
{
    static const char *const offers[] = {"br", "gzip", "identity"};
    static const choice choices[] = {
        {NULL, 2},
        {"", 2},
        {"gzip, deflate, br", 0},
        {"gzip;q=1.0, br;q=0.5", 1},
        {"GZIP;q=0.001", 1},
        {"deflate", 2},
        {"*", 0},
        {"*;q=0", NONE},
        {"identity;q=0", NONE},
        {"identity;q=0, gzip;q=0.1", 1},
        {"br;q=0, *;q=0.5", 1},
    };
    for (uint32_t i = 0; i < COUNT(choices); i++)
        CHECK(chosen(zb_accept_encoding, choices[i].header, offers, COUNT(offers)) == choices[i].expected);
    CHECK(chosen(zb_accept_encoding, NULL, offers, 2) == 0);
}

TEST_SUITE(accept, {"media types", media_types}, {"languages", languages}, {"encodings", encodings});
