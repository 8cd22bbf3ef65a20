/* SPDX-License-Identifier: MIT */
#ifndef ZBI_STACK_H
#define ZBI_STACK_H

/*
 * The stack pointer of C in linear memory.  The engine switches its own stack when
 * a handler waits, and knows nothing of this one.  Functions keep the address of
 * their frame in a WebAssembly local, so the global is all there is to put right.
 *
 * Who sets it must have no frame of its own, since that would lie on the stack
 * that it leaves: hence these are for the functions of concurrent.c alone.
 */
#include <stdint.h>

#ifndef __OPTIMIZE__
#error "src/guest is compiled with optimization: without, its functions have frames where they must not"
#endif

static inline uint32_t
zbi_stack_pointer(void)
{
    uint32_t at;
    __asm__ volatile(".globaltype __stack_pointer, i32\n\tglobal.get __stack_pointer\n\tlocal.set %0"
                     : "=r"(at));
    return at;
}

static inline void
zbi_stack_set(uint32_t at)
{
    __asm__ volatile(
        ".globaltype __stack_pointer, i32\n\tlocal.get %0\n\tglobal.set __stack_pointer" ::"r"(at)
        : "memory");
}

#endif /* ZBI_STACK_H */
