/* SPDX-License-Identifier: MIT */
#include <zerobuf/table.h>

#include "test.h"

#define SIZE (1u << 18)

static bool
make_arena(zb_arena *arena, uint32_t size_bytes)
{
    return zb_arena_init(arena, test_region(size_bytes), size_bytes, 8, ZB_ARENA_EXTENDED) == ZB_OK;
}

/* A table is an ordinary object of the form that SPEC.md gives. */
static void
tables_are_objects(void)
{
    zb_arena arena;
    zb_slot table;
    zb_table opened;
    zb_off columns, x, slot, header;
    int32_t rows;
    CHECK(make_arena(&arena, SIZE));
    OK(zb_table_new(&arena, &table));
    OK(zb_table_open(zb_arena_view(&arena), table.a, &opened));
    CHECK(table.tag == ZB_TAG_OBJECT && opened.row_count == 0 && opened.column_count == 0);
    OK(zb_table_add_column(&arena, table.a, ZB_LIT("x"), ZB_COLUMN_F64, &x));
    OK(zb_table_append_rows(&arena, table.a, 3));
    OK(zb_table_add_column(&arena, table.a, ZB_LIT("name"), ZB_COLUMN_U8, NULL));
    zb_view view = zb_arena_view(&arena);
    OK(zb_object_get_i32(view, table.a, ZB_LIT("rows"), &rows));
    OK(zb_object_get_object(view, table.a, ZB_LIT("columns"), &columns));
    OK(zb_object_find(view, columns, ZB_LIT("x"), &slot));
    OK(zb_slot_get_column(view, slot, &header));
    CHECK(rows == 3 && header == x);
    OK(zb_table_open(view, table.a, &opened));
    CHECK(opened.columns == columns && opened.row_count == 3 && opened.column_count == 2);
    OK(zb_table_column(view, table.a, ZB_LIT("x"), &header));
    CHECK(header == x);
    header = 7;
    CHECK(zb_table_column(view, table.a, ZB_LIT("y"), &header) == ZB_E_NOT_FOUND && header == 7);
    /* The late column has as many zeros. */
    zb_span span;
    OK(zb_table_column(view, table.a, ZB_LIT("name"), &header));
    OK(zb_column_span(view, header, ZB_COLUMN_U8, &span));
    CHECK(span.count == 3 && test_equal(span.items, "\0\0\0", 3));
}

/* Random columns and rows beside plain arrays. */
static void
random_rows_match_plain_arrays(void)
{
    enum { COLUMNS = 6, ROWS = 400 };
    static double values[COLUMNS][ROWS];
    static const zb_column_type types[COLUMNS] = {ZB_COLUMN_F64, ZB_COLUMN_I8,  ZB_COLUMN_U16,
                                                  ZB_COLUMN_I32, ZB_COLUMN_F32, ZB_COLUMN_I64};
    static const char names[] = "abcdef";
    zb_arena arena;
    zb_slot table;
    zb_table opened;
    zb_off headers[COLUMNS];
    uint32_t columns = 0, rows = 0;
    CHECK(make_arena(&arena, SIZE));
    OK(zb_table_new(&arena, &table));
    while (rows < ROWS) {
        if (columns < COLUMNS && test_random(3) == 0) {
            for (uint32_t r = 0; r < rows; r++)
                values[columns][r] = 0;
            OK(zb_table_add_column(&arena, table.a, names + columns, 1, types[columns], &headers[columns]));
            columns++;
        }
        uint32_t count = test_random(20);
        if (count > ROWS - rows)
            count = ROWS - rows;
        OK(zb_table_append_rows(&arena, table.a, count));
        for (uint32_t c = 0; c < columns; c++) {
            zb_column column;
            OK(zb_column_open(zb_arena_view(&arena), headers[c], &column));
            CHECK(column.length == rows + count && column.data % 16 == 0);
            for (uint32_t r = rows; r < rows + count; r++) {
                double value = 1;
                OK(zb_column_get(zb_arena_view(&arena), headers[c], r, &value));
                CHECK(value == 0);
                values[c][r] = test_random(100);
                /* As a caller fills them: through the memory. */
                uint8_t *item = zb_arena_ptr(&arena, column.data + r * column.item_bytes);
                int64_t whole = (int64_t)values[c][r];
                float single = (float)values[c][r];
                const void *source = types[c] == ZB_COLUMN_F64   ? (const void *)&values[c][r]
                                     : types[c] == ZB_COLUMN_F32 ? (const void *)&single
                                                                 : (const void *)&whole;
                __builtin_memcpy(item, source, column.item_bytes);
            }
        }
        rows += count;
        OK(zb_table_open(zb_arena_view(&arena), table.a, &opened));
        CHECK(opened.row_count == rows && opened.column_count == columns);
    }
    for (uint32_t c = 0; c < columns; c++)
        for (uint32_t r = 0; r < rows; r++) {
            double value;
            OK(zb_column_get(zb_arena_view(&arena), headers[c], r, &value));
            CHECK(value == values[c][r]);
        }
    OK(zb_arena_check(&arena));
}

