/* SPDX-License-Identifier: MIT */
#ifndef ZB_CLI_JSON_OUTPUT_H
#define ZB_CLI_JSON_OUTPUT_H

/* Writing values as JSON text. */

#include <zerobuf/json.h>
#include <zerobuf/verify.h>

#include "options.h"
#include "output.h"

/** How --indent, --sort-keys and --ascii ask to write. */
zb_json_write_options json_output_options(const arguments *args);

/**
 * Write a value and a newline.
 *
 * @param name     of the file that the value comes from, for messages
 * @param out      receives the text.  A failure ends the program.
 */
void json_output_value(const char *name, zb_view view, zb_slot value, const zb_json_write_options *options,
                       output *out);

/**
 * Bytes that a value takes as JSON text, without whitespace.
 *
 * @param most  give up with ZB_E_BUDGET beyond so many
 * @return ZB_OK, ZB_E_BUDGET or a status of zb_json_write()
 */
ZB_NODISCARD zb_status json_output_size(zb_view view, zb_slot value, uint64_t most, uint64_t *out);

#endif /* ZB_CLI_JSON_OUTPUT_H */
