/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_EVENTS_H
#define ZEROBUF_EVENTS_H

/*
 * Server-sent events (https://html.spec.whatwg.org/#server-sent-events), each sent when it happens,
 * while the handler runs:
 *
 *     ZB_TRY(zb_events_begin(res));
 *     for (;;) {
 *         ZB_TRY(zb_event_send(res, "message", NULL, json.ptr, json.len));
 *         ZB_TRY(zb_sleep(1000));
 *     }
 *
 * A send waits while the client is slower, and fails with ZB_E_IO when it has gone, which ends a
 * loop like this one (zb_response_write() in zerobuf/handler.h).  What is sent takes no memory
 * that stays: a stream may go on for as long as the host lets it.
 */

#include <zerobuf/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Append an event to a text: `event:`, `id:`, a `data:` line for each line, and an empty line.
 *
 * @param text   builder; unchanged on ZB_E_INVALID
 * @param event  its type, NUL-terminated; NULL: none, which clients take for "message"
 * @param id     what the client says in Last-Event-ID when it connects again; NULL: as before
 * @param data   any UTF-8; CR LF, CR and LF end a line, and arrive as LF
 * @param len    bytes of it
 * @return ZB_OK, or ZB_E_INVALID: a CR or LF in the type or the id
 */
ZB_NODISCARD zb_status zb_event_text(zb_text *text, const char *event, const char *id, const char *data,
                                     uint32_t len);

/*
 * Handler modules only.
 */
struct zb_response;

/**
 * Say that events follow: content-type `text/event-stream`, cache-control `no-cache`.  Nothing is sent
 * before the first event.
 *
 * @return ZB_OK, ZB_E_MEMORY or ZB_E_INVALID
 */
ZB_NODISCARD zb_status zb_events_begin(struct zb_response *res);

/**
 * Send an event, as zb_event_text() writes it.
 *
 * @return ZB_OK, ZB_E_INVALID (nothing was sent), ZB_E_MEMORY, or ZB_E_IO: the client has gone
 */
ZB_NODISCARD zb_status zb_event_send(struct zb_response *res, const char *event, const char *id,
                                     const char *data, uint32_t len);

/**
 * Send a comment, which clients ignore: one every 15 seconds keeps proxies from closing the connection.
 *
 * @param res      response
 * @param comment  one line, NUL-terminated; may be empty
 * @return as zb_event_send()
 */
ZB_NODISCARD zb_status zb_event_comment(struct zb_response *res, const char *comment);

/** Tell the client how many milliseconds to wait before it connects again.  As zb_event_send(). */
ZB_NODISCARD zb_status zb_event_retry(struct zb_response *res, uint32_t ms);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_EVENTS_H */
