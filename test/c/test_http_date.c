/* SPDX-License-Identifier: MIT */
#include <zerobuf/http_date.h>

#include "test.h"

#define NOW 1790000000 /* 2026 */

static zb_str
span(const char *string)
{
    zb_str text = {string, 0};
    while (string[text.len] != '\0')
        text.len++;
    return text;
}

static bool
reads(const char *text, int64_t expected)
{
    int64_t seconds;
    return zb_http_date_read(span(text), NOW, &seconds) == ZB_OK && seconds == expected;
}

static void
known_dates(void)
{
    static const struct {
        int64_t seconds;
        const char *text;
    } dates[] = {
        {0, "Thu, 01 Jan 1970 00:00:00 GMT"},
        {784111777, "Sun, 06 Nov 1994 08:49:37 GMT"},
        {951782399, "Mon, 28 Feb 2000 23:59:59 GMT"},
        {951782400, "Tue, 29 Feb 2000 00:00:00 GMT"},
        {951868800, "Wed, 01 Mar 2000 00:00:00 GMT"},
        {1709164800, "Thu, 29 Feb 2024 00:00:00 GMT"},
        {4107542399, "Sun, 28 Feb 2100 23:59:59 GMT"},
        {4107542400, "Mon, 01 Mar 2100 00:00:00 GMT"},
        {253402300799, "Fri, 31 Dec 9999 23:59:59 GMT"},
    };
    char text[ZB_HTTP_DATE_BYTES];
    zb_str written = {text, sizeof text};
    for (uint32_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        OK(zb_http_date_write(dates[i].seconds, text));
        CHECK(test_same(written, dates[i].text));
        CHECK(reads(dates[i].text, dates[i].seconds));
    }
    CHECK(zb_http_date_write(-1, text) == ZB_E_INVALID);
    CHECK(zb_http_date_write(253402300800, text) == ZB_E_INVALID);
    CHECK(test_same(written, "Fri, 31 Dec 9999 23:59:59 GMT"));
}

static void
each_day(void)
{
    char text[ZB_HTTP_DATE_BYTES], before[ZB_HTTP_DATE_BYTES] = {0};
    zb_str written = {text, sizeof text};
    for (int64_t day = 0; day < 150000; day++) { /* to the year 2380: a cycle of 400 years and more */
        int64_t seconds = day * 86400 + test_random(86400), read;
        OK(zb_http_date_write(seconds, text));
        OK(zb_http_date_read(written, NOW, &read));
        CHECK(read == seconds);
        CHECK(!test_equal(text, before, 16)); /* another day, another date */
        __builtin_memcpy(before, text, sizeof text);
    }
}

static void
older_forms(void)
{
    CHECK(reads("Sunday, 06-Nov-94 08:49:37 GMT", 784111777));
    CHECK(reads("Sun Nov  6 08:49:37 1994", 784111777));
    CHECK(reads("Sat Nov 26 08:49:37 1994", 784111777 + 20 * 86400));
    CHECK(reads("Wednesday, 01-Jan-70 00:00:00 GMT", 3155760000)); /* 2070, whatever the day is called */
    /* 2076 is 50 years after, 2077 would be 51. */
    CHECK(reads("Wednesday, 01-Jan-76 00:00:00 GMT", 3345062400));
    CHECK(reads("Saturday, 01-Jan-77 00:00:00 GMT", 220924800));
    CHECK(reads("Thu, 01 Jan 1601 00:00:00 GMT", -11644473600));
    CHECK(reads("Sat, 01 Jan 0000 00:00:00 GMT", -62167219200));
    CHECK(reads("Thu, 31 Dec 1998 23:59:60 GMT", 915148800)); /* a leap second */
}

static void
what_is_no_date(void)
{
    static const char *const texts[] = {
        "",
        "Sun",
        "sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 94 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 GMT ",
        " Sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 00:60:00 GMT",
        "Sun, 06 Nov 1994 00:00:61 GMT",
        "Sun, 06 Nov 1994 0:00:00 GMT",
        "Sun, 00 Nov 1994 00:00:00 GMT",
        "Sun, 31 Nov 1994 00:00:00 GMT",
        "Tue, 29 Feb 2100 00:00:00 GMT",
        "Tue, 29 Feb 2023 00:00:00 GMT",
        "Sunday, 06 Nov 1994 08:49:37 GMT",
        "Mondays, 06-Nov-94 08:49:37 GMT",
        "Sun Nov 6 08:49:37 1994",
        "Sun Nov   08:49:37 1994",
        "784111777",
    };
    int64_t seconds = 7;
    for (uint32_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        CHECK(zb_http_date_read(span(texts[i]), NOW, &seconds) == ZB_E_SYNTAX);
    CHECK(zb_http_date_read(span("Sun, 06 Nov 1994 08:49:37 GMT"), -1, &seconds) == ZB_E_INVALID);
    CHECK(seconds == 7);
}

TEST_SUITE(http_date, {"known dates", known_dates}, {"each day", each_day}, {"older forms", older_forms},
           {"what is no date", what_is_no_date});
