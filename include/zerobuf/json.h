/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_JSON_H
#define ZEROBUF_JSON_H

/*
 * JSON text (RFC 8259) to values in an arena, and values to text.
 *
 * Numbers: an integer in i32 range becomes i32, every other number the nearest f64
 * (SPEC 2.3), as JSON.parse has it: "-0" is an f64, "1e400" is infinite.  Text that
 * is written has the digits that JavaScript prints: the fewest that read back to
 * the same number.
 */

#include <zerobuf/value.h>

/** Integers past 2^53 that fit 64 bits become bigint values instead of rounded numbers. */
#define ZB_JSON_BIGINT 1u

/**
 * Objects of more keys than this get an index when they are read; ones that grow get it as zb_object_set()
 * has it.  Making an index takes as long as reading the object, and the few lookups that most texts are read
 * for do not pay for that sooner.
 */
#define ZB_JSON_INDEX_COUNT 32u

/** What to make of a key that stands twice in one object. */
typedef enum zb_json_duplicates {
    ZB_JSON_DUPLICATES_LAST,  /* the last value, at the first place, as JSON.parse does */
    ZB_JSON_DUPLICATES_FIRST, /* the first value */
    ZB_JSON_DUPLICATES_REJECT /* ZB_E_EXISTS, found where the object ends */
} zb_json_duplicates;

/** How to read.  NULL takes zeros. */
typedef struct zb_json_read_options {
    uint32_t flags;                /* ZB_JSON_BIGINT */
    uint32_t max_depth;            /* containers inside each other; 0 means 512.  More is ZB_E_DEPTH */
    zb_json_duplicates duplicates; /* what to do with a repeated key */
} zb_json_read_options;

/** Where and why reading ended.  Filled on failure only. */
typedef struct zb_json_error {
    uint64_t offset;  /* bytes before the offending one */
    uint32_t line;    /* from 1; "\n" ends a line */
    uint32_t column;  /* in bytes, from 1 */
    const char *what; /* a static, NUL-terminated sentence */
} zb_json_error;

/** State of a text that arrives in pieces.  Private; lies wherever the caller puts it. */
typedef struct zb_json_reader {
    uint64_t opaque[64];
} zb_json_reader;

/** Indent by this many spaces (0 to 10); 0 writes no whitespace. */
typedef struct zb_json_write_options {
    uint32_t indent;
    uint32_t
        max_depth;  /* at most 512, which 0 means.  More, as in a value that holds itself, is ZB_E_DEPTH */
    uint32_t flags; /* ZB_JSON_SORTED, ZB_JSON_ASCII */
} zb_json_write_options;

/** Keys in byte order instead of insertion order.  Takes O(n²/128) comparisons for n keys of an object. */
#define ZB_JSON_SORTED 1u
/** Escape everything outside ASCII as \\uXXXX. */
#define ZB_JSON_ASCII 2u

/**
 * Where text goes, piece by piece.
 *
 * @return ZB_OK, or a status that ends the writing (ZB_E_IO for a failed write)
 */
typedef zb_status (*zb_json_sink)(void *context, const char *bytes, uint32_t len);

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Read a whole text.
 *
 * @param arena    receives the values.  Nothing else may allocate from it meanwhile
 *                 unless it is shared.
 * @param text     UTF-8, checked; one value, whitespace around it.  A byte order mark is
 *                 refused.  Must not lie in the arena when that may move.
 * @param len      bytes
 * @param options  may be NULL
 * @param out      receives the value.  Untouched on failure.
 * @param error    receives where it failed; may be NULL
 * @return ZB_OK, ZB_E_SYNTAX, ZB_E_UTF8 (also half of a surrogate pair in a key; in a string
 *         it becomes U+FFFD), ZB_E_DEPTH, ZB_E_EXISTS (repeated key), ZB_E_MEMORY or
 *         ZB_E_INVALID (options).  A failure takes no memory from the arena (a shared one
 *         keeps it until its next restore).
 *
 * O(len), one pass, no memory but the arena, where items of open containers lie twice for a
 * while.  Equal keys share their bytes; objects of
 * more than ZB_JSON_INDEX_COUNT keys get an index.
 */
