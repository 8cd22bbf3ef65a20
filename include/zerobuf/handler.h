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
    zb_arena *arena;              /* lives exactly as long as this request */
    zb_off slots;                 /* request slots in the region (SPEC.md, 8.2) */
    zb_str method;                /* "GET"; the host passes it as the client sent it */
    zb_str path;                  /* before the first '?', percent-encoded as sent */
    zb_str query;                 /* after the first '?', empty when there is none */
    const struct zb_route *route; /* the entry that it is for, NULL when none is */
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

/**
 * One entry of the route table.
 *
 * A path is matched segment by segment, between slashes:
 *
 *     "/users/me"     these bytes
 *     "/users/:id"    any one segment that is not empty: zb_request_param(req, "id", &id)
 *     "/static/" "*"  (one literal or two) all that begins with "/static/", that alone
 *                     included: zb_request_tail()
 *     "*"             any path that no other entry has: a page of one's own for 404
 *
 * Of several that fit, the one wins that is more specific in the first segment in
 * which they differ: bytes before ":name" before the tail.  So longer beats shorter,
 * and the order of the table decides between equals alone.
 *
 * Paths are matched as they are sent: "/a%62" is not "/ab", "/a//b" has an empty
 * segment, "%2F" does not part segments, "%00" is three bytes, and "." and ".." are
 * segments like others.  (Hosts that get a URL from their platform get one whose dot segments,
 * "%2e%2e" too, were resolved.)  What zb_request_param() and zb_request_tail() give was
 * decoded after the match: it may hold slashes, NULs and "..".
 *
 * Methods are compared as they are sent, too.  "GET" answers HEAD, whose body the
 * host leaves out, unless "HEAD" has an entry for the same path; "*" answers any
 * method of HTTP that has no entry for the same path.  Of entries that fit a path, those
 * without the method stand back: with {"GET", "/users/me"} and {"DELETE", "/users/:id"}
 * DELETE /users/me goes to the second.
 *
 * Without an entry, a path that some entry has is answered with 204 for OPTIONS and
 * with 405 for other methods, both with Allow; any other path with 404.
 */
typedef struct zb_route {
    const char *method; /* "GET", a ZB_ON name, or "*" */
    const char *path;   /* "/nearest" */
    zb_handler handler;
    uint32_t flags; /* of zb_route_flags; most entries leave it out */
} zb_route;

/*
 * Methods of events (SPEC.md, 8.14), which no client can send.  "*" is not for them, and what
 * is said above of HEAD, OPTIONS and 405 does not hold; a status from 200 to 299 says that the event
 * was handled.
 */
#define ZB_ON_SCHEDULED "zb:scheduled"    /* path: "/" and the cron expression */
#define ZB_ON_QUEUE "zb:queue"            /* path: "/" and the queue's name */
#define ZB_ON_ALARM "zb:alarm"            /* path: "/" */
#define ZB_ON_START "zb:start"            /* path: "/"; the first call of a Durable Object */
#define ZB_ON_SOCKET_OPEN "zb:open"       /* path: that of the request which opened the socket, like */
#define ZB_ON_SOCKET_MESSAGE "zb:message" /* those below; body: the message */
#define ZB_ON_SOCKET_CLOSE "zb:close"
#define ZB_ON_SOCKET_ERROR "zb:error"

/** All entries. */
typedef struct zb_route_table {
    const zb_route *routes;
    uint32_t count;
    bool patterned; /* a method or path may hold a ':' or a '*' */
} zb_route_table;

/** Defined by ZB_ROUTES in the application. */
extern const zb_route_table zb_routes;

#define ZBI_TEXT(...) #__VA_ARGS__
#define ZBI_TEXT_OF(...) ZBI_TEXT(__VA_ARGS__)

/**
 * The application's routes, once, at file scope.  Methods and paths are string
 * literals, or macros for such: a table whose text has neither ':' nor '*' links
 * no matching of patterns.
 *
 * Finding an entry is O(bytes of the table) and allocates nothing.
 */
