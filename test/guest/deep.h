/* SPDX-License-Identifier: MIT */
#ifndef DEEP_H
#define DEEP_H

/*
 * Recursion that keeps something in linear memory in every frame, waits at the
 * bottom and again on its way up, and says how many words had changed meanwhile.
 */
#include <stdint.h>

#define DEEP_WORDS 32

__attribute__((noinline)) static uint32_t
deep(uint32_t depth, uint32_t seed, void (*wait)(void))
{
    volatile uint32_t words[DEEP_WORDS];
    uint32_t changed = 0;
    for (uint32_t i = 0; i < DEEP_WORDS; i++)
        words[i] = seed + depth * DEEP_WORDS + i;
    if (depth == 0)
        wait();
    else
        changed = deep(depth - 1, seed, wait);
    if (depth % 4 == 0)
        wait();
    for (uint32_t i = 0; i < DEEP_WORDS; i++)
        changed += words[i] != seed + depth * DEEP_WORDS + i;
    return changed;
}

#endif /* DEEP_H */
