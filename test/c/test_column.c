/* SPDX-License-Identifier: MIT */
#include <zerobuf/column.h>

#include "test.h"

#define SIZE (1u << 18)

static const zb_column_type types[] = {
#define TYPE(name, number, bytes) ZB_COLUMN_##name,
    ZB_COLUMN_TYPE_TABLE(TYPE)
#undef TYPE
};
#define TYPES (sizeof types / sizeof types[0])

static bool
make_arena(zb_arena *arena, uint32_t size_bytes)
{
    return zb_arena_init(arena, test_region(size_bytes), size_bytes, 8, ZB_ARENA_EXTENDED) == ZB_OK;
}

static void
sizes_of_elements(void)
{
    static const uint32_t bytes[] = {1, 1, 1, 2, 2, 4, 4, 8, 8, 2, 4, 8};
    for (uint32_t t = 0; t < TYPES; t++)
        CHECK(zb_column_item_bytes(types[t]) == bytes[t]);
    CHECK(zb_column_item_bytes(0) == 0 && zb_column_item_bytes(13) == 0 &&
          zb_column_item_bytes(UINT32_MAX) == 0);
}

/* A column beside the bytes that it must hold. */
typedef struct model {
    zb_off header;
    uint32_t length; /* elements */
    uint8_t bytes[4096];
} model;

static bool
matches(zb_view view, const model *m, zb_column_type type)
{
    zb_column column;
    zb_span span;
    if (zb_column_open(view, m->header, &column) != ZB_OK || column.type != type ||
        column.length != m->length || column.length > column.capacity ||
        zb_column_span(view, m->header, type, &span) != ZB_OK || span.count != m->length)
        return false;
    return test_equal(span.items, m->bytes, m->length * column.item_bytes);
}

static bool
step(zb_arena *arena, model *m, uint32_t item_bytes)
{
    uint8_t items[64];
    uint32_t count = test_random(64 / item_bytes);
    if ((m->length + count) * item_bytes > sizeof m->bytes)
        count = 0;
    uint8_t *end = m->bytes + m->length * item_bytes;
    zb_checkpoint before;
    switch (test_random(4)) {
    case 0: /* zeros */
        __builtin_memset(end, 0, count * item_bytes);
        m->length += count;
        return zb_column_append(arena, m->header, NULL, count) == ZB_OK;
    case 1: /* what was reserved is appended without an allocation */
        if (zb_column_reserve(arena, m->header, count) != ZB_OK)
            return false;
        before = zb_arena_save(arena);
        __builtin_memset(end, 0, count * item_bytes);
        m->length += count;
        return zb_column_append(arena, m->header, NULL, count) == ZB_OK && zb_arena_save(arena) == before;
    default:
        for (uint32_t i = 0; i < count * item_bytes; i++)
            items[i] = end[i] = (uint8_t)test_random(256);
        m->length += count;
        return zb_column_append(arena, m->header, items, count) == ZB_OK;
    }
}

/* Two columns of each type grow in turns; slices show what their parent held when they were cut. */
static void
random_appends_match_plain_arrays(void)
{
    zb_arena arena;
    CHECK(make_arena(&arena, SIZE));
    static model pair[2], cut;
    for (uint32_t t = 0; t < TYPES; t++) {
        uint32_t item_bytes = zb_column_item_bytes(types[t]);
        for (uint32_t c = 0; c < 2; c++) {
            zb_slot made;
            OK(zb_column_new(&arena, types[t], test_random(4), &made));
            pair[c].header = made.a;
            pair[c].length = 0;
        }
        for (uint32_t i = 0; i < 100; i++) {
            CHECK(step(&arena, &pair[i & 1], item_bytes));
            zb_view view = zb_arena_view(&arena);
            CHECK(matches(view, &pair[0], types[t]) && matches(view, &pair[1], types[t]));
        }
        uint32_t from = test_random(pair[0].length + 1), count = test_random(pair[0].length - from + 1);
        zb_slot slice;
        OK(zb_column_slice(&arena, pair[0].header, from, count, &slice));
        cut.header = slice.a;
        cut.length = count;
        __builtin_memcpy(cut.bytes, pair[0].bytes + from * item_bytes, count * item_bytes);
        for (uint32_t i = 0; i < 20; i++) {
            CHECK(step(&arena, i % 2 == 0 ? &cut : &pair[0], item_bytes));
            zb_view view = zb_arena_view(&arena);
            CHECK(matches(view, &cut, types[t]) && matches(view, &pair[0], types[t]));
        }
        OK(zb_arena_check(&arena));
        OK(zb_arena_reset(&arena));
    }
}

