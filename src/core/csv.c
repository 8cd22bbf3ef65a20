/* SPDX-License-Identifier: MIT */
/*
 * Comma-separated values, field after field.
 *
 * Separators, quotation marks and line ends of 64 bytes become bits of a word; a field ends at
 * one of them, so the bytes between are never looked at.  What a piece cuts off is held.
 *
 * Whatever makes a field fail does so at the same byte wherever the text is cut: a field's length
 * is compared with what may be held at each mark before the mark is judged, and when a piece ends.
 */
#include <zerobuf/csv.h>

#include "cold.h"
#include "csv_marks.h"

#define MIN_HELD 16u /* a byte order mark that turns out to be none is held */
#define BOM_DECIDED 4u

enum {
    STATE_PLAIN,  /* in a field without marks, or before its first byte */
    STATE_QUOTED, /* between marks */
    STATE_CLOSED  /* behind a mark: it closed the field unless another follows */
};

static const char BOM[3] = {'\xEF', '\xBB', '\xBF'};

zb_status
zb_csv_begin(zb_csv *csv, const zb_csv_options *options, void *held, uint32_t held_cap)
{
    char separator = options != NULL && options->separator != 0 ? options->separator : ',';
    uint32_t flags = options != NULL ? options->flags : 0;
    if (held_cap < MIN_HELD || separator == '"' || separator == '\r' || separator == '\n' ||
        (uint8_t)separator >= 0x80 || (flags & ~(ZB_CSV_RAGGED | ZB_CSV_NO_HEADER)) != 0)
        return ZB_E_INVALID;
    __builtin_memset(csv, 0, sizeof *csv);
    csv->piece = "";
    csv->held = (char *)held;
    csv->held_cap = held_cap;
    csv->after_cr = UINT64_MAX;
    csv->allowed = UINT32_MAX;
    csv->separator = separator;
    csv->ragged = (flags & ZB_CSV_RAGGED) != 0;
    return ZB_OK;
}

/* Fail at an offset of the line that begins at `line_start`. */
static ZBI_COLD bool
fail(zb_csv *csv, zb_status status, uint64_t offset, uint64_t line, uint64_t column, const char *what)
{
    csv->status = status;
    csv->error.offset = offset;
    csv->error.line = line + 1;
    csv->error.column = column + 1;
    csv->error.record = csv->record;
    csv->error.field = csv->column;
    csv->error.what = what;
    csv->marks = 0;
    return false;
}

static ZBI_COLD bool
fail_at(zb_csv *csv, size_t at, const char *what)
{
    uint64_t offset = csv->offset + at;
    return fail(csv, ZB_E_SYNTAX, offset, csv->line, offset - csv->line_start, what);
}

static ZBI_COLD bool
fail_at_field(zb_csv *csv, zb_status status, const char *what)
{
    return fail(csv, status, csv->field_start, csv->field_line, csv->field_column, what);
}

static ZBI_COLD bool
fail_too_long(zb_csv *csv)
{
    return fail_at_field(csv, ZB_E_BUDGET,
                         "this field is longer than allowed: a closing quotation mark or a line end is "
                         "missing, or the limit is too low");
}

/* A field of `len` more bytes is within the limit. */
static inline bool
fits(const zb_csv *csv, size_t len)
{
    return len <= csv->held_cap - csv->held_len;
}

/* Hold the bytes up to `to`.  They fit. */
static ZBI_COLD void
hold(zb_csv *csv, size_t to)
{
    size_t len = to - csv->from;
    if (len > 0) /* memcpy(held, NULL, 0) is undefined */
        __builtin_memcpy(csv->held + csv->held_len, csv->piece + csv->from, len);
    csv->held_len += (uint32_t)len;
    csv->from = to;
}

/* The current field begins at `at`. */
static inline void
begin_field(zb_csv *csv, size_t at)
{
    csv->from = at;
    csv->held_len = 0;
    csv->state = STATE_PLAIN;
    csv->field_start = csv->offset + at;
    csv->field_line = csv->line;
    csv->field_column = csv->field_start - csv->line_start;
}

