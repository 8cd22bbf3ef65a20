/* SPDX-License-Identifier: MIT */
/* What a module does that is entered through WebAssembly.promising and knows nothing of its stack. */
#include "deep.h"

__attribute__((import_module("zb"), import_name("wait"))) void host_wait(void);
__attribute__((export_name("run"))) uint32_t run(uint32_t depth, uint32_t seed);

uint32_t
run(uint32_t depth, uint32_t seed)
{
    return deep(depth, seed, true, host_wait);
}
