/* SPDX-License-Identifier: MIT */
/* zb bench: how fast this machine parses, writes, verifies, walks and copies one value. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zerobuf/copy.h>
#include <zerobuf/equal.h>
#include <zerobuf/image.h>
#include <zerobuf/iterate.h>
#include <zerobuf/json.h>
#include <zerobuf/unchecked.h>

#include "commands.h"
#include "emit.h"
#include "numbers.h"
#include "progress.h"
#include "subject.h"

#define DEFAULT_RUNS 11u
#define MAX_RUNS 1000u
#define WARM_UPS 2u

/* What a phase works on, and what it found: the answers that are checked. */
typedef struct bench {
    const char *text;
    size_t text_bytes;
    zb_view view; /* of the image */
    zb_slot value;
    uint32_t image_bytes;
    region parsed, copied;  /* where parse and copy write */
    zb_verify_options tree; /* verification without scratch memory: nothing shared is visited once */
    uint64_t nodes;
    uint64_t answer; /* of the phase that ran last */
} bench;

typedef struct phase {
    const char *name;
    bool counts_text; /* GB/s of text, else of the image */
    zb_status (*run)(bench *b);
} phase;

typedef struct timing {
    double median, min, max;
} timing;

/* An empty image in a region. */
static zb_status
fresh_image(region *memory, uint32_t flags, zb_arena *arena)
{
    if (!region_commit(memory, ZB_PAGE_BYTES))
        return ZB_E_MEMORY;
    ZB_TRY(zb_image_init(arena, memory->base, memory->committed_bytes, flags));
    region_attach(memory, arena);
    return ZB_OK;
}

static zb_status
finish_image(zb_arena *arena, zb_slot value, uint32_t *bytes)
{
    zb_off root;
    ZB_TRY(zb_image_root(zb_arena_view(arena), &root));
    ZB_TRY(zb_slot_write(arena, root, value));
    return zb_image_bytes(arena, bytes);
}

static zb_status
parse_text(bench *b)
{
    zb_arena arena;
    zb_slot value;
    uint32_t bytes;
    zb_json_read_options options = {0, ZB_VERIFY_MAX_DEPTH, ZB_JSON_DUPLICATES_LAST};
    ZB_TRY(fresh_image(&b->parsed, 0, &arena));
    ZB_TRY(zb_json_read(&arena, b->text, b->text_bytes, &options, &value, NULL));
    ZB_TRY(finish_image(&arena, value, &bytes));
    b->answer = bytes;
    return ZB_OK;
}

static zb_status
count_piece(void *context, const char *bytes, uint32_t len)
{
    (void)bytes;
    *(uint64_t *)context += len;
    return ZB_OK;
}

static zb_status
write_text(bench *b)
{
    zb_json_write_options options = {0, ZB_VERIFY_MAX_DEPTH, 0};
    uint64_t bytes = 0;
    ZB_TRY(zb_json_write(b->view, b->value, &options, count_piece, &bytes));
    b->answer = bytes;
    return ZB_OK;
}

static zb_status
verify_image(bench *b)
{
    zb_verify_report report;
    zb_off root;
    ZB_TRY(zb_image_root(b->view, &root));
    ZB_TRY(zb_verify(b->view, ZB_ROOT_SLOT, root, &b->tree, &report));
    b->answer = report.nodes;
    return ZB_OK;
}

/* Visit every value; `texts` adds up their bytes so that they are looked at.  Verified as a tree. */
static uint64_t
walk_value(zb_view view, zb_slot value, uint64_t *texts)
{
    uint64_t nodes = 1;
    if (value.tag == ZB_TAG_STRING || value.tag == ZB_TAG_BYTES) {
        *texts += zb_string_unchecked(view, value.a).len;
    } else if (value.tag == ZB_TAG_ARRAY) {
        zb_array array = zb_array_unchecked(view, value.a);
        for (uint32_t i = 0; i < array.length; i++)
            nodes += walk_value(view, zb_slot_read_unchecked(view, array.slots + i * ZB_SLOT_BYTES), texts);
    } else if (value.tag == ZB_TAG_OBJECT) {
        zb_object object = zb_object_unchecked(view, value.a);
        for (uint32_t i = 0; i < object.count; i++) {
            zb_off entry = object.entries + i * ZB_OBJECT_ENTRY_BYTES;
            *texts += zb_entry_key_unchecked(view, entry).len;
            nodes += walk_value(view, zb_slot_read_unchecked(view, entry + ZB_ENTRY_SLOT_AT), texts);
        }
    } else if (value.tag >= ZB_EXTENSION_TAG_FIRST) {
        zb_iterator it;
        if (zb_iterate(view, value, &it) == ZB_OK)
            while (zb_next(&it))
                nodes += it.slot != 0 ? walk_value(view, it.value, texts) : 0;
    }
    return nodes;
}

