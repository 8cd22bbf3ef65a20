/* SPDX-License-Identifier: MIT */
/* The parts of a survey in order, with the gaps between them. */
#include "survey.h"

/* Fewer bytes than this between two parts come from alignment. */
#define PADDING_BELOW ZB_WRITE_ALIGN

static survey_row
gap(const survey_cursor *cursor, zb_off end, part_kind next)
{
    const survey *it = cursor->it;
    zb_off from = cursor->covered;
    if (from < it->bump && end > it->bump)
        end = it->bump; /* what follows is another gap */
    uint32_t bytes = end - from;
    uint32_t padding = next == PART_COLUMN_DATA ? ZB_COLUMN_ALIGN : PADDING_BELOW;
    part_kind kind = bytes < padding ? PART_PADDING : PART_ABANDONED;
    if (from >= it->bump)
        kind = PART_FREE;
    survey_row row = {from, bytes, bytes, kind, SURVEY_NONE};
    return row;
}

bool
survey_next(survey_cursor *cursor, survey_row *out)
{
    const survey *it = cursor->it;
    const part *next = cursor->next < it->count ? &it->parts[it->order[cursor->next]] : NULL;
    zb_off end = next != NULL ? next->off : it->view.size_bytes;
    if (cursor->covered < end) {
        *out = gap(cursor, end, next != NULL ? (part_kind)next->kind : PART_FREE);
        cursor->covered = out->off + out->bytes;
        return true;
    }
    if (next == NULL)
        return false;
    zb_off after = next->off + next->bytes; /* parts lie inside the region: no overflow */
    uint32_t fresh = after > cursor->covered ? after - cursor->covered : 0;
    survey_row row = {next->off, next->bytes, fresh < next->bytes ? fresh : next->bytes,
                      (part_kind)next->kind, it->order[cursor->next]};
    *out = row;
    cursor->next++;
    if (after > cursor->covered)
        cursor->covered = after;
    return true;
}
