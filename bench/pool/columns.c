/* SPDX-License-Identifier: MIT */
/* Tasks in C of bench/pool/column.mjs: little work for each element that is read, and much. */
#include <zerobuf/object.h>
#include <zerobuf/simd.h>
#include <zerobuf/task.h>

ZB_TASK_CHECK_STACK();

/* The sum of a column. */
ZB_TASK(sum)
{
    zb_span items;
    ZB_TRY(zb_task_column(task, ZB_COLUMN_F64, &items));
    return zb_task_return(task, zb_f64(zb_kernel_sum_f64((const double *)items.items, items.count)));
}

/* Elements that are worked on between two looks at whether anybody wants them. */
#define BATCH 65536u

static ZB_NODISCARD zb_status
column_of(zb_view view, zb_off object, const char *key, uint32_t len, zb_span *out)
{
    zb_off slot, header;
    ZB_TRY(zb_object_find(view, object, key, len, &slot));
    ZB_TRY(zb_slot_get_column(view, slot, &header));
    return zb_column_span(view, header, ZB_COLUMN_F64, out);
}

/* { part, out, steps }: out[i] = part[i] after so many steps of the logistic map x -> 3.7 * x * (1 - x). */
ZB_TASK(logistic)
{
    zb_view view = zb_task_view(task);
    zb_off object;
    zb_span part, out;
    int32_t steps;
    ZB_TRY(zb_slot_get_object(view, task->argument, &object));
    ZB_TRY(column_of(view, object, "part", 4, &part));
    ZB_TRY(column_of(view, object, "out", 3, &out));
    ZB_TRY(zb_object_get_i32(view, object, "steps", 5, &steps));
    if (out.count != part.count)
        return ZB_E_INVALID;
    const double *from = (const double *)part.items;
    double *to = (double *)(uintptr_t)out.items;
    for (uint32_t i = 0; i < part.count; i++) {
        if (i % BATCH == 0 && zb_task_is_aborted(task))
            return ZB_E_DEADLINE;
        double x = from[i];
        for (int32_t step = 0; step < steps; step++)
            x = 3.7 * x * (1.0 - x);
        to[i] = x;
    }
    return ZB_OK;
}
