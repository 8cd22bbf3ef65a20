/* SPDX-License-Identifier: MIT */
#include <zerobuf/table.h>

#include "column.h"

#define ROWS ZB_LIT("rows")
#define COLUMNS ZB_LIT("columns")
#define FIRST_CAPACITY 4u /* columns of a new table */

/* The slots of a table's two entries. */
typedef struct table_slots {
    zb_off rows;
    zb_off columns;
} table_slots;

/* Fill entry `index` of a block that nothing refers to yet. */
static void
store_entry(zb_arena *arena, zb_off data, uint32_t index, zb_off key, uint32_t key_len, zb_slot value)
{
    zb_off entry = data + ZB_OBJECT_HEADER_BYTES + index * ZB_OBJECT_ENTRY_BYTES;
    zbi_store_u32(arena, entry, key);
    zbi_store_u32(arena, entry + 4, key_len);
    zbi_slot_store(arena, entry + ZB_ENTRY_SLOT_AT, value);
}

/* All that a new table needs but its second key, so that only this can fail. */
static zb_status
allocate(zb_arena *arena, zb_slot *table, zb_slot *columns, uint32_t spare_bytes, zb_off *spare,
         zb_off *rows_key)
{
    ZB_TRY(zb_object_new(arena, 2, table));
    ZB_TRY(zb_object_new(arena, FIRST_CAPACITY, columns));
    ZB_TRY(zb_arena_alloc(arena, spare_bytes, 1, spare));
    return zb_key_intern(arena, ROWS, rows_key);
}

static zb_status
new_table(zb_arena *arena, const char *columns_key, uint32_t len, zb_slot *out)
{
    zb_slot table, columns;
    zb_off spare, rows_off, columns_off;
    zb_checkpoint before = zb_arena_save(arena);
    zb_status status = allocate(arena, &table, &columns, len, &spare, &rows_off);
    if (status != ZB_OK) {
        zbi_arena_rollback(arena, before);
        return status;
    }
    /* An interned key cannot be taken back, so from here on nothing may fail: a second key
     * that finds no memory goes to the spare bytes. */
    if (zb_key_intern(arena, columns_key, len, &columns_off) == ZB_OK) {
        zbi_arena_trim(arena, spare + len, len);
    } else {
        columns_off = spare;
        __builtin_memcpy(zb_arena_ptr(arena, spare), columns_key, len);
    }
    zb_off data = zb_view_u32(zb_arena_view(arena), table.a);
    store_entry(arena, data, 0, rows_off, sizeof "rows" - 1, zb_i32(0));
    store_entry(arena, data, 1, columns_off, len, columns);
    zbi_store_u32(arena, data + ZB_BLOCK_LENGTH_AT, 2);
    *out = table;
    return ZB_OK;
}

zb_status
zb_table_new(zb_arena *arena, zb_slot *out)
{
    if (!zbi_tag_writable(arena, ZB_TAG_COLUMN))
        return ZB_E_TAG; /* it could not get a column */
    return new_table(arena, COLUMNS, out);
}

/* Number of rows: a whole number that a length can be. */
static zb_status
read_rows(zb_view view, zb_off slot, uint32_t *out)
{
    double rows;
    ZB_TRY(zb_slot_get_f64(view, slot, &rows));
    if (!(rows >= 0 && rows <= UINT32_MAX) || rows != (uint32_t)rows)
        return ZB_E_CORRUPT;
    *out = (uint32_t)rows;
    return ZB_OK;
}

/* Header of column `index`, and the column. */
static zb_status
column_at(zb_view view, const zb_table *table, uint32_t index, zb_off *header, zb_column *out)
{
    zb_off slot;
    ZB_TRY(zb_object_entry(view, table->columns, index, NULL, &slot));
    ZB_TRY(zb_slot_get_column(view, slot, header));
    return zb_column_open(view, *header, out);
}

static zb_status
open_slots(zb_view view, zb_off handle, table_slots *slots, zb_table *out)
{
    zb_table table;
    zb_object columns;
    ZB_TRY(zb_object_find(view, handle, ROWS, &slots->rows));
    ZB_TRY(read_rows(view, slots->rows, &table.row_count));
    ZB_TRY(zb_object_find(view, handle, COLUMNS, &slots->columns));
    ZB_TRY(zb_slot_get_object(view, slots->columns, &table.columns));
    ZB_TRY(zb_object_open(view, table.columns, &columns));
    table.column_count = columns.count;
    for (uint32_t i = 0; i < columns.count; i++) {
        zb_off header;
        zb_column column;
        ZB_TRY(column_at(view, &table, i, &header, &column));
        if (column.length != table.row_count)
            return ZB_E_CORRUPT;
    }
    *out = table;
    return ZB_OK;
}

zb_status
zb_table_open(zb_view view, zb_off handle, zb_table *out)
{
    table_slots slots;
    return open_slots(view, handle, &slots, out);
}

