/* SPDX-License-Identifier: MIT */
/* A guest that uses malloc in every way, right and wrong: each route a case of test/http/heap.test.mjs. */
#include <zerobuf/handler.h>
#include <zerobuf/heap.h>

static zb_status
answer(zb_response *res, uint32_t number)
{
    zb_slot body;
    zb_text text = zb_text_begin(res->arena, 0);
    zb_text_add_i64(&text, number);
    ZB_TRY(zb_text_end(&text, &body));
    return zb_response_body(res, "text/plain", body);
}

/* So that no compiler sees through a pair of malloc and free. */
static void *volatile sink;

static void *
take(size_t bytes)
{
    sink = malloc(bytes);
    return sink;
}

/* A parameter as a number, 0 without. */
static uint32_t
number_of(zb_request *req, const char *name)
{
    zb_str text;
    uint32_t number = 0;
    if (zb_request_query(req, name, &text) == ZB_OK)
        for (uint32_t i = 0; i < text.len; i++)
            number = number * 10 + (uint32_t)(text.ptr[i] - '0');
    return number;
}

static uint32_t state = 1;

static uint32_t
next(uint32_t bound)
{
    state = state * 1664525 + 1013904223;
    return (state >> 8) % bound;
}

/* Allocate, grow, free some and forget the rest; an arena value in between. */
static zb_status
forget(zb_request *req, zb_response *res)
{
    uint32_t sum = 0;
    (void)req;
    for (uint32_t i = 0; i < 20; i++) {
        uint32_t bytes = next(i % 8 == 0 ? 9000 : 300);
        uint8_t *block = take(bytes + 4);
        zb_slot value;
        if (block == NULL)
            return ZB_E_MEMORY;
        __builtin_memset(block, (int)i, bytes + 4);
        if (i % 3 == 0)
            block = realloc(block, bytes * 2 + 4);
        if (block == NULL || block[bytes] != i)
            return ZB_E_INVALID;
        sum += block[bytes];
        if (i % 2 == 0)
            free(block);
        ZB_TRY(zb_string_new(res->arena, "between", 7, &value));
    }
    return answer(res, sum);
}

static zb_status
used(zb_request *req, zb_response *res)
{
    (void)req;
    bool before = zb_heap_keep(true);
    uint32_t bytes = zb_heap_used();
    zb_heap_keep(before);
    return answer(res, bytes);
}

static zb_status
used_now(zb_request *req, zb_response *res)
{
    (void)req;
    if (zb_heap_used() != 0 || zb_heap_capacity() != 0)
        return answer(res, 1);
    take(100);
    if (zb_heap_used() < 100 || zb_heap_capacity() < zb_heap_used())
        return answer(res, 2);
    zb_heap_reset();
    return answer(res, zb_heap_used() == 0 ? 0 : 3);
}

/* A list that outlives its requests: keep adds a block, drop frees the newest. */
typedef struct node {
    struct node *before;
    uint32_t number;
    uint8_t rest[500];
} node;
static node *kept;

static zb_status
keep(zb_request *req, zb_response *res)
{
    bool before = zb_heap_keep(true);
    node *made = take(sizeof *made);
    zb_heap_keep(before);
    if (made == NULL)
        return ZB_E_MEMORY;
    made->before = kept;
    made->number = number_of(req, "n");
    kept = made;
    return answer(res, made->number);
}

static zb_status
drop(zb_request *req, zb_response *res)
{
    (void)req;
    if (kept == NULL)
        return ZB_E_NOT_FOUND;
    node *newest = realloc(kept, sizeof *kept + 3000); /* of the instance's heap, so it stays there */
    if (newest == NULL)
        return ZB_E_MEMORY;
    uint32_t number = newest->number;
    kept = newest->before;
    free(newest);
    return answer(res, number);
}

static zb_status
twice(zb_request *req, zb_response *res)
{
    void *block = take(number_of(req, "n"));
    free(block);
    free(sink);
    return answer(res, 0);
}

static zb_status
inside(zb_request *req, zb_response *res)
{
    uint8_t *block = take(1000);
    __builtin_memset(block, (int)number_of(req, "n"), 1000);
    sink = block + 16;
    free(sink);
    return answer(res, 0);
}

static void *stale;

static zb_status
remember(zb_request *req, zb_response *res)
{
    take(10);
    stale = take(number_of(req, "n")); /* the second: where the next request's only block is not */
    return answer(res, 0);
}

static zb_status
use_remembered(zb_request *req, zb_response *res)
{
    (void)req;
    take(10);
    free(stale);
    return answer(res, 0);
}

static zb_status
overrun(zb_request *req, zb_response *res)
{
    uint32_t bytes = number_of(req, "n");
    uint8_t *first = take(bytes), *second = take(bytes);
    uint32_t usable = (uint32_t)malloc_usable_size(first);
    __builtin_memset(first, 0x41, usable + 8); /* over the header of the second */
    free(second);
    return answer(res, 0);
}

/* More than there can be, one way after the other; nothing may come of it, nor break. */
static zb_status
hopeless(zb_request *req, zb_response *res)
{
    (void)req;
    void *out = &state;
    uint8_t *block = take(40);
    __builtin_memset(block, 7, 40);
    uint32_t before = zb_heap_used(), wrong = 0;
    wrong += take(0xFFFFFFFF) != NULL;
    wrong += take(0xFFFFFFF0) != NULL;
    wrong += take(0xFFF00000) != NULL;
    sink = calloc(0x10000, 0x10000);
    wrong += sink != NULL;
    sink = calloc(0x80000001, 2);
    wrong += sink != NULL;
    sink = realloc(block, 0xFFFFFFF8);
    wrong += sink != NULL;
    sink = aligned_alloc(48, 1);
    wrong += sink != NULL;
    sink = aligned_alloc(0, 1);
    wrong += sink != NULL;
    sink = aligned_alloc(4096, 0xFFFFFF00);
    wrong += sink != NULL;
    wrong += posix_memalign(&out, 3, 8) != 28 || out != &state;
    wrong += posix_memalign(&out, 64, 0xFFFF0000) != 48 || out != &state;
    for (uint32_t i = 0; i < 40; i++)
        wrong += block[i] != 7;
    wrong += zb_heap_used() != before;
    wrong += posix_memalign(&out, 1 << 16, 100) != 0 || (uintptr_t)out % (1 << 16) != 0;
    uint8_t *zeros = calloc(100, 9);
    for (uint32_t i = 0; zeros != NULL && i < 900; i++)
        wrong += zeros[i] != 0;
    wrong += zeros == NULL || (uintptr_t)zeros % 16 != 0;
    return answer(res, wrong);
}

/* Made before the first request, in the instance's arena. */
static uint8_t *early;

__attribute__((constructor)) static void
begin(void)
{
    early = malloc(33);
    early[32] = 99;
}

static zb_status
constructed(zb_request *req, zb_response *res)
{
    (void)req;
    return answer(res, early[32]);
}

ZB_ROUTES({"GET", "/forget", forget}, {"GET", "/used", used}, {"GET", "/used-now", used_now},
          {"GET", "/keep", keep}, {"GET", "/drop", drop}, {"GET", "/twice", twice},
          {"GET", "/inside", inside}, {"GET", "/remember", remember},
          {"GET", "/use-remembered", use_remembered}, {"GET", "/overrun", overrun},
          {"GET", "/hopeless", hopeless}, {"GET", "/constructed", constructed});
