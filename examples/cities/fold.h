/* SPDX-License-Identifier: MIT */
#ifndef CITIES_FOLD_H
#define CITIES_FOLD_H

/*
 * Case folding for search: each code point of U+0000..058F and U+1E00..1FFF is
 * replaced by its lower case where that is a single code point, and every other
 * one is kept.  In JavaScript: for each code point c of these blocks,
 * c.toLowerCase() if that is one code point, else c.
 */

#include <zerobuf/view.h>

/** Folding lengthens no text by more than this factor (U+023A is 2 bytes, its lower case 3). */
#define FOLD_GROWTH 2u

/**
 * Fold a text.
 *
 * @param text  UTF-8, checked
 * @param out   room for FOLD_GROWTH * text.len bytes.  Unspecified on failure.
 * @param len   receives the bytes written.  Untouched on failure.
 * @return ZB_OK, or ZB_E_INVALID (not UTF-8)
 */
ZB_NODISCARD zb_status fold_text(zb_str text, uint8_t *out, uint32_t *len);

#endif /* CITIES_FOLD_H */
