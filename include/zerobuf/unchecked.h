/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_UNCHECKED_H
#define ZEROBUF_UNCHECKED_H

/*
 * Readers without checks, for what has passed zb_verify() since it was last written
 * by anyone: a few loads each, inlined.  On other bytes they read anywhere.
 */

#include <zerobuf/array.h>
#include <zerobuf/object.h>

/*
 * Fields are loaded through a pointer to what holds them: a sum of offsets would have to wrap at
 * 2^32, which costs an instruction for each.
 */

/** The word at `at`; any alignment. */
static inline uint32_t
zb_load_u32(const uint8_t *at)
{
    uint32_t word;
    __builtin_memcpy(&word, at, sizeof word);
    return word;
}

/** The 8 bytes at `at`; any alignment. */
static inline uint64_t
zb_load_u64(const uint8_t *at)
{
    uint64_t word;
    __builtin_memcpy(&word, at, sizeof word);
    return word;
}

/** The number of the slot at `at`: f64 or i32; of any other value the result means nothing. */
static inline double
zb_load_number(const uint8_t *at)
{
    if (*at == ZB_TAG_I32)
        return (int32_t)zb_load_u32(at + ZB_SLOT_A_AT);
    double value;
    __builtin_memcpy(&value, at + ZB_SLOT_B_AT, sizeof value);
    return value;
}

/** The whole slot. */
static inline zb_slot
zb_slot_read_unchecked(zb_view view, zb_off slot)
{
    const uint8_t *at = zb_view_ptr(view, slot);
    zb_slot value = {*at, {0, 0, 0}, zb_load_u32(at + ZB_SLOT_A_AT), zb_load_u64(at + ZB_SLOT_B_AT)};
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
    return zb_load_u32(zb_view_ptr(view, slot) + ZB_SLOT_A_AT);
}

/** A number: the slot holds an f64 or an i32; of any other value the result means nothing. */
static inline double
zb_slot_f64_unchecked(zb_view view, zb_off slot)
{
    return zb_load_number(zb_view_ptr(view, slot));
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
    zb_off entry_at = ZB_OBJECT_HEADER_BYTES + key->index * ZB_OBJECT_ENTRY_BYTES;
    const uint8_t *block = zb_view_ptr(view, data), *entry = block + entry_at;
    if (key->index < zb_load_u32(block + ZB_BLOCK_LENGTH_AT) && zb_load_u32(entry + 4) == key->len &&
        zb_bytes_equal(zb_view_ptr(view, zb_load_u32(entry)), key->ptr, key->len))
        return data + entry_at + ZB_ENTRY_SLOT_AT;
    zb_off slot = zb_object_search(view, handle, key->ptr, key->len, 0);
    if (slot != 0)
        key->index = (slot - data) / ZB_OBJECT_ENTRY_BYTES; /* rounds the two headers away */
    return slot;
}

/**
 * A key to look up in many objects of one view.  Where one object has the key at the same place and
 * shares its bytes with the one before, as all of an arena do (SPEC.md, 4.8), that is one comparison
 * of a word.  Best a local variable.  It belongs to its view and ends when anybody writes there, as a
 * pass of zb_verify() does.
 */
typedef struct zb_field {
    zb_view view;
    const char *key;
    uint32_t len;   /* bytes of the key */
    uint32_t at;    /* where the entry lay last, from the data block on */
    uint64_t entry; /* offset and length of the key there */
} zb_field;

/** A field of the objects of `view`; `key` outlives it. */
static inline zb_field
zb_field_of(zb_view view, const char *key, uint32_t len)
{
    zb_field f = {view, key, len, ZB_OBJECT_HEADER_BYTES, UINT64_MAX}; /* no key is so long */
    return f;
}

/** Where the value slot of the field lies in an object, NULL when there is none.  A loan, as the view's base.
 */
static inline const uint8_t *
zb_field_find_unchecked(zb_field *f, zb_off handle)
{
    zb_off data = zb_view_u32(f->view, handle);
    const uint8_t *block = zb_view_ptr(f->view, data), *entry = block + f->at;
    uint32_t end = ZB_OBJECT_HEADER_BYTES + zb_load_u32(block + ZB_BLOCK_LENGTH_AT) * ZB_OBJECT_ENTRY_BYTES;
    if (f->at >= end || zb_load_u64(entry) != f->entry) {
        zb_off slot = zb_object_search(f->view, handle, f->key, f->len, f->at / ZB_OBJECT_ENTRY_BYTES);
        if (slot == 0)
            return NULL;
        f->at = slot - ZB_ENTRY_SLOT_AT - data;
        entry = block + f->at;
        f->entry = zb_load_u64(entry);
    }
    return entry + ZB_ENTRY_SLOT_AT;
}

/** The field of an object as a number, f64 or i32; `otherwise` when the object lacks it. */
static inline double
zb_field_number_unchecked(zb_field *f, zb_off handle, double otherwise)
{
    const uint8_t *slot = zb_field_find_unchecked(f, handle);
    return slot != NULL ? zb_load_number(slot) : otherwise;
}

#endif /* ZEROBUF_UNCHECKED_H */
