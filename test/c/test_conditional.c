/* SPDX-License-Identifier: MIT */
#include <zerobuf/conditional.h>

#include "test.h"

#define MODIFIED 784111777
#define DATE "Sun, 06 Nov 1994 08:49:37 GMT"
#define EARLIER "Sun, 06 Nov 1994 08:49:36 GMT"
#define LATER "Sun, 06 Nov 1994 08:49:38 GMT"

static zb_str
span(const char *string)
{
    zb_str text = {string, 0};
    while (string != NULL && string[text.len] != '\0')
        text.len++;
    return text;
}

static void
tags_of_bytes(void)
{
    char tag[ZB_ETAG_BYTES], other[ZB_ETAG_BYTES];
    static uint8_t bytes[200];
    zb_bytes all = {bytes, sizeof bytes};
    zb_etag_of((zb_bytes){(const uint8_t *)"hello", 5}, tag);
    CHECK(
        test_same(span(tag), "\"ea69cdd0c1342c79-00000005\"")); /* the same everywhere: reckoned in Python */
    for (uint8_t i = 0; i < 37; i++)
        bytes[i] = i;
    zb_etag_of((zb_bytes){bytes, 37}, tag);
    CHECK(test_same(span(tag), "\"5f0b1bc44bf0f395-00000025\""));
    for (uint32_t len = 0; len <= sizeof bytes; len++) {
        all.len = len;
        zb_etag_of(all, tag);
        CHECK(span(tag).len == ZB_ETAG_BYTES - 1 && tag[0] == '"' && tag[26] == '"');
        for (uint32_t bit = 0; bit < len * 8; bit += 3) {
            bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
            zb_etag_of(all, other);
            bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
            CHECK(!test_equal(tag, other, 17));
        }
    }
}

/* Words of the hash that only chance could make equal, though the bytes look alike. */
static void
tags_differ(void)
{
    static uint64_t hashes[2000];
    static uint8_t bytes[48];
    for (uint32_t i = 0; i < 2000; i++) {
        char tag[ZB_ETAG_BYTES];
        bytes[i % 48] = (uint8_t)(bytes[i % 48] + 1);
        zb_etag_of((zb_bytes){bytes, 48}, tag);
        __builtin_memcpy(&hashes[i], tag + 1, 8); /* 32 bits of it as text */
        for (uint32_t j = 0; j < i; j++)
            CHECK(hashes[i] != hashes[j]);
    }
}

typedef struct judgement {
    const char *method, *if_match, *if_none_match, *if_modified_since, *if_unmodified_since;
    zb_condition_verdict expected;
} judgement;

static zb_condition_verdict
judge(const judgement *each, const zb_validators *now)
{
    zb_conditions conditions = {span(each->method), span(each->if_match), span(each->if_none_match),
                                span(each->if_modified_since), span(each->if_unmodified_since)};
    return zb_conditions_judge(&conditions, now);
}