static void
growth_follows_the_specification(void)
{
    static const uint32_t capacities[] = {1, 2, 4, 4, 8, 8, 8, 8, 16};
    zb_arena arena;
    zb_slot column;
    zb_column opened;
    CHECK(make_arena(&arena, SIZE));
    OK(zb_column_new(&arena, ZB_COLUMN_I16, 0, &column));
    OK(zb_column_open(zb_arena_view(&arena), column.a, &opened));
    CHECK(column.tag == ZB_TAG_COLUMN && column.a % 8 == 0 && opened.capacity == 0 && opened.data == 0);
    for (uint32_t i = 0; i < sizeof capacities / sizeof capacities[0]; i++) {
        OK(zb_column_push(&arena, column.a, i));
        OK(zb_column_open(zb_arena_view(&arena), column.a, &opened));
        CHECK(opened.capacity == capacities[i] && opened.data % 16 == 0 && opened.length == i + 1);
    }
    OK(zb_column_append(&arena, column.a, NULL, 100)); /* more than twice: what is needed */
    OK(zb_column_open(zb_arena_view(&arena), column.a, &opened));
    CHECK(opened.capacity == 109);
    OK(zb_column_new(&arena, ZB_COLUMN_I8, 3, &column));
    OK(zb_column_open(zb_arena_view(&arena), column.a, &opened));
    CHECK(opened.data % 16 == 0 && opened.capacity == 3 && opened.length == 0 && opened.item_bytes == 1);
}

static void
grows_by_what_is_needed_where_it_cannot_double(void)
{
    zb_arena arena;
    zb_slot column;
    zb_column opened;
    CHECK(make_arena(&arena, 1024));
    OK(zb_column_new(&arena, ZB_COLUMN_F64, 50, &column)); /* 416 bytes of 944 */
    OK(zb_column_append(&arena, column.a, NULL, 50));
    OK(zb_column_append(&arena, column.a, NULL, 10));
    OK(zb_column_open(zb_arena_view(&arena), column.a, &opened));
    CHECK(opened.length == 60 && opened.capacity == 60);
    CHECK(zb_column_append(&arena, column.a, NULL, 1) == ZB_E_MEMORY);
    CHECK(zb_column_append(&arena, column.a, NULL, UINT32_MAX) == ZB_E_MEMORY);
    CHECK(zb_column_reserve(&arena, column.a, UINT32_MAX - 60) == ZB_E_MEMORY);
    CHECK(zb_column_new(&arena, ZB_COLUMN_F64, UINT32_MAX, &column) == ZB_E_MEMORY);
}

