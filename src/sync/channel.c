/* SPDX-License-Identifier: MIT */
/*
 * A cell's turn says what may happen to it next: at position p, with the lap l = p - p mod capacity,
 *   l                 the sender of p may fill it
 *   l + 1             the receiver of p may empty it
 *   l + capacity      the sender of p + capacity may fill it, that is the next lap
 * modulo 2^31.  So a cell of zeros is one that the first lap may fill.  Vyukov's sequences are
 * turns plus the cell's number.
 */
#include <zerobuf/channel.h>

#include "condition.h"

#define CLOSED ZB_CHANNEL_CLOSED

static uint32_t *
word_at(const zb_channel *channel, uint32_t at)
{
    return channel->base + at / 4;
}

static uint32_t
load(const zb_channel *channel, uint32_t at)
{
    return __atomic_load_n(word_at(channel, at), __ATOMIC_SEQ_CST);
}

/* The turn of the cell of a position; its element follows. */
static uint32_t *
cell_at(const zb_channel *channel, uint32_t position)
{
    size_t words = (size_t)channel->element_words + 1;
    return word_at(channel, ZB_CHANNEL_HEADER_BYTES) + (position & channel->mask) * words;
}

/* Advance head or tail, unless another has.  `position` is what was found there, whole. */
static bool
claim(const zb_channel *channel, uint32_t at, uint32_t position)
{
    return __atomic_compare_exchange_n(word_at(channel, at), &position, (position + 1) & ZB_CHANNEL_POSITIONS,
                                       false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

uint64_t
zb_channel_bytes(uint32_t capacity, uint32_t element_words)
{
    if (capacity < ZB_CHANNEL_MIN_CAPACITY || capacity > ZB_CHANNEL_MAX_CAPACITY ||
        (capacity & (capacity - 1)) != 0 || element_words == 0 || element_words > ZB_CHANNEL_MAX_WORDS)
        return 0;
    return ZB_CHANNEL_HEADER_BYTES + (uint64_t)capacity * 4 * (element_words + 1);
}

/* Where a channel would lie; ZB_E_ALIGN or ZB_E_BOUNDS when it cannot. */
static zb_status
place(void *region, uint32_t size_bytes, zb_off at, uint64_t bytes, uint32_t **base)
{
    if (at % 8 != 0)
        return ZB_E_ALIGN;
    if (bytes > size_bytes || at > size_bytes - bytes)
        return ZB_E_BOUNDS;
    *base = (uint32_t *)((uintptr_t)region + at); /* in integers: the base may be address 0 */
    return ZB_OK;
}

zb_status
zb_channel_init(void *region, uint32_t size_bytes, zb_off at, uint32_t capacity, uint32_t element_words,
                zb_channel *out)
{
    uint64_t bytes = zb_channel_bytes(capacity, element_words);
    if (bytes == 0)
        return ZB_E_INVALID;
    zb_channel channel = {NULL, capacity - 1, element_words};
    ZB_TRY(place(region, size_bytes, at, bytes, &channel.base));
    __builtin_memset(channel.base, 0, (size_t)bytes);
    __atomic_store_n(word_at(&channel, ZB_CHANNEL_WORDS_AT), element_words, __ATOMIC_SEQ_CST);
    __atomic_store_n(word_at(&channel, ZB_CHANNEL_CAPACITY_AT), capacity, __ATOMIC_SEQ_CST);
    *out = channel;
    return ZB_OK;
}

zb_status
zb_channel_attach(void *region, uint32_t size_bytes, zb_off at, zb_channel *out)
{
    zb_channel channel = {NULL, 0, 0};
    ZB_TRY(place(region, size_bytes, at, ZB_CHANNEL_HEADER_BYTES, &channel.base));
    uint32_t capacity = load(&channel, ZB_CHANNEL_CAPACITY_AT);
    channel.element_words = load(&channel, ZB_CHANNEL_WORDS_AT);
    channel.mask = capacity - 1;
    uint64_t bytes = zb_channel_bytes(capacity, channel.element_words);
    if (bytes == 0)
        return ZB_E_CORRUPT;
    ZB_TRY(place(region, size_bytes, at, bytes, &channel.base));
    *out = channel;
    return ZB_OK;
}

zb_channel_outcome
zb_channel_try_send(const zb_channel *channel, const uint32_t *element)
{
    for (;;) {
        uint32_t tail = load(channel, ZB_CHANNEL_TAIL_AT);
        if ((tail & CLOSED) != 0)
            return ZB_CHANNEL_OVER;
        uint32_t *cell = cell_at(channel, tail), lap = tail & ~channel->mask;
        if (__atomic_load_n(cell, __ATOMIC_SEQ_CST) == lap) {
            if (!claim(channel, ZB_CHANNEL_TAIL_AT, tail))
                continue;
            __builtin_memcpy(cell + 1, element, 4 * (size_t)channel->element_words);
            __atomic_store_n(cell, lap + 1, __ATOMIC_SEQ_CST);
            zb_condition_notify(word_at(channel, ZB_CHANNEL_FILLED_AT));
            return ZB_CHANNEL_DONE;
        }
        /* Another has claimed it, or the receiver of the lap before has not emptied it. */
        if (load(channel, ZB_CHANNEL_TAIL_AT) == tail)
            return ZB_CHANNEL_LATER;
    }
}

zb_channel_outcome
zb_channel_try_receive(const zb_channel *channel, uint32_t *element)
{
    for (;;) {
        uint32_t tail = load(channel, ZB_CHANNEL_TAIL_AT); /* first: once closed, it stands still */
        uint32_t found = load(channel, ZB_CHANNEL_HEAD_AT), head = found & ZB_CHANNEL_POSITIONS;
        uint32_t *cell = cell_at(channel, head), lap = head & ~channel->mask;
        if (__atomic_load_n(cell, __ATOMIC_SEQ_CST) == lap + 1) {
            if (!claim(channel, ZB_CHANNEL_HEAD_AT, found))
                continue;
            __builtin_memcpy(element, cell + 1, 4 * (size_t)channel->element_words);
            uint32_t next = (lap + channel->mask + 1) & ZB_CHANNEL_POSITIONS;
            __atomic_store_n(cell, next, __ATOMIC_SEQ_CST);
            zb_condition_notify(word_at(channel, ZB_CHANNEL_EMPTIED_AT));
            return ZB_CHANNEL_DONE;
        }
        if (tail == (head | CLOSED))
            return ZB_CHANNEL_OVER;
        if (load(channel, ZB_CHANNEL_HEAD_AT) == found)
            return ZB_CHANNEL_LATER;
    }
}

/* Whether a sender would find room now. */
static bool
has_room(const zb_channel *channel)
{
    uint32_t tail = load(channel, ZB_CHANNEL_TAIL_AT);
    return (tail & CLOSED) == 0 &&
           __atomic_load_n(cell_at(channel, tail), __ATOMIC_SEQ_CST) == (tail & ~channel->mask);
}

/* Whether a receiver would find an element now. */
static bool
has_element(const zb_channel *channel)
{
    uint32_t head = load(channel, ZB_CHANNEL_HEAD_AT) & ZB_CHANNEL_POSITIONS;
    return __atomic_load_n(cell_at(channel, head), __ATOMIC_SEQ_CST) == (head & ~channel->mask) + 1;
}

/*
 * Who has slept and found something looks whether there is more, and passes the wake-up on.
 * For cells become ready in another order than that of their positions: whoever is woken for
 * the second finds that it is not its turn, and sleeps again; only one is woken for the first.
 */
zb_channel_outcome
zb_channel_send(const zb_channel *channel, const uint32_t *element, int64_t timeout_ns)
{
    zb_channel_outcome outcome = zb_channel_try_send(channel, element);
    if (outcome != ZB_CHANNEL_LATER)
        return outcome;
    uint32_t *emptied = word_at(channel, ZB_CHANNEL_EMPTIED_AT);
    for (bool is_timely = true; outcome == ZB_CHANNEL_LATER && is_timely;) {
        uint32_t seen = zbi_condition_enter(emptied);
        outcome = zb_channel_try_send(channel, element);
        if (outcome == ZB_CHANNEL_LATER)
            is_timely = zbi_condition_sleep(emptied, seen, timeout_ns);
        zbi_condition_leave(emptied);
        if (outcome == ZB_CHANNEL_LATER)
            outcome = zb_channel_try_send(channel, element);
    }
    if (outcome == ZB_CHANNEL_DONE && has_room(channel))
        zb_condition_notify(emptied);
    return outcome;
}

zb_channel_outcome
zb_channel_receive(const zb_channel *channel, uint32_t *element, int64_t timeout_ns)
{
    zb_channel_outcome outcome = zb_channel_try_receive(channel, element);
    if (outcome != ZB_CHANNEL_LATER)
        return outcome;
    uint32_t *filled = word_at(channel, ZB_CHANNEL_FILLED_AT);
    for (bool is_timely = true; outcome == ZB_CHANNEL_LATER && is_timely;) {
        uint32_t seen = zbi_condition_enter(filled);
        outcome = zb_channel_try_receive(channel, element);
        if (outcome == ZB_CHANNEL_LATER)
            is_timely = zbi_condition_sleep(filled, seen, timeout_ns);
        zbi_condition_leave(filled);
        if (outcome == ZB_CHANNEL_LATER)
            outcome = zb_channel_try_receive(channel, element);
    }
    if (outcome == ZB_CHANNEL_DONE && has_element(channel))
        zb_condition_notify(filled);
    return outcome;
}

void
zb_channel_close(const zb_channel *channel)
{
    (void)__atomic_fetch_or(word_at(channel, ZB_CHANNEL_TAIL_AT), CLOSED, __ATOMIC_SEQ_CST);
    zb_condition_notify_all(word_at(channel, ZB_CHANNEL_FILLED_AT));
    zb_condition_notify_all(word_at(channel, ZB_CHANNEL_EMPTIED_AT));
}
