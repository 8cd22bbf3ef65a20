/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_COMPAT_H
#define ZEROBUF_COMPAT_H

/*
 * The published C interface of the layout: 24 functions for foreign callers, over the core.
 * New code is better served by zerobuf/zerobuf.h, whose calls say why they failed.
 *
 * mem      base of the region, of any alignment.  Offsets count from it.  In a program of
 *          ZB_LINEAR_MEMORY the region is the module's memory: mem is NULL.
 * mem_len  bytes of the region; at most ZB_MAX_REGION_BYTES are seen
 * key      UTF-8 of key_len bytes, not terminated; may be NULL when key_len is 0
 *
 * Functions that take mem_len check every read against it and may be given any bytes.
 * Functions that do not are UNCHECKED: the caller knows that the offset is one of a value
 * (16 bytes of it for a slot, 4 for a header or a handle), because zb_verify() passed or
 * because nobody else writes the region; on other offsets they touch anything.
 *
 * Nothing here allocates, keeps state or takes locks.  Any thread may read while nobody
 * writes.  All cost O(1), except those that look for a key: O(count).
 *
 * Include this header to have the functions inlined.  Callers through a foreign function
 * interface find them as symbols in the library, made by src/compat/compat.c.
 */

#include <zerobuf/unchecked.h>

/* Linkage of the functions.  Only compat.c, which emits the symbols, sets it otherwise. */
#ifndef ZB_COMPAT_API
#define ZB_COMPAT_API static inline
#endif

/** What zerobuf_object_find() answers when there is no such key: no slot lies there. */
#define ZEROBUF_NOT_FOUND 0xFFFFFFFFu