/* A line ends before `at`. */
static inline void
begin_line(zb_csv *csv, size_t at, bool counts)
{
    csv->line += counts;
    csv->line_start = csv->offset + at;
}

/* Skip what is left of a byte order mark.  One that breaks off is text, of which earlier pieces may have had
 * the beginning. */
static ZBI_COLD void
skip_bom(zb_csv *csv)
{
    size_t at = 0;
    while (at < csv->len && csv->bom < 3 && csv->piece[at] == BOM[csv->bom]) {
        at++;
        csv->bom++;
    }
    if (csv->bom == 3) {
        csv->line_start = csv->offset + at;
        begin_field(csv, at);
        csv->block = at;
        csv->bom = BOM_DECIDED;
    } else if (at < csv->len || csv->finished) {
        csv->held_len = csv->bom - (uint32_t)at;
        __builtin_memcpy(csv->held, BOM, csv->held_len);
        csv->bom = BOM_DECIDED;
    } else {
        csv->from = csv->block = at;
    }
}

/* The marks of the block that begins at `csv->block`. */
static inline void
look(zb_csv *csv)
{
    size_t left = csv->len - csv->block;
    csv->marks = left >= ZBI_CSV_BLOCK ? zbi_csv_marks(csv->piece + csv->block, csv->separator)
                                       : zbi_csv_marks_of(csv->piece + csv->block, left, csv->separator);
}

void
zb_csv_feed(zb_csv *csv, const char *bytes, size_t len)
{
    csv->offset += csv->len;
    csv->piece = bytes;
    csv->len = csv->status == ZB_OK ? len : 0;
    csv->from = csv->stop = csv->block = csv->next = 0;
    csv->marks = 0;
    if (csv->bom < BOM_DECIDED)
        skip_bom(csv);
    if (csv->block < csv->len)
        look(csv);
}

void
zb_csv_finish(zb_csv *csv)
{
    csv->finished = true;
    zb_csv_feed(csv, "", 0);
}

/* The field is complete and at most as long as allowed; its last bytes lie in [from, stop). */
static inline bool
give(zb_csv *csv, size_t stop, bool last, zb_csv_field *out)
{
    if (csv->column >= csv->allowed)
        return fail_at_field(csv, ZB_E_SYNTAX,
                             "this record has more fields than the first one: put quotation marks around a "
                             "field that holds the separator, or add a column to the first record");
    if (last && csv->column + 1 < csv->width && !csv->ragged)
        return fail_at_field(csv, ZB_E_SYNTAX,
                             "this record ends with this field and has fewer than the first one: add the "
                             "missing fields; they may be empty");
    out->text.ptr = csv->piece + csv->from;
    out->text.len = (uint32_t)(stop - csv->from);
    if (csv->held_len > 0) {
        hold(csv, stop);
        out->text.ptr = csv->held;
        out->text.len = csv->held_len;
    }
    out->record = csv->record;
    out->line = csv->record_line + 1;
    out->column = csv->column++;
    out->last = last;
    out->quoted = csv->state == STATE_CLOSED;
    return true;
}

/* Behind the last field of a record.  The next one begins at `at`, whose line has begun. */
static inline void
begin_record(zb_csv *csv, size_t at)
{
    if (csv->width == 0) {
        csv->width = csv->column;
        if (!csv->ragged)
            csv->allowed = csv->column;
    }
    csv->record++;
    csv->record_line = csv->line;
    csv->column = 0;
    begin_field(csv, at);
}

/* The marks of the piece are used up, and what is left of it belongs to the current field: it ends at `*to`.
 */
static ZBI_COLD bool
rest_of_piece(zb_csv *csv, size_t *to)
{
    if (csv->state == STATE_CLOSED && csv->next < csv->len)
        return fail_at(
            csv, csv->next,
            "text follows the quotation mark that closes this field: double a mark that belongs to "
            "the field, or put a separator behind it");
    *to = csv->state == STATE_CLOSED ? csv->stop : csv->len;
    return fits(csv, *to - csv->from) || fail_too_long(csv);
}

/* Hold what belongs to a field that goes on. */
static ZBI_COLD bool
suspend(zb_csv *csv)
{
    size_t to;
    if (!rest_of_piece(csv, &to))
        return false;
    hold(csv, to);
    csv->from = csv->stop = csv->next = csv->block = csv->len;
    return false;
}

