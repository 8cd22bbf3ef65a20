/* SPDX-License-Identifier: MIT */
#include "dump.h"

#define MAX_DEPTH 200u

static zb_status dump_value(zb_view view, zb_slot slot, uint32_t depth, zb_text *text);

static void
add_hex(zb_text *text, const uint8_t *bytes, uint32_t len)
{
    for (uint32_t i = 0; i < len; i++) {
        char pair[2] = {"0123456789abcdef"[bytes[i] >> 4], "0123456789abcdef"[bytes[i] & 15]};
        zb_text_add(text, pair, 2);
    }
}

static zb_status
dump_array(zb_view view, zb_off handle, uint32_t depth, zb_text *text)
{
    zb_array array;
    ZB_TRY(zb_array_open(view, handle, &array));
    for (uint32_t i = 0; i < array.length; i++) {
        zb_slot element;
        if (i > 0)
            zb_text_add(text, ",", 1);
        ZB_TRY(zb_slot_read(view, array.slots + i * ZB_SLOT_BYTES, &element));
        ZB_TRY(dump_value(view, element, depth, text));
    }
    return ZB_OK;
}

static zb_status
dump_object(zb_view view, zb_off handle, uint32_t depth, zb_text *text)
{
    zb_object object;
    ZB_TRY(zb_object_open(view, handle, &object));
    for (uint32_t i = 0; i < object.count; i++) {
        zb_str key;
        zb_off at;
        zb_slot value;
        ZB_TRY(zb_object_entry(view, handle, i, &key, &at));
        ZB_TRY(zb_slot_read(view, at, &value));
        zb_text_add_cstr(text, i > 0 ? ",[" : "[");
        zb_text_add_json(text, key.ptr, key.len);
        zb_text_add(text, ",", 1);
        ZB_TRY(dump_value(view, value, depth, text));
        zb_text_add(text, "]", 1);
    }
    return ZB_OK;
}

static zb_status
dump_value(zb_view view, zb_slot slot, uint32_t depth, zb_text *text)
{
    static const char *const names[] = {"null",  "bool",   "i32",    "f64",  "string",
                                        "array", "object", "bigint", "bytes"};
    if (depth == MAX_DEPTH)
        return ZB_E_INVALID;
    if (slot.tag > ZB_TAG_BYTES)
        return ZB_E_TAG; /* version 1 only */
    zb_text_add_cstr(text, "{\"t\":\"");
    zb_text_add_cstr(text, names[slot.tag]);
    zb_text_add_cstr(text, "\"");
    if (slot.tag != ZB_TAG_NULL)
        zb_text_add_cstr(text, ",\"v\":");
    zb_str span;
    switch (slot.tag) {
    case ZB_TAG_NULL:
        break;
    case ZB_TAG_BOOL:
        zb_text_add_cstr(text, slot.a != 0 ? "true" : "false");
        break;
    case ZB_TAG_I32:
        zb_text_add_i64(text, (int32_t)slot.a);
        break;
    case ZB_TAG_F64:
        zb_text_add(text, "\"", 1);
        for (int byte = 7; byte >= 0; byte--) {
            uint8_t bits = (uint8_t)(slot.b >> (byte * 8));
            add_hex(text, &bits, 1);
        }
        zb_text_add(text, "\"", 1);
        break;
    case ZB_TAG_BIGINT:
        zb_text_add(text, "\"", 1);
        zb_text_add_i64(text, (int64_t)slot.b);
        zb_text_add(text, "\"", 1);
        break;
    case ZB_TAG_STRING:
        ZB_TRY(zb_string_at(view, slot.a, &span));
        zb_text_add_json(text, span.ptr, span.len);
        break;
    case ZB_TAG_BYTES:
        ZB_TRY(zb_string_at(view, slot.a, &span));
        zb_text_add(text, "\"", 1);
        add_hex(text, (const uint8_t *)span.ptr, span.len);
        zb_text_add(text, "\"", 1);
        break;
    case ZB_TAG_ARRAY:
        zb_text_add(text, "[", 1);
        ZB_TRY(dump_array(view, slot.a, depth + 1, text));
        zb_text_add(text, "]", 1);
        break;
    case ZB_TAG_OBJECT:
        zb_text_add(text, "[", 1);
        ZB_TRY(dump_object(view, slot.a, depth + 1, text));
        zb_text_add(text, "]", 1);
        break;
    default:
        break;
    }
    zb_text_add(text, "}", 1);
    return text->status;
}

zb_status
dump(zb_view view, uint32_t tag, zb_off off, zb_text *text)
{
    zb_slot value = zb_at((zb_tag)tag, off);
    if (tag == DUMP_SLOT)
        ZB_TRY(zb_slot_read(view, off, &value));
    return dump_value(view, value, 0, text);
}
