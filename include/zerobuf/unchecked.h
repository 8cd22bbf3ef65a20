/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_UNCHECKED_H
#define ZEROBUF_UNCHECKED_H

/*
 * Readers without checks, for what has passed zb_verify() since it was last written
 * by anyone: a few loads each, inlined.  On other bytes they read anywhere.
 */

#include <zerobuf/array.h>
#include <zerobuf/object.h>

/** The whole slot. */
static inline zb_slot
zb_slot_read_unchecked(zb_view view, zb_off slot)
{
    zb_slot value = {*zb_view_ptr(view, slot),
                     {0, 0, 0},
                     zb_view_u32(view, slot + ZB_SLOT_A_AT),
                     zb_view_u64(view, slot + ZB_SLOT_B_AT)};
    return value;
}

/** Tag of the slot. */
static inline zb_tag
zb_slot_tag_unchecked(zb_view view, zb_off slot)
{
    return (zb_tag)*zb_view_ptr(view, slot);
}

/** Payload A of the slot: a handle, a header, an i32. */
static inline uint32_t
zb_slot_a_unchecked(zb_view view, zb_off slot)
{
    return zb_view_u32(view, slot + ZB_SLOT_A_AT);
}

/** A number: the slot holds an f64 or an i32; of any other value the result means nothing. */
static inline double
zb_slot_f64_unchecked(zb_view view, zb_off slot)
{
    if (*zb_view_ptr(view, slot) == ZB_TAG_I32)
        return (int32_t)zb_view_u32(view, slot + ZB_SLOT_A_AT);
    double value;
    __builtin_memcpy(&value, zb_view_ptr(view, slot + ZB_SLOT_B_AT), sizeof value);
    return value;
}

/** String or bytes at a header. */
static inline zb_str
zb_string_unchecked(zb_view view, zb_off header)
{
    zb_str text = {(const char *)zb_view_ptr(view, header + ZB_STRING_HEADER_BYTES),
                   zb_view_u32(view, header)};
    return text;
}

/** Elements of the array at a handle. */
static inline zb_array
zb_array_unchecked(zb_view view, zb_off handle)
{
    zb_off data = zb_view_u32(view, handle);
    zb_array array = {data + ZB_ARRAY_HEADER_BYTES, zb_view_u32(view, data + ZB_BLOCK_LENGTH_AT),
                      zb_view_u32(view, data + ZB_BLOCK_CAPACITY_AT)};
    return array;
}

/** Entries of the object at a handle. */
static inline zb_object
zb_object_unchecked(zb_view view, zb_off handle)
{
    zb_off data = zb_view_u32(view, handle);
    zb_object object = {data + ZB_OBJECT_HEADER_BYTES, zb_view_u32(view, data + ZB_BLOCK_LENGTH_AT),
                        zb_view_u32(view, data + ZB_BLOCK_CAPACITY_AT)};
    return object;
}

/** Key of the entry at `entry`. */
static inline zb_str
zb_entry_key_unchecked(zb_view view, zb_off entry)
{
    zb_str key = {(const char *)zb_view_ptr(view, zb_view_u32(view, entry)), zb_view_u32(view, entry + 4)};
    return key;
}

/**
 * Find a key, remembering where it was (see zb_key in zerobuf/object.h).
 *
 * @param view    memory to read
 * @param handle  the object
 * @param key     the key; one thread at a time
 * @return offset of the value slot, 0 when there is no such key
 */
static inline zb_off
zb_object_lookup_unchecked(zb_view view, zb_off handle, zb_key *key)
{
    zb_off data = zb_view_u32(view, handle);
    zb_off entry = data + ZB_OBJECT_HEADER_BYTES + key->index * ZB_OBJECT_ENTRY_BYTES;
    if (key->index < zb_view_u32(view, data + ZB_BLOCK_LENGTH_AT) &&
        zb_view_u32(view, entry + 4) == key->len &&
        zb_bytes_equal(zb_view_ptr(view, zb_view_u32(view, entry)), key->ptr, key->len))
        return entry + ZB_ENTRY_SLOT_AT;
    zb_off slot;
    return zb_object_lookup_elsewhere(view, handle, key, &slot) == ZB_OK ? slot : 0;
}

#endif /* ZEROBUF_UNCHECKED_H */