static void
slices_share_until_one_grows(void)
{
    static const int32_t numbers[] = {10, 11, 12, 13, 14};
    zb_arena arena;
    zb_slot column, slice, part;
    zb_span whole, cut;
    CHECK(make_arena(&arena, SIZE));
    OK(zb_column_new(&arena, ZB_COLUMN_I32, 5, &column));
    OK(zb_column_append(&arena, column.a, numbers, 5));
    OK(zb_column_slice(&arena, column.a, 1, 3, &slice));
    OK(zb_column_slice(&arena, slice.a, 1, 2, &part));
    zb_view view = zb_arena_view(&arena);
    OK(zb_column_span(view, column.a, ZB_COLUMN_I32, &whole));
    OK(zb_column_span(view, slice.a, ZB_COLUMN_I32, &cut));
    CHECK(cut.count == 3 && (const int32_t *)cut.items == (const int32_t *)whole.items + 1);
    OK(zb_column_span(view, part.a, ZB_COLUMN_I32, &cut));
    CHECK(cut.count == 2 && ((const int32_t *)cut.items)[0] == 12);
    /* A write through one is seen through all. */
    int32_t changed = 99;
    zb_column opened;
    OK(zb_column_open(view, column.a, &opened));
    __builtin_memcpy(zb_arena_ptr(&arena, opened.data + 8), &changed, 4);
    double seen;
    OK(zb_column_get(view, slice.a, 1, &seen));
    CHECK(seen == 99);
    OK(zb_column_get(view, part.a, 0, &seen));
    CHECK(seen == 99);
    /* Appending to the slice leaves the parent's next element alone. */
    OK(zb_column_push(&arena, slice.a, 7));
    OK(zb_column_get(view, column.a, 4, &seen));
    CHECK(seen == 14);
    OK(zb_column_get(view, slice.a, 3, &seen));
    CHECK(seen == 7);
    zb_off header = 7;
    slice = zb_i32(7);
    CHECK(zb_column_slice(&arena, column.a, 6, 0, &slice) == ZB_E_NOT_FOUND && slice.a == 7);
    CHECK(zb_column_slice(&arena, column.a, 3, 3, &slice) == ZB_E_NOT_FOUND);
    CHECK(zb_column_slice(&arena, column.a, 1, UINT32_MAX, &slice) == ZB_E_NOT_FOUND);
    OK(zb_column_slice(&arena, column.a, 5, 0, &slice));
    CHECK(zb_column_get(view, column.a, 5, &seen) == ZB_E_NOT_FOUND && seen == 7 && header == 7);
}

