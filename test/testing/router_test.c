/* SPDX-License-Identifier: MIT */
/* Tests of test/guest/router.c and of waiter.c, as an application has its own. */
#include <zerobuf/handler_test.h>

#include "waiter.h"

ZB_TEST(routes_and_parameters)
{
    ZB_EXPECT_TEXT(ZB_SEND(.target = "/users/me").body, "me");
    zb_test_answer answer = ZB_SEND(.target = "/users/a%20b?x=1");
    ZB_EXPECT_INT(answer.status, 200);
    ZB_EXPECT_TEXT(answer.type, "application/json");
    ZB_EXPECT_TEXT(answer.body, "{\"id\":\"a b\"}\n");
    ZB_EXPECT_INT(ZB_SEND(.target = "/users/%zz").status, 400);
    ZB_EXPECT_TEXT(ZB_SEND(.target = "/static/a/b.css").body, "{\"tail\":\"a/b.css\"}\n");
    ZB_EXPECT_INT(ZB_SEND(.target = "/nowhere").status, 404);
}

ZB_TEST(methods)
{
    zb_test_answer answer = ZB_SEND(.method = "PUT", .target = "/users/7");
    ZB_EXPECT_INT(answer.status, 405);
    ZB_EXPECT_TEXT(zb_test_header(&answer, "Allow", 0), "GET, DELETE, HEAD, OPTIONS");
    ZB_EXPECT_TEXT(zb_test_header(&answer, "allow", 1), NULL);
    answer = ZB_SEND(.method = "OPTIONS", .target = "/users/7");
    ZB_EXPECT_INT(answer.status, 204);
    ZB_EXPECT_TEXT(answer.body, "");
    ZB_EXPECT_TEXT(ZB_SEND(.method = ZB_ON_SCHEDULED, .target = "/* * * * *").body,
                   "{\"tick\":\"/* * * * *\"}\n");
}

ZB_TEST(middleware)
{
    zb_test_answer answer = ZB_SEND(.target = "/admin/secret");
    ZB_EXPECT_INT(answer.status, 401);
    ZB_EXPECT_TEXT(zb_test_header(&answer, "server-timing", 0), "app");
    answer = ZB_SEND(.target = "/admin/secret", .headers = "host: a\nauthorization: Basic x\n");
    ZB_EXPECT_INT(answer.status, 200);
}

ZB_TEST(bodies)
{
    ZB_EXPECT_TEXT(ZB_SEND(.method = "POST", .target = "/json", .text = "[1, 2.5]").body, "[1,2.5]\n");
    ZB_EXPECT_INT(ZB_SEND(.method = "POST", .target = "/json", .text = "[1,").status, 400);
    char large[66];
    memset(large, ' ', sizeof large);
    ZB_EXPECT_INT(
        ZB_SEND(.method = "POST", .target = "/json", .body = large, .body_len = sizeof large).status, 413);
    zb_test_answer answer = ZB_SEND(.target = "/bytes");
    ZB_EXPECT_INT(answer.body_len, 4);
    ZB_EXPECT(memcmp(answer.body, "\0\xff\n\r", 4) == 0);
    ZB_EXPECT_INT(ZB_SEND(.method = "POST", .target = "/text", .body = "\xff", .body_len = 1).status, 400);
}

ZB_TEST(headers)
{
    zb_test_answer answer = ZB_SEND(.target = "/cookies");
    ZB_EXPECT_TEXT(zb_test_header(&answer, "set-cookie", 0), "a=1; Path=/");
    ZB_EXPECT_TEXT(zb_test_header(&answer, "set-cookie", 1), "b=2");
    answer = ZB_SEND(.target = "/redirect?to=/x%0d%0aa:b");
    ZB_EXPECT_INT(answer.status, 500);
    ZB_EXPECT_INT(answer.result, ZB_E_INVALID);
    ZB_EXPECT_TEXT(answer.headers, "");
}

ZB_TEST(log_lines)
{
    ZB_EXPECT_TEXT(ZB_SEND(.target = "/log?line=hello").log, "hello\nand one more\n");
}

