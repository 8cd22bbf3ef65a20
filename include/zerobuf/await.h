/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_AWAIT_H
#define ZEROBUF_AWAIT_H

/*
 * Handlers that wait.  C code reads as if it blocked; while one handler waits, the
 * instance answers other requests, which may wait, too.  A module that calls
 * nothing of this header (or zb_request_read()) carries nothing of it.
 *
 * A handler loses its turn in these calls and nowhere else.  Between two of them
 * its globals are its own; across one, others may have changed them: what belongs
 * to a request lies in its arena or on its stack.
 *
 * Each request has a stack of 32 KiB in the module's memory, and a page of 64 KiB
 * for both stack and arena to begin with.  ZB_CALL_STACK says otherwise.  An
 * overflow ends the instance, with all its requests: before anything is overwritten
 * where tools/check_stack.mjs was run after the linker, else it is found at the next
 * wait or at the handler's end.
 */

#include <zerobuf/handler.h>

/**
 * Bytes of each request's stack, once, at file scope; a multiple of 16, at least
 * 1024.  What a request costs in memory is this and its arena, in whole pages of
 * 64 KiB.
 */
#define ZB_CALL_STACK(bytes)                                                                                 \
    ZB_STATIC_ASSERT((bytes) % 16 == 0 && (bytes) >= 1024, "a stack is a multiple of 16, at least 1024");    \
    const uint32_t zb_call_stack_bytes = (bytes)

/** For ZB_CALL_STACK. */
extern const uint32_t zb_call_stack_bytes;

/**
 * A part of a host call: where it starts, a step, or an argument of the method before it.
 * Made by the functions below.  What it points to must live until the call is started.
 */
typedef struct zb_part {
    uint32_t kind, len;
    uint64_t payload;
} zb_part;

/** Something that was started.  Lives on the stack or in the arena until it was awaited, or for good. */
typedef struct zb_pending {
    uint32_t kind, ticket, a, b;
    zb_slot result;
    int32_t status; /* ZB_PENDING until it is over, then a zb_status */
    uint32_t unused;
} zb_pending;

static inline zb_part
zbi_part_text(uint32_t kind, const char *text, uint32_t len)
{
    zb_part part = {kind, len, (uint64_t)(uintptr_t)text};
    return part;
}

static inline zb_part
zbi_part_name(uint32_t kind, const char *name)
{
    uint32_t len = 0;
    while (name[len] != '\0')
        len++;
    return zbi_part_text(kind, name, len);
}

/** Start at a binding of the worker's environment (workerd), or one that the program gave to the host. */
static inline zb_part
zb_env(const char *name)
{
    return zbi_part_name(ZB_PART_ENV, name);
}

/** Start at the platform's own functions: "fetch". */
static inline zb_part
zb_platform(void)
{
    return zbi_part_text(ZB_PART_PLATFORM, NULL, 0);
}

/**
 * Start at what the platform gave with the request: the context of a worker ("waitUntil"), or
 * the state of a Durable Object ("storage", "id").
 */
static inline zb_part
zb_context(void)
{
    return zbi_part_text(ZB_PART_CONTEXT, NULL, 0);
}

/** Start at the object of the event that the handler was called for (SPEC.md, 8.14). */
static inline zb_part
zb_event(void)
{
    return zbi_part_text(ZB_PART_EVENT, NULL, 0);
}

/** Start at a host object that an earlier call of the same request gave. */
static inline zb_part
zb_object_of(zb_slot object)
{
    zb_part part = {ZB_PART_OBJECT, 0, object.tag == ZB_TAG_HOST_OBJECT ? object.a : 0};
    return part;
}

/** Go on to a property. */
static inline zb_part
zb_property(const char *name)
{
    return zbi_part_name(ZB_PART_PROPERTY, name);
}

/** Go on to what a method returns, or what its promise comes to.  Arguments follow. */
static inline zb_part
zb_method(const char *name)
{
    return zbi_part_name(ZB_PART_METHOD, name);
}

/**
 * Go on to an object of some properties, whose names follow as zb_arg_text(); of an array, to
 * an array of such objects.  It reads host objects, of which the value is then data, and takes
 * no more of large ones than is wanted.  What is missing is null; of null it makes null.
 */
static inline zb_part
zb_pick(void)
{
    return zbi_part_text(ZB_PART_PICK, NULL, 0);
}

/** Arguments. */
static inline zb_part
zb_arg_null(void)
{
    return zbi_part_text(ZB_PART_NULL, NULL, 0);
}

static inline zb_part
zb_arg_bool(bool value)
{
    zb_part part = {ZB_PART_BOOL, 0, value};
    return part;
}

static inline zb_part
zb_arg_i32(int32_t value)
{
    zb_part part = {ZB_PART_I32, 0, (uint32_t)value};
    return part;
}

static inline zb_part
zb_arg_f64(double value)
{
    zb_part part = {ZB_PART_F64, 0, 0};
    __builtin_memcpy(&part.payload, &value, sizeof value);
    return part;
}

/** UTF-8 text; `zb_arg_text("...")` for one that ends with NUL. */
static inline zb_part
zb_arg_string(zb_str text)
{
    return zbi_part_text(ZB_PART_STRING, text.ptr, text.len);
}

static inline zb_part
zb_arg_text(const char *text)
{
    return zbi_part_name(ZB_PART_STRING, text);
}

static inline zb_part
zb_arg_bytes(zb_bytes bytes)
{
    zb_part part = {ZB_PART_BYTE_STRING, bytes.len, (uint64_t)(uintptr_t)bytes.ptr};
    return part;
}

