/* SPDX-License-Identifier: MIT */
/* A table of CSV as a value: headers and handles over elements that stay where they are. */
#include <zerobuf/csv.h>
#include <zerobuf/object.h>

#include "column.h"

/* The value of one column over its elements. */
static zb_status
column_value(zb_arena *arena, const zb_csv_table *table, const zb_csv_column *column, zb_slot *out)
{
    zb_off off;
    if (column->kind == ZB_CSV_TEXTS) {
        ZB_TRY(zb_arena_alloc(arena, ZB_HANDLE_BYTES, ZB_WRITE_ALIGN, &off));
        zbi_store_u32(arena, off, column->data - ZB_ARRAY_HEADER_BYTES);
        *out = zb_at(ZB_TAG_ARRAY, off);
        return ZB_OK;
    }
    zb_column header = {column->data, table->row_count, table->row_count, sizeof(double), ZB_COLUMN_F64};
    ZB_TRY(zb_column_new(arena, ZB_COLUMN_F64, 0, out));
    zbi_column_publish(arena, out->a, &header);
    return ZB_OK;
}

/* Append a property.  The name's bytes are the key where they lie: an arena that moves takes them along. */
static zb_status
add_property(zb_arena *arena, zb_off object, zb_off key, uint32_t len, zb_slot value)
{
    zb_view view = zb_arena_view(arena);
    zb_off found;
    zb_status status = zb_object_find(view, object, (const char *)zb_view_ptr(view, key), len, &found);
    if (status != ZB_E_NOT_FOUND)
        return status == ZB_OK ? ZB_E_EXISTS : status;
    zbi_block block;
    ZB_TRY(zbi_block_open(view, object, ZB_OBJECT_ENTRY_BYTES, &block));
    zb_off entry = block.data + ZB_OBJECT_HEADER_BYTES + block.length * ZB_OBJECT_ENTRY_BYTES;
    zbi_store_u32(arena, entry, key);
    zbi_store_u32(arena, entry + 4, len);
    zbi_slot_store(arena, entry + ZB_ENTRY_SLOT_AT, value);
    zbi_index_update(arena, object, block.data, block.length + 1);
    zbi_block_publish(arena, object, &block);
    return ZB_OK;
}

static zb_status
table_value(zb_arena *arena, const zb_csv_table *table, zb_slot *out)
{
    zb_slot object, value;
    ZB_TRY(zb_object_new(arena, table->column_count, &object));
    for (uint32_t i = 0; i < table->column_count; i++) {
        zb_view view = zb_arena_view(arena);
        zb_csv_column column = zb_csv_table_column(view, table, i);
        zb_off key = (zb_off)((uintptr_t)column.name.ptr - (uintptr_t)zb_view_ptr(view, 0));
        ZB_TRY(column_value(arena, table, &column, &value));
        ZB_TRY(add_property(arena, object.a, key, column.name.len, value));
    }
    *out = object;
    return ZB_OK;
}

zb_status
zb_csv_table_value(zb_arena *arena, const zb_csv_table *table, zb_slot *out)
{
    if (!zbi_tag_writable(arena, ZB_TAG_COLUMN))
        return ZB_E_TAG;
    zb_checkpoint before = zb_arena_save(arena);
    zb_status status = table_value(arena, table, out);
    if (status != ZB_OK)
        zbi_arena_rollback(arena, before);
    return status;
}
