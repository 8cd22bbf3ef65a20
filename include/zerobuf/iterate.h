/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_ITERATE_H
#define ZEROBUF_ITERATE_H

/*
 * One loop for everything that has parts:
 *
 *     zb_iterator it;
 *     ZB_TRY(zb_iterate(view, value, &it));
 *     while (zb_next(&it))
 *         use(it.key, it.value);
 *     ZB_TRY(it.status);
 */

#include <zerobuf/value.h>

/** A walk over the parts of one value.  Ends at the next write to it. */
typedef struct zb_iterator {
    zb_view view;
    zb_off at;         /* of the next part */
    uint32_t left;     /* parts to come */
    uint32_t index;    /* of the current part */
    zb_slot container; /* what is walked over */
    zb_slot key;       /* of the current part: a map's key; else null */
    zb_str name;       /* of the current part of an object or a record; else ptr NULL */
    zb_off slot;       /* where the current part lies; an element of a column is no slot: 0 */
    zb_slot value;     /* the current part; of columns of I64 and U64 a bigint, of others a number */
    zb_status status;  /* of the walk: a part that cannot be read ends it */
} zb_iterator;

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Begin a walk.
 *
 * @param view   memory to read
 * @param value  array, object, map, set, error, regular expression or boxed value; a column, or what
 *               else refers to one (buffer, data view, shared bytes); everything else has no parts
 * @param out    receives the walk, before its first part.  Untouched on failure.
 * @return ZB_OK, ZB_E_TAG (no type that is known) or a status of the readers.  O(1).
 *
 * The slots of records are called name, message, stack, cause and properties; source and
 * flags; value.  An element of a U64 column that no bigint of 64 bits holds is rounded.
 */
ZB_NODISCARD zb_status zb_iterate(zb_view view, zb_slot value, zb_iterator *out);

/** Step to the next part; false at the end, or with `status` set on a part that cannot be read.  O(1). */
bool zb_next(zb_iterator *it);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_ITERATE_H */
