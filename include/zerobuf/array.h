/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_ARRAY_H
#define ZEROBUF_ARRAY_H

/*
 * Arrays: a handle, and a data block of slots that grows (SPEC.md, 4).
 *
 * Every call here returns ZB_E_BOUNDS or ZB_E_ALIGN when the handle or its data
 * leaves the region, and ZB_E_CORRUPT when the length exceeds the capacity.
 */

#include <zerobuf/value.h>

/** Elements of an array in place: valid until the arena grows or the array does. */
typedef struct zb_array {
    zb_off slots;      /* offset of element 0; element i lies at slots + 16 * i */
    uint32_t length;   /* elements */
    uint32_t capacity; /* elements */
} zb_array;

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Make an empty array.
 *
 * @param arena     arena
 * @param capacity  elements to make room for; at least 1 is reserved
 * @param out       receives an array value.  Untouched on failure.
 * @return ZB_OK or ZB_E_MEMORY
 */
ZB_NODISCARD zb_status zb_array_new(zb_arena *arena, uint32_t capacity, zb_slot *out);

/**
 * Open an array for reading: one check, then `slots + 16 * i` for i < length.
 *
 * @param view    memory to read
 * @param handle  offset of the handle
 * @param out     receives where the elements lie.  Untouched on failure.
 * @return ZB_OK, ZB_E_BOUNDS, ZB_E_ALIGN or ZB_E_CORRUPT.  O(1).
 */
ZB_NODISCARD zb_status zb_array_open(zb_view view, zb_off handle, zb_array *out);

/** Offset of element `index`'s slot.  Also ZB_E_NOT_FOUND when index >= length.  O(1). */
ZB_NODISCARD zb_status zb_array_get(zb_view view, zb_off handle, uint32_t index, zb_off *out);

/** Replace element `index`.  Also ZB_E_NOT_FOUND and ZB_E_TAG.  O(1), no allocation. */
ZB_NODISCARD zb_status zb_array_set(zb_arena *arena, zb_off handle, uint32_t index, zb_slot value);

/** Append.  Also ZB_E_MEMORY and ZB_E_TAG.  Amortised O(1); growth abandons the old block. */
ZB_NODISCARD zb_status zb_array_push(zb_arena *arena, zb_off handle, zb_slot value);

/** Remove the last element and return it.  Also ZB_E_NOT_FOUND (empty) and ZB_E_TAG (unknown tag).  O(1). */
ZB_NODISCARD zb_status zb_array_pop(zb_arena *arena, zb_off handle, zb_slot *out);

/** Copy a string into the arena and append it; a failure takes neither.  As zb_array_push(). */
ZB_NODISCARD zb_status zb_array_push_string(zb_arena *arena, zb_off handle, const char *text, uint32_t len);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_ARRAY_H */
