/* SPDX-License-Identifier: MIT */
#include "json_input.h"

#include <stdio.h>
#include <string.h>

#include "excerpt.h"
#include "input.h"
#include "progress.h"

#define PIECE_BYTES 65536u
#define HISTORY_BYTES 4096u /* kept of the pieces before, to show where an error lies */

zb_json_read_options
json_input_options(const arguments *args)
{
    zb_json_read_options options = {0, 0, ZB_JSON_DUPLICATES_LAST};
    if (argument_given(args, OPTION_BIGINT))
        options.flags |= ZB_JSON_BIGINT;
    options.max_depth =
        (uint32_t)argument_number(args, OPTION_MAX_DEPTH, ZB_VERIFY_MAX_DEPTH, 1, ZB_VERIFY_MAX_DEPTH);
    const char *policy = argument_text(args, OPTION_DUPLICATES, "last");
    if (strcmp(policy, "first") == 0)
        options.duplicates = ZB_JSON_DUPLICATES_FIRST;
    else if (strcmp(policy, "reject") == 0)
        options.duplicates = ZB_JSON_DUPLICATES_REJECT;
    else if (strcmp(policy, "last") != 0)
        fail(EXIT_CODE_USAGE, "--duplicates %s: give last, first or reject", policy);
    return options;
}

static const char *
remedy(zb_status status)
{
    switch ((int)status) {
    case ZB_E_MEMORY:
        return "; an image holds at most 4,294,901,760 bytes, and this machine may have fewer";
    case ZB_E_DEPTH:
        return "; raise --max-depth, which is at most 512";
    case ZB_E_EXISTS:
        return "; name each key once, or choose --duplicates=last or first";
    case ZB_E_UTF8:
        return "; convert the text to UTF-8";
    default:
        return "";
    }
}

/* `window` is the text around the error, `window_at` the offset of its first byte in the whole text. */
static _Noreturn void
refuse(const char *name, zb_status status, const zb_json_error *error, const char *window, size_t window_len,
       uint64_t window_at)
{
    progress_end();
    char shown[EXCERPT_BYTES] = "";
    if (error->offset >= window_at && error->offset - window_at <= window_len)
        excerpt_show(window, window_len, (size_t)(error->offset - window_at), window_at == 0, shown);
    fail(exit_code_of(status), "%s:%u:%u: %s (byte %llu)%s%s", name, error->line, error->column,
         error->what != NULL ? error->what : zb_status_text(status), (unsigned long long)error->offset,
         remedy(status), shown);
}

zb_slot
json_input_file(const char *path, zb_arena *arena, const zb_json_read_options *options)
{
    static char buffer[HISTORY_BYTES + PIECE_BYTES]; /* the end of the pieces before, then the newest */
    input in;
    input_open(path, &in);
    progress_begin("reading", in.total);
    zb_json_reader reader;
    zb_status status = zb_json_begin(&reader, arena, options);
    if (status != ZB_OK)
        fail(exit_code_of(status), "%s: %s", in.name, zb_status_text(status));
    size_t history = 0, piece = 0;
    do {
        size_t keep = history + piece < HISTORY_BYTES ? history + piece : HISTORY_BYTES;
        memmove(buffer, buffer + (history + piece - keep), keep);
        history = keep;
        piece = input_read(&in, buffer + history, PIECE_BYTES);
        status = zb_json_feed(&reader, buffer + history, piece);
    } while (status == ZB_OK && piece > 0);
    zb_json_error error = {0, 1, 1, NULL};
    zb_slot value = zb_null();
    status = zb_json_end(&reader, &value, &error);
    if (status != ZB_OK)
        refuse(in.name, status, &error, buffer, history + piece, in.done - piece - history);
    progress_end();
    input_close(&in);
    return value;
}

zb_slot
json_input_text(const char *name, const char *text, size_t len, zb_arena *arena,
                const zb_json_read_options *options)
{
    zb_json_error error = {0, 1, 1, NULL};
    zb_slot value = zb_null();
    zb_status status = zb_json_read(arena, text, len, options, &value, &error);
    if (status != ZB_OK)
        refuse(name, status, &error, text, len, 0);
    return value;
}
