/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_OBJECT_H
#define ZEROBUF_OBJECT_H

/*
 * Objects: a handle, and a data block of entries (key, slot) in insertion order
 * (SPEC.md, 4).
 *
 * Every call here returns ZB_E_BOUNDS or ZB_E_ALIGN when the handle, its data or
 * a key leaves the region, and ZB_E_CORRUPT when the count exceeds the capacity.
 * Keys are UTF-8 of any length, the empty key included; they are not checked.
 */

#include <zerobuf/value.h>

/** Entries of an object in place: valid until the arena grows or the object does. */
typedef struct zb_object {
    zb_off entries;    /* offset of entry 0; entry i lies at entries + 24 * i */
    uint32_t count;    /* entries */
    uint32_t capacity; /* entries */
} zb_object;

/**
 * A key that is looked up in many objects: it remembers where it was found last, so that
 * in objects of one shape it costs one comparison.  One thread at a time.  Best a local
 * variable: the compiler then compares with its bytes as constants.
 */
typedef struct zb_key {
    const char *ptr; /* UTF-8 */
    uint32_t len;    /* bytes */
    uint32_t index;  /* of the entry at which it was found last: a guess, always compared */
} zb_key;

/** A key from a string literal: `zb_key x = ZB_KEY("x");` */
#define ZB_KEY(literal) {("" literal), (uint32_t)(sizeof(literal) - 1), 0}

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Make an empty object.
 *
 * @param arena     arena
 * @param capacity  entries to make room for; at least 1 is reserved
 * @param out       receives an object value.  Untouched on failure.
 * @return ZB_OK or ZB_E_MEMORY
 */
ZB_NODISCARD zb_status zb_object_new(zb_arena *arena, uint32_t capacity, zb_slot *out);

/** Open an object for reading: one check, then entries + 24 * i for i < count.  O(1). */
ZB_NODISCARD zb_status zb_object_open(zb_view view, zb_off handle, zb_object *out);

/**
 * Entry `index` in insertion order.
 *
 * @param view    memory to read
 * @param handle  offset of the handle
 * @param index   below the count
 * @param key     receives the key, borrowed from the view; may be NULL
 * @param slot    receives the offset of the value slot; may be NULL
 * @return ZB_OK, ZB_E_NOT_FOUND (index), or as above.  O(1).
 */
ZB_NODISCARD zb_status zb_object_entry(zb_view view, zb_off handle, uint32_t index, zb_str *key,
                                       zb_off *slot);

/**
 * Find a key.
 *
 * @param view    memory to read
 * @param handle  offset of the handle
 * @param key     UTF-8
 * @param len     bytes
 * @param out     receives the offset of the value slot.  Untouched on failure.
 * @return ZB_OK, ZB_E_NOT_FOUND, or as above.  No allocation.  O(1) in an object that has
 *         an index which the view knows of (SPEC.md, 6.9), else O(count).
 */
ZB_NODISCARD zb_status zb_object_find(zb_view view, zb_off handle, const char *key, uint32_t len,
                                      zb_off *out);

/**
 * The second half of the lookups that remember where they found a key.
 *
 * @param view    memory to read
 * @param handle  offset of the handle
 * @param key     UTF-8
 * @param len     bytes
 * @param near    number of the entry to try first
 * @return offset of the value slot; 0 when there is no such key or the object cannot be read
 *
 * Of a key that stands twice any may be found.  Pure, and not given what remembers: the
 * compiler may keep what it knows of key and object.
 */
__attribute__((pure, cold)) zb_off zb_object_search(zb_view view, zb_off handle, const char *key,
                                                    uint32_t len, uint32_t near);

/**
 * Find a key at the place where it was found last, else anywhere.  As zb_object_find();
 * of a key that stands twice, which no writer of ours leaves, any may be found.
 */
static inline ZB_NODISCARD zb_status
zb_object_lookup(zb_view view, zb_off handle, zb_key *key, zb_off *out)
{
    if (handle % ZB_READ_ALIGN == 0 && zb_view_has(view, handle, ZB_HANDLE_BYTES)) {
        zb_off data = zb_view_u32(view, handle);
        uint64_t entry = ZB_OBJECT_HEADER_BYTES + (uint64_t)key->index * ZB_OBJECT_ENTRY_BYTES;
        if (data % ZB_READ_ALIGN == 0 && zb_view_has(view, data, entry + ZB_OBJECT_ENTRY_BYTES) &&
            key->index < zb_view_u32(view, data + ZB_BLOCK_LENGTH_AT)) {
            zb_off at = data + (zb_off)entry, key_off = zb_view_u32(view, at);
            if (zb_view_u32(view, at + 4) == key->len && zb_view_has(view, key_off, key->len) &&
                zb_bytes_equal(zb_view_ptr(view, key_off), key->ptr, key->len)) {
                *out = at + ZB_ENTRY_SLOT_AT;
                return ZB_OK;
            }
        }
    }
    zb_off slot;
    ZB_TRY(zb_object_find(view, handle, key->ptr, key->len, &slot));
    key->index = (slot - zb_view_u32(view, handle)) / ZB_OBJECT_ENTRY_BYTES;
    *out = slot;
    return ZB_OK;
}

/** Set a key, adding it when absent.  Also ZB_E_MEMORY and ZB_E_TAG.  Costs a zb_object_find(). */
ZB_NODISCARD zb_status zb_object_set(zb_arena *arena, zb_off handle, const char *key, uint32_t len,
                                     zb_slot value);

/** Add a key.  Also ZB_E_EXISTS, ZB_E_MEMORY and ZB_E_TAG.  Costs a zb_object_find(). */
ZB_NODISCARD zb_status zb_object_add(zb_arena *arena, zb_off handle, const char *key, uint32_t len,
                                     zb_slot value);

/** Copy a string into the arena and set it; a failure takes neither.  As zb_object_set(). */
ZB_NODISCARD zb_status zb_object_set_string(zb_arena *arena, zb_off handle, const char *key, uint32_t len,
                                            const char *text, uint32_t text_len);

/*
 * Find and read in one call: statuses of zb_object_find() and of the reader in
 * value.h.  `out` is untouched on failure.
 */

/** Find a bool. */
ZB_NODISCARD zb_status zb_object_get_bool(zb_view view, zb_off handle, const char *key, uint32_t len,
                                          bool *out);
/** Find an i32. */
ZB_NODISCARD zb_status zb_object_get_i32(zb_view view, zb_off handle, const char *key, uint32_t len,
                                         int32_t *out);
/** Find a number. */
ZB_NODISCARD zb_status zb_object_get_f64(zb_view view, zb_off handle, const char *key, uint32_t len,
                                         double *out);
/** Find a bigint. */
ZB_NODISCARD zb_status zb_object_get_bigint(zb_view view, zb_off handle, const char *key, uint32_t len,
                                            int64_t *out);
/** Find a string. */
ZB_NODISCARD zb_status zb_object_get_string(zb_view view, zb_off handle, const char *key, uint32_t len,
                                            zb_str *out);
/** Find bytes. */
ZB_NODISCARD zb_status zb_object_get_bytes(zb_view view, zb_off handle, const char *key, uint32_t len,
                                           zb_bytes *out);
/** Find the handle of an array. */
ZB_NODISCARD zb_status zb_object_get_array(zb_view view, zb_off handle, const char *key, uint32_t len,
                                           zb_off *out);
/** Find the handle of an object. */
ZB_NODISCARD zb_status zb_object_get_object(zb_view view, zb_off handle, const char *key, uint32_t len,
                                            zb_off *out);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_OBJECT_H */
