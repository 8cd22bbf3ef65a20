/* SPDX-License-Identifier: MIT */
/* The mutex of three states of U. Drepper, "Futexes are tricky" (2011), section 6. */
#include <zerobuf/sync.h>

bool
zbi_mutex_wait(uint32_t *mutex, int64_t timeout_ns)
{
    /* Whoever has waited cannot know whether others still do, so it takes the mutex as
     * awaited: at worst its unlock wakes nobody. */
    while (__atomic_exchange_n(mutex, ZB_MUTEX_AWAITED, __ATOMIC_SEQ_CST) != ZB_MUTEX_FREE)
        if (!zb_wait(mutex, ZB_MUTEX_AWAITED, timeout_ns))
            return false;
    return true;
}
