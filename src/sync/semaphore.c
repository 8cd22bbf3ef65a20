/* SPDX-License-Identifier: MIT */
#include <zerobuf/sync.h>

bool
zbi_semaphore_wait(uint32_t *semaphore, int64_t timeout_ns)
{
    uint32_t *waiters = semaphore + ZB_SEMAPHORE_WAITERS_AT / 4;
    (void)__atomic_fetch_add(waiters, 1, __ATOMIC_SEQ_CST);
    bool is_acquired, is_timely = true;
    while (!(is_acquired = zb_semaphore_try_acquire(semaphore)) && is_timely)
        is_timely = zb_wait(semaphore, 0, timeout_ns);
    (void)__atomic_fetch_sub(waiters, 1, __ATOMIC_SEQ_CST);
    return is_acquired;
}

void
zb_semaphore_release(uint32_t *semaphore, uint32_t count)
{
    (void)__atomic_fetch_add(semaphore, count, __ATOMIC_SEQ_CST);
    if (__atomic_load_n(semaphore + ZB_SEMAPHORE_WAITERS_AT / 4, __ATOMIC_SEQ_CST) != 0)
        zb_wake(semaphore, count);
}
