/* SPDX-License-Identifier: MIT */
#include "column.h"

uint32_t
zb_column_item_bytes(uint32_t type)
{
    switch (type) {
#define ITEM_BYTES(name, number, bytes)                                                                      \
    case number:                                                                                             \
        return bytes;
        ZB_COLUMN_TYPE_TABLE(ITEM_BYTES)
#undef ITEM_BYTES
    default:
        return 0;
    }
}

/* A word of a header that another thread may be growing.  Only an 8-aligned base can be
 * shared, and only there does the word lie aligned for an atomic load. */
static uint32_t
load(zb_view view, zb_off off)
{
    const void *word = zb_view_ptr(view, off);
    if ((uintptr_t)word % sizeof(uint32_t) != 0)
        return zb_view_u32(view, off);
    return __atomic_load_n((const uint32_t *)word, __ATOMIC_ACQUIRE);
}

zb_status
zb_column_open(zb_view view, zb_off header, zb_column *out)
{
    ZB_TRY(zb_view_check(view, header, ZB_COLUMN_HEADER_BYTES));
    uint8_t type = *zb_view_ptr(view, header + ZB_COLUMN_TYPE_AT);
    zb_column column = {0, 0, 0, zb_column_item_bytes(type), (zb_column_type)type};
    if (column.item_bytes == 0)
        return ZB_E_TAG;
    /* The other way round than they are stored: data then holds at least `length` elements. */
    column.length = load(view, header + ZB_COLUMN_LENGTH_AT);
    column.capacity = load(view, header + ZB_COLUMN_CAPACITY_AT);
    column.data = load(view, header + ZB_COLUMN_DATA_AT);
    if (column.length > column.capacity)
        return ZB_E_CORRUPT;
    if (column.data % column.item_bytes != 0)
        return ZB_E_ALIGN;
    if (!zb_view_has(view, column.data, zbi_column_bytes(&column, column.capacity)))
        return ZB_E_BOUNDS;
    *out = column;
    return ZB_OK;
}

zb_status
zb_slot_get_column(zb_view view, zb_off slot, zb_off *out)
{
    zb_slot value;
    ZB_TRY(zb_slot_read(view, slot, &value));
    if (!zbi_tag_is_column(value.tag))
        return ZB_E_TAG;
    *out = value.a;
    return ZB_OK;
}

static zb_status
open_for_writing(zb_arena *arena, zb_off header, zb_column *out)
{
    if (!zbi_tag_writable(arena, ZB_TAG_COLUMN))
        return ZB_E_TAG;
    return zb_column_open(zb_arena_view(arena), header, out);
}

/* A header that nothing refers to yet. */
static void
store_header(zb_arena *arena, zb_off header, const zb_column *column)
{
    zbi_store_u32(arena, header + ZB_COLUMN_DATA_AT, column->data);
    zbi_store_u32(arena, header + ZB_COLUMN_LENGTH_AT, column->length);
    zbi_store_u32(arena, header + ZB_COLUMN_CAPACITY_AT, column->capacity);
    zbi_store_u32(arena, header + ZB_COLUMN_TYPE_AT, column->type); /* and the three zero bytes */
}

zb_status
zb_column_new(zb_arena *arena, zb_column_type type, uint32_t capacity, zb_slot *out)
{
    zb_column column = {0, 0, capacity, zb_column_item_bytes(type), type};
    if (column.item_bytes == 0)
        return ZB_E_INVALID;
    if (!zbi_tag_writable(arena, ZB_TAG_COLUMN))
        return ZB_E_TAG;
    /* Header and data in one piece: the header's 16 bytes keep the data aligned. */
    ZB_STATIC_ASSERT(ZB_COLUMN_HEADER_BYTES % ZB_COLUMN_ALIGN == 0, "data follows the header");
    uint64_t bytes = ZB_COLUMN_HEADER_BYTES + zbi_column_bytes(&column, capacity);
    if (bytes > ZB_MAX_REGION_BYTES)
        return ZB_E_MEMORY;
    zb_off header;
    ZB_TRY(zb_arena_alloc(arena, (uint32_t)bytes, capacity > 0 ? ZB_COLUMN_ALIGN : ZB_WRITE_ALIGN, &header));
    column.data = capacity > 0 ? header + ZB_COLUMN_HEADER_BYTES : 0;
    store_header(arena, header, &column);
    *out = zb_at(ZB_TAG_COLUMN, header);
    return ZB_OK;
}