/** Any value of the request's arena: arrays and objects are copied deeply. */
static inline zb_part
zb_arg_value(const zb_slot *value)
{
    zb_part part = {ZB_PART_VALUE, 0, (uint64_t)(uintptr_t)value};
    return part;
}

/** A host object. */
static inline zb_part
zb_arg_object(zb_slot object)
{
    zb_part part = {ZB_PART_HANDLE, 0, object.tag == ZB_TAG_HOST_OBJECT ? object.a : 0};
    return part;
}

/** An array, whose elements are the next `count` arguments: how host objects get into one. */
static inline zb_part
zb_arg_array(uint32_t count)
{
    zb_part part = {ZB_PART_ARRAY, 0, count};
    return part;
}

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Wait for a time.
 *
 * @param ms  milliseconds; 0 lets others run
 * @return ZB_OK; ZB_E_DEADLINE; or ZB_E_INVALID: no handler is running, or its
 *         route is entered at once (ZB_ROUTE_AT_ONCE)
 */
ZB_NODISCARD zb_status zb_sleep(uint32_t ms);

/**
 * Call into the host and wait for the outcome: a chain of properties and methods.
 *
 *     zb_slot name;
 *     ZB_TRY(ZB_CALL(&name, zb_env("DB"), zb_method("prepare"), zb_arg_text("select name from t where id =
 * ?"), zb_method("bind"), zb_arg_i32(7), zb_method("first"), zb_arg_text("name")));
 *
 * @param out    receives the value.  What is data (null, numbers, strings, bytes, dates,
 *               arrays, plain objects) is written into the request's arena; anything
 *               else is a host object, tag ZB_TAG_HOST_OBJECT, good for zb_object_of()
 *               until the request ends.  Untouched on failure.
 * @param parts  first where it starts, then steps with their arguments
 * @param count  of the parts, at most 1,024
 * @return ZB_OK; ZB_E_HOST: something was thrown or rejected, zb_failure() says what;
 *         ZB_E_DEADLINE; ZB_E_INVALID as for zb_sleep()
 */
ZB_NODISCARD zb_status zb_call(zb_slot *out, const zb_part *parts, uint32_t count);

/** zb_call() with the parts as arguments. */
#define ZB_CALL(out, ...)                                                                                    \
    zb_call((out), (const zb_part[]){__VA_ARGS__}, sizeof((const zb_part[]){__VA_ARGS__}) / sizeof(zb_part))

/** Start a host call without waiting for it: several run at the same time. */
void zb_start_call(zb_pending *pending, const zb_part *parts, uint32_t count);

/** zb_start_call() with the parts as arguments. */
#define ZB_START(pending, ...)                                                                               \
    zb_start_call((pending), (const zb_part[]){__VA_ARGS__},                                                 \
                  sizeof((const zb_part[]){__VA_ARGS__}) / sizeof(zb_part))

/** Start waiting for a time. */
void zb_start_sleep(zb_pending *pending, uint32_t ms);

/**
 * Wait until what was started is over.
 *
 * @param pending  from a zb_start function
 * @param out      receives the value, as zb_call() does; NULL when none is wanted.
 *                 Untouched on failure.
 * @return as zb_call().  What is over already is not waited for.
 */
ZB_NODISCARD zb_status zb_await(zb_pending *pending, zb_slot *out);

/** Wait until all are over.  ZB_OK, or the first status that is none; `status` of each says more. */
ZB_NODISCARD zb_status zb_await_all(zb_pending *pending, uint32_t count);

/**
 * From `ms` milliseconds on, all waits of this request end with ZB_E_DEADLINE, and
 * nothing more can be started.  0 takes the deadline away.  What was started may go
 * on at the host.
 *
 * @return ZB_OK, or ZB_E_INVALID as for zb_sleep()
 */
ZB_NODISCARD zb_status zb_deadline(uint32_t ms);

/** What to fetch; all may be left out. */
typedef struct zb_fetch_options {
    const char *method;     /* "GET" when NULL */
    const zb_slot *headers; /* an object of strings, NULL for none */
    zb_bytes body;          /* none when its ptr is NULL */
} zb_fetch_options;

/** A response: its head has come, its body is on its way. */
typedef struct zb_fetched {
    int32_t status;
    zb_slot response; /* the host's Response, for further calls */
} zb_fetched;

/**
 * Send an HTTP request and wait for the head of its response.
 *
 * @param url      absolute, NUL-terminated
 * @param options  NULL for a plain GET
 * @param out      receives the response, whatever its status is.  Untouched on failure.
 * @return ZB_OK; ZB_E_HOST: no response, zb_failure() says why; ZB_E_DEADLINE;
 *         ZB_E_MEMORY; ZB_E_INVALID as for zb_sleep()
 *
 * Several at once: ZB_START with zb_platform(), zb_method("fetch").
 */
ZB_NODISCARD zb_status zb_fetch(const char *url, const zb_fetch_options *options, zb_fetched *out);

/** The whole body, in the request's arena.  As zb_call(); once for each response. */
ZB_NODISCARD zb_status zb_fetched_body(const zb_fetched *fetched, zb_bytes *out);

/** A header of the response.  As zb_call(); ZB_E_NOT_FOUND when it has none of that name. */
ZB_NODISCARD zb_status zb_fetched_header(const zb_fetched *fetched, const char *name, zb_str *out);

/** What the host said of the host call of this request that failed last.  Empty when there is nothing. */
zb_str zb_failure(void);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_AWAIT_H */
