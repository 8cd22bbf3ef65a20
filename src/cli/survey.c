/* SPDX-License-Identifier: MIT */
/* The walk.  The region was verified, so what the root reaches is read without checks. */
#include "survey.h"

#include <stdlib.h>
#include <string.h>

#include <zerobuf/column.h>
#include <zerobuf/unchecked.h>

#include "progress.h"
#include "survey_tables.h"

#define FIRST_PARTS 1024u

/* A container whose items are being walked. */
typedef struct level {
    uint32_t owner; /* the part that is open: handle, record or root */
    uint32_t block; /* the part that holds the items */
    uint32_t next, count;
} level;

typedef struct walk {
    survey *it;
    level *levels;
    uint32_t depth, room;
} walk;

static _Noreturn void
out_of_memory(void)
{
    fail(EXIT_CODE_LIMIT, "out of memory: a survey takes about as much as the image");
}

static void *
grow_array(void *array, size_t count, size_t item_bytes)
{
    void *grown = count <= SIZE_MAX / item_bytes ? realloc(array, count * item_bytes) : NULL;
    if (grown == NULL)
        out_of_memory();
    return grown;
}

static uint32_t
place_of(const survey *it, const part *made)
{
    uint64_t hash = (made->off + ((uint64_t)made->kind << 32)) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(hash >> 32) & (it->table_capacity - 1);
}

/* The part that is the same thing: in a handle the type counts, in a key the length. */
static bool
is_same(const part *left, const part *right)
{
    return left->off == right->off && left->kind == right->kind &&
           (left->kind != PART_HANDLE || left->tag == right->tag) &&
           (left->kind != PART_KEY || left->bytes == right->bytes);
}

static void
grow_table(survey *it)
{
    it->table_capacity = it->table_capacity == 0 ? 4 * FIRST_PARTS : 2 * it->table_capacity;
    free(it->table);
    it->table = calloc(it->table_capacity, sizeof *it->table);
    if (it->table == NULL)
        out_of_memory();
    for (uint32_t i = 0; i < it->count; i++) {
        uint32_t at = place_of(it, &it->parts[i]);
        while (it->table[at] != 0)
            at = (at + 1) & (it->table_capacity - 1);
        it->table[at] = i + 1;
    }
}

uint32_t
survey_find(survey *it, const part *like)
{
    if (it->table_capacity == 0)
        return SURVEY_NONE;
    for (uint32_t at = place_of(it, like); it->table[at] != 0; at = (at + 1) & (it->table_capacity - 1))
        if (is_same(&it->parts[it->table[at] - 1], like))
            return it->table[at] - 1;
    return SURVEY_NONE;
}

uint32_t
survey_add(survey *it, const part *made)
{
    if (it->table_capacity / 2 <= it->count)
        grow_table(it);
    if (it->count == it->capacity) {
        it->capacity = it->capacity == 0 ? FIRST_PARTS : 2 * it->capacity;
        it->parts = grow_array(it->parts, it->capacity, sizeof *it->parts);
    }
    uint32_t at = place_of(it, made);
    while (it->table[at] != 0)
        at = (at + 1) & (it->table_capacity - 1);
    it->parts[it->count] = *made;
    it->table[at] = ++it->count;
    return it->count - 1;
}

/* A reference to a thing: note the thing when it is new. */
static bool
touch(survey *it, part made, uint32_t *number)
{
    uint32_t known = survey_find(it, &made);
    *number = known;
    if (known == SURVEY_NONE) {
        made.references = 1;
        *number = survey_add(it, &made);
        return true;
    }
    it->parts[known].references++;
    if (made.kind != PART_KEY)
        it->shared++;
    if (it->parts[known].is_open)
        it->cycles++;
    return false;
}

static part
part_of(part_kind kind, uint8_t tag, zb_off off, uint64_t bytes, uint32_t parent, uint32_t item)
{
    part made = {off, (uint32_t)bytes, 0, parent, item, (uint8_t)kind, tag, false}; /* verified: below 2^32 */
    return made;
}

static void
enter(walk *w, uint32_t owner, uint32_t block, uint32_t count)
{
    if (w->depth == w->room) {
        w->room = w->room == 0 ? 64 : 2 * w->room;
        w->levels = grow_array(w->levels, w->room, sizeof *w->levels);
    }
    level made = {owner, block, 0, count};
    w->levels[w->depth++] = made;
    w->it->parts[owner].is_open = true;
}

