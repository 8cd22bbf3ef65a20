/* SPDX-License-Identifier: MIT */
#include <zerobuf/value.h>

#include "internal.h"

/* Length and bytes in one allocation; `data` may be NULL. */
static zb_status
copy_in(zb_arena *arena, const void *data, uint32_t len, zb_off *out)
{
    if (len > ZB_MAX_REGION_BYTES - ZB_STRING_HEADER_BYTES)
        return ZB_E_MEMORY;
    zb_off header;
    ZB_TRY(zb_arena_alloc(arena, ZB_STRING_HEADER_BYTES + len, ZB_STRING_ALIGN, &header));
    zbi_store_u32(arena, header, len);
    if (data != NULL && len > 0) /* move: text of a damaged region may lie in what was free */
        __builtin_memmove(zb_arena_ptr(arena, header + ZB_STRING_HEADER_BYTES), data, len);
    *out = header;
    return ZB_OK;
}

zb_status
zb_string_new(zb_arena *arena, const char *text, uint32_t len, zb_slot *out)
{
    zb_off header;
    ZB_TRY(copy_in(arena, text, len, &header));
    *out = zb_at(ZB_TAG_STRING, header);
    return ZB_OK;
}

zb_status
zb_bytes_new(zb_arena *arena, const void *data, uint32_t len, zb_off *data_off, zb_slot *out)
{
    zb_off header;
    ZB_TRY(copy_in(arena, data, len, &header));
    if (data_off != NULL)
        *data_off = header + ZB_STRING_HEADER_BYTES;
    *out = zb_at(ZB_TAG_BYTES, header);
    return ZB_OK;
}

void
zbi_slot_store(zb_arena *arena, zb_off slot, zb_slot value)
{
    zbi_store_u32(arena, slot + ZB_SLOT_A_AT, value.a);
    zbi_store_u64(arena, slot + ZB_SLOT_B_AT, value.b);
    zbi_publish_u32(arena, slot, value.tag); /* the three zero bytes included */
}

zb_status
zb_slot_write(zb_arena *arena, zb_off slot, zb_slot value)
{
    ZB_TRY(zb_view_check(zb_arena_view(arena), slot, ZB_SLOT_BYTES));
    if (!zbi_tag_writable(arena, value.tag))
        return ZB_E_TAG;
    zbi_slot_store(arena, slot, value);
    return ZB_OK;
}

zb_status
zb_slot_read(zb_view view, zb_off slot, zb_slot *out)
{
    ZB_TRY(zb_view_check(view, slot, ZB_SLOT_BYTES));
    zb_slot value = {*zb_view_ptr(view, slot),
                     {0, 0, 0},
                     zb_view_u32(view, slot + ZB_SLOT_A_AT),
                     zb_view_u64(view, slot + ZB_SLOT_B_AT)};
    if (!zbi_tag_known(value.tag))
        return ZB_E_TAG;
    *out = value;
    return ZB_OK;
}

/* Read a slot that must hold `tag`. */
static zb_status
expect(zb_view view, zb_off slot, zb_tag tag, zb_slot *out)
{
    zb_slot value;
    ZB_TRY(zb_slot_read(view, slot, &value));
    if (value.tag != tag)
        return ZB_E_TAG;
    *out = value;
    return ZB_OK;
}

zb_status
zb_slot_get_bool(zb_view view, zb_off slot, bool *out)
{
    zb_slot value;
    ZB_TRY(expect(view, slot, ZB_TAG_BOOL, &value));
    *out = value.a != 0;
    return ZB_OK;
}

zb_status
zb_slot_get_i32(zb_view view, zb_off slot, int32_t *out)
{
    zb_slot value;
    ZB_TRY(expect(view, slot, ZB_TAG_I32, &value));
    *out = (int32_t)value.a;
    return ZB_OK;
}

zb_status
zb_slot_get_f64(zb_view view, zb_off slot, double *out)
{
    zb_slot value;
    ZB_TRY(zb_slot_read(view, slot, &value));
    if (value.tag == ZB_TAG_F64)
        __builtin_memcpy(out, &value.b, sizeof *out);
    else if (value.tag == ZB_TAG_I32)
        *out = (int32_t)value.a;
    else
        return ZB_E_TAG;
    return ZB_OK;
}

zb_status
zb_slot_get_bigint(zb_view view, zb_off slot, int64_t *out)
{
    zb_slot value;
    ZB_TRY(expect(view, slot, ZB_TAG_BIGINT, &value));
    *out = (int64_t)value.b;
    return ZB_OK;
}

zb_status
zb_string_at(zb_view view, zb_off header, zb_str *out)
{
    if (!zb_view_has(view, header, ZB_STRING_HEADER_BYTES))
        return ZB_E_BOUNDS;
    uint32_t len = zb_view_u32(view, header);
    if (!zb_view_has(view, header, ZB_STRING_HEADER_BYTES + (uint64_t)len))
        return ZB_E_BOUNDS;
    out->ptr = (const char *)zb_view_ptr(view, header + ZB_STRING_HEADER_BYTES);
    out->len = len;
    return ZB_OK;
}

zb_status
zb_slot_get_string(zb_view view, zb_off slot, zb_str *out)
{
    zb_slot value;
    ZB_TRY(expect(view, slot, ZB_TAG_STRING, &value));
    return zb_string_at(view, value.a, out);
}

zb_status
zb_slot_get_bytes(zb_view view, zb_off slot, zb_bytes *out)
{
    zb_slot value;
    zb_str span;
    ZB_TRY(expect(view, slot, ZB_TAG_BYTES, &value));
    ZB_TRY(zb_string_at(view, value.a, &span));
    out->ptr = (const uint8_t *)span.ptr;
    out->len = span.len;
    return ZB_OK;
}

zb_status
zb_slot_get_array(zb_view view, zb_off slot, zb_off *out)
{
    zb_slot value;
    ZB_TRY(expect(view, slot, ZB_TAG_ARRAY, &value));
    *out = value.a;
    return ZB_OK;
}

zb_status
zb_slot_get_object(zb_view view, zb_off slot, zb_off *out)
{
    zb_slot value;
    ZB_TRY(expect(view, slot, ZB_TAG_OBJECT, &value));
    *out = value.a;
    return ZB_OK;
}
