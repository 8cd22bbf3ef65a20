/* SPDX-License-Identifier: MIT */
/*
 * Fuzzes what reads formats of HTTP.
 *
 * Input: a byte that chooses, then bytes.  Oracles:
 *  - forms and multipart bodies that are built from a model, whose texts are the input's, hold what the model
 *    holds, in its order, and nothing else;
 *  - of arbitrary bytes, in an allocation of exactly their size, no reader takes one that is outside; parts
 *    and ranges follow each other inside the body, a path that is accepted never leads upwards, and a date
 *    that is read is written as itself again.
 */
#define _POSIX_C_SOURCE 200809L /* strndup */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zerobuf/accept.h>
#include <zerobuf/auth.h>
#include <zerobuf/conditional.h>
#include <zerobuf/cookie.h>
#include <zerobuf/form.h>
#include <zerobuf/http_date.h>
#include <zerobuf/multipart.h>
#include <zerobuf/range.h>
#include <zerobuf/static_file.h>
#include <zerobuf/zerobuf.h>

#define MAX_INPUT 4096u
#define REGION_BYTES (1u << 18)
#define MAX_TEXTS 12u
#define TYPE "multipart/form-data; boundary=\"b\""
#define DELIMITER "\r\n--b"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint64_t region[REGION_BYTES / 8];

static void
require(bool condition, const char *what)
{
    if (condition)
        return;
    fprintf(stderr, "oracle: %s\n", what);
    abort();
}

static zb_arena
fresh(void)
{
    zb_arena arena = {0};
    require(zb_arena_init(&arena, region, REGION_BYTES, 8, 0) == ZB_OK, "an arena begins");
    return arena;
}

static zb_str
span(const char *string)
{
    zb_str text = {string, (uint32_t)strlen(string)};
    return text;
}

static bool
same(zb_str left, zb_str right)
{
    return left.len == right.len && (left.len == 0 || memcmp(left.ptr, right.ptr, left.len) == 0);
}

/* Read each byte: AddressSanitizer says when one is not there. */
static void
touch(zb_str text)
{
    volatile char sink = 0;
    for (uint32_t i = 0; i < text.len; i++)
        sink = (char)(sink ^ text.ptr[i]);
}

/* The input cut at its zero bytes. */
static uint32_t
cut(zb_str input, zb_str *texts)
{
    uint32_t count = 0;
    for (uint32_t at = 0; at <= input.len && count < MAX_TEXTS;) {
        uint32_t end = at;
        while (end < input.len && input.ptr[end] != '\0')
            end++;
        texts[count++] = (zb_str){input.ptr + at, end - at};
        at = end + 1;
    }
    return count;
}

static char built[MAX_INPUT * 8];
static uint32_t built_len;

static void
add(const char *bytes, uint32_t len)
{
    require(len <= sizeof built - built_len, "the model fits");
    memcpy(built + built_len, bytes, len);
    built_len += len;
}

/* Letters as they are, spaces as "+" or %20, everything else as %XX. */
static void
add_encoded(zb_str text)
{
    for (uint32_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        char escape[4];
        if ((c >= 'a' && c <= 'z') || (c == ' ' && i % 2 == 0)) {
            add(c == ' ' ? "+" : (const char *)&c, 1);
        } else {
            snprintf(escape, sizeof escape, i % 2 == 0 ? "%%%02x" : "%%%02X", c);
            add(escape, 3);
        }
    }
}

static void
form_of_a_model(zb_str input)
{
    zb_str texts[MAX_TEXTS], name, value;
    zb_arena arena = fresh();
    uint32_t count = cut(input, texts) / 2 * 2;
    built_len = 0;
    for (uint32_t i = 0; i < count; i += 2) {
        add_encoded(texts[i]);
        add("=", 1);
        add_encoded(texts[i + 1]);
        add("&", 1);
    }
    zb_form form = zb_form_of((zb_str){built, built_len});
    for (uint32_t i = 0; i < count; i += 2) {
        require(zb_form_next(&form, &arena, &name, &value) == ZB_OK, "a field is there");
        require(same(name, texts[i]) && same(value, texts[i + 1]), "a field is the model's");
        char *terminated = strndup(texts[i].ptr, texts[i].len);
        uint32_t first = 0;
        while (!same(texts[first], texts[i]))
            first += 2;
        zb_form again = zb_form_of((zb_str){built, built_len});
        require(zb_form_find(&again, &arena, terminated, &value) == ZB_OK, "a field is found");
        require(same(value, texts[first + 1]), "the first one is found");
        free(terminated);
    }
    require(zb_form_next(&form, &arena, &name, &value) == ZB_E_NOT_FOUND, "there is no other field");
}

