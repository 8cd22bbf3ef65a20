/* SPDX-License-Identifier: MIT */
#ifndef ZB_CLI_INPUT_H
#define ZB_CLI_INPUT_H

/* Reading a file or standard input. */

#include <stddef.h>
#include <stdint.h>

#include "region.h"

/** An open source of bytes. */
typedef struct input {
    const char *name; /* for messages */
    int fd;
    uint64_t total; /* bytes, 0 when nobody knows */
    uint64_t done;  /* bytes read */
} input;

/**
 * Open a file.
 *
 * @param path  NULL for standard input, which then must not be a terminal; "-" for
 *              standard input, whatever it is
 * @param out   receives the source.  A failure ends the program.
 */
void input_open(const char *path, input *out);

/** Read at most `len` bytes: how many there were, 0 at the end.  A failure ends the program. */
size_t input_read(input *in, void *bytes, size_t len);

/** Close it. */
void input_close(input *in);

/**
 * Read a whole file into a region that nothing is in.
 *
 * @param path    as input_open()
 * @param memory  reserved
 * @param name    receives the name for messages; may be NULL
 * @return bytes read; the region ends there (region_guard())
 *
 * The bytes are copied, not mapped, so that nobody can change them after they were verified.
 */
uint32_t input_read_all(const char *path, region *memory, const char **name);

#endif /* ZB_CLI_INPUT_H */
