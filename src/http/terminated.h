/* SPDX-License-Identifier: MIT */
#ifndef ZBI_TERMINATED_H
#define ZBI_TERMINATED_H

/* Texts that are handed to zb_response_header(), which takes NUL-terminated ones. */

#include <zerobuf/text.h>

/**
 * Finish a text with a NUL behind it, which is not counted.
 *
 * @return as zb_text_end(); `out` is untouched on failure
 */
static inline ZB_NODISCARD zb_status
zbi_text_terminated(zb_text *text, zb_str *out)
{
    zb_slot value;
    zb_str span;
    zb_text_add(text, "", 1);
    ZB_TRY(zb_text_end(text, &value));
    ZB_TRY(zb_string_at(zb_arena_view(text->arena), value.a, &span));
    span.len--;
    *out = span;
    return ZB_OK;
}

#endif /* ZBI_TERMINATED_H */
