/* SPDX-License-Identifier: MIT */
/* Reading CSV: fields against a model, wherever the text is cut; numbers; whole texts as tables. */
#include "csv_model.h"
#include "test.h"

#define MAX_TEXT 600u

static trace expected, actual;
static char field_room[MAX_TEXT], piece_room[MAX_TEXT], held_room[MAX_TEXT];

static size_t
cut_at(void *context, size_t at, size_t len)
{
    size_t where = *(const size_t *)context;
    return at < where ? where : len;
}

static size_t
cut_anywhere(void *context, size_t at, size_t len)
{
    uint32_t most = *(const uint32_t *)context;
    size_t end = at + 1 + test_random(most);
    return end < len ? end : len;
}

static bool
same_as_model(const char *text, size_t len, char separator, bool ragged, uint32_t limit, csv_cut cut,
              void *context)
{
    return csv_reader_run(text, len, separator, ragged, held_room, limit, cut, context, piece_room,
                          &actual) == ZB_OK &&
           !expected.full && !actual.full && actual.len == expected.len &&
           test_equal(actual.bytes, expected.bytes, expected.len);
}

static uint32_t
length(const char *text)
{
    uint32_t len = 0;
    while (text[len] != '\0')
        len++;
    return len;
}

/* What RFC 4180 says, and what it leaves open. */
static const char *const texts[] = {
    "",
    "a",
    "a,b",
    "a,b\r\n1,2\r\n",
    "a,b\n1,2",
    "a,b\r1,2\r",
    "a\r\n\r\nb\r\n",
    "a\n\n\nb\n\n",
    "\n\na,b\n\n1,2\n\n",
    ",\n,\n",
    ",,,",
    "\"\"",
    "\"\"\n\"\"\n",
    "\"a\"\"b\",\"\"\"\"\n\"\",x\n",
    "\"a,b\",\"c\r\nd\"\r\n\"e\rf\",\"g\nh\"\r\n",
    "a b , c\n d,e \n",
    "\xEF\xBB\xBF"
    "a,b\n1,2\n",
    "\xEF\xBB\xBF",
    "\xEF\xBB",
    "\xEF",
    "\xEF\xBB,x\n1,2\n",
    "\xEF\xBB\xBF\"a\"",
    "\xEF\"a\"",
    "a\xEF\xBB\xBF,b",
    /* failures */
    "a\"b\n",
    "a,b\"\n",
    "\"a\"b\n",
    "\"a\" ,b\n",
    "\"a\"\"\n",
    "x,\"a\nb\nc",
    "a,b\n1,2,3\n",
    "a,b\n1\n",
    "a,b\n1,2\n3",
    "\"a\r\n\r\nb\"x",
    "0123456789abcdefghij",
    "\"0123456789abcdef\"\"ghij",
    "\"0123456789abcde\"\"\"",
    "\"0123456789abcdef\"",
    "\"0123456789abcdefg\"",
    "0123456789abcdefg\"",
    "a\n0123456789abcdefg,b\n",
    "0123456789,abcdefghij,0123456789,abcdefghij,0123456789,abcdefghij,0123456789,abcdefghij\n1,2,3,4,5,6,7,"
    "8",
};

static void
test_every_cut(void)
{
    for (uint32_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        size_t len = length(texts[i]);
        for (uint32_t ragged = 0; ragged < 2; ragged++) {
            csv_model_run(texts[i], len, ',', ragged, 16, field_room, &expected);
            for (size_t cut = 0; cut <= len; cut++)
                CHECK(same_as_model(texts[i], len, ',', ragged, 16, cut_at, &cut));
            uint32_t one = 1;
            CHECK(same_as_model(texts[i], len, ',', ragged, 16, cut_anywhere, &one));
        }
    }
}

