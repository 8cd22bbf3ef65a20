/* SPDX-License-Identifier: MIT */
#include "dump.h"

#include <zerobuf/column.h>
#include <zerobuf/extended.h>

#define MAX_DEPTH 200u
#define MAX_MET 4096u

/* Containers in the order in which they were met, to be referred to by number. */
typedef struct met {
    zb_off off;
    uint32_t tag;
} met;

typedef struct dumper {
    zb_view view;
    zb_text *text;
    bool is_graph; /* else a tree of version 1 */
    uint32_t met_count;
} dumper;

static met met_list[MAX_MET]; /* of the dump that runs; too large for a stack */

static zb_status dump_value(dumper *d, zb_slot slot, uint32_t depth);

static void
add(dumper *d, const char *text)
{
    zb_text_add_cstr(d->text, text);
}

static void
add_hex(dumper *d, const uint8_t *bytes, uint32_t len)
{
    for (uint32_t i = 0; i < len; i++) {
        char pair[2] = {"0123456789abcdef"[bytes[i] >> 4], "0123456789abcdef"[bytes[i] & 15]};
        zb_text_add(d->text, pair, 2);
    }
}

static void
add_quoted_hex(dumper *d, const void *bytes, uint32_t len)
{
    add(d, "\"");
    add_hex(d, (const uint8_t *)bytes, len);
    add(d, "\"");
}

static zb_status
dump_slot(dumper *d, zb_off slot, uint32_t depth)
{
    zb_slot value;
    ZB_TRY(zb_slot_read(d->view, slot, &value));
    return dump_value(d, value, depth);
}

/* `count` slots side by side. */
static zb_status
dump_slots(dumper *d, zb_off slots, uint32_t count, uint32_t depth)
{
    add(d, "[");
    for (uint32_t i = 0; i < count; i++) {
        add(d, i > 0 ? "," : "");
        ZB_TRY(dump_slot(d, slots + i * ZB_SLOT_BYTES, depth));
    }
    add(d, "]");
    return ZB_OK;
}

static zb_status
dump_array(dumper *d, zb_off handle, uint32_t depth)
{
    zb_array array;
    ZB_TRY(zb_array_open(d->view, handle, &array));
    return dump_slots(d, array.slots, array.length, depth);
}

static zb_status
dump_object(dumper *d, zb_off handle, uint32_t depth)
{
    zb_object object;
    ZB_TRY(zb_object_open(d->view, handle, &object));
    add(d, "[");
    for (uint32_t i = 0; i < object.count; i++) {
        zb_str key;
        zb_off at;
        ZB_TRY(zb_object_entry(d->view, handle, i, &key, &at));
        add(d, i > 0 ? ",[" : "[");
        zb_text_add_json(d->text, key.ptr, key.len);
        add(d, ",");
        ZB_TRY(dump_slot(d, at, depth));
        add(d, "]");
    }
    add(d, "]");
    return ZB_OK;
}

static zb_status
dump_map(dumper *d, zb_off handle, uint32_t depth)
{
    zb_map map;
    ZB_TRY(zb_map_open(d->view, handle, &map));
    add(d, "[");
    for (uint32_t i = 0; i < map.count; i++) {
        add(d, i > 0 ? "," : "");
        ZB_TRY(dump_slots(d, map.entries + i * ZB_MAP_ENTRY_BYTES, 2, depth));
    }
    add(d, "]");
    return ZB_OK;
}

static zb_status
dump_error(dumper *d, zb_off record, uint32_t depth)
{
    zb_error error;
    ZB_TRY(zb_error_open(d->view, record, &error));
    add(d, "{\"name\":");
    zb_text_add_json(d->text, error.name.ptr, error.name.len);
    add(d, ",\"message\":");
    zb_text_add_json(d->text, error.message.ptr, error.message.len);
    add(d, ",\"stack\":");
    if (error.stack.ptr != NULL)
        zb_text_add_json(d->text, error.stack.ptr, error.stack.len);
    else
        add(d, "null");
    add(d, ",\"cause\":");
    ZB_TRY(dump_slot(d, error.cause, depth));
    add(d, ",\"properties\":");
    zb_slot props;
    ZB_TRY(zb_slot_read(d->view, record + ZB_ERROR_PROPS * ZB_SLOT_BYTES, &props));
    if (props.tag == ZB_TAG_OBJECT)
        ZB_TRY(dump_object(d, props.a, depth));
    else
        add(d, "null");
    add(d, "}");
    return ZB_OK;
}

