/* SPDX-License-Identifier: MIT */
#ifndef ZB_CLI_OUTPUT_H
#define ZB_CLI_OUTPUT_H

/*
 * Writing a result to standard output or to a file.  A file is written beside its place
 * and renamed when it is complete: a failure, a signal included, changes nothing.
 */

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef struct output {
    const char *name; /* for messages */
    FILE *file;
    char *place;     /* what is replaced at the end, NULL: written directly */
    char *temporary; /* what is written meanwhile, NULL: written directly */
} output;

/**
 * Open a place to write to.
 *
 * @param path       file, or NULL for standard output
 * @param is_binary  what follows is no text: refused on a terminal unless `force`
 * @param force      write it to a terminal all the same
 * @param out        receives it.  A failure ends the program.
 */
void output_open(const char *path, bool is_binary, bool force, output *out);

/** Write bytes; a failure ends the program. */
void output_write(output *out, const void *bytes, size_t len);

/** All is written: put it in its place.  A failure ends the program. */
void output_commit(output *out);

/**
 * Write the image in `bytes` as a file ends it: with limit = bump (SPEC 10.2).
 *
 * @param out    opened
 * @param image  the region, which changes in that word
 * @param bytes  up to the bump
 */
void output_image(output *out, uint8_t *image, uint32_t bytes);

/** Standard output is complete: flush it.  A failure ends the program. */
void output_finish_stdout(void);

#endif /* ZB_CLI_OUTPUT_H */