#define ZB_ROUTES(...)                                                                                       \
    _Pragma("GCC diagnostic push") /* entries without flags, long tables */                                  \
        _Pragma("GCC diagnostic ignored \"-Wmissing-field-initializers\"") _Pragma(                          \
            "GCC diagnostic ignored \"-Woverlength-strings\"") static const zb_route zbi_route_entries[] = { \
            __VA_ARGS__};                                                                                    \
    const zb_route_table zb_routes = {zbi_route_entries,                                                     \
                                      sizeof zbi_route_entries / sizeof zbi_route_entries[0],                \
                                      __builtin_strchr(ZBI_TEXT_OF(__VA_ARGS__), ':') != NULL ||             \
                                          __builtin_strchr(ZBI_TEXT_OF(__VA_ARGS__), '*') != NULL};          \
    _Pragma("GCC diagnostic pop") ZB_STATIC_ASSERT(1, "")

/** What a middleware is to call for the rest of the answer.  Lives until it returns. */
typedef struct zb_chain zb_chain;

/**
 * Code around handlers.  It may answer by itself, or go on with zb_chain_next() and add
 * to the answer before or after:
 *
 *     static zb_status
 *     cors(zb_request *req, zb_response *res, const zb_chain *chain)
 *     {
 *         ZB_TRY(zb_response_header(res, "access-control-allow-origin", "*"));
 *         return zb_chain_next(chain, req, res);
 *     }
 *
 *     ZB_MIDDLEWARE(timing, cors, authorize);
 *
 * @return as a handler
 */
typedef zb_status (*zb_middleware)(zb_request *req, zb_response *res, const zb_chain *chain);

struct zb_chain {
    const zb_middleware *list; /* what is left of them, then NULL */
    zb_handler handler;
};

/** Defined by ZB_MIDDLEWARE in the application. */
extern const zb_middleware zb_middleware_list[];

/**
 * What all requests of HTTP go through, the first one outermost, once, at file scope.
 * Those that no route is for, too (`req->route` is then NULL): after the last one comes the handler, or
 * the answer 404, 405 or 204 to OPTIONS.  Events do not: they come from the platform.
 *
 * It runs as its request's handler does: where that is entered at once
 * (ZB_ROUTE_AT_ONCE), it cannot wait either.  A module without any carries nothing of this.
 */
#define ZB_MIDDLEWARE(...) const zb_middleware zb_middleware_list[] = {__VA_ARGS__, NULL}

/**
 * Called once, before the first request, with the value that the host loaded.
 *
 * @param arena  lives as long as the instance; holds `data`
 * @param data   what the host passed: any value, null when nothing
 * @return ZB_OK, or a status that makes the start fail
 */
typedef zb_status (*zb_init_fn)(zb_arena *arena, zb_slot data);

#ifdef __wasm__
#define ZBI_EXPORT_INIT __attribute__((export_name("zb_init")))
#else
#define ZBI_EXPORT_INIT /* zerobuf/handler_test.h */
#endif

/** Name the init function, once, at file scope.  Without it the module takes no data. */
#define ZB_INIT(function)                                                                                    \
    ZBI_EXPORT_INIT int32_t zb_init(zb_off slots);                                                           \
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

/** Go on with what comes after a middleware.  What that returns; `res` then holds its answer. */
ZB_NODISCARD zb_status zb_chain_next(const zb_chain *chain, zb_request *req, zb_response *res);

/**
 * A parameter of the query, decoded ("+" is a space, %XX a byte).
 *
 * @param req   request
 * @param name  NUL-terminated, compared with the decoded names
 * @param out   receives the first value of that name: part of `req->query`, or decoded
 *              into the arena.  Untouched on failure.
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
 * A parameter of the path, percent-decoded ("+" is itself).
 *
 * @param req   request
 * @param name  NUL-terminated, as it stands in the route's path without ":"
 * @param out   receives the value: part of `req->path`, or decoded into the arena.  At least
 *              one byte; any bytes, "/" and NUL among them.  Untouched on failure.
 * @return ZB_OK, ZB_E_NOT_FOUND (the route has none of that name), ZB_E_INVALID (a broken
 *         %XX in it) or ZB_E_MEMORY
 */
