/* SPDX-License-Identifier: MIT */
#include <zerobuf/extended.h>
#include <zerobuf/object.h>
#include <zerobuf/task.h>

#include "test.h"

#define SIZE 8192u
#define CALL 64u
#define ARGUMENT (CALL + ZB_CALL_ARGUMENT_AT)
#define RESULT (CALL + ZB_CALL_RESULT_AT)
#define START 1000u
#define UNTOUCHED 0xA5u

/* A call whose result may have `bytes` bytes, in a region that is otherwise UNTOUCHED. */
static zb_task
call_of(uint32_t bytes)
{
    uint8_t *base = test_region(SIZE);
    __builtin_memset(base, UNTOUCHED, SIZE);
    __builtin_memset(base + CALL, 0, ZB_CALL_HEADER_BYTES);
    return (zb_task){base, SIZE, ARGUMENT, RESULT, START, START + bytes, CALL};
}

/* All but the slot of the result and the span is as it was. */
static bool
keeps_inside(const zb_task *task)
{
    for (uint32_t i = 0; i < SIZE; i++) {
        bool is_own = (i >= task->start && i < task->end) || (i >= CALL && i < CALL + ZB_CALL_HEADER_BYTES);
        if (!is_own && task->base[i] != UNTOUCHED)
            return false;
    }
    return true;
}

/* { text, items: [0, 1, 2] } */
ZB_TASK(test_make)
{
    zb_arena arena;
    zb_slot object, items;
    ZB_TRY(zb_task_arena(task, &arena));
    ZB_TRY(zb_object_new(&arena, 2, &object));
    ZB_TRY(zb_object_set_string(&arena, object.a, "text", 4, "some text", 9));
    ZB_TRY(zb_column_new(&arena, ZB_COLUMN_F64, 3, &items));
    for (uint32_t i = 0; i < 3; i++)
        ZB_TRY(zb_column_push(&arena, items.a, i));
    ZB_TRY(zb_object_set(&arena, object.a, "items", 5, items));
    return zb_task_return(task, object);
}

static void
results_stay_in_their_span(void)
{
    uint32_t fitted = 0; /* not the longest spans alone: where there is room, keys get a table */
    for (uint32_t bytes = 0; bytes <= 512; bytes++) {
        zb_task task = call_of(bytes);
        int32_t status = test_make_task(&task);
        CHECK(keeps_inside(&task));
        if (status != ZB_OK) {
            CHECK(status == ZB_E_MEMORY && bytes < 512);
            continue;
        }
        fitted++;
        zb_view view = zb_task_view(&task);
        zb_off object, slot, header;
        zb_str text;
        double last;
        OK(zb_slot_get_object(view, task.result, &object));
        OK(zb_object_get_string(view, object, "text", 4, &text));
        CHECK(text.len == 9 && zb_bytes_equal(text.ptr, "some text", 9));
        OK(zb_object_find(view, object, "items", 5, &slot));
        OK(zb_slot_get_column(view, slot, &header));
        OK(zb_column_get(view, header, 2, &last));
        CHECK(last == 2);
    }
    CHECK(fitted > 100 && fitted < 400);
}

static void
an_arena_that_has_no_room(void)
{
    for (uint32_t bytes = 0; bytes < ZB_CONTROL_BYTES; bytes++) {
        zb_task task = call_of(bytes);
        zb_arena arena = {task.base, 12345, 6, NULL, NULL, NULL};
        CHECK(zb_task_arena(&task, &arena) == ZB_E_MEMORY);
        CHECK(arena.size_bytes == 12345 && arena.control == 6 && keeps_inside(&task));
    }
}

static void
columns_of_the_argument(void)
{
    zb_task task = call_of(1024);
    zb_arena arena;
    zb_slot column;
    zb_span span = {NULL, 77};
    OK(zb_task_arena(&task, &arena));
    OK(zb_column_new(&arena, ZB_COLUMN_I32, 4, &column));
    OK(zb_column_append(&arena, column.a, (const int32_t[]){1, 2, 3}, 3));
    zb_slot number = zb_i32(5);
    __builtin_memcpy(task.base + task.argument, &number, sizeof number);
    CHECK(zb_task_column(&task, ZB_COLUMN_I32, &span) == ZB_E_TAG && span.count == 77);
    /* As a typed array of the region crosses. */
    column.tag = ZB_TAG_SHARED;
    __builtin_memcpy(task.base + task.argument, &column, sizeof column);
    CHECK(zb_task_column(&task, ZB_COLUMN_F64, &span) == ZB_E_TAG && span.count == 77);
    OK(zb_task_column(&task, ZB_COLUMN_I32, &span));
    CHECK(span.count == 3 && ((const int32_t *)span.items)[2] == 3);
    CHECK((const uint8_t *)span.items > task.base && (const uint8_t *)span.items < task.base + SIZE);
}

static void
results_and_what_is_thrown(void)
{
    zb_task task = call_of(256);
    double number;
    CHECK(zb_task_return(&task, zb_f64(2.5)) == ZB_OK);
    OK(zb_slot_get_f64(zb_task_view(&task), task.result, &number));
    CHECK(number == 2.5 && keeps_inside(&task));

    zb_arena arena;
    zb_slot error;
    zb_error read;
    zb_off record;
    OK(zb_task_arena(&task, &arena));
    OK(zb_error_new(&arena, "RangeError", "too much", zb_undefined(), &error));
    CHECK(zb_task_throw(&task, error) == ZB_TASK_THREW);
    __builtin_memcpy(&record, task.base + task.result + ZB_SLOT_A_AT, sizeof record);
    OK(zb_error_open(zb_task_view(&task), record, &read));
    CHECK(read.message.len == 8 && keeps_inside(&task));
}

static void
calls_that_are_given_up(void)
{
    zb_task task = call_of(0);
    CHECK(!zb_task_is_aborted(&task));
    uint32_t aborted = 1;
    __builtin_memcpy(task.base + CALL + ZB_CALL_ABORTED_AT, &aborted, sizeof aborted);
    CHECK(zb_task_is_aborted(&task));
}

TEST_SUITE(task, {"results_stay_in_their_span", results_stay_in_their_span},
           {"an_arena_that_has_no_room", an_arena_that_has_no_room},
           {"columns_of_the_argument", columns_of_the_argument},
           {"results_and_what_is_thrown", results_and_what_is_thrown},
           {"calls_that_are_given_up", calls_that_are_given_up});
