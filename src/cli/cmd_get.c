/* SPDX-License-Identifier: MIT */
/* zb get: the value at a path. */
#include <stdio.h>
#include <string.h>

#include <zerobuf/path.h>

#include "commands.h"
#include "describe.h"
#include "json_output.h"
#include "subject.h"

/* The length of the longest beginning of the path that leads somewhere. */
static uint32_t
known_prefix(const subject *it, zb_slot root, const char *path, uint32_t len)
{
    char buffer[4096];
    while (len > 0 && len <= sizeof buffer) {
        zb_str step;
        zb_slot value;
        if (zb_path_split(path, len, &len, &step, buffer) != ZB_OK)
            return 0;
        if (zb_path(it->view, root, path, len, &value) == ZB_OK)
            return len;
    }
    return 0;
}

static _Noreturn void
refuse(const subject *it, zb_slot root, const char *path, uint32_t len, zb_status status)
{
    if (status == ZB_E_SYNTAX)
        fail(EXIT_CODE_USAGE, "%s: not a path; write it like user.name, places[3].name or /places/3/name",
             path);
    if (status != ZB_E_NOT_FOUND && status != ZB_E_TAG)
        fail(exit_code_of(status), "%s: %s: %s", it->name, path, zb_status_text(status));
    uint32_t known = known_prefix(it, root, path, len);
    zb_slot there = root;
    char *parts = NULL;
    size_t parts_len = 0;
    FILE *out = open_memstream(&parts, &parts_len);
    if (out == NULL)
        fail(EXIT_CODE_LIMIT, "out of memory");
    if (known > 0 && zb_path(it->view, root, path, known, &there) != ZB_OK)
        there = root; /* it was read a moment ago */
    describe_parts(out, it->view, there);
    if (fclose(out) != 0)
        fail(EXIT_CODE_LIMIT, "out of memory");
    fail(EXIT_CODE_NO, "%s: there is nothing at %s; %s%.*s is %s", it->name, path,
         known > 0 ? "" : "the root", (int)known, path, parts);
}

static void
write_raw(const subject *it, zb_slot value, output *out)
{
    zb_str text;
    if (value.tag != ZB_TAG_STRING && value.tag != ZB_TAG_BYTES)
        fail(EXIT_CODE_DATA, "%s: the value is no string and no bytes; leave out --raw", it->name);
    zb_status status = zb_string_at(it->view, value.a, &text);
    if (status != ZB_OK)
        fail(exit_code_of(status), "%s: %s", it->name, zb_status_text(status));
    output_write(out, text.ptr, text.len);
    if (value.tag == ZB_TAG_STRING)
        output_write(out, "\n", 1);
}

static exit_code
run(const arguments *args)
{
    zb_json_write_options options = json_output_options(args);
    const char *path = argument_operand(args, 0);
    uint32_t len = (uint32_t)strlen(path); /* a command line is far below 4 GiB */
    subject it;
    subject_open(args, argument_operand(args, 1), &it);
    zb_slot root = subject_value(&it), value = zb_null();
    zb_status status = zb_path(it.view, root, path, len, &value);
    if (status != ZB_OK)
        refuse(&it, root, path, len, status);
    bool is_raw = argument_given(args, OPTION_RAW);
    output out;
    output_open(argument_text(args, OPTION_OUTPUT, NULL), false, false, &out);
    if (is_raw)
        write_raw(&it, value, &out);
    else
        json_output_value(it.name, it.view, value, &options, &out);
    output_commit(&out);
    subject_close(&it);
    return EXIT_CODE_OK;
}

static const option_id options[] = {OPTION_RAW,    OPTION_INDENT, OPTION_SORT_KEYS, OPTION_ASCII,
                                    OPTION_OUTPUT, OPTION_ROOT,   OPTION_KIND,      OPTION_COUNT};

const command command_get = {
    "get",
    "PATH [FILE]",
    "Print the value at a path.",
    "PATH is like user.name or places[3].name, or a JSON pointer like /places/3/name;\n"
    "a backslash makes the next character ordinary.  The empty path is the root.\n"
    "Exit code 1 when there is nothing at PATH.",
    1,
    2,
    options,
    run,
};