ZB_TEST(replies_of_the_host)
{
    static const zb_test_reply found[] = {
        {.call = "env.KV.get(\"a b\", -3, 0.5, true, null)", .json = "{\"n\": [1]}"}, {0}};
    ZB_EXPECT_TEXT(ZB_SEND_TO(look_up, .target = "/?key=a+b", .replies = found).body, "{\"n\":[1]}\n");
    static const zb_test_reply failed[] = {
        {.call = "env.KV.get(\"a\", -3, 0.5, true, null)", .failure = "the store is away"}, {0}};
    zb_test_answer answer = ZB_SEND_TO(look_up, .target = "/?key=a", .replies = failed);
    ZB_EXPECT_INT(answer.status, 502);
    ZB_EXPECT_TEXT(answer.body, "the store is away");
    static const zb_test_reply late[] = {
        {.call = "env.KV.get(\"a\", -3, 0.5, true, null)", .status = ZB_E_DEADLINE}, {0}};
    ZB_EXPECT_INT(ZB_SEND_TO(look_up, .target = "/?key=a", .replies = late).result, ZB_E_DEADLINE);
    ZB_EXPECT_INT(ZB_SEND_TO(look_up, .target = "/").status, 400);
    ZB_EXPECT_TEXT(ZB_SEND_TO(look_up, .target = "/?key=a").body, "no host");
}

ZB_TEST(fetches)
{
    static const zb_test_reply replies[] = {
        {.call = "sleep(10)"},
        {.call = "fetch(\"https://example.com/a\\\"b\", {\"method\":\"PUT\"})", .object = 7},
        {.call = "#7.status", .json = "203"},
        {.call = "#7.arrayBuffer()", .bytes = "a\0b", .bytes_len = 3},
        {.call = "#7.headers.get(\"content-type\")", .json = "\"image/png\""},
        {0},
    };
    zb_test_answer answer = ZB_SEND_TO(relay, .replies = replies);
    ZB_EXPECT_INT(answer.result, ZB_OK);
    ZB_EXPECT_INT(answer.status, 203);
    ZB_EXPECT_TEXT(answer.type, "image/png");
    ZB_EXPECT_INT(answer.body_len, 3);
    ZB_EXPECT(memcmp(answer.body, "a\0b", 3) == 0);
}

/* Answers by what is called, in any order; and sends a request itself, as a service binding would. */
static zb_status
host(void *context, const char *call, zb_arena *arena, zb_slot *result)
{
    uint32_t *calls = context;
    ++*calls;
    if (strcmp(call, "event.cron") == 0) {
        zb_test_answer inner = ZB_SEND(.target = "/users/inner");
        return zb_string_new(arena, inner.body, inner.body_len, result);
    }
    if (strcmp(call, "context.storage.get(\"a\")") != 0)
        return ZB_E_HOST;
    *result = zb_i32(1);
    return ZB_OK;
}

ZB_TEST(a_host_of_ones_own)
{
    uint32_t calls = 0;
    zb_test_answer answer = ZB_SEND_TO(side_by_side, .host = host, .context = &calls);
    ZB_EXPECT_TEXT(answer.body, "[1,\"{\\\"id\\\":\\\"inner\\\"}\\n\"]\n");
    ZB_EXPECT_INT(calls, 2);
}

ZB_TEST(bodies_in_pieces)
{
    ZB_EXPECT_TEXT(ZB_SEND_TO(count_body, .text = "0123456789012345678").body, "19 in 2");
    ZB_EXPECT_TEXT(ZB_SEND_TO(count_body, .text = "0123456789012345678", .piece_bytes = 5).body, "19 in 4");
    ZB_EXPECT_TEXT(ZB_SEND_TO(count_body, .target = "/").body, "0 in 0");
    ZB_EXPECT_INT(ZB_SEND_TO(count_body, .text = "0123456789", .break_after = 7).result, ZB_E_IO);
}

ZB_TEST(bodies_that_are_written)
{
    zb_test_answer answer = ZB_SEND_TO(events, .target = "/");
    ZB_EXPECT_TEXT(answer.type, "text/event-stream");
    ZB_EXPECT_TEXT(answer.body, "data: 1\n\ndata: 2\n\n");
    ZB_EXPECT_INT(answer.writes, 2);
    ZB_EXPECT_INT(ZB_SEND_TO(bad_status, .target = "/").status, 500);
}

ZB_TEST(data_of_the_instance)
{
    ZB_EXPECT_INT(zb_test_start("{\"name\": \"x\"}"), ZB_OK);
    ZB_EXPECT_TEXT(ZB_SEND_TO(show_settings, .target = "/").body, "{\"name\":\"x\"}\n");
    ZB_EXPECT_INT(zb_test_start("{}"), ZB_E_EXISTS);
}

/* A test is a new instance. */
ZB_TEST(no_data_of_the_instance)
{
    ZB_EXPECT_TEXT(ZB_SEND_TO(show_settings, .target = "/").body, "null\n");
}

ZB_TEST(data_that_is_refused)
{
    ZB_EXPECT_INT(zb_test_start("[]"), ZB_E_TAG);
}
