/* SPDX-License-Identifier: MIT */
#ifndef WALK_H
#define WALK_H

/*
 * Reads every byte that the unchecked readers reach from a value: what zb_verify()
 * promises is that none of them lies outside the view, which AddressSanitizer sees.
 */

#include <zerobuf/column.h>
#include <zerobuf/unchecked.h>

typedef struct walk_state {
    zb_view view;
    uint32_t visits, max_visits; /* a value can be shared so often that its tree has no end */
    uint64_t sum;                /* keeps the reads */
} walk_state;

static void
walk_touch(walk_state *w, const void *bytes, uint64_t len)
{
    const uint8_t *p = (const uint8_t *)bytes;
    for (uint64_t i = 0; i < len; i++)
        w->sum += p[i];
}

static void walk_slot(walk_state *w, zb_off slot, unsigned depth);

static void
walk_slots(walk_state *w, zb_off slot, uint32_t count, uint32_t stride, unsigned depth)
{
    for (uint32_t i = 0; i < count && w->visits < w->max_visits; i++)
        walk_slot(w, slot + i * stride, depth + 1);
}

static void
walk_object(walk_state *w, zb_off handle, unsigned depth)
{
    zb_object object = zb_object_unchecked(w->view, handle);
    for (uint32_t i = 0; i < object.count && w->visits < w->max_visits; i++) {
        zb_off entry = object.entries + i * ZB_OBJECT_ENTRY_BYTES;
        zb_str key = zb_entry_key_unchecked(w->view, entry);
        walk_touch(w, key.ptr, key.len);
        zb_key again = {key.ptr, key.len, i};
        w->sum += zb_object_lookup_unchecked(w->view, handle, &again);
        walk_slot(w, entry + ZB_ENTRY_SLOT_AT, depth + 1);
    }
}

static void
walk_map(walk_state *w, zb_off handle, unsigned depth)
{
    zb_array map = zb_array_unchecked(w->view, handle); /* its header is that of an array */
    walk_slots(w, map.slots, map.length, ZB_MAP_ENTRY_BYTES, depth);
    walk_slots(w, map.slots + ZB_MAP_VALUE_AT, map.length, ZB_MAP_ENTRY_BYTES, depth);
}

static void
walk_column(walk_state *w, zb_off header)
{
    zb_off data = zb_view_u32(w->view, header + ZB_COLUMN_DATA_AT);
    uint32_t length = zb_view_u32(w->view, header + ZB_COLUMN_LENGTH_AT);
    uint32_t type = *zb_view_ptr(w->view, header + ZB_COLUMN_TYPE_AT);
    walk_touch(w, zb_view_ptr(w->view, data), (uint64_t)length * zb_column_item_bytes(type));
}

static void
walk_slot(walk_state *w, zb_off slot, unsigned depth)
{
    if (depth > 600 || w->visits++ >= w->max_visits)
        return;
    uint32_t a = zb_slot_a_unchecked(w->view, slot);
    zb_str text;
    zb_array array;
    w->sum += (uint64_t)zb_slot_read_unchecked(w->view, slot).b & 1;
    switch (zb_slot_tag_unchecked(w->view, slot)) {
    case ZB_TAG_NULL:
    case ZB_TAG_BOOL:
    case ZB_TAG_I32:
    case ZB_TAG_BIGINT:
    case ZB_TAG_UNDEFINED:
    case ZB_TAG_HOLE:
    case ZB_TAG_DATE:
        break;
    case ZB_TAG_F64:
        w->sum += zb_slot_f64_unchecked(w->view, slot) > 0 ? 1 : 0;
        break;
    case ZB_TAG_STRING:
    case ZB_TAG_BYTES:
    case ZB_TAG_SYMBOL:
    case ZB_TAG_INTEGER:
        text = zb_string_unchecked(w->view, a);
        walk_touch(w, text.ptr, text.len);
        break;
    case ZB_TAG_ARRAY:
    case ZB_TAG_SET:
        array = zb_array_unchecked(w->view, a);
        walk_slots(w, array.slots, array.length, ZB_SLOT_BYTES, depth);
        break;
    case ZB_TAG_OBJECT:
        walk_object(w, a, depth);
        break;
    case ZB_TAG_MAP:
        walk_map(w, a, depth);
        break;
    case ZB_TAG_COLUMN:
    case ZB_TAG_BUFFER:
    case ZB_TAG_DATA_VIEW:
    case ZB_TAG_SHARED:
        walk_column(w, a);
        break;
    case ZB_TAG_ERROR:
        walk_slots(w, a, ZB_ERROR_SLOTS, ZB_SLOT_BYTES, depth);
        break;
    case ZB_TAG_REGEXP:
        walk_slots(w, a, ZB_REGEXP_SLOTS, ZB_SLOT_BYTES, depth);
        break;
    case ZB_TAG_BOXED:
        walk_slots(w, a, ZB_BOXED_SLOTS, ZB_SLOT_BYTES, depth);
        break;
    }
}

#endif /* WALK_H */
