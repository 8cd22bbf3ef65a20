/* SPDX-License-Identifier: MIT */
#ifndef ZB_CLI_REGION_H
#define ZB_CLI_REGION_H

/*
 * Memory for one image.  Address space for the largest region is reserved at once and
 * becomes memory as it is needed, so the base never moves: what was read from it stays
 * valid while it grows.
 */

#include <stdbool.h>
#include <stddef.h>

#include <zerobuf/arena.h>

typedef struct region {
    uint8_t *base;
    size_t reserved_bytes;  /* of address space, at most ZB_MAX_REGION_BYTES */
    size_t committed_bytes; /* readable and writable, zero until written */
} region;

/** Reserve a region; ends the program when there is no address space. */
void region_reserve(region *out);

/** Make the first `bytes` bytes memory.  False, with nothing changed, when that cannot be. */
bool region_commit(region *memory, size_t bytes);

/** Give everything back. */
void region_release(region *memory);

/**
 * Bytes from `used` on belong to nobody: a sanitized build then sees every read past
 * them.  Until the next region_commit().
 */
void region_guard(const region *memory, size_t used);

/** Let an arena grow in its region: sets its hook. */
void region_attach(region *memory, zb_arena *arena);

#endif /* ZB_CLI_REGION_H */
