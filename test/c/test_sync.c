/* SPDX-License-Identifier: MIT */
/* What zerobuf/sync.h and channel.h do in one thread; threads_sync.c has several. */
#include <zerobuf/channel.h>

#include "test.h"

static void
mutex_states(void)
{
    uint32_t mutex[2] = {0, 0};
    CHECK(zb_mutex_try_lock(mutex) && mutex[0] == ZB_MUTEX_TAKEN);
    CHECK(!zb_mutex_try_lock(mutex));
    zb_mutex_unlock(mutex);
    CHECK(mutex[0] == ZB_MUTEX_FREE);
    zb_mutex_lock(mutex);
    CHECK(mutex[0] == ZB_MUTEX_TAKEN);
    zb_mutex_unlock(mutex);
    CHECK(zb_mutex_lock_for(mutex, 0));
    mutex[0] = ZB_MUTEX_AWAITED; /* as one who waited leaves it */
    CHECK(!zb_mutex_try_lock(mutex));
    zb_mutex_unlock(mutex);
    CHECK(mutex[0] == ZB_MUTEX_FREE && mutex[1] == 0);
}

static void
condition_without_waiters(void)
{
    uint32_t condition[2] = {0, 0};
    zb_condition_notify(condition);
    zb_condition_notify_all(condition);
    CHECK(condition[0] == 0 && condition[1] == 0);
    condition[ZB_CONDITION_WAITERS_AT / 4] = 1;
    condition[ZB_CONDITION_SEQUENCE_AT / 4] = UINT32_MAX;
    zb_condition_notify(condition);
    CHECK(condition[ZB_CONDITION_SEQUENCE_AT / 4] == 0);
}

static void
once_and_again(void)
{
    uint32_t once[2] = {0, 0};
    CHECK(zb_once_begin(once) && once[0] == ZB_ONCE_RUNNING);
    zb_once_cancel(once);
    CHECK(zb_once_begin(once));
    zb_once_end(once);
    CHECK(!zb_once_begin(once) && !zb_once_begin(once) && once[0] == ZB_ONCE_DONE);
}

static void
semaphore_counts(void)
{
    uint32_t semaphore[2] = {0, 0};
    CHECK(!zb_semaphore_try_acquire(semaphore));
    zb_semaphore_release(semaphore, 2);
    CHECK(zb_semaphore_acquire(semaphore, ZB_FOREVER) && zb_semaphore_try_acquire(semaphore));
    CHECK(!zb_semaphore_try_acquire(semaphore) && semaphore[0] == 0 && semaphore[1] == 0);
}

static void
barrier_of_one(void)
{
    uint32_t barrier[4] = {9, 9, 9, 0};
    zb_barrier_init(barrier, 1);
    CHECK(zb_barrier_wait(barrier) && zb_barrier_wait(barrier));
    CHECK(barrier[ZB_BARRIER_PHASE_AT / 4] == 2 && barrier[ZB_BARRIER_ARRIVED_AT / 4] == 0);
}

static void
time_passes(void)
{
#ifdef __wasm__
    /* A module of the tests has a memory of its own: there waiting traps, and waking wakes nobody. */
    uint32_t word = 1;
    zb_wake(&word, ZB_EVERYBODY);
    CHECK(word == 1);
#else
    uint32_t words[4] = {0, 0, 0, 0};
    CHECK(!zb_wait(words, 0, 0) && !zb_wait(words, 0, 1000));
    CHECK(zb_wait(words, 1, ZB_FOREVER)); /* not what it holds */
    zb_mutex_lock(words);
    CHECK(!zb_mutex_lock_for(words, 1000) && words[0] == ZB_MUTEX_AWAITED);
    CHECK(!zb_condition_wait(words + 2, words, 1000)); /* the mutex is given back and taken again */
    CHECK(words[0] == ZB_MUTEX_TAKEN && words[2] == 0 && words[3] == 0);
    zb_mutex_unlock(words);
    CHECK(!zb_semaphore_acquire(words, 1000) && words[1] == 0);

    uint8_t *region = test_region(4096);
    uint32_t element = 5;
    zb_channel channel;
    OK(zb_channel_init(region, 4096, 0, 2, 1, &channel));
    CHECK(zb_channel_receive(&channel, &element, 1000) == ZB_CHANNEL_LATER && element == 5);
    CHECK(zb_channel_send(&channel, &element, 0) == ZB_CHANNEL_DONE);
    CHECK(zb_channel_send(&channel, &element, 0) == ZB_CHANNEL_DONE);
    CHECK(zb_channel_send(&channel, &element, 1000) == ZB_CHANNEL_LATER);
    const uint32_t *conditions = (const uint32_t *)(const void *)(region + ZB_CHANNEL_FILLED_AT);
    for (uint32_t i = 0; i < 4; i++)
        CHECK(conditions[i] == 0);
#endif
}

