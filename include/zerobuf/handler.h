/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_HANDLER_H
#define ZEROBUF_HANDLER_H

/*
 * Request handlers in C, compiled to a WebAssembly module that serves HTTP:
 *
 *     #include <zerobuf/handler.h>
 *
 *     static zb_status
 *     hello(zb_request *req, zb_response *res)
 *     {
 *         (void)req;
 *         return zb_response_text(res, "Hello from C\n");
 *     }
 *
 *     ZB_ROUTES({"GET", "/", hello});
 *
 * A handler allocates from its request's arena, which lives until the host has
 * read the response; nothing needs to be freed.  Handlers run one at a time, so
 * they need no locks; globals live as long as the instance.  Those that wait take
 * turns (zerobuf/await.h).
 */

#if defined(__wasm__) && !defined(ZB_LINEAR_MEMORY)
#define ZB_LINEAR_MEMORY
#endif

#include <zerobuf/zerobuf.h>

/** The request being answered.  Spans are valid until the handler returns. */
typedef struct zb_request {
    zb_arena *arena; /* lives exactly as long as this request */
    zb_off slots;    /* request slots in the region (SPEC.md, 8.2) */
    zb_str method;   /* "GET"; the host passes it as the client sent it */
    zb_str path;     /* before the first '?', percent-encoded as sent */
    zb_str query;    /* after the first '?', empty when there is none */
} zb_request;

/** The answer being built.  Starts as status 200 without a body. */
typedef struct zb_response {
    zb_arena *arena; /* the request's */
    zb_off slots;    /* response slots in the region (SPEC.md, 8.5); calls below write them */
    zb_text lines;   /* header lines so far */
} zb_response;

/**
 * Answer one request.
 *
 * @return ZB_OK when `res` is to be sent.  Any other status is answered with 500
 *         and a sentence; what was built is dropped.
 */
typedef zb_status (*zb_handler)(zb_request *req, zb_response *res);

/** How a handler is called.  Only modules that link something that waits (zerobuf/await.h) tell the host. */
typedef enum zb_route_flags {
    ZB_ROUTE_AT_ONCE = 1, /* it never waits, and is entered without what waiting costs; a wait fails */
    ZB_ROUTE_STREAM = 2   /* it is called before the body has come, and reads it with zb_request_read() */
} zb_route_flags;

/** One entry of the route table.  Paths match exactly. */
typedef struct zb_route {
    const char *method; /* upper case; "GET" answers HEAD too */
    const char *path;   /* "/nearest" */
    zb_handler handler;
    uint32_t flags; /* of zb_route_flags; most entries leave it out */
} zb_route;

/** Defined by ZB_ROUTES in the application. */
extern const zb_route zb_routes[];
extern const uint32_t zb_route_count;

/**
 * The application's routes, once, at file scope.  The runtime answers 404 for a
 * path that no entry has, and 405 with Allow for a method that none of its
 * entries has.
 */
#define ZB_ROUTES(...)                                                                                       \
    _Pragma("GCC diagnostic push") /* entries without flags */                                               \
        _Pragma("GCC diagnostic ignored \"-Wmissing-field-initializers\"")                                   \
            const zb_route zb_routes[] = {__VA_ARGS__};                                                      \
    _Pragma("GCC diagnostic pop") const uint32_t zb_route_count = sizeof zb_routes / sizeof zb_routes[0]

/**
 * Called once, before the first request, with the value that the host loaded.
 *
 * @param arena  lives as long as the instance; holds `data`
 * @param data   what the host passed: any value, null when nothing
 * @return ZB_OK, or a status that makes the start fail
 */
typedef zb_status (*zb_init_fn)(zb_arena *arena, zb_slot data);

/** Name the init function, once, at file scope.  Without it the module takes no data. */
#define ZB_INIT(function)                                                                                    \
    __attribute__((export_name("zb_init"))) int32_t zb_init(zb_off slots);                                   \
    int32_t zb_init(zb_off slots)                                                                            \
    {                                                                                                        \
        return zb_guest_init(slots, (function));                                                             \
    }                                                                                                        \
    ZB_STATIC_ASSERT(1, "")

