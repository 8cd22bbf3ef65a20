/* SPDX-License-Identifier: MIT */
/* Columns of a region: what is given is checked before anything is read or written. */
#include <zerobuf/statistics.h>

#include "test.h"

enum { SIZE = 1 << 16 };

static const double rising[] = {1, 2, 3, 4}, doubled[] = {2, 4, 6, 8};

static zb_off
column_of(zb_arena *arena, zb_column_type type, const void *items, uint32_t count)
{
    zb_slot slot;
    if (zb_column_new(arena, type, count, &slot) != ZB_OK ||
        zb_column_append(arena, slot.a, items, count) != ZB_OK)
        return 0;
    return slot.a;
}

static bool
make_arena(zb_arena *arena)
{
    return zb_arena_init(arena, test_region(SIZE), SIZE, 8, ZB_ARENA_EXTENDED) == ZB_OK;
}

/* Element `at` of a column of F64, which is there. */
static double
element(const zb_arena *arena, zb_off header, uint32_t at)
{
    double value = -1;
    return zb_column_get(zb_arena_view(arena), header, at, &value) == ZB_OK ? value : -1;
}

static void
answers_are_those_of_kernels(void)
{
    zb_arena arena;
    CHECK(make_arena(&arena));
    zb_off x = column_of(&arena, ZB_COLUMN_F64, rising, 4), y = column_of(&arena, ZB_COLUMN_F64, doubled, 4);
    zb_view view = zb_arena_view(&arena);
    double sum, dot, covariance, correlation, mean;
    zb_stats stats;
    zb_regression line;
    OK(zb_column_sum(view, x, &sum));
    OK(zb_columns_dot(view, x, y, &dot));
    OK(zb_columns_covariance(view, x, y, &covariance));
    OK(zb_columns_correlation(view, x, y, &correlation));
    OK(zb_columns_weighted_mean(view, x, y, &mean));
    OK(zb_column_stats(view, x, &stats));
    OK(zb_columns_regression(view, x, y, &line));
    CHECK(sum == 10 && dot == 60 && covariance == 2.5 && correlation == 1 && mean == 3);
    CHECK(stats.count == 4 && stats.mean == 2.5 && stats.variance == 1.25);
    CHECK(line.slope == 2 && line.intercept == 0 && line.r2 == 1);
    OK(zb_columns_add(&arena, x, y));
    OK(zb_columns_mul(&arena, x, y));
    OK(zb_columns_sub(&arena, x, y));
    OK(zb_columns_div(&arena, x, y));
    for (uint32_t at = 0; at < 4; at++)
        CHECK(element(&arena, x, at) == 3 * rising[at] - 1);
    OK(zb_columns_fma(&arena, x, x, y));
    CHECK(element(&arena, x, 0) == 2 * 2 + 2 && element(&arena, x, 3) == 11 * 11 + 8);
    OK(zb_column_affine(&arena, y, 2, 1));
    CHECK(element(&arena, y, 1) == 9);
    OK(zb_column_normalize(&arena, y));
    CHECK(element(&arena, y, 0) == 0 && element(&arena, y, 3) == 1);
}

static void
answers_of_other_types(void)
{
    static const int64_t large[] = {INT64_MAX, 1};
    static const uint8_t bytes[] = {250, 10};
    static const uint32_t places[] = {1, 0, 1};
    static const float matrix[] = {1, 2, 3, 4, 5, 6}, vector[] = {1, 1, 2}, none[] = {0, 0};
    static const double zeros[] = {0, 0, 0, 0};
    zb_arena arena;
    CHECK(make_arena(&arena));
    zb_off i64 = column_of(&arena, ZB_COLUMN_I64, large, 2), u8 = column_of(&arena, ZB_COLUMN_U8, bytes, 2);
    zb_off indices = column_of(&arena, ZB_COLUMN_U32, places, 3),
           taken = column_of(&arena, ZB_COLUMN_U8, bytes, 2);
    double value;
    OK(zb_columns_add(&arena, i64, i64));
    CHECK(element(&arena, i64, 0) == -2 && element(&arena, i64, 1) == 2);
    OK(zb_column_sum(zb_arena_view(&arena), u8, &value));
    CHECK(value == 260);
    CHECK(zb_columns_gather(&arena, u8, indices, taken) == ZB_E_INVALID);
    OK(zb_column_append(&arena, taken, NULL, 1));
    OK(zb_columns_gather(&arena, u8, indices, taken));
    CHECK(element(&arena, taken, 0) == 10 && element(&arena, taken, 1) == 250 &&
          element(&arena, taken, 2) == 10);
    OK(zb_column_push(&arena, indices, 2));
    OK(zb_column_append(&arena, taken, NULL, 1));
    CHECK(zb_columns_gather(&arena, u8, indices, taken) == ZB_E_NOT_FOUND && element(&arena, taken, 0) == 10);
    zb_off m = column_of(&arena, ZB_COLUMN_F32, matrix, 6), v = column_of(&arena, ZB_COLUMN_F32, vector, 3);
    zb_off product = column_of(&arena, ZB_COLUMN_F32, none, 2);
    OK(zb_columns_matrix_vector(&arena, m, v, product));
    CHECK(element(&arena, product, 0) == 9 && element(&arena, product, 1) == 21);
    CHECK(zb_columns_matrix_vector(&arena, m, product, product) == ZB_E_INVALID);
    zb_off x = column_of(&arena, ZB_COLUMN_F64, rising, 4), out = column_of(&arena, ZB_COLUMN_F64, zeros, 4);
    OK(zb_column_moving_average(&arena, x, 2, out));
    CHECK(element(&arena, out, 1) == 1.5 && element(&arena, out, 3) == 3.5);
    CHECK(zb_column_moving_average(&arena, x, 0, out) == ZB_E_INVALID);
    CHECK(zb_column_moving_average(&arena, x, 2, x) == ZB_E_INVALID);
    CHECK(zb_column_moving_average(&arena, x, 2, product) == ZB_E_TAG);
}

