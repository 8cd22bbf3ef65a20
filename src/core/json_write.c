/* SPDX-License-Identifier: MIT */
/* Values to JSON text: a walk with a stack of fixed size, so that hostile values cannot exhaust it. */
#include "json_writer.h"

#include "column.h"

#include <zerobuf/array.h>
#include <zerobuf/extended.h>
#include <zerobuf/object.h>
#include <zerobuf/text.h>

#define DEFAULT_DEPTH 512u
#define MAX_INDENT 10u

static void
note(zbi_json_writer *w, zb_status status)
{
    if (w->status == ZB_OK)
        w->status = status;
}

/* With indent: a new line for what stands at the current depth. */
static void
put_line(zbi_json_writer *w)
{
    if (w->indent == 0)
        return;
    zbi_json_put_char(w, '\n');
    for (uint32_t level = 0; level < w->depth; level++)
        zbi_json_put(w, "          ", w->indent);
}

/* Before a part of the container on top of the stack. */
static void
put_comma(zbi_json_writer *w)
{
    zbi_json_frame *frame = &w->stack[w->depth - 1];
    char *out = zbi_json_room(w, 1);
    *out = ',';
    w->used += !frame->empty;
    frame->empty = false;
    put_line(w);
}

static void
put_colon(zbi_json_writer *w)
{
    char *out = zbi_json_room(w, 2);
    out[0] = ':';
    out[1] = ' ';
    w->used += w->indent > 0 ? 2 : 1;
}

static bool
has_braces(zbi_json_kind kind)
{
    return kind != ZBI_JSON_SLOTS && kind != ZBI_JSON_PAIRS;
}

static ZBI_COLD void
open_container(zbi_json_writer *w, zbi_json_kind kind, zb_off at, uint32_t count)
{
    if (w->depth == w->max_depth) {
        note(w, ZB_E_DEPTH);
        return;
    }
    if (kind == ZBI_JSON_FIELDS && (w->flags & ZB_JSON_SORTED) != 0)
        kind = ZBI_JSON_SORTED;
    zbi_json_put_char(w, has_braces(kind) ? '{' : '[');
    zbi_json_frame frame = {at, count, 0, 0, true};
    frame.kind = (uint32_t)kind & 7u;
    w->stack[w->depth++] = frame;
    if (w->batch_depth == w->depth)
        w->batch_depth = 0; /* it was another object's */
}

static ZBI_COLD void
close_container(zbi_json_writer *w)
{
    zbi_json_frame frame = w->stack[--w->depth];
    if (!frame.empty)
        put_line(w);
    zbi_json_put_char(w, has_braces((zbi_json_kind)frame.kind) ? '}' : ']');
}

/* The elements of a column; they hold nothing, so they need no walk. */
static ZBI_COLD void
put_column(zbi_json_writer *w, zb_off header)
{
    zb_column column;
    note(w, zb_column_open(w->view, header, &column));
    if (w->status == ZB_OK)
        open_container(w, ZBI_JSON_SLOTS, 0, 0);
    if (w->status != ZB_OK)
        return;
    for (uint32_t i = 0; i < column.length && w->status == ZB_OK; i++) {
        put_comma(w);
        zb_slot element = zbi_column_element(w->view, &column, i);
        double number;
        __builtin_memcpy(&number, &element.b, sizeof number);
        if (column.type == ZB_COLUMN_U64)
            zbi_json_put_integer(w, zb_view_u64(w->view, column.data + i * 8), false);
        else if (element.tag == ZB_TAG_BIGINT)
            zbi_json_put_integer(w, (int64_t)element.b < 0 ? 0 - element.b : element.b,
                                 (int64_t)element.b < 0);
        else
            zbi_json_put_number(w, element.tag == ZB_TAG_I32 ? (int32_t)element.a : number);
    }
    close_container(w);
}

/* The characters of the string in a slot. */
static ZBI_COLD void
put_text_of(zbi_json_writer *w, zb_off slot)
{
    zb_str text = {NULL, 0};
    note(w, zb_slot_get_string(w->view, slot, &text));
    if (w->status == ZB_OK)
        zbi_json_put_characters(w, zb_view_u32(w->view, slot + ZB_SLOT_A_AT) + ZB_STRING_HEADER_BYTES,
                                text.len, 0, 0, 0);
}

static ZBI_COLD void
put_regexp(zbi_json_writer *w, zb_off record)
{
    zbi_json_put(w, ZB_LIT("\"/"));
    put_text_of(w, record + ZB_REGEXP_SOURCE * ZB_SLOT_BYTES);
    zbi_json_put_char(w, '/');
    put_text_of(w, record + ZB_REGEXP_FLAGS * ZB_SLOT_BYTES);
    zbi_json_put_char(w, '"');
}

