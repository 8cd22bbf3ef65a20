/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_SYNC_H
#define ZEROBUF_SYNC_H

/*
 * Threads that wait for each other over words of a shared region (SPEC.md, 12): mutex,
 * condition, once, semaphore, barrier; channels are in zerobuf/channel.h.  JavaScript takes
 * the same words (js/core/sync.js), so C and JavaScript may wait for each other.
 *
 *   static void
 *   add(uint32_t *mutex, uint64_t *sum, uint64_t value)
 *   {
 *       zb_mutex_lock(mutex);
 *       *sum += value;
 *       zb_mutex_unlock(mutex);
 *   }
 *
 * Each is a few words, 8-aligned, and ready to use when they are zero (a barrier is told its
 * parties first).  A pointer to its first word names it; it must not move while it is used.
 * All loads and stores are sequentially consistent, as JavaScript's are.
 *
 * In a wasm module compile with -matomics, over a shared memory.  The main thread of a browser
 * may not wait: there an instruction that waits traps, so call the try forms.
 *
 * Nothing here learns of a thread that died.  One that dies with a mutex leaves it taken, one
 * that dies while a once runs leaves it running, one that a barrier expects stops its parties.
 * A thread that dies while it waits may take a wake-up with it that was meant for another.
 * Where threads are terminated, wait with a timeout, look again, and make what the lock guards
 * anew before its words are set to zero.
 */

#include <stdbool.h>

#include <zerobuf/layout.h>

