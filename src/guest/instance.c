/* SPDX-License-Identifier: MIT */
/* The arena that lives as long as the instance, for data that the host loads. */
#include "abi.h"
#include "guest.h"

static zb_off instance_control;

zb_off
zb_instance_arena(void)
{
    if (instance_control == 0) {
        zb_off at = zbi_pages_take(1);
        if (at == 0)
            return 0;
        zb_arena arena;
        zbi_arena_make(&arena, at, 1);
        instance_control = at;
    }
    return instance_control;
}

int32_t
zb_instance_grow(zb_off control, uint32_t bytes)
{
    zb_arena arena = zbi_arena_at(control);
    return bytes <= zb_arena_remaining(&arena) ? ZB_OK : arena.grow(&arena, bytes);
}

int32_t
zb_instance_restore(zb_off control, zb_off checkpoint)
{
    zb_arena arena = zbi_arena_at(control);
    return zb_arena_restore(&arena, checkpoint);
}

int32_t
zb_guest_init(zb_off slots, zb_init_fn init)
{
    zb_off control = zb_instance_arena();
    if (control == 0)
        return ZB_E_MEMORY;
    zb_arena arena = zbi_arena_at(control);
    zb_slot data;
    ZB_TRY(zb_slot_read(zb_arena_view(&arena), slots, &data));
    return init(&arena, data);
}