void
zbi_column_move(zb_arena *arena, zb_column *column, zb_off data, uint32_t capacity)
{
    /* Move, not copy: in a damaged region the old elements may lie in what was free. */
    __builtin_memmove(zb_arena_ptr(arena, data), zb_arena_ptr(arena, column->data),
                      (size_t)zbi_column_bytes(column, column->length));
    column->data = data;
    column->capacity = capacity;
}

void
zbi_column_publish(zb_arena *arena, zb_off header, const zb_column *column)
{
    zbi_publish_u32(arena, header + ZB_COLUMN_DATA_AT, column->data);
    zbi_publish_u32(arena, header + ZB_COLUMN_CAPACITY_AT, column->capacity);
    zbi_publish_u32(arena, header + ZB_COLUMN_LENGTH_AT, column->length);
}

/* Allocate room for `capacity` elements. */
static zb_status
allocate(zb_arena *arena, const zb_column *column, uint32_t capacity, zb_off *out)
{
    uint64_t bytes = zbi_column_bytes(column, capacity);
    if (bytes > ZB_MAX_REGION_BYTES)
        return ZB_E_MEMORY;
    return zb_arena_alloc(arena, (uint32_t)bytes, ZB_COLUMN_ALIGN, out);
}

/* Room for `count` more elements; the header does not know of a move until it is published. */
static zb_status
reserve(zb_arena *arena, zb_column *column, uint32_t count)
{
    if (count <= column->capacity - column->length)
        return ZB_OK;
    if (count > UINT32_MAX - column->length)
        return ZB_E_MEMORY;
    uint32_t needed = column->length + count, capacity = zbi_column_grown(column, needed);
    zb_off data;
    zb_status status = allocate(arena, column, capacity, &data);
    if (status == ZB_E_MEMORY && capacity > needed) { /* perhaps there is room for no more than that */
        capacity = needed;
        status = allocate(arena, column, capacity, &data);
    }
    ZB_TRY(status);
    zbi_column_move(arena, column, data, capacity);
    return ZB_OK;
}

/* Append to an opened column. */
static zb_status
append(zb_arena *arena, zb_off header, zb_column column, const void *items, uint32_t count)
{
    ZB_TRY(reserve(arena, &column, count));
    uint8_t *end = zb_arena_ptr(arena, column.data + (zb_off)zbi_column_bytes(&column, column.length));
    size_t bytes = (size_t)zbi_column_bytes(&column, count);
    if (items == NULL)
        __builtin_memset(end, 0, bytes);
    else
        __builtin_memmove(end, items, bytes);
    column.length += count;
    zbi_column_publish(arena, header, &column);
    return ZB_OK;
}

zb_status
zb_column_append(zb_arena *arena, zb_off header, const void *items, uint32_t count)
{
    zb_column column;
    ZB_TRY(open_for_writing(arena, header, &column));
    return count > 0 ? append(arena, header, column, items, count) : ZB_OK;
}

zb_status
zb_column_reserve(zb_arena *arena, zb_off header, uint32_t count)
{
    zb_column column;
    ZB_TRY(open_for_writing(arena, header, &column));
    ZB_TRY(reserve(arena, &column, count));
    zbi_column_publish(arena, header, &column);
    return ZB_OK;
}