/* As browsers escape a name; other control characters cannot be in one. */
static bool
add_name(zb_str name)
{
    for (uint32_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (c == '"')
            add("%22", 3);
        else if (c == '\r')
            add("%0D", 3);
        else if (c == '\n')
            add("%0A", 3);
        else if (c == '%' || c == '\\' || (unsigned char)c < 0x20 || c == 0x7f)
            return false;
        else
            add(&c, 1);
    }
    return true;
}

/* Whether a content would end early: CRLF before it and after it belong to delimiters. */
static bool
holds_delimiter(zb_str content)
{
    const char *line = DELIMITER;
    for (uint32_t i = 0; i + 5 <= content.len; i++)
        if (memcmp(content.ptr + i, line, 5) == 0)
            return true;
    return content.len >= 3 && memcmp(content.ptr, line + 2, 3) == 0;
}

static void
multipart_of_a_model(zb_str input)
{
    zb_str texts[MAX_TEXTS];
    zb_arena arena = fresh();
    uint32_t count = cut(input, texts) / 3 * 3;
    built_len = 0;
    for (uint32_t i = 0; i < count; i += 3) {
        if (holds_delimiter(texts[i + 2]))
            return;
        add(DELIMITER, sizeof DELIMITER - 1);
        add(" \t\r\n", i % 2 == 0 ? 0 : 2);
        add("\r\nContent-Disposition: form-data; name=\"", 40);
        if (!add_name(texts[i]))
            return;
        add("\"", 1);
        if (texts[i + 1].len > 0) { /* else there is no file name */
            add("; filename=\"", 12);
            if (!add_name(texts[i + 1]))
                return;
            add("\"", 1);
        }
        add("\r\n\r\n", 4);
        add(texts[i + 2].ptr, texts[i + 2].len);
    }
    add(DELIMITER "--", sizeof DELIMITER + 1);
    /* The first delimiter may begin the body, without its CRLF. */
    uint32_t skip = input.len % 2 * 2;
    char *exact = malloc(built_len - skip);
    require(exact != NULL, "there is memory");
    memcpy(exact, built + skip, built_len - skip);
    zb_multipart parts;
    zb_form_part part;
    zb_bytes body = {(const uint8_t *)exact, built_len - skip};
    require(zb_multipart_open(body, span(TYPE), &parts) == ZB_OK, "a body is opened");
    for (uint32_t i = 0; i < count; i += 3) {
        require(zb_multipart_next(&parts, &arena, &part) == ZB_OK, "a part is there");
        require(same(part.name, texts[i]) && same(part.filename, texts[i + 1]), "names are the model's");
        require(part.has_filename == (texts[i + 1].len > 0), "only files have a file name");
        require(same((zb_str){(const char *)part.content.ptr, part.content.len}, texts[i + 2]),
                "a content is the model's");
    }
    require(zb_multipart_next(&parts, &arena, &part) == ZB_E_NOT_FOUND, "there is no other part");
    free(exact);
}

static void
arbitrary_parts(zb_str text)
{
    zb_arena arena = fresh();
    zb_multipart parts;
    zb_form_part part;
    zb_bytes body = {(const uint8_t *)text.ptr, text.len};
    const char *behind = text.ptr;
    if (zb_multipart_open(body, span(TYPE), &parts) != ZB_OK)
        return;
    while (zb_multipart_next(&parts, &arena, &part) == ZB_OK) {
        const char *content = (const char *)part.content.ptr;
        touch(part.name);
        touch(part.filename);
        touch(part.type);
        require(part.lines.ptr >= behind && content >= part.lines.ptr + part.lines.len, "parts are in order");
        behind = content + part.content.len;
        require(behind <= text.ptr + text.len, "parts are inside");
        require(!holds_delimiter((zb_str){content, part.content.len}), "a content holds no delimiter");
    }
}