static void
channel_places(void)
{
    CHECK(zb_channel_bytes(2, 1) == ZB_CHANNEL_HEADER_BYTES + 16);
    CHECK(zb_channel_bytes(8, 5) == ZB_CHANNEL_HEADER_BYTES + 8 * 24);
    CHECK(zb_channel_bytes(ZB_CHANNEL_MAX_CAPACITY, ZB_CHANNEL_MAX_WORDS) > UINT32_MAX);
    static const uint32_t bad[][2] = {{0, 1},
                                      {1, 1},
                                      {3, 1},
                                      {2 * ZB_CHANNEL_MAX_CAPACITY, 1},
                                      {2, 0},
                                      {2, ZB_CHANNEL_MAX_WORDS + 1},
                                      {UINT32_MAX, UINT32_MAX}};
    uint8_t *region = test_region(4096);
    zb_channel channel = {NULL, 0, 0};
    for (uint32_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CHECK(zb_channel_bytes(bad[i][0], bad[i][1]) == 0);
        CHECK(zb_channel_init(region, 4096, 0, bad[i][0], bad[i][1], &channel) == ZB_E_INVALID);
    }
    CHECK(zb_channel_init(region, 4096, 4, 2, 1, &channel) == ZB_E_ALIGN);
    CHECK(zb_channel_init(region, 4096, 4096 - 264, 2, 1, &channel) == ZB_E_BOUNDS);
    CHECK(zb_channel_init(region, 4096, UINT32_MAX - 7, 2, 1, &channel) == ZB_E_BOUNDS);
    CHECK(zb_channel_init(region, 4096, 0, ZB_CHANNEL_MAX_CAPACITY, ZB_CHANNEL_MAX_WORDS, &channel) ==
          ZB_E_BOUNDS);
    CHECK(channel.base == NULL);
    OK(zb_channel_init(region, 4096, 4096 - 272, 2, 1, &channel));

    zb_channel other = {NULL, 0, 0};
    CHECK(zb_channel_attach(region, 4096, 0, &other) == ZB_E_CORRUPT); /* zeros */
    CHECK(zb_channel_attach(region, 4096, 4, &other) == ZB_E_ALIGN);
    CHECK(zb_channel_attach(region, 4096, 4096 - 248, &other) == ZB_E_BOUNDS);
    CHECK(zb_channel_attach(region, 4088, 4096 - 272, &other) == ZB_E_BOUNDS && other.base == NULL);
    OK(zb_channel_attach(region, 4096, 4096 - 272, &other));
    CHECK(other.base == channel.base && other.mask == 1 && other.element_words == 1);
}

