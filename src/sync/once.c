/* SPDX-License-Identifier: MIT */
#include <zerobuf/sync.h>

bool
zbi_once_wait(uint32_t *once)
{
    for (;;) {
        uint32_t state = ZB_ONCE_NEW;
        if (__atomic_compare_exchange_n(once, &state, ZB_ONCE_RUNNING, false, __ATOMIC_SEQ_CST,
                                        __ATOMIC_SEQ_CST))
            return true;
        if (state == ZB_ONCE_DONE)
            return false;
        (void)zb_wait(once, ZB_ONCE_RUNNING, ZB_FOREVER);
    }
}

static void
leave(uint32_t *once, uint32_t state)
{
    __atomic_store_n(once, state, __ATOMIC_SEQ_CST);
    zb_wake(once, ZB_EVERYBODY);
}

void
zb_once_end(uint32_t *once)
{
    leave(once, ZB_ONCE_DONE);
}

void
zb_once_cancel(uint32_t *once)
{
    leave(once, ZB_ONCE_NEW);
}
