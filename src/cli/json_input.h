/* SPDX-License-Identifier: MIT */
#ifndef ZB_CLI_JSON_INPUT_H
#define ZB_CLI_JSON_INPUT_H

/* Reading JSON text, with errors that show the place. */

#include <zerobuf/json.h>
#include <zerobuf/verify.h>

#include "options.h"

/** How --bigint, --duplicates and --max-depth ask to read. */
zb_json_read_options json_input_options(const arguments *args);

/**
 * Read the text of a whole file, in pieces of bounded size, into an arena.
 *
 * @param path     file, NULL or "-" for standard input
 * @param arena    receives the values
 * @param options  how to read
 * @return the value.  A failure ends the program.
 */
zb_slot json_input_file(const char *path, zb_arena *arena, const zb_json_read_options *options);

/**
 * Read a text in memory.
 *
 * @param name  where it comes from, for messages
 * @return the value.  A failure ends the program.
 */
zb_slot json_input_text(const char *name, const char *text, size_t len, zb_arena *arena,
                        const zb_json_read_options *options);

#endif /* ZB_CLI_JSON_INPUT_H */