static part_kind
block_kind(uint8_t tag, uint32_t *item_bytes)
{
    *item_bytes = tag == ZB_TAG_OBJECT ? ZB_OBJECT_ENTRY_BYTES
                  : tag == ZB_TAG_MAP  ? ZB_MAP_ENTRY_BYTES
                                       : ZB_SLOT_BYTES;
    return tag == ZB_TAG_OBJECT ? PART_OBJECT : tag == ZB_TAG_MAP ? PART_MAP : PART_ARRAY;
}

static void
visit_handle(walk *w, uint8_t tag, zb_off handle, uint32_t parent, uint32_t item)
{
    survey *it = w->it;
    uint32_t owner, block, item_bytes;
    if (!touch(it, part_of(PART_HANDLE, tag, handle, ZB_HANDLE_BYTES, parent, item), &owner))
        return;
    zb_off data = zb_view_u32(it->view, handle);
    uint32_t capacity = zb_view_u32(it->view, data + ZB_BLOCK_CAPACITY_AT);
    uint32_t length = zb_view_u32(it->view, data + ZB_BLOCK_LENGTH_AT);
    part_kind kind = block_kind(tag, &item_bytes);
    uint64_t bytes = ZB_ARRAY_HEADER_BYTES + (uint64_t)capacity * item_bytes;
    if (!touch(it, part_of(kind, tag, data, bytes, owner, 0), &block))
        return;
    it->spare_bytes += (uint64_t)(capacity - length) * item_bytes;
    enter(w, owner, block, tag == ZB_TAG_MAP ? 2 * length : length);
}

static void
visit_record(walk *w, uint8_t tag, zb_off off, uint32_t parent, uint32_t item)
{
    uint32_t slots = tag == ZB_TAG_ERROR    ? ZB_ERROR_SLOTS
                     : tag == ZB_TAG_REGEXP ? ZB_REGEXP_SLOTS
                                            : ZB_BOXED_SLOTS;
    uint32_t number;
    if (touch(w->it, part_of(PART_RECORD, tag, off, slots * ZB_SLOT_BYTES, parent, item), &number))
        enter(w, number, number, slots);
}

static void
visit_column(survey *it, uint8_t tag, zb_off header, uint32_t parent, uint32_t item)
{
    uint32_t number, data_number;
    if (!touch(it, part_of(PART_COLUMN, tag, header, ZB_COLUMN_HEADER_BYTES, parent, item), &number))
        return;
    uint32_t item_bytes = zb_column_item_bytes(*zb_view_ptr(it->view, header + ZB_COLUMN_TYPE_AT));
    uint32_t capacity = zb_view_u32(it->view, header + ZB_COLUMN_CAPACITY_AT);
    uint32_t length = zb_view_u32(it->view, header + ZB_COLUMN_LENGTH_AT);
    if (capacity == 0)
        return;
    zb_off data = zb_view_u32(it->view, header + ZB_COLUMN_DATA_AT);
    it->spare_bytes += (uint64_t)(capacity - length) * item_bytes;
    (void)touch(it, part_of(PART_COLUMN_DATA, tag, data, (uint64_t)capacity * item_bytes, number, 0),
                &data_number);
}

static void
visit_text(survey *it, part_kind kind, uint8_t tag, zb_off header, uint32_t parent, uint32_t item)
{
    uint32_t number;
    uint64_t bytes = ZB_STRING_HEADER_BYTES + (uint64_t)zb_view_u32(it->view, header);
    (void)touch(it, part_of(kind, tag, header, bytes, parent, item), &number);
}

static void
visit_slot(walk *w, zb_off slot, uint32_t parent, uint32_t item)
{
    survey *it = w->it;
    zb_slot value = zb_slot_read_unchecked(it->view, slot);
    it->by_tag[value.tag]++;
    switch ((int)value.tag) {
    case ZB_TAG_STRING:
    case ZB_TAG_SYMBOL:
        visit_text(it, PART_STRING, value.tag, value.a, parent, item);
        break;
    case ZB_TAG_BYTES:
        visit_text(it, PART_BYTES, value.tag, value.a, parent, item);
        break;
    case ZB_TAG_INTEGER:
        visit_text(it, PART_INTEGER, value.tag, value.a, parent, item);
        break;
    case ZB_TAG_ARRAY:
    case ZB_TAG_OBJECT:
    case ZB_TAG_MAP:
    case ZB_TAG_SET:
        visit_handle(w, value.tag, value.a, parent, item);
        break;
    case ZB_TAG_ERROR:
    case ZB_TAG_REGEXP:
    case ZB_TAG_BOXED:
        visit_record(w, value.tag, value.a, parent, item);
        break;
    case ZB_TAG_COLUMN:
    case ZB_TAG_BUFFER:
    case ZB_TAG_DATA_VIEW:
    case ZB_TAG_SHARED:
        visit_column(it, value.tag, value.a, parent, item);
        break;
    default:
        break; /* the slot is all there is */
    }
}

