/* SPDX-License-Identifier: MIT */
/* Where files in memory lie in a handler module: in the arena that lives as long as the instance. */
#include <zerobuf/file.h>

#include "../guest/abi.h"
#include "../guest/guest.h"

static zb_status
grow(zb_arena *arena, uint32_t bytes)
{
    return zb_instance_grow(arena->control, bytes);
}

static zb_arena instance = {NULL, 0, 0, grow, NULL, NULL};

zb_arena *
zb_file_instance_arena(void)
{
    if (instance.control == 0)
        instance.control = zb_instance_arena();
    return instance.control != 0 ? &instance : NULL;
}

void __wasm_call_ctors(void);

/*
 * As in src/heap/place.c, and to the same effect: the instance's arena begins before
 * the first request, which could not put it below itself.
 */
__attribute__((weak, export_name("_initialize"))) void _initialize(void);

void
_initialize(void)
{
    (void)zb_file_instance_arena();
    __wasm_call_ctors();
}