ZB_NODISCARD zb_status zb_json_read(zb_arena *arena, const char *text, size_t len,
                                    const zb_json_read_options *options, zb_slot *out, zb_json_error *error);

/**
 * Begin a text that arrives in pieces.  Until zb_json_end() or zb_json_abort() nobody
 * else may use the arena, unless it is shared, and `*arena` stays where it is.
 *
 * @return ZB_OK, ZB_E_CONTROL or ZB_E_INVALID (options)
 */
ZB_NODISCARD zb_status zb_json_begin(zb_json_reader *reader, zb_arena *arena,
                                     const zb_json_read_options *options);

/**
 * The next piece, of any length; a token may end in a later one.
 *
 * @return as zb_json_read(); after a failure only zb_json_end() or zb_json_abort() may follow
 */
ZB_NODISCARD zb_status zb_json_feed(zb_json_reader *reader, const char *bytes, size_t len);

/** End of the text: the value, or the first failure.  As zb_json_read().  The reader is done. */
ZB_NODISCARD zb_status zb_json_end(zb_json_reader *reader, zb_slot *out, zb_json_error *error);

/** Give up: the arena is as before zb_json_begin().  Nothing happens after zb_json_end(). */
void zb_json_abort(zb_json_reader *reader);

/**
 * Write a value as JSON text, through a buffer of fixed size.
 *
 * @param view     memory to read
 * @param value    what to write
 * @param options  may be NULL
 * @param sink     receives the text in pieces of at most 4096 bytes
 * @param context  for the sink
 * @return ZB_OK, a status of the readers, ZB_E_DEPTH, ZB_E_BUDGET (an integer of more than 3,072
 *         bytes), ZB_E_INVALID (options), or what the sink returned.  What was passed to the
 *         sink before a failure is incomplete.
 *
 * Version 1 types as JSON.stringify writes them: NaN and infinities are null; a bigint is
 * an integer; bytes are a string in base64 (RFC 4648, 4).  Extension types: undefined,
 * holes and symbols are left out of objects and null elsewhere; a date is an ISO 8601
 * string, null when invalid; a column is an array; a buffer, data view or shared reference
 * is written as its column; a set is an array; a map is an array of [key, value]; an error
 * is {"name", "message", "cause"}; a regular expression is "/source/flags"; a boxed value
 * is what it holds; an integer is its digits.  Ill-formed UTF-8 becomes U+FFFD.
 *
 * O(text), no allocation, 11 KB of stack.
 */
ZB_NODISCARD zb_status zb_json_write(zb_view view, zb_slot value, const zb_json_write_options *options,
                                     zb_json_sink sink, void *context);

/** Write a value as JSON text into the arena.  Also ZB_E_MEMORY.  As zb_json_write(). */
ZB_NODISCARD zb_status zb_json_text(zb_arena *arena, zb_slot value, const zb_json_write_options *options,
                                    zb_slot *out);

/** Longest text of a number that zb_number_write() makes. */
#define ZB_NUMBER_MAX_BYTES 25u

/**
 * The digits that JavaScript prints for a number (ECMA-262, Number::toString): the
 * fewest that read back to it.
 *
 * @param value  finite; -0 is "0"
 * @param out    at least ZB_NUMBER_MAX_BYTES; not terminated
 * @return bytes written
 */
uint32_t zb_number_write(double value, char *out);

/**
 * Read a JSON number that spans all of `text`, to the nearest double (ties to even).
 *
 * @return ZB_OK or ZB_E_SYNTAX
 */
ZB_NODISCARD zb_status zb_number_read(const char *text, uint32_t len, double *out);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_JSON_H */
