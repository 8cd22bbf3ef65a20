/* SPDX-License-Identifier: MIT */
/* Data and answers of cases, and the list of all. */
#include "cases.h"

#define GROUPS(X)                                                                                            \
    X(math)                                                                                                  \
    X(order)

#define DECLARE(name) extern const bench_group name##_group;
GROUPS(DECLARE)

enum { ALIGN = 64, MOST_INPUTS = 8 };

static size_t taken;
static uint64_t random_state;

static struct {
    const void *at;
    size_t bytes;
} inputs[MOST_INPUTS];
static uint32_t input_count;

void *
bench_alloc(size_t bytes)
{
    size_t rounded = (bytes + ALIGN - 1) / ALIGN * ALIGN;
    uint8_t *at = bench_memory(taken + rounded) + taken;
    taken += rounded;
    __builtin_memset(at, 0, rounded);
    return at;
}

void *
bench_input(size_t bytes)
{
    void *at = bench_alloc(bytes);
    if (input_count == MOST_INPUTS)
        __builtin_trap();
    inputs[input_count].at = at;
    inputs[input_count++].bytes = bytes;
    return at;
}

/* splitmix64: https://prng.di.unimi.it/splitmix64.c */
uint64_t
bench_random(void)
{
    uint64_t z = (random_state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

double
bench_unit(void)
{
    return (double)(bench_random() >> 11) * 0x1p-53;
}

double
bench_hash(const void *items, size_t bytes)
{
    const uint8_t *at = items;
    uint32_t hash = 0x811c9dc5u, word;
    for (size_t i = 0; i + sizeof word <= bytes; i += sizeof word) {
        __builtin_memcpy(&word, at + i, sizeof word);
        hash = (hash ^ word) * 0x01000193u;
    }
    return hash;
}

uint32_t
bench_count(void)
{
    uint32_t count = 0;
#define COUNT(name) count += name##_group.count;
    GROUPS(COUNT)
    return count;
}

const bench_case *
bench_at(uint32_t index)
{
#define AT(name)                                                                                             \
    if (index < name##_group.count)                                                                          \
        return &name##_group.cases[index];                                                                   \
    index -= name##_group.count;
    GROUPS(AT)
    __builtin_trap();
}

void
bench_reset(void)
{
    taken = 0;
}

void
bench_prepare(uint32_t index)
{
    input_count = 0;
    random_state = 20261124;
    bench_at(index)->prepare();
}

uint32_t
bench_input_count(void)
{
    return input_count;
}

const void *
bench_input_at(uint32_t index, size_t *bytes)
{
    *bytes = inputs[index].bytes;
    return inputs[index].at;
}