/* No more pieces: what they left is the last field, if anything is there. */
static ZBI_COLD bool
last_field(zb_csv *csv, zb_csv_field *out)
{
    size_t to;
    if (!rest_of_piece(csv, &to))
        return false;
    if (csv->state == STATE_QUOTED)
        return fail_at_field(csv, ZB_E_SYNTAX,
                             "the text ends inside this field: the closing quotation mark is missing");
    bool nothing = csv->column == 0 && csv->held_len == 0 && to == csv->from && csv->state == STATE_PLAIN;
    if (nothing || !give(csv, to, true, out))
        return false;
    begin_record(csv, csv->len);
    csv->block = csv->len;
    return true;
}

/* A mark outside of quotation marks, or the second of two in a row, is at `at`, and it is one. */
static ZBI_COLD bool
open_or_double(zb_csv *csv, size_t at)
{
    if (csv->state == STATE_CLOSED) {
        hold(csv, csv->stop);
        if (!fits(csv, 1))
            return fail_too_long(csv);
        csv->held[csv->held_len++] = '"';
        csv->from = at + 1;
        csv->state = STATE_QUOTED;
        return true;
    }
    if (at > csv->from || csv->held_len > 0) {
        if (!fits(csv, at - csv->from))
            return fail_too_long(csv);
        return fail_at(
            csv, at,
            "a quotation mark stands inside a field that does not begin with one: put marks around "
            "the field and double those inside");
    }
    csv->from = at + 1;
    csv->state = STATE_QUOTED;
    return true;
}

/* A mark of any kind at `at`, between quotation marks: false on failure. */
static inline bool
inside_quotes(zb_csv *csv, size_t at, char c)
{
    if (c == '"') {
        if (!fits(csv, at - csv->from))
            return fail_too_long(csv);
        csv->state = STATE_CLOSED;
        csv->stop = at;
        csv->next = at + 1;
    } else if (c == '\r') {
        begin_line(csv, at + 1, true);
        csv->after_cr = csv->offset + at + 1;
    } else if (c == '\n') {
        begin_line(csv, at + 1, csv->offset + at != csv->after_cr);
    }
    return true;
}

bool
zb_csv_next(zb_csv *csv, zb_csv_field *out)
{
    if (csv->status != ZB_OK)
        return false;
    for (;;) {
        while (csv->marks == 0) {
            if (csv->len - csv->block <= ZBI_CSV_BLOCK) {
                if (!csv->finished)
                    return suspend(csv);
                return last_field(csv, out);
            }
            csv->block += ZBI_CSV_BLOCK;
            look(csv);
        }
        size_t at = csv->block + (uint32_t)__builtin_ctzll(csv->marks);
        char c = csv->piece[at];
        csv->marks &= csv->marks - 1;
        if (csv->state == STATE_QUOTED) {
            if (!inside_quotes(csv, at, c))
                return false;
            continue;
        }
        size_t stop = csv->state == STATE_CLOSED ? csv->stop : at;
        if (csv->state == STATE_CLOSED && at != csv->next)
            return rest_of_piece(csv, &stop); /* fails */
        if (c == '"') {
            if (!open_or_double(csv, at))
                return false;
            continue;
        }
        if (!fits(csv, stop - csv->from))
            return fail_too_long(csv);
        if (c == csv->separator) {
            if (!give(csv, stop, false, out))
                return false;
            begin_field(csv, at + 1);
            return true;
        }
        bool nothing =
            csv->column == 0 && csv->held_len == 0 && stop == csv->from && csv->state == STATE_PLAIN;
        bool second = c == '\n' && csv->offset + at == csv->after_cr;
        if (c == '\r')
            csv->after_cr = csv->offset + at + 1;
        if (nothing && (second || csv->width != 1)) {
            begin_line(csv, at + 1, !second);
            csv->record_line = csv->line;
            begin_field(csv, at + 1);
            continue;
        }
        if (!give(csv, stop, true, out))
            return false;
        begin_line(csv, at + 1, true);
        begin_record(csv, at + 1);
        return true;
    }
}