#ifdef __cplusplus
extern "C" {
#endif

/** Tag of the slot at `offset`, a zb_tag; any byte where the image is damaged.  UNCHECKED. */
ZB_COMPAT_API uint8_t zerobuf_tag(const uint8_t *mem, uint32_t offset);

/** The i32 of a slot; 0 of another type.  UNCHECKED. */
ZB_COMPAT_API int32_t zerobuf_read_i32(const uint8_t *mem, uint32_t offset);

/** The number of a slot, f64 or i32 (writers store 1.0 as i32, SPEC.md 2.3); 0 of another type.  UNCHECKED.
 */
ZB_COMPAT_API double zerobuf_read_f64(const uint8_t *mem, uint32_t offset);

/** The bigint of a slot; 0 of another type.  UNCHECKED. */
ZB_COMPAT_API int64_t zerobuf_read_i64(const uint8_t *mem, uint32_t offset);

/** The bool of a slot, 0 or 1; 0 of another type.  UNCHECKED. */
ZB_COMPAT_API uint32_t zerobuf_read_bool(const uint8_t *mem, uint32_t offset);

/** Store an i32 over the 16 bytes of a slot, whatever it held.  UNCHECKED. */
ZB_COMPAT_API void zerobuf_write_i32(uint8_t *mem, uint32_t offset, int32_t value);

/** Store an f64, also where i32 would do.  UNCHECKED. */
ZB_COMPAT_API void zerobuf_write_f64(uint8_t *mem, uint32_t offset, double value);

/** Store a bigint.  UNCHECKED. */
ZB_COMPAT_API void zerobuf_write_i64(uint8_t *mem, uint32_t offset, int64_t value);

/** Store a bool: false for 0, else true.  UNCHECKED. */
ZB_COMPAT_API void zerobuf_write_bool(uint8_t *mem, uint32_t offset, uint32_t value);

/** Store null.  UNCHECKED. */
ZB_COMPAT_API void zerobuf_write_null(uint8_t *mem, uint32_t offset);

/** Byte length of the string or bytes at a header: payload A of its slot.  UNCHECKED. */
ZB_COMPAT_API uint32_t zerobuf_read_len(const uint8_t *mem, uint32_t header);

/** Offset of the first byte behind a header.  Reads nothing. */
ZB_COMPAT_API uint32_t zerobuf_read_data_ptr(uint32_t header);

/** Offset of the data block that a handle refers to; it changes when the block grows.  UNCHECKED. */
ZB_COMPAT_API uint32_t zerobuf_deref(const uint8_t *mem, uint32_t handle);

/** Elements of an array.  UNCHECKED. */
ZB_COMPAT_API uint32_t zerobuf_array_len(const uint8_t *mem, uint32_t handle);

/** Offset of the slot of element `index`, which is below the length.  UNCHECKED. */
ZB_COMPAT_API uint32_t zerobuf_array_element_offset(const uint8_t *mem, uint32_t handle, uint32_t index);

/** Properties of an object.  UNCHECKED. */
ZB_COMPAT_API uint32_t zerobuf_object_count(const uint8_t *mem, uint32_t handle);

/**
 * Offset of the value slot of a key.  It may be given to the unchecked readers and writers
 * above: the slot lies in the region.
 *
 * @return ZEROBUF_NOT_FOUND when there is no such key, or when handle, data or a key leave the
 *         region, are not aligned to 4, or contradict each other
 */
ZB_COMPAT_API uint32_t zerobuf_object_find(const uint8_t *mem, uint32_t mem_len, uint32_t handle,
                                           const uint8_t *key, uint32_t key_len);

/** The number of a key, f64 or i32; 0 when there is none.  A stored 0 looks alike: zerobuf_object_find(). */
ZB_COMPAT_API double zerobuf_object_get_f64(const uint8_t *mem, uint32_t mem_len, uint32_t handle,
                                            const uint8_t *key, uint32_t key_len);

/** The i32 of a key; 0 when there is none. */
ZB_COMPAT_API int32_t zerobuf_object_get_i32(const uint8_t *mem, uint32_t mem_len, uint32_t handle,
                                             const uint8_t *key, uint32_t key_len);

/** The bigint of a key; 0 when there is none. */
ZB_COMPAT_API int64_t zerobuf_object_get_i64(const uint8_t *mem, uint32_t mem_len, uint32_t handle,
                                             const uint8_t *key, uint32_t key_len);

/**
 * The string of a key.
 *
 * @param mem      base of the region
 * @param mem_len  bytes of it
 * @param handle   the object
 * @param key      UTF-8
 * @param key_len  bytes of it
 * @param out_len  receives the byte length, 0 when there is no such string; may be NULL
 * @return offset of the first byte, not terminated; the bytes lie in the region.  0 when there is no
 *         such key or it holds no string: the empty string has another offset.
 */
ZB_COMPAT_API uint32_t zerobuf_object_get_string(const uint8_t *mem, uint32_t mem_len, uint32_t handle,
                                                 const uint8_t *key, uint32_t key_len, uint32_t *out_len);

/** Store an f64 under a key that is there, whatever it held.  1, or 0 with nothing changed: it is absent. */
ZB_COMPAT_API uint32_t zerobuf_object_set_f64(uint8_t *mem, uint32_t mem_len, uint32_t handle,
                                              const uint8_t *key, uint32_t key_len, double value);

/** Store an i32 under a key that is there.  1, or 0 with nothing changed: it is absent. */
ZB_COMPAT_API uint32_t zerobuf_object_set_i32(uint8_t *mem, uint32_t mem_len, uint32_t handle,
                                              const uint8_t *key, uint32_t key_len, int32_t value);

/** Store a bigint under a key that is there.  1, or 0 with nothing changed: it is absent. */
ZB_COMPAT_API uint32_t zerobuf_object_set_i64(uint8_t *mem, uint32_t mem_len, uint32_t handle,
                                              const uint8_t *key, uint32_t key_len, int64_t value);

#ifdef __cplusplus
}
#endif

/* What follows is how. */

/* The caller of an unchecked function vouches for the offset, so its view has no end. */
static inline zb_view
zb_compat_view(const uint8_t *mem)
{
    return zb_view_of(mem, ZB_MAX_REGION_BYTES);
}

