/* SPDX-License-Identifier: MIT */
#include "new_image.h"

#include <string.h>
#include <sys/random.h>

#include <zerobuf/image.h>
#include <zerobuf/value.h>

void
new_image_begin(const arguments *args, region *memory, size_t bytes, uint32_t flags, zb_arena *out)
{
    zb_arena arena;
    bool has_room = region_commit(memory, bytes) || region_commit(memory, ZB_PAGE_BYTES);
    if (!has_room || zb_image_init(&arena, memory->base, memory->committed_bytes, flags) != ZB_OK)
        fail(EXIT_CODE_LIMIT, "out of memory");
    /* The core makes a seed from addresses, for lack of anything better; a file should not tell them. */
    uint32_t seed = (uint32_t)argument_number(args, OPTION_SEED, 0, 0, UINT32_MAX);
    if (!argument_given(args, OPTION_SEED) && getrandom(&seed, sizeof seed, 0) != (ssize_t)sizeof seed)
        fail(EXIT_CODE_IO, "the system gives no random numbers; choose one with --seed N");
    memcpy(zb_arena_ptr(&arena, ZB_IMAGE_CONTROL + ZB_CONTROL_SEED_AT), &seed, sizeof seed);
    region_attach(memory, &arena);
    *out = arena;
}

uint32_t
new_image_end(zb_arena *arena, zb_slot root)
{
    zb_off slot;
    uint32_t bytes = 0;
    zb_status status = zb_image_root(zb_arena_view(arena), &slot);
    if (status == ZB_OK)
        status = zb_slot_write(arena, slot, root);
    if (status == ZB_OK)
        status = zb_image_bytes(arena, &bytes);
    if (status != ZB_OK)
        fail(exit_code_of(status), "cannot finish the image: %s", zb_status_text(status));
    return bytes;
}
