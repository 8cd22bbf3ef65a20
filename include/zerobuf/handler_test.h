/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_HANDLER_TEST_H
#define ZEROBUF_HANDLER_TEST_H

/*
 * Tests of handlers as native programs: no WebAssembly, no server, any debugger and sanitizer.
 *
 *     #include <zerobuf/handler_test.h>
 *
 *     ZB_TEST(greets)
 *     {
 *         zb_test_answer answer = ZB_SEND(.target = "/hello?name=C");
 *         ZB_EXPECT_INT(answer.status, 200);
 *         ZB_EXPECT_TEXT(answer.body, "Hello, C\n");
 *     }
 *
 * The program is these files, those of the application, and two libraries, the first of
 * which has main() (docs/testing-handlers.md):
 *
 *     cc -g -fsanitize=address,undefined test/hello.c hello.c -lzerobuf-testing -lzerobuf -o hello-test
 *     ./hello-test [begin of a name]
 *
 * It prints "ok NAME" or "FAILED NAME: FILE:LINE: what" for each test and exits with 1
 * when one failed.  Each test runs in a process of its own: globals are as in a new
 * instance, and a crash is a failed test.  Needs C11, a POSIX system, gcc or clang.
 *
 * The request goes the way it goes in a module: ZB_INIT, middleware, routes, handler.  What
 * the handler asks of the host is answered by the test (zb_test_request.replies).
 */

#include <string.h>

#include <zerobuf/await.h>
#include <zerobuf/handler.h>

/**
 * What the host says to one host call.  Of the values one is given, or none for null.
 *
 * A call is written as in JavaScript: env.KV.get("key"), fetch("https://example.com/", {"method":"PUT"}),
 * context.storage.list(), event.cron, #3.status for object 3, sleep(10).  Strings and values stand as JSON,
 * bytes as bytes(5), without their content.
 */
typedef struct zb_test_reply {
    const char *call;    /* the call that is expected */
    const char *json;    /* the value, as JSON text */
    const char *bytes;   /* a bytes value of `bytes_len` bytes */
    uint32_t bytes_len;  /* of `bytes` */
    uint32_t object;     /* a host object of this number, from 1 */
    const char *failure; /* it fails with ZB_E_HOST, and zb_failure() says this */
    zb_status status;    /* it fails with this, ZB_E_DEADLINE for one */
} zb_test_reply;

/**
 * A host of the test's own, instead of a list of replies.
 *
 * @param context  of the request
 * @param call     the call, written as above
 * @param arena    for the value
 * @param result   null; receives the value, or on failure what zb_failure() is to say (a string)
 * @return status of the call
 */
typedef zb_status (*zb_test_host)(void *context, const char *call, zb_arena *arena, zb_slot *result);

/** A request.  What is left out is 0. */
typedef struct zb_test_request {
    const char *method;  /* "GET" when NULL; or a ZB_ON name */
    const char *target;  /* path and query, "/" when NULL */
    const char *headers; /* lines "name: value\n", names in lower case; NULL for none */
    const char *text;    /* a body that is text, */
    const void *body;    /* or one of `body_len` bytes */
    uint32_t body_len;
    uint32_t piece_bytes; /* zb_request_read() gives no more than this at once; 0: as much as there is room */
    uint32_t break_after; /* the body breaks off after so many bytes (ZB_E_IO); 0: never */
    const zb_test_reply *replies; /* to the host calls, in their order; ended by one whose `call` is NULL */
    zb_test_host host;            /* instead of replies */
    void *context;                /* for `host` */
} zb_test_request;

/** The answer, as the host would send it.  All of it lives until the test ends. */
typedef struct zb_test_answer {
    int32_t status;      /* 500 when `result` is not ZB_OK, or what the handler built cannot be sent */
    zb_status result;    /* what the handler returned */
    const char *type;    /* content type, NULL when there is none */
    const char *body;    /* with a NUL behind it; "" when there is none */
    uint32_t body_len;   /* without the NUL */
    const char *headers; /* lines "name: value\n" */
    const char *log;     /* what zb_log() was given, lines */
    uint32_t writes;     /* calls of zb_response_write(), whose bytes are the body then */
} zb_test_answer;

/** Send a request to the application: ZB_SEND(.method = "POST", .target = "/orders", .text = "{}") */
#define ZB_SEND(...) zb_test_send(__FILE__, __LINE__, NULL, &(const zb_test_request){__VA_ARGS__})

/** Send it to one handler, past routes and middleware: ZB_SEND_TO(hello, .target = "/") */
#define ZB_SEND_TO(handler, ...)                                                                             \
    zb_test_send(__FILE__, __LINE__, (handler), &(const zb_test_request){__VA_ARGS__})

/** A test. */
typedef struct zb_test_case {
    const char *name;
    void (*run)(void);
    struct zb_test_case *next;
} zb_test_case;

/** Define a test: ZB_TEST(name) { ... } */
#define ZB_TEST(name)                                                                                        \
    static void zb_test_##name(void);                                                                        \
    __attribute__((constructor)) static void zb_test_add_##name(void)                                        \
    {                                                                                                        \
        static zb_test_case test = {#name, zb_test_##name, NULL};                                            \
        zb_test_add(&test);                                                                                  \
    }                                                                                                        \
    static void zb_test_##name(void)

/** End the test as failed when the condition is false. */
#define ZB_EXPECT(condition)                                                                                 \
    ((condition) ? (void)0 : zb_test_fail(__FILE__, __LINE__, "%s is false", #condition))

/** End the test as failed when integers differ. */
#define ZB_EXPECT_INT(actual, expected)                                                                      \
    zb_test_expect_int(__FILE__, __LINE__, #actual, (long long)(actual), (long long)(expected))

/** End the test as failed when NUL-terminated texts differ.  NULL equals NULL alone. */
#define ZB_EXPECT_TEXT(actual, expected)                                                                     \
    zb_test_expect_text(__FILE__, __LINE__, #actual, (actual), (expected))

#ifdef __cplusplus
extern "C" {
#endif

/** For ZB_SEND and ZB_SEND_TO: `handler` NULL takes the route table. */
zb_test_answer zb_test_send(const char *file, int line, zb_handler handler, const zb_test_request *request);

/**
 * Give ZB_INIT its data, at most once and before the first request, which else gives it null.
 *
 * @param json  the data as JSON text
 * @return what the init function returned, or the status of zb_json_read()
 */
zb_status zb_test_start(const char *json);

/** The value of a header of the answer; `index` 1 is the second of that name.  NULL when there is none. */
const char *zb_test_header(const zb_test_answer *answer, const char *name, uint32_t index);

/** For ZB_TEST. */
void zb_test_add(zb_test_case *test);

/** End the test as failed; as printf. */
__attribute__((format(printf, 3, 4), noreturn)) void zb_test_fail(const char *file, int line,
                                                                  const char *format, ...);

/** For ZB_EXPECT_INT and ZB_EXPECT_TEXT. */
void zb_test_expect_int(const char *file, int line, const char *what, long long actual, long long expected);
void zb_test_expect_text(const char *file, int line, const char *what, const char *actual,
                         const char *expected);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_HANDLER_TEST_H */
