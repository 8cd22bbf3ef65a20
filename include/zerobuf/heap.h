/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_HEAP_H
#define ZEROBUF_HEAP_H

/*
 * malloc for handlers, for C that was written against it.  A module that never
 * calls it carries none of this; one that does links libzerobuf-heap.a or
 * libzerobuf-heap-bump.a (docs/c-libraries.md).
 *
 * What malloc hands out during a request lies in the request's arena, and is gone
 * when the request ends, freed or not: a handler cannot leak.  What it hands out
 * elsewhere (constructors, ZB_INIT), or between zb_heap_keep(true) and
 * zb_heap_keep(false), lies in the instance's arena and lives until it is freed.
 * free and realloc find a block's heap by themselves.
 *
 * The general allocator reuses and joins what is freed, small blocks in O(1), and
 * checks each block that it is given: a block freed twice, a pointer that is none
 * of its own, one of an earlier request, or an overwritten header stop the module.
 * The bump allocator only goes forward, but for the newest block: smaller and
 * faster, right for requests that allocate little; it frees nothing that is kept.
 *
 * Addresses are multiples of 16.  Without memory a call returns NULL and has
 * changed no block; errno is not touched.  One thread.
 *
 * The heap takes pieces of the arena as it needs them.  Restoring a request's
 * arena to a checkpoint (zb_arena_restore) frees the blocks that were handed out
 * since, and pieces that hold other blocks, too: do not do both in one request.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__has_include)
#if __has_include(<stdlib.h>)
#include <stdlib.h>
#define ZB_HAS_STDLIB
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

#ifndef ZB_HAS_STDLIB
/* C11 7.22.3.  malloc(0) is a block of its own; realloc(p, 0) is a small block, not free(p). */
void *malloc(size_t bytes);
void *calloc(size_t count, size_t bytes);
void *realloc(void *block, size_t bytes);
void free(void *block);

/** `align` is a power of two up to 2^20, else NULL; `bytes` need not be a multiple of it. */
void *aligned_alloc(size_t align, size_t bytes);

/** 0, WASI's EINVAL (28: no power of two, under sizeof(void *) or over 2^20) or its ENOMEM (48); *out
 * untouched on failure. */
int posix_memalign(void **out, size_t align, size_t bytes);
#endif

#ifdef __wasm__
/** Bytes of a block that may be used: at least what was asked for.  0 for NULL. */
size_t malloc_usable_size(void *block);
#endif

/**
 * From now on take blocks from the instance's heap (true), or from the request's
 * again (false).  For libraries whose state outlives the request that makes it:
 *
 *     bool before = zb_heap_keep(true);
 *     int error = sqlite3_open(":memory:", &database);
 *     zb_heap_keep(before);
 *
 * Ends with the request.  Outside of a request it says nothing new.
 *
 * @return what was in force before
 */
bool zb_heap_keep(bool keep);

/** Bytes in the blocks of the heap that malloc takes from now, with the 8 bytes before each.  O(1). */
uint32_t zb_heap_used(void);

/** Bytes that this heap has taken from its arena, used or free.  O(1). */
uint32_t zb_heap_capacity(void);

/**
 * Free all blocks of the heap that malloc takes from now.  It keeps its memory; the
 * bump allocator uses the newest piece of it again.  O(pieces).
 */
void zb_heap_reset(void);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_HEAP_H */
