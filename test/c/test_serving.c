/* SPDX-License-Identifier: MIT */
/* What is said about a file or an answer: path, type, reason; and server-sent events. */
#include <zerobuf/events.h>
#include <zerobuf/media_type.h>
#include <zerobuf/static_file.h>
#include <zerobuf/status_text.h>

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
paths_made_clean(void)
{
    static const struct {
        const char *path, *clean;
    } cases[] = {
        {"", "/"},
        {"/", "/"},
        {"//", "/"},
        {"/./", "/"},
        {"a", "/a"},
        {"/a/b.css", "/a/b.css"},
        {"/a//./b/", "/a/b/"},
        {"/a/.", "/a/"},
        {"/.hidden/..a/a../...", "/.hidden/..a/a../..."},
        {"/%61%20%C3%A4+", "/a \xc3\xa4+"},
        {"/%252e%252e/x", "/%2e%2e/x"}, /* decoded once */
        {"/%2e/%2E", "/"},
        {"/a?b", "/a?b"},
        {"/C:/x", "/C:/x"},
    };
    zb_arena arena = fresh();
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        zb_str clean;
        OK(zb_path_clean(&arena, span(cases[i].path), &clean));
        CHECK(test_same(clean, cases[i].clean) && clean.ptr[clean.len] == '\0');
    }
}