static void
order_of_judgement(void)
{
    static const judgement cases[] = {
        {"GET", NULL, NULL, NULL, NULL, ZB_CONDITIONS_HOLD},
        {"GET", NULL, "\"v1\"", NULL, NULL, ZB_CONDITIONS_NOT_MODIFIED},
        {"HEAD", NULL, "\"v1\"", NULL, NULL, ZB_CONDITIONS_NOT_MODIFIED},
        {"PUT", NULL, "\"v1\"", NULL, NULL, ZB_CONDITIONS_FAILED},
        {"get", NULL, "\"v1\"", NULL, NULL, ZB_CONDITIONS_FAILED},         /* methods have a case */
        {"GET", NULL, "W/\"v1\"", NULL, NULL, ZB_CONDITIONS_NOT_MODIFIED}, /* compared weakly */
        {"GET", NULL, "\"v0\", \"a,b\" ,, \"v1\"", NULL, NULL, ZB_CONDITIONS_NOT_MODIFIED},
        {"GET", NULL, "*", NULL, NULL, ZB_CONDITIONS_NOT_MODIFIED},
        {"PUT", NULL, "*", NULL, NULL, ZB_CONDITIONS_FAILED},
        {"GET", NULL, "\"v2\"", NULL, NULL, ZB_CONDITIONS_HOLD},
        {"GET", NULL, "v1", NULL, NULL, ZB_CONDITIONS_HOLD},
        {"GET", NULL, "\"v1", NULL, NULL, ZB_CONDITIONS_HOLD},
        {"GET", NULL, "\"x\" \"v1\"", NULL, NULL, ZB_CONDITIONS_HOLD},
        {"GET", NULL, "w/\"v1\"", NULL, NULL, ZB_CONDITIONS_HOLD},
        {"GET", NULL, "", NULL, NULL, ZB_CONDITIONS_HOLD},
        {"GET", NULL, NULL, DATE, NULL, ZB_CONDITIONS_NOT_MODIFIED},
        {"GET", NULL, NULL, LATER, NULL, ZB_CONDITIONS_NOT_MODIFIED},
        {"GET", NULL, NULL, EARLIER, NULL, ZB_CONDITIONS_HOLD},
        {"GET", NULL, NULL, "Sunday, 06-Nov-94 08:49:37 GMT", NULL, ZB_CONDITIONS_NOT_MODIFIED},
        {"GET", NULL, NULL, "yesterday", NULL, ZB_CONDITIONS_HOLD},
        {"PUT", NULL, NULL, DATE, NULL, ZB_CONDITIONS_HOLD},
        {"GET", NULL, "\"v2\"", DATE, NULL, ZB_CONDITIONS_HOLD}, /* tags before dates */
        {"PUT", "\"v1\"", NULL, NULL, NULL, ZB_CONDITIONS_HOLD},
        {"PUT", "W/\"v1\"", NULL, NULL, NULL, ZB_CONDITIONS_FAILED}, /* compared strongly */
        {"PUT", "\"v2\", \"v1\"", NULL, NULL, NULL, ZB_CONDITIONS_HOLD},
        {"PUT", "\"v2\"", NULL, NULL, NULL, ZB_CONDITIONS_FAILED},
        {"PUT", "*", NULL, NULL, NULL, ZB_CONDITIONS_HOLD},
        {"GET", "\"v2\"", "\"v1\"", NULL, NULL, ZB_CONDITIONS_FAILED},
        {"GET", "\"v1\"", "\"v1\"", NULL, NULL, ZB_CONDITIONS_NOT_MODIFIED},
        {"PUT", NULL, NULL, NULL, EARLIER, ZB_CONDITIONS_FAILED},
        {"PUT", NULL, NULL, NULL, DATE, ZB_CONDITIONS_HOLD},
        {"PUT", NULL, NULL, NULL, "never", ZB_CONDITIONS_HOLD},
        {"PUT", "\"v1\"", NULL, NULL, EARLIER, ZB_CONDITIONS_HOLD}, /* tags before dates */
        {"GET", NULL, "\"v1\"", NULL, EARLIER, ZB_CONDITIONS_FAILED},
    };
    zb_validators now = {"\"v1\"", MODIFIED, false};
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        CHECK(judge(&cases[i], &now) == cases[i].expected);
}

static void
less_known_resources(void)
{
    static const judgement any = {"PUT", "*", NULL, NULL, NULL, ZB_CONDITIONS_HOLD};
    static const judgement none = {"PUT", NULL, "*", NULL, NULL, ZB_CONDITIONS_HOLD};
    static const judgement date = {"GET", NULL, NULL, DATE, NULL, ZB_CONDITIONS_HOLD};
    static const judgement tag = {"GET", NULL, "\"v1\"", NULL, NULL, ZB_CONDITIONS_HOLD};
    zb_validators absent = {NULL, 0, true}, plain = {NULL, 0, false}, weak = {"W/\"v1\"", 0, false};
    CHECK(judge(&any, &absent) == ZB_CONDITIONS_FAILED);
    CHECK(judge(&none, &absent) == ZB_CONDITIONS_HOLD); /* create, do not replace */
    CHECK(judge(&any, &plain) == ZB_CONDITIONS_HOLD);
    CHECK(judge(&none, &plain) == ZB_CONDITIONS_FAILED);
    CHECK(judge(&date, &plain) == ZB_CONDITIONS_HOLD);
    CHECK(judge(&tag, &plain) == ZB_CONDITIONS_HOLD);
    CHECK(judge(&tag, &weak) == ZB_CONDITIONS_NOT_MODIFIED);
}

static void
if_range(void)
{
    zb_validators now = {"\"v1\"", MODIFIED, false}, weak = {"W/\"v1\"", 0, false}, plain = {NULL, 0, false};
    CHECK(zb_if_range_holds(span(NULL), &plain));
    CHECK(zb_if_range_holds(span(" \"v1\" "), &now));
    CHECK(!zb_if_range_holds(span("\"v2\""), &now));
    CHECK(!zb_if_range_holds(span("W/\"v1\""), &now));
    CHECK(!zb_if_range_holds(span("W/\"v1\""), &weak));
    CHECK(!zb_if_range_holds(span("\"v1\""), &weak));
    CHECK(!zb_if_range_holds(span("\"v1\", \"v1\""), &now));
    CHECK(!zb_if_range_holds(span("\"v1\""), &plain));
    CHECK(zb_if_range_holds(span(DATE), &now));
    CHECK(!zb_if_range_holds(span(LATER), &now)); /* exactly */
    CHECK(!zb_if_range_holds(span(DATE), &plain));
    CHECK(!zb_if_range_holds(span(""), &now));
}

TEST_SUITE(conditional, {"tags of bytes", tags_of_bytes}, {"tags differ", tags_differ},
           {"order of judgement", order_of_judgement}, {"less known resources", less_known_resources},
           {"If-Range", if_range});
