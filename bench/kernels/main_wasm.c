/* SPDX-License-Identifier: MIT */
/* Cases as a module over a memory of JavaScript's; module.mjs is the other half. */
#include "cases.h"

#define EXPORT(name) __attribute__((export_name(name)))

extern uint8_t __heap_base;

uint8_t *
bench_memory(size_t bytes)
{
    size_t base = ((size_t)&__heap_base + 63) / 64 * 64;
    if (base + bytes > __builtin_wasm_memory_size(0) * ZB_PAGE_BYTES)
        __builtin_trap(); /* module.mjs says why the memory does not grow */
    return (uint8_t *)base;
}

/* clang-format off: a line each */
EXPORT("count") uint32_t count(void);
EXPORT("name") const char *name(uint32_t index);
EXPORT("reset") void reset(void);
EXPORT("prepare") void prepare(uint32_t index);
EXPORT("inputs") uint32_t inputs(void);
EXPORT("input_at") const void *input_at(uint32_t index);
EXPORT("input_bytes") size_t input_bytes(uint32_t index);
EXPORT("run") double run(uint32_t index, uint32_t times);
/* clang-format on */

uint32_t
count(void)
{
    return bench_count();
}

const char *
name(uint32_t index)
{
    return bench_at(index)->name;
}

void
reset(void)
{
    bench_reset();
}

void
prepare(uint32_t index)
{
    bench_prepare(index);
}

uint32_t
inputs(void)
{
    return bench_input_count();
}

const void *
input_at(uint32_t index)
{
    size_t bytes;
    return bench_input_at(index, &bytes);
}

size_t
input_bytes(uint32_t index)
{
    size_t bytes;
    bench_input_at(index, &bytes);
    return bytes;
}

/* The answer of the last run. */
double
run(uint32_t index, uint32_t times)
{
    const bench_case *found = bench_at(index);
    for (uint32_t i = 0; i < times; i++)
        found->run();
    return found->answer();
}
