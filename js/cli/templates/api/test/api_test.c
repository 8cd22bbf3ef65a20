/* SPDX-License-Identifier: MIT */
/* zerobuf test compiles this with the handlers for this machine, and runs it. */
#include <zerobuf/handler_test.h>

ZB_TEST(greets_by_name)
{
    zb_test_answer answer = ZB_SEND(.target = "/hello?name=Ada%20%22L%22");
    ZB_EXPECT_INT(answer.status, 200);
    ZB_EXPECT_TEXT(answer.type, "application/json");
    ZB_EXPECT_TEXT(answer.body, "{\"hello\":\"Ada \\\"L\\\"\"}\n");
    ZB_EXPECT_INT(ZB_SEND(.target = "/hello").status, 400);
}

ZB_TEST(means_of_numbers)
{
    zb_test_answer answer = ZB_SEND(.method = "POST", .target = "/mean", .text = "[1, 2, 6]");
    ZB_EXPECT_INT(answer.status, 200);
    ZB_EXPECT_TEXT(answer.body, "{\"count\":3,\"mean\":3}\n");
    answer = ZB_SEND(.method = "POST", .target = "/mean", .text = "[]");
    ZB_EXPECT_TEXT(answer.body, "{\"count\":0,\"mean\":0}\n");
}

ZB_TEST(refuses_what_is_no_array_of_numbers)
{
    static const char *const bodies[] = {"", "[1,", "{}", "7", "[1, \"2\"]"};
    for (unsigned i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        zb_test_answer answer = ZB_SEND(.method = "POST", .target = "/mean", .text = bodies[i]);
        ZB_EXPECT_INT(answer.status, 400);
    }
}
