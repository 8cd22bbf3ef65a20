/* SPDX-License-Identifier: MIT */
/* Tasks in C of test/pool/wasm-task.test.mjs. */
#include <zerobuf/extended.h>
#include <zerobuf/object.h>
#include <zerobuf/simd.h>
#include <zerobuf/sync.h>
#include <zerobuf/task.h>

#ifdef CHECK_STACK
ZB_TASK_CHECK_STACK();
#endif

/* The sum of a column. */
ZB_TASK(sum)
{
    zb_span items;
    ZB_TRY(zb_task_column(task, ZB_COLUMN_F64, &items));
    return zb_task_return(task, zb_f64(zb_kernel_sum_f64((const double *)items.items, items.count)));
}

/* { part, factor, add }: each element of the part becomes element * factor + add */
ZB_TASK(affine)
{
    zb_view view = zb_task_view(task);
    zb_off object, slot, header;
    zb_span part;
    double factor, add;
    ZB_TRY(zb_slot_get_object(view, task->argument, &object));
    ZB_TRY(zb_object_find(view, object, "part", 4, &slot));
    ZB_TRY(zb_slot_get_column(view, slot, &header));
    ZB_TRY(zb_column_span(view, header, ZB_COLUMN_F64, &part));
    ZB_TRY(zb_object_get_f64(view, object, "factor", 6, &factor));
    ZB_TRY(zb_object_get_f64(view, object, "add", 3, &add));
    zb_kernel_affine_f64((double *)(uintptr_t)part.items, part.count, factor, add);
    return ZB_OK;
}

/* { name, age } to { greeting: "hello " + name, next: age + 1 } */
ZB_TASK(greet)
{
    zb_view view = zb_task_view(task);
    zb_off object;
    zb_str name;
    double age;
    ZB_TRY(zb_slot_get_object(view, task->argument, &object));
    ZB_TRY(zb_object_get_string(view, object, "name", 4, &name));
    ZB_TRY(zb_object_get_f64(view, object, "age", 3, &age));

    zb_arena arena;
    zb_slot made;
    ZB_TRY(zb_task_arena(task, &arena));
    ZB_TRY(zb_object_new(&arena, 2, &made));
    zb_off text;
    static const char hello[] = "hello ";
    uint32_t before = sizeof hello - 1;
    ZB_TRY(zb_arena_alloc(&arena, before + name.len, 1, &text));
    char *at = (char *)zb_arena_ptr(&arena, text);
    __builtin_memcpy(at, hello, before);
    __builtin_memcpy(at + before, name.ptr, name.len);
    ZB_TRY(zb_object_set_string(&arena, made.a, "greeting", 8, at, before + name.len));
    ZB_TRY(zb_object_set(&arena, made.a, "next", 4, zb_number(age + 1)));
    return zb_task_return(task, made);
}

/* A column of so many elements, 0, 1, 2, ... */
ZB_TASK(count)
{
    double length;
    ZB_TRY(zb_slot_get_f64(zb_task_view(task), task->argument, &length));
    zb_arena arena;
    zb_slot made;
    zb_span items;
    ZB_TRY(zb_task_arena(task, &arena));
    ZB_TRY(zb_column_new(&arena, ZB_COLUMN_F64, (uint32_t)length, &made));
    ZB_TRY(zb_column_append(&arena, made.a, NULL, (uint32_t)length));
    ZB_TRY(zb_column_span(zb_arena_view(&arena), made.a, ZB_COLUMN_F64, &items));
    for (uint32_t i = 0; i < items.count; i++)
        ((double *)(uintptr_t)items.items)[i] = i;
    return zb_task_return(task, made);
}

/* What it is given. */
ZB_TASK(echo)
{
    zb_slot value;
    ZB_TRY(zb_slot_read(zb_task_view(task), task->argument, &value));
    return zb_task_return(task, value);
}

ZB_TASK(nothing)
{
    (void)task;
    return ZB_OK;
}

/* The status that it is given. */
ZB_TASK(fail)
{
    double status;
    ZB_TRY(zb_slot_get_f64(zb_task_view(task), task->argument, &status));
    return (int32_t)status;
}

ZB_TASK(throws)
{
    zb_arena arena;
    zb_slot error, cause;
    ZB_TRY(zb_task_arena(task, &arena));
    ZB_TRY(zb_slot_read(zb_task_view(task), task->argument, &cause));
    ZB_TRY(zb_error_new(&arena, "RangeError", "too much", cause, &error));
    return zb_task_throw(task, error);
}

