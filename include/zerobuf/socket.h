/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_SOCKET_H
#define ZEROBUF_SOCKET_H

/*
 * WebSockets of a Durable Object.  They sleep with it: while nothing comes, the object
 * may leave the memory with its sockets open, and comes back with the next message.
 * What must outlive that belongs into storage, a socket's attachment or a snapshot.
 *
 *     static zb_status
 *     join(zb_request *req, zb_response *res)
 *     {
 *         zb_socket socket;
 *         return zb_socket_accept(req, res, NULL, 0, &socket);
 *     }
 *
 *     static zb_status
 *     said(zb_request *req, zb_response *res)
 *     {
 *         zb_bytes message;
 *         (void)res;
 *         ZB_TRY(zb_request_body(req, &message));
 *         return zb_socket_broadcast(NULL, message, true, NULL, NULL);
 *     }
 *
 *     ZB_ROUTES({"GET", "/room", join}, {ZB_ON_SOCKET_MESSAGE, "/room", said});
 *
 * Messages of a socket are calls with the path of the request that opened it.  A
 * handler that fails closes its socket with code 1011.
 *
 * Unless something else is said, calls return ZB_OK; ZB_E_HOST: the host refused
 * (the socket is closed, or this is no Durable Object), zb_failure() says why;
 * ZB_E_DEADLINE; ZB_E_MEMORY; or ZB_E_INVALID as for zb_sleep(), and leave `out`
 * untouched on failure.  None of them waits.
 */

#include <zerobuf/await.h>

/** A message has come: the request's body, text or bytes (zb_socket_message()). */
#ifndef ZB_ON_SOCKET_MESSAGE
#define ZB_ON_SOCKET_MESSAGE "zb:message"
#endif
/** The client has closed: the body is its reason, zb_socket_close_code() the code.  A route is not needed. */
#ifndef ZB_ON_SOCKET_CLOSE
#define ZB_ON_SOCKET_CLOSE "zb:close"
#endif
/** The connection broke off: the body says how.  A route is not needed. */
#ifndef ZB_ON_SOCKET_ERROR
#define ZB_ON_SOCKET_ERROR "zb:error"
#endif

/** The server's end of a WebSocket.  Until the request or event ends. */
typedef struct zb_socket {
    zb_slot object; /* of the host */
} zb_socket;

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Answer a request with a WebSocket: 101, once the handler returns ZB_OK.
 *
 * @param req    a GET whose client asks for one (Upgrade: websocket)
 * @param res    is that answer then
 * @param tags   to find the socket by later: NUL-terminated, up to 256 characters each
 * @param count  of tags, up to 10
 * @param out    receives the socket, on which messages may be sent at once
 * @return as above; ZB_E_NOT_FOUND: the client asks for no WebSocket.  Answer 426.
 */
ZB_NODISCARD zb_status zb_socket_accept(zb_request *req, zb_response *res, const char *const *tags,
                                        uint32_t count, zb_socket *out);

/** The socket that the event is of.  As above. */
ZB_NODISCARD zb_status zb_socket_here(zb_socket *out);

/**
 * The message of an event.
 *
 * @param out      receives its bytes; UTF-8 where it is text
 * @param is_text  receives whether it is; may be NULL
 * @return ZB_OK, ZB_E_TAG or ZB_E_BOUNDS
 */
ZB_NODISCARD zb_status zb_socket_message(zb_request *req, zb_bytes *out, bool *is_text);

/** The code with which the client closed (RFC 6455, 7.4): 1005 when it sent none.  ZB_E_NOT_FOUND elsewhere.
 */
ZB_NODISCARD zb_status zb_socket_close_code(zb_request *req, int32_t *out);

/** Send UTF-8 text. */
ZB_NODISCARD zb_status zb_socket_send_text(zb_socket socket, zb_str text);

/** Send bytes. */
ZB_NODISCARD zb_status zb_socket_send_bytes(zb_socket socket, zb_bytes bytes);

/**
 * Close.
 *
 * @param code    1000, or 3000 to 4999
 * @param reason  NUL-terminated, at most 123 bytes
 */
ZB_NODISCARD zb_status zb_socket_close(zb_socket socket, int32_t code, const char *reason);

/** The tags of a socket: an array of strings. */
ZB_NODISCARD zb_status zb_socket_tags(zb_socket socket, zb_slot *out);

/** Keep a value with the socket, also while the object sleeps; at most about 2,000 bytes. */
ZB_NODISCARD zb_status zb_socket_attach(zb_socket socket, zb_slot value);

/** The value that was attached, null when none was. */
ZB_NODISCARD zb_status zb_socket_attachment(zb_socket socket, zb_slot *out);

/**
 * Send to all sockets of the object that are open.
 *
 * @param tag      of those that are meant; NULL for all
 * @param message  bytes
 * @param is_text  they are UTF-8 text
 * @param except   one that is left out; may be NULL
 * @param count    receives how many it was sent to; may be NULL
 */
ZB_NODISCARD zb_status zb_socket_broadcast(const char *tag, zb_bytes message, bool is_text,
                                           const zb_socket *except, uint32_t *count);

/** How many sockets are open, of a tag or (NULL) in all. */
ZB_NODISCARD zb_status zb_socket_count(const char *tag, uint32_t *out);

/**
 * Have the platform answer a message by itself, without waking the object: for pings.
 *
 * @param request   text that a client sends, up to 2,048 characters; NULL takes the answer away
 * @param response  text that it gets; no event follows
 */
ZB_NODISCARD zb_status zb_socket_auto_response(const char *request, const char *response);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_SOCKET_H */