/* Walk the next item of the innermost container, or leave it. */
static void
step(walk *w)
{
    survey *it = w->it;
    level *top = &w->levels[w->depth - 1];
    if (top->next == top->count) {
        it->parts[top->owner].is_open = false;
        w->depth--;
        return;
    }
    uint32_t item = top->next++, block = top->block; /* `top` moves when a level is entered */
    zb_off off = it->parts[block].off;
    switch (it->parts[block].kind) {
    case PART_OBJECT: {
        zb_off entry = off + ZB_OBJECT_HEADER_BYTES + item * ZB_OBJECT_ENTRY_BYTES;
        uint32_t number;
        (void)touch(it,
                    part_of(PART_KEY, ZB_TAG_STRING, zb_view_u32(it->view, entry),
                            zb_view_u32(it->view, entry + 4), block, item),
                    &number);
        visit_slot(w, entry + ZB_ENTRY_SLOT_AT, block, item);
        break;
    }
    case PART_ARRAY:
    case PART_MAP: /* keys and values are slots side by side */
        visit_slot(w, off + ZB_ARRAY_HEADER_BYTES + item * ZB_SLOT_BYTES, block, item);
        break;
    default: /* a record or the root */
        visit_slot(w, off + item * ZB_SLOT_BYTES, block, item);
        break;
    }
}

/* Least significant digit first, 11 bits at a time: three passes, stable. */
static void
sort_by_offset(survey *it)
{
    uint32_t *order = grow_array(NULL, (size_t)it->count + 1, sizeof *order);
    uint32_t *other = grow_array(NULL, (size_t)it->count + 1, sizeof *other);
    for (uint32_t i = 0; i < it->count; i++)
        order[i] = i;
    for (unsigned shift = 0; shift < 33; shift += 11) {
        uint32_t starts[2049] = {0};
        for (uint32_t i = 0; i < it->count; i++)
            starts[((it->parts[i].off >> shift) & 2047) + 1]++;
        for (unsigned digit = 0; digit < 2048; digit++)
            starts[digit + 1] += starts[digit];
        for (uint32_t i = 0; i < it->count; i++)
            other[starts[(it->parts[order[i]].off >> shift) & 2047]++] = order[i];
        uint32_t *swapped = order;
        order = other;
        other = swapped;
    }
    free(other);
    it->order = order;
}

void
survey_take(const subject *of, survey *out)
{
    survey made;
    memset(&made, 0, sizeof made);
    made.of = of;
    made.view = of->view;
    made.bump = of->view.size_bytes;
    walk w = {&made, NULL, 0, 0};
    progress_begin("walking", of->view.size_bytes);
    if (of->is_image)
        survey_add_control(&made);
    if (of->slot_count > 0) {
        part root = part_of(PART_ROOT, ZB_TAG_NULL, of->root, (uint64_t)of->slot_count * ZB_SLOT_BYTES,
                            SURVEY_NONE, 0);
        root.references = 1;
        uint32_t number = survey_add(&made, &root);
        enter(&w, number, number, of->slot_count);
    } else {
        visit_handle(&w, of->kind == ZB_ROOT_ARRAY ? ZB_TAG_ARRAY : ZB_TAG_OBJECT, of->root, SURVEY_NONE, 0);
    }
    /* The root slot is around the value, and does not count as a container. */
    uint32_t outside = of->slot_count > 0 ? 1 : 0;
    for (uint32_t steps = 0; w.depth > 0; steps++) {
        if (w.depth - outside > made.depth)
            made.depth = w.depth - outside;
        step(&w);
        if (steps % 4096 == 0 && made.count > 0)
            progress_set(made.parts[made.count - 1].off); /* writers go upward: a fair guess */
    }
    free(w.levels);
    if (of->is_image)
        survey_add_tables(&made);
    sort_by_offset(&made);
    free(made.table);
    made.table = NULL;
    progress_end();
    *out = made;
}

void
survey_free(survey *it)
{
    free(it->parts);
    free(it->order);
    memset(it, 0, sizeof *it);
}