#ifdef __cplusplus
extern "C" {
#endif

/** For ZB_INIT. */
int32_t zb_guest_init(zb_off slots, zb_init_fn init);

/**
 * A parameter of the query, decoded ("+" is a space, %XX a byte).
 *
 * @param req   request
 * @param name  NUL-terminated, compared with the decoded names
 * @param out   receives the first value of that name, decoded into the arena.
 *              Untouched on failure.
 * @return ZB_OK, ZB_E_NOT_FOUND, ZB_E_INVALID (a broken %XX in it) or ZB_E_MEMORY
 */
ZB_NODISCARD zb_status zb_request_query(zb_request *req, const char *name, zb_str *out);

/**
 * How many values came with the request: what the host's `fanOut` fetched before the
 * handler was called (SPEC.md, 8.2).  0 when there is none.  O(1), no host call.
 */
uint32_t zb_request_value_count(const zb_request *req);

/**
 * A value that came with the request.
 *
 * @param req    request
 * @param index  below zb_request_value_count()
 * @param out    receives the value, in the request's arena.  Untouched on failure.
 * @return ZB_OK, or ZB_E_NOT_FOUND
 *
 * O(1), no host call: what is fetched that way needs no handler that waits.
 */
ZB_NODISCARD zb_status zb_request_value(const zb_request *req, uint32_t index, zb_slot *out);

/**
 * The body, as the bytes that the client sent.  Empty when there is none.
 *
 * @return ZB_OK, ZB_E_BOUNDS, or ZB_E_TAG: the body is no bytes, or a stream (ZB_ROUTE_STREAM)
 */
ZB_NODISCARD zb_status zb_request_body(zb_request *req, zb_bytes *out);

/**
 * The next bytes of the body, as they come: on a route with ZB_ROUTE_STREAM the
 * handler runs while the client sends.  The host reads no further than it is
 * asked to, apart from one piece that has arrived; a slow handler slows the client
 * down.  The limit on bodies does not hold here: count, and stop.
 *
 * @param req   request
 * @param into  receives the bytes; in the arena, on the stack, or anywhere in the module
 * @param room  bytes there, at least 1; 65,536 suits most
 * @param got   receives how many came: at least 1, and 0 at the end of the body.
 *              Untouched on failure.
 * @return ZB_OK; ZB_E_IO: the body broke off, which every later call says again;
 *         ZB_E_INVALID: room is 0, or the route is entered at once (ZB_ROUTE_AT_ONCE)
 *
 * Waits when no byte is there (zerobuf/await.h).  On other routes it reads what
 * came with the request.
 */
ZB_NODISCARD zb_status zb_request_read(zb_request *req, void *into, uint32_t room, uint32_t *got);

/**
 * A header, fetched from the host when asked for.
 *
 * @param req   request
 * @param name  NUL-terminated, any case; "" asks for all headers, as lines
 *              "name: value\n" with names in lower case
 * @param out   receives the value; repeated headers are joined with ", ".
 *              Untouched on failure.
 * @return ZB_OK, ZB_E_NOT_FOUND or ZB_E_BOUNDS.  Costs one host call.
 */
ZB_NODISCARD zb_status zb_request_header(zb_request *req, const char *name, zb_str *out);

/** Set the status, 200 to 599.  The host answers 500 to any other. */
void zb_response_status(zb_response *res, int32_t status);

/**
 * Answer with a body of any type; the bytes are sent as they lie.
 *
 * @param res   response
 * @param type  content type, NUL-terminated, at most 64 bytes of ASCII; NULL sends none
 * @param body  a string or bytes value in the arena, or null
 * @return ZB_OK, ZB_E_TAG (another type of body) or ZB_E_MEMORY
 */
ZB_NODISCARD zb_status zb_response_body(zb_response *res, const char *type, zb_slot body);

/** Answer with UTF-8 text; `text` is copied.  ZB_OK or ZB_E_MEMORY. */
ZB_NODISCARD zb_status zb_response_text(zb_response *res, const char *text);

/** Answer with `status` and a sentence as text.  ZB_OK or ZB_E_MEMORY. */
ZB_NODISCARD zb_status zb_response_error(zb_response *res, int32_t status, const char *sentence);

/**
 * Add a header.
 *
 * @param res    response
 * @param name   NUL-terminated token
 * @param value  NUL-terminated; visible ASCII characters, spaces and tabs
 * @return ZB_OK, ZB_E_MEMORY, or ZB_E_INVALID: a name that is no token, or a CR,
 *         LF or another character in the value that is not visible ASCII
 *
 * A name may be added repeatedly and is then sent repeatedly.  The host sends at
 * most 64 KiB of headers.
 */
ZB_NODISCARD zb_status zb_response_header(zb_response *res, const char *name, const char *value);

/**
 * Send the next bytes of the body while the handler runs: a download, or server-sent
 * events.  The first call sends status, content type and headers as they are then.
 *
 * @param res    response; its type is what zb_response_body() was given, with a null body
 * @param bytes  anywhere in the module; copied
 * @param len    0 sends the head alone
 * @return ZB_OK; ZB_E_IO: the client has gone, or the head is none that can be sent
 *         (nothing was sent then); ZB_E_INVALID: the route is entered at once (ZB_ROUTE_AT_ONCE)
 *
 * Waits while the client is slower than the handler (zerobuf/await.h).  A handler that
 * fails afterwards breaks the connection off.  What else is set afterwards is not sent.
 */
ZB_NODISCARD zb_status zb_response_write(zb_response *res, const void *bytes, uint32_t len);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_HANDLER_H */
