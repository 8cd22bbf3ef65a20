/* SPDX-License-Identifier: MIT */
/* zb from-json: JSON text to an image. */
#include "commands.h"
#include "json_input.h"
#include "new_image.h"
#include "output.h"

#define FIRST_BYTES ((size_t)1 << 20)

static exit_code
run(const arguments *args)
{
    zb_json_read_options options = json_input_options(args);
    output out;
    output_open(argument_text(args, OPTION_OUTPUT, NULL), true, argument_given(args, OPTION_FORCE), &out);

    region memory;
    zb_arena arena;
    region_reserve(&memory);
    new_image_begin(args, &memory, FIRST_BYTES, 0, &arena);
    zb_slot value = json_input_file(argument_operand(args, 0), &arena, &options);
    uint32_t bytes = new_image_end(&arena, value);
    output_image(&out, memory.base, bytes);
    output_commit(&out);
    region_release(&memory);
    return EXIT_CODE_OK;
}

static const option_id options[] = {OPTION_OUTPUT, OPTION_FORCE,     OPTION_BIGINT, OPTION_DUPLICATES,
                                    OPTION_SEED,   OPTION_MAX_DEPTH, OPTION_COUNT};

const command command_from_json = {
    "from-json",
    "[FILE]",
    "Turn JSON text into an image.",
    "Reads RFC 8259 text from FILE or standard input, piece by piece, and writes an\n"
    "image: the values in place, ready to be mapped or loaded and read without\n"
    "parsing.  Text of any size up to what an image holds (4 GiB).",
    0,
    1,
    options,
    run,
};