/* String, bytes or an integer of any size: what lies at a header. */
static void
put_bytes(zbi_json_writer *w, zb_slot value)
{
    zb_str span;
    zb_status status = zb_string_at(w->view, value.a, &span);
    zb_off bytes = value.a + ZB_STRING_HEADER_BYTES;
    note(w, status);
    if (status != ZB_OK)
        return;
    if (value.tag == ZB_TAG_STRING)
        zbi_json_put_characters(w, bytes, span.len, 0, '"', 0);
    else if (value.tag == ZB_TAG_BYTES)
        zbi_json_put_base64(w, bytes, span.len);
    else
        zbi_json_put_wide(w, bytes, span.len);
}

/* Array, object, set or map: a handle with a block of items. */
static void
put_block(zbi_json_writer *w, zb_slot value)
{
    bool object = value.tag == ZB_TAG_OBJECT, map = value.tag == ZB_TAG_MAP;
    zbi_block block;
    zb_status status = zbi_block_open(w->view, value.a,
                                      object ? ZB_OBJECT_ENTRY_BYTES
                                      : map  ? ZB_MAP_ENTRY_BYTES
                                             : ZB_SLOT_BYTES,
                                      &block);
    note(w, status);
    if (status == ZB_OK)
        open_container(w,
                       object ? ZBI_JSON_FIELDS
                       : map  ? ZBI_JSON_PAIRS
                              : ZBI_JSON_SLOTS,
                       block.data + ZB_ARRAY_HEADER_BYTES, block.length);
}

static ZBI_COLD void
put_error(zbi_json_writer *w, zb_off record)
{
    zb_error error;
    note(w, zb_error_open(w->view, record, &error));
    if (w->status == ZB_OK)
        open_container(w, ZBI_JSON_ERROR, record, 3);
}

/* The slot at `slot`, which lies in a block that was checked.  Its three unused bytes come along. */
static inline zb_slot
load_slot(zb_view view, zb_off slot)
{
    zb_slot value;
    __builtin_memcpy(&value, zb_view_ptr(view, slot), sizeof value);
    return value;
}

/* What is left out of objects, and null elsewhere. */
static bool
has_no_text(zb_slot value)
{
    return value.tag == ZB_TAG_UNDEFINED || value.tag == ZB_TAG_HOLE || value.tag == ZB_TAG_SYMBOL;
}

/* Write a scalar, or open a container. */
static void
put_value(zbi_json_writer *w, zb_slot value)
{
    double number;
    if (value.tag == ZB_TAG_BOXED) {
        note(w, zb_slot_read(w->view, value.a, &value));
        if (!zbi_can_be_boxed(value.tag))
            note(w, ZB_E_TAG);
        if (w->status != ZB_OK)
            return;
    }
    switch ((zb_tag)value.tag) {
    case ZB_TAG_NULL:
    case ZB_TAG_UNDEFINED:
    case ZB_TAG_HOLE:
    case ZB_TAG_SYMBOL:
        zbi_json_put(w, ZB_LIT("null"));
        return;
    case ZB_TAG_BOOL:
        if (value.a != 0)
            zbi_json_put(w, ZB_LIT("true"));
        else
            zbi_json_put(w, ZB_LIT("false"));
        return;
    case ZB_TAG_I32:
        zbi_json_put_integer(w, (int32_t)value.a < 0 ? 0 - value.a : value.a, (int32_t)value.a < 0);
        return;
    case ZB_TAG_BIGINT:
        zbi_json_put_integer(w, (int64_t)value.b < 0 ? 0 - value.b : value.b, (int64_t)value.b < 0);
        return;
    case ZB_TAG_F64:
    case ZB_TAG_DATE:
        __builtin_memcpy(&number, &value.b, sizeof number);
        if (value.tag == ZB_TAG_DATE)
            zbi_json_put_date(w, number);
        else
            zbi_json_put_number(w, number);
        return;
    case ZB_TAG_STRING:
    case ZB_TAG_BYTES:
    case ZB_TAG_INTEGER:
        put_bytes(w, value);
        return;
    case ZB_TAG_ARRAY:
    case ZB_TAG_OBJECT:
    case ZB_TAG_MAP:
    case ZB_TAG_SET:
        put_block(w, value);
        return;
    case ZB_TAG_COLUMN:
    case ZB_TAG_BUFFER:
    case ZB_TAG_DATA_VIEW:
    case ZB_TAG_SHARED:
        put_column(w, value.a);
        return;
    case ZB_TAG_ERROR:
        put_error(w, value.a);
        return;
    case ZB_TAG_REGEXP:
        put_regexp(w, value.a);
        return;
    case ZB_TAG_BOXED: /* of a boxed value */
    default:
        note(w, ZB_E_TAG);
    }
}

