/* SPDX-License-Identifier: MIT */
#ifndef ZBI_CONDITION_H
#define ZBI_CONDITION_H

/*
 * A condition in two steps, for those that look again between them (SPEC.md, 12.3): who waits
 * says so first, then reads the sequence, then looks; who notifies changes what they look at
 * first, then reads whether anybody waits, then changes the sequence.  One of both sees the other.
 */

#include <zerobuf/sync.h>

/** Say that the caller is about to wait.  @return what to pass to zbi_condition_sleep() */
static inline uint32_t
zbi_condition_enter(uint32_t *condition)
{
    (void)__atomic_fetch_add(condition + ZB_CONDITION_WAITERS_AT / 4, 1, __ATOMIC_SEQ_CST);
    return __atomic_load_n(condition + ZB_CONDITION_SEQUENCE_AT / 4, __ATOMIC_SEQ_CST);
}

/** Sleep until a notification after `seen`.  @return false when the time passed */
static inline bool
zbi_condition_sleep(const uint32_t *condition, uint32_t seen, int64_t timeout_ns)
{
    return zb_wait(condition + ZB_CONDITION_SEQUENCE_AT / 4, seen, timeout_ns);
}

/** It waits no more. */
static inline void
zbi_condition_leave(uint32_t *condition)
{
    (void)__atomic_fetch_sub(condition + ZB_CONDITION_WAITERS_AT / 4, 1, __ATOMIC_SEQ_CST);
}

#endif /* ZBI_CONDITION_H */
