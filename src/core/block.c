/* SPDX-License-Identifier: MIT */
/* Handle and growing data block: what arrays and objects have in common (SPEC.md, 4). */
#include "internal.h"

ZB_STATIC_ASSERT(ZB_ARRAY_HEADER_BYTES == ZB_OBJECT_HEADER_BYTES, "blocks start alike");
#define HEADER_BYTES ZB_ARRAY_HEADER_BYTES

/* A handle made together with its block is padded, so that the block is 8-aligned. */
#define PADDED_HANDLE_BYTES ZB_WRITE_ALIGN

static uint64_t
block_bytes(uint32_t capacity, uint32_t item_bytes)
{
    return HEADER_BYTES + (uint64_t)capacity * item_bytes;
}

zb_status
zbi_block_open(zb_view view, zb_off handle, uint32_t item_bytes, zbi_block *out)
{
    ZB_TRY(zb_view_check(view, handle, ZB_HANDLE_BYTES));
    zb_off data = zb_view_u32(view, handle);
    ZB_TRY(zb_view_check(view, data, HEADER_BYTES));
    zbi_block block = {data, zb_view_u32(view, data + ZB_BLOCK_LENGTH_AT),
                       zb_view_u32(view, data + ZB_BLOCK_CAPACITY_AT)};
    if (block.length > block.capacity)
        return ZB_E_CORRUPT;
    if (!zb_view_has(view, data, block_bytes(block.capacity, item_bytes)))
        return ZB_E_BOUNDS;
    *out = block;
    return ZB_OK;
}

/* An empty block of zeroed items behind `prefix_bytes`. */
static zb_status
allocate(zb_arena *arena, uint32_t prefix_bytes, uint32_t capacity, uint32_t item_bytes, zb_off *out)
{
    uint64_t bytes = prefix_bytes + block_bytes(capacity, item_bytes);
    if (bytes > ZB_MAX_REGION_BYTES)
        return ZB_E_MEMORY;
    zb_off at;
    ZB_TRY(zb_arena_alloc(arena, (uint32_t)bytes, ZB_WRITE_ALIGN, &at));
    __builtin_memset(zb_arena_ptr(arena, at), 0, (size_t)bytes);
    zbi_store_u32(arena, at + prefix_bytes + ZB_BLOCK_CAPACITY_AT, capacity);
    *out = at;
    return ZB_OK;
}

zb_status
zbi_block_new(zb_arena *arena, uint32_t capacity, uint32_t item_bytes, zb_off *out)
{
    zb_off handle;
    /* At least 1: writers of the published layout double, and cannot leave 0 (4.6). */
    ZB_TRY(allocate(arena, PADDED_HANDLE_BYTES, capacity > 0 ? capacity : 1, item_bytes, &handle));
    zbi_store_u32(arena, handle, handle + PADDED_HANDLE_BYTES);
    *out = handle;
    return ZB_OK;
}

zb_status
zbi_block_reserve(zb_arena *arena, uint32_t item_bytes, zbi_block *block)
{
    if (block->length < block->capacity)
        return ZB_OK;
    if (block->capacity > UINT32_MAX / 2)
        return ZB_E_MEMORY;
    uint32_t capacity = block->capacity * 2;
    if (capacity < ZB_MIN_GROWN_CAPACITY)
        capacity = ZB_MIN_GROWN_CAPACITY;
    zbi_block grown = {0, block->length, capacity};
    zb_status status = allocate(arena, 0, capacity, item_bytes, &grown.data);
    if (status == ZB_E_MEMORY && block->length + 1 < capacity) { /* perhaps there is room for one more */
        grown.capacity = block->length + 1;
        status = allocate(arena, 0, grown.capacity, item_bytes, &grown.data);
    }
    ZB_TRY(status);
    /* Move, not copy: in a damaged region the old block may lie in what was free. */
    __builtin_memmove(zb_arena_ptr(arena, grown.data + HEADER_BYTES),
                      zb_arena_ptr(arena, block->data + HEADER_BYTES), (size_t)block->length * item_bytes);
    zbi_store_u32(arena, grown.data + ZB_BLOCK_LENGTH_AT, grown.length);
    *block = grown;
    return ZB_OK;
}

void
zbi_block_publish(zb_arena *arena, zb_off handle, const zbi_block *block)
{
    zbi_publish_u32(arena, block->data + ZB_BLOCK_LENGTH_AT, block->length + 1);
    zbi_publish_u32(arena, handle, block->data);
}
