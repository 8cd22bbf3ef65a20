/* SPDX-License-Identifier: MIT */
/* The end of a module whose heap is broken: the reason is left where a host finds it, then it traps. */
#include "../libc/last_words.h"
#include "heap.h"

_Noreturn void
zbi_heap_fail(const char *sentence)
{
    uint32_t len = 0;
    while (sentence[len] != '\0')
        len++;
    zbi_last_words_add(sentence, len);
    zbi_last_words_add("\n", 1);
    __builtin_trap();
}
