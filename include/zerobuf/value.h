/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_VALUE_H
#define ZEROBUF_VALUE_H

/*
 * One value: making it, writing it into a slot, reading it from a slot.
 * Strings and bytes live in the arena; a zb_slot refers to them by offset.
 */

#include <zerobuf/arena.h>

/** null */
static inline zb_slot
zb_null(void)
{
    zb_slot slot = {ZB_TAG_NULL, {0, 0, 0}, 0, 0};
    return slot;
}

/** true or false */
static inline zb_slot
zb_bool(bool value)
{
    zb_slot slot = {ZB_TAG_BOOL, {0, 0, 0}, value, 0};
    return slot;
}

/** A 32-bit integer. */
static inline zb_slot
zb_i32(int32_t value)
{
    zb_slot slot = {ZB_TAG_I32, {0, 0, 0}, (uint32_t)value, 0};
    return slot;
}

/** A double, always stored as f64. */
static inline zb_slot
zb_f64(double value)
{
    zb_slot slot = {ZB_TAG_F64, {0, 0, 0}, 0, 0};
    __builtin_memcpy(&slot.b, &value, sizeof value);
    return slot;
}

/** A double, stored as JavaScript stores numbers: i32 when it is one and not -0 (SPEC 2.3). */
static inline zb_slot
zb_number(double value)
{
    if (value >= -2147483648.0 && value <= 2147483647.0 && (double)(int32_t)value == value &&
        !(value == 0 && __builtin_signbit(value)))
        return zb_i32((int32_t)value);
    return zb_f64(value);
}

/** A 64-bit integer, a BigInt in JavaScript. */
static inline zb_slot
zb_bigint(int64_t value)
{
    zb_slot slot = {ZB_TAG_BIGINT, {0, 0, 0}, 0, (uint64_t)value};
    return slot;
}

/** A value that lives at `off`: a string or bytes header, an array or object handle. */
static inline zb_slot
zb_at(zb_tag tag, zb_off off)
{
    zb_slot slot = {(uint8_t)tag, {0, 0, 0}, off, 0};
    return slot;
}

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Copy a string into the arena.
 *
 * @param arena  arena
 * @param text   UTF-8, not checked; must not lie in the arena when it may grow
 * @param len    bytes
 * @param out    receives a string value.  Untouched on failure.
 * @return ZB_OK or ZB_E_MEMORY
 */
ZB_NODISCARD zb_status zb_string_new(zb_arena *arena, const char *text, uint32_t len, zb_slot *out);

/**
 * Copy bytes into the arena.  A NULL `data` reserves them: fill `*data_off` on.
 *
 * @param arena     arena
 * @param data      bytes to copy, or NULL to leave them unset
 * @param len       bytes
 * @param data_off  receives the offset of the first byte; may be NULL
 * @param out       receives a bytes value.  Untouched on failure.
 * @return ZB_OK or ZB_E_MEMORY
 */
ZB_NODISCARD zb_status zb_bytes_new(zb_arena *arena, const void *data, uint32_t len, zb_off *data_off,
                                    zb_slot *out);

/**
 * Write a whole slot.
 *
 * @param arena  its region holds the slot
 * @param slot   byte offset of the slot
 * @param value  what to write; what it refers to must be written before
 * @return ZB_OK, ZB_E_BOUNDS, ZB_E_ALIGN or ZB_E_TAG (not a tag of this version)
 *
 * O(1), no allocation.  Stores the tag last.
 */
ZB_NODISCARD zb_status zb_slot_write(zb_arena *arena, zb_off slot, zb_slot value);

/**
 * Read a whole slot.
 *
 * @param view  memory to read; may hold untrusted bytes
 * @param slot  byte offset of the slot
 * @param out   receives the slot.  Untouched on failure.
 * @return ZB_OK, ZB_E_BOUNDS, ZB_E_ALIGN or ZB_E_TAG (unknown tag)
 *
 * What the slot refers to is not checked here, but when it is read.
 */
ZB_NODISCARD zb_status zb_slot_read(zb_view view, zb_off slot, zb_slot *out);

/*
 * Typed readers.  Each returns ZB_OK, ZB_E_BOUNDS (slot or what it refers to
 * leaves the view), ZB_E_ALIGN, or ZB_E_TAG (another type); `out` is untouched
 * on failure.  O(1), no allocation, any thread while nobody writes.
 */

/** Read a bool. */
ZB_NODISCARD zb_status zb_slot_get_bool(zb_view view, zb_off slot, bool *out);

/** Read an i32.  An f64 is ZB_E_TAG even when integral. */
ZB_NODISCARD zb_status zb_slot_get_i32(zb_view view, zb_off slot, int32_t *out);

/** Read a number: f64, or i32 converted (writers store 1.0 as i32, SPEC 2.3). */
ZB_NODISCARD zb_status zb_slot_get_f64(zb_view view, zb_off slot, double *out);

/** Read a bigint. */
ZB_NODISCARD zb_status zb_slot_get_bigint(zb_view view, zb_off slot, int64_t *out);

/** Read a string: a span borrowed from `view`.  UTF-8 is not checked. */
ZB_NODISCARD zb_status zb_slot_get_string(zb_view view, zb_off slot, zb_str *out);

/** Read bytes: a span borrowed from `view`. */
ZB_NODISCARD zb_status zb_slot_get_bytes(zb_view view, zb_off slot, zb_bytes *out);

/** Read the handle of an array; the handle itself is checked where it is used. */
ZB_NODISCARD zb_status zb_slot_get_array(zb_view view, zb_off slot, zb_off *out);

/** Read the handle of an object; the handle itself is checked where it is used. */
ZB_NODISCARD zb_status zb_slot_get_object(zb_view view, zb_off slot, zb_off *out);

/** Span of the string (or bytes) whose header is at `header`.  ZB_OK or ZB_E_BOUNDS. */
ZB_NODISCARD zb_status zb_string_at(zb_view view, zb_off header, zb_str *out);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_VALUE_H */
