/* SPDX-License-Identifier: MIT */
/* zb inspect: what lies where. */
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "inspect_print.h"
#include "subject.h"

#define DEFAULT_LIMIT 40u

static void
add_up(const survey *it, inspect_totals *out)
{
    inspect_totals made;
    memset(&made, 0, sizeof made);
    survey_cursor cursor = {it, 0, 0};
    for (survey_row row; survey_next(&cursor, &row);) {
        made.count[row.kind]++;
        made.bytes[row.kind] += row.fresh;
        made.rows++;
        if (row.fresh < row.bytes)
            made.overlapping_bytes += row.bytes - row.fresh;
    }
    *out = made;
}

/* The last row that holds the offset: of parts that overlap, the one inside. */
static void
find_row(const survey *it, zb_off off, inspect_place *out)
{
    memset(out, 0, sizeof *out);
    survey_cursor cursor = {it, 0, 0};
    survey_row before = {0, 0, 0, PART_ZERO, SURVEY_NONE};
    for (survey_row row; survey_next(&cursor, &row); before = row) {
        if (out->is_found && row.off > off) {
            out->after = row;
            out->has_after = true;
            return;
        }
        if (row.bytes > 0 && row.off <= off && off - row.off < row.bytes) {
            out->before = before;
            out->has_before = row.off > 0;
            out->row = row;
            out->is_found = true;
        }
    }
}

static exit_code
run(const arguments *args)
{
    bool is_json = argument_given(args, OPTION_JSON);
    uint64_t limit = argument_number(args, OPTION_LIMIT, DEFAULT_LIMIT, 0, UINT32_MAX);
    if (argument_given(args, OPTION_ALL))
        limit = UINT64_MAX;
    zb_off at = (zb_off)argument_number(args, OPTION_AT, 0, 0, UINT32_MAX);
    subject it;
    subject_open(args, argument_operand(args, 0), &it);
    survey found;
    survey_take(&it, &found);
    if (argument_given(args, OPTION_AT)) {
        inspect_place place;
        find_row(&found, at, &place);
        if (!place.is_found)
            fail(EXIT_CODE_NO, "%s: offset %u is past the end, which is at %u", it.name, at,
                 it.view.size_bytes);
        if (is_json)
            inspect_emit_place(&found, &place, at);
        else
            inspect_print_place(&found, &place, at);
    } else {
        inspect_totals totals;
        add_up(&found, &totals);
        if (is_json)
            inspect_emit(&found, &totals, limit);
        else
            inspect_print(&found, &totals, limit);
    }
    survey_free(&found);
    subject_close(&it);
    return EXIT_CODE_OK;
}

static const option_id options[] = {OPTION_LIMIT, OPTION_ALL,  OPTION_AT,   OPTION_JSON,
                                    OPTION_ROOT,  OPTION_KIND, OPTION_COUNT};

const command command_inspect = {
    "inspect",
    "[FILE]",
    "Draw what lies where in an image.",
    "Prints what the bytes of FILE (or standard input) are used for, a map of them, and\n"
    "the parts by offset with the section of SPEC.md that draws each.  With --at it\n"
    "explains the bytes around one offset, word by word.  Offsets are decimal, as in\n"
    "SPEC.md; --at takes 0x..., too.",
    0,
    1,
    options,
    run,
};
