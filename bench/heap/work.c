/* SPDX-License-Identifier: MIT */
/*
 * Work for an allocator, the same for each: linked with malloc of one kind into a
 * module of its own, called by bench/heap/run.mjs.  Each answer is a sum over what
 * the blocks held, which must come out the same.
 */
#include <stddef.h>
#include <stdint.h>

void *malloc(size_t bytes);
void *realloc(void *block, size_t bytes);
void free(void *block);

#define EXPORT(name) __attribute__((export_name(name)))
#define LIVE 512

static uint32_t state;

static uint32_t
next(uint32_t bound)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return (uint32_t)((uint64_t)state * bound >> 32);
}

static uint32_t *volatile sink;

EXPORT("pairs") uint32_t pairs(uint32_t count, uint32_t bytes);

/* A block is taken and freed again. */
uint32_t
pairs(uint32_t count, uint32_t bytes)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        sink = malloc(bytes); /* through memory: no compiler sees through the pair */
        uint32_t *block = sink;
        block[0] = i;
        sum += block[0];
        free(block);
    }
    return sum;
}

EXPORT("mixed") uint32_t mixed(uint32_t count, uint32_t most, uint32_t seed);

/* Up to 512 blocks live; a random one is freed and another taken in its place, mostly small. */
uint32_t
mixed(uint32_t count, uint32_t most, uint32_t seed)
{
    static uint32_t *live[LIVE];
    uint32_t sum = 0;
    state = seed;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = next(LIVE), bytes = 8 + next(next(8) == 0 ? most : most / 16 + 1);
        if (live[at] != NULL) {
            sum += live[at][0];
            free(live[at]);
        }
        live[at] = malloc(bytes);
        live[at][0] = i;
    }
    for (uint32_t at = 0; at < LIVE; at++) {
        sum += live[at] != NULL ? live[at][0] : 0;
        free(live[at]);
        live[at] = NULL;
    }
    return sum;
}

EXPORT("growing") uint32_t growing(uint32_t count, uint32_t steps);

/* A vector that grows by realloc to half again as much, beside a small block that outlives it. */
uint32_t
growing(uint32_t count, uint32_t steps)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t bytes = 16;
        uint32_t *block = malloc(bytes);
        block[0] = i;
        uint32_t *beside = malloc(24);
        for (uint32_t step = 0; step < steps; step++)
            block = realloc(block, bytes += bytes / 2);
        sum += block[0];
        free(block);
        free(beside);
    }
    return sum;
}

EXPORT("burst") uint32_t burst(uint32_t count, uint32_t bytes);

/* As a request does: blocks are taken, and all of them freed. */
uint32_t
burst(uint32_t count, uint32_t bytes)
{
    static uint32_t *blocks[4096];
    uint32_t sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        blocks[i] = malloc(bytes);
        blocks[i][0] = i;
    }
    for (uint32_t i = 0; i < count; i++) {
        sum += blocks[i][0];
        free(blocks[i]);
    }
    return sum;
}

/* What the guest runtime needs of an application, of ours alone. */
#ifndef THEIRS
#include <zerobuf/handler.h>
#include <zerobuf/heap.h>

static zb_status
nothing(zb_request *req, zb_response *res)
{
    (void)req, (void)res;
    return ZB_OK;
}

ZB_ROUTES({"GET", "/", nothing});

EXPORT("capacity") uint32_t capacity(void);

/* Of the arena, taken by the heap; a module's memory grows in larger steps. */
uint32_t
capacity(void)
{
    return zb_heap_capacity();
}

EXPORT("reset") void reset(void);

void
reset(void)
{
    zb_heap_reset();
}
#endif
