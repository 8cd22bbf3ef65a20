/* SPDX-License-Identifier: MIT */
#include <zerobuf/object.h>

#include "internal.h"

/* Cannot wrap: the block was checked to lie in the region, and index is below its capacity. */
static zb_off
entry_at(const zbi_block *block, uint32_t index)
{
    return block->data + ZB_OBJECT_HEADER_BYTES + index * ZB_OBJECT_ENTRY_BYTES;
}

zb_status
zb_object_new(zb_arena *arena, uint32_t capacity, zb_slot *out)
{
    zb_off handle;
    ZB_TRY(zbi_block_new(arena, capacity, ZB_OBJECT_ENTRY_BYTES, &handle));
    *out = zb_at(ZB_TAG_OBJECT, handle);
    return ZB_OK;
}

zb_status
zb_object_open(zb_view view, zb_off handle, zb_object *out)
{
    zbi_block block;
    ZB_TRY(zbi_block_open(view, handle, ZB_OBJECT_ENTRY_BYTES, &block));
    out->entries = entry_at(&block, 0);
    out->count = block.length;
    out->capacity = block.capacity;
    return ZB_OK;
}

zb_status
zb_object_entry(zb_view view, zb_off handle, uint32_t index, zb_str *key, zb_off *slot)
{
    zbi_block block;
    ZB_TRY(zbi_block_open(view, handle, ZB_OBJECT_ENTRY_BYTES, &block));
    if (index >= block.length)
        return ZB_E_NOT_FOUND;
    zb_off entry = entry_at(&block, index);
    zb_off key_off = zb_view_u32(view, entry);
    uint32_t key_len = zb_view_u32(view, entry + 4);
    if (!zb_view_has(view, key_off, key_len))
        return ZB_E_BOUNDS;
    if (key != NULL) {
        key->ptr = (const char *)zb_view_ptr(view, key_off);
        key->len = key_len;
    }
    if (slot != NULL)
        *slot = entry + ZB_ENTRY_SLOT_AT;
    return ZB_OK;
}

static bool
entry_has_key(zb_view view, const zbi_block *block, uint32_t index, const char *key, uint32_t len)
{
    zb_off entry = entry_at(block, index), key_off = zb_view_u32(view, entry);
    return zb_view_u32(view, entry + 4) == len && zb_view_has(view, key_off, len) &&
           zb_bytes_equal(zb_view_ptr(view, key_off), key, len);
}

/* Number of the first entry from `i` on that has a key. */
static zb_status
scan(zb_view view, const zbi_block *block, uint32_t i, const char *key, uint32_t len, uint32_t *out)
{
    for (; i < block->length; i++) {
        zb_off entry = entry_at(block, i);
        if (zb_view_u32(view, entry + 4) != len)
            continue;
        zb_off key_off = zb_view_u32(view, entry);
        if (!zb_view_has(view, key_off, len))
            return ZB_E_BOUNDS;
        if (zb_bytes_equal(zb_view_ptr(view, key_off), key, len)) {
            *out = i;
            return ZB_OK;
        }
    }
    return ZB_E_NOT_FOUND;
}

/* Entry of a key in an opened block. */
static zb_status
find(zb_view view, zb_off handle, const zbi_block *block, const char *key, uint32_t len, uint32_t *out)
{
    uint32_t entry = 0;
    if (block->length > ZB_INDEX_MIN_COUNT && view.control != 0) {
        zbi_index_answer answer = zbi_index_find(view, handle, block, key, len, &entry);
        if (answer == ZBI_INDEX_FOUND) {
            *out = entry;
            return ZB_OK;
        }
        if (answer == ZBI_INDEX_NONE)
            entry = 0;
    }
    return scan(view, block, entry, key, len, out);
}

zb_status
zb_object_find(zb_view view, zb_off handle, const char *key, uint32_t len, zb_off *out)
{
    zbi_block block;
    ZB_TRY(zbi_block_open(view, handle, ZB_OBJECT_ENTRY_BYTES, &block));
    uint32_t entry;
    ZB_TRY(find(view, handle, &block, key, len, &entry));
    *out = entry_at(&block, entry) + ZB_ENTRY_SLOT_AT;
    return ZB_OK;
}

