/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_COPY_H
#define ZEROBUF_COPY_H

/* Deep copies: from any view into an arena.  Copying a root into a fresh arena is compaction. */

#include <zerobuf/value.h>

/** What a copy took.  All fields are counts of this call. */
typedef struct zb_copy_report {
    uint64_t containers; /* arrays, objects, maps, sets, records, columns */
    uint64_t texts;      /* strings, bytes, wide bigints */
    uint64_t shared;     /* references to something that was copied already */
} zb_copy_report;

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Copy a value and all that it reaches.
 *
 * @param arena   receives the copy; the source may lie in its region, too
 * @param from    memory of the source; may hold untrusted bytes
 * @param value   what to copy
 * @param out     receives the copy.  Untouched on failure.
 * @param report  receives counts; may be NULL.  Untouched on failure.
 * @return ZB_OK, ZB_E_MEMORY, ZB_E_TAG (an extension type, strict arena), ZB_E_BUDGET (the source
 *         describes more bytes than its region holds: blocks overlap), or a status of the readers
 *
 * What is referred to twice is copied once (strings shorter than 64 bytes each time), so shared values stay
 * shared and cycles stay cycles; values of any depth.  Blocks come out without spare capacity, abandoned
 * blocks stay behind, slices of columns become columns of their own.  O(bytes copied);
 * takes up to 72 bytes of the arena per container and text while it runs.
 */
ZB_NODISCARD zb_status zb_copy(zb_arena *arena, zb_view from, zb_slot value, zb_slot *out,
                               zb_copy_report *report);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_COPY_H */
