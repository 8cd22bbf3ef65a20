/* SPDX-License-Identifier: MIT */
/* zb verify: is everything that the root reaches safe to read? */
#include <stdio.h>

#include "commands.h"
#include "emit.h"
#include "numbers.h"
#include "subject.h"
#include "terminal.h"

static zb_verify_options
options_of(const arguments *args)
{
    zb_verify_options options = {0, 0, 0, 0, 0, NULL, 0};
    if (argument_given(args, OPTION_STRICT))
        options.flags |= ZB_VERIFY_STRICT;
    if (argument_given(args, OPTION_ANY_TEXT))
        options.flags |= ZB_VERIFY_ANY_TEXT;
    options.max_depth =
        (uint32_t)argument_number(args, OPTION_MAX_DEPTH, ZB_VERIFY_MAX_DEPTH, 1, ZB_VERIFY_MAX_DEPTH);
    options.max_nodes = argument_number(args, OPTION_MAX_NODES, 0, 1, UINT64_MAX);
    return options;
}

static void
print_damaged(const subject *it, bool is_json, zb_status status, const char *why, const char *remedy)
{
    if (is_json) {
        emit_begin_object(NULL);
        emit_text("file", it->name);
        emit_bool("ok", false);
        emit_text("error", why);
        emit_text("remedy", remedy);
        emit_number("status", (double)status);
        emit_unsigned("offset", it->report.offset);
        emit_unsigned("depth", it->report.depth);
        emit_end_object();
        return;
    }
    printf("%s: %sdamaged%s: ", it->name, paint_on(PAINT_RED), paint_off());
    if (remedy != NULL)
        printf("offset %u, %u containers deep: %s; %s\n", it->report.offset, it->report.depth, why, remedy);
    else
        printf("%s\n", why);
}

static void
print_sound(const subject *it, bool is_json, double seconds)
{
    double rate = seconds > 0 ? it->view.size_bytes / seconds / 1e9 : 0;
    if (is_json) {
        emit_begin_object(NULL);
        emit_text("file", it->name);
        emit_bool("ok", true);
        emit_unsigned("nodes", it->report.nodes);
        emit_unsigned("textBytes", it->report.bytes);
        emit_unsigned("depth", it->report.depth);
        emit_unsigned("bytes", it->view.size_bytes);
        emit_number("seconds", seconds);
        emit_number("gigabytesPerSecond", rate);
        emit_end_object();
        return;
    }
    printf("%s: %ssound%s: %s values, %s of text, %u containers deep; %s in %s (%.2f GB/s)\n", it->name,
           paint_on(PAINT_GREEN), paint_off(), number_grouped(it->report.nodes).text,
           number_bytes(it->report.bytes).text, it->report.depth, number_bytes(it->view.size_bytes).text,
           number_seconds(seconds).text, rate);
}

static exit_code
run(const arguments *args)
{
    zb_verify_options options = options_of(args);
    bool is_json = argument_given(args, OPTION_JSON);
    subject it;
    const char *why = NULL;
    zb_status status = subject_try_load(args, argument_operand(args, 0), &it, &why);
    if (status != ZB_OK) {
        print_damaged(&it, is_json, status, why, NULL);
        return EXIT_CODE_NO;
    }
    double began = clock_seconds();
    status = subject_verify(&it, &options);
    double seconds = clock_seconds() - began;
    if (status == ZB_OK)
        print_sound(&it, is_json, seconds);
    else
        print_damaged(&it, is_json, status, zb_status_text(status), verify_remedy(status));
    subject_close(&it);
    return status == ZB_OK ? EXIT_CODE_OK : EXIT_CODE_NO;
}

static const option_id options[] = {OPTION_STRICT, OPTION_ANY_TEXT, OPTION_MAX_DEPTH, OPTION_MAX_NODES,
                                    OPTION_JSON,   OPTION_ROOT,     OPTION_KIND,      OPTION_COUNT};

const command command_verify = {
    "verify",
    "[FILE]",
    "Say whether an image is safe to read.",
    "Follows everything that the root of FILE (or standard input) reaches and checks\n"
    "offsets, lengths, alignment, types and texts.  Exit code 1 when it is damaged.",
    0,
    1,
    options,
    run,
};