/* What every call of two columns says; nothing in the region changes. */
static void
refuses(zb_arena *arena, zb_off x, zb_off y, zb_status status)
{
    static uint8_t before[SIZE];
    zb_view view = zb_arena_view(arena);
    __builtin_memcpy(before, view.base, SIZE);
    double value = 77;
    zb_regression line = {77, 77, 77};
    CHECK(zb_columns_dot(view, x, y, &value) == status);
    CHECK(zb_columns_covariance(view, x, y, &value) == status);
    CHECK(zb_columns_correlation(view, x, y, &value) == status);
    CHECK(zb_columns_weighted_mean(view, x, y, &value) == status);
    CHECK(zb_columns_regression(view, x, y, &line) == status);
    CHECK(zb_columns_add(arena, x, y) == status && zb_columns_sub(arena, x, y) == status);
    CHECK(zb_columns_mul(arena, x, y) == status && zb_columns_div(arena, x, y) == status);
    CHECK(zb_columns_fma(arena, x, y, x) == status && zb_columns_fma(arena, x, x, y) == status);
    CHECK(value == 77 && line.slope == 77 && test_equal(before, view.base, SIZE));
}

static void
unequal_and_foreign_columns_are_refused(void)
{
    static const float singles[] = {1, 2, 3, 4};
    zb_arena arena;
    CHECK(make_arena(&arena));
    zb_off x = column_of(&arena, ZB_COLUMN_F64, rising, 4),
           shorter = column_of(&arena, ZB_COLUMN_F64, rising, 3);
    zb_off empty = column_of(&arena, ZB_COLUMN_F64, rising, 0),
           f32 = column_of(&arena, ZB_COLUMN_F32, singles, 4);
    refuses(&arena, x, shorter, ZB_E_INVALID);
    refuses(&arena, shorter, x, ZB_E_INVALID);
    refuses(&arena, x, empty, ZB_E_INVALID);
    refuses(&arena, x, f32, ZB_E_TAG);
    refuses(&arena, x, SIZE - 4, ZB_E_BOUNDS);
    zb_off i16 = column_of(&arena, ZB_COLUMN_I16, singles, 4);
    refuses(&arena, i16, i16, ZB_E_TAG);
}

/* Headers that a stranger wrote: data that leaves the region, lies askew, or is longer than it has room. */
static void
hostile_headers_are_refused(void)
{
    static const struct hostile {
        uint32_t at, word;
        zb_status status;
    } cases[] = {{ZB_COLUMN_DATA_AT, SIZE - 8, ZB_E_BOUNDS}, {ZB_COLUMN_DATA_AT, UINT32_MAX - 7, ZB_E_BOUNDS},
                 {ZB_COLUMN_DATA_AT, 132, ZB_E_ALIGN},       {ZB_COLUMN_LENGTH_AT, 5, ZB_E_CORRUPT},
                 {ZB_COLUMN_LENGTH_AT, 3, ZB_E_INVALID},     {ZB_COLUMN_CAPACITY_AT, UINT32_MAX, ZB_E_BOUNDS},
                 {ZB_COLUMN_TYPE_AT, 13, ZB_E_TAG},          {ZB_COLUMN_TYPE_AT, ZB_COLUMN_I64, ZB_E_TAG}};
    for (uint32_t pick = 0; pick < sizeof cases / sizeof *cases; pick++) {
        zb_arena arena;
        CHECK(make_arena(&arena));
        zb_off x = column_of(&arena, ZB_COLUMN_F64, rising, 4),
               y = column_of(&arena, ZB_COLUMN_F64, doubled, 4);
        __builtin_memcpy(zb_arena_ptr(&arena, y + cases[pick].at), &cases[pick].word, 4);
        refuses(&arena, x, y, cases[pick].status);
    }
}

static void
what_is_written_overlaps_nothing(void)
{
    zb_arena arena;
    CHECK(make_arena(&arena));
    zb_off x = column_of(&arena, ZB_COLUMN_F64, rising, 4);
    zb_slot front, back;
    OK(zb_column_slice(&arena, x, 0, 3, &front));
    OK(zb_column_slice(&arena, x, 1, 3, &back));
    CHECK(zb_columns_add(&arena, front.a, back.a) == ZB_E_INVALID);
    CHECK(zb_columns_fma(&arena, front.a, front.a, back.a) == ZB_E_INVALID);
    double dot;
    OK(zb_columns_dot(zb_arena_view(&arena), front.a, back.a, &dot));
    CHECK(dot == 20 && element(&arena, x, 0) == 1);
    OK(zb_columns_add(&arena, front.a, front.a));
    CHECK(element(&arena, x, 2) == 6 && element(&arena, x, 3) == 4);
}

TEST_SUITE(statistics, {"answers_are_those_of_kernels", answers_are_those_of_kernels},
           {"answers_of_other_types", answers_of_other_types},
           {"unequal_and_foreign_columns_are_refused", unequal_and_foreign_columns_are_refused},
           {"hostile_headers_are_refused", hostile_headers_are_refused},
           {"what_is_written_overlaps_nothing", what_is_written_overlaps_nothing});
