/* SPDX-License-Identifier: MIT */
/* Threads that allocate, intern and grow one shared arena, and that wait for each other; run under
 * ThreadSanitizer. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include <zerobuf/zerobuf.h>

#include "threads.h"

#define THREADS 4u
#define ROUNDS 20000u
#define SIZE (64u << 20)

/* Bytes of the region that count as mapped: any thread may raise them. */
static uint32_t mapped_bytes = 1u << 16;

static zb_status
grow(zb_arena *arena, uint32_t bytes)
{
    uint32_t mapped = __atomic_load_n(&mapped_bytes, __ATOMIC_ACQUIRE);
    uint64_t needed = (uint64_t)zb_arena_save(arena) + bytes;
    if (needed > SIZE)
        return ZB_E_MEMORY;
    while (bytes > 0 && mapped < needed) {
        uint32_t rounded = (uint32_t)(needed + 65535) / 65536 * 65536;
        if (__atomic_compare_exchange_n(&mapped_bytes, &mapped, rounded, false, __ATOMIC_ACQ_REL,
                                        __ATOMIC_ACQUIRE))
            mapped = rounded;
    }
    arena->size_bytes = mapped;
    if (bytes > 0)
        zb_arena_raise_limit(arena, mapped);
    return ZB_OK;
}

typedef struct worker {
    zb_arena arena; /* its own handle on the shared arena */
    uint32_t number;
    zb_off *blocks; /* ROUNDS offsets */
    zb_status status;
} worker;

static zb_status
fill_blocks(worker *w)
{
    static const char *const names[] = {"id", "name", "x", "y"};
    for (uint32_t i = 0; i < ROUNDS; i++) {
        zb_off key;
        const char *name = names[i % 4];
        uint32_t len = i % 4 == 0 ? 2 : i % 4 == 1 ? 4 : 1;
        ZB_TRY(zb_key_intern(&w->arena, name, len, &key));
        if (__builtin_memcmp(zb_arena_ptr(&w->arena, key), name, len) != 0)
            return ZB_E_CORRUPT;
        uint32_t bytes = 8 + 8 * (i % 7);
        ZB_TRY(zb_arena_alloc(&w->arena, bytes, 8, &w->blocks[i]));
        for (uint32_t at = 0; at < bytes; at++)
            *zb_arena_ptr(&w->arena, w->blocks[i] + at) = (uint8_t)(w->number + 1);
    }
    return ZB_OK;
}

static void *
run(void *context)
{
    worker *w = context;
    w->status = fill_blocks(w);
    return NULL;
}

int
main(void)
{
    static worker workers[THREADS];
    pthread_t threads[THREADS];
    zb_arena arena;
    void *region = calloc(1, SIZE);
    if (region == NULL || zb_arena_init(&arena, region, mapped_bytes, 0, ZB_ARENA_SHARED) != ZB_OK)
        return 2;
    arena.grow = grow;
    for (uint32_t t = 0; t < THREADS; t++) {
        workers[t] = (worker){arena, t, calloc(ROUNDS, sizeof(zb_off)), ZB_E_INVALID};
        if (workers[t].blocks == NULL || pthread_create(&threads[t], NULL, run, &workers[t]) != 0)
            return 2;
    }
    uint32_t failed = 0;
    for (uint32_t t = 0; t < THREADS; t++) {
        pthread_join(threads[t], NULL);
        failed += workers[t].status == ZB_OK ? 0 : 1;
    }
    /* Nobody wrote into anybody else's bytes. */
    for (uint32_t t = 0; t < THREADS; t++)
        for (uint32_t i = 0; i < ROUNDS; i++)
            for (uint32_t at = 0; at < 8 + 8 * (i % 7); at++)
                failed += *zb_arena_ptr(&arena, workers[t].blocks[i] + at) == t + 1 ? 0 : 1;
    arena.size_bytes = mapped_bytes;
    if (zb_arena_check(&arena) != ZB_OK)
        failed++;
    uint32_t unsynchronized = check_sync();
    if (unsynchronized > 0)
        printf("zerobuf/sync.h: %u checks failed\n", unsynchronized);
    uint32_t passed = (failed == 0) + (unsynchronized == 0);
    printf("%u passed, %u failed\n", passed, 2 - passed);
    return passed == 2 ? 0 : 1;
}
