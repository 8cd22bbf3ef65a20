/* SPDX-License-Identifier: MIT */
/* zb to-json: an image to JSON text. */
#include "commands.h"
#include "json_output.h"
#include "subject.h"

static exit_code
run(const arguments *args)
{
    zb_json_write_options options = json_output_options(args);
    output out;
    output_open(argument_text(args, OPTION_OUTPUT, NULL), false, false, &out);
    subject it;
    subject_open(args, argument_operand(args, 0), &it);
    zb_slot value = subject_value(&it);
    json_output_value(it.name, it.view, value, &options, &out);
    output_commit(&out);
    subject_close(&it);
    return EXIT_CODE_OK;
}

static const option_id options[] = {OPTION_OUTPUT, OPTION_INDENT, OPTION_SORT_KEYS, OPTION_ASCII,
                                    OPTION_ROOT,   OPTION_KIND,   OPTION_COUNT};

const command command_to_json = {
    "to-json",
    "[FILE]",
    "Turn an image into JSON text.",
    "Verifies the image FILE (or standard input), then writes its value as JSON with\n"
    "a newline.  Bytes become base64; NaN and infinities become null; the types that\n"
    "JSON lacks become what zb(1) lists.",
    0,
    1,
    options,
    run,
};
