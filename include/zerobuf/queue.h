/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_QUEUE_H
#define ZEROBUF_QUEUE_H

/*
 * Queues: messages that another call handles later, at least once.  Statuses, lifetimes and
 * sources: zerobuf/env.h.
 *
 * Messages have at most 128 KB, batches that are sent at most 100 messages and 256 KB.  A
 * message may be delayed by up to 43,200 seconds (12 hours).
 *
 * A consumer is a route of method ZB_ON_QUEUE, whose path is "/" and the name of the queue:
 *
 *     ZB_ROUTES({ZB_ON_QUEUE, "/orders", consume});
 *
 * A status from 200 to 299 acknowledges what the handler has not asked to be retried; any
 * other status, or a failure, has all messages delivered again that were not acknowledged.
 * What failed too often goes to the dead letter queue, or is dropped.
 */

#include <zerobuf/env.h>

/** A message, as a consumer sees it. */
typedef struct zb_queue_message {
    zb_str id;
    double sent_ms;    /* since 1970 */
    uint32_t attempts; /* this one included: 1 at first */
    zb_slot body;      /* a string, bytes, or the value that was sent */
} zb_queue_message;

/** The messages that a consumer was called for. */
typedef struct zb_queue_batch {
    zb_str queue; /* name */
    uint32_t count;
} zb_queue_batch;

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Send a message.
 *
 * @param binding  queue
 * @param body     zb_arg_string() or zb_arg_text(), zb_arg_bytes(), or zb_arg_value() of any
 *                 value of JSON
 * @param delay_s  it is delivered that many seconds later at the earliest
 * @return as in zerobuf/env.h; also ZB_E_INVALID: another kind of body
 */
ZB_NODISCARD zb_status zb_queue_send(const char *binding, zb_part body, uint32_t delay_s);

/**
 * Send several messages in one go: all of them, or none.
 *
 * @param binding  queue
 * @param bodies   as for zb_queue_send()
 * @param count    1 to 100
 * @param delay_s  as for zb_queue_send()
 * @return as for zb_queue_send()
 */
ZB_NODISCARD zb_status zb_queue_send_batch(const char *binding, const zb_part *bodies, uint32_t count,
                                           uint32_t delay_s);

/** The batch that this handler was called for.  Does not suspend, as all that follows.  ZB_E_HOST elsewhere.
 */
ZB_NODISCARD zb_status zb_queue_batch_read(zb_queue_batch *out);

/**
 * A message of the batch.
 *
 * @param index  below `count`
 * @param out    receives it
 * @return ZB_OK, ZB_E_NOT_FOUND (index), or as in zerobuf/env.h; ZB_E_HOST for a body of a type
 *         of JavaScript that no value holds
 */
ZB_NODISCARD zb_status zb_queue_message_read(uint32_t index, zb_queue_message *out);

/** Message `index` was handled: it is not delivered again, whatever becomes of the handler. */
ZB_NODISCARD zb_status zb_queue_ack(uint32_t index);

/** Message `index` is to be delivered again, `delay_s` seconds later at the earliest. */
ZB_NODISCARD zb_status zb_queue_retry(uint32_t index, uint32_t delay_s);

/** All messages were handled, but those that zb_queue_retry() was called for before. */
ZB_NODISCARD zb_status zb_queue_ack_all(void);

/** All messages are to be delivered again, but those that zb_queue_ack() was called for before. */
ZB_NODISCARD zb_status zb_queue_retry_all(uint32_t delay_s);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_QUEUE_H */