static void
arbitrary_fields(zb_str text)
{
    zb_arena arena = fresh();
    zb_form form = zb_form_of(text);
    zb_str name, value, rest = text;
    while (zb_form_next(&form, &arena, &name, &value) == ZB_OK) {
        touch(name);
        touch(value);
    }
    form = zb_form_of(text);
    if (zb_form_find(&form, &arena, "a", &value) == ZB_OK)
        touch(value);
    while (zb_cookie_next(&rest, &name, &value)) {
        require(name.len > 0 && name.ptr >= text.ptr && value.ptr + value.len <= text.ptr + text.len,
                "a cookie is of the header");
        require(memchr(value.ptr, ';', value.len) == NULL, "a cookie ends at its semicolon");
    }
}

static void
arbitrary_headers(zb_str text)
{
    static const char *const offers[] = {"text/html;level=1", "en-US", "gzip", "*/*", ""};
    zb_arena arena = fresh();
    zb_str token;
    zb_basic basic;
    uint32_t chosen = UINT32_MAX;
    if (zb_accept_type(text, offers, 5, &chosen) == ZB_OK ||
        zb_accept_language(text, offers, 5, &chosen) == ZB_OK ||
        zb_accept_encoding(text, offers, 5, &chosen) == ZB_OK)
        require(chosen < 5, "an offer is chosen");
    if (zb_basic_read(&arena, text, &basic) == ZB_OK)
        require(memchr(basic.user.ptr, ':', basic.user.len) == NULL, "a user has no colon");
    if (zb_bearer_read(text, &token) == ZB_OK)
        touch(token);
    zb_validators now = {"\"a\"", 784111777, false};
    zb_conditions conditions = {{"GET", 3}, text, text, text, text};
    (void)zb_conditions_judge(&conditions, &now);
    (void)zb_if_range_holds(text, &now);
    zb_byte_ranges ranges;
    if (zb_byte_ranges_read(text, 1000, &ranges) == ZB_RANGE_PARTS) {
        require(ranges.count >= 1 && ranges.count <= ZB_RANGE_MAX, "there are ranges");
        for (uint32_t i = 0; i < ranges.count; i++) {
            zb_byte_range a = ranges.list[i];
            require(a.len > 0 && a.first < 1000 && a.len <= 1000 - a.first, "a range is inside");
            for (uint32_t j = 0; j < i; j++) {
                zb_byte_range b = ranges.list[j];
                require(a.first + a.len < b.first || b.first + b.len < a.first, "ranges are apart");
            }
        }
    }
}

static void
arbitrary_dates_and_paths(zb_str text)
{
    zb_arena arena = fresh();
    int64_t seconds, again;
    char date[ZB_HTTP_DATE_BYTES];
    if (zb_http_date_read(text, 1790000000, &seconds) == ZB_OK && seconds >= 0 &&
        seconds <= ZB_HTTP_DATE_MAX_S) {
        require(zb_http_date_write(seconds, date) == ZB_OK, "a date is written");
        require(zb_http_date_read((zb_str){date, sizeof date}, 1790000000, &again) == ZB_OK &&
                    again == seconds,
                "a date is the same again");
    }
    zb_str path;
    if (zb_path_clean(&arena, text, &path) != ZB_OK)
        return;
    require(path.ptr[0] == '/' && path.ptr[path.len] == '\0' && strlen(path.ptr) == path.len,
            "a path is a text");
    require(strstr(path.ptr, "//") == NULL && strchr(path.ptr, '\\') == NULL, "a path is clean");
    require(strstr(path.ptr, "/../") == NULL && strstr(path.ptr, "/./") == NULL, "a path leads down");
    require(path.len < 3 || strcmp(path.ptr + path.len - 3, "/..") != 0, "a path does not end upwards");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const readers[])(zb_str) = {form_of_a_model,   multipart_of_a_model,
                                              arbitrary_parts,   arbitrary_fields,
                                              arbitrary_headers, arbitrary_dates_and_paths};
    if (size == 0 || size > MAX_INPUT)
        return 0;
    size_t len = size - 1;
    char *exact = malloc(len > 0 ? len : 1);
    require(exact != NULL, "there is memory");
    memcpy(exact, data + 1, len);
    readers[data[0] % (sizeof readers / sizeof readers[0])]((zb_str){exact, (uint32_t)len});
    free(exact);
    return 0;
}