/* An entry of an object: nothing when its value has no text. */
static void
put_entry(zbi_json_writer *w, zb_off entry)
{
    zb_off key = zb_view_u32(w->view, entry);
    uint32_t len = zb_view_u32(w->view, entry + 4);
    zb_slot value = load_slot(w->view, entry + ZB_ENTRY_SLOT_AT);
    if (has_no_text(value))
        return;
    if (!zb_view_has(w->view, key, len)) {
        note(w, ZB_E_BOUNDS);
        return;
    }
    zbi_json_frame *frame = &w->stack[w->depth - 1];
    if (w->indent == 0) {
        zbi_json_put_characters(w, key, len, frame->empty ? 0 : ',', '"', ':');
        frame->empty = false;
    } else {
        put_comma(w);
        zbi_json_put_characters(w, key, len, 0, '"', 0);
        put_colon(w);
    }
    put_value(w, value);
}

/* A field of the error at `record`; those that are in order are cause, message, name. */
static ZBI_COLD void
put_error_field(zbi_json_writer *w, zb_off record, uint32_t left)
{
    static const char *const keys[] = {"\"name\"", "\"message\"", "\"cause\""};
    static const uint8_t lens[] = {6, 9, 7}, fields[] = {ZB_ERROR_NAME, ZB_ERROR_MESSAGE, ZB_ERROR_CAUSE};
    uint32_t i = (w->flags & ZB_JSON_SORTED) != 0 ? left - 1 : 3 - left;
    zb_slot value = load_slot(w->view, record + fields[i] * ZB_SLOT_BYTES);
    if (has_no_text(value))
        return;
    put_comma(w);
    zbi_json_put(w, keys[i], lens[i]);
    put_colon(w);
    put_value(w, value);
}

/* The next parts of the container on top of the stack, up to one that opens another, or its end. */
static void
step(zbi_json_writer *w)
{
    uint32_t depth = w->depth;
    zbi_json_frame *frame = &w->stack[depth - 1];
    while (frame->left > 0 && w->depth == depth && w->status == ZB_OK) {
        zb_off at = frame->at;
        switch ((zbi_json_kind)frame->kind) {
        case ZBI_JSON_SLOTS:
            frame->at += ZB_SLOT_BYTES;
            frame->left--;
            put_comma(w);
            put_value(w, load_slot(w->view, at));
            break;
        case ZBI_JSON_FIELDS:
            frame->at += ZB_OBJECT_ENTRY_BYTES;
            frame->left--;
            put_entry(w, at);
            break;
        case ZBI_JSON_PAIRS:
            frame->at += ZB_MAP_ENTRY_BYTES;
            frame->left--;
            put_comma(w);
            open_container(w, ZBI_JSON_SLOTS, at, 2); /* key slot and value slot */
            break;
        case ZBI_JSON_ERROR:
            put_error_field(w, at, frame->left--);
            break;
        case ZBI_JSON_SORTED:
        default:
            at = zbi_json_next_sorted(w);
            if (at == 0)
                frame->left = 0;
            else
                put_entry(w, at);
        }
    }
    if (frame->left == 0 && w->depth == depth)
        close_container(w);
}

static zb_status
write_all(zbi_json_writer *w, zb_slot value, const zb_json_write_options *options)
{
    static const zb_json_write_options defaults = {0, 0, 0};
    const zb_json_write_options *o = options != NULL ? options : &defaults;
    if (o->indent > MAX_INDENT || o->max_depth > ZBI_JSON_MAX_DEPTH ||
        (o->flags & ~(ZB_JSON_SORTED | ZB_JSON_ASCII)) != 0)
        return ZB_E_INVALID;
    w->indent = o->indent;
    w->flags = o->flags;
    w->max_depth = o->max_depth != 0 ? o->max_depth : DEFAULT_DEPTH;
    w->status = ZB_OK;
    w->depth = w->used = w->batch_depth = 0;
    put_value(w, value);
    while (w->depth > 0 && w->status == ZB_OK)
        step(w);
    zbi_json_flush(w);
    return w->status;
}

zb_status
zb_json_write(zb_view view, zb_slot value, const zb_json_write_options *options, zb_json_sink sink,
              void *context)
{
    zbi_json_writer w; /* not cleared: most of it is stack and buffer */
    w.view = view;
    w.arena = NULL;
    w.sink = sink;
    w.context = context;
    return write_all(&w, value, options);
}

static zb_status
add_text(void *context, const char *bytes, uint32_t len)
{
    zb_text *text = (zb_text *)context;
    zb_text_add(text, bytes, len);
    return text->status;
}

zb_status
zb_json_text(zb_arena *arena, zb_slot value, const zb_json_write_options *options, zb_slot *out)
{
    ZB_TRY(zb_arena_refresh(arena));
    zb_checkpoint before = zb_arena_save(arena);
    zb_text text = zb_text_begin(arena, 0);
    zbi_json_writer w;
    w.view = zb_arena_view(arena);
    w.arena = arena;
    w.sink = add_text;
    w.context = &text;
    zb_status status = write_all(&w, value, options);
    if (status == ZB_OK)
        status = zb_text_end(&text, out);
    if (status != ZB_OK)
        zbi_arena_rollback(arena, before);
    return status;
}