/* Texts of the bytes that matter, most of them well-formed for a while. */
static uint32_t
random_text(char *text, char separator)
{
    static const char any[] = "a1-. \t\xEF\xBB\xBF,;\"\"\"\r\n";
    uint32_t len = test_random(MAX_TEXT), at = 0, mischief = test_random(4);
    if (test_random(4) == 0)
        for (; at < 3 && at < len; at++)
            text[at] = "\xEF\xBB\xBF"[at];
    while (at < len) {
        switch (test_random(mischief == 0 ? 20 : 9)) {
        case 0:
        case 1:
        case 2:
            text[at++] = separator;
            break;
        case 3:
            text[at++] = "\r\n\n"[test_random(3)];
            break;
        case 4: /* a field between marks */
            if (len - at < 12)
                return at;
            text[at++] = '"';
            for (uint32_t inside = test_random(8); inside > 0; inside--) {
                char c = any[test_random(sizeof any - 1)];
                text[at++] = c == '"' ? 'q' : c;
            }
            if (test_random(2) == 0) {
                text[at++] = '"';
                text[at++] = '"';
            }
            text[at++] = '"';
            break;
        case 9:
            text[at++] = any[test_random(sizeof any - 1)];
            break;
        default:
            for (uint32_t plain = test_random(70); plain > 0 && at < len; plain--)
                text[at++] = (char)('0' + test_random(40));
            break;
        }
    }
    return len;
}

static void
test_random_texts(void)
{
    static const char separators[] = {',', ';', '\t', '|', ' ', '\x01'};
    static char text[MAX_TEXT];
    for (uint32_t round = 0; round < 3000; round++) {
        char separator = separators[test_random(sizeof separators)];
        uint32_t len = random_text(text, separator);
        bool ragged = test_random(3) > 0;
        uint32_t limit = test_random(4) == 0 ? 16 + test_random(60) : MAX_TEXT;
        csv_model_run(text, len, separator, ragged, limit, field_room, &expected);
        size_t whole = len, cut = test_random(len + 1);
        uint32_t most = 1 + test_random(80);
        CHECK(same_as_model(text, len, separator, ragged, limit, cut_at, &whole));
        CHECK(same_as_model(text, len, separator, ragged, limit, cut_at, &cut));
        CHECK(same_as_model(text, len, separator, ragged, limit, cut_anywhere, &most));
    }
}

static void
test_options(void)
{
    zb_csv csv;
    char held[16];
    static const char bad[] = {'"', '\r', '\n', '\x80', '\xFF'};
    for (uint32_t i = 0; i < sizeof bad; i++) {
        zb_csv_options options = {bad[i], 0, 0};
        CHECK(zb_csv_begin(&csv, &options, held, sizeof held) == ZB_E_INVALID);
    }
    zb_csv_options unknown = {',', 4, 0};
    CHECK(zb_csv_begin(&csv, &unknown, held, sizeof held) == ZB_E_INVALID);
    CHECK(zb_csv_begin(&csv, NULL, held, 15) == ZB_E_INVALID);
    OK(zb_csv_begin(&csv, NULL, held, 16));
}

static void
test_where_it_fails(void)
{
    zb_csv csv;
    zb_csv_field field;
    char held[64];
    OK(zb_csv_begin(&csv, NULL, held, sizeof held));
    zb_csv_feed(&csv, "name,size\nx,1\ny,2 \"big\"\n", 24);
    while (zb_csv_next(&csv, &field))
        CHECK(csv.status == ZB_OK);
    CHECK(csv.status == ZB_E_SYNTAX);
    CHECK(csv.error.offset == 18 && csv.error.line == 3 && csv.error.column == 5);
    CHECK(csv.error.record == 2 && csv.error.field == 1 && csv.error.what != NULL);
    zb_csv_feed(&csv, "a,b\n", 4);
    CHECK(!zb_csv_next(&csv, &field) && csv.status == ZB_E_SYNTAX);
    zb_csv_finish(&csv);
    CHECK(!zb_csv_next(&csv, &field) && csv.error.offset == 18);
}