static void
wrong_calls_change_nothing(void)
{
    zb_arena arena, strict;
    zb_slot table = zb_i32(7), empty;
    zb_table opened = {7, 7, 7};
    OK(zb_arena_init(&strict, test_region(SIZE), SIZE, 8, 0));
    zb_checkpoint before = zb_arena_save(&strict);
    CHECK(zb_table_new(&strict, &table) == ZB_E_TAG && table.a == 7 && zb_arena_save(&strict) == before);
    CHECK(make_arena(&arena, SIZE));
    OK(zb_table_new(&arena, &table));
    OK(zb_table_add_column(&arena, table.a, ZB_LIT("x"), ZB_COLUMN_I8, NULL));
    OK(zb_object_new(&arena, 1, &empty));
    before = zb_arena_save(&arena);
    zb_off header = 7;
    CHECK(zb_table_add_column(&arena, table.a, ZB_LIT("x"), ZB_COLUMN_I8, &header) == ZB_E_EXISTS);
    CHECK(zb_table_add_column(&arena, table.a, ZB_LIT("y"), (zb_column_type)99, &header) == ZB_E_INVALID);
    CHECK(zb_table_add_column(&arena, empty.a, ZB_LIT("y"), ZB_COLUMN_I8, &header) == ZB_E_NOT_FOUND);
    CHECK(zb_table_append_rows(&arena, empty.a, 1) == ZB_E_NOT_FOUND);
    CHECK(zb_table_append_rows(&arena, table.a, UINT32_MAX) == ZB_E_MEMORY);
    CHECK(header == 7 && zb_arena_save(&arena) == before);
    CHECK(zb_table_open(zb_arena_view(&arena), empty.a, &opened) == ZB_E_NOT_FOUND && opened.columns == 7);
    CHECK(zb_table_open(zb_arena_view(&arena), 3, &opened) == ZB_E_ALIGN);
    CHECK(zb_table_open(zb_arena_view(&arena), SIZE, &opened) == ZB_E_BOUNDS);
    uint32_t flags = 0;
    __builtin_memcpy(zb_arena_ptr(&arena, arena.control + ZB_CONTROL_FLAGS_AT), &flags, 4);
    CHECK(zb_table_append_rows(&arena, table.a, 1) == ZB_E_TAG);
    CHECK(zb_table_add_column(&arena, table.a, ZB_LIT("y"), ZB_COLUMN_I8, &header) == ZB_E_TAG);
}

