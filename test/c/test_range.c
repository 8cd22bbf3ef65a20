/* SPDX-License-Identifier: MIT */
#include <zerobuf/range.h>

#include "test.h"

static zb_str
span(const char *string)
{
    zb_str text = {string, 0};
    while (string != NULL && string[text.len] != '\0')
        text.len++;
    return text;
}

static void
single_ranges(void)
{
    static const struct {
        const char *header;
        uint64_t size;
        zb_range_kind kind;
        zb_byte_range range;
    } cases[] = {
        {NULL, 100, ZB_RANGE_WHOLE, {0, 0}},
        {"bytes=0-9", 100, ZB_RANGE_PARTS, {0, 10}},
        {"Bytes=90-", 100, ZB_RANGE_PARTS, {90, 10}},
        {"bytes=-1", 100, ZB_RANGE_PARTS, {99, 1}},
        {"bytes=-200", 100, ZB_RANGE_PARTS, {0, 100}},
        {"bytes=0-", 100, ZB_RANGE_PARTS, {0, 100}},
        {"bytes=50-1000000000000000000000", 100, ZB_RANGE_PARTS, {50, 50}},
        {"bytes=99-99", 100, ZB_RANGE_PARTS, {99, 1}},
        {"bytes=100-", 100, ZB_RANGE_UNSATISFIABLE, {0, 0}},
        {"bytes=100-200, 1000-", 100, ZB_RANGE_UNSATISFIABLE, {0, 0}},
        {"bytes=-0", 100, ZB_RANGE_UNSATISFIABLE, {0, 0}},
        {"bytes=18446744073709551616-", 100, ZB_RANGE_UNSATISFIABLE, {0, 0}},
        {"bytes=18446744073709551615-", UINT64_MAX, ZB_RANGE_UNSATISFIABLE, {0, 0}},
        {"bytes=18446744073709551614-", UINT64_MAX, ZB_RANGE_PARTS, {UINT64_MAX - 1, 1}},
        {"bytes=0-18446744073709551615", UINT64_MAX, ZB_RANGE_PARTS, {0, UINT64_MAX}},
        {"bytes=100-, 5-6", 100, ZB_RANGE_PARTS, {5, 2}}, /* what can be had */
        {"bytes=0-", 0, ZB_RANGE_WHOLE, {0, 0}},
        {"bytes=-5", 0, ZB_RANGE_WHOLE, {0, 0}},
        {"bytes=9-0", 100, ZB_RANGE_WHOLE, {0, 0}},
        {"bytes=0-9, 9-0", 100, ZB_RANGE_WHOLE, {0, 0}},
        {"bytes=", 100, ZB_RANGE_WHOLE, {0, 0}},
        {"bytes=,", 100, ZB_RANGE_WHOLE, {0, 0}},
        {"bytes", 100, ZB_RANGE_WHOLE, {0, 0}},
        {"bytes=5", 100, ZB_RANGE_WHOLE, {0, 0}},
        {"bytes=-", 100, ZB_RANGE_WHOLE, {0, 0}},
        {"bytes=a-b", 100, ZB_RANGE_WHOLE, {0, 0}},
        {"bytes=0 - 9", 100, ZB_RANGE_WHOLE, {0, 0}},
        {"bytes=+1-9", 100, ZB_RANGE_WHOLE, {0, 0}},
        {"bytes=--1", 100, ZB_RANGE_WHOLE, {0, 0}},
        {"bytes=0x1-9", 100, ZB_RANGE_WHOLE, {0, 0}},
        {"rows=0-9", 100, ZB_RANGE_WHOLE, {0, 0}},
    };
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        zb_byte_ranges ranges = {0, {{0, 0}}};
        CHECK(zb_byte_ranges_read(span(cases[i].header), cases[i].size, &ranges) == cases[i].kind);
        CHECK(ranges.count == (cases[i].kind == ZB_RANGE_PARTS ? 1 : 0));
        CHECK(ranges.list[0].first == cases[i].range.first && ranges.list[0].len == cases[i].range.len);
    }
}

