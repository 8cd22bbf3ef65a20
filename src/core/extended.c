/* SPDX-License-Identifier: MIT */
/* Extension types that are a payload, a text or a record of slots (SPEC.md, 9). */
#include <zerobuf/column.h>
#include <zerobuf/extended.h>

#include "internal.h"

#define LIMB_BYTES 8u

zb_status
zb_slot_get_date(zb_view view, zb_off slot, double *out)
{
    zb_slot value;
    ZB_TRY(zb_slot_read(view, slot, &value));
    if (value.tag != ZB_TAG_DATE)
        return ZB_E_TAG;
    __builtin_memcpy(out, &value.b, sizeof *out);
    return ZB_OK;
}

/* A record of slots, in one piece. */
static zb_status
record_new(zb_arena *arena, const zb_slot *slots, uint32_t count, zb_off *out)
{
    zb_off record;
    ZB_TRY(zb_arena_alloc(arena, count * ZB_SLOT_BYTES, ZB_WRITE_ALIGN, &record));
    for (uint32_t i = 0; i < count; i++)
        zbi_slot_store(arena, record + i * ZB_SLOT_BYTES, slots[i]);
    *out = record;
    return ZB_OK;
}

/* A record whose first two slots are strings. */
static zb_status
texts_new(zb_arena *arena, zb_str first, zb_str second, zb_slot *slots, uint32_t count, zb_off *out)
{
    zb_checkpoint before = zb_arena_save(arena);
    zb_status status = zb_string_new(arena, first.ptr, first.len, &slots[0]);
    if (status == ZB_OK)
        status = zb_string_new(arena, second.ptr, second.len, &slots[1]);
    if (status == ZB_OK)
        status = record_new(arena, slots, count, out);
    if (status != ZB_OK)
        zbi_arena_rollback(arena, before);
    return status;
}

static zb_str
str_of(const char *text)
{
    zb_str str = {text, 0};
    while (text[str.len] != '\0')
        str.len++;
    return str;
}

zb_status
zb_error_new(zb_arena *arena, const char *name, const char *message, zb_slot cause, zb_slot *out)
{
    if (!zbi_tag_writable(arena, ZB_TAG_ERROR) || !zbi_tag_known(cause.tag))
        return ZB_E_TAG;
    zb_slot slots[ZB_ERROR_SLOTS] = {zb_null(), zb_null(), zb_undefined(), cause, zb_undefined()};
    zb_off record;
    ZB_TRY(texts_new(arena, str_of(name), str_of(message), slots, ZB_ERROR_SLOTS, &record));
    *out = zb_at(ZB_TAG_ERROR, record);
    return ZB_OK;
}

static zb_off
field(zb_off record, uint32_t number)
{
    return record + number * ZB_SLOT_BYTES;
}

zb_status
zb_error_open(zb_view view, zb_off record, zb_error *out)
{
    zb_slot stack, cause, props;
    zb_error error = {{NULL, 0}, {NULL, 0}, {NULL, 0}, field(record, ZB_ERROR_CAUSE), 0};
    ZB_TRY(zb_view_check(view, record, ZB_ERROR_SLOTS * ZB_SLOT_BYTES));
    ZB_TRY(zb_slot_get_string(view, field(record, ZB_ERROR_NAME), &error.name));
    ZB_TRY(zb_slot_get_string(view, field(record, ZB_ERROR_MESSAGE), &error.message));
    ZB_TRY(zb_slot_read(view, field(record, ZB_ERROR_STACK), &stack));
    ZB_TRY(zb_slot_read(view, error.cause, &cause));
    ZB_TRY(zb_slot_read(view, field(record, ZB_ERROR_PROPS), &props));
    if (stack.tag != ZB_TAG_UNDEFINED)
        ZB_TRY(zb_slot_get_string(view, field(record, ZB_ERROR_STACK), &error.stack));
    if (props.tag != ZB_TAG_UNDEFINED)
        ZB_TRY(zb_slot_get_object(view, field(record, ZB_ERROR_PROPS), &error.props));
    *out = error;
    return ZB_OK;
}

zb_status
zb_regexp_new(zb_arena *arena, zb_str source, zb_str flags, zb_slot *out)
{
    if (!zbi_tag_writable(arena, ZB_TAG_REGEXP))
        return ZB_E_TAG;
    zb_slot slots[ZB_REGEXP_SLOTS];
    zb_off record;
    ZB_TRY(texts_new(arena, source, flags, slots, ZB_REGEXP_SLOTS, &record));
    *out = zb_at(ZB_TAG_REGEXP, record);
    return ZB_OK;
}

zb_status
zb_regexp_open(zb_view view, zb_off record, zb_regexp *out)
{
    zb_regexp regexp;
    ZB_TRY(zb_view_check(view, record, ZB_REGEXP_SLOTS * ZB_SLOT_BYTES));
    ZB_TRY(zb_slot_get_string(view, field(record, ZB_REGEXP_SOURCE), &regexp.source));
    ZB_TRY(zb_slot_get_string(view, field(record, ZB_REGEXP_FLAGS), &regexp.flags));
    *out = regexp;
    return ZB_OK;
}

zb_status
zb_symbol_new(zb_arena *arena, const char *key, uint32_t len, zb_slot *out)
{
    zb_slot text;
    if (!zbi_tag_writable(arena, ZB_TAG_SYMBOL))
        return ZB_E_TAG;
    ZB_TRY(zb_string_new(arena, key, len, &text));
    *out = zb_at(ZB_TAG_SYMBOL, text.a);
    return ZB_OK;
}

zb_status
zb_boxed_new(zb_arena *arena, zb_slot value, zb_slot *out)
{
    zb_off record;
    if (!zbi_tag_writable(arena, ZB_TAG_BOXED))
        return ZB_E_TAG;
    if (!zbi_can_be_boxed(value.tag))
        return ZB_E_INVALID;
    ZB_TRY(record_new(arena, &value, ZB_BOXED_SLOTS, &record));
    *out = zb_at(ZB_TAG_BOXED, record);
    return ZB_OK;
}

zb_status
zb_buffer_new(zb_arena *arena, const void *data, uint32_t len, zb_slot *out)
{
    zb_checkpoint before = zb_arena_save(arena);
    zb_slot column;
    ZB_TRY(zb_column_new(arena, ZB_COLUMN_U8, len, &column));
    zb_status status = zb_column_append(arena, column.a, data, len);
    if (status != ZB_OK) {
        zbi_arena_rollback(arena, before);
        return status;
    }
    *out = zb_at(ZB_TAG_BUFFER, column.a);
    return ZB_OK;
}

zb_status
zb_integer_new(zb_arena *arena, const uint64_t *limbs, uint32_t count, zb_slot *out)
{
    if (count == 0 || count > ZB_MAX_REGION_BYTES / LIMB_BYTES)
        return ZB_E_INVALID;
    /* A highest limb that only repeats the sign of the one below says nothing. */
    while (count > 1 && limbs[count - 1] == 0 - (limbs[count - 2] >> 63))
        count--;
    if (count == 1) {
        *out = zb_bigint((int64_t)limbs[0]);
        return ZB_OK;
    }
    zb_slot bytes;
    if (!zbi_tag_writable(arena, ZB_TAG_INTEGER))
        return ZB_E_TAG;
    ZB_TRY(zb_bytes_new(arena, limbs, count * LIMB_BYTES, NULL, &bytes));
    *out = zb_at(ZB_TAG_INTEGER, bytes.a);
    return ZB_OK;
}
