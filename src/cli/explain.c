/* SPDX-License-Identifier: MIT */
#include "explain.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <zerobuf/column.h>
#include <zerobuf/unchecked.h>

#include "describe.h"

/* Bytes of text, of data or of a gap that are shown around the offset. */
#define WINDOW_BYTES 64u
#define LINE_BYTES 16u

typedef struct maker {
    const survey *it;
    zb_view view;
    explanation *out;
} maker;

/* Add a field; `meaning` is printed into by the caller, who closes it. */
static FILE *
begin_field(maker *m, zb_off off, uint32_t bytes, const char *name)
{
    if (m->out->count == EXPLAIN_MAX_FIELDS)
        fail(EXIT_CODE_LIMIT, "offset %u: more fields than can be shown",
             off); /* parts are cut before that */
    shown_field *made = &m->out->fields[m->out->count++];
    made->off = off;
    made->bytes = bytes;
    snprintf(made->name, sizeof made->name, "%s", name);
    static size_t len; /* not of interest */
    FILE *meaning = open_memstream(&made->meaning, &len);
    if (meaning == NULL)
        fail(EXIT_CODE_LIMIT, "out of memory");
    return meaning;
}

static void __attribute__((format(printf, 5, 6)))
add(maker *m, zb_off off, uint32_t bytes, const char *name, const char *format, ...)
{
    FILE *out = begin_field(m, off, bytes, name);
    va_list values;
    va_start(values, format);
    vfprintf(out, format, values);
    va_end(values);
    fclose(out);
}

static void
add_word(maker *m, zb_off off, const char *name, const char *note)
{
    add(m, off, 4, name, "%u%s%s", zb_view_u32(m->view, off), *note != '\0' ? ", " : "", note);
}

/* Lines of bytes around `focus`, at most WINDOW_BYTES of [off, off + bytes). */
static void
add_bytes(maker *m, zb_off off, uint32_t bytes, zb_off focus, const char *name, bool is_text)
{
    uint32_t at = focus > off ? (focus - off) / LINE_BYTES * LINE_BYTES : 0;
    uint32_t from = at > WINDOW_BYTES / 2 ? at - WINDOW_BYTES / 2 : 0;
    uint32_t to = bytes - from > WINDOW_BYTES ? from + WINDOW_BYTES : bytes;
    for (uint32_t i = from; i < to; i += LINE_BYTES) {
        uint32_t len = to - i < LINE_BYTES ? to - i : LINE_BYTES;
        FILE *out = begin_field(m, off + i, len, name);
        if (is_text)
            describe_text(out, (const char *)zb_view_ptr(m->view, off + i), len, len);
        if (i == from && (from > 0 || to < bytes))
            fprintf(out, "%s%u of %u bytes are shown", is_text ? ", " : "", to - from, bytes);
        fclose(out);
    }
}

static void
add_slot(maker *m, zb_off slot, const char *prefix)
{
    static const uint8_t zeros[3];
    char name[40];
    zb_slot value = zb_slot_read_unchecked(m->view, slot);
    snprintf(name, sizeof name, "%stag", prefix);
    add(m, slot, 1, name, "%u: %s", value.tag, tag_name(value.tag));
    snprintf(name, sizeof name, "%szero", prefix);
    add(m, slot + 1, 3, name, "%s",
        memcmp(zb_view_ptr(m->view, slot + 1), zeros, 3) == 0 ? "unused"
                                                              : "unused, and not zero as 2.1 has it");
    snprintf(name, sizeof name, "%sA", prefix);
    bool uses_b = value.tag == ZB_TAG_F64 || value.tag == ZB_TAG_BIGINT || value.tag == ZB_TAG_DATE;
    bool uses_a =
        !uses_b && value.tag != ZB_TAG_NULL && value.tag != ZB_TAG_UNDEFINED && value.tag != ZB_TAG_HOLE;
    for (int is_b = 0; is_b < 2; is_b++) {
        snprintf(name, sizeof name, "%s%c", prefix, is_b ? 'B' : 'A');
        FILE *out = is_b ? begin_field(m, slot + ZB_SLOT_B_AT, 8, name)
                         : begin_field(m, slot + ZB_SLOT_A_AT, 4, name);
        if (is_b ? uses_b : uses_a)
            describe_slot(out, m->view, value);
        else
            fputs("unused", out);
        fclose(out);
    }
}

/* Item `number` of a block when the offset lies past the header, else the first. */
static uint32_t
item_at(zb_off first, uint32_t item_bytes, zb_off focus)
{
    return focus > first ? (focus - first) / item_bytes : 0;
}

