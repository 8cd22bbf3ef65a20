/* SPDX-License-Identifier: MIT */
#include <zerobuf/array.h>

#include "internal.h"

/* Cannot wrap: the block was checked to lie in the region, and index is below its capacity. */
static zb_off
element_at(const zbi_block *block, uint32_t index)
{
    return block->data + ZB_ARRAY_HEADER_BYTES + index * ZB_SLOT_BYTES;
}

zb_status
zb_array_new(zb_arena *arena, uint32_t capacity, zb_slot *out)
{
    zb_off handle;
    ZB_TRY(zbi_block_new(arena, capacity, ZB_SLOT_BYTES, &handle));
    *out = zb_at(ZB_TAG_ARRAY, handle);
    return ZB_OK;
}

zb_status
zb_array_open(zb_view view, zb_off handle, zb_array *out)
{
    zbi_block block;
    ZB_TRY(zbi_block_open(view, handle, ZB_SLOT_BYTES, &block));
    out->slots = element_at(&block, 0);
    out->length = block.length;
    out->capacity = block.capacity;
    return ZB_OK;
}

zb_status
zb_array_get(zb_view view, zb_off handle, uint32_t index, zb_off *out)
{
    zbi_block block;
    ZB_TRY(zbi_block_open(view, handle, ZB_SLOT_BYTES, &block));
    if (index >= block.length)
        return ZB_E_NOT_FOUND;
    *out = element_at(&block, index);
    return ZB_OK;
}

zb_status
zb_array_set(zb_arena *arena, zb_off handle, uint32_t index, zb_slot value)
{
    zb_off slot;
    ZB_TRY(zb_array_get(zb_arena_view(arena), handle, index, &slot));
    return zb_slot_write(arena, slot, value);
}

zb_status
zb_array_push(zb_arena *arena, zb_off handle, zb_slot value)
{
    zbi_block block;
    ZB_TRY(zbi_block_open(zb_arena_view(arena), handle, ZB_SLOT_BYTES, &block));
    if (!zbi_tag_writable(arena, value.tag))
        return ZB_E_TAG;
    ZB_TRY(zbi_block_reserve(arena, ZB_SLOT_BYTES, &block));
    zbi_slot_store(arena, element_at(&block, block.length), value);
    zbi_block_publish(arena, handle, &block);
    return ZB_OK;
}

zb_status
zb_array_pop(zb_arena *arena, zb_off handle, zb_slot *out)
{
    zbi_block block;
    zb_slot value;
    ZB_TRY(zbi_block_open(zb_arena_view(arena), handle, ZB_SLOT_BYTES, &block));
    if (block.length == 0)
        return ZB_E_NOT_FOUND;
    ZB_TRY(zb_slot_read(zb_arena_view(arena), element_at(&block, block.length - 1), &value));
    zbi_publish_u32(arena, block.data + ZB_BLOCK_LENGTH_AT, block.length - 1);
    *out = value;
    return ZB_OK;
}

zb_status
zb_array_push_string(zb_arena *arena, zb_off handle, const char *text, uint32_t len)
{
    zb_checkpoint before = zb_arena_save(arena);
    zb_slot value;
    ZB_TRY(zb_string_new(arena, text, len, &value));
    zb_status status = zb_array_push(arena, handle, value);
    if (status != ZB_OK)
        zbi_arena_rollback(arena, before);
    return status;
}
