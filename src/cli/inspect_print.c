/* SPDX-License-Identifier: MIT */
#include "inspect_print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "describe.h"
#include "emit.h"
#include "explain.h"
#include "memory_map.h"
#include "numbers.h"
#include "terminal.h"

#define LINE_BYTES 16u

static void
print_padded(paint color, int width, const char *text)
{
    printf("%s%-*s%s", paint_on(color), width, text, paint_off());
}

static void
print_head(const survey *it)
{
    const subject *of = it->of;
    static const char *const kinds[] = {[ZB_ROOT_SLOT] = "slot",
                                        [ZB_ROOT_OBJECT] = "handle of an object",
                                        [ZB_ROOT_ARRAY] = "handle of an array",
                                        [ZB_ROOT_SCHEMA] = "schema object"};
    printf("%s%s%s: %s of %s bytes, root %s at %u", paint_on(PAINT_BOLD), of->name, paint_off(),
           of->is_image ? "image" : "region", number_grouped(it->view.size_bytes).text, kinds[of->kind],
           of->root);
    if (of->is_image)
        printf(", bump %u", it->bump);
    printf("\n\n");
}

static void
print_totals(const survey *it, const inspect_totals *totals)
{
    printf("     bytes  share     count  what              SPEC\n");
    for (unsigned kind = 0; kind < PART_KIND_COUNT; kind++) {
        const part_style *style = part_style_of((part_kind)kind);
        if (totals->count[kind] == 0)
            continue;
        printf("%10s %5.1f%% %9s  ", number_grouped(totals->bytes[kind]).text,
               100.0 * (double)totals->bytes[kind] / it->view.size_bytes,
               number_grouped(totals->count[kind]).text);
        printf("%s%c%s ", paint_on(style->color), style->letter, paint_off());
        print_padded(style->color, 16, totals->count[kind] == 1 ? style->name : style->plural);
        printf("%s\n", style->rule);
    }
    printf("\n%s of spare capacity in blocks and columns, %s abandoned\n", number_bytes(it->spare_bytes).text,
           number_bytes(totals->bytes[PART_ABANDONED]).text);
    if (it->shared > 0)
        printf("%s references lead to a value that another one leads to, too%s\n",
               number_grouped(it->shared).text,
               it->cycles > 0 ? "; some to one that is around them: a cycle" : "");
    if (totals->overlapping_bytes > 0)
        printf("%s lie in more than one part: slices of a column, or damage\n",
               number_bytes(totals->overlapping_bytes).text);
    if (it->has_damaged_table)
        printf("a table of the arena is damaged: readers do without it\n");
}

static void
print_row(const survey *it, const survey_row *row)
{
    const part_style *style = part_style_of(row->kind);
    printf("%10u %9u  ", row->off, row->bytes);
    print_padded(style->color, 13, style->name);
    printf(" %-5s ", style->rule);
    describe_row(stdout, it, row);
    if (row->number != SURVEY_NONE && row->kind != PART_KEY && it->parts[row->number].parent != SURVEY_NONE) {
        char *path = survey_path(it, row->number);
        if (*path != '\0')
            printf("  %s%s%s", paint_on(PAINT_DIM), path, paint_off());
        free(path);
    }
    putchar('\n');
}

void
inspect_print(const survey *it, const inspect_totals *totals, uint64_t limit)
{
    print_head(it);
    print_totals(it, totals);
    if (it->view.size_bytes > 0)
        memory_map_print(it);
    if (limit == 0)
        return;
    printf("\n    offset     bytes  what          SPEC  holds\n");
    survey_cursor cursor = {it, 0, 0};
    uint64_t shown = 0;
    for (survey_row row; shown < limit && survey_next(&cursor, &row); shown++)
        print_row(it, &row);
    if (shown < totals->rows)
        printf("... and %s more parts: --limit N or --all lists them, --at OFFSET explains one\n",
               number_grouped(totals->rows - shown).text);
}

static void
emit_row(const survey *it, const survey_row *row, const char *key)
{
    char *what = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&what, &len);
    if (out == NULL)
        fail(EXIT_CODE_LIMIT, "out of memory");
    describe_row(out, it, row);
    if (fclose(out) != 0 || what == NULL)
        fail(EXIT_CODE_LIMIT, "out of memory");
    emit_begin_object(key);
    emit_unsigned("offset", row->off);
    emit_unsigned("bytes", row->bytes);
    emit_text("kind", part_style_of(row->kind)->name);
    emit_text("spec", part_style_of(row->kind)->rule);
    if (row->number != SURVEY_NONE) {
        const part *made = &it->parts[row->number];
        emit_unsigned("references", made->references);
        if (made->parent != SURVEY_NONE) {
            char *path = survey_path(it, row->number);
            emit_text("path", path);
            free(path);
        }
    }
    emit_text("what", what);
    free(what);
    emit_end_object();
}