static void
channel_order_and_end(void)
{
    uint8_t *region = test_region(4096);
    zb_channel channel, other;
    OK(zb_channel_init(region, 4096, 64, 4, 3, &channel));
    OK(zb_channel_attach(region, 4096, 64, &other));
    uint32_t sent = 0, received = 0, element[3];
    for (uint32_t round = 0; round < 1000; round++) {
        for (uint32_t n = test_random(6); n > 0; n--) {
            uint32_t words[3] = {sent, ~sent, sent * 3};
            zb_channel_outcome outcome = zb_channel_try_send(&channel, words);
            CHECK(outcome == (sent - received < 4 ? ZB_CHANNEL_DONE : ZB_CHANNEL_LATER));
            sent += outcome == ZB_CHANNEL_DONE;
        }
        for (uint32_t n = test_random(6); n > 0; n--) {
            element[0] = element[1] = element[2] = 77;
            zb_channel_outcome outcome = zb_channel_try_receive(&other, element);
            CHECK(outcome == (received < sent ? ZB_CHANNEL_DONE : ZB_CHANNEL_LATER));
            if (outcome == ZB_CHANNEL_DONE) {
                CHECK(element[0] == received && element[1] == ~received && element[2] == received * 3);
                received++;
            } else {
                CHECK(element[0] == 77 && element[2] == 77);
            }
        }
    }
    CHECK(sent > 500);
    while (received < sent && zb_channel_receive(&other, element, ZB_FOREVER) == ZB_CHANNEL_DONE)
        received++;
    CHECK(zb_channel_send(&channel, element, ZB_FOREVER) == ZB_CHANNEL_DONE);
    zb_channel_close(&other);
    zb_channel_close(&channel);
    CHECK(zb_channel_send(&channel, element, ZB_FOREVER) == ZB_CHANNEL_OVER);
    CHECK(zb_channel_try_send(&other, element) == ZB_CHANNEL_OVER);
    CHECK(zb_channel_receive(&channel, element, ZB_FOREVER) == ZB_CHANNEL_DONE);
    CHECK(zb_channel_receive(&channel, element, ZB_FOREVER) == ZB_CHANNEL_OVER);
    CHECK(zb_channel_try_receive(&other, element) == ZB_CHANNEL_OVER);
}

/* Positions go round at 2^31, and laps with them. */
static void
channel_wraps(void)
{
    uint8_t *region = test_region(4096);
    zb_channel channel;
    OK(zb_channel_init(region, 4096, 0, 4, 1, &channel));
    uint32_t lap = ZB_CHANNEL_POSITIONS - 3; /* the last one */
    channel.base[ZB_CHANNEL_TAIL_AT / 4] = channel.base[ZB_CHANNEL_HEAD_AT / 4] = lap;
    for (uint32_t i = 0; i < 4; i++)
        channel.base[(ZB_CHANNEL_HEADER_BYTES + 8 * i) / 4] = lap;
    for (uint32_t i = 0; i < 11; i++) {
        uint32_t first = 2 * i, second = 2 * i + 1, element;
        CHECK(zb_channel_try_send(&channel, &first) == ZB_CHANNEL_DONE);
        CHECK(zb_channel_try_send(&channel, &second) == ZB_CHANNEL_DONE);
        CHECK(zb_channel_try_receive(&channel, &element) == ZB_CHANNEL_DONE && element == first);
        CHECK(zb_channel_try_receive(&channel, &element) == ZB_CHANNEL_DONE && element == second);
        CHECK(zb_channel_try_receive(&channel, &element) == ZB_CHANNEL_LATER);
    }
    CHECK(channel.base[ZB_CHANNEL_TAIL_AT / 4] == 18);
}

/* Another thread may write anything there: each attempt ends. */
static void
channel_damaged_head(void)
{
    uint8_t *region = test_region(4096);
    uint32_t element = 5;
    zb_channel channel;
    OK(zb_channel_init(region, 4096, 0, 4, 1, &channel));
    channel.base[ZB_CHANNEL_HEAD_AT / 4] = ZB_CHANNEL_CLOSED;
    CHECK(zb_channel_try_receive(&channel, &element) == ZB_CHANNEL_LATER);
    CHECK(zb_channel_try_send(&channel, &element) == ZB_CHANNEL_DONE);
    CHECK(zb_channel_try_receive(&channel, &element) == ZB_CHANNEL_DONE && element == 5);
}

TEST_SUITE(sync, {"the states of a mutex", mutex_states},
           {"a condition that nobody waits for", condition_without_waiters},
           {"once, and again", once_and_again}, {"permits of a semaphore", semaphore_counts},
           {"a barrier of one", barrier_of_one}, {"time that passes", time_passes},
           {"where a channel may lie", channel_places}, {"a channel's order and end", channel_order_and_end},
           {"a channel's positions go round", channel_wraps}, {"a damaged head", channel_damaged_head});
