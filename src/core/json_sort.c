/* SPDX-License-Identifier: MIT */
/*
 * Entries of an object in the order of their keys, without memory for a sorted copy: the next
 * entry is looked for again and again, of large objects many at a time.
 */
#include "json_writer.h"

/* Objects of so few entries are searched each time, and leave the batch of the objects around them alone. */
#define MAX_SEARCHED 48u

typedef struct entry {
    const char *key;
    uint32_t len;
    uint32_t index;
} entry;

/* Entry `index`; its key has a length of 0 when it leaves the region, which the writing of it will report. */
static entry
entry_at(const zbi_json_writer *w, const zbi_json_frame *frame, uint32_t index)
{
    zb_off at = frame->at + index * ZB_OBJECT_ENTRY_BYTES, key = zb_view_u32(w->view, at);
    uint32_t len = zb_view_u32(w->view, at + 4);
    if (!zb_view_has(w->view, key, len))
        key = len = 0;
    return (entry){(const char *)zb_view_ptr(w->view, key), len, index};
}

/* Byte order; entries with one key keep their order. */
static bool
precedes(entry a, entry b)
{
    uint32_t shorter = a.len < b.len ? a.len : b.len;
    for (uint32_t i = 0; i < shorter; i++)
        if (a.key[i] != b.key[i])
            return (uint8_t)a.key[i] < (uint8_t)b.key[i];
    return a.len != b.len ? a.len < b.len : a.index < b.index;
}

/* The first entries behind the last one that was written, in order: at most `capacity` of them. */
static ZBI_COLD uint32_t
find_next(const zbi_json_writer *w, const zbi_json_frame *frame, uint32_t *found, uint32_t capacity)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < frame->left; i++) {
        entry e = entry_at(w, frame, i);
        if ((frame->last != 0 && !precedes(entry_at(w, frame, frame->last - 1), e)) ||
            (count == capacity && !precedes(e, entry_at(w, frame, found[count - 1]))))
            continue;
        uint32_t low = 0, high = count;
        while (low < high) {
            uint32_t middle = (low + high) / 2;
            if (precedes(entry_at(w, frame, found[middle]), e))
                low = middle + 1;
            else
                high = middle;
        }
        count += count < capacity;
        __builtin_memmove(found + low + 1, found + low, (count - low - 1) * sizeof *found);
        found[low] = i;
    }
    return count;
}

ZBI_COLD zb_off
zbi_json_next_sorted(zbi_json_writer *w)
{
    zbi_json_frame *frame = &w->stack[w->depth - 1];
    uint32_t next, found = 0;
    if (frame->left <= MAX_SEARCHED) {
        found = find_next(w, frame, &next, 1);
    } else {
        if (w->batch_depth != w->depth || w->batch_next == w->batch_count) {
            w->batch_depth = w->depth;
            w->batch_next = 0;
            w->batch_count = find_next(w, frame, w->batch, ZBI_JSON_BATCH);
        }
        found = w->batch_count;
        next = w->batch[w->batch_next++];
    }
    if (found == 0)
        return 0;
    frame->last = (next + 1) & 0xFFFFFFFu; /* it fits: an entry takes 24 bytes */
    return frame->at + next * ZB_OBJECT_ENTRY_BYTES;
}