/* Store a slot, field by field, since mem may have any alignment.  Zeros what the value does not use. */
static inline void
zb_compat_store(uint8_t *mem, zb_off offset, zb_slot value)
{
    uint8_t *at = (uint8_t *)(uintptr_t)zb_view_ptr(zb_compat_view(mem), offset);
    uint32_t tag = value.tag;
    __builtin_memcpy(at, &tag, sizeof tag);
    __builtin_memcpy(at + ZB_SLOT_A_AT, &value.a, sizeof value.a);
    __builtin_memcpy(at + ZB_SLOT_B_AT, &value.b, sizeof value.b);
}

ZB_COMPAT_API uint8_t
zerobuf_tag(const uint8_t *mem, uint32_t offset)
{
    return *zb_view_ptr(zb_compat_view(mem), offset);
}

ZB_COMPAT_API int32_t
zerobuf_read_i32(const uint8_t *mem, uint32_t offset)
{
    zb_slot value = zb_slot_read_unchecked(zb_compat_view(mem), offset);
    return value.tag == ZB_TAG_I32 ? (int32_t)value.a : 0;
}

ZB_COMPAT_API double
zerobuf_read_f64(const uint8_t *mem, uint32_t offset)
{
    uint8_t tag = zerobuf_tag(mem, offset);
    bool is_number = tag == ZB_TAG_F64 || tag == ZB_TAG_I32;
    return is_number ? zb_slot_f64_unchecked(zb_compat_view(mem), offset) : 0;
}

ZB_COMPAT_API int64_t
zerobuf_read_i64(const uint8_t *mem, uint32_t offset)
{
    zb_slot value = zb_slot_read_unchecked(zb_compat_view(mem), offset);
    return value.tag == ZB_TAG_BIGINT ? (int64_t)value.b : 0;
}

ZB_COMPAT_API uint32_t
zerobuf_read_bool(const uint8_t *mem, uint32_t offset)
{
    zb_slot value = zb_slot_read_unchecked(zb_compat_view(mem), offset);
    return value.tag == ZB_TAG_BOOL && value.a != 0;
}

ZB_COMPAT_API void
zerobuf_write_i32(uint8_t *mem, uint32_t offset, int32_t value)
{
    zb_compat_store(mem, offset, zb_i32(value));
}

ZB_COMPAT_API void
zerobuf_write_f64(uint8_t *mem, uint32_t offset, double value)
{
    zb_compat_store(mem, offset, zb_f64(value));
}

ZB_COMPAT_API void
zerobuf_write_i64(uint8_t *mem, uint32_t offset, int64_t value)
{
    zb_compat_store(mem, offset, zb_bigint(value));
}

ZB_COMPAT_API void
zerobuf_write_bool(uint8_t *mem, uint32_t offset, uint32_t value)
{
    zb_compat_store(mem, offset, zb_bool(value != 0));
}

ZB_COMPAT_API void
zerobuf_write_null(uint8_t *mem, uint32_t offset)
{
    zb_compat_store(mem, offset, zb_null());
}

ZB_COMPAT_API uint32_t
zerobuf_read_len(const uint8_t *mem, uint32_t header)
{
    return zb_string_unchecked(zb_compat_view(mem), header).len;
}

ZB_COMPAT_API uint32_t
zerobuf_read_data_ptr(uint32_t header)
{
    return header + ZB_STRING_HEADER_BYTES;
}

ZB_COMPAT_API uint32_t
zerobuf_deref(const uint8_t *mem, uint32_t handle)
{
    return zb_view_u32(zb_compat_view(mem), handle);
}

ZB_COMPAT_API uint32_t
zerobuf_array_len(const uint8_t *mem, uint32_t handle)
{
    return zb_array_unchecked(zb_compat_view(mem), handle).length;
}

ZB_COMPAT_API uint32_t
zerobuf_array_element_offset(const uint8_t *mem, uint32_t handle, uint32_t index)
{
    return zerobuf_deref(mem, handle) + ZB_ARRAY_HEADER_BYTES + index * ZB_SLOT_BYTES;
}