/* Both around what truncates into the type, and NaN. */
static void
numbers_are_converted_as_c_converts(void)
{
    static const struct {
        zb_column_type type;
        double value;
        zb_status status;
        double read;
    } cases[] = {
        {ZB_COLUMN_I8, -128.9, ZB_OK, -128},
        {ZB_COLUMN_I8, -129, ZB_E_INVALID, 0},
        {ZB_COLUMN_I8, 127.9, ZB_OK, 127},
        {ZB_COLUMN_I8, 128, ZB_E_INVALID, 0},
        {ZB_COLUMN_U8, -0.9, ZB_OK, 0},
        {ZB_COLUMN_U8, -1, ZB_E_INVALID, 0},
        {ZB_COLUMN_U8, 255.9, ZB_OK, 255},
        {ZB_COLUMN_U8, 256, ZB_E_INVALID, 0},
        {ZB_COLUMN_U8_CLAMPED, -5, ZB_OK, 0},
        {ZB_COLUMN_U8_CLAMPED, 300, ZB_OK, 255},
        {ZB_COLUMN_U8_CLAMPED, 0.5, ZB_OK, 0},
        {ZB_COLUMN_U8_CLAMPED, 1.5, ZB_OK, 2},
        {ZB_COLUMN_U8_CLAMPED, 2.5, ZB_OK, 2},
        {ZB_COLUMN_U8_CLAMPED, 254.5, ZB_OK, 254},
        {ZB_COLUMN_U8_CLAMPED, 254.6, ZB_OK, 255},
        {ZB_COLUMN_U8_CLAMPED, __builtin_nan(""), ZB_OK, 0},
        {ZB_COLUMN_I16, -32768.5, ZB_OK, -32768},
        {ZB_COLUMN_I16, 32768, ZB_E_INVALID, 0},
        {ZB_COLUMN_U16, 65535.5, ZB_OK, 65535},
        {ZB_COLUMN_U16, 65536, ZB_E_INVALID, 0},
        {ZB_COLUMN_I32, -2147483648.5, ZB_OK, -2147483648.0},
        {ZB_COLUMN_I32, -2147483649.0, ZB_E_INVALID, 0},
        {ZB_COLUMN_I32, 2147483647.5, ZB_OK, 2147483647.0},
        {ZB_COLUMN_I32, 2147483648.0, ZB_E_INVALID, 0},
        {ZB_COLUMN_U32, 4294967295.5, ZB_OK, 4294967295.0},
        {ZB_COLUMN_U32, 4294967296.0, ZB_E_INVALID, 0},
        {ZB_COLUMN_I64, -0x1p63, ZB_OK, -0x1p63},
        {ZB_COLUMN_I64, -0x1.0000000000001p63, ZB_E_INVALID, 0},
        {ZB_COLUMN_I64, 0x1.fffffffffffffp62, ZB_OK, 0x1.fffffffffffffp62},
        {ZB_COLUMN_I64, 0x1p63, ZB_E_INVALID, 0},
        {ZB_COLUMN_U64, 0x1.fffffffffffffp63, ZB_OK, 0x1.fffffffffffffp63},
        {ZB_COLUMN_U64, 0x1p64, ZB_E_INVALID, 0},
        {ZB_COLUMN_U64, -1, ZB_E_INVALID, 0},
        {ZB_COLUMN_F16, 65519.999, ZB_OK, 65504},
        {ZB_COLUMN_F16, 65520, ZB_OK, __builtin_inf()},
        {ZB_COLUMN_F16, -1e300, ZB_OK, -__builtin_inf()},
        {ZB_COLUMN_F16, 0x1p-25, ZB_OK, 0},
        {ZB_COLUMN_F16, 0x1.0000000000001p-25, ZB_OK, 0x1p-24},
        {ZB_COLUMN_F16, 1e-300, ZB_OK, 0},
        /* To float and then to half would end at 1. */
        {ZB_COLUMN_F16, 1 + 0x1p-11 + 0x1p-40, ZB_OK, 1 + 0x1p-10},
        {ZB_COLUMN_F32, 0.1, ZB_OK, 0x1.99999ap-4},
        {ZB_COLUMN_F32, 1e300, ZB_OK, __builtin_inf()},
        {ZB_COLUMN_F64, 0.1, ZB_OK, 0.1},
    };
    zb_arena arena;
    CHECK(make_arena(&arena, SIZE));
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        zb_slot column;
        zb_column opened;
        double read = -7;
        OK(zb_column_new(&arena, cases[i].type, 1, &column));
        CHECK(zb_column_push(&arena, column.a, cases[i].value) == cases[i].status);
        OK(zb_column_open(zb_arena_view(&arena), column.a, &opened));
        CHECK(opened.length == (cases[i].status == ZB_OK ? 1 : 0));
        if (cases[i].status == ZB_OK)
            OK(zb_column_get(zb_arena_view(&arena), column.a, 0, &read));
        CHECK(cases[i].status != ZB_OK || read == cases[i].read);
    }
    for (uint32_t t = 0; t < TYPES; t++) {
        zb_slot column;
        double read;
        OK(zb_column_new(&arena, types[t], 1, &column));
        zb_status status = zb_column_push(&arena, column.a, __builtin_nan(""));
        if (types[t] == ZB_COLUMN_F16 || types[t] == ZB_COLUMN_F32 || types[t] == ZB_COLUMN_F64) {
            OK(status);
            OK(zb_column_get(zb_arena_view(&arena), column.a, 0, &read));
            CHECK(read != read);
        } else {
            CHECK(status == (types[t] == ZB_COLUMN_U8_CLAMPED ? ZB_OK : ZB_E_INVALID));
        }
    }
}

