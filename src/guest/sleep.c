/* SPDX-License-Identifier: MIT */
#include "operation.h"

#include <zerobuf/await.h>

zb_status
zb_sleep(uint32_t ms)
{
    zbi_operation op = {.kind = ZB_OPERATION_SLEEP, .a = ms};
    return zbi_operation_run(&op);
}