static void
explain_block(maker *m, const part *block, zb_off focus)
{
    zb_off off = block->off, first = off + ZB_ARRAY_HEADER_BYTES;
    uint32_t capacity = zb_view_u32(m->view, off), length = zb_view_u32(m->view, off + ZB_BLOCK_LENGTH_AT);
    bool is_object = block->kind == PART_OBJECT, is_map = block->kind == PART_MAP;
    uint32_t item_bytes = is_object ? ZB_OBJECT_ENTRY_BYTES : is_map ? ZB_MAP_ENTRY_BYTES : ZB_SLOT_BYTES;
    const char *what = is_object || is_map ? "entry" : "element";
    add_word(m, off, "capacity",
             is_object || is_map ? "entries there is room for" : "slots there is room for");
    add_word(m, off + ZB_BLOCK_LENGTH_AT, is_object || is_map ? "count" : "length", "in use");
    uint32_t i = item_at(first, item_bytes, focus);
    zb_off item = first + i * item_bytes;
    char name[40];
    if (i >= capacity)
        return; /* an empty block */
    if (i >= length) {
        snprintf(name, sizeof name, "%s %u", what, i);
        add(m, item, item_bytes, name, "spare: there are %u", length);
        return;
    }
    if (is_object) {
        zb_str key = zb_entry_key_unchecked(m->view, item);
        snprintf(name, sizeof name, "entry %u: key off", i);
        FILE *out = begin_field(m, item, 4, name);
        fprintf(out, "%u: ", zb_view_u32(m->view, item));
        describe_text(out, key.ptr, key.len, 40);
        fclose(out);
        snprintf(name, sizeof name, "entry %u: key len", i);
        add(m, item + 4, 4, name, "%u bytes", key.len);
        snprintf(name, sizeof name, "entry %u: ", i);
        add_slot(m, item + ZB_ENTRY_SLOT_AT, name);
        return;
    }
    if (is_map) {
        snprintf(name, sizeof name, "entry %u: key ", i);
        add_slot(m, item, name);
        snprintf(name, sizeof name, "entry %u: value ", i);
        add_slot(m, item + ZB_MAP_VALUE_AT, name);
        return;
    }
    snprintf(name, sizeof name, "element %u: ", i);
    add_slot(m, item, name);
}

static void
explain_slots(maker *m, const part *slots, zb_off focus)
{
    char name[40] = "";
    uint32_t i = item_at(slots->off, ZB_SLOT_BYTES, focus);
    if (slots->bytes > ZB_SLOT_BYTES)
        snprintf(name, sizeof name, "slot %u: ", i);
    add_slot(m, slots->off + i * ZB_SLOT_BYTES, name);
}

