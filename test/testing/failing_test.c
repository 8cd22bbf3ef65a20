/* SPDX-License-Identifier: MIT */
/* Tests that fail, each in its own way: what the program then prints is what a user reads. */
#include <zerobuf/handler_test.h>

#include "waiter.h"

ZB_TEST(fails_condition)
{
    ZB_EXPECT(1 + 1 == 3);
}

ZB_TEST(fails_integer)
{
    ZB_EXPECT_INT(ZB_SEND(.target = "/nowhere").status, 200);
}

ZB_TEST(fails_text)
{
    ZB_EXPECT_TEXT(ZB_SEND(.target = "/users/me").body, "you");
}

ZB_TEST(fails_null)
{
    ZB_EXPECT_TEXT(NULL, "text");
}

ZB_TEST(fails_other_call)
{
    static const zb_test_reply replies[] = {{.call = "env.KV.get(\"b\")"}, {0}};
    (void)ZB_SEND_TO(look_up, .target = "/?key=a", .replies = replies);
}

ZB_TEST(fails_missing_call)
{
    static const zb_test_reply replies[] = {{.call = "env.KV.get(\"b\")"}, {0}};
    (void)ZB_SEND_TO(look_up, .target = "/", .replies = replies);
}

ZB_TEST(fails_further_call)
{
    static const zb_test_reply replies[] = {{0}};
    (void)ZB_SEND_TO(look_up, .target = "/?key=a", .replies = replies);
}

ZB_TEST(crashes)
{
    __builtin_trap();
}

ZB_TEST(passes)
{
    ZB_EXPECT(1);
}

ZB_TEST(overruns)
{
    (void)ZB_SEND_TO(overrun, .target = "/");
}
