/* SPDX-License-Identifier: MIT */
/* zb from-json: JSON text to an image. */
#include <zerobuf/image.h>

#include "commands.h"
#include "json_input.h"
#include "output.h"
#include "region.h"

#define FIRST_BYTES ((size_t)1 << 20)

static exit_code
run(const arguments *args)
{
    zb_json_read_options options = json_input_options(args);
    output out;
    output_open(argument_text(args, OPTION_OUTPUT, NULL), true, argument_given(args, OPTION_FORCE), &out);

    region memory;
    region_reserve(&memory);
    zb_arena arena;
    if (!region_commit(&memory, FIRST_BYTES) ||
        zb_image_init(&arena, memory.base, memory.committed_bytes, 0) != ZB_OK)
        fail(EXIT_CODE_LIMIT, "out of memory");
    region_attach(&memory, &arena);
    zb_slot value = json_input_file(argument_operand(args, 0), &arena, &options);

    zb_off root;
    uint32_t bytes;
    zb_status status = zb_image_root(zb_arena_view(&arena), &root);
    if (status == ZB_OK)
        status = zb_slot_write(&arena, root, value);
    if (status == ZB_OK)
        status = zb_image_bytes(&arena, &bytes);
    if (status != ZB_OK)
        fail(exit_code_of(status), "%s", zb_status_text(status));
    output_image(&out, memory.base, bytes);
    output_commit(&out);
    region_release(&memory);
    return EXIT_CODE_OK;
}

static const option_id options[] = {OPTION_OUTPUT, OPTION_FORCE,     OPTION_BIGINT, OPTION_DUPLICATES,
                                    OPTION_MAX_DEPTH, OPTION_COUNT};

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