/* Bits of the half that a number becomes. */
static bool
half_of(zb_arena *arena, zb_off column, double value, uint16_t *out)
{
    zb_span span;
    uint32_t none = 0;
    __builtin_memcpy(zb_arena_ptr(arena, column + ZB_COLUMN_LENGTH_AT), &none, 4);
    if (zb_column_push(arena, column, value) != ZB_OK ||
        zb_column_span(zb_arena_view(arena), column, ZB_COLUMN_F16, &span) != ZB_OK)
        return false;
    __builtin_memcpy(out, span.items, 2);
    return true;
}

/* Every finite half comes back, and every number between two of them goes to the nearer one. */
static void
halves_round_to_nearest_even(void)
{
    zb_arena arena;
    zb_slot column;
    CHECK(make_arena(&arena, SIZE));
    OK(zb_column_new(&arena, ZB_COLUMN_F16, 1, &column));
    double above = 0;
    for (uint32_t bits = 0x7C00; bits-- > 0;) {
        uint16_t item = (uint16_t)bits, negative = (uint16_t)(bits | 0x8000u), got;
        double value, minus;
        zb_column opened;
        OK(zb_column_open(zb_arena_view(&arena), column.a, &opened));
        uint32_t one = 1;
        __builtin_memcpy(zb_arena_ptr(&arena, column.a + ZB_COLUMN_LENGTH_AT), &one, 4);
        __builtin_memcpy(zb_arena_ptr(&arena, opened.data), &item, 2);
        OK(zb_column_get(zb_arena_view(&arena), column.a, 0, &value));
        __builtin_memcpy(zb_arena_ptr(&arena, opened.data), &negative, 2);
        OK(zb_column_get(zb_arena_view(&arena), column.a, 0, &minus));
        CHECK(minus == -value && __builtin_signbit(minus));
        CHECK(half_of(&arena, column.a, value, &got) && got == bits);
        CHECK(half_of(&arena, column.a, minus, &got) && got == negative);
        if (bits < 0x7BFF) {
            double middle = (value + above) / 2;
            CHECK(value < above && middle > value);
            CHECK(half_of(&arena, column.a, middle, &got) && got == bits + (bits & 1));
            CHECK(half_of(&arena, column.a, middle * (1 - 0x1p-50), &got) && got == bits);
            CHECK(half_of(&arena, column.a, middle * (1 + 0x1p-50), &got) && got == bits + 1);
        } else {
            CHECK(value == 65504);
        }
        above = value;
    }
}

static void
elements_read_as_doubles(void)
{
    static const uint64_t ones = UINT64_MAX;
    static const double expected[TYPES] = {
        -1, 255, 255, -1, 65535, -1, 4294967295.0, -1, 0x1p64 /* rounded */, 0, 0, 0};
    zb_arena arena;
    CHECK(make_arena(&arena, SIZE));
    for (uint32_t t = 0; t < TYPES; t++) {
        zb_slot column;
        double value;
        OK(zb_column_new(&arena, types[t], 1, &column));
        OK(zb_column_append(&arena, column.a, &ones, 1));
        OK(zb_column_get(zb_arena_view(&arena), column.a, 0, &value));
        CHECK(types[t] >= ZB_COLUMN_F16 ? value != value : value == expected[t]);
    }
}

