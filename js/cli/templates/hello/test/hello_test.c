/* SPDX-License-Identifier: MIT */
/* zerobuf test compiles this with the handlers for this machine, and runs it. */
#include <zerobuf/handler_test.h>

ZB_TEST(says_hello)
{
    zb_test_answer answer = ZB_SEND(.target = "/");
    ZB_EXPECT_INT(answer.status, 200);
    ZB_EXPECT_TEXT(answer.body, "Hello from C\n");
}

ZB_TEST(has_no_other_page)
{
    ZB_EXPECT_INT(ZB_SEND(.target = "/other").status, 404);
    ZB_EXPECT_INT(ZB_SEND(.method = "POST").status, 405);
}