void
inspect_emit(const survey *it, const inspect_totals *totals, uint64_t limit)
{
    static const char *const kinds[] = {[ZB_ROOT_SLOT] = "slot",
                                        [ZB_ROOT_OBJECT] = "object",
                                        [ZB_ROOT_ARRAY] = "array",
                                        [ZB_ROOT_SCHEMA] = "schema"};
    emit_begin_object(NULL);
    emit_text("file", it->of->name);
    emit_bool("image", it->of->is_image);
    emit_unsigned("bytes", it->view.size_bytes);
    emit_text("kind", kinds[it->of->kind]);
    emit_unsigned("root", it->of->root);
    if (it->of->is_image) {
        emit_unsigned("start", it->start);
        emit_unsigned("bump", it->bump);
    }
    emit_unsigned("spareBytes", it->spare_bytes);
    emit_unsigned("abandonedBytes", totals->bytes[PART_ABANDONED]);
    emit_unsigned("sharedReferences", it->shared);
    emit_unsigned("cycles", it->cycles);
    emit_unsigned("overlappingBytes", totals->overlapping_bytes);
    emit_bool("damagedTables", it->has_damaged_table);
    emit_begin_array("totals");
    for (unsigned kind = 0; kind < PART_KIND_COUNT; kind++) {
        if (totals->count[kind] == 0)
            continue;
        emit_begin_object(NULL);
        emit_text("kind", part_style_of((part_kind)kind)->name);
        emit_unsigned("count", totals->count[kind]);
        emit_unsigned("bytes", totals->bytes[kind]);
        emit_end_object();
    }
    emit_end_array();
    emit_unsigned("partCount", totals->rows);
    emit_begin_array("parts");
    survey_cursor cursor = {it, 0, 0};
    uint64_t shown = 0;
    for (survey_row row; shown < limit && survey_next(&cursor, &row); shown++)
        emit_row(it, &row, NULL);
    emit_end_array();
    emit_end_object();
}

/* Hexadecimal digits of a field, and the marker of the byte that was asked for. */
static void
print_field(const survey *it, const shown_field *shown, zb_off at)
{
    bool is_here = at >= shown->off && at - shown->off < shown->bytes;
    printf("%s%s %10u  ", is_here ? paint_on(PAINT_BOLD) : "", is_here ? ">" : " ", shown->off);
    const uint8_t *bytes = zb_view_ptr(it->view, shown->off);
    for (uint32_t i = 0; i < LINE_BYTES; i++) {
        if (i < shown->bytes)
            printf("%02x ", bytes[i]);
        else if (i < 8)
            printf("   ");
    }
    printf(" %-18s %s%s\n", shown->name, shown->meaning, is_here ? paint_off() : "");
}

void
inspect_print_place(const survey *it, const inspect_place *place, zb_off at)
{
    const survey_row *row = &place->row;
    const part_style *style = part_style_of(row->kind);
    printf("%s: offset %u is byte %u of ", it->of->name, at, at - row->off);
    printf("%s%s%s, %u byte%s at %u (SPEC %s)\n", paint_on(style->color), style->name, paint_off(),
           row->bytes, row->bytes == 1 ? "" : "s", row->off, style->rule);
    printf("  ");
    describe_row(stdout, it, row);
    putchar('\n');
    if (row->number != SURVEY_NONE && it->parts[row->number].parent != SURVEY_NONE) {
        char *path = survey_path(it, row->number);
        printf("  reached as %s%s%s", paint_on(PAINT_BOLD), *path != '\0' ? path : "the root", paint_off());
        printf(", from the %s at %u\n",
               part_style_of((part_kind)it->parts[it->parts[row->number].parent].kind)->name,
               it->parts[it->parts[row->number].parent].off);
        free(path);
    }
    putchar('\n');
    explanation fields;
    explain(it, row, at, &fields);
    for (uint32_t i = 0; i < fields.count; i++)
        print_field(it, &fields.fields[i], at);
    explain_free(&fields);
    printf("\n    offset     bytes  what          SPEC  holds\n");
    if (place->has_before)
        print_row(it, &place->before);
    print_row(it, row);
    if (place->has_after)
        print_row(it, &place->after);
}

void
inspect_emit_place(const survey *it, const inspect_place *place, zb_off at)
{
    emit_begin_object(NULL);
    emit_text("file", it->of->name);
    emit_unsigned("at", at);
    emit_row(it, &place->row, "part");
    emit_begin_array("fields");
    explanation fields;
    explain(it, &place->row, at, &fields);
    for (uint32_t i = 0; i < fields.count; i++) {
        const shown_field *shown = &fields.fields[i];
        char hex[2 * LINE_BYTES + 1];
        for (uint32_t byte = 0; byte < shown->bytes && byte < LINE_BYTES; byte++)
            snprintf(hex + 2 * byte, 3, "%02x", *zb_view_ptr(it->view, shown->off + byte));
        emit_begin_object(NULL);
        emit_unsigned("offset", shown->off);
        emit_unsigned("bytes", shown->bytes);
        emit_text("name", shown->name);
        emit_text("hex", shown->bytes > 0 ? hex : "");
        emit_text("meaning", shown->meaning);
        emit_end_object();
    }
    explain_free(&fields);
    emit_end_array();
    if (place->has_before)
        emit_row(it, &place->before, "before");
    if (place->has_after)
        emit_row(it, &place->after, "after");
    emit_end_object();
}