static void
strict_arenas_take_no_columns(void)
{
    zb_arena arena, extended;
    zb_slot column = zb_i32(7);
    uint8_t *region = test_region(SIZE);
    OK(zb_arena_init(&arena, region, SIZE, 8, 0));
    CHECK(zb_column_new(&arena, ZB_COLUMN_I8, 1, &column) == ZB_E_TAG && column.a == 7);
    CHECK(make_arena(&extended, SIZE));
    CHECK(zb_column_new(&extended, (zb_column_type)13, 1, &column) == ZB_E_INVALID);
    CHECK(zb_column_new(&extended, (zb_column_type)0, 1, &column) == ZB_E_INVALID && column.a == 7);
    OK(zb_column_new(&extended, ZB_COLUMN_I8, 1, &column));
    uint32_t strict = 0;
    __builtin_memcpy(zb_arena_ptr(&extended, extended.control + ZB_CONTROL_FLAGS_AT), &strict, 4);
    zb_slot slice;
    CHECK(zb_column_append(&extended, column.a, NULL, 1) == ZB_E_TAG);
    CHECK(zb_column_push(&extended, column.a, 1) == ZB_E_TAG);
    CHECK(zb_column_reserve(&extended, column.a, 1) == ZB_E_TAG);
    CHECK(zb_column_slice(&extended, column.a, 0, 0, &slice) == ZB_E_TAG);
}

static void
damaged_headers_are_refused(void)
{
    static const struct {
        uint32_t header, data, length, capacity, type;
        zb_status status;
    } cases[] = {
        {800, 1000, 4, 4, ZB_COLUMN_F64, ZB_OK},
        {800, 0, 0, 0, ZB_COLUMN_F64, ZB_OK},
        {804, 1000, 4, 4, ZB_COLUMN_F64, ZB_OK},
        {802, 1000, 4, 4, ZB_COLUMN_F64, ZB_E_ALIGN},
        {800, 1004, 4, 4, ZB_COLUMN_F64, ZB_E_ALIGN},
        {800, 1004, 4, 4, ZB_COLUMN_F32, ZB_OK},
        {800, 1002, 4, 4, ZB_COLUMN_F32, ZB_E_ALIGN},
        {800, 1001, 4, 4, ZB_COLUMN_F16, ZB_E_ALIGN},
        {800, 1001, 4, 4, ZB_COLUMN_U8, ZB_OK},
        {800, 1000, 5, 4, ZB_COLUMN_F64, ZB_E_CORRUPT},
        {800, 1000, 4, (SIZE - 1000) / 8, ZB_COLUMN_F64, ZB_OK},
        {800, 1000, 4, (SIZE - 1000) / 8 + 1, ZB_COLUMN_F64, ZB_E_BOUNDS},
        {800, 1000, 4, 0x20000001, ZB_COLUMN_F64, ZB_E_BOUNDS}, /* 8 bytes, were it a 32-bit product */
        {800, 0xfffffff8, 0, 0, ZB_COLUMN_F64, ZB_E_BOUNDS},
        {800, SIZE, 0, 0, ZB_COLUMN_F64, ZB_OK},
        {800, 1000, 4, 4, 0, ZB_E_TAG},
        {800, 1000, 4, 4, 13, ZB_E_TAG},
        {800, 1000, 4, 4, 255, ZB_E_TAG},
        {SIZE - 16, 1000, 4, 4, ZB_COLUMN_F64, ZB_OK},
        {SIZE - 12, 1000, 4, 4, ZB_COLUMN_F64, ZB_E_BOUNDS},
        {0xfffffffc, 1000, 4, 4, ZB_COLUMN_F64, ZB_E_BOUNDS},
    };
    zb_arena arena;
    CHECK(make_arena(&arena, SIZE));
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        zb_off at = cases[i].header;
        if (at <= SIZE - 16) {
            const uint32_t words[4] = {cases[i].data, cases[i].length, cases[i].capacity, cases[i].type};
            __builtin_memcpy(zb_arena_ptr(&arena, at), words, sizeof words);
        }
        zb_column column = {7, 7, 7, 7, ZB_COLUMN_I8};
        zb_span span;
        zb_slot slice;
        double value;
        zb_status status = cases[i].status;
        CHECK(zb_column_open(zb_arena_view(&arena), at, &column) == status);
        CHECK(status == ZB_OK || (column.data == 7 && column.length == 7));
        if (status == ZB_OK)
            continue;
        CHECK(zb_column_append(&arena, at, NULL, 1) == status);
        CHECK(zb_column_push(&arena, at, 1) == status);
        CHECK(zb_column_reserve(&arena, at, 1) == status);
        CHECK(zb_column_slice(&arena, at, 0, 0, &slice) == status);
        CHECK(zb_column_get(zb_arena_view(&arena), at, 0, &value) == status);
        CHECK(zb_column_span(zb_arena_view(&arena), at, ZB_COLUMN_F64, &span) == status);
    }
}