static void
objects_that_are_no_tables(void)
{
    static const struct {
        double rows;
        zb_status status;
    } cases[] = {{2, ZB_OK},           {1, ZB_E_CORRUPT},  {3, ZB_E_CORRUPT},
                 {1.5, ZB_E_CORRUPT},  {-1, ZB_E_CORRUPT}, {4294967296.0, ZB_E_CORRUPT},
                 {1e300, ZB_E_CORRUPT}};
    zb_arena arena;
    zb_slot table, column;
    zb_table opened;
    zb_off columns;
    CHECK(make_arena(&arena, SIZE));
    OK(zb_table_new(&arena, &table));
    OK(zb_table_add_column(&arena, table.a, ZB_LIT("x"), ZB_COLUMN_I8, NULL));
    OK(zb_table_append_rows(&arena, table.a, 2));
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        OK(zb_object_set(&arena, table.a, ZB_LIT("rows"), zb_f64(cases[i].rows)));
        CHECK(zb_table_open(zb_arena_view(&arena), table.a, &opened) == cases[i].status);
        CHECK(cases[i].status == ZB_OK || zb_table_append_rows(&arena, table.a, 1) == cases[i].status);
    }
    OK(zb_object_set(&arena, table.a, ZB_LIT("rows"), zb_f64(__builtin_nan(""))));
    CHECK(zb_table_open(zb_arena_view(&arena), table.a, &opened) == ZB_E_CORRUPT);
    OK(zb_object_set(&arena, table.a, ZB_LIT("rows"), zb_null()));
    CHECK(zb_table_open(zb_arena_view(&arena), table.a, &opened) == ZB_E_TAG);
    OK(zb_object_set(&arena, table.a, ZB_LIT("rows"), zb_i32(2)));
    OK(zb_object_get_object(zb_arena_view(&arena), table.a, ZB_LIT("columns"), &columns));
    /* One column under two names grows once. */
    OK(zb_object_find(zb_arena_view(&arena), columns, ZB_LIT("x"), &columns));
    OK(zb_slot_read(zb_arena_view(&arena), columns, &column));
    OK(zb_object_get_object(zb_arena_view(&arena), table.a, ZB_LIT("columns"), &columns));
    OK(zb_object_add(&arena, columns, ZB_LIT("same"), column));
    OK(zb_table_append_rows(&arena, table.a, 5));
    OK(zb_table_open(zb_arena_view(&arena), table.a, &opened));
    CHECK(opened.row_count == 7 && opened.column_count == 2);
    /* Something else than a column. */
    OK(zb_object_add(&arena, columns, ZB_LIT("number"), zb_i32(1)));
    CHECK(zb_table_open(zb_arena_view(&arena), table.a, &opened) == ZB_E_TAG);
    OK(zb_object_set(&arena, table.a, ZB_LIT("columns"), zb_null()));
    CHECK(zb_table_open(zb_arena_view(&arena), table.a, &opened) == ZB_E_TAG);
}

/* What doubles no longer fits, and what is reserved needs nothing. */
static void
grows_tightly_where_memory_ends(void)
{
    zb_arena arena;
    zb_slot table;
    zb_table opened;
    CHECK(make_arena(&arena, 1856));
    OK(zb_table_new(&arena, &table));
    OK(zb_table_add_column(&arena, table.a, ZB_LIT("x"), ZB_COLUMN_F64, NULL));
    OK(zb_table_add_column(&arena, table.a, ZB_LIT("y"), ZB_COLUMN_F64, NULL));
    OK(zb_table_append_rows(&arena, table.a, 30)); /* 480 bytes; twice that does not fit again */
    CHECK(zb_arena_remaining(&arena) < 60 * 16 && zb_arena_remaining(&arena) > 40 * 16 + 16);
    zb_checkpoint before = zb_arena_save(&arena);
    OK(zb_table_append_rows(&arena, table.a, 10));
    CHECK(zb_arena_save(&arena) - before <= 40 * 16 + 16);
    before = zb_arena_save(&arena);
    CHECK(zb_table_append_rows(&arena, table.a, 40) == ZB_E_MEMORY && zb_arena_save(&arena) == before);
    OK(zb_table_append_rows(&arena, table.a, 0));
    OK(zb_table_open(zb_arena_view(&arena), table.a, &opened));
    CHECK(opened.row_count == 40);
}

