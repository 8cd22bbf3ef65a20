/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_TEXT_H
#define ZEROBUF_TEXT_H

/*
 * Text that grows in an arena and ends as a string value.
 *
 * A builder keeps its first failure: append freely, then check once, in
 * zb_text_end().  While nothing else allocates from the arena the text grows in
 * place; otherwise it moves and abandons the old bytes.
 */

#include <zerobuf/value.h>

/** A text being built.  Make it with zb_text_begin(). */
typedef struct zb_text {
    zb_arena *arena;
    zb_off header;     /* string header, 0 while nothing was reserved */
    uint32_t len;      /* bytes so far */
    uint32_t capacity; /* bytes reserved after the header */
    zb_status status;  /* first failure */
} zb_text;

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Start a text.
 *
 * @param arena     outlives the text
 * @param capacity  bytes to reserve at first; more are taken as needed
 * @return the builder; a failed reservation is reported by zb_text_end()
 */
zb_text zb_text_begin(zb_arena *arena, uint32_t capacity);

/** Append bytes. */
void zb_text_add(zb_text *text, const char *bytes, uint32_t len);

/** Append a NUL-terminated string. */
void zb_text_add_cstr(zb_text *text, const char *string);

/** Append an integer in decimal. */
void zb_text_add_i64(zb_text *text, int64_t value);

/**
 * Append a number with a fixed count of decimals, trailing zeros dropped.
 *
 * @param text      builder
 * @param value     NaN and infinities, and magnitudes of 2^53 / 10^decimals and
 *                  more, are appended as null, as JSON.stringify does with NaN
 * @param decimals  0 to 9
 *
 * Rounds half away from zero after scaling.
 */
void zb_text_add_fixed(zb_text *text, double value, unsigned decimals);

/** Append a JSON string: quotes, and escapes for ", \ and control characters.  UTF-8 passes. */
void zb_text_add_json(zb_text *text, const char *utf8, uint32_t len);

/**
 * Finish.
 *
 * @param text  builder; what is added later needs another zb_text_end()
 * @param out   receives a string value.  Untouched on failure.
 * @return ZB_OK, or the first failure: ZB_E_MEMORY or ZB_E_INVALID
 *
 * Gives back what was reserved and not used, when the text is the newest allocation.
 */
ZB_NODISCARD zb_status zb_text_end(zb_text *text, zb_slot *out);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_TEXT_H */
