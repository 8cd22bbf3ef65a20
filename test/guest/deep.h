/* SPDX-License-Identifier: MIT */
#ifndef DEEP_H
#define DEEP_H

/*
 * Recursion that keeps something in linear memory in every frame and waits at its
 * bottom; on its way up it goes down once more, deeper than before, at every fourth
 * frame.  Says how many words had changed meanwhile.
 */
#include <stdbool.h>
#include <stdint.h>

#define DEEP_WORDS 32
#define DEEP_MORE 6

__attribute__((noinline)) static uint32_t
deep(uint32_t depth, uint32_t seed, bool again, void (*wait)(void))
{
    volatile uint32_t words[DEEP_WORDS];
    uint32_t changed = 0;
    for (uint32_t i = 0; i < DEEP_WORDS; i++)
        words[i] = seed + depth * DEEP_WORDS + i;
    if (depth == 0)
        wait();
    else
        changed = deep(depth - 1, seed, again, wait);
    if (again && depth % 4 == 0)
        changed += deep(depth + DEEP_MORE, seed, false, wait);
    for (uint32_t i = 0; i < DEEP_WORDS; i++)
        changed += words[i] != seed + depth * DEEP_WORDS + i;
    return changed;
}

#endif /* DEEP_H */
