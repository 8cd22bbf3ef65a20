/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_TASK_H
#define ZEROBUF_TASK_H

/*
 * Tasks in C for a pool of worker threads (SPEC.md, 13.7; docs/pool-c-tasks.md): a module that
 * every worker of the pool has an instance of, over the one memory that all of them share.
 *
 *   #include <zerobuf/simd.h>
 *   #include <zerobuf/task.h>
 *
 *   ZB_TASK(sum)
 *   {
 *       zb_span items;
 *       ZB_TRY(zb_task_column(task, ZB_COLUMN_F64, &items));
 *       return zb_task_return(task, zb_f64(zb_kernel_sum_f64((const double *)items.items, items.count)));
 *   }
 *
 * and in JavaScript
 *
 *   const pool = createPool({ threads: 2 })({ sum: wasmTask({ module: new URL("sum.wasm", import.meta.url),
 * export: "sum" }) }); const sums = await pool.map(column, pool.call.sum);
 *
 * Compile with --target=wasm32 -matomics -mbulk-memory, and with -msimd128 for kernels; link with
 *
 *   wasm-ld --no-entry --import-memory --shared-memory --max-memory=4294901760
 *           --export=__heap_base --export=__stack_pointer
 *           --export=__wasm_init_tls --export=__tls_size --export=__tls_align
 *
 * Static data are shared by all workers, as by all threads of a program; _Thread_local ones
 * are each worker's own, and live as long as it does.  The pool lies at __heap_base and above:
 * nothing there may be written but what the task was given, and memory.grow is not the
 * module's to call.
 *
 * The functions here are O(1) unless they say otherwise, take no lock, and are for the thread
 * that runs the task.
 */

#include <zerobuf/arena.h>
#include <zerobuf/column.h>
#include <zerobuf/value.h>

/** A call of a task: where it finds its argument, and where its result goes.  Offsets count from `base`. */
typedef struct zb_task {
    uint8_t *base;       /* of the region; NULL in a module, where offsets are addresses */
    uint32_t size_bytes; /* of the region when the call began */
    zb_off argument;     /* slot of the argument: to be read */
    zb_off result;       /* slot of the result, undefined at first */
    zb_off start;        /* [start, end) is the task's to write to: what its result consists of */
    zb_off end;
    zb_off call; /* the record of the call (zerobuf/layout.h: ZB_CALL_*) */
} zb_task;

/** The region, for all that reads values.  Valid during the call. */
static inline zb_view
zb_task_view(const zb_task *task)
{
    return zb_view_of(task->base, task->size_bytes);
}

/**
 * The elements of the argument, which is a column: a typed array in JavaScript.
 *
 * @param task  the call
 * @param type  expected element type
 * @param out   receives the elements, in place: where pool.alloc() put them, if it made the
 *              array, and the task may then write to them.  Untouched on failure.
 * @return ZB_OK; ZB_E_TAG when the argument is no column, or one of another type; or what
 *         zb_column_span() returns
 */
static inline ZB_NODISCARD zb_status
zb_task_column(const zb_task *task, zb_column_type type, zb_span *out)
{
    zb_off header;
    ZB_TRY(zb_slot_get_column(zb_task_view(task), task->argument, &header));
    return zb_column_span(zb_task_view(task), header, type, out);
}

/**
 * An arena over the bytes that the result may have: at least 1,024, unless the argument takes
 * them, and as many as wasmTask({ resultBytes }) says.  They are free again when the caller has
 * read the result.
 *
 * @param task  the call
 * @param out   receives the arena: private, fixed, for all types of JavaScript.  Untouched on
 *              failure.  Make one in each call at most: a second one begins where the first did.
 * @return ZB_OK, or ZB_E_MEMORY: there is no room for its control block
 */
static inline ZB_NODISCARD zb_status
zb_task_arena(const zb_task *task, zb_arena *out)
{
    if (zb_arena_init(out, task->base, task->end, task->start, ZB_ARENA_EXTENDED) != ZB_OK)
        return ZB_E_MEMORY;
    out->size_bytes = task->size_bytes; /* values of the region outside may be referred to */
    return ZB_OK;
}

/**
 * Set the result.
 *
 * @param task   the call
 * @param value  a scalar, or what was made in the task's arena.  It may also refer to the
 *               argument, or to other memory of the region that stays as it is until the caller
 *               has read the result.
 * @return ZB_OK, for the task to return
 */
static inline ZB_NODISCARD zb_status
zb_task_return(const zb_task *task, zb_slot value)
{
    __builtin_memcpy((uint8_t *)((uintptr_t)task->base + task->result), &value, sizeof value);
    return ZB_OK;
}

/**
 * Set what the caller's promise is rejected with.
 *
 * @param task   the call
 * @param value  any value, as for zb_task_return(); see zb_error_new() (zerobuf/extended.h)
 * @return ZB_TASK_THREW, for the task to return
 */
