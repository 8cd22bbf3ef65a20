/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_SCHEMA_H
#define ZEROBUF_SCHEMA_H

/*
 * Schema objects: a fixed number of consecutive slots, no keys, no handle (SPEC.md, 5).
 * The headers that `zb schema --c` makes are built on this file: they name the fields,
 * it knows the types.
 *
 * A field holds a value of its type, or null when nobody has set it.  The checked getters
 * answer null with ZB_E_TAG.  The unchecked ones need zb_schema_verify() first, and
 * answer null with zero, an empty span or offset 0.
 *
 * Readers: any thread while nobody writes.  Everything here is O(1) and allocates nothing
 * unless it says otherwise.
 */

#include <zerobuf/column.h>
#include <zerobuf/extended.h>
#include <zerobuf/unchecked.h>
#include <zerobuf/verify.h>

/** Type of a field, one byte. */
typedef enum zb_schema_type {
    ZB_SCHEMA_ANY = 0, /* any value */
    ZB_SCHEMA_BOOL,
    ZB_SCHEMA_I32,
    ZB_SCHEMA_F64, /* a number: f64, or i32 as JavaScript writes integers */
    ZB_SCHEMA_BIGINT,
    ZB_SCHEMA_STRING,
    ZB_SCHEMA_BYTES,
    ZB_SCHEMA_ARRAY,
    ZB_SCHEMA_OBJECT,
    ZB_SCHEMA_DATE /* a date, or the number of milliseconds that strict version 1 writes */
} zb_schema_type;

/** Type of a field that holds a column of this zb_column_type. */
#define ZB_SCHEMA_COLUMN(column_type) ((uint8_t)(0x80u | (unsigned)(column_type)))

/**
 * Slot `index` of the schema object at `base`.  An offset that would pass 2^32 becomes one
 * that lies in no region, so that the reader's check refuses it.
 */
static inline zb_off
zb_schema_slot(zb_off base, uint32_t index)
{
    uint64_t slot = base + (uint64_t)index * ZB_SLOT_BYTES;
    return slot > ZB_MAX_REGION_BYTES ? ZB_MAX_REGION_BYTES : (zb_off)slot;
}

/**
 * Allocate schema objects side by side, every field null.
 *
 * @param arena       arena
 * @param slot_count  slots of one object
 * @param count       objects
 * @param out         receives the offset of the first.  Untouched on failure.
 * @return ZB_OK, ZB_E_MEMORY or ZB_E_CONTROL
 *
 * O(slot_count * count).
 */
static inline ZB_NODISCARD zb_status
zb_schema_new(zb_arena *arena, uint32_t slot_count, uint32_t count, zb_off *out)
{
    uint64_t object_bytes = (uint64_t)slot_count * ZB_SLOT_BYTES;
    if (count > 0 && object_bytes > ZB_MAX_REGION_BYTES / count)
        return ZB_E_MEMORY;
    zb_off base;
    ZB_TRY(zb_arena_alloc(arena, (uint32_t)(object_bytes * count), ZB_WRITE_ALIGN, &base));
    __builtin_memset(zb_arena_ptr(arena, base), 0, (size_t)(object_bytes * count)); /* tag 0 is null */
    *out = base;
    return ZB_OK;
}

/** True when a slot with `tag` may stand in a field of `type`; null may stand in each. */
static inline bool
zb_schema_admits(uint8_t type, zb_slot value)
{
    switch (type) {
    case ZB_SCHEMA_ANY:
        return true;
    case ZB_SCHEMA_BOOL:
        return value.tag == ZB_TAG_NULL || value.tag == ZB_TAG_BOOL;
    case ZB_SCHEMA_I32:
        return value.tag == ZB_TAG_NULL || value.tag == ZB_TAG_I32;
    case ZB_SCHEMA_F64:
        return value.tag == ZB_TAG_NULL || value.tag == ZB_TAG_F64 || value.tag == ZB_TAG_I32;
    case ZB_SCHEMA_BIGINT:
        return value.tag == ZB_TAG_NULL || value.tag == ZB_TAG_BIGINT;
    case ZB_SCHEMA_STRING:
        return value.tag == ZB_TAG_NULL || value.tag == ZB_TAG_STRING;
    case ZB_SCHEMA_BYTES:
        return value.tag == ZB_TAG_NULL || value.tag == ZB_TAG_BYTES;
    case ZB_SCHEMA_ARRAY:
        return value.tag == ZB_TAG_NULL || value.tag == ZB_TAG_ARRAY;
    case ZB_SCHEMA_OBJECT:
        return value.tag == ZB_TAG_NULL || value.tag == ZB_TAG_OBJECT;
    case ZB_SCHEMA_DATE:
        return value.tag == ZB_TAG_NULL || value.tag == ZB_TAG_DATE || value.tag == ZB_TAG_F64 ||
               value.tag == ZB_TAG_I32;
    default:
        return value.tag == ZB_TAG_NULL || value.tag == ZB_TAG_COLUMN;
    }
}

