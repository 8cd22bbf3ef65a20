/* SPDX-License-Identifier: MIT */
/* zb compact: copy what the root reaches into a fresh image. */

#include <zerobuf/copy.h>

#include "commands.h"
#include "emit.h"
#include "new_image.h"
#include "numbers.h"
#include "output.h"
#include "progress.h"
#include "subject.h"

/* Strict values make a strict image, unless theirs was not. */
static uint32_t
flags_for(subject *it)
{
    if (it->is_image)
        return zb_view_u32(it->view, ZB_IMAGE_CONTROL + ZB_CONTROL_FLAGS_AT) & ZB_ARENA_EXTENDED;
    zb_verify_options options = {ZB_VERIFY_STRICT, 0, ZB_VERIFY_MAX_DEPTH, 0, 0, NULL, 0};
    return subject_verify(it, &options) == ZB_OK ? 0 : ZB_ARENA_EXTENDED;
}

static uint32_t
copy_into(const arguments *args, subject *it, region *memory, zb_copy_report *report)
{
    uint32_t flags = flags_for(it);
    zb_slot value = subject_value(it), copy = zb_null();
    zb_arena arena;
    new_image_begin(args, memory, (size_t)it->size_bytes + ZB_PAGE_BYTES, flags, &arena);
    progress_begin("copying", 0);
    zb_status status = zb_copy(&arena, it->view, value, &copy, report);
    progress_end();
    if (status != ZB_OK)
        fail(exit_code_of(status), "%s: %s", it->name, zb_status_text(status));
    return new_image_end(&arena, copy);
}

static void
print_report(const arguments *args, const subject *it, uint32_t after, const zb_copy_report *report)
{
    /* The image itself may go to standard output: this goes to standard error, or with -o --json to output.
     */
    if (argument_given(args, OPTION_JSON)) {
        emit_begin_object(NULL);
        emit_text("file", it->name);
        emit_unsigned("before", it->size_bytes);
        emit_unsigned("after", after);
        emit_unsigned("containers", report->containers);
        emit_unsigned("texts", report->texts);
        emit_unsigned("shared", report->shared);
        emit_end_object();
        return;
    }
    double percent = it->size_bytes > 0 ? 100.0 * after / it->size_bytes : 100;
    warn("%s: %s before, %s after (%.1f%%); %s containers, %s texts, %s references to what is shared",
         it->name, number_bytes(it->size_bytes).text, number_bytes(after).text, percent,
         number_grouped(report->containers).text, number_grouped(report->texts).text,
         number_grouped(report->shared).text);
}

static exit_code
run(const arguments *args)
{
    const char *place = argument_text(args, OPTION_OUTPUT, NULL);
    if (argument_given(args, OPTION_JSON) && place == NULL)
        fail(EXIT_CODE_USAGE, "--json answers on standard output, where the image goes: add -o FILE");
    output out;
    output_open(place, true, argument_given(args, OPTION_FORCE), &out);
    subject it;
    subject_open(args, argument_operand(args, 0), &it);
    region memory;
    region_reserve(&memory);
    zb_copy_report report = {0, 0, 0};
    uint32_t bytes = copy_into(args, &it, &memory, &report);
    output_image(&out, memory.base, bytes);
    output_commit(&out);
    print_report(args, &it, bytes, &report);
    region_release(&memory);
    subject_close(&it);
    return EXIT_CODE_OK;
}

static const option_id options[] = {OPTION_OUTPUT, OPTION_FORCE, OPTION_SEED, OPTION_JSON,
                                    OPTION_ROOT,   OPTION_KIND,  OPTION_COUNT};

const command command_compact = {
    "compact",
    "[FILE]",
    "Copy an image without what it abandoned.",
    "Copies what the root of FILE (or standard input) reaches into a fresh image:\n"
    "abandoned blocks and spare capacity stay behind, shared values stay shared.\n"
    "Says on standard error what came of it.  With --root it makes an image of a\n"
    "value in any region; the slots of a schema become an array.",
    0,
    1,
    options,
    run,
};
