/* SPDX-License-Identifier: MIT */
/*
 * The arena that lives as long as the instance, for data that the host loads and
 * for what handlers keep.  It grows in place before the first request.  During a
 * request the call's arena lies above it, so it goes on in a segment at the end
 * of the memory, twice as large as the one before: what calls leave unused in
 * between is bounded by a few runs, not by the number of requests.
 */
#include "abi.h"
#include "guest.h"

extern uint8_t __heap_base;

static zb_arena instance = {NULL, 0, 0, zbi_instance_grow, zbi_instance_release, NULL};

static uint32_t next_segment_bytes = ZB_PAGE_BYTES;

static uint32_t
word(const zb_arena *arena, uint32_t at)
{
    return zbi_words(arena->control)[at / 4];
}

/* Go on in a segment at `at` that ends at a page's end; the memory grows when it ends past it. */
static zb_status
add_segment(zb_arena *arena, zb_off at, uint32_t bytes)
{
    uint64_t end = ((uint64_t)at + bytes + ZB_SEGMENT_HEADER_BYTES + ZB_PAGE_BYTES - 1) / ZB_PAGE_BYTES;
    size_t have = __builtin_wasm_memory_size(0);
    if (end > ZB_MAX_PAGES || (end > have && __builtin_wasm_memory_grow(0, (size_t)end - have) == SIZE_MAX))
        return ZB_E_MEMORY;
    zb_arena_add_segment(arena, at, (uint32_t)end * ZB_PAGE_BYTES - at);
    return ZB_OK;
}

/* The call's hook once there is an instance's arena, whose segments may lie at the memory's end. */
static zb_status
call_grow(zb_arena *arena, uint32_t bytes)
{
    bool in_place =
        word(arena, ZB_CONTROL_SEGMENT_AT) == 0 && word(arena, ZB_CONTROL_LIMIT_AT) == zbi_memory_bytes();
    return in_place ? zbi_memory_grow(arena, bytes) : add_segment(arena, zbi_memory_bytes(), bytes);
}

ZBI_WEAK zb_status
zbi_instance_grow(zb_arena *arena, uint32_t bytes)
{
    bool open = zbi_call.control != 0;
    if (!open && word(arena, ZB_CONTROL_SEGMENT_AT) == 0) {
        zbi_words(arena->control)[ZB_CONTROL_MAX_AT / 4] = ZB_MAX_REGION_BYTES;
        return zbi_memory_grow(arena, bytes);
    }
    uint32_t size = bytes > next_segment_bytes ? bytes : next_segment_bytes;
    ZB_TRY(add_segment(arena, open ? zbi_memory_bytes() : word(arena, ZB_CONTROL_LIMIT_AT), size));
    next_segment_bytes = size < UINT32_MAX / 4 ? size * 2 : size;
    return ZB_OK;
}

/* Segments that are no longer used stay behind calls, which pass over them. */
ZBI_WEAK void
zbi_instance_release(zb_arena *arena, zb_off segment, uint32_t bytes)
{
    (void)arena, (void)segment, (void)bytes;
}

ZBI_WEAK bool
zbi_instance_begin(zb_arena *arena)
{
    /* An open call owns all that lies above __heap_base. */
    if (zbi_call.control != 0 || !zbi_memory_begin(arena, (uintptr_t)&__heap_base, 0))
        return false;
    zbi_call.grow = call_grow;
    return true;
}

zb_off
zb_instance_arena(void)
{
    if (zbi_instance_control == 0 && zbi_instance_begin(&instance))
        zbi_instance_control = instance.control;
    return zbi_instance_control;
}

int32_t
zb_instance_grow(zb_off control, uint32_t bytes)
{
    if (control == 0 || control != zbi_instance_control)
        return ZB_E_CONTROL;
    return bytes <= zb_arena_remaining(&instance) ? ZB_OK : zbi_instance_grow(&instance, bytes);
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
