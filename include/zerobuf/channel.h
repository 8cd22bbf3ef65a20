/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_CHANNEL_H
#define ZEROBUF_CHANNEL_H

/*
 * Channels between threads (SPEC.md, 12.7): a bounded queue in a shared region, for any
 * number of senders and receivers in C and in JavaScript (js/core/channel.js).  An element is
 * a fixed number of u32 words: an offset, a few numbers, the bits of f64s.
 *
 * The queue is that of D. Vyukov, "Bounded MPMC queue" (1024cores.net): a position is claimed
 * by one compare-and-exchange, and each cell says whose turn it is.  Elements come in the order
 * of their claims, those of one sender in the order that it sent them.
 *
 * A sender that dies between its claim and its last store leaves a cell that never fills, and
 * receivers wait there; a receiver that dies there, senders, a round later.  A thread that
 * dies after it was woken takes the wake-up with it.  So where threads are terminated, wait
 * with timeouts, and make a new channel in place of one that stands still.
 */

#include <zerobuf/status.h>
#include <zerobuf/sync.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One thread's handle on a channel.  A loan: take a new one when the region moved. */
typedef struct zb_channel {
    uint32_t *base;         /* its header */
    uint32_t mask;          /* capacity - 1; a copy, as other threads' writes are not believed */
    uint32_t element_words; /* of an element, at least 1 */
} zb_channel;

/** How sending and receiving ends.  None of them is an error. */
typedef enum zb_channel_outcome {
    ZB_CHANNEL_DONE = 0,
    ZB_CHANNEL_LATER = 1, /* full, or empty, now; or the time passed */
    ZB_CHANNEL_OVER = 2   /* closed; for a receiver: and all that was sent has been received */
} zb_channel_outcome;

/**
 * Bytes that a channel takes.
 *
 * @param capacity       elements, a power of two, 2 to ZB_CHANNEL_MAX_CAPACITY
 * @param element_words  u32 words of an element, 1 to ZB_CHANNEL_MAX_WORDS
 * @return 0 when an argument is outside its range
 */
uint64_t zb_channel_bytes(uint32_t capacity, uint32_t element_words);

/**
 * Make a channel.
 *
 * @param region         base of the region, 8-aligned; address 0 in wasm
 * @param size_bytes     of the region
 * @param at             offset of zb_channel_bytes() bytes that nobody uses, 8-aligned.  All
 *                       of them are written
 * @param capacity       as for zb_channel_bytes()
 * @param element_words  as for zb_channel_bytes()
 * @param out            receives the handle.  Untouched on failure
 * @return ZB_OK, ZB_E_INVALID, ZB_E_ALIGN, or ZB_E_BOUNDS
 */
ZB_NODISCARD zb_status zb_channel_init(void *region, uint32_t size_bytes, zb_off at, uint32_t capacity,
                                       uint32_t element_words, zb_channel *out);

/**
 * Use a channel that another thread made.
 *
 * @param region      as for zb_channel_init()
 * @param size_bytes  of the region
 * @param at          offset of the channel
 * @param out         receives the handle.  Untouched on failure
 * @return ZB_OK, ZB_E_ALIGN, ZB_E_BOUNDS, or ZB_E_CORRUPT: no channel lies there
 */
ZB_NODISCARD zb_status zb_channel_attach(void *region, uint32_t size_bytes, zb_off at, zb_channel *out);

/**
 * Send an element if there is room.
 *
 * @param channel  from zb_channel_init() or zb_channel_attach()
 * @param element  its words; copied
 * @return ZB_CHANNEL_DONE, ZB_CHANNEL_LATER, or ZB_CHANNEL_OVER
 *
 * No wait; it wakes one receiver that sleeps.  Any thread.
 */
ZB_NODISCARD zb_channel_outcome zb_channel_try_send(const zb_channel *channel, const uint32_t *element);

/**
 * Send an element; wait for room.
 *
 * @param channel     as for zb_channel_try_send()
 * @param element     its words; copied
 * @param timeout_ns  nanoseconds; they begin anew when another took the room
 * @return as zb_channel_try_send()
 */
ZB_NODISCARD zb_channel_outcome zb_channel_send(const zb_channel *channel, const uint32_t *element,
                                                int64_t timeout_ns);

/**
 * Receive an element if there is one.
 *
 * @param channel  as for zb_channel_try_send()
 * @param element  receives its words.  Untouched unless ZB_CHANNEL_DONE
 * @return ZB_CHANNEL_DONE, ZB_CHANNEL_LATER, or ZB_CHANNEL_OVER
 */
ZB_NODISCARD zb_channel_outcome zb_channel_try_receive(const zb_channel *channel, uint32_t *element);

/**
 * Receive an element; wait for one.
 *
 * @param channel     as for zb_channel_try_send()
 * @param element     as for zb_channel_try_receive()
 * @param timeout_ns  nanoseconds; they begin anew when another took the element
 * @return as zb_channel_try_receive()
 */
ZB_NODISCARD zb_channel_outcome zb_channel_receive(const zb_channel *channel, uint32_t *element,
                                                   int64_t timeout_ns);

/**
 * Close the channel: nothing more can be sent, what was sent can still be received.  Wakes
 * all that wait.  Closing again changes nothing.
 *
 * @param channel  as for zb_channel_try_send()
 */
void zb_channel_close(const zb_channel *channel);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_CHANNEL_H */
