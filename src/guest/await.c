/* SPDX-License-Identifier: MIT */
#include "operation.h"

zb_status
zb_sleep(uint32_t ms)
{
    zb_pending op = {.kind = ZB_OPERATION_SLEEP, .a = ms};
    return zbi_operation_run(&op);
}

void
zb_start_sleep(zb_pending *pending, uint32_t ms)
{
    *pending = (zb_pending){.kind = ZB_OPERATION_SLEEP, .a = ms};
    zbi_operation_start(pending);
}

void
zb_start_call(zb_pending *pending, const zb_part *parts, uint32_t count)
{
    *pending = (zb_pending){.kind = ZB_OPERATION_CALL, .a = (uint32_t)(uintptr_t)parts, .b = count};
    zbi_operation_start(pending);
}

zb_status
zb_await(zb_pending *pending, zb_slot *out)
{
    ZB_TRY(zbi_operation_wait(pending));
    if (out != NULL)
        *out = pending->result;
    return ZB_OK;
}

zb_status
zb_await_all(zb_pending *pending, uint32_t count)
{
    zb_status first = ZB_OK;
    for (uint32_t i = 0; i < count; i++) {
        zb_status status = zbi_operation_wait(&pending[i]);
        if (first == ZB_OK)
            first = status;
    }
    return first;
}

zb_status
zb_call(zb_slot *out, const zb_part *parts, uint32_t count)
{
    zb_pending op;
    zb_start_call(&op, parts, count);
    return zb_await(&op, out);
}

zb_status
zb_deadline(uint32_t ms)
{
    zb_pending op = {.kind = ZB_OPERATION_DEADLINE, .a = ms};
    return zbi_operation_run(&op);
}

zb_str
zb_failure(void)
{
    zb_str text = {"", 0};
    zb_arena *arena = zbi_current_call();
    if (arena != NULL && *zbi_call_failure() != 0)
        (void)zb_string_at(zb_arena_view(arena), *zbi_call_failure(), &text); /* else it stays empty */
    return text;
}