static zb_status
dump_regexp(dumper *d, zb_off record)
{
    zb_regexp regexp;
    ZB_TRY(zb_regexp_open(d->view, record, &regexp));
    add(d, "[");
    zb_text_add_json(d->text, regexp.source.ptr, regexp.source.len);
    add(d, ",");
    zb_text_add_json(d->text, regexp.flags.ptr, regexp.flags.len);
    add(d, "]");
    return ZB_OK;
}

static zb_status
dump_boxed(dumper *d, zb_off record, uint32_t depth)
{
    zb_slot value;
    ZB_TRY(zb_slot_read(d->view, record, &value));
    bool is_primitive = (value.tag >= ZB_TAG_BOOL && value.tag <= ZB_TAG_STRING) ||
                        value.tag == ZB_TAG_BIGINT || value.tag == ZB_TAG_INTEGER;
    return is_primitive ? dump_value(d, value, depth) : ZB_E_TAG;
}

/* The bytes of the elements, and the type of those that have one. */
static zb_status
dump_column(dumper *d, zb_off header, uint8_t tag)
{
    static const char *const names[] = {"",    "i8",  "u8",  "u8_clamped", "i16", "u16", "i32",
                                        "u32", "i64", "u64", "f16",        "f32", "f64"};
    zb_column column;
    ZB_TRY(zb_column_open(d->view, header, &column));
    bool is_typed = tag == ZB_TAG_COLUMN || tag == ZB_TAG_SHARED;
    if (!is_typed && column.type != ZB_COLUMN_U8)
        return ZB_E_TAG;
    add_quoted_hex(d, zb_view_ptr(d->view, column.data), column.length * column.item_bytes);
    if (is_typed) {
        add(d, ",\"of\":\"");
        add(d, names[column.type]);
        add(d, "\"");
    }
    return ZB_OK;
}

/* Bytes behind a header: of a bigint limbs of 64 bits. */
static zb_status
dump_bytes(dumper *d, zb_off header, bool is_integer)
{
    zb_str span;
    ZB_TRY(zb_string_at(d->view, header, &span));
    if (is_integer && (span.len % 8 != 0 || span.len < 16))
        return ZB_E_CORRUPT;
    add_quoted_hex(d, span.ptr, span.len);
    return ZB_OK;
}

static zb_status
dump_string(dumper *d, zb_off header)
{
    zb_str span;
    ZB_TRY(zb_string_at(d->view, header, &span));
    zb_text_add_json(d->text, span.ptr, span.len);
    return ZB_OK;
}

static void
dump_f64(dumper *d, uint64_t bits)
{
    uint8_t big_endian[8];
    for (int byte = 0; byte < 8; byte++)
        big_endian[byte] = (uint8_t)(bits >> (56 - byte * 8));
    add_quoted_hex(d, big_endian, 8);
}

static void
dump_i64(dumper *d, int64_t value)
{
    add(d, "\"");
    zb_text_add_i64(d->text, value);
    add(d, "\"");
}

static const char *
name_of(uint8_t tag)
{
    static const char *const plain[] = {"null",  "bool",   "i32",    "f64",  "string",
                                        "array", "object", "bigint", "bytes"};
    static const char *const extended[] = {"undefined", "hole",   "date",  "column", "buffer",
                                           "data view", "shared", "map",   "set",    "error",
                                           "regexp",    "symbol", "boxed", "integer"};
    return tag <= ZB_TAG_BYTES ? plain[tag] : extended[tag - ZB_EXTENSION_TAG_FIRST];
}