static void
paths_refused(void)
{
    static const char *const paths[] = {
        "..",        "/..",     "/../",   "/a/../b",   "/a/..",    "/%2e%2e/etc/passwd",
        "/.%2E",     "/%2e./",  "/a%2fb", "/%2F",      "/..%2f..", "/a\\b",
        "/..\\..",   "/a%5cb",  "/%5C..", "/a%00",     "/%00",     "/a%0d%0a",
        "/a%7f",     "/a\n",    "/a%",    "/a%2",      "/a%zz",    "/%c0%ae%c0%ae/%",
        "a/../../b", "/./../b", "//../b", "/a/./../b",
    };
    zb_arena arena = fresh();
    zb_str clean = {NULL, 0};
    for (uint32_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
        CHECK(zb_path_clean(&arena, span(paths[i]), &clean) == ZB_E_INVALID);
    zb_str nul = {"/a\0b", 4};
    CHECK(zb_path_clean(&arena, nul, &clean) == ZB_E_INVALID);
    CHECK(clean.ptr == NULL);
}

/* Whatever is sent: refused, or a path that stays below the folder it is joined to. */
static void
paths_of_chance(void)
{
    static const char *const pieces[] = {"..", ".",   "/",  "%2e", "%2f", "a",
                                         "%",  "%5c", "\\", "%00", "%25", "//"};
    zb_arena arena = fresh();
    uint32_t accepted = 0;
    for (uint32_t round = 0; round < 20000; round++) {
        char path[64];
        uint32_t len = 0;
        for (uint32_t i = test_random(8); i > 0; i--) {
            const char *piece = pieces[test_random(sizeof pieces / sizeof pieces[0])];
            while (*piece != '\0')
                path[len++] = *piece++;
        }
        zb_str text = {path, len}, clean;
        OK(zb_arena_reset(&arena));
        if (zb_path_clean(&arena, text, &clean) != ZB_OK)
            continue;
        accepted++;
        CHECK(clean.len >= 1 && clean.ptr[0] == '/' && clean.len <= len + 1);
        for (uint32_t at = 0, part = 1; at <= clean.len; at++) {
            char c = at < clean.len ? clean.ptr[at] : '/';
            CHECK(c != '\\' && c != '\0');
            if (c != '/')
                continue;
            uint32_t part_len = at >= part ? at - part : 0;
            CHECK(part_len > 0 || at == 0 || at == clean.len); /* no empty parts inside */
            CHECK(!(part_len == 2 && clean.ptr[part] == '.' && clean.ptr[part + 1] == '.'));
            CHECK(!(part_len == 1 && clean.ptr[part] == '.'));
            part = at + 1;
        }
    }
    CHECK(accepted > 1000);
}

static void
media_types(void)
{
    static const struct {
        const char *path, *type;
    } cases[] = {
        {"/a/index.html", "text/html; charset=utf-8"},
        {"STYLE.CSS", "text/css; charset=utf-8"},
        {"x.json", "application/json"},
        {"x.tar.gz", "application/gzip"},
        {"a.mjs", "text/javascript; charset=utf-8"},
        {"f.woff2", "font/woff2"},
        {"f.woff", "font/woff"},
        {"a.svg", "image/svg+xml"},
        {"a.ods", "application/vnd.oasis.opendocument.spreadsheet"},
        {"a.html/b", "application/octet-stream"},
        {"a.unknown", "application/octet-stream"},
        {"a.htm l", "application/octet-stream"},
        {"a.", "application/octet-stream"},
        {"html", "application/octet-stream"},
        {"", "application/octet-stream"},
        {".css", "text/css; charset=utf-8"},
    };
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        CHECK(test_same(span(zb_media_type(span(cases[i].path))), cases[i].type));
}

static void
reasons(void)
{
    static const struct {
        int status;
        const char *reason;
    } cases[] = {
        {100, "Continue"},
        {200, "OK"},
        {201, "Created"},
        {204, "No Content"},
        {299, "OK"},
        {302, "Found"},
        {306, "Multiple Choices"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {404, "Not Found"},
        {413, "Content Too Large"},
        {422, "Unprocessable Content"},
        {500, "Internal Server Error"},
        {511, "Network Authentication Required"},
        {599, "Internal Server Error"},
        {99, ""},
        {600, ""},
        {-1, ""},
        {0, ""},
    };
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        CHECK(test_same(span(zb_status_reason(cases[i].status)), cases[i].reason));
}

static bool
event_is(const char *event, const char *id, const char *data, uint32_t len, const char *expected)
{
    zb_arena arena = fresh();
    zb_text text = zb_text_begin(&arena, 0);
    zb_slot value;
    zb_str written;
    return zb_event_text(&text, event, id, data, len) == ZB_OK && zb_text_end(&text, &value) == ZB_OK &&
           zb_string_at(zb_arena_view(&arena), value.a, &written) == ZB_OK && test_same(written, expected);
}

static void
events(void)
{
    CHECK(event_is("message", NULL, ZB_LIT("{\"count\":0}"), "event: message\ndata: {\"count\":0}\n\n"));
    CHECK(event_is(NULL, NULL, ZB_LIT("a"), "data: a\n\n"));
    CHECK(event_is("e", "7", ZB_LIT("a\nb\r\nc\rd"),
                   "event: e\nid: 7\ndata: a\ndata: b\ndata: c\ndata: d\n\n"));
    CHECK(event_is(NULL, "", ZB_LIT(""), "id: \ndata: \n\n"));
    CHECK(event_is(NULL, NULL, ZB_LIT("a\n"), "data: a\ndata: \n\n"));
    CHECK(event_is(NULL, NULL, ZB_LIT("\r\r\n\n"), "data: \ndata: \ndata: \ndata: \n\n"));
    CHECK(event_is(NULL, NULL, NULL, 0, "data: \n\n"));
    CHECK(event_is(NULL, NULL, ZB_LIT("x\nevent: forged\n\ndata: y"),
                   "data: x\ndata: event: forged\ndata: \ndata: data: y\n\n"));
    zb_arena arena = fresh();
    zb_text text = zb_text_begin(&arena, 0);
    CHECK(zb_event_text(&text, "a\nb", NULL, ZB_LIT("x")) == ZB_E_INVALID);
    CHECK(zb_event_text(&text, "a", "b\rc", ZB_LIT("x")) == ZB_E_INVALID);
    CHECK(text.len == 0);
}

TEST_SUITE(serving, {"paths made clean", paths_made_clean}, {"paths refused", paths_refused},
           {"paths of chance", paths_of_chance}, {"media types", media_types}, {"reasons", reasons},
           {"events", events});
