/* SPDX-License-Identifier: MIT */
/* How an instance begins. */
#include "testing.h"

/* In the place of the application's, where it has no ZB_INIT. */
__attribute__((weak)) int32_t zb_init(zb_off slots);

int32_t
zb_init(zb_off slots)
{
    (void)slots;
    return ZB_OK;
}

int32_t
zb_guest_init(zb_off slots, zb_init_fn init)
{
    zb_arena *arena = zbi_test_instance();
    zb_slot data;
    ZB_TRY(zb_slot_read(zb_arena_view(arena), slots, &data));
    return init(arena, data);
}

zb_status
zb_test_start(const char *json)
{
    static bool started;
    if (started)
        return json == NULL ? ZB_OK : ZB_E_EXISTS;
    zb_arena *arena = zbi_test_instance();
    zb_slot data = zb_null();
    zb_off slot;
    if (json != NULL)
        ZB_TRY(zb_json_read(arena, json, strlen(json), NULL, &data, NULL));
    ZB_TRY(zb_arena_alloc(arena, ZB_SLOT_BYTES, ZB_WRITE_ALIGN, &slot));
    ZB_TRY(zb_slot_write(arena, slot, data));
    started = true;
    return (zb_status)zb_init(slot);
}
