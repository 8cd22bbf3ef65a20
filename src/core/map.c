/* SPDX-License-Identifier: MIT */
/* Maps and sets (SPEC.md, 9.2): blocks like those of arrays, whose keys differ by SameValueZero. */
#include <zerobuf/array.h>
#include <zerobuf/extended.h>

#include "internal.h"

/* Cannot wrap: the block was checked to lie in the region, and index is below its capacity. */
static zb_off
item_at(const zbi_block *block, uint32_t item_bytes, uint32_t index)
{
    return block->data + ZB_ARRAY_HEADER_BYTES + index * item_bytes;
}

static zb_status
make(zb_arena *arena, zb_tag tag, uint32_t capacity, uint32_t item_bytes, zb_slot *out)
{
    zb_off handle;
    if (!zbi_tag_writable(arena, (uint8_t)tag))
        return ZB_E_TAG;
    ZB_TRY(zbi_block_new(arena, capacity, item_bytes, &handle));
    *out = zb_at(tag, handle);
    return ZB_OK;
}

/* Offset of the item that begins with `key`. */
static zb_status
find(zb_view view, const zbi_block *block, uint32_t item_bytes, zb_slot key, zb_off *out)
{
    for (uint32_t i = 0; i < block->length; i++) {
        zb_slot found;
        zb_off item = item_at(block, item_bytes, i);
        ZB_TRY(zb_slot_read(view, item, &found));
        if (zbi_same(view, found, key)) {
            *out = item;
            return ZB_OK;
        }
    }
    return ZB_E_NOT_FOUND;
}

zb_status
zb_map_new(zb_arena *arena, uint32_t capacity, zb_slot *out)
{
    return make(arena, ZB_TAG_MAP, capacity, ZB_MAP_ENTRY_BYTES, out);
}

zb_status
zb_map_open(zb_view view, zb_off handle, zb_map *out)
{
    zbi_block block;
    ZB_TRY(zbi_block_open(view, handle, ZB_MAP_ENTRY_BYTES, &block));
    out->entries = item_at(&block, ZB_MAP_ENTRY_BYTES, 0);
    out->count = block.length;
    out->capacity = block.capacity;
    return ZB_OK;
}

zb_status
zb_map_find(zb_view view, zb_off handle, zb_slot key, zb_off *out)
{
    zbi_block block;
    zb_off entry = 0;
    ZB_TRY(zbi_block_open(view, handle, ZB_MAP_ENTRY_BYTES, &block));
    ZB_TRY(find(view, &block, ZB_MAP_ENTRY_BYTES, key, &entry));
    *out = entry + ZB_MAP_VALUE_AT;
    return ZB_OK;
}

zb_status
zb_map_set(zb_arena *arena, zb_off handle, zb_slot key, zb_slot value)
{
    zbi_block block;
    zb_off entry = 0;
    zb_view view = zb_arena_view(arena);
    ZB_TRY(zbi_block_open(view, handle, ZB_MAP_ENTRY_BYTES, &block));
    if (!zbi_tag_writable(arena, ZB_TAG_MAP) || !zbi_tag_known(key.tag) || !zbi_tag_known(value.tag))
        return ZB_E_TAG;
    zb_status found = find(view, &block, ZB_MAP_ENTRY_BYTES, key, &entry);
    if (found == ZB_OK)
        return zb_slot_write(arena, entry + ZB_MAP_VALUE_AT, value);
    if (found != ZB_E_NOT_FOUND)
        return found;
    ZB_TRY(zbi_block_reserve(arena, ZB_MAP_ENTRY_BYTES, &block));
    entry = item_at(&block, ZB_MAP_ENTRY_BYTES, block.length);
    zbi_slot_store(arena, entry, key);
    zbi_slot_store(arena, entry + ZB_MAP_VALUE_AT, value);
    zbi_block_publish(arena, handle, &block);
    return ZB_OK;
}

zb_status
zb_set_new(zb_arena *arena, uint32_t capacity, zb_slot *out)
{
    return make(arena, ZB_TAG_SET, capacity, ZB_SLOT_BYTES, out);
}

zb_status
zb_set_find(zb_view view, zb_off handle, zb_slot value)
{
    zbi_block block;
    zb_off item;
    ZB_TRY(zbi_block_open(view, handle, ZB_SLOT_BYTES, &block));
    return find(view, &block, ZB_SLOT_BYTES, value, &item);
}

zb_status
zb_set_add(zb_arena *arena, zb_off handle, zb_slot value)
{
    if (!zbi_tag_writable(arena, ZB_TAG_SET))
        return ZB_E_TAG;
    zb_status found = zb_set_find(zb_arena_view(arena), handle, value);
    return found == ZB_E_NOT_FOUND ? zb_array_push(arena, handle, value) : found;
}
