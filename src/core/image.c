/* SPDX-License-Identifier: MIT */
#include <zerobuf/image.h>

#include "internal.h"

#define FIRST_START (ZB_IMAGE_CONTROL + ZB_CONTROL_BYTES)

zb_status
zb_image_init(zb_arena *arena, void *base, size_t size_bytes, uint32_t flags)
{
    if (size_bytes >= FIRST_START && size_bytes - FIRST_START < ZB_SLOT_BYTES)
        return ZB_E_MEMORY;
    zb_arena made;
    ZB_TRY(zb_arena_init(&made, base, size_bytes, ZB_IMAGE_CONTROL, flags));
    zb_off root;
    ZB_TRY(zb_arena_alloc(&made, ZB_SLOT_BYTES, ZB_WRITE_ALIGN, &root)); /* there is room: it lies at start */
    __builtin_memset(zb_arena_ptr(&made, root), 0, ZB_SLOT_BYTES);       /* null */
    __builtin_memset(zb_arena_ptr(&made, 0), 0, ZB_IMAGE_CONTROL);
    *arena = made;
    return ZB_OK;
}

zb_status
zb_image_root(zb_view view, zb_off *out)
{
    if (!zb_view_has(view, 0, FIRST_START))
        return ZB_E_BOUNDS;
    if (zb_view_u64(view, 0) != 0 ||
        zb_view_u32(view, ZB_IMAGE_CONTROL + ZB_CONTROL_MAGIC_AT) != ZB_CONTROL_MAGIC ||
        zb_view_u32(view, ZB_IMAGE_CONTROL + ZB_CONTROL_VERSION_AT) != ZB_CONTROL_VERSION)
        return ZB_E_CONTROL;
    zb_off start = zb_view_u32(view, ZB_IMAGE_CONTROL + ZB_CONTROL_START_AT);
    if (start < FIRST_START || start % ZB_READ_ALIGN != 0)
        return ZB_E_CONTROL;
    if (!zb_view_has(view, start, ZB_SLOT_BYTES))
        return ZB_E_BOUNDS;
    *out = start;
    return ZB_OK;
}

zb_status
zb_image_bytes(const zb_arena *arena, uint32_t *out)
{
    zb_off bump = zb_arena_save(arena);
    if (arena->control != ZB_IMAGE_CONTROL || zbi_control_load(arena, ZB_CONTROL_SEGMENT_AT) != 0 ||
        bump < FIRST_START + ZB_SLOT_BYTES || bump > zb_arena_view(arena).size_bytes)
        return ZB_E_CONTROL;
    *out = bump;
    return ZB_OK;
}
