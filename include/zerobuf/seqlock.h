/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_SEQLOCK_H
#define ZEROBUF_SEQLOCK_H

/*
 * A sequence lock (SPEC.md, 11): one word of a region that says whether the data it
 * guards is whole.  Several writers, any number of readers that never make a writer
 * wait.  The same word is used from JavaScript (js/core/seqlock.js).
 *
 *   uint32_t seen;
 *   do {
 *       seen = zb_seqlock_read_begin(word);
 *       copy = *guarded;
 *   } while (!zb_seqlock_read_end(word, seen));
 *
 * The data between the calls is read and written while others may write it: use copies
 * that tolerate a torn value (zb_* readers check all they follow), and believe them only
 * after zb_seqlock_read_end().  In a wasm module, compile with -matomics.
 *
 * A writer that dies inside leaves the word odd: readers then wait for ever.  Where that
 * can happen, call zb_seqlock_try_read_begin() and count.
 */

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Look whether the data is whole.
 *
 * @param word  of the lock, 8-aligned, zero at first
 * @param seen  receives the sequence for zb_seqlock_read_end(); untouched when false
 * @return false while somebody writes
 *
 * No wait.  Any thread.
 */
static inline bool
zb_seqlock_try_read_begin(const uint32_t *word, uint32_t *seen)
{
    uint32_t sequence = __atomic_load_n(word, __ATOMIC_ACQUIRE);
    if ((sequence & 1u) != 0)
        return false;
    *seen = sequence;
    return true;
}

/** As zb_seqlock_try_read_begin(), and spin until nobody writes. */
static inline uint32_t
zb_seqlock_read_begin(const uint32_t *word)
{
    uint32_t seen = 0;
    while (!zb_seqlock_try_read_begin(word, &seen)) {
    }
    return seen;
}

/**
 * Whether what was read since zb_seqlock_read_begin() is whole.
 *
 * @param word  of the lock
 * @param seen  what zb_seqlock_read_begin() returned
 * @return false when somebody has written meanwhile: drop what was read, begin again
 */
static inline bool
zb_seqlock_read_end(const uint32_t *word, uint32_t seen)
{
    __atomic_thread_fence(__ATOMIC_ACQUIRE); /* the reads above stay above */
    return __atomic_load_n(word, __ATOMIC_RELAXED) == seen;
}

/**
 * Take the lock for writing, unless another writer has it.
 *
 * @param word  of the lock
 * @return false when another writer is inside
 */
static inline bool
zb_seqlock_try_write_begin(uint32_t *word)
{
    uint32_t sequence = __atomic_load_n(word, __ATOMIC_RELAXED);
    if ((sequence & 1u) != 0)
        return false;
    if (!__atomic_compare_exchange_n(word, &sequence, sequence + 1, false, __ATOMIC_ACQ_REL,
                                     __ATOMIC_RELAXED))
        return false;
    __atomic_thread_fence(__ATOMIC_SEQ_CST); /* the writes below stay below */
    return true;
}

/** As zb_seqlock_try_write_begin(), and spin until the lock is free. */
static inline void
zb_seqlock_write_begin(uint32_t *word)
{
    while (!zb_seqlock_try_write_begin(word)) {
    }
}

/** Give the lock back.  Only the writer that took it.  @param word  of the lock */
static inline void
zb_seqlock_write_end(uint32_t *word)
{
    __atomic_store_n(word, __atomic_load_n(word, __ATOMIC_RELAXED) + 1, __ATOMIC_RELEASE);
}

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_SEQLOCK_H */
