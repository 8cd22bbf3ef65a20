/* SPDX-License-Identifier: MIT */
/* Images of the memory (SPEC.md, 8.19): the host takes them when no call is open. */
#include <zerobuf/durable.h>

#include "operation.h"
#include "pages.h"

zb_status
zb_snapshot_save(void)
{
    zb_pending op = {.kind = ZB_OPERATION_SAVE};
    op.a = (uint32_t)(uintptr_t)zbi_pages_map(&op.b);
    return zbi_operation_run(&op);
}
