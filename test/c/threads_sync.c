/* SPDX-License-Identifier: MIT */
/* Threads that wait for each other by zerobuf/sync.h and channel.h; run under ThreadSanitizer. */
#include <pthread.h>

#include <zerobuf/channel.h>

#include "threads.h"

#define THREADS 4u
#define ROUNDS 2000u
#define CAPACITY 4u
#define ELEMENT_WORDS 3u

/* What all threads share.  Fields without a comment are guarded by the mutex. */
static struct {
    uint32_t mutex[2], turned[2], once[2], semaphore[2], barrier[4]; /* of the library */
    uint64_t sum;
    uint32_t turn;
    uint32_t initialized;         /* by the once */
    uint32_t inside, most_inside; /* atomic: permits in use */
    uint32_t phases[THREADS];     /* each its thread's, read between two barriers */
    uint64_t channel_words[64];
} shared;

static uint32_t failures;

static void
fail_unless(bool condition)
{
    if (!condition)
        (void)__atomic_add_fetch(&failures, 1, __ATOMIC_SEQ_CST);
}

static void
run_all(void *(*run)(void *))
{
    pthread_t threads[THREADS];
    static uint32_t numbers[THREADS];
    for (uint32_t t = 0; t < THREADS; t++) {
        numbers[t] = t;
        fail_unless(pthread_create(&threads[t], NULL, run, &numbers[t]) == 0);
    }
    for (uint32_t t = 0; t < THREADS; t++)
        fail_unless(pthread_join(threads[t], NULL) == 0);
}

static void *
add(void *context)
{
    (void)context;
    for (uint32_t i = 0; i < ROUNDS; i++) {
        if (i % 3 == 0)
            while (!zb_mutex_lock_for(shared.mutex, 1000)) {
            }
        else
            zb_mutex_lock(shared.mutex);
        shared.sum += i;
        zb_mutex_unlock(shared.mutex);
    }
    return NULL;
}

/* One after the other, which only notifications make possible. */
static void *
take_turns(void *context)
{
    uint32_t number = *(uint32_t *)context;
    for (uint32_t i = 0; i < ROUNDS / 4; i++) {
        zb_mutex_lock(shared.mutex);
        while (shared.turn % THREADS != number)
            (void)zb_condition_wait(shared.turned, shared.mutex, ZB_FOREVER);
        shared.turn++;
        zb_mutex_unlock(shared.mutex);
        zb_condition_notify_all(shared.turned);
    }
    return NULL;
}

static void *
begin_once(void *context)
{
    (void)context;
    if (zb_once_begin(shared.once)) {
        shared.initialized += 1;
        if (shared.initialized == 1) { /* at the first attempt it does not work */
            zb_once_cancel(shared.once);
            if (!zb_once_begin(shared.once))
                goto seen;
            shared.initialized += 1;
        }
        zb_once_end(shared.once);
    }
seen:
    fail_unless(shared.initialized == 2);
    return NULL;
}

static void *
share_permits(void *context)
{
    (void)context;
    for (uint32_t i = 0; i < ROUNDS; i++) {
        fail_unless(zb_semaphore_acquire(shared.semaphore, ZB_FOREVER));
        fail_unless(__atomic_add_fetch(&shared.inside, 1, __ATOMIC_SEQ_CST) <= 2);
        (void)__atomic_sub_fetch(&shared.inside, 1, __ATOMIC_SEQ_CST);
        zb_semaphore_release(shared.semaphore, 1);
    }
    return NULL;
}

static void *
meet(void *context)
{
    uint32_t number = *(uint32_t *)context, last = 0;
    for (uint32_t i = 1; i <= ROUNDS / 8; i++) {
        shared.phases[number] = i;
        last += zb_barrier_wait(shared.barrier);
        for (uint32_t t = 0; t < THREADS; t++)
            fail_unless(shared.phases[t] == i);
        last += zb_barrier_wait(shared.barrier);
    }
    (void)__atomic_add_fetch(&shared.inside, last, __ATOMIC_SEQ_CST);
    return NULL;
}

/* Threads 0 and 1 send ROUNDS elements each and count in `sum`; 2 and 3 receive them all. */
static void *
use_channel(void *context)
{
    uint32_t number = *(uint32_t *)context, next[2] = {0, 0}, element[ELEMENT_WORDS];
    uint64_t count = 0;
    zb_channel channel;
    if (zb_channel_attach(shared.channel_words, sizeof shared.channel_words, 0, &channel) != ZB_OK) {
        fail_unless(false);
        return NULL;
    }
    if (number < 2) {
        for (uint32_t i = 0; i < ROUNDS; i++) {
            uint32_t words[ELEMENT_WORDS] = {number, i, i ^ 0x5555};
            fail_unless(zb_channel_send(&channel, words, ZB_FOREVER) == ZB_CHANNEL_DONE);
        }
        if (zb_barrier_wait(shared.barrier)) /* both have sent all */
            zb_channel_close(&channel);
        return NULL;
    }
    while (zb_channel_receive(&channel, element, ZB_FOREVER) == ZB_CHANNEL_DONE) {
        uint32_t sender = element[0];
        fail_unless(sender < 2 && element[2] == (element[1] ^ 0x5555));
        fail_unless(element[1] >= next[sender % 2]); /* in the order in which it was sent */
        next[sender % 2] = element[1] + 1;
        count += element[1] + 1;
    }
    zb_mutex_lock(shared.mutex);
    shared.sum += count;
    zb_mutex_unlock(shared.mutex);
    return NULL;
}

uint32_t
check_sync(void)
{
    run_all(add);
    fail_unless(shared.sum == (uint64_t)THREADS * ROUNDS * (ROUNDS - 1) / 2);
    run_all(take_turns);
    fail_unless(shared.turn == THREADS * (ROUNDS / 4));
    run_all(begin_once);
    zb_semaphore_release(shared.semaphore, 2);
    run_all(share_permits);
    fail_unless(shared.semaphore[0] == 2 && shared.inside == 0);
    zb_barrier_init(shared.barrier, THREADS);
    run_all(meet);
    fail_unless(shared.inside == 2 * (ROUNDS / 8)); /* one was the last each time */

    zb_channel channel;
    shared.sum = 0;
    zb_barrier_init(shared.barrier, 2);
    fail_unless(zb_channel_init(shared.channel_words, sizeof shared.channel_words, 0, CAPACITY, ELEMENT_WORDS,
                                &channel) == ZB_OK);
    run_all(use_channel);
    fail_unless(shared.sum == (uint64_t)ROUNDS * (ROUNDS + 1));
    return failures;
}
