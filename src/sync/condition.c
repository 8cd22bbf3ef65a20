/* SPDX-License-Identifier: MIT */
#include "condition.h"

static void
notify(uint32_t *condition, uint32_t count)
{
    uint32_t *sequence = condition + ZB_CONDITION_SEQUENCE_AT / 4;
    if (__atomic_load_n(condition + ZB_CONDITION_WAITERS_AT / 4, __ATOMIC_SEQ_CST) == 0)
        return;
    (void)__atomic_fetch_add(sequence, 1, __ATOMIC_SEQ_CST);
    zb_wake(sequence, count);
}

bool
zb_condition_wait(uint32_t *condition, uint32_t *mutex, int64_t timeout_ns)
{
    uint32_t seen = zbi_condition_enter(condition);
    zb_mutex_unlock(mutex);
    bool is_notified = zbi_condition_sleep(condition, seen, timeout_ns);
    zbi_condition_leave(condition);
    zb_mutex_lock(mutex);
    return is_notified;
}

void
zb_condition_notify(uint32_t *condition)
{
    notify(condition, 1);
}

void
zb_condition_notify_all(uint32_t *condition)
{
    notify(condition, ZB_EVERYBODY);
}
