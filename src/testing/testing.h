/* SPDX-License-Identifier: MIT */
#ifndef ZBI_TESTING_H
#define ZBI_TESTING_H

/*
 * Handlers outside of WebAssembly, for their tests.  This room stands in for the host and
 * for those files of src/guest that know linear memory.
 */

#include <zerobuf/handler_test.h>

#include "../guest/abi.h"
#include "../guest/guest.h"

/** A request while its handler runs. */
typedef struct zbi_test_call {
    zb_arena arena;
    zb_off slots; /* of the request */
    zb_off response;
    const zb_test_request *given;
    const zb_test_reply *next_reply; /* NULL: none are given */
    const char *file;                /* where it was sent */
    int line;
    bool waits; /* it may */
    zb_str failure;
    uint32_t body_at; /* bytes that were read */
    bool streams;
    struct zbi_test_text *written, *log;
    uint32_t writes;
    struct zbi_test_call *outer; /* whose host sent this one, NULL for none */
} zbi_test_call;

/** The request whose handler runs, NULL outside of one. */
extern zbi_test_call *zbi_test_current;

/** Text that grows, ended by a NUL.  Freed with the process of the test. */
typedef struct zbi_test_text {
    char *bytes;
    size_t len, capacity;
} zbi_test_text;

void zbi_test_text_add(zbi_test_text *text, const void *bytes, size_t len);

/** Begin the arena of a request, above those that run. */
void zbi_test_memory_begin(zb_arena *arena, uint32_t depth);

/** The arena that lives as long as the instance. */
zb_arena *zbi_test_instance(void);

/** Write how a host call would stand in JavaScript. */
zb_status zbi_test_describe(zb_arena *arena, const zb_part *parts, uint32_t count, zb_str *out);

#endif /* ZBI_TESTING_H */