zb_off
zb_object_search(zb_view view, zb_off handle, const char *key, uint32_t len, uint32_t near)
{
    zbi_block block;
    if (zbi_block_open(view, handle, ZB_OBJECT_ENTRY_BYTES, &block) != ZB_OK)
        return 0;
    uint32_t entry = near;
    if (near >= block.length || !entry_has_key(view, &block, near, key, len)) {
        if (find(view, handle, &block, key, len, &entry) != ZB_OK)
            return 0;
    }
    return entry_at(&block, entry) + ZB_ENTRY_SLOT_AT;
}

/* Append an entry whose key is not there yet. */
static zb_status
append(zb_arena *arena, zb_off handle, zbi_block block, const char *key, uint32_t len, zb_slot value)
{
    zb_checkpoint before = zb_arena_save(arena);
    ZB_TRY(zbi_block_reserve(arena, ZB_OBJECT_ENTRY_BYTES, &block));
    zb_off key_off;
    zb_status status = zb_key_intern(arena, key, len, &key_off);
    if (status != ZB_OK) {
        zbi_arena_rollback(arena, before);
        return status;
    }
    zb_off entry = entry_at(&block, block.length);
    zbi_store_u32(arena, entry, key_off);
    zbi_store_u32(arena, entry + 4, len);
    zbi_slot_store(arena, entry + ZB_ENTRY_SLOT_AT, value);
    zbi_index_update(arena, handle, block.data, block.length + 1);
    zbi_block_publish(arena, handle, &block);
    return ZB_OK;
}

/* Add a key, or with `replace` store over the value that it has. */
static zb_status
put(zb_arena *arena, zb_off handle, const char *key, uint32_t len, zb_slot value, bool replace)
{
    zbi_block block;
    ZB_TRY(zbi_block_open(zb_arena_view(arena), handle, ZB_OBJECT_ENTRY_BYTES, &block));
    uint32_t at;
    zb_status found = find(zb_arena_view(arena), handle, &block, key, len, &at);
    if (found == ZB_OK)
        return replace ? zb_slot_write(arena, entry_at(&block, at) + ZB_ENTRY_SLOT_AT, value) : ZB_E_EXISTS;
    if (found != ZB_E_NOT_FOUND)
        return found;
    return zbi_tag_writable(arena, value.tag) ? append(arena, handle, block, key, len, value) : ZB_E_TAG;
}

zb_status
zb_object_set(zb_arena *arena, zb_off handle, const char *key, uint32_t len, zb_slot value)
{
    return put(arena, handle, key, len, value, true);
}

zb_status
zb_object_add(zb_arena *arena, zb_off handle, const char *key, uint32_t len, zb_slot value)
{
    return put(arena, handle, key, len, value, false);
}

zb_status
zb_object_set_string(zb_arena *arena, zb_off handle, const char *key, uint32_t len, const char *text,
                     uint32_t text_len)
{
    zb_checkpoint before = zb_arena_save(arena);
    zb_slot value;
    ZB_TRY(zb_string_new(arena, text, text_len, &value));
    zb_status status = zb_object_set(arena, handle, key, len, value);
    if (status != ZB_OK)
        zbi_arena_rollback(arena, before);
    return status;
}

#define DEFINE_GETTER(name, type)                                                                            \
    zb_status zb_object_get_##name(zb_view view, zb_off handle, const char *key, uint32_t len, type *out)    \
    {                                                                                                        \
        zb_off slot;                                                                                         \
        ZB_TRY(zb_object_find(view, handle, key, len, &slot));                                               \
        return zb_slot_get_##name(view, slot, out);                                                          \
    }

DEFINE_GETTER(bool, bool)
DEFINE_GETTER(i32, int32_t)
DEFINE_GETTER(f64, double)
DEFINE_GETTER(bigint, int64_t)
DEFINE_GETTER(string, zb_str)
DEFINE_GETTER(bytes, zb_bytes)
DEFINE_GETTER(array, zb_off)
DEFINE_GETTER(object, zb_off)
