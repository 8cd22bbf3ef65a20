/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_CSV_H
#define ZEROBUF_CSV_H

/*
 * Comma-separated values (RFC 4180), field after field, from text that arrives in pieces:
 *
 *     char held[1000];
 *     zb_csv csv;
 *     zb_csv_field field;
 *     ZB_TRY(zb_csv_begin(&csv, NULL, held, sizeof held));
 *     while (next piece) {
 *         zb_csv_feed(&csv, piece, len);
 *         while (zb_csv_next(&csv, &field))
 *             use(field.text, field.column, field.last);
 *     }
 *     zb_csv_finish(&csv);
 *     while (zb_csv_next(&csv, &field))
 *         use(field.text, field.column, field.last);
 *     ZB_TRY(csv.status);
 *
 * Nothing is allocated and nothing but what this page names is kept: a text of any length is
 * read in the memory of one piece.  Where a text is cut makes no difference to what is read.
 *
 * What is read: records of fields between separators.  A line ends with LF, CRLF or CR; the last
 * one need not.  A field that begins with a quotation mark goes to the next one that stands
 * alone, may hold separators and line ends, and a doubled mark stands for one.  A mark inside
 * any other field, and anything between a closing mark and the next separator, are failures.
 * Spaces belong to fields.  A byte order mark is skipped.  An empty line is no record, but in a
 * text whose first record has one field it is a record of one empty field.  Every record has
 * as many fields as the first, unless ZB_CSV_RAGGED says otherwise.  UTF-8 is not checked.
 *
 * Whole texts become tables of numbers and texts with zb_csv_read(), below.
 */

#include <zerobuf/value.h>

/** Records may have any number of fields. */
#define ZB_CSV_RAGGED 1u
/** For zb_csv_read(): the first record holds data, not the names of the columns. */
#define ZB_CSV_NO_HEADER 2u

/** Fields of zb_csv_read() are at most this long unless its options say otherwise. */
#define ZB_CSV_FIELD_BYTES (1u << 20)

/** How to read.  NULL takes zeros. */
typedef struct zb_csv_options {
    char separator;           /* 0 means ','; any other ASCII character but a quotation mark, CR and LF */
    uint32_t flags;           /* ZB_CSV_RAGGED, ZB_CSV_NO_HEADER */
    uint32_t max_field_bytes; /* for zb_csv_read(): 0 means ZB_CSV_FIELD_BYTES.  More is ZB_E_BUDGET */
} zb_csv_options;

/** Where and why reading ended. */
typedef struct zb_csv_error {
    uint64_t offset;  /* bytes before the offending one */
    uint64_t line;    /* from 1 */
    uint64_t column;  /* in bytes, from 1; a byte order mark does not count */
    uint64_t record;  /* from 0 */
    uint32_t field;   /* number of the field in its record, from 0 */
    const char *what; /* a static, NUL-terminated sentence: what is wrong, and the remedy; NULL: nothing is */
} zb_csv_error;

/** One field. */
typedef struct zb_csv_field {
    zb_str text;     /* without quotation marks; valid until the next call that takes the reader */
    uint64_t record; /* from 0 */
    uint64_t line;   /* on which the record begins, from 1 */
    uint32_t column; /* number of the field in its record, from 0 */
    bool last;       /* of its record */
    bool quoted;     /* stood between quotation marks */
} zb_csv_field;

/** State of the reading.  All but `status` and `error` is private. */
typedef struct zb_csv {
    zb_status status;   /* the first failure; ZB_OK while there is none */
    zb_csv_error error; /* filled on failure */
    /* Of the piece. */
    const char *piece;
    size_t len;
    size_t from;    /* first byte of the field that is not held */
    size_t stop;    /* in STATE_CLOSED: end of the field's bytes in the piece */
    size_t block;   /* first of the 64 bytes that `marks` speaks of */
    uint64_t marks; /* bit i: byte block + i is a separator, a quotation mark, CR or LF, and not yet read */
    size_t next;    /* in STATE_CLOSED: where the byte after the mark is, or will be */
    /* Of the text. */
    char *held; /* bytes of a field that is cut by pieces or holds doubled marks */
    uint32_t held_len, held_cap;
    uint64_t offset;       /* bytes before the piece */
    uint64_t after_cr;     /* offset of the byte after the last CR */
    uint64_t line;         /* current, from 0 */
    uint64_t line_start;   /* offset */
    uint64_t record;       /* current */
    uint64_t record_line;  /* on which it begins */
    uint64_t field_line;   /* on which the current field begins */
    uint64_t field_start;  /* offset of the current field */
    uint64_t field_column; /* bytes between the start of its line and it */
    uint32_t column;       /* number of the current field */
    uint32_t width;        /* fields of the first record, 0 while that is read */
    uint32_t allowed;      /* how many fields a record may have */
    uint8_t state;
    uint8_t bom; /* bytes of a byte order mark that were read; 4: its place is past */
    char separator;
    bool ragged, finished;
} zb_csv;

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Begin a text.
 *
 * @param csv      receives the state.  Untouched on failure.
 * @param options  may be NULL; only ZB_CSV_RAGGED of the flags matters
 * @param held     receives the bytes of fields that are cut by the end of a piece or hold doubled
 *                 marks; outlives the reading
 * @param held_cap bytes, at least 16: no field may be longer, wherever it is cut
 * @return ZB_OK or ZB_E_INVALID
 */
