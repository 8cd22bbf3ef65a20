/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_EXTENDED_H
#define ZEROBUF_EXTENDED_H

/*
 * The other types of JavaScript's structured clone (SPEC.md, 9): undefined, Date,
 * Map, Set, Error, RegExp, symbols of Symbol.for, boxed primitives, ArrayBuffer,
 * wide bigints.  Columns have a header of their own (zerobuf/column.h).
 *
 * Writing them needs an arena made with ZB_ARENA_EXTENDED; a strict arena answers
 * ZB_E_TAG.  Calls return ZB_E_BOUNDS, ZB_E_ALIGN and ZB_E_CORRUPT as those of
 * arrays and objects do.
 */

#include <zerobuf/value.h>

/** undefined */
static inline zb_slot
zb_undefined(void)
{
    return zb_at(ZB_TAG_UNDEFINED, 0);
}

/** A point in time: milliseconds since 1970-01-01T00:00Z; NaN is JavaScript's invalid date. */
static inline zb_slot
zb_date(double epoch_ms)
{
    zb_slot slot = zb_f64(epoch_ms);
    slot.tag = ZB_TAG_DATE;
    return slot;
}

/** Entries of a map in place: key slot i at entries + 32 * i, value slot 16 bytes further on. */
typedef struct zb_map {
    zb_off entries;
    uint32_t count;    /* entries */
    uint32_t capacity; /* entries */
} zb_map;

/** An error in place; `stack` and `props` may be absent. */
typedef struct zb_error {
    zb_str name;    /* "TypeError" */
    zb_str message; /* may be empty */
    zb_str stack;   /* ptr NULL: none */
    zb_off cause;   /* offset of the slot that holds the cause: undefined when there is none */
    zb_off props;   /* handle of the object of further properties, 0: none */
} zb_error;

/** A regular expression in place. */
typedef struct zb_regexp {
    zb_str source;
    zb_str flags;
} zb_regexp;

#ifdef __cplusplus
extern "C" {
#endif

/** Read a date, in milliseconds since 1970. */
ZB_NODISCARD zb_status zb_slot_get_date(zb_view view, zb_off slot, double *out);

/**
 * Make an empty map.
 *
 * @param arena     arena
 * @param capacity  entries to make room for; at least 1 is reserved
 * @param out       receives a map value.  Untouched on failure.
 * @return ZB_OK, ZB_E_MEMORY or ZB_E_TAG
 */
ZB_NODISCARD zb_status zb_map_new(zb_arena *arena, uint32_t capacity, zb_slot *out);

/** Open a map for reading.  O(1). */
ZB_NODISCARD zb_status zb_map_open(zb_view view, zb_off handle, zb_map *out);

/**
 * Find a key: primitives and strings by value (NaN equals itself, 0 equals -0,
 * 1 as i32 equals 1 as f64), everything else by identity, as JavaScript's Map does.
 *
 * @param view    memory to read
 * @param handle  the map
 * @param key     key
 * @param out     receives the offset of the value slot.  Untouched on failure.
 * @return ZB_OK, ZB_E_NOT_FOUND, or as above.  O(count).
 */
ZB_NODISCARD zb_status zb_map_find(zb_view view, zb_off handle, zb_slot key, zb_off *out);

/** Set a key, adding it when absent.  Also ZB_E_MEMORY and ZB_E_TAG.  O(count). */
ZB_NODISCARD zb_status zb_map_set(zb_arena *arena, zb_off handle, zb_slot key, zb_slot value);

/** Make an empty set.  As zb_map_new(). */
ZB_NODISCARD zb_status zb_set_new(zb_arena *arena, uint32_t capacity, zb_slot *out);

/** ZB_OK when the set holds `value` (compared as the keys of a map are), else ZB_E_NOT_FOUND.  O(count). */
ZB_NODISCARD zb_status zb_set_find(zb_view view, zb_off handle, zb_slot value);

/** Add a value unless it is there.  Also ZB_E_MEMORY and ZB_E_TAG.  O(count). */
ZB_NODISCARD zb_status zb_set_add(zb_arena *arena, zb_off handle, zb_slot value);

/**
 * Make an error.
 *
 * @param arena    arena
 * @param name     class: "Error", "TypeError", ...  NUL-terminated
 * @param message  NUL-terminated
 * @param cause    any value, zb_undefined() for none
 * @param out      receives an error value.  Untouched on failure.
 * @return ZB_OK, ZB_E_MEMORY or ZB_E_TAG
 *
 * Stack and further properties are the slots ZB_ERROR_STACK and ZB_ERROR_PROPS of
 * the record at out->a: write them with zb_slot_write().
 */
ZB_NODISCARD zb_status zb_error_new(zb_arena *arena, const char *name, const char *message, zb_slot cause,
                                    zb_slot *out);

/** Read the error whose record is at `record`.  Also ZB_E_TAG when a slot of it has a wrong type. */
ZB_NODISCARD zb_status zb_error_open(zb_view view, zb_off record, zb_error *out);

/** Make a regular expression from its source and flags; neither is checked. */
ZB_NODISCARD zb_status zb_regexp_new(zb_arena *arena, zb_str source, zb_str flags, zb_slot *out);

/** Read the regular expression whose record is at `record`. */
ZB_NODISCARD zb_status zb_regexp_open(zb_view view, zb_off record, zb_regexp *out);

/** Make the symbol that JavaScript calls Symbol.for(key). */
ZB_NODISCARD zb_status zb_symbol_new(zb_arena *arena, const char *key, uint32_t len, zb_slot *out);

/** Box a bool, number, string or bigint, as `new Number(1)` does.  ZB_E_INVALID for another value. */
ZB_NODISCARD zb_status zb_boxed_new(zb_arena *arena, zb_slot value, zb_slot *out);

/** Copy bytes into an ArrayBuffer of their own.  The header is a column of U8. */
ZB_NODISCARD zb_status zb_buffer_new(zb_arena *arena, const void *data, uint32_t len, zb_slot *out);

/**
 * Make a bigint of any size.
 *
 * @param arena  arena
 * @param limbs  two's complement, 64 bits each, lowest first
 * @param count  limbs
 * @param out    receives a bigint value when it fits 64 bits, else an integer value
 * @return ZB_OK, ZB_E_MEMORY, ZB_E_TAG or ZB_E_INVALID (count 0)
 */
ZB_NODISCARD zb_status zb_integer_new(zb_arena *arena, const uint64_t *limbs, uint32_t count, zb_slot *out);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_EXTENDED_H */
