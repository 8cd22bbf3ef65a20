/* SPDX-License-Identifier: MIT */
#ifndef BENCH_CASES_H
#define BENCH_CASES_H

/*
 * What is measured: a kernel over made data.  The same sources are a native program
 * (main_native.c) and a module over JavaScript's memory (main_wasm.c), so that all hosts run
 * the same calls on the same bytes.  No libc here.
 */

#include <zerobuf/simd.h>

#include <stdbool.h>

/** One thing to measure. */
typedef struct bench_case {
    const char *name;      /* as JavaScript asks for it; unique among all cases */
    void (*prepare)(void); /* make the data; once, before the first run */
    void (*run)(void); /* what is timed.  Gives the same answer each time: who writes in place copies first */
    double (*answer)(void); /* of the last run */
} bench_case;

/** The cases of a file. */
typedef struct bench_group {
    const bench_case *cases;
    uint32_t count;
} bench_group;

#define BENCH_GROUP(name, ...)                                                                               \
    static const bench_case name##_cases[] = {__VA_ARGS__};                                                  \
    const bench_group name##_group = {name##_cases, sizeof name##_cases / sizeof *name##_cases}

/** Bytes for a case, zeroed and 64-aligned, until bench_reset().  Ends the program when there are none. */
void *bench_alloc(size_t bytes);

/** As bench_alloc(); JavaScript gets a copy of them when the case is prepared: its inputs, in this order. */
void *bench_input(size_t bytes);

/** The next number of a generator that starts anew with each case. */
uint64_t bench_random(void);

/** In [0, 1), a multiple of 2^-53. */
double bench_unit(void);

/** FNV-1a over 32-bit words, for answers that are many numbers; measure.mjs has it, too.  bytes: a multiple
 * of 4. */
double bench_hash(const void *items, size_t bytes);

/** How many cases there are, and one of them. */
uint32_t bench_count(void);
const bench_case *bench_at(uint32_t index);

/** Forget all data. */
void bench_reset(void);

/** Prepare a case; what it holds stays until bench_reset(). */
void bench_prepare(uint32_t index);

/** Inputs of the case that was prepared last. */
uint32_t bench_input_count(void);
const void *bench_input_at(uint32_t index, size_t *bytes);

/** Provided by the host: where bench_alloc() takes bytes from; 64-aligned, zeroed, the same at each call. */
uint8_t *bench_memory(size_t bytes);

#endif /* BENCH_CASES_H */
