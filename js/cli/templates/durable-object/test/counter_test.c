/* SPDX-License-Identifier: MIT */
/*
 * zerobuf test compiles this with the handlers for this machine, and runs it.  There is no object and no
 * database: each test says which calls the handler makes, in their order, and what comes back.
 */
#include <zerobuf/handler_test.h>

ZB_TEST(worker_passes_the_request_to_the_room)
{
    static const zb_test_reply replies[] = {
        {.call = "context.id.toString()", .failure = "a worker has no id"},
        {.call = "env.ROOM.getByName(\"my kitchen\")", .object = 1},
        {.call = "event", .object = 2},
        {.call = "forward(#1, #2, \"/room/my%20kitchen\", null)", .object = 3},
        {0},
    };
    ZB_EXPECT_INT(ZB_SEND(.target = "/room/my%20kitchen", .replies = replies).result, ZB_OK);
}

ZB_TEST(object_counts)
{
    static const zb_test_reply replies[] = {
        {.call = "context.id.toString()", .json = "\"0123\""},
        {.call = "context.storage.sql.exec(\"update visits set count = count + 1 returning count\")",
         .object = 1},
        {.call = "list(#1)", .json = "[{\"count\": 7}]"},
        {0},
    };
    zb_test_answer answer = ZB_SEND(.method = "POST", .target = "/room/kitchen", .replies = replies);
    ZB_EXPECT_INT(answer.status, 200);
    ZB_EXPECT_TEXT(answer.body, "7\n");
}
