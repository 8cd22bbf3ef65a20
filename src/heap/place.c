/* SPDX-License-Identifier: MIT */
/* Where the heaps of a handler module lie, and how its instance begins. */
#include "place.h"

#include "../guest/abi.h"
#include "../guest/guest.h"

zb_arena *
zbi_heap_call_arena(void)
{
    return zbi_current_call();
}

static zb_status
grow(zb_arena *arena, uint32_t bytes)
{
    return zb_instance_grow(arena->control, bytes);
}

static zb_arena instance = {NULL, 0, 0, grow, NULL, NULL};

zb_arena *
zbi_heap_instance_arena(void)
{
    if (instance.control == 0)
        instance.control = zb_instance_arena();
    return instance.control != 0 ? &instance : NULL;
}

void __wasm_call_ctors(void);

/*
 * Called by the host once, before all else (SPEC.md, 8).  The instance's arena
 * begins here: a request that keeps something could not put it below itself.
 */
__attribute__((weak, export_name("_initialize"))) void _initialize(void);

void
_initialize(void)
{
    (void)zbi_heap_instance_arena();
    __wasm_call_ctors();
}