/* The part after "v": of a value that has one. */
static zb_status
dump_payload(dumper *d, zb_slot slot, uint32_t depth)
{
    switch (slot.tag) {
    case ZB_TAG_BOOL:
        add(d, slot.a != 0 ? "true" : "false");
        return ZB_OK;
    case ZB_TAG_I32:
        zb_text_add_i64(d->text, (int32_t)slot.a);
        return ZB_OK;
    case ZB_TAG_F64:
    case ZB_TAG_DATE:
        dump_f64(d, slot.b);
        return ZB_OK;
    case ZB_TAG_BIGINT:
        dump_i64(d, (int64_t)slot.b);
        return ZB_OK;
    case ZB_TAG_STRING:
    case ZB_TAG_SYMBOL:
        return dump_string(d, slot.a);
    case ZB_TAG_BYTES:
    case ZB_TAG_INTEGER:
        return dump_bytes(d, slot.a, slot.tag == ZB_TAG_INTEGER);
    case ZB_TAG_ARRAY:
    case ZB_TAG_SET:
        return dump_array(d, slot.a, depth + 1);
    case ZB_TAG_OBJECT:
        return dump_object(d, slot.a, depth + 1);
    case ZB_TAG_MAP:
        return dump_map(d, slot.a, depth + 1);
    case ZB_TAG_ERROR:
        return dump_error(d, slot.a, depth + 1);
    case ZB_TAG_REGEXP:
        return dump_regexp(d, slot.a);
    case ZB_TAG_BOXED:
        return dump_boxed(d, slot.a, depth + 1);
    default:
        return dump_column(d, slot.a, slot.tag);
    }
}

/* What two slots can have in common (SPEC.md, 9.1). */
static bool
has_identity(uint8_t tag)
{
    return tag == ZB_TAG_ARRAY || tag == ZB_TAG_OBJECT || tag == ZB_TAG_BOXED ||
           (tag >= ZB_TAG_COLUMN && tag <= ZB_TAG_REGEXP);
}

/* Number of a container that was met before; the count of them, and it is counted, when it was not. */
static zb_status
meet(dumper *d, zb_slot slot, uint32_t *number)
{
    for (*number = 0; *number < d->met_count; ++*number)
        if (met_list[*number].off == slot.a && met_list[*number].tag == slot.tag)
            return ZB_OK;
    if (d->met_count == MAX_MET)
        return ZB_E_INVALID;
    met_list[d->met_count].off = slot.a;
    met_list[d->met_count].tag = slot.tag;
    d->met_count++;
    return ZB_OK;
}

static zb_status
dump_value(dumper *d, zb_slot slot, uint32_t depth)
{
    if (depth == MAX_DEPTH)
        return ZB_E_INVALID;
    if (slot.tag > ZB_TAG_BYTES && !d->is_graph)
        return ZB_E_TAG; /* version 1 only */
    if (d->is_graph && has_identity(slot.tag)) {
        uint32_t count = d->met_count, number;
        ZB_TRY(meet(d, slot, &number));
        if (number < count) {
            add(d, "{\"t\":\"ref\",\"v\":");
            zb_text_add_i64(d->text, number);
            add(d, "}");
            return d->text->status;
        }
    }
    add(d, "{\"t\":\"");
    add(d, name_of(slot.tag));
    add(d, "\"");
    if (slot.tag != ZB_TAG_NULL && slot.tag != ZB_TAG_UNDEFINED && slot.tag != ZB_TAG_HOLE) {
        add(d, ",\"v\":");
        ZB_TRY(dump_payload(d, slot, depth));
    }
    add(d, "}");
    return d->text->status;
}

zb_status
dump(zb_view view, uint32_t tag, zb_off off, zb_text *text)
{
    dumper d = {view, text, tag == DUMP_GRAPH, 0};
    zb_slot value = zb_at((zb_tag)tag, off);
    if (tag == DUMP_SLOT || tag == DUMP_GRAPH)
        ZB_TRY(zb_slot_read(view, off, &value));
    return dump_value(&d, value, 0);
}