/* Without interned keys: room for 0, 1, 2, ... bytes makes no table, or a whole one. */
static void
a_first_table_is_made_whole_or_not(void)
{
    uint8_t *region = test_region(2048);
    uint8_t before[2048];
    zb_arena arena;
    uint32_t failures = 0, made = 0;
    for (uint32_t room = 0; room < 600; room++) {
        zb_slot table = zb_i32(7);
        zb_table opened;
        OK(zb_arena_init(&arena, region, 2048, 8, ZB_ARENA_EXTENDED));
        zb_off used = zb_arena_save(&arena), limit = used + room;
        __builtin_memcpy(region + arena.control + ZB_CONTROL_LIMIT_AT, &limit, 4);
        __builtin_memcpy(before, region, used);
        zb_status status = zb_table_new(&arena, &table);
        OK(zb_arena_check(&arena));
        if (status != ZB_OK) {
            CHECK(status == ZB_E_MEMORY && test_equal(before, region, used) && table.a == 7 && made == 0);
            failures++;
            continue;
        }
        OK(zb_table_open(zb_arena_view(&arena), table.a, &opened));
        made++;
    }
    CHECK(failures > 0 && made > 0);
}

/* Single flipped bits: every call ends, inside the region. */
static void
flipped_bits_never_leave_the_region(void)
{
    enum { IMAGE = 1024 };
    uint8_t *region = test_region(IMAGE);
    uint8_t good[IMAGE];
    zb_arena arena;
    zb_slot table;
    OK(zb_arena_init(&arena, region, IMAGE, 8, ZB_ARENA_EXTENDED));
    OK(zb_table_new(&arena, &table));
    OK(zb_table_add_column(&arena, table.a, ZB_LIT("x"), ZB_COLUMN_F32, NULL));
    OK(zb_table_add_column(&arena, table.a, ZB_LIT("y"), ZB_COLUMN_U8, NULL));
    OK(zb_table_append_rows(&arena, table.a, 3));
    __builtin_memcpy(good, region, IMAGE);
    uint32_t used = zb_arena_save(&arena), accepted = 0, refused = 0;
    for (uint32_t bit = ZB_IMAGE_CONTROL * 8; bit < used * 8; bit++) {
        region[bit / 8] ^= (uint8_t)(1u << (bit % 8));
        zb_arena attached;
        zb_table opened;
        zb_off x;
        zb_span span;
        zb_slot slice;
        bool ok = zb_arena_attach(&attached, region, IMAGE, 8) == ZB_OK &&
                  zb_table_open(zb_arena_view(&attached), table.a, &opened) == ZB_OK &&
                  zb_table_column(zb_arena_view(&attached), table.a, ZB_LIT("x"), &x) == ZB_OK &&
                  zb_column_push(&attached, x, 0.5) == ZB_OK &&
                  zb_column_slice(&attached, x, 1, 3, &slice) == ZB_OK &&
                  zb_column_span(zb_arena_view(&attached), x, ZB_COLUMN_F32, &span) == ZB_OK;
        for (uint32_t i = 0; ok && i < span.count * 4; i++) /* AddressSanitizer watches these reads */
            accepted += ((const uint8_t *)span.items)[i] == 0xff ? 0 : 1;
        refused += ok ? 0 : 1;
        __builtin_memcpy(region, good, IMAGE);
        region[bit / 8] ^= (uint8_t)(1u << (bit % 8));
        if (zb_arena_attach(&attached, region, IMAGE, 8) == ZB_OK) {
            refused += zb_table_append_rows(&attached, table.a, 9) == ZB_OK ? 0 : 1;
            refused +=
                zb_table_add_column(&attached, table.a, ZB_LIT("z"), ZB_COLUMN_I64, &x) == ZB_OK ? 0 : 1;
        }
        __builtin_memcpy(region, good, IMAGE);
    }
    CHECK(accepted > 0 && refused > 0);
}

TEST_SUITE(table, {"tables_are_objects", tables_are_objects},
           {"random_rows_match_plain_arrays", random_rows_match_plain_arrays},
           {"wrong_calls_change_nothing", wrong_calls_change_nothing},
           {"objects_that_are_no_tables", objects_that_are_no_tables},
           {"grows_tightly_where_memory_ends", grows_tightly_where_memory_ends},
           {"a_first_table_is_made_whole_or_not", a_first_table_is_made_whole_or_not},
           {"flipped_bits_never_leave_the_region", flipped_bits_never_leave_the_region});
