/* SPDX-License-Identifier: MIT */
/* Runs the tests as a native program: `core-test [seed [suites]]`. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, MAP_NORESERVE */

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "test.h"

void
test_print(const char *text, uint32_t len)
{
    fwrite(text, 1, len, stdout);
}

/* Kept until the program ends: each region is an allocation of its own, so that
 * AddressSanitizer sees a read one byte past it. */
uint8_t *
test_region(uint32_t size_bytes)
{
    static void *regions[4096];
    static size_t count;
    uint8_t *region = calloc(1, size_bytes);
    if (region == NULL || count == sizeof regions / sizeof regions[0]) {
        fputs("core-test: out of memory\n", stderr);
        exit(2);
    }
    regions[count++] = region;
    return region;
}

bool
test_huge_region(uint32_t size_bytes, uint8_t **base, zb_off *from)
{
    void *region =
        mmap(NULL, size_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (region == MAP_FAILED)
        return false;
    *base = region;
    *from = 0;
    return true;
}

int
main(int argc, char **argv)
{
    return test_run(argc > 1 ? strtoull(argv[1], NULL, 10) : 20261121, argc > 2 ? argv[2] : "") == 0 ? 0 : 1;
}