zb_status
zb_column_slice(zb_arena *arena, zb_off header, uint32_t from, uint32_t count, zb_slot *out)
{
    zb_column slice;
    ZB_TRY(open_for_writing(arena, header, &slice));
    if (from > slice.length || count > slice.length - from)
        return ZB_E_NOT_FOUND;
    slice.data += (zb_off)zbi_column_bytes(&slice, from);
    slice.length = slice.capacity = count;
    zb_off made;
    ZB_TRY(zb_arena_alloc(arena, ZB_COLUMN_HEADER_BYTES, ZB_WRITE_ALIGN, &made));
    store_header(arena, made, &slice);
    *out = zb_at(ZB_TAG_COLUMN, made);
    return ZB_OK;
}

/*
 * binary16 of a double, rounded to nearest even in one step (by way of float it would be
 * rounded twice).
 */
static uint16_t
half_from_double(double value)
{
    uint64_t bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    uint32_t sign = (uint32_t)(bits >> 48) & 0x8000u;
    uint64_t fraction = bits & 0xFFFFFFFFFFFFFu;
    int exponent = (int)(bits >> 52 & 0x7FF) - 1023;
    if (exponent == 1024) /* infinity, NaN */
        return (uint16_t)(sign | 0x7C00u | (fraction != 0 ? 0x200u : 0));
    if (exponent > 15)
        return (uint16_t)(sign | 0x7C00u);
    if (exponent < -25) /* below half of the smallest */
        return (uint16_t)sign;
    /* Keep 11 of the 53 bits, fewer when the result is subnormal. */
    unsigned drop = exponent >= -14 ? 42u : (unsigned)(42 - 14 - exponent);
    uint64_t all = fraction | (uint64_t)1 << 52, dropped = all & (((uint64_t)1 << drop) - 1);
    uint64_t half = (uint64_t)1 << (drop - 1);
    uint32_t kept = (uint32_t)(all >> drop);
    kept += dropped > half || (dropped == half && (kept & 1) != 0);
    /* A carry out of the fraction raises the exponent, up to infinity: that is the right value. */
    if (exponent >= -14)
        kept += (uint32_t)(exponent + 14) << 10; /* the implicit bit adds the missing one */
    return (uint16_t)(sign | kept);
}

static double
double_from_half(uint16_t half)
{
    uint32_t exponent = half >> 10 & 31u, fraction = half & 0x3FFu;
    double value;
    if (exponent == 0) {
        value = fraction * 0x1p-24;
    } else {
        uint64_t bits = (uint64_t)(exponent == 31 ? 0x7FFu : exponent + 1023 - 15) << 52;
        bits |= (uint64_t)fraction << 42;
        __builtin_memcpy(&value, &bits, sizeof value);
    }
    return (half & 0x8000u) != 0 ? -value : value;
}

