/* SPDX-License-Identifier: MIT */
#include <zerobuf/sync.h>

void
zb_barrier_init(uint32_t *barrier, uint32_t parties)
{
    __atomic_store_n(barrier + ZB_BARRIER_PHASE_AT / 4, 0, __ATOMIC_SEQ_CST);
    __atomic_store_n(barrier + ZB_BARRIER_ARRIVED_AT / 4, 0, __ATOMIC_SEQ_CST);
    __atomic_store_n(barrier + ZB_BARRIER_PARTIES_AT / 4, parties, __ATOMIC_SEQ_CST);
}

bool
zb_barrier_wait(uint32_t *barrier)
{
    uint32_t *phase = barrier + ZB_BARRIER_PHASE_AT / 4, *arrived = barrier + ZB_BARRIER_ARRIVED_AT / 4;
    uint32_t parties = __atomic_load_n(barrier + ZB_BARRIER_PARTIES_AT / 4, __ATOMIC_SEQ_CST);
    uint32_t seen = __atomic_load_n(phase, __ATOMIC_SEQ_CST); /* it cannot end before the next line */
    if (__atomic_add_fetch(arrived, 1, __ATOMIC_SEQ_CST) == parties) {
        /* All others wait for the phase to end: nobody comes before the count is back at 0. */
        __atomic_store_n(arrived, 0, __ATOMIC_SEQ_CST);
        (void)__atomic_fetch_add(phase, 1, __ATOMIC_SEQ_CST);
        zb_wake(phase, ZB_EVERYBODY);
        return true;
    }
    while (__atomic_load_n(phase, __ATOMIC_SEQ_CST) == seen)
        (void)zb_wait(phase, seen, ZB_FOREVER);
    return false;
}