static zb_status
walk_image(bench *b)
{
    uint64_t texts = 0;
    b->answer = walk_value(b->view, b->value, &texts);
    b->answer += texts;
    return ZB_OK;
}

static zb_status
copy_image(bench *b)
{
    zb_arena arena;
    zb_slot made;
    uint32_t bytes;
    uint32_t flags = zb_view_u32(b->view, ZB_IMAGE_CONTROL + ZB_CONTROL_FLAGS_AT) & ZB_ARENA_EXTENDED;
    ZB_TRY(fresh_image(&b->copied, flags, &arena));
    ZB_TRY(zb_copy(&arena, b->view, b->value, &made, NULL));
    ZB_TRY(finish_image(&arena, made, &bytes));
    b->answer = bytes;
    return ZB_OK;
}

static int
compare(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static timing
measure(const char *name, bench *b, const phase *what, uint32_t runs)
{
    static double seconds[MAX_RUNS];
    uint64_t first_answer = 0;
    for (uint32_t i = 0; i < WARM_UPS + runs; i++) {
        double began = clock_seconds();
        zb_status status = what->run(b);
        double took = clock_seconds() - began;
        if (status != ZB_OK)
            fail(exit_code_of(status), "%s: %s: %s", name, what->name, zb_status_text(status));
        if (i == 0)
            first_answer = b->answer;
        else if (b->answer != first_answer)
            fail(EXIT_CODE_DATA, "%s: %s gave another answer in run %u: please report this", name, what->name,
                 i);
        if (i >= WARM_UPS)
            seconds[i - WARM_UPS] = took;
    }
    qsort(seconds, runs, sizeof *seconds, compare);
    timing made = {seconds[runs / 2], seconds[0], seconds[runs - 1]};
    return made;
}

/* Values in an image that a phase made, as the same value. */
static void
check_same(const char *name, const char *what, bench *b, const region *memory)
{
    zb_view view = zb_view_of(memory->base, memory->committed_bytes);
    zb_off root;
    zb_slot value = zb_null();
    bool is_equal = false;
    zb_status status = zb_image_root(view, &root);
    if (status == ZB_OK)
        status = zb_slot_read(view, root, &value);
    if (status == ZB_OK)
        status = zb_equal(b->view, b->value, view, value, &is_equal);
    if (status != ZB_OK || !is_equal)
        fail(EXIT_CODE_DATA, "%s: what %s made is not the same value: %s; please report this", name, what,
             status != ZB_OK ? zb_status_text(status) : "it differs");
}

static void
print_phase(const phase *what, const timing *took, double bytes, bool is_json)
{
    double rate = took->median > 0 ? bytes / took->median / 1e9 : 0;
    if (is_json) {
        emit_begin_object(NULL);
        emit_text("name", what->name);
        emit_number("gigabytesPerSecond", rate);
        emit_number("medianSeconds", took->median);
        emit_number("minSeconds", took->min);
        emit_number("maxSeconds", took->max);
        emit_end_object();
        return;
    }
    printf("  %-7s %7.3f GB/s of %-6s median %s, ", what->name, rate, what->counts_text ? "text," : "image,",
           number_seconds(took->median).text);
    printf("%s to %s\n", number_seconds(took->min).text, number_seconds(took->max).text);
}

typedef struct text_buffer {
    char *bytes;
    size_t used, room;
} text_buffer;

static zb_status
append_piece(void *context, const char *bytes, uint32_t len)
{
    text_buffer *buffer = context;
    if (buffer->room - buffer->used < len) {
        size_t room = 2 * buffer->room + len;
        char *grown = realloc(buffer->bytes, room);
        if (grown == NULL)
            return ZB_E_MEMORY;
        buffer->bytes = grown;
        buffer->room = room;
    }
    memcpy(buffer->bytes + buffer->used, bytes, len);
    buffer->used += len;
    return ZB_OK;
}

/* The value as JSON: its text when the file is an image, and what the other phases are checked against. */
static text_buffer
text_of(const char *name, bench *b)
{
    text_buffer buffer = {NULL, 0, 0};
    zb_json_write_options options = {0, ZB_VERIFY_MAX_DEPTH, 0};
    zb_status status = zb_json_write(b->view, b->value, &options, append_piece, &buffer);
    if (status != ZB_OK)
        fail(exit_code_of(status), "%s: cannot write as JSON: %s", name, zb_status_text(status));
    return buffer;
}

/* Text: parse it once for the image that the other phases look at. */
static void
open_text(subject *it, bench *b)
{
    static region image;
    region_reserve(&image);
    zb_arena arena;
    zb_slot value = zb_null();
    zb_json_read_options options = {0, ZB_VERIFY_MAX_DEPTH, ZB_JSON_DUPLICATES_LAST};
    zb_json_error error = {0, 1, 1, NULL};
    zb_status status = fresh_image(&image, 0, &arena);
    if (status == ZB_OK)
        status =
            zb_json_read(&arena, (const char *)it->memory.base, it->size_bytes, &options, &value, &error);
    if (status == ZB_OK)
        status = finish_image(&arena, value, &b->image_bytes);
    if (status != ZB_OK)
        fail(exit_code_of(status), "%s:%u:%u: %s; zb bench takes JSON text or an image", it->name, error.line,
             error.column, error.what != NULL ? error.what : zb_status_text(status));
    b->text = (const char *)it->memory.base;
    b->text_bytes = it->size_bytes;
    b->view = zb_view_of(image.base, b->image_bytes);
    b->view.control = ZB_IMAGE_CONTROL;
    b->value = value;
}

static void
open_image(subject *it, bench *b)
{
    zb_verify_options options = {0, 0, ZB_VERIFY_MAX_DEPTH, 0, 0, NULL, 0};
    zb_status status = subject_verify(it, &options);
    if (status != ZB_OK)
        fail(exit_code_of(status), "%s: offset %u: %s; %s", it->name, it->report.offset,
             zb_status_text(status), verify_remedy(status));
    b->value = subject_value(it);
    b->view = it->view;
    b->image_bytes = it->size_bytes;
}

static exit_code
run(const arguments *args)
{
    static const phase phases[] = {
        {"parse", true, parse_text}, {"write", true, write_text}, {"verify", false, verify_image},
        {"walk", false, walk_image}, {"copy", false, copy_image},
    };
    uint32_t runs = (uint32_t)argument_number(args, OPTION_RUNS, DEFAULT_RUNS, 3, MAX_RUNS);
    bool is_json = argument_given(args, OPTION_JSON);
    subject it;
    const char *why = NULL;
    bench b;
    memset(&b, 0, sizeof b);
    b.tree.max_depth = ZB_VERIFY_MAX_DEPTH;
    if (subject_try_load(args, argument_operand(args, 0), &it, &why) == ZB_OK)
        open_image(&it, &b);
    else if (it.size_bytes > 0 && it.memory.base[0] != 0)
        open_text(&it, &b);
    else
        fail(EXIT_CODE_DATA, "%s: %s", it.name, why);
    zb_status status = verify_image(&b);
    if (status != ZB_OK)
        fail(exit_code_of(status), "%s: a value holds itself or is shared very often: zb bench takes trees",
             it.name);
    b.nodes = b.answer;
    text_buffer text = text_of(it.name, &b);
    bool is_text = b.text != NULL;
    if (!is_text) {
        b.text = text.bytes;
        b.text_bytes = text.used;
    }
    region_reserve(&b.parsed);
    region_reserve(&b.copied);

    if (is_json) {
        emit_begin_object(NULL);
        emit_text("file", it.name);
        emit_unsigned("textBytes", b.text_bytes);
        emit_unsigned("imageBytes", b.image_bytes);
        emit_unsigned("values", b.nodes);
        emit_unsigned("runs", runs);
        emit_begin_array("phases");
    } else {
        printf("%s: %s of JSON, %s of image, %s values; %u runs after %u to warm up\n", it.name,
               number_bytes(b.text_bytes).text, number_bytes(b.image_bytes).text,
               number_grouped(b.nodes).text, runs, WARM_UPS);
    }
    for (size_t i = 0; i < sizeof phases / sizeof *phases; i++) {
        timing took = measure(it.name, &b, &phases[i], runs);
        print_phase(&phases[i], &took, phases[i].counts_text ? (double)b.text_bytes : (double)b.image_bytes,
                    is_json);
        if (phases[i].run == write_text && b.answer != text.used)
            fail(EXIT_CODE_DATA, "%s: write gave %llu bytes, not %zu: please report this", it.name,
                 (unsigned long long)b.answer, text.used);
        if (phases[i].run == parse_text && is_text) /* an image may hold what JSON does not carry */
            check_same(it.name, "parse", &b, &b.parsed);
        if (phases[i].run == copy_image)
            check_same(it.name, "copy", &b, &b.copied);
    }
    if (is_json) {
        emit_end_array();
        emit_end_object();
    }
    free(text.bytes);
    return EXIT_CODE_OK;
}

static const option_id options[] = {OPTION_RUNS, OPTION_JSON, OPTION_COUNT};

const command command_bench = {
    "bench",
    "[FILE]",
    "Measure parsing, writing, verifying, walking and copying.",
    "FILE (or standard input) is JSON text or an image.  Every phase runs several times\n"
    "and its answer is checked: what was parsed and copied must be the same value, and\n"
    "each run must give the same.  Prints median and spread.",
    0,
    1,
    options,
    run,
};
