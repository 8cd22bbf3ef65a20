/* SPDX-License-Identifier: MIT */
#ifndef ZBI_RESULT_H
#define ZBI_RESULT_H

/* What the wrappers of bindings share: reading results of host calls, writing their options. */

#include "../guest/guest.h"

#include <zerobuf/await.h>

/** The arena of the running request; its values are in this view.  Only after a call has succeeded. */
static inline zb_view
zbi_result_view(void)
{
    return zb_arena_view(zbi_current_call());
}

/** A result that is a text.  ZB_E_NOT_FOUND for null, ZB_E_TAG for what is none. */
static inline zb_status
zbi_result_text(zb_slot value, zb_str *out)
{
    if (value.tag == ZB_TAG_NULL)
        return ZB_E_NOT_FOUND;
    return value.tag == ZB_TAG_STRING ? zb_string_at(zbi_result_view(), value.a, out) : ZB_E_TAG;
}

/** A result that is bytes.  ZB_E_NOT_FOUND for null, ZB_E_TAG for what is none. */
static inline zb_status
zbi_result_bytes(zb_slot value, zb_bytes *out)
{
    zb_str span;
    if (value.tag == ZB_TAG_NULL)
        return ZB_E_NOT_FOUND;
    if (value.tag != ZB_TAG_BYTES)
        return ZB_E_TAG;
    ZB_TRY(zb_string_at(zbi_result_view(), value.a, &span));
    *out = zb_bytes_of(span.ptr, span.len);
    return ZB_OK;
}

/** A member of an object of the arena; null when there is none. */
zb_slot zbi_member(zb_off object, const char *key, uint32_t len);

/** A member that is a text, else the empty one. */
zb_str zbi_member_text(zb_off object, const char *key, uint32_t len);

/** A member that is a number, else 0. */
double zbi_member_number(zb_off object, const char *key, uint32_t len);

/** A member that is an array: its handle, and how long it is; 0 and 0 for another. */
zb_off zbi_member_array(zb_off object, const char *key, uint32_t len, uint32_t *length);

/** Element `index` of an array of objects.  ZB_OK, ZB_E_NOT_FOUND (index) or ZB_E_TAG (no object). */
zb_status zbi_element_object(zb_off array, uint32_t index, zb_off *out);

/** Set a member of options to a text, unless it is empty. */
zb_status zbi_option_text(zb_off object, const char *key, uint32_t len, zb_str text);

/** Set a member of options to a number, unless it is 0. */
zb_status zbi_option_number(zb_off object, const char *key, uint32_t len, double number);

/**
 * Room for the parts of a call whose number is not known.
 *
 * @param count  of the parts
 * @param out    receives the array, in the arena.  Untouched on failure.
 * @return ZB_OK, ZB_E_INVALID (no handler is running, or more than a call takes) or ZB_E_MEMORY
 */
zb_status zbi_parts_new(uint32_t count, zb_part **out);

#endif /* ZBI_RESULT_H */
