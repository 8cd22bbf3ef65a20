/* SPDX-License-Identifier: MIT */
#ifndef ZB_CLI_NEW_IMAGE_H
#define ZB_CLI_NEW_IMAGE_H

/* Making an image: from an empty region to the bytes of a file. */

#include <zerobuf/value.h>

#include "options.h"
#include "region.h"

/**
 * Begin an image in a region that is reserved and empty.
 *
 * @param args    --seed, when the command takes it; otherwise the seed is random
 * @param memory  the region
 * @param bytes   to begin with; more are taken as needed
 * @param flags   as zb_arena_init()
 * @param out     receives its arena.  Lack of memory ends the program.
 */
void new_image_begin(const arguments *args, region *memory, size_t bytes, uint32_t flags, zb_arena *out);

/** Write the root value; the bytes that the image takes. */
uint32_t new_image_end(zb_arena *arena, zb_slot root);

#endif /* ZB_CLI_NEW_IMAGE_H */
