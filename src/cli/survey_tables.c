/* SPDX-License-Identifier: MIT */
#include "survey_tables.h"

static uint32_t
control_word(const survey *it, uint32_t at)
{
    return zb_view_u32(it->view, ZB_IMAGE_CONTROL + at); /* subject.c found the block inside the file */
}

static uint32_t
add(survey *it, part_kind kind, zb_off off, uint32_t bytes, uint32_t references, uint32_t parent,
    uint32_t item)
{
    part made = {off, bytes, references, parent, item, (uint8_t)kind, ZB_TAG_NULL, false};
    uint32_t known = survey_find(it, &made);
    return known != SURVEY_NONE ? known : survey_add(it, &made);
}

void
survey_add_control(survey *it)
{
    (void)add(it, PART_ZERO, 0, ZB_IMAGE_CONTROL, 1, SURVEY_NONE, 0);
    (void)add(it, PART_CONTROL, ZB_IMAGE_CONTROL, ZB_CONTROL_BYTES, 1, SURVEY_NONE, 0);
    it->start = control_word(it, ZB_CONTROL_START_AT);
    it->bump = control_word(it, ZB_CONTROL_BUMP_AT);
}

/* A table of a header and a power of two of entries, all inside the region. */
static bool
is_table(const survey *it, zb_off off, uint32_t header_bytes, uint32_t entry_bytes, uint32_t min_capacity,
         uint32_t *capacity)
{
    if (zb_view_check(it->view, off, header_bytes) != ZB_OK)
        return false;
    uint32_t count = zb_view_u32(it->view, off);
    if (count < min_capacity || (count & (count - 1)) != 0 ||
        !zb_view_has(it->view, off, header_bytes + (uint64_t)count * entry_bytes))
        return false;
    *capacity = count;
    return true;
}

static void
add_keys(survey *it)
{
    zb_off table = control_word(it, ZB_CONTROL_KEYS_AT);
    uint32_t capacity;
    if (table == 0)
        return;
    if (!is_table(it, table, ZB_KEYS_HEADER_BYTES, ZB_KEYS_ENTRY_BYTES, ZB_KEYS_MIN_CAPACITY, &capacity)) {
        it->has_damaged_table = true;
        return;
    }
    uint32_t number = add(it, PART_KEY_TABLE, table, ZB_KEYS_HEADER_BYTES + capacity * ZB_KEYS_ENTRY_BYTES, 1,
                          SURVEY_NONE, 0);
    for (uint32_t i = 0; i < capacity; i++) {
        zb_off entry = table + ZB_KEYS_HEADER_BYTES + i * ZB_KEYS_ENTRY_BYTES;
        zb_off key = zb_view_u32(it->view, entry + 4);
        uint32_t len = zb_view_u32(it->view, entry + 8);
        if (key == 0)
            continue;
        if (!zb_view_has(it->view, key, len))
            it->has_damaged_table = true;
        else /* a key that only the table knows: no object uses it, a writer may */
            (void)add(it, PART_KEY, key, len, 0, number, i);
    }
}

/* The indexes that a directory names. */
static void
add_indexes(survey *it, zb_off directory, uint32_t capacity, uint32_t number)
{
    for (uint32_t i = 0; i < capacity; i++) {
        zb_off entry = directory + ZB_DIRECTORY_HEADER_BYTES + i * ZB_DIRECTORY_ENTRY_BYTES;
        zb_off index = zb_view_u32(it->view, entry + 4);
        uint32_t buckets;
        if (zb_view_u32(it->view, entry) == 0 || index == 0)
            continue;
        if (!is_table(it, index, ZB_INDEX_HEADER_BYTES, ZB_INDEX_BUCKET_BYTES, ZB_INDEX_MIN_CAPACITY,
                      &buckets))
            it->has_damaged_table = true;
        else
            (void)add(it, PART_INDEX, index, ZB_INDEX_HEADER_BYTES + buckets * ZB_INDEX_BUCKET_BYTES, 1,
                      number, i);
    }
}

/* The directory, and those that it was copied from, which a restore goes back to. */
static void
add_directories(survey *it)
{
    uint32_t parent = SURVEY_NONE, capacity;
    zb_off directory = control_word(it, ZB_CONTROL_INDEXES_AT), before;
    for (; directory != 0; directory = before) {
        if (!is_table(it, directory, ZB_DIRECTORY_HEADER_BYTES, ZB_DIRECTORY_ENTRY_BYTES,
                      ZB_DIRECTORY_MIN_CAPACITY, &capacity)) {
            it->has_damaged_table = true;
            return;
        }
        parent = add(it, PART_DIRECTORY, directory,
                     ZB_DIRECTORY_HEADER_BYTES + capacity * ZB_DIRECTORY_ENTRY_BYTES, 1, parent, 0);
        add_indexes(it, directory, capacity, parent);
        before = zb_view_u32(it->view, directory + ZB_DIRECTORY_PREVIOUS_AT);
        if (before >= directory) { /* copies lie behind what they are copies of: so this ends */
            it->has_damaged_table = it->has_damaged_table || before != 0;
            return;
        }
    }
}

void
survey_add_tables(survey *it)
{
    add_keys(it);
    add_directories(it);
}