static inline ZB_NODISCARD int32_t
zb_task_throw(const zb_task *task, zb_slot value)
{
    __builtin_memcpy((uint8_t *)((uintptr_t)task->base + task->result), &value, sizeof value);
    return ZB_TASK_THREW;
}

/**
 * Whether the caller wants no result any more: it gave the call up, or its timeout passed.
 * What the task returns then is dropped.  One atomic load: ask once in a few thousand elements.
 */
static inline bool
zb_task_is_aborted(const zb_task *task)
{
    return __atomic_load_n((const uint32_t *)((uintptr_t)task->base + task->call + ZB_CALL_ABORTED_AT),
                           __ATOMIC_RELAXED) != 0;
}

/**
 * A task, exported under `name`: its body follows, with `const zb_task *task`.  It returns
 *
 *   ZB_OK           the result slot holds the result (zb_task_return())
 *   ZB_TASK_THREW   it holds what the call is rejected with (zb_task_throw())
 *   a zb_status     the call is rejected with that error: ZB_TRY() may be used
 *   other numbers   the call is rejected with a PoolError that has the number as `status`
 *
 * It must not wait for ever: nothing else runs in its worker meanwhile.  A trap rejects the
 * call; the worker goes on with a new instance, whose _Thread_local variables begin anew.
 *
 * Outside of WebAssembly this defines the function name_task() alone, for tests.
 */
#ifdef __wasm__
#define ZB_TASK(name)                                                                                        \
    int32_t name##_task(const zb_task *task);                                                                \
    __attribute__((export_name(#name))) int32_t name##_export(zb_off argument, zb_off result, zb_off start,  \
                                                              zb_off end, zb_off call);                      \
    int32_t name##_export(zb_off argument, zb_off result, zb_off start, zb_off end, zb_off call)             \
    {                                                                                                        \
        const zb_task made = zbi_task_of(argument, result, start, end, call);                                \
        return name##_task(&made);                                                                           \
    }                                                                                                        \
    int32_t name##_task(const zb_task *task)

/* For ZB_TASK. */
static inline zb_task
zbi_task_of(zb_off argument, zb_off result, zb_off start, zb_off end, zb_off call)
{
    size_t pages = __builtin_wasm_memory_size(0);
    zb_task made = {NULL,     (uint32_t)(pages > ZB_MAX_PAGES ? ZB_MAX_PAGES : pages) * ZB_PAGE_BYTES,
                    argument, result,
                    start,    end,
                    call};
    return made;
}
#else
#define ZB_TASK(name)                                                                                        \
    int32_t name##_task(const zb_task *task);                                                                \
    int32_t name##_task(const zb_task *task)
#endif

/**
 * Have the module stop before a frame that does not fit its worker's stack: write this once, at
 * file scope of one file, and run tools/check_stack.mjs on the linked module.  The call is then
 * rejected with an error that names the stack, and nothing was overwritten.  Without it an
 * overflow is noticed when the task has returned.  Costs a comparison per function that has a
 * frame in memory.
 */
#ifdef __wasm__
#ifndef __OPTIMIZE__
#define ZB_TASK_CHECK_STACK()                                                                                \
    ZB_STATIC_ASSERT(0, "compile with optimization: what sets the stack pointer must have no frame")
#else
#define ZB_TASK_CHECK_STACK()                                                                                \
    static __thread zb_off zbi_task_stack_limit;                                                             \
    __attribute__((export_name("zb_task_stack"))) void zb_task_stack(zb_off limit);                          \
    void zb_task_stack(zb_off limit) /* of this thread: one past the guard below its stack */                \
    {                                                                                                        \
        zbi_task_stack_limit = limit;                                                                        \
    }                                                                                                        \
    __attribute__((export_name("zb_stack_set"))) void zb_stack_set(zb_off at);                               \
    void zb_stack_set(zb_off at)                                                                             \
    {                                                                                                        \
        if (at < zbi_task_stack_limit) {                                                                     \
            *(volatile uint32_t *)(uintptr_t)(zbi_task_stack_limit - 4u) = 0; /* says which trap it was */   \
            __builtin_trap();                                                                                \
        }                                                                                                    \
        __asm__ volatile(".globaltype __stack_pointer, i32\n\tlocal.get %0\n\tglobal.set __stack_pointer"    \
                         :                                                                                   \
                         : "r"(at)                                                                           \
                         : "memory");                                                                        \
    }                                                                                                        \
    ZB_STATIC_ASSERT(1, "")
#endif
#else
#define ZB_TASK_CHECK_STACK() ZB_STATIC_ASSERT(1, "")
#endif

#endif /* ZEROBUF_TASK_H */
