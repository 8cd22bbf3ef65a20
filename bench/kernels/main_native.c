/* SPDX-License-Identifier: MIT */
/*
 * Cases as a native program, for hosts.mjs.  Reads lines, answers each with one:
 *
 *   reset                  forget all data         ok
 *   prepare NAME           make the data of a case ok
 *   run TIMES NAME         run it                  NANOSECONDS ANSWER
 *
 * The argument "sse2" keeps kernels from using more than every x86-64 processor has.
 */
#include "../../src/simd/level.h"
#include "cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

/* Address space; pages exist when they are touched. */
#define ROOM ((size_t)1 << 32)

uint8_t *
bench_memory(size_t bytes)
{
    static uint8_t *base;
    if (base == NULL) {
        base = mmap(NULL, ROOM, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (base == MAP_FAILED)
            base = NULL;
    }
    if (base == NULL || bytes > ROOM) {
        fputs("kernels-native: out of memory\n", stderr);
        exit(2);
    }
    return base;
}

static uint32_t
find(const char *name)
{
    for (uint32_t i = 0; i < bench_count(); i++)
        if (strcmp(bench_at(i)->name, name) == 0)
            return i;
    fprintf(stderr, "kernels-native: there is no case \"%s\"\n", name);
    exit(2);
}

static void
run(const char *name, unsigned long times)
{
    const bench_case *found = bench_at(find(name));
    struct timespec from, to;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
    for (unsigned long i = 0; i < times; i++)
        found->run();
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
    double ns = (double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec);
    printf("%.0f %.17g\n", ns, found->answer());
}

int
main(int argc, char **argv)
{
    char line[256];
    if (argc > 1 && strcmp(argv[1], "sse2") == 0)
        (void)zbi_level_limit(ZBI_VECTOR);
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (strcmp(line, "reset") == 0) {
            bench_reset();
            puts("ok");
        } else if (strncmp(line, "prepare ", 8) == 0) {
            bench_prepare(find(line + 8));
            puts("ok");
        } else if (strncmp(line, "run ", 4) == 0) {
            char *name;
            unsigned long times = strtoul(line + 4, &name, 10);
            run(name + strspn(name, " "), times);
        } else {
            fprintf(stderr, "kernels-native: \"%s\" is none of reset, prepare, run\n", line);
            return 2;
        }
        fflush(stdout);
    }
    return 0;
}
