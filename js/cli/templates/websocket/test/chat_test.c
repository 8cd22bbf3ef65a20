/* SPDX-License-Identifier: MIT */
/*
 * zerobuf test compiles this with the handlers for this machine, and runs it.  There is no socket: each test
 * says which calls the handler makes, in their order, and what comes back.
 */
#include <zerobuf/handler_test.h>

ZB_TEST(what_one_says_all_hear)
{
    static const zb_test_reply replies[] = {
        {.call = "event", .object = 1},
        {.call = "attachmentOfSocket(#1)", .json = "\"Ada\""},
        {.call = "context", .object = 2},
        {.call = "broadcast(#2, null, \"Ada: hello\", null)", .json = "2"},
        {0},
    };
    zb_test_answer answer = ZB_SEND(.method = ZB_ON_SOCKET_MESSAGE, .target = "/room/kitchen/Ada",
                                    .text = "hello", .replies = replies);
    ZB_EXPECT_INT(answer.status, 200);
}

ZB_TEST(a_name_is_utf8)
{
    static const zb_test_reply replies[] = {{.call = "context.id.toString()", .json = "\"0123\""}, {0}};
    ZB_EXPECT_INT(ZB_SEND(.target = "/room/kitchen/%ff", .replies = replies).status, 400);
}