/**
 * Decide whether schema objects are safe to read with the unchecked getters: what
 * zb_verify() promises, and every field null or of its type.
 *
 * @param view        memory to read; may hold untrusted bytes
 * @param base        offset of the first object
 * @param count       objects side by side
 * @param types       type of each slot of one object: zb_schema_type or ZB_SCHEMA_COLUMN()
 * @param slot_count  slots of one object
 * @param options     may be NULL; its slot_count is ignored
 * @param report      receives counts, and on failure where it was; may be NULL
 * @return as zb_verify(); ZB_E_TAG also when a field has another type.  ZB_OK for count 0.
 *
 * Costs a zb_verify() and one pass over the slots.
 */
static inline ZB_NODISCARD zb_status
zb_schema_verify(zb_view view, zb_off base, uint32_t count, const uint8_t *types, uint32_t slot_count,
                 const zb_verify_options *options, zb_verify_report *report)
{
    zb_verify_report local;
    zb_verify_report *seen = report != NULL ? report : &local;
    zb_verify_report nothing = {0, 0, base, 0};
    *seen = nothing;
    if (count == 0 || slot_count == 0)
        return ZB_OK;
    if (slot_count > ZB_MAX_REGION_BYTES / ZB_SLOT_BYTES / count)
        return ZB_E_BOUNDS;
    uint32_t slots = slot_count * count;
    zb_verify_options all = {0, 0, 0, 0, 0, NULL, 0};
    if (options != NULL)
        all = *options;
    all.slot_count = slots;
    ZB_TRY(zb_verify(view, ZB_ROOT_SCHEMA, base, &all, seen));
    for (uint32_t i = 0; i < slots; i++) {
        zb_off slot = base + i * ZB_SLOT_BYTES; /* verified: inside the view */
        uint8_t type = types[i % slot_count];
        zb_slot value = zb_slot_read_unchecked(view, slot);
        bool fits = zb_schema_admits(type, value);
        if (fits && value.tag == ZB_TAG_COLUMN && type != ZB_SCHEMA_ANY)
            fits = *zb_view_ptr(view, value.a + ZB_COLUMN_TYPE_AT) == (type & 0x7Fu);
        if (!fits) {
            seen->offset = slot;
            seen->depth = 0;
            return ZB_E_TAG;
        }
    }
    return ZB_OK;
}

/** True when the slot can be read and is not null. */
static inline bool
zb_schema_has(zb_view view, zb_off slot)
{
    zb_slot value;
    return zb_slot_read(view, slot, &value) == ZB_OK && value.tag != ZB_TAG_NULL;
}

/** Read a date: milliseconds since 1970; also from a number.  Statuses of zb_slot_get_date(). */
static inline ZB_NODISCARD zb_status
zb_schema_get_date(zb_view view, zb_off slot, double *out)
{
    zb_slot value;
    ZB_TRY(zb_slot_read(view, slot, &value));
    return value.tag == ZB_TAG_DATE ? zb_slot_get_date(view, slot, out) : zb_slot_get_f64(view, slot, out);
}

/** Read a column that must be of `type`; another is ZB_E_TAG.  Statuses of zb_column_open(). */
static inline ZB_NODISCARD zb_status
zb_schema_get_column(zb_view view, zb_off slot, zb_column_type type, zb_column *out)
{
    zb_slot value;
    ZB_TRY(zb_slot_read(view, slot, &value));
    if (value.tag != ZB_TAG_COLUMN)
        return ZB_E_TAG;
    zb_column column;
    ZB_TRY(zb_column_open(view, value.a, &column));
    if (column.type != type)
        return ZB_E_TAG;
    *out = column;
    return ZB_OK;
}

/** Copy a string into the arena and let the slot hold it.  ZB_OK, ZB_E_BOUNDS, ZB_E_ALIGN, ZB_E_MEMORY. */
static inline ZB_NODISCARD zb_status
zb_schema_set_string(zb_arena *arena, zb_off slot, const char *text, uint32_t len)
{
    zb_slot value;
    ZB_TRY(zb_view_check(zb_arena_view(arena), slot, ZB_SLOT_BYTES)); /* before memory is taken */
    ZB_TRY(zb_string_new(arena, text, len, &value));
    return zb_slot_write(arena, slot, value);
}