static const struct {
    const char *text;
    double value;
} numbers[] = {
    {"0", 0},
    {"-0", -0.0},
    {"1", 1},
    {"+1", 1},
    {"-1", -1},
    {"007", 7},
    {"5.", 5},
    {".5", 0.5},
    {"-.5e1", -5},
    {"+5.e-1", 0.5},
    {" 12 ", 12},
    {"\t-1.25\t", -1.25},
    {"1e22", 1e22},
    {"1E+23", 1e23},
    {"0.1", 0.1},
    {"123456789012345678", 123456789012345678.0},
    {"9007199254740993", 9007199254740992.0},
    {"9007199254740993.0", 9007199254740992.0},
    {"900719925474099.3", 900719925474099.3},
    {"9223372036854775807", 9223372036854775808.0},
    {"18446744073709551616", 18446744073709551616.0},
    {"0.000000000000000000000000000000000000001", 1e-39},
    {"1.7976931348623157e308", 1.7976931348623157e308},
    {"4.9406564584124654e-324", 4.9406564584124654e-324},
    {"1e999999999999999999999999", __builtin_inf()},
    {"-1e309", -__builtin_inf()},
    {"1e-999999999999999999999999", 0},
    {"00000000000000000000000000000000000000000000000000001.5", 1.5},
};

static const char *const no_numbers[] = {
    "x",   "1x",  "x1",  "-",   "+",  ".",   "-.",  "e5",   "1e",   "1e+", "1e-", "1.2.3", "1,5",
    "1 2", "--1", "+-1", "0x1", "1_", "NaN", "inf", "1e5.", "1e 5", "- 1", "1..", "\"1\"", "1\n",
};

static void
test_numbers(void)
{
    double value = 5;
    for (uint32_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        OK(zb_csv_number(numbers[i].text, length(numbers[i].text), &value));
        CHECK(test_equal(&value, &numbers[i].value, sizeof value));
    }
    value = 5;
    for (uint32_t i = 0; i < sizeof no_numbers / sizeof no_numbers[0]; i++)
        CHECK(zb_csv_number(no_numbers[i], length(no_numbers[i]), &value) == ZB_E_SYNTAX);
    CHECK(zb_csv_number(NULL, 0, &value) == ZB_E_NOT_FOUND);
    CHECK(zb_csv_number(" \t ", 3, &value) == ZB_E_NOT_FOUND);
    CHECK(value == 5);
}

/* JSON's numbers are numbers of CSV, and the two readers agree to the last bit. */
static void
test_numbers_like_json(void)
{
    char text[40];
    for (uint32_t round = 0; round < 20000; round++) {
        uint32_t len = 0, digits = 1 + test_random(20);
        if (test_random(2) == 0)
            text[len++] = '-';
        text[len++] = (char)('1' + test_random(9));
        uint32_t point = test_random(digits + 3);
        for (uint32_t i = 0; i < digits; i++) {
            if (i == point)
                text[len++] = '.';
            text[len++] = (char)('0' + test_random(10));
        }
        if (test_random(3) == 0) {
            text[len++] = 'e';
            if (test_random(2) == 0)
                text[len++] = '-';
            text[len++] = (char)('0' + test_random(10));
            if (test_random(2) == 0)
                text[len++] = (char)('0' + test_random(10));
        }
        double json, csv;
        OK(zb_number_read(text, len, &json));
        OK(zb_csv_number(text, len, &csv));
        CHECK(test_equal(&json, &csv, sizeof csv));
    }
}

static bool
is_text(zb_view view, const zb_csv_column *column, uint32_t row, const char *text)
{
    zb_str found;
    return zb_slot_get_string(view, column->data + row * ZB_SLOT_BYTES, &found) == ZB_OK &&
           test_same(found, text);
}

static double
number_at(zb_view view, const zb_csv_column *column, uint32_t row)
{
    double value;
    __builtin_memcpy(&value, zb_view_ptr(view, column->data + 8 * row), sizeof value);
    return value;
}

