/* SPDX-License-Identifier: MIT */
#include <zerobuf/iterate.h>

#include "column.h"
#include "record.h"

/* Begin a walk over `count` items from `at` on. */
static zb_status
begin(zb_view view, zb_slot container, zb_off at, uint32_t count, zb_iterator *out)
{
    zb_iterator it = {view, at, count, UINT32_MAX, container, zb_null(), {NULL, 0}, 0, zb_null(), ZB_OK};
    *out = it;
    return ZB_OK;
}

static zb_status
begin_block(zb_view view, zb_slot container, uint32_t item_bytes, zb_iterator *out)
{
    zbi_block block;
    ZB_TRY(zbi_block_open(view, container.a, item_bytes, &block));
    return begin(view, container, block.data + ZB_ARRAY_HEADER_BYTES, block.length, out);
}

static zb_status
begin_record(zb_view view, zb_slot container, zb_iterator *out)
{
    uint32_t slots = zbi_record_slots(container.tag);
    ZB_TRY(zb_view_check(view, container.a, slots * ZB_SLOT_BYTES));
    return begin(view, container, container.a, slots, out);
}

static zb_status
begin_column(zb_view view, zb_slot container, zb_iterator *out)
{
    zb_column column;
    ZB_TRY(zb_column_open(view, container.a, &column));
    return begin(view, container, column.data, column.length, out);
}

zb_status
zb_iterate(zb_view view, zb_slot value, zb_iterator *out)
{
    switch ((zb_tag)value.tag) {
    case ZB_TAG_ARRAY:
    case ZB_TAG_SET:
        return begin_block(view, value, ZB_SLOT_BYTES, out);
    case ZB_TAG_OBJECT:
        return begin_block(view, value, ZB_OBJECT_ENTRY_BYTES, out);
    case ZB_TAG_MAP:
        return begin_block(view, value, ZB_MAP_ENTRY_BYTES, out);
    case ZB_TAG_COLUMN:
    case ZB_TAG_BUFFER:
    case ZB_TAG_DATA_VIEW:
    case ZB_TAG_SHARED:
        return begin_column(view, value, out);
    case ZB_TAG_ERROR:
    case ZB_TAG_REGEXP:
    case ZB_TAG_BOXED:
        return begin_record(view, value, out);
    case ZB_TAG_NULL:
    case ZB_TAG_BOOL:
    case ZB_TAG_I32:
    case ZB_TAG_F64:
    case ZB_TAG_STRING:
    case ZB_TAG_BIGINT:
    case ZB_TAG_BYTES:
    case ZB_TAG_UNDEFINED:
    case ZB_TAG_HOLE:
    case ZB_TAG_DATE:
    case ZB_TAG_SYMBOL:
    case ZB_TAG_INTEGER:
        return begin(view, value, 0, 0, out);
    default:
        return ZB_E_TAG;
    }
}

static zb_status
next_entry(zb_iterator *it)
{
    zb_off key = zb_view_u32(it->view, it->at);
    uint32_t len = zb_view_u32(it->view, it->at + 4);
    if (!zb_view_has(it->view, key, len))
        return ZB_E_BOUNDS;
    it->name.ptr = (const char *)zb_view_ptr(it->view, key);
    it->name.len = len;
    it->slot = it->at + ZB_ENTRY_SLOT_AT;
    it->at += ZB_OBJECT_ENTRY_BYTES;
    return zb_slot_read(it->view, it->slot, &it->value);
}

static zb_status
next_pair(zb_iterator *it)
{
    ZB_TRY(zb_slot_read(it->view, it->at, &it->key));
    it->slot = it->at + ZB_MAP_VALUE_AT;
    it->at += ZB_MAP_ENTRY_BYTES;
    return zb_slot_read(it->view, it->slot, &it->value);
}

static zb_status
next_slot(zb_iterator *it)
{
    if (zbi_record_slots(it->container.tag) > 0)
        it->name = zbi_record_name(it->container.tag, it->index);
    it->slot = it->at;
    it->at += ZB_SLOT_BYTES;
    return zb_slot_read(it->view, it->slot, &it->value);
}

/* The header is looked at again: a slot of a walk has no room for the type. */
static zb_status
next_element(zb_iterator *it)
{
    zb_column column;
    ZB_TRY(zb_column_open(it->view, it->container.a, &column));
    if (it->index >= column.length)
        return ZB_E_CORRUPT;
    it->value = zbi_column_element(it->view, &column, it->index);
    return ZB_OK;
}

bool
zb_next(zb_iterator *it)
{
    if (it->left == 0 || it->status != ZB_OK)
        return false;
    it->left--;
    it->index++;
    if (it->container.tag == ZB_TAG_OBJECT)
        it->status = next_entry(it);
    else if (it->container.tag == ZB_TAG_MAP)
        it->status = next_pair(it);
    else if (zbi_tag_is_column(it->container.tag))
        it->status = next_element(it);
    else
        it->status = next_slot(it);
    return it->status == ZB_OK;
}
