/* SPDX-License-Identifier: MIT */
/* Runs the tests inside a JavaScript engine; test/c/run_wasm.mjs is the other half. */
#include "test.h"

__attribute__((import_module("test"), import_name("print"))) void test_host_print(const char *, uint32_t);
__attribute__((export_name("run"))) uint32_t run(uint32_t seed);
__attribute__((export_name("run_kernels"))) uint32_t run_kernels(uint32_t seed);

void
test_print(const char *text, uint32_t len)
{
    test_host_print(text, len);
}

/* Fresh pages for each region: never reused, so they start zeroed. */
uint8_t *
test_region(uint32_t size_bytes)
{
    static uintptr_t next, end;
    uintptr_t needed = ((uintptr_t)size_bytes + 7) / 8 * 8;
    if (end - next < needed) {
        size_t pages = needed / ZB_PAGE_BYTES + 64;
        size_t at = __builtin_wasm_memory_grow(0, pages);
        if (at == SIZE_MAX)
            __builtin_trap();
        next = at * ZB_PAGE_BYTES;
        end = next + pages * ZB_PAGE_BYTES;
    }
    uint8_t *region = (uint8_t *)next;
    next += needed;
    return region;
}

/* In WebAssembly the huge region is the memory itself, grown. */
bool
test_huge_region(uint32_t size_bytes, uint8_t **base, zb_off *from)
{
    size_t have = __builtin_wasm_memory_size(0), need = size_bytes / ZB_PAGE_BYTES;
    if (have < need && __builtin_wasm_memory_grow(0, need - have) == SIZE_MAX)
        return false;
    *base = NULL;
    *from = (zb_off)(have * ZB_PAGE_BYTES);
    return true;
}

uint32_t
run(uint32_t seed)
{
    return test_run(seed, "");
}

/* What each engine compiles by itself: vectors.  test/js/kernels-c.test.mjs calls it. */
uint32_t
run_kernels(uint32_t seed)
{
    return test_run(seed, "kernels");
}
