/* SPDX-License-Identifier: MIT */
/*
 * An image of columns (SPEC.md, 10) as columns: its root is an object of columns, or a table (9.4).
 *
 * A module's views begin at address 0 (ZB_LINEAR_MEMORY), and the offsets of an image at its own first
 * byte, so the few words between the root and the elements are read here.  All of them are a stranger's.
 */
#include "frame.h"

typedef struct image {
    const uint8_t *base;
    uint32_t len;
} image;

/* `len` bytes at `off`; NULL when they leave the image or are not aligned. */
static const uint8_t *
at(const image *i, uint32_t off, uint64_t len)
{
    return off % ZB_READ_ALIGN == 0 && len <= i->len && off <= i->len - len ? i->base + off : NULL;
}

static uint32_t
word(const uint8_t *bytes)
{
    uint32_t value;
    __builtin_memcpy(&value, bytes, sizeof value);
    return value;
}

/* The root slot (10.1). */
static const uint8_t *
root(const image *i)
{
    const uint8_t *control = at(i, ZB_IMAGE_CONTROL, ZB_CONTROL_BYTES);
    if (control == NULL || word(i->base) != 0 || word(i->base + 4) != 0 ||
        word(control + ZB_CONTROL_MAGIC_AT) != ZB_CONTROL_MAGIC ||
        word(control + ZB_CONTROL_VERSION_AT) != ZB_CONTROL_VERSION)
        return NULL;
    return at(i, word(control + ZB_CONTROL_START_AT), ZB_SLOT_BYTES);
}

/* An object in place. */
typedef struct object {
    const uint8_t *entries;
    uint32_t count;
} object;

/* The object in a slot (5): false when there is none or it leaves the image. */
static bool
open_object(const image *i, const uint8_t *slot, object *out)
{
    const uint8_t *handle, *block;
    if (slot[0] != ZB_TAG_OBJECT || (handle = at(i, word(slot + ZB_SLOT_A_AT), ZB_HANDLE_BYTES)) == NULL ||
        (block = at(i, word(handle), ZB_OBJECT_HEADER_BYTES)) == NULL)
        return false;
    uint32_t count = word(block + ZB_BLOCK_LENGTH_AT);
    uint64_t bytes = ZB_OBJECT_HEADER_BYTES + (uint64_t)count * ZB_OBJECT_ENTRY_BYTES;
    if (count > word(block + ZB_BLOCK_CAPACITY_AT) || at(i, word(handle), bytes) == NULL)
        return false;
    *out = (object){block + ZB_OBJECT_HEADER_BYTES, count};
    return true;
}

/* Name and slot of an entry: false when the name leaves the image. */
static bool
open_entry(const image *i, const object *o, uint32_t index, zb_str *name, const uint8_t **slot)
{
    const uint8_t *entry = o->entries + index * ZB_OBJECT_ENTRY_BYTES;
    uint32_t off = word(entry), len = word(entry + 4);
    if (len > i->len || off > i->len - len)
        return false;
    *name = (zb_str){(const char *)i->base + off, len};
    *slot = entry + ZB_ENTRY_SLOT_AT;
    return true;
}

/* A column's elements as they lie (9.3); data is NULL where they are no numbers. */
typedef struct elements {
    const uint8_t *data;
    uint32_t count;
    uint32_t type;
} elements;

/* Bytes are a column of U8 in another shape: a length, then they (3). */
static bool
open_bytes(const image *i, const uint8_t *slot, elements *out)
{
    const uint8_t *header = at(i, word(slot + ZB_SLOT_A_AT), ZB_STRING_HEADER_BYTES);
    if (header == NULL ||
        at(i, word(slot + ZB_SLOT_A_AT), (uint64_t)ZB_STRING_HEADER_BYTES + word(header)) == NULL)
        return false;
    *out = (elements){header + ZB_STRING_HEADER_BYTES, word(header), ZB_COLUMN_U8};
    return true;
}

/* An array holds no numbers side by side and counts as text; its length counts as well (4). */
static bool
open_array(const image *i, const uint8_t *slot, elements *out)
{
    const uint8_t *block, *handle = at(i, word(slot + ZB_SLOT_A_AT), ZB_HANDLE_BYTES);
    if (handle == NULL || (block = at(i, word(handle), ZB_ARRAY_HEADER_BYTES)) == NULL)
        return false;
    *out = (elements){NULL, word(block + ZB_BLOCK_LENGTH_AT), 0};
    return out->count <= word(block + ZB_BLOCK_CAPACITY_AT) && out->count <= i->len / ZB_SLOT_BYTES;
}

static bool
open_column(const image *i, const uint8_t *slot, elements *out)
{
    if (slot[0] == ZB_TAG_BYTES)
        return open_bytes(i, slot, out);
    if (slot[0] == ZB_TAG_ARRAY)
        return open_array(i, slot, out);
    const uint8_t *header = at(i, word(slot + ZB_SLOT_A_AT), ZB_COLUMN_HEADER_BYTES);
    if (header == NULL)
        return false;
    uint32_t count = word(header + ZB_COLUMN_LENGTH_AT), type = header[ZB_COLUMN_TYPE_AT];
    uint32_t data = word(header + ZB_COLUMN_DATA_AT), item_bytes = zb_column_item_bytes(type);
    uint64_t bytes = (uint64_t)count * item_bytes;
    if (item_bytes == 0 || count > word(header + ZB_COLUMN_CAPACITY_AT) || data % item_bytes != 0 ||
        bytes > i->len || data > i->len - bytes)
        return false;
    *out = (elements){i->base + data, count, type};
    return true;
}