static void
several_ranges(void)
{
    zb_byte_ranges ranges;
    CHECK(zb_byte_ranges_read(span("bytes= 0-1 ,, 90-91, -2"), 100, &ranges) == ZB_RANGE_PARTS);
    CHECK(ranges.count == 3 && ranges.list[2].first == 98 && ranges.list[2].len == 2);
    /* Those that touch become one, where the first of them stood; the hole is filled last. */
    CHECK(zb_byte_ranges_read(span("bytes=50-59,0-9,20-29,10-19"), 100, &ranges) == ZB_RANGE_PARTS);
    CHECK(ranges.count == 2 && ranges.list[0].first == 50 && ranges.list[1].first == 0 &&
          ranges.list[1].len == 30);
    CHECK(zb_byte_ranges_read(span("bytes=0-50,40-60,10-20"), 100, &ranges) == ZB_RANGE_PARTS);
    CHECK(ranges.count == 1 && ranges.list[0].first == 0 && ranges.list[0].len == 61);
}

static void
hostile_ranges(void)
{
    zb_byte_ranges ranges = {77, {{0, 0}}};
    CHECK(zb_byte_ranges_read(span("bytes=0-,0-,0-,0-"), 100, &ranges) == ZB_RANGE_WHOLE);
    CHECK(zb_byte_ranges_read(
              span("bytes=0-1,3-4,6-7,9-10,12-13,15-16,18-19,21-22,24-25,27-28,30-31,33-34,36-37,39-40,"
                   "42-43,45-46,48-49"),
              100, &ranges) == ZB_RANGE_WHOLE); /* 17 */
    CHECK(ranges.count == 77);
    CHECK(zb_byte_ranges_read(
              span("bytes=0-1,3-4,6-7,9-10,12-13,15-16,18-19,21-22,24-25,27-28,30-31,33-34,36-37,39-40,"
                   "42-43,45-46"),
              100, &ranges) == ZB_RANGE_PARTS);
    CHECK(ranges.count == 16);
}

/* Random ranges against a set of bytes: the same bytes, none twice. */
static void
against_a_model(void)
{
    for (uint32_t round = 0; round < 2000; round++) {
        uint8_t wanted[40] = {0}, got[40] = {0};
        uint32_t size = 1 + test_random(40), count = 1 + test_random(6), len = 6;
        char header[128] = "bytes=";
        for (uint32_t i = 0; i < count; i++) {
            uint32_t first = test_random(50), last = first + test_random(10);
            header[len++] = ',';
            header[len++] = (char)('0' + first / 10);
            header[len++] = (char)('0' + first % 10);
            header[len++] = '-';
            header[len++] = (char)('0' + last / 10);
            header[len++] = (char)('0' + last % 10);
            for (uint32_t at = first; at <= last && at < size; at++)
                wanted[at] = 1;
        }
        zb_str text = {header, len};
        zb_byte_ranges ranges = {0, {{0, 0}}};
        zb_range_kind kind = zb_byte_ranges_read(text, size, &ranges);
        if (kind == ZB_RANGE_WHOLE) { /* too many overlap, which needs more than three */
            CHECK(count > 3);
            continue;
        }
        for (uint32_t i = 0; i < ranges.count; i++) {
            CHECK(ranges.list[i].len > 0);
            for (uint64_t at = ranges.list[i].first; at < ranges.list[i].first + ranges.list[i].len; at++) {
                CHECK(at < size && got[at] == 0);
                got[at] = 1;
            }
        }
        CHECK(test_equal(wanted, got, sizeof got));
        CHECK((kind == ZB_RANGE_UNSATISFIABLE) == (ranges.count == 0));
    }
}

static void
content_range(void)
{
    char text[ZB_CONTENT_RANGE_BYTES];
    zb_byte_range some = {0, 10}, most = {UINT64_MAX - 1, 1};
    CHECK(zb_content_range(&some, 100, text) == 13 && test_same(span(text), "bytes 0-9/100"));
    CHECK(zb_content_range(NULL, 100, text) == 11 && test_same(span(text), "bytes */100"));
    CHECK(zb_content_range(&most, UINT64_MAX, text) == ZB_CONTENT_RANGE_BYTES - 2);
    CHECK(test_same(span(text), "bytes 18446744073709551614-18446744073709551614/18446744073709551615"));
}

TEST_SUITE(range, {"single ranges", single_ranges}, {"several ranges", several_ranges},
           {"hostile ranges", hostile_ranges}, {"against a model", against_a_model},
           {"Content-Range", content_range});
