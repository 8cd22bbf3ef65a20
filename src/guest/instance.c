/* SPDX-License-Identifier: MIT */
/* The arena that lives as long as the instance, for data that the host loads. */
#include "abi.h"
#include "guest.h"

extern uint8_t __heap_base;

static zb_arena instance = ZBI_ARENA_INIT;

zb_off
zb_instance_arena(void)
{
    /* An open call owns all that lies above __heap_base. */
    if (zbi_instance_control == 0 && !zbi_call_is_open() &&
        zbi_memory_begin(&instance, (uintptr_t)&__heap_base, 0))
        zbi_instance_control = instance.control;
    return zbi_instance_control;
}

int32_t
zb_instance_grow(zb_off control, uint32_t bytes)
{
    if (control == 0 || control != zbi_instance_control)
        return ZB_E_CONTROL;
    if (bytes <= zb_arena_remaining(&instance))
        return ZB_OK;
    if (!zbi_call_is_open()) /* the call before drew a border, which has gone with it */
        zbi_words(control)[ZB_CONTROL_MAX_AT / 4] = ZB_MAX_REGION_BYTES;
    return zbi_memory_grow(&instance, bytes);
}

int32_t
zb_instance_restore(zb_off control, zb_off checkpoint)
{
    return control != 0 && control == zbi_instance_control ? zb_arena_restore(&instance, checkpoint)
                                                           : ZB_E_CONTROL;
}

int32_t
zb_guest_init(zb_off slots, zb_init_fn init)
{
    if (zb_instance_arena() == 0)
        return ZB_E_MEMORY;
    zb_slot data;
    ZB_TRY(zb_slot_read(zb_arena_view(&instance), slots, &data));
    return init(&instance, data);
}