static uint32_t
bits_of_single(float value)
{
    uint32_t bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* As JavaScript clamps: to nearest even within 0 to 255, NaN to 0. */
static uint8_t
clamped(double value)
{
    if (!(value > 0))
        return 0;
    if (value >= 255)
        return 255;
    uint8_t whole = (uint8_t)value;
    double rest = value - whole;
    return rest > 0.5 || (rest == 0.5 && (whole & 1) != 0) ? (uint8_t)(whole + 1) : whole;
}

/* Element of a type from a double, in its first item_bytes bytes; false when the type cannot
 * hold it.  The limits are exact doubles around what still truncates into range; NaN is in none. */
static bool
encode(zb_column_type type, double value, uint64_t *out)
{
    switch (type) {
    case ZB_COLUMN_I8:
    case ZB_COLUMN_I16:
    case ZB_COLUMN_I32: {
        double past = type == ZB_COLUMN_I8 ? 128 : type == ZB_COLUMN_I16 ? 32768 : 2147483648.0;
        if (!(value > -past - 1 && value < past))
            return false;
        *out = (uint64_t)(int64_t)value;
        return true;
    }
    case ZB_COLUMN_U8:
    case ZB_COLUMN_U16:
    case ZB_COLUMN_U32: {
        double past = type == ZB_COLUMN_U8 ? 256 : type == ZB_COLUMN_U16 ? 65536 : 4294967296.0;
        if (!(value > -1 && value < past))
            return false;
        *out = (uint64_t)value;
        return true;
    }
    case ZB_COLUMN_U8_CLAMPED:
        *out = clamped(value);
        return true;
    case ZB_COLUMN_I64:
        if (!(value >= -0x1p63 && value < 0x1p63))
            return false;
        *out = (uint64_t)(int64_t)value;
        return true;
    case ZB_COLUMN_U64:
        if (!(value > -1 && value < 0x1p64))
            return false;
        *out = (uint64_t)value;
        return true;
    case ZB_COLUMN_F16:
        *out = half_from_double(value);
        return true;
    case ZB_COLUMN_F32:
        *out = bits_of_single((float)value);
        return true;
    case ZB_COLUMN_F64:
        __builtin_memcpy(out, &value, sizeof value);
        return true;
    default:
        return false;
    }
}

zb_status
zb_column_push(zb_arena *arena, zb_off header, double value)
{
    zb_column column;
    uint64_t item;
    ZB_TRY(open_for_writing(arena, header, &column));
    if (!encode(column.type, value, &item))
        return ZB_E_INVALID;
    return append(arena, header, column, &item, 1); /* little-endian: the low bytes come first */
}

/* Bits of element `index`, zero-extended. */
static uint64_t
element_bits(zb_view view, const zb_column *column, uint32_t index)
{
    uint64_t bits = 0;
    const uint8_t *item = zb_view_ptr(view, column->data + (zb_off)zbi_column_bytes(column, index));
    __builtin_memcpy(&bits, item, column->item_bytes);
    return bits;
}

static double
decode(zb_column_type type, uint64_t bits)
{
    float single;
    double value;
    uint32_t low = (uint32_t)bits;
    switch (type) {
    case ZB_COLUMN_I8:
        return (int8_t)low;
    case ZB_COLUMN_I16:
        return (int16_t)low;
    case ZB_COLUMN_I32:
        return (int32_t)low;
    case ZB_COLUMN_I64:
        return (double)(int64_t)bits;
    case ZB_COLUMN_U8:
    case ZB_COLUMN_U8_CLAMPED:
    case ZB_COLUMN_U16:
    case ZB_COLUMN_U32:
    case ZB_COLUMN_U64:
        return (double)bits;
    case ZB_COLUMN_F16:
        return double_from_half((uint16_t)bits);
    case ZB_COLUMN_F32:
        __builtin_memcpy(&single, &low, sizeof single);
        return (double)single;
    case ZB_COLUMN_F64:
    default:
        __builtin_memcpy(&value, &bits, sizeof value);
        return value;
    }
}

zb_slot
zbi_column_element(zb_view view, const zb_column *column, uint32_t index)
{
    uint64_t bits = element_bits(view, column, index);
    if (column->type == ZB_COLUMN_I64 || (column->type == ZB_COLUMN_U64 && bits <= INT64_MAX))
        return zb_bigint((int64_t)bits);
    return zb_number(decode(column->type, bits));
}

zb_status
zb_column_get(zb_view view, zb_off header, uint32_t index, double *out)
{
    zb_column column;
    ZB_TRY(zb_column_open(view, header, &column));
    if (index >= column.length)
        return ZB_E_NOT_FOUND;
    *out = decode(column.type, element_bits(view, &column, index));
    return ZB_OK;
}

zb_status
zb_column_span(zb_view view, zb_off header, zb_column_type type, zb_span *out)
{
    zb_column column;
    ZB_TRY(zb_column_open(view, header, &column));
    if (column.type != type)
        return ZB_E_TAG;
    const void *items = zb_view_ptr(view, column.data);
    if ((uintptr_t)items % column.item_bytes != 0)
        return ZB_E_ALIGN;
    out->items = items;
    out->count = column.length;
    return ZB_OK;
}