#ifdef __cplusplus
extern "C" {
#endif

/** As a timeout: wait for as long as it takes. */
#define ZB_FOREVER ((int64_t)-1)

/** As a count: wake all. */
#define ZB_EVERYBODY UINT32_MAX

/**
 * Sleep until `word` is woken, unless it holds something else than `expected`.
 *
 * @param word        4-aligned
 * @param expected    what it held when the caller decided to sleep
 * @param timeout_ns  nanoseconds from now; negative: for ever
 * @return false when the time passed.  true otherwise, which promises nothing: look again
 *
 * By futex(2) on Linux, also between processes that share the page; by memory.atomic.wait32
 * in wasm; elsewhere by looking again and again.  Any thread that may block.
 */
bool zb_wait(const uint32_t *word, uint32_t expected, int64_t timeout_ns);

/**
 * Wake threads that sleep at `word`.  Change the word first.
 *
 * @param word   as for zb_wait()
 * @param count  at most so many; ZB_EVERYBODY
 *
 * A system call on Linux, also when nobody sleeps.  Any thread.
 */
void zb_wake(const uint32_t *word, uint32_t count);

/* The ways that wait, out of line. */
bool zbi_mutex_wait(uint32_t *mutex, int64_t timeout_ns);
bool zbi_once_wait(uint32_t *once);
bool zbi_semaphore_wait(uint32_t *semaphore, int64_t timeout_ns);

/**
 * Take the mutex unless somebody has it.
 *
 * @param mutex  ZB_MUTEX_BYTES, 8-aligned, zero at first
 * @return false when it is taken, by this thread, too
 *
 * One compare-and-exchange, no wait.  Any thread.
 */
static inline bool
zb_mutex_try_lock(uint32_t *mutex)
{
    uint32_t state = ZB_MUTEX_FREE;
    return __atomic_compare_exchange_n(mutex, &state, ZB_MUTEX_TAKEN, false, __ATOMIC_SEQ_CST,
                                       __ATOMIC_SEQ_CST);
}

/**
 * Take the mutex.  A thread that has it already waits for itself.
 *
 * @param mutex  as for zb_mutex_try_lock()
 *
 * One compare-and-exchange when it is free.  Threads get it in no order.
 */
static inline void
zb_mutex_lock(uint32_t *mutex)
{
    if (!zb_mutex_try_lock(mutex))
        (void)zbi_mutex_wait(mutex, ZB_FOREVER);
}

/**
 * Take the mutex, or give up.
 *
 * @param mutex       as for zb_mutex_try_lock()
 * @param timeout_ns  nanoseconds; they begin anew when the mutex came free and another took it
 * @return false when the time passed, with nothing taken
 */
static inline bool
zb_mutex_lock_for(uint32_t *mutex, int64_t timeout_ns)
{
    return zb_mutex_try_lock(mutex) || zbi_mutex_wait(mutex, timeout_ns);
}

/**
 * Give the mutex back.  Only the thread that took it.
 *
 * @param mutex  taken
 *
 * One exchange, and a wake-up when somebody may wait.
 */
static inline void
zb_mutex_unlock(uint32_t *mutex)
{
    if (__atomic_exchange_n(mutex, ZB_MUTEX_FREE, __ATOMIC_SEQ_CST) == ZB_MUTEX_AWAITED)
        zb_wake(mutex, 1);
}

/**
 * Give the mutex back, wait to be notified, and take it again.
 *
 * @param condition   ZB_CONDITION_BYTES, 8-aligned, zero at first
 * @param mutex       taken; always the same for one condition
 * @param timeout_ns  nanoseconds for the notification; negative: for ever
 * @return false when the time passed.  The mutex is taken either way
 *
 * It may return without a notification: call it in a loop that looks at what it waits for.
 * Notifications after the mutex was given back are not missed, but for 2^32 of them at once.
 */
bool zb_condition_wait(uint32_t *condition, uint32_t *mutex, int64_t timeout_ns);

/**
 * Wake one thread that waits.  Change what it waits for first, under the mutex.
 *
 * @param condition  as for zb_condition_wait()
 *
 * One load when nobody waits.  Any thread, with the mutex or without.
 */
void zb_condition_notify(uint32_t *condition);

/** As zb_condition_notify(), and wake all.  @param condition  as for zb_condition_wait() */
void zb_condition_notify_all(uint32_t *condition);

/**
 * Whether the caller is the one that does it: then it does, and calls zb_once_end(), or
 * zb_once_cancel() when it could not.  Otherwise it was done, and what was written is seen.
 *
 * @param once  ZB_ONCE_BYTES, 8-aligned, zero at first
 * @return true for one caller; the others wait for it, and return false
 *
 * One load when it was done.
 */
static inline bool
zb_once_begin(uint32_t *once)
{
    return __atomic_load_n(once, __ATOMIC_SEQ_CST) != ZB_ONCE_DONE && zbi_once_wait(once);
}

/** It was done.  Wakes all that wait.  @param once  begun by the caller */
void zb_once_end(uint32_t *once);

/** It could not be done: the next that begins tries.  @param once  begun by the caller */
void zb_once_cancel(uint32_t *once);

/**
 * Take a permit unless there is none.
 *
 * @param semaphore  ZB_SEMAPHORE_BYTES, 8-aligned; its first word is the number of permits
 * @return false when there is none
 */
static inline bool
zb_semaphore_try_acquire(uint32_t *semaphore)
{
    uint32_t count = __atomic_load_n(semaphore, __ATOMIC_SEQ_CST);
    while (count > 0)
        if (__atomic_compare_exchange_n(semaphore, &count, count - 1, false, __ATOMIC_SEQ_CST,
                                        __ATOMIC_SEQ_CST))
            return true;
    return false;
}

/**
 * Take a permit; wait for one.
 *
 * @param semaphore   as for zb_semaphore_try_acquire()
 * @param timeout_ns  nanoseconds; they begin anew when another took the permit that came
 * @return false when the time passed
 */
static inline bool
zb_semaphore_acquire(uint32_t *semaphore, int64_t timeout_ns)
{
    return zb_semaphore_try_acquire(semaphore) || zbi_semaphore_wait(semaphore, timeout_ns);
}

/**
 * Give permits back, or add some.
 *
 * @param semaphore  as for zb_semaphore_try_acquire()
 * @param count      with those that there are at most UINT32_MAX
 */
void zb_semaphore_release(uint32_t *semaphore, uint32_t count);

/**
 * Say how many threads a barrier waits for.
 *
 * @param barrier  ZB_BARRIER_BYTES, 8-aligned, that nobody uses
 * @param parties  at least 1
 */
void zb_barrier_init(uint32_t *barrier, uint32_t parties);

/**
 * Wait until all parties are here.  The barrier is then ready for the next time.
 *
 * @param barrier  from zb_barrier_init().  Exactly its parties use it
 * @return true for one of them, the last to come
 */
bool zb_barrier_wait(uint32_t *barrier);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_SYNC_H */
