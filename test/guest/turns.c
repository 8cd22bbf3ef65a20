/* SPDX-License-Identifier: MIT */
/* Handlers that wait between malloc and free: each has a heap of its own. */
#include <zerobuf/await.h>
#include <zerobuf/heap.h>

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

#define BLOCKS 24

static uint32_t
size_of(uint32_t seed, uint32_t i)
{
    return 16 + (seed * 7919 + i * 104729) % (i % 6 == 0 ? 9000 : 400);
}

/* Take blocks, a wait after each; odd seeds keep theirs in the instance. 0 words are wrong in the end. */
static zb_status
take_turns(zb_request *req, zb_response *res)
{
    uint32_t seed = number_of(req, "seed"), wrong = 0;
    uint8_t *blocks[BLOCKS];
    zb_heap_keep(seed % 2 == 1);
    for (uint32_t i = 0; i < BLOCKS; i++) {
        blocks[i] = malloc(size_of(seed, i));
        if (blocks[i] == NULL)
            return ZB_E_MEMORY;
        __builtin_memset(blocks[i], (int)(seed + i), size_of(seed, i));
        ZB_TRY(zb_sleep((seed + i) % 3));
    }
    for (uint32_t i = 0; i < BLOCKS; i++) {
        for (uint32_t k = 0; k < size_of(seed, i); k++)
            wrong += blocks[i][k] != (uint8_t)(seed + i);
        if (seed % 2 == 1 || i % 2 == 0)
            free(blocks[i]); /* even seeds forget half of theirs */
        if (i % 5 == 0)
            ZB_TRY(zb_sleep(0));
    }
    return zb_response_text(res, wrong == 0 ? "right" : "wrong");
}

static zb_status
used(zb_request *req, zb_response *res)
{
    (void)req;
    zb_heap_keep(true);
    zb_slot body;
    zb_text text = zb_text_begin(res->arena, 0);
    zb_text_add_i64(&text, zb_heap_used());
    ZB_TRY(zb_text_end(&text, &body));
    return zb_response_body(res, "text/plain", body);
}

ZB_ROUTES({"GET", "/turns", take_turns}, {"GET", "/used", used});