/* IEEE 754 binary16: sign, 5 bits of exponent, 10 of the significand.  Every value is a double. */
static double
half(uint16_t bits)
{
    uint32_t exponent = bits >> 10 & 31, significand = bits & 1023;
    double value = significand / 1024.0;
    if (exponent == 31)
        value = significand != 0 ? __builtin_nan("") : __builtin_inf();
    else
        value = exponent == 0 ? value / 16384 : (1 + value) * (double)(1u << exponent) / 32768;
    return (bits & 0x8000) != 0 ? -value : value;
}

#define CONVERT(TYPE, c_type, expression)                                                                    \
    case ZB_COLUMN_##TYPE:                                                                                   \
        for (uint32_t n = 0; n < from->count; n++) {                                                         \
            c_type item;                                                                                     \
            __builtin_memcpy(&item, from->data + (uint64_t)n * sizeof item, sizeof item);                    \
            to[n] = (double)(expression);                                                                    \
        }                                                                                                    \
        return

/* Elements as doubles; 64-bit integers are rounded. */
static void
convert(const elements *from, double *to)
{
    switch ((zb_column_type)from->type) {
        CONVERT(I8, int8_t, item);
        CONVERT(U8_CLAMPED, uint8_t, item);
        CONVERT(I16, int16_t, item);
        CONVERT(U16, uint16_t, item);
        CONVERT(I32, int32_t, item);
        CONVERT(U32, uint32_t, item);
        CONVERT(I64, int64_t, item);
        CONVERT(U64, uint64_t, item);
        CONVERT(F16, uint16_t, half(item));
        CONVERT(F32, float, item);
    case ZB_COLUMN_F64:
        __builtin_memcpy(to, from->data, (size_t)from->count * sizeof *to);
        return;
    case ZB_COLUMN_U8:
    default:
        for (uint32_t n = 0; n < from->count; n++)
            to[n] = from->data[n];
    }
}

static zb_status
add_column(zb_arena *arena, zb_str name, const elements *from, frame *out)
{
    void *memory;
    uint32_t missing = 0;
    if (from->data == NULL) {
        out->texts[out->text_count++] = name;
        return ZB_OK;
    }
    ZB_TRY(frame_alloc(arena, from->count, sizeof(double), &memory));
    double *items = memory;
    convert(from, items);
    for (uint32_t i = 0; i < from->count; i++)
        missing += items[i] != items[i];
    if (missing == from->count)
        out->texts[out->text_count++] = name; /* no number: as a column of CSV that has none */
    else
        out->columns[out->column_count++] = (frame_column){name, items, missing};
    return ZB_OK;
}

/* A table's columns lie under that name, beside their number of rows. */
static bool
find_columns(const image *i, object *o)
{
    zb_str name;
    const uint8_t *slot;
    for (uint32_t n = 0; n < o->count; n++)
        if (open_entry(i, o, n, &name, &slot) && name.len == 7 && zb_bytes_equal(name.ptr, "columns", 7) &&
            slot[0] == ZB_TAG_OBJECT)
            return open_object(i, slot, o);
    return true;
}

zb_status
frame_read_image(zb_request *req, zb_bytes bytes, frame *out, complaint *bad)
{
    static const char damaged[] =
        "The image is damaged: a name, an object or a column leaves it.  Write it anew.";
    image i = {bytes.ptr, bytes.len};
    const uint8_t *slot = root(&i);
    object o;
    if (slot == NULL)
        return complain_that(
            req->arena, bad,
            "The body is no image: eight zero bytes and ZBUF are missing at its beginning, or it is "
            "cut off.  Send a whole region with its control block at 8.");
    if (!open_object(&i, slot, &o) || !find_columns(&i, &o))
        return complain_that(
            req->arena, bad,
            "The root of the image is no object of columns, and no table: put the columns under their "
            "names.");
    ZB_TRY(frame_reserve(req->arena, o.count, out));
    uint64_t element_bytes = 0;
    bool first = true;
    for (uint32_t n = 0; n < o.count; n++) {
        zb_str name;
        elements column;
        if (!open_entry(&i, &o, n, &name, &slot))
            return complain_that(req->arena, bad, damaged);
        if (slot[0] != ZB_TAG_COLUMN && slot[0] != ZB_TAG_BYTES && slot[0] != ZB_TAG_ARRAY) {
            out->texts[out->text_count++] = name;
            continue;
        }
        if (!open_column(&i, slot, &column))
            return complain_that(req->arena, bad, damaged);
        /* Columns that show the same elements would make more memory of an image than it is long. */
        if (column.data != NULL)
            element_bytes += (uint64_t)column.count * zb_column_item_bytes(column.type);
        if (element_bytes > i.len)
            return complain_that(req->arena, bad,
                                 "Columns of the image share their elements: give each column its own.");
        if (first)
            out->row_count = column.count;
        first = false;
        if (column.count != out->row_count) {
            zb_text *text = complain(req->arena, bad, 400, "Column ");
            complaint_add_name(text, name);
            zb_text_add_cstr(text, " has ");
            zb_text_add_i64(text, column.count);
            zb_text_add_cstr(text, " elements and those before it ");
            zb_text_add_i64(text, out->row_count);
            zb_text_add_cstr(text, ": send columns of one length.");
            return ZB_E_INVALID;
        }
        ZB_TRY(add_column(req->arena, name, &column, out));
    }
    return ZB_OK;
}