ZB_NODISCARD zb_status zb_request_param(zb_request *req, const char *name, zb_str *out);

/**
 * What the "*" at the end of the route's path stands for, percent-decoded: "css/main.css" of
 * "/static/css/main.css" on a route for all of "/static/".  May be empty.  As
 * zb_request_param(); whoever takes it for the name of a file must refuse "..".
 */
ZB_NODISCARD zb_status zb_request_tail(zb_request *req, zb_str *out);

/**
 * The body, as the bytes that the client sent.  Empty when there is none.
 *
 * @return ZB_OK, ZB_E_BOUNDS, or ZB_E_TAG: the body is no bytes, or a stream (ZB_ROUTE_STREAM)
 */
ZB_NODISCARD zb_status zb_request_body(zb_request *req, zb_bytes *out);

/**
 * The body as text.
 *
 * @return as zb_request_body(), or ZB_E_UTF8.  O(bytes), nothing is copied.
 */
ZB_NODISCARD zb_status zb_request_text(zb_request *req, zb_str *out);

/**
 * The body, JSON, as values in the request's arena:
 *
 *     zb_slot order;
 *     zb_json_error error;
 *     zb_status status = zb_request_json(req, 65536, &order, &error);
 *     if (status != ZB_OK)
 *         return zb_response_bad_body(res, status, &error);
 *
 * @param req        request
 * @param max_bytes  longer bodies are refused
 * @param out        receives the value.  Untouched on failure.
 * @param error      receives where and why it is no JSON; may be NULL
 * @return ZB_OK, ZB_E_BUDGET (more than max_bytes), as zb_json_read() (ZB_E_SYNTAX, ZB_E_UTF8, ZB_E_DEPTH,
 *         ZB_E_MEMORY), or as zb_request_body()
 *
 * What content type the client says is not looked at.
 */
ZB_NODISCARD zb_status zb_request_json(zb_request *req, uint32_t max_bytes, zb_slot *out,
                                       zb_json_error *error);

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
 * Answer for a body that zb_request_json() or zb_request_text() refused: 413, or 400 and where it is wrong.
 *
 * @param res    response
 * @param why    what they returned
 * @param error  what zb_request_json() filled; NULL when there is none
 * @return ZB_OK; `why` itself when the client is not to blame (ZB_E_MEMORY, ZB_E_TAG ..): the
 *         host then answers 500; or ZB_E_MEMORY
 */
ZB_NODISCARD zb_status zb_response_bad_body(zb_response *res, zb_status why, const zb_json_error *error);

/**
 * Answer with a value as JSON text that ends in a newline, type application/json.
 *
 * @return ZB_OK, ZB_E_MEMORY, or as zb_json_write() says of values that are no JSON.  NaN and
 *         the infinities are written as null.
 */
ZB_NODISCARD zb_status zb_response_json(zb_response *res, zb_slot value);

/**
 * Answer with bytes from anywhere in the module, which are copied.
 *
 * @param res    response
 * @param type   as for zb_response_body()
 * @param bytes  may be NULL when len is 0
 * @param len    bytes
 * @return ZB_OK or ZB_E_MEMORY
 */
ZB_NODISCARD zb_status zb_response_bytes(zb_response *res, const char *type, const void *bytes, uint32_t len);

/**
 * Send the client elsewhere, without a body.
 *
 * @param res       response
 * @param status    301, 302, 303, 307 or 308
 * @param location  a path or URL, NUL-terminated and percent-encoded; goes into the header as it is,
 *                  so what a client said must not reach it unchecked ("//elsewhere.example" is a URL, too)
 * @return ZB_OK, ZB_E_INVALID (another status, or as zb_response_header()) or ZB_E_MEMORY
 */
ZB_NODISCARD zb_status zb_response_redirect(zb_response *res, int32_t status, const char *location);

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

/**
 * A line for the host's log, at once, from handlers of all kinds and from ZB_INIT.
 *
 * UTF-8 without a newline at its end.  The host writes control characters as escapes, so
 * that a line stays one, and cuts it after 8,192 bytes.
 */
void zb_log(const char *line);
void zb_log_str(zb_str line);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_HANDLER_H */