static void
test_table(void)
{
    static const char text[] = "id,price,name,late,empty,\"quoted \"\"q\"\"\"\n"
                               "1,2.5,x,10,,\"7\"\n"
                               "2,,\"y, \"\"z\"\"\",20,,\"\"\n"
                               "3,-1e3,,n/a,,9\n";
    zb_arena arena;
    zb_csv_table table;
    OK(zb_arena_init(&arena, test_region(8192), 8192, 8, ZB_ARENA_EXTENDED));
    OK(zb_csv_read(&arena, text, sizeof text - 1, NULL, &table, NULL));
    zb_view view = zb_arena_view(&arena);
    CHECK(table.column_count == 6 && table.row_count == 3);
    zb_csv_column id = zb_csv_table_column(view, &table, 0), price = zb_csv_table_column(view, &table, 1),
                  name = zb_csv_table_column(view, &table, 2), late = zb_csv_table_column(view, &table, 3),
                  empty = zb_csv_table_column(view, &table, 4), quoted = zb_csv_table_column(view, &table, 5);
    CHECK(test_same(id.name, "id") && test_same(quoted.name, "quoted \"q\""));
    CHECK(id.kind == ZB_CSV_NUMBERS && id.missing == 0 && id.data % 16 == 0);
    CHECK(number_at(view, &id, 0) == 1 && number_at(view, &id, 2) == 3);
    CHECK(price.kind == ZB_CSV_NUMBERS && price.missing == 1);
    CHECK(number_at(view, &price, 0) == 2.5 && number_at(view, &price, 2) == -1000);
    CHECK(number_at(view, &price, 1) != number_at(view, &price, 1));
    CHECK(name.kind == ZB_CSV_TEXTS && is_text(view, &name, 0, "x") && is_text(view, &name, 2, ""));
    CHECK(is_text(view, &name, 1, "y, \"z\""));
    CHECK(late.kind == ZB_CSV_TEXTS && late.missing == 0);
    CHECK(is_text(view, &late, 0, "10") && is_text(view, &late, 1, "20") && is_text(view, &late, 2, "n/a"));
    CHECK(empty.kind == ZB_CSV_TEXTS && is_text(view, &empty, 1, ""));
    CHECK(quoted.kind == ZB_CSV_NUMBERS && quoted.missing == 1 && number_at(view, &quoted, 0) == 7);

    zb_slot value;
    zb_off header;
    zb_column column;
    OK(zb_csv_table_value(&arena, &table, &value));
    view = zb_arena_view(&arena);
    zb_off handle, slot;
    OK(zb_object_find(view, value.a, ZB_LIT("price"), &slot));
    OK(zb_slot_get_column(view, slot, &header));
    OK(zb_column_open(view, header, &column));
    CHECK(column.length == 3 && column.type == ZB_COLUMN_F64 && column.data == price.data);
    OK(zb_object_get_array(view, value.a, ZB_LIT("late"), &handle));
    OK(zb_array_get(view, handle, 2, &slot));
    zb_str found;
    OK(zb_slot_get_string(view, slot, &found));
    CHECK(test_same(found, "n/a"));
    zb_off root;
    OK(zb_arena_alloc(&arena, ZB_SLOT_BYTES, 8, &root));
    OK(zb_slot_write(&arena, root, value));
    OK(zb_verify(zb_arena_view(&arena), ZB_ROOT_SLOT, root, NULL, NULL));
    OK(zb_arena_check(&arena));
}