ZB_TASK(trap)
{
    (void)task;
    __builtin_trap();
}

/* A load past the end of the memory. */
ZB_TASK(outside)
{
    return *(volatile int32_t *)(uintptr_t)(task->size_bytes - 1u) & 0;
}

/* Frames of about 1 KiB, as deep as it is told. */
__attribute__((noinline)) static uint32_t
dig(volatile uint8_t *above, uint32_t depth)
{
    volatile uint8_t here[1008];
    for (uint32_t i = 0; i < sizeof here; i++)
        here[i] = (uint8_t)(above[i % 16] + depth);
    return here[depth % 16] + (depth == 0 ? 0 : dig(here, depth - 1));
}

ZB_TASK(deep)
{
    volatile uint8_t first[16] = {0};
    double depth;
    ZB_TRY(zb_slot_get_f64(zb_task_view(task), task->argument, &depth));
    return zb_task_return(task, zb_f64(dig(first, (uint32_t)depth)));
}

/* A word each, of this thread alone and of all of them. */
static _Thread_local uint32_t own_calls = 1000;
static _Thread_local uint64_t own_zeros;
static uint32_t all_calls = 5000;

/* [calls of this worker so far + 1000, address of that, calls of all + 5000] */
ZB_TASK(calls)
{
    zb_arena arena;
    zb_slot made;
    zb_span items;
    ZB_TRY(zb_task_arena(task, &arena));
    own_zeros++;
    const double numbers[] = {(double)(++own_calls), (double)(uint32_t)(uintptr_t)&own_calls,
                              (double)(__atomic_add_fetch(&all_calls, 1, __ATOMIC_SEQ_CST)),
                              (double)own_zeros};
    ZB_TRY(zb_column_new(&arena, ZB_COLUMN_F64, 4, &made));
    ZB_TRY(zb_column_append(&arena, made.a, numbers, 4));
    ZB_TRY(zb_column_span(zb_arena_view(&arena), made.a, ZB_COLUMN_F64, &items));
    return zb_task_return(task, made);
}

/* Until it is aborted; tells by the word at element 0 of its argument that it runs, and then that it saw it.
 */
ZB_TASK(until_aborted)
{
    zb_span word;
    ZB_TRY(zb_task_column(task, ZB_COLUMN_I32, &word));
    int32_t *at = (int32_t *)(uintptr_t)word.items;
    __atomic_store_n(at, 1, __ATOMIC_SEQ_CST);
    while (!zb_task_is_aborted(task))
        continue;
    __atomic_store_n(at, 2, __ATOMIC_SEQ_CST);
    return ZB_OK;
}

/* Meets others: adds one to element 0, and returns when it is what element 1 says. */
ZB_TASK(meet)
{
    zb_span word;
    ZB_TRY(zb_task_column(task, ZB_COLUMN_I32, &word));
    int32_t *at = (int32_t *)(uintptr_t)word.items;
    __atomic_add_fetch(at, 1, __ATOMIC_SEQ_CST);
    while (__atomic_load_n(at, __ATOMIC_SEQ_CST) < at[1])
        if (zb_task_is_aborted(task))
            return ZB_E_DEADLINE;
    own_zeros++;
    return zb_task_return(task, zb_f64((double)(++own_calls)));
}

/* Words of a mutex, a counter, and how often to add one to it, under the mutex. */
ZB_TASK(add_locked)
{
    zb_span span;
    ZB_TRY(zb_task_column(task, ZB_COLUMN_U32, &span));
    uint32_t *words = (uint32_t *)(uintptr_t)span.items;
    volatile uint32_t *counter = words + 2;
    for (uint32_t i = 0; i < words[3]; i++) {
        zb_mutex_lock(words);
        *counter = *counter + 1;
        zb_mutex_unlock(words);
    }
    return ZB_OK;
}

/* An object that lies beyond the region. */
ZB_TASK(damaged)
{
    return zb_task_return(task, zb_at(ZB_TAG_OBJECT, UINT32_MAX - 15u));
}

/* Not a task. */
__attribute__((export_name("twice"))) int32_t twice(int32_t number);
int32_t
twice(int32_t number)
{
    return 2 * number;
}