static void
spans_need_type_and_alignment(void)
{
    uint8_t *odd = test_region(1028) + 4;
    zb_span span = {NULL, 7};
    const uint32_t words[4] = {512, 2, 2, ZB_COLUMN_F64};
    __builtin_memcpy(odd + 64, words, sizeof words);
    zb_view view = zb_view_of(odd, 1024);
    CHECK(zb_column_span(view, 64, ZB_COLUMN_F64, &span) == ZB_E_ALIGN && span.count == 7);
    CHECK(zb_column_span(view, 64, ZB_COLUMN_U64, &span) == ZB_E_TAG);
    double value = 1;
    OK(zb_column_get(view, 64, 1, &value)); /* read bytewise */
    CHECK(value == 0);
    view = zb_view_of(odd + 1, 1020); /* nothing is aligned, everything is read */
    const uint32_t words1[4] = {512, 2, 2, ZB_COLUMN_U8};
    __builtin_memcpy(odd + 1 + 64, words1, sizeof words1);
    OK(zb_column_get(view, 64, 1, &value));
    OK(zb_column_span(view, 64, ZB_COLUMN_U8, &span));
    CHECK(span.count == 2);
}

static void
slots_of_columns(void)
{
    zb_arena arena;
    zb_slot column;
    zb_off slot, header = 7;
    CHECK(make_arena(&arena, SIZE));
    OK(zb_column_new(&arena, ZB_COLUMN_U8, 1, &column));
    OK(zb_arena_alloc(&arena, ZB_SLOT_BYTES, 8, &slot));
    static const zb_tag tags[] = {ZB_TAG_COLUMN, ZB_TAG_BUFFER, ZB_TAG_DATA_VIEW, ZB_TAG_SHARED};
    for (uint32_t i = 0; i < 4; i++) {
        OK(zb_slot_write(&arena, slot, zb_at(tags[i], column.a)));
        OK(zb_slot_get_column(zb_arena_view(&arena), slot, &header));
        CHECK(header == column.a);
    }
    header = 7;
    OK(zb_slot_write(&arena, slot, zb_at(ZB_TAG_BYTES, column.a)));
    CHECK(zb_slot_get_column(zb_arena_view(&arena), slot, &header) == ZB_E_TAG && header == 7);
    CHECK(zb_slot_get_column(zb_arena_view(&arena), slot + 2, &header) == ZB_E_ALIGN);
    CHECK(zb_slot_get_column(zb_arena_view(&arena), SIZE, &header) == ZB_E_BOUNDS && header == 7);
}

TEST_SUITE(column, {"sizes_of_elements", sizes_of_elements},
           {"random_appends_match_plain_arrays", random_appends_match_plain_arrays},
           {"growth_follows_the_specification", growth_follows_the_specification},
           {"grows_by_what_is_needed_where_it_cannot_double", grows_by_what_is_needed_where_it_cannot_double},
           {"slices_share_until_one_grows", slices_share_until_one_grows},
           {"numbers_are_converted_as_c_converts", numbers_are_converted_as_c_converts},
           {"halves_round_to_nearest_even", halves_round_to_nearest_even},
           {"elements_read_as_doubles", elements_read_as_doubles},
           {"strict_arenas_take_no_columns", strict_arenas_take_no_columns},
           {"damaged_headers_are_refused", damaged_headers_are_refused},
           {"spans_need_type_and_alignment", spans_need_type_and_alignment},
           {"slots_of_columns", slots_of_columns});