static void
test_table_edges(void)
{
    static const char *const empty[] = {"", "\n", "\r\n\r\n", "\xEF\xBB\xBF"};
    zb_arena arena;
    zb_csv_table table;
    zb_csv_options no_header = {0, ZB_CSV_NO_HEADER, 0}, ragged = {0, ZB_CSV_RAGGED, 0};
    zb_slot value;
    OK(zb_arena_init(&arena, test_region(8192), 8192, 8, ZB_ARENA_EXTENDED));
    for (uint32_t i = 0; i < 4; i++) {
        OK(zb_csv_read(&arena, empty[i], length(empty[i]), NULL, &table, NULL));
        CHECK(table.column_count == 0 && table.row_count == 0);
        OK(zb_csv_table_value(&arena, &table, &value));
    }
    OK(zb_csv_read(&arena, "a;b", 3, NULL, &table, NULL));
    CHECK(table.column_count == 1 && table.row_count == 0);
    CHECK(zb_csv_table_column(zb_arena_view(&arena), &table, 0).kind == ZB_CSV_TEXTS);

    no_header.separator = ';';
    OK(zb_csv_read(&arena, "1;x\n2;y", 7, &no_header, &table, NULL));
    CHECK(table.column_count == 2 && table.row_count == 2);
    zb_csv_column second = zb_csv_table_column(zb_arena_view(&arena), &table, 1);
    CHECK(test_same(second.name, "2") && is_text(zb_arena_view(&arena), &second, 1, "y"));

    /* Half a byte order mark before a name that is longer than what a text without marks may hold. */
    OK(zb_csv_read(&arena,
                   "\xEF\xBB"
                   "0123456789abcdef\n1",
                   20, NULL, &table, NULL));
    CHECK(test_same(zb_csv_table_column(zb_arena_view(&arena), &table, 0).name, "\xEF\xBB"
                                                                                "0123456789abcdef"));

    CHECK(zb_csv_read(&arena, "a", 1, &ragged, &table, NULL) == ZB_E_INVALID);
    OK(zb_csv_read(&arena, "a,a\n1,2\n", 8, NULL, &table, NULL));
    CHECK(zb_csv_table_value(&arena, &table, &value) == ZB_E_EXISTS);

    zb_arena strict;
    OK(zb_arena_init(&strict, test_region(4096), 4096, 8, 0));
    OK(zb_csv_read(&strict, "a\n1\n", 4, NULL, &table, NULL));
    CHECK(zb_csv_table_value(&strict, &table, &value) == ZB_E_TAG);
}

/* Failures give back what they took, wherever the memory ends. */
static void
test_table_failures(void)
{
    static const char text[] = "n,t,l\n1,\"a\"\"\",1\n2,b,x\n";
    zb_arena arena;
    zb_csv_table table = {7, 7, 7};
    zb_csv_error error;
    for (uint32_t size = 128; size < 1024; size += 8) {
        OK(zb_arena_init(&arena, test_region(size), size, 8, ZB_ARENA_EXTENDED));
        zb_checkpoint before = zb_arena_save(&arena);
        zb_status status = zb_csv_read(&arena, text, sizeof text - 1, NULL, &table, &error);
        if (status == ZB_OK) {
            CHECK(size > 256 && table.row_count == 2);
            return;
        }
        CHECK(status == ZB_E_MEMORY && error.what == NULL && table.columns == 7);
        CHECK(zb_arena_save(&arena) == before);
        OK(zb_arena_check(&arena));
    }
    CHECK(arena.size_bytes == 0); /* there was memory enough */
}

static void
test_table_says_where(void)
{
    zb_arena arena;
    zb_csv_table table;
    zb_csv_error error;
    zb_csv_options short_fields = {0, 0, 16};
    OK(zb_arena_init(&arena, test_region(4096), 4096, 8, ZB_ARENA_EXTENDED));
    zb_checkpoint before = zb_arena_save(&arena);
    CHECK(zb_csv_read(&arena, "a,b\n1,2\n3\n", 10, NULL, &table, &error) == ZB_E_SYNTAX);
    CHECK(error.line == 3 && error.column == 1 && error.record == 2 && error.field == 0);
    CHECK(zb_csv_read(&arena, "a\n12345678901234567\n", 20, &short_fields, &table, &error) == ZB_E_BUDGET);
    CHECK(error.line == 2 && error.column == 1 && error.what != NULL);
    CHECK(zb_arena_save(&arena) == before);
}

TEST_SUITE(csv, {"every cut", test_every_cut}, {"random texts", test_random_texts}, {"options", test_options},
           {"where it fails", test_where_it_fails}, {"numbers", test_numbers},
           {"numbers like JSON's", test_numbers_like_json}, {"table", test_table},
           {"edges of tables", test_table_edges}, {"failures of tables", test_table_failures},
           {"tables say where", test_table_says_where});
