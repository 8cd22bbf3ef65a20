/* SPDX-License-Identifier: MIT */
/* A host call as it would stand in JavaScript, which is what tests compare. */
#include "testing.h"

static zb_str
name_of(const zb_part *part)
{
    return (zb_str){(const char *)(uintptr_t)part->payload, part->len};
}

static zb_status
add_value(zb_text *text, zb_slot value)
{
    zb_slot json;
    zb_str span;
    ZB_TRY(zb_json_text(text->arena, value, NULL, &json));
    ZB_TRY(zb_string_at(zb_arena_view(text->arena), json.a, &span));
    zb_text_add(text, span.ptr, span.len);
    return ZB_OK;
}

static void
add_object(zb_text *text, uint64_t number)
{
    zb_text_add(text, "#", 1);
    zb_text_add_i64(text, (int64_t)number);
}

static zb_status
add_argument(zb_text *text, const zb_part *part)
{
    zb_slot value;
    double number;
    zb_str name = name_of(part);
    switch (part->kind) {
    case ZB_PART_NULL:
        return add_value(text, zb_null());
    case ZB_PART_BOOL:
        return add_value(text, zb_bool(part->payload != 0));
    case ZB_PART_I32:
        return add_value(text, zb_i32((int32_t)part->payload));
    case ZB_PART_F64:
        memcpy(&number, &part->payload, sizeof number);
        return add_value(text, zb_f64(number));
    case ZB_PART_STRING:
        zb_text_add_json(text, name.ptr, name.len);
        return ZB_OK;
    case ZB_PART_BYTE_STRING:
        zb_text_add_cstr(text, "bytes(");
        zb_text_add_i64(text, part->len);
        zb_text_add_cstr(text, ")");
        return ZB_OK;
    case ZB_PART_VALUE:
        memcpy(&value, (const void *)(uintptr_t)part->payload, sizeof value);
        return add_value(text, value);
    case ZB_PART_HANDLE:
        add_object(text, part->payload);
        return ZB_OK;
    default:
        return ZB_E_INVALID;
    }
}

/* Where the chain begins.  A platform's function has no name before it. */
static zb_status
add_root(zb_text *text, const zb_part *part)
{
    switch (part->kind) {
    case ZB_PART_ENV:
        zb_text_add_cstr(text, "env.");
        zb_text_add(text, name_of(part).ptr, part->len);
        return ZB_OK;
    case ZB_PART_PLATFORM:
        return ZB_OK;
    case ZB_PART_CONTEXT:
        zb_text_add_cstr(text, "context");
        return ZB_OK;
    case ZB_PART_EVENT:
        zb_text_add_cstr(text, "event");
        return ZB_OK;
    case ZB_PART_OBJECT:
        add_object(text, part->payload);
        return ZB_OK;
    default:
        return ZB_E_INVALID;
    }
}

zb_status
zbi_test_describe(zb_arena *arena, const zb_part *parts, uint32_t count, zb_str *out)
{
    zb_text text = zb_text_begin(arena, 0);
    if (count == 0 || count > ZB_MAX_PARTS)
        return ZB_E_INVALID;
    ZB_TRY(add_root(&text, &parts[0]));
    for (uint32_t i = 1; i < count;) {
        const zb_part *step = &parts[i++];
        if (step->kind != ZB_PART_PROPERTY && step->kind != ZB_PART_METHOD)
            return ZB_E_INVALID;
        zb_text_add_cstr(&text, text.len > 0 ? "." : "");
        zb_text_add(&text, name_of(step).ptr, step->len);
        if (step->kind == ZB_PART_PROPERTY)
            continue;
        zb_text_add_cstr(&text, "(");
        for (bool first = true; i < count && parts[i].kind >= ZB_PART_ARGUMENT; first = false) {
            zb_text_add_cstr(&text, first ? "" : ", ");
            ZB_TRY(add_argument(&text, &parts[i++]));
        }
        zb_text_add_cstr(&text, ")");
    }
    zb_text_add(&text, "", 1); /* for C */
    zb_slot string;
    ZB_TRY(zb_text_end(&text, &string));
    ZB_TRY(zb_string_at(zb_arena_view(arena), string.a, out));
    out->len--;
    return ZB_OK;
}