static void
explain_control(maker *m, zb_off off)
{
    static const struct {
        uint32_t at;
        const char *name, *note;
    } words[] = {
        {ZB_CONTROL_MAGIC_AT, "magic", "\"ZBUF\""},
        {ZB_CONTROL_VERSION_AT, "version", "of the layout"},
        {ZB_CONTROL_START_AT, "start", "first allocatable byte; in an image the root slot"},
        {ZB_CONTROL_BUMP_AT, "bump", "next free byte"},
        {ZB_CONTROL_LIMIT_AT, "limit", "end of the segment"},
        {ZB_CONTROL_MAX_AT, "max", "limit never grows past it"},
        {ZB_CONTROL_GENERATION_AT, "generation", "raised by every restore and reset"},
        {ZB_CONTROL_FLAGS_AT, "flags", "1 shared, 2 extended"},
        {ZB_CONTROL_SEGMENT_AT, "segment", "header of the current one, 0 in the first"},
        {ZB_CONTROL_KEYS_AT, "keys", "table of interned keys, 0 none"},
        {ZB_CONTROL_KEYS_END_AT, "keys end", "end of the key interned last"},
        {ZB_CONTROL_KEYS_LOCK_AT, "keys lock", "of a shared arena"},
        {ZB_CONTROL_INDEXES_AT, "indexes", "their directory, 0 none"},
        {ZB_CONTROL_INDEXES_END_AT, "indexes end", "end of the newest of them"},
        {ZB_CONTROL_SEED_AT, "seed", "for the hashes of indexes"},
        {ZB_CONTROL_HEAP_AT, "heap", "of C's malloc in this arena"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        add_word(m, off + words[i].at, words[i].name, words[i].note);
}

static void
explain_column(maker *m, zb_off off)
{
    add_word(m, off + ZB_COLUMN_DATA_AT, "data", "offset of element 0");
    add_word(m, off + ZB_COLUMN_LENGTH_AT, "length", "elements");
    add_word(m, off + ZB_COLUMN_CAPACITY_AT, "capacity", "elements there is room for");
    unsigned type = *zb_view_ptr(m->view, off + ZB_COLUMN_TYPE_AT);
    add(m, off + ZB_COLUMN_TYPE_AT, 1, "type", "%u: %s", type, column_type_name(type));
    add(m, off + ZB_COLUMN_TYPE_AT + 1, 3, "zero", "unused");
}

static void
explain_column_data(maker *m, const part *data, zb_off focus)
{
    zb_off header = m->it->parts[data->parent].off;
    unsigned type = *zb_view_ptr(m->view, header + ZB_COLUMN_TYPE_AT);
    uint32_t length = zb_view_u32(m->view, header + ZB_COLUMN_LENGTH_AT);
    uint32_t item_bytes = zb_column_item_bytes(type), count = data->bytes / item_bytes;
    uint32_t at = item_at(data->off, item_bytes, focus);
    uint32_t from = at > 4 ? at - 4 : 0, to = count - from > 8 ? from + 8 : count;
    for (uint32_t i = from; i < to; i++) {
        char name[40];
        snprintf(name, sizeof name, "element %u", i);
        FILE *out = begin_field(m, data->off + i * item_bytes, item_bytes, name);
        if (i < length)
            describe_element(out, m->view, data->off, type, i);
        else
            fputs("spare", out);
        fclose(out);
    }
}

static void
explain_text(maker *m, const part *text, zb_off focus)
{
    add_word(m, text->off, "length", "bytes");
    add_bytes(m, text->off + ZB_STRING_HEADER_BYTES, text->bytes - ZB_STRING_HEADER_BYTES, focus, "bytes",
              text->kind == PART_STRING);
}

/* Tables of the arena: capacity, count, and the entry at the offset. */
static void
explain_table(maker *m, const part *table, zb_off focus)
{
    static const struct {
        part_kind kind;
        const char *count_name;
        uint32_t header_bytes;
        const char *words[4]; /* of an entry */
    } tables[] = {
        {PART_KEY_TABLE, "count", ZB_KEYS_HEADER_BYTES, {"hash", "key off", "key len", NULL}},
        {PART_DIRECTORY, "count", ZB_DIRECTORY_HEADER_BYTES, {"handle", "index", NULL, NULL}},
        {PART_INDEX, "covered", ZB_INDEX_HEADER_BYTES, {"bucket", NULL, NULL, NULL}},
    };
    size_t which = table->kind == PART_KEY_TABLE ? 0 : table->kind == PART_DIRECTORY ? 1 : 2;
    uint32_t words = 0, capacity = zb_view_u32(m->view, table->off);
    while (words < 4 && tables[which].words[words] != NULL)
        words++;
    add_word(m, table->off, "capacity", "places, a power of two");
    add_word(m, table->off + 4, tables[which].count_name, which == 2 ? "entries of the object" : "in use");
    if (which == 1)
        add_word(m, table->off + ZB_DIRECTORY_PREVIOUS_AT, "previous", "the directory before it, 0 none");
    if (which == 2)
        add_word(m, table->off + 8, "unplaced", "keys that found no bucket");
    if (which != 0)
        add_word(m, table->off + 12, "zero", "unused");
    zb_off first = table->off + tables[which].header_bytes;
    uint32_t i = item_at(first, words * 4, focus);
    for (uint32_t word = 0; word < words; word++) {
        char name[40];
        zb_off off = first + (i * words + word) * 4;
        snprintf(name, sizeof name, "place %u: %s", i, tables[which].words[word]);
        uint32_t value = zb_view_u32(m->view, off);
        if (which == 2 && value != 0)
            add(m, off, 4, name, "%u: entry %u, and bits of the hash of its key", value,
                (value & (capacity - 1)) - 1);
        else
            add_word(m, off, name, value == 0 && word == (which == 0 ? 1 : 0) ? "free" : "");
    }
}

void
explain(const survey *it, const survey_row *row, zb_off off, explanation *out)
{
    out->count = 0;
    maker m = {it, it->view, out};
    if (row->number == SURVEY_NONE) {
        add_bytes(&m, row->off, row->bytes, off, part_style_of(row->kind)->name, false);
        return;
    }
    const part *made = &it->parts[row->number];
    switch ((int)made->kind) {
    case PART_ZERO:
        add_bytes(&m, made->off, made->bytes, off, "zero", false);
        break;
    case PART_CONTROL:
        explain_control(&m, made->off);
        break;
    case PART_ROOT:
    case PART_RECORD:
        explain_slots(&m, made, off);
        break;
    case PART_HANDLE:
        add_word(&m, made->off, "data", "offset of the data block");
        break;
    case PART_OBJECT:
    case PART_ARRAY:
    case PART_MAP:
        explain_block(&m, made, off);
        break;
    case PART_KEY:
        add_bytes(&m, made->off, made->bytes, off, "bytes", true);
        break;
    case PART_STRING:
    case PART_BYTES:
    case PART_INTEGER:
        explain_text(&m, made, off);
        break;
    case PART_COLUMN:
        explain_column(&m, made->off);
        break;
    case PART_COLUMN_DATA:
        explain_column_data(&m, made, off);
        break;
    default:
        explain_table(&m, made, off);
        break;
    }
}

void
explain_free(explanation *it)
{
    for (uint32_t i = 0; i < it->count; i++)
        free(it->fields[i].meaning);
    it->count = 0;
}