ZB_NODISCARD zb_status zb_csv_begin(zb_csv *csv, const zb_csv_options *options, void *held,
                                    uint32_t held_cap);

/**
 * The next piece, of any length.  It stays as it is until zb_csv_next() says false; all fields of
 * the piece before have been read.
 */
void zb_csv_feed(zb_csv *csv, const char *bytes, size_t len);

/** There are no more pieces: the next calls of zb_csv_next() read what the end of the text completes. */
void zb_csv_finish(zb_csv *csv);

/**
 * Read the next field.
 *
 * @param csv  after a feed or a finish
 * @param out  receives the field.  Untouched when there is none.
 * @return true with a field; false when the piece is used up, at the end, or on failure, which
 *         csv->status tells: ZB_E_SYNTAX (marks; too few or too many fields) or ZB_E_BUDGET (a
 *         field longer than `held_cap`).  Fields of the record before the failure have been read.
 *
 * O(length of the field), in steps of 64 bytes by vectors of 16 where the target has them.
 */
bool zb_csv_next(zb_csv *csv, zb_csv_field *out);

/**
 * Read a field as a number: blanks (spaces and tabs), + or - or neither, digits with or without
 * a point before, between or after them, an exponent or none, blanks.
 *
 * @param text  of the field
 * @param len   bytes
 * @param out   receives the nearest double (ties to even), infinite past the largest.  Untouched otherwise.
 * @return ZB_OK, ZB_E_NOT_FOUND (nothing but blanks: a missing value) or ZB_E_SYNTAX (no number)
 */
ZB_NODISCARD zb_status zb_csv_number(const char *text, uint32_t len, double *out);

/** What the fields of a column are. */
typedef enum zb_csv_kind {
    ZB_CSV_NUMBERS, /* f64; missing values are NaN */
    ZB_CSV_TEXTS    /* slots of strings */
} zb_csv_kind;

/** A table in an arena: valid while the arena's bytes are. */
typedef struct zb_csv_table {
    zb_off columns; /* private */
    uint32_t column_count;
    uint32_t row_count;
} zb_csv_table;

/** One column of a table. */
typedef struct zb_csv_column {
    zb_str name;      /* borrowed from the view */
    zb_off data;      /* row_count elements: f64, 16-aligned; or slots, 8-aligned */
    uint32_t missing; /* how many numbers are NaN because their fields are blank; 0 for texts */
    zb_csv_kind kind;
} zb_csv_column;

/**
 * Read a whole text into columns.
 *
 * @param arena    receives the table
 * @param text     must not lie in the arena when that may move
 * @param len      bytes
 * @param options  may be NULL
 * @param out      receives the table.  Untouched on failure.
 * @param error    receives where it failed; may be NULL.  On ZB_E_MEMORY `what` is NULL.
 * @return ZB_OK, ZB_E_SYNTAX, ZB_E_BUDGET, ZB_E_MEMORY or ZB_E_INVALID (options; ZB_CSV_RAGGED is
 *         none for a table).  A failure takes no memory from the arena (a shared one keeps it until
 *         its next restore).
 *
 * A column is ZB_CSV_NUMBERS when each of its fields is a number as zb_csv_number() reads it or
 * blank, and at least one is a number; quotation marks make no difference.  Every other column is
 * ZB_CSV_TEXTS and holds the fields as they are.  The names are the first record's; with
 * ZB_CSV_NO_HEADER they are "1", "2" and so on.  A text without a record has no columns.
 *
 * O(len): one pass, and a second one when a column turns out to be text after its first row.  Memory:
 * 8 bytes for each number, 20 and the bytes for each text, rows counted by their line ends; and where
 * there is a quotation mark, once the longest field allowed, or `len` if that is less.
 */
ZB_NODISCARD zb_status zb_csv_read(zb_arena *arena, const char *text, size_t len,
                                   const zb_csv_options *options, zb_csv_table *out, zb_csv_error *error);

/**
 * A column of a table.
 *
 * @param view   of the arena
 * @param table  from zb_csv_read()
 * @param index  less than column_count
 * @return the column.  O(1).
 */
zb_csv_column zb_csv_table_column(zb_view view, const zb_csv_table *table, uint32_t index);

/**
 * A table as a value: an object of one property for each column, in order, whose values are
 * columns of f64 (zerobuf/column.h) and arrays of strings.  The elements are not copied.
 *
 * @param arena  the table's, made with ZB_ARENA_EXTENDED
 * @param table  from zb_csv_read()
 * @param out    receives the object.  Untouched on failure.
 * @return ZB_OK, ZB_E_EXISTS (two columns of one name), ZB_E_MEMORY, or ZB_E_TAG (strict arena)
 */
ZB_NODISCARD zb_status zb_csv_table_value(zb_arena *arena, const zb_csv_table *table, zb_slot *out);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_CSV_H */