zb_status
zb_table_add_column(zb_arena *arena, zb_off handle, const char *name, uint32_t len, zb_column_type type,
                    zb_off *out)
{
    zb_table table;
    zb_off slot;
    ZB_TRY(zb_table_open(zb_arena_view(arena), handle, &table));
    zb_status found = zb_object_find(zb_arena_view(arena), table.columns, name, len, &slot);
    if (found != ZB_E_NOT_FOUND)
        return found == ZB_OK ? ZB_E_EXISTS : found;
    zb_slot column;
    zb_checkpoint before = zb_arena_save(arena);
    ZB_TRY(zb_column_new(arena, type, table.row_count, &column));
    /* Neither can fail for want of memory but the second, which then has interned no key. */
    zb_status status = zb_column_append(arena, column.a, NULL, table.row_count);
    if (status == ZB_OK)
        status = zb_object_add(arena, table.columns, name, len, column);
    if (status != ZB_OK) {
        zbi_arena_rollback(arena, before);
        return status;
    }
    if (out != NULL)
        *out = column.a;
    return ZB_OK;
}

zb_status
zb_table_column(zb_view view, zb_off handle, const char *name, uint32_t len, zb_off *out)
{
    zb_table table;
    zb_off slot, header;
    ZB_TRY(zb_table_open(view, handle, &table));
    ZB_TRY(zb_object_find(view, table.columns, name, len, &slot));
    ZB_TRY(zb_slot_get_column(view, slot, &header));
    *out = header;
    return ZB_OK;
}

/* Bytes that a column takes when it moves, so that the next one is aligned, too. */
static uint64_t
padded_bytes(const zb_column *column, uint32_t capacity)
{
    uint64_t bytes = zbi_column_bytes(column, capacity);
    return (bytes + ZB_COLUMN_ALIGN - 1) / ZB_COLUMN_ALIGN * ZB_COLUMN_ALIGN;
}

/* Capacity of a column that shall hold `needed` rows: its own when that does. */
static uint32_t
capacity_for(const zb_column *column, uint32_t needed, bool tight)
{
    if (needed <= column->capacity)
        return column->capacity;
    return tight ? needed : zbi_column_grown(column, needed);
}

/* Room for all columns that must move, in one piece: either all of them grow or none. */
static zb_status
allocate_rows(zb_arena *arena, const zb_table *table, uint32_t needed, bool tight, zb_off *out,
              uint64_t *out_bytes)
{
    uint64_t bytes = 0; /* cannot wrap: fewer than 2^28 columns of less than 2^36 bytes */
    for (uint32_t i = 0; i < table->column_count; i++) {
        zb_off header;
        zb_column column;
        ZB_TRY(column_at(zb_arena_view(arena), table, i, &header, &column));
        uint32_t capacity = capacity_for(&column, needed, tight);
        if (capacity != column.capacity)
            bytes += padded_bytes(&column, capacity);
    }
    if (bytes > ZB_MAX_REGION_BYTES)
        return ZB_E_MEMORY;
    *out_bytes = bytes;
    return bytes > 0 ? zb_arena_alloc(arena, (uint32_t)bytes, ZB_COLUMN_ALIGN, out) : ZB_OK;
}

/* Append rows to one column, moving it to the `*left` free bytes at `*free` if need be. */
static zb_status
append_to(zb_arena *arena, zb_off header, zb_column column, uint32_t needed, bool tight, zb_off *free,
          uint64_t *left)
{
    uint32_t had = column.length, capacity = capacity_for(&column, needed, tight);
    if (capacity != column.capacity) {
        uint64_t bytes = padded_bytes(&column, capacity);
        if (bytes > *left)
            return ZB_E_CORRUPT; /* its header changed when another column's did */
        zbi_column_move(arena, &column, *free, capacity);
        *free += (zb_off)bytes;
        *left -= bytes;
    }
    __builtin_memset(zb_arena_ptr(arena, column.data + (zb_off)zbi_column_bytes(&column, had)), 0,
                     (size_t)zbi_column_bytes(&column, needed - had));
    column.length = needed;
    zbi_column_publish(arena, header, &column);
    return ZB_OK;
}

zb_status
zb_table_append_rows(zb_arena *arena, zb_off handle, uint32_t count)
{
    zb_table table;
    table_slots slots;
    if (!zbi_tag_writable(arena, ZB_TAG_COLUMN))
        return ZB_E_TAG;
    ZB_TRY(open_slots(zb_arena_view(arena), handle, &slots, &table));
    if (count > UINT32_MAX - table.row_count)
        return ZB_E_MEMORY;
    uint32_t needed = table.row_count + count;
    bool tight = false;
    zb_off free = 0;
    uint64_t left;
    zb_status status = allocate_rows(arena, &table, needed, tight, &free, &left);
    if (status == ZB_E_MEMORY) {
        tight = true;
        status = allocate_rows(arena, &table, needed, tight, &free, &left);
    }
    ZB_TRY(status);

    /* Nothing fails from here on, but in a region whose blocks overlap, where storing one
     * header may have changed another. */
    for (uint32_t i = 0; i < table.column_count; i++) {
        zb_off header;
        zb_column column;
        ZB_TRY(column_at(zb_arena_view(arena), &table, i, &header, &column));
        if (column.length == table.row_count) /* else it is one column under two names, and has its rows */
            ZB_TRY(append_to(arena, header, column, needed, tight, &free, &left));
    }
    zbi_slot_store(arena, slots.rows, zb_number(needed));
    return ZB_OK;
}