ZB_COMPAT_API uint32_t
zerobuf_object_count(const uint8_t *mem, uint32_t handle)
{
    return zb_object_unchecked(zb_compat_view(mem), handle).count;
}

ZB_COMPAT_API uint32_t
zerobuf_object_find(const uint8_t *mem, uint32_t mem_len, uint32_t handle, const uint8_t *key,
                    uint32_t key_len)
{
    zb_off slot;
    zb_status status = zb_object_find(zb_view_of(mem, mem_len), handle, (const char *)key, key_len, &slot);
    return status == ZB_OK ? slot : ZEROBUF_NOT_FOUND;
}

ZB_COMPAT_API double
zerobuf_object_get_f64(const uint8_t *mem, uint32_t mem_len, uint32_t handle, const uint8_t *key,
                       uint32_t key_len)
{
    zb_off slot = zerobuf_object_find(mem, mem_len, handle, key, key_len);
    return slot != ZEROBUF_NOT_FOUND ? zerobuf_read_f64(mem, slot) : 0;
}

ZB_COMPAT_API int32_t
zerobuf_object_get_i32(const uint8_t *mem, uint32_t mem_len, uint32_t handle, const uint8_t *key,
                       uint32_t key_len)
{
    zb_off slot = zerobuf_object_find(mem, mem_len, handle, key, key_len);
    return slot != ZEROBUF_NOT_FOUND ? zerobuf_read_i32(mem, slot) : 0;
}

ZB_COMPAT_API int64_t
zerobuf_object_get_i64(const uint8_t *mem, uint32_t mem_len, uint32_t handle, const uint8_t *key,
                       uint32_t key_len)
{
    zb_off slot = zerobuf_object_find(mem, mem_len, handle, key, key_len);
    return slot != ZEROBUF_NOT_FOUND ? zerobuf_read_i64(mem, slot) : 0;
}

ZB_COMPAT_API uint32_t
zerobuf_object_get_string(const uint8_t *mem, uint32_t mem_len, uint32_t handle, const uint8_t *key,
                          uint32_t key_len, uint32_t *out_len)
{
    zb_view view = zb_view_of(mem, mem_len);
    zb_off slot = zerobuf_object_find(mem, mem_len, handle, key, key_len);
    zb_str text;
    bool found = slot != ZEROBUF_NOT_FOUND && zb_slot_get_string(view, slot, &text) == ZB_OK;
    if (out_len != NULL)
        *out_len = found ? text.len : 0;
    return found ? zerobuf_read_data_ptr(zb_slot_a_unchecked(view, slot)) : 0;
}

ZB_COMPAT_API uint32_t
zerobuf_object_set_f64(uint8_t *mem, uint32_t mem_len, uint32_t handle, const uint8_t *key, uint32_t key_len,
                       double value)
{
    zb_off slot = zerobuf_object_find(mem, mem_len, handle, key, key_len);
    if (slot == ZEROBUF_NOT_FOUND)
        return 0;
    zerobuf_write_f64(mem, slot, value);
    return 1;
}

ZB_COMPAT_API uint32_t
zerobuf_object_set_i32(uint8_t *mem, uint32_t mem_len, uint32_t handle, const uint8_t *key, uint32_t key_len,
                       int32_t value)
{
    zb_off slot = zerobuf_object_find(mem, mem_len, handle, key, key_len);
    if (slot == ZEROBUF_NOT_FOUND)
        return 0;
    zerobuf_write_i32(mem, slot, value);
    return 1;
}

ZB_COMPAT_API uint32_t
zerobuf_object_set_i64(uint8_t *mem, uint32_t mem_len, uint32_t handle, const uint8_t *key, uint32_t key_len,
                       int64_t value)
{
    zb_off slot = zerobuf_object_find(mem, mem_len, handle, key, key_len);
    if (slot == ZEROBUF_NOT_FOUND)
        return 0;
    zerobuf_write_i64(mem, slot, value);
    return 1;
}

#endif /* ZEROBUF_COMPAT_H */
