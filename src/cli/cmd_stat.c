/* SPDX-License-Identifier: MIT */
/* zb stat: how many values of each type, and what they take. */
#include <stdio.h>

#include "commands.h"
#include "emit.h"
#include "json_output.h"
#include "numbers.h"
#include "progress.h"
#include "survey.h"

/* Values that share their parts may be endless as text: beyond so many times the image nobody counts. */
#define MAX_JSON_FACTOR 256u

typedef struct statistics {
    uint64_t values;    /* slots */
    uint64_t key_bytes; /* stored, each once */
    uint64_t string_bytes;
    uint64_t other_bytes; /* of bytes, integers and columns */
    uint64_t used, abandoned;
    uint64_t json_bytes;
    bool has_json;
} statistics;

static statistics
add_up(const survey *it)
{
    statistics made = {0, 0, 0, 0, 0, 0, 0, false};
    for (unsigned tag = 0; tag < 256; tag++)
        made.values += it->by_tag[tag];
    survey_cursor cursor = {it, 0, 0};
    for (survey_row row; survey_next(&cursor, &row);) {
        switch ((int)row.kind) {
        case PART_KEY:
            made.key_bytes += row.bytes;
            break;
        case PART_STRING:
            made.string_bytes += row.bytes - ZB_STRING_HEADER_BYTES;
            break;
        case PART_BYTES:
        case PART_INTEGER:
            made.other_bytes += row.bytes - ZB_STRING_HEADER_BYTES;
            break;
        case PART_COLUMN_DATA:
            made.other_bytes += row.bytes;
            break;
        default:
            break;
        }
        if (row.kind == PART_ABANDONED)
            made.abandoned += row.fresh;
        else if (row.kind != PART_FREE)
            made.used += row.fresh;
    }
    return made;
}

static void
print(const survey *it, const statistics *sums)
{
    printf("%s: %s values, %u containers deep\n\n", it->of->name, number_grouped(sums->values).text,
           it->depth);
    for (unsigned tag = 0; tag < 256; tag++)
        if (it->by_tag[tag] > 0)
            printf("  %12s  %s\n", number_grouped(it->by_tag[tag]).text, tag_name(tag));
    printf("\n  %12s  bytes of keys, each stored once\n", number_grouped(sums->key_bytes).text);
    printf("  %12s  bytes of strings\n", number_grouped(sums->string_bytes).text);
    if (sums->other_bytes > 0)
        printf("  %12s  bytes of bytes, integers and columns\n", number_grouped(sums->other_bytes).text);
    printf("  %12s  bytes in use, %s of them spare capacity\n", number_grouped(sums->used).text,
           number_grouped(it->spare_bytes).text);
    printf("  %12s  bytes abandoned\n", number_grouped(sums->abandoned).text);
    if (it->shared > 0)
        printf("  %12s  references to values that are shared, %s of them cycles\n",
               number_grouped(it->shared).text, number_grouped(it->cycles).text);
    if (sums->has_json)
        printf("  %12s  bytes as JSON: the image is %.2f times as large\n",
               number_grouped(sums->json_bytes).text,
               sums->json_bytes > 0 ? (double)it->of->size_bytes / (double)sums->json_bytes : 0);
    else
        printf("  %12s  as JSON: a value holds itself, or is shared too often\n", "nothing");
}

static void
emit(const survey *it, const statistics *sums)
{
    emit_begin_object(NULL);
    emit_text("file", it->of->name);
    emit_unsigned("bytes", it->of->size_bytes);
    emit_unsigned("values", sums->values);
    emit_unsigned("depth", it->depth);
    emit_begin_object("types");
    for (unsigned tag = 0; tag < 256; tag++)
        if (it->by_tag[tag] > 0)
            emit_unsigned(tag_name(tag), it->by_tag[tag]);
    emit_end_object();
    emit_unsigned("keyBytes", sums->key_bytes);
    emit_unsigned("stringBytes", sums->string_bytes);
    emit_unsigned("otherBytes", sums->other_bytes);
    emit_unsigned("usedBytes", sums->used);
    emit_unsigned("spareBytes", it->spare_bytes);
    emit_unsigned("abandonedBytes", sums->abandoned);
    emit_unsigned("sharedReferences", it->shared);
    emit_unsigned("cycles", it->cycles);
    if (sums->has_json)
        emit_unsigned("jsonBytes", sums->json_bytes);
    else
        emit_null("jsonBytes");
    emit_end_object();
}

static exit_code
run(const arguments *args)
{
    subject it;
    subject_open(args, argument_operand(args, 0), &it);
    survey found;
    survey_take(&it, &found);
    statistics sums = add_up(&found);
    zb_slot value = subject_value(&it); /* after the survey: a schema's array is no part of the file */
    progress_begin("measuring JSON", 0);
    uint64_t most = MAX_JSON_FACTOR * (uint64_t)it.view.size_bytes;
    sums.has_json = found.cycles == 0 && json_output_size(it.view, value, most, &sums.json_bytes) == ZB_OK;
    progress_end();
    if (argument_given(args, OPTION_JSON))
        emit(&found, &sums);
    else
        print(&found, &sums);
    survey_free(&found);
    subject_close(&it);
    return EXIT_CODE_OK;
}

static const option_id options[] = {OPTION_JSON, OPTION_ROOT, OPTION_KIND, OPTION_COUNT};

const command command_stat = {
    "stat",
    "[FILE]",
    "Count what is in an image.",
    "Values by type, nesting, bytes of text, bytes in use and abandoned, and what the\n"
    "same value takes as JSON.  A value that is referred to twice counts once.",
    0,
    1,
    options,
    run,
};