/** Copy bytes into the arena and let the slot hold them.  As zb_schema_set_string(). */
static inline ZB_NODISCARD zb_status
zb_schema_set_bytes(zb_arena *arena, zb_off slot, const void *data, uint32_t len)
{
    zb_slot value;
    ZB_TRY(zb_view_check(zb_arena_view(arena), slot, ZB_SLOT_BYTES)); /* before memory is taken */
    ZB_TRY(zb_bytes_new(arena, data, len, NULL, &value));
    return zb_slot_write(arena, slot, value);
}

/** Write a date; a strict arena gets the number of milliseconds (SPEC 2.4). */
static inline ZB_NODISCARD zb_status
zb_schema_set_date(zb_arena *arena, zb_off slot, double epoch_ms)
{
    zb_status status = zb_slot_write(arena, slot, zb_date(epoch_ms));
    return status == ZB_E_TAG ? zb_slot_write(arena, slot, zb_f64(epoch_ms)) : status;
}

/** Let the slot hold a column, which must be of `type`.  Also the statuses of zb_column_open(). */
static inline ZB_NODISCARD zb_status
zb_schema_set_column(zb_arena *arena, zb_off slot, zb_column_type type, zb_off header)
{
    zb_column column;
    ZB_TRY(zb_column_open(zb_arena_view(arena), header, &column));
    if (column.type != type)
        return ZB_E_TAG;
    return zb_slot_write(arena, slot, zb_at(ZB_TAG_COLUMN, header));
}

/* Of slots that have passed zb_schema_verify(): a null field yields what each comment says. */

/** false when null */
static inline bool
zb_schema_bool_unchecked(zb_view view, zb_off slot)
{
    return zb_slot_tag_unchecked(view, slot) == ZB_TAG_BOOL && zb_slot_a_unchecked(view, slot) != 0;
}

/** 0 when null */
static inline int32_t
zb_schema_i32_unchecked(zb_view view, zb_off slot)
{
    return zb_slot_tag_unchecked(view, slot) == ZB_TAG_I32 ? (int32_t)zb_slot_a_unchecked(view, slot) : 0;
}

/** 0 when null */
static inline double
zb_schema_f64_unchecked(zb_view view, zb_off slot)
{
    return zb_slot_tag_unchecked(view, slot) == ZB_TAG_NULL ? 0 : zb_slot_f64_unchecked(view, slot);
}

/** 0 when null */
static inline int64_t
zb_schema_bigint_unchecked(zb_view view, zb_off slot)
{
    return zb_slot_tag_unchecked(view, slot) == ZB_TAG_BIGINT
               ? (int64_t)zb_view_u64(view, slot + ZB_SLOT_B_AT)
               : 0;
}

/** ptr NULL when null */
static inline zb_str
zb_schema_string_unchecked(zb_view view, zb_off slot)
{
    zb_str none = {NULL, 0};
    return zb_slot_tag_unchecked(view, slot) == ZB_TAG_STRING
               ? zb_string_unchecked(view, zb_slot_a_unchecked(view, slot))
               : none;
}

/** ptr NULL when null */
static inline zb_bytes
zb_schema_bytes_unchecked(zb_view view, zb_off slot)
{
    zb_bytes bytes = {NULL, 0};
    if (zb_slot_tag_unchecked(view, slot) == ZB_TAG_BYTES) {
        zb_str span = zb_string_unchecked(view, zb_slot_a_unchecked(view, slot));
        bytes.ptr = (const uint8_t *)span.ptr;
        bytes.len = span.len;
    }
    return bytes;
}

/** Handle of an array or object; 0 when null */
static inline zb_off
zb_schema_handle_unchecked(zb_view view, zb_off slot)
{
    return zb_slot_tag_unchecked(view, slot) == ZB_TAG_NULL ? 0 : zb_slot_a_unchecked(view, slot);
}

/** Milliseconds since 1970; NaN, the invalid date, when null */
static inline double
zb_schema_date_unchecked(zb_view view, zb_off slot)
{
    return zb_slot_tag_unchecked(view, slot) == ZB_TAG_NULL ? __builtin_nan("")
                                                            : zb_slot_f64_unchecked(view, slot);
}

/** Where a column of `item_bytes` per element lies; no elements when null */
static inline zb_column
zb_schema_column_unchecked(zb_view view, zb_off slot, zb_column_type type, uint32_t item_bytes)
{
    zb_column column = {0, 0, 0, item_bytes, type};
    if (zb_slot_tag_unchecked(view, slot) == ZB_TAG_COLUMN) {
        zb_off header = zb_slot_a_unchecked(view, slot);
        column.data = zb_view_u32(view, header + ZB_COLUMN_DATA_AT);
        column.length = zb_view_u32(view, header + ZB_COLUMN_LENGTH_AT);
        column.capacity = zb_view_u32(view, header + ZB_COLUMN_CAPACITY_AT);
    }
    return column;
}

#endif /* ZEROBUF_SCHEMA_H */
