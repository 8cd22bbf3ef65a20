/* SPDX-License-Identifier: MIT */
#ifndef CSV_MODEL_H
#define CSV_MODEL_H

/*
 * What a text of CSV means, found byte by byte with the whole text at hand; and what the reader
 * says, piece by piece.  Both are written down as bytes, which the tests and the fuzzer compare.
 */

#include <zerobuf/csv.h>

#define TRACE_BYTES 65536u

/** What was read: for each field its numbers and its bytes, then how it ended. */
typedef struct trace {
    uint32_t len;
    bool full;
    uint8_t bytes[TRACE_BYTES];
} trace;

static void
trace_bytes(trace *t, const void *bytes, uint32_t len)
{
    if (len > TRACE_BYTES - t->len) {
        t->full = true;
        return;
    }
    for (uint32_t i = 0; i < len; i++)
        t->bytes[t->len++] = ((const uint8_t *)bytes)[i];
}

static void
trace_number(trace *t, uint64_t number)
{
    trace_bytes(t, &number, sizeof number);
}

static void
trace_field(trace *t, const char *text, uint32_t len, uint64_t record, uint32_t column, uint64_t line,
            bool last, bool quoted)
{
    trace_number(t, record);
    trace_number(t, column);
    trace_number(t, line);
    trace_number(t, (uint64_t)last << 1 | (uint64_t)quoted);
    trace_number(t, len);
    trace_bytes(t, text, len);
}

static void
trace_end(trace *t, zb_status status, uint64_t offset, uint64_t line, uint64_t column, uint64_t record,
          uint32_t field)
{
    trace_number(t, (uint64_t)(int64_t)status);
    trace_number(t, offset);
    trace_number(t, line);
    trace_number(t, column);
    trace_number(t, record);
    trace_number(t, field);
}

/** The model's place in the text. */
typedef struct csv_model {
    const char *text;
    size_t len, at;
    uint64_t line, line_start;
    char separator;
    bool ragged;
    uint32_t limit;
    trace *out;
    uint64_t record;
    uint32_t column;
} csv_model;

static bool
model_fail(csv_model *m, zb_status status, size_t at, uint64_t line, uint64_t line_start)
{
    trace_end(m->out, status, at, line, at - line_start + 1, m->record, m->column);
    return false;
}

/* Step over a line end. */
static void
model_end_line(csv_model *m)
{
    if (m->text[m->at] == '\r' && m->at + 1 < m->len && m->text[m->at + 1] == '\n')
        m->at++;
    m->at++;
    m->line++;
    m->line_start = m->at;
}

static bool
model_is_line_end(const csv_model *m)
{
    return m->at < m->len && (m->text[m->at] == '\n' || m->text[m->at] == '\r');
}

static bool
model_ends_field(const csv_model *m)
{
    return m->at == m->len || m->text[m->at] == m->separator || model_is_line_end(m);
}

/* One field into `field`, which has room for the whole text. */
static bool
model_field(csv_model *m, char *field, uint32_t *len, bool *quoted)
{
    size_t start = m->at;
    uint64_t line = m->line, line_start = m->line_start;
    *len = 0;
    *quoted = m->at < m->len && m->text[m->at] == '"';
    if (!*quoted) {
        for (; !model_ends_field(m); m->at++) {
            if (m->text[m->at] == '"') {
                if (*len > m->limit)
                    return model_fail(m, ZB_E_BUDGET, start, line, line_start);
                return model_fail(m, ZB_E_SYNTAX, m->at, m->line, m->line_start);
            }
            field[(*len)++] = m->text[m->at];
        }
    } else {
        for (m->at++;; m->at++) {
            bool ends = m->at == m->len, mark = !ends && m->text[m->at] == '"';
            if ((ends || mark) && *len > m->limit)
                return model_fail(m, ZB_E_BUDGET, start, line, line_start);
            if (ends)
                return model_fail(m, ZB_E_SYNTAX, start, line, line_start);
            if (mark && (m->at + 1 == m->len || m->text[m->at + 1] != '"'))
                break;
            m->at += mark;
            field[(*len)++] = m->text[m->at];
            if (mark && *len > m->limit)
                return model_fail(m, ZB_E_BUDGET, start, line, line_start);
            if (m->text[m->at] == '\n' ||
                (m->text[m->at] == '\r' && !(m->at + 1 < m->len && m->text[m->at + 1] == '\n'))) {
                m->line++;
                m->line_start = m->at + 1;
            }
        }
        m->at++;
        if (!model_ends_field(m))
            return model_fail(m, ZB_E_SYNTAX, m->at, m->line, m->line_start);
    }
    return *len <= m->limit || model_fail(m, ZB_E_BUDGET, start, line, line_start);
}

/** What `text` means. */
static void
csv_model_run(const char *text, size_t len, char separator, bool ragged, uint32_t limit, char *field,
              trace *out)
{
    csv_model m = {text, len, 0, 1, 0, separator, ragged, limit, out, 0, 0};
    uint32_t width = 0;
    out->len = 0;
    out->full = false;
    if (len >= 3 && text[0] == '\xEF' && text[1] == '\xBB' && text[2] == '\xBF')
        m.at = m.line_start = 3;
    while (m.at < len) {
        if (model_is_line_end(&m) && width != 1) {
            model_end_line(&m);
            continue;
        }
        uint64_t record_line = m.line;
        for (m.column = 0;; m.column++) {
            size_t start = m.at;
            uint64_t line = m.line, line_start = m.line_start;
            uint32_t field_len;
            bool quoted, last, few;
            if (!model_field(&m, field, &field_len, &quoted))
                return;
            last = m.at == len || text[m.at] != separator;
            few = last && m.column + 1 < width;
            if (!ragged && width > 0 && (few || m.column == width)) {
                (void)model_fail(&m, ZB_E_SYNTAX, start, line, line_start);
                return;
            }
            trace_field(out, field, field_len, m.record, m.column, record_line, last, quoted);
            if (last)
                break;
            m.at++;
        }
        width = width == 0 ? m.column + 1 : width;
        m.record++;
        if (m.at < len)
            model_end_line(&m);
    }
    trace_end(out, ZB_OK, 0, 0, 0, 0, 0);
}

/** Where the next piece ends: called with the start of it. */
typedef size_t (*csv_cut)(void *context, size_t at, size_t len);

static void
csv_trace_fields(zb_csv *csv, trace *out)
{
    zb_csv_field f;
    while (zb_csv_next(csv, &f))
        trace_field(out, f.text.ptr, f.text.len, f.record, f.column, f.line, f.last, f.quoted);
}

/**
 * What the reader says of it.
 *
 * @param piece  receives each piece before it is fed, so that nothing else can be read: of `len` bytes
 */
static zb_status
csv_reader_run(const char *text, size_t len, char separator, bool ragged, void *held, uint32_t limit,
               csv_cut cut, void *context, char *piece, trace *out)
{
    zb_csv csv;
    zb_csv_options options = {separator, ragged ? ZB_CSV_RAGGED : 0u, 0};
    out->len = 0;
    out->full = false;
    ZB_TRY(zb_csv_begin(&csv, &options, held, limit));
    for (size_t at = 0; at < len && csv.status == ZB_OK;) {
        size_t end = cut(context, at, len);
        for (size_t i = at; i < end; i++)
            piece[i - at] = text[i];
        zb_csv_feed(&csv, piece, end - at);
        csv_trace_fields(&csv, out);
        for (size_t i = at; i < end; i++)
            piece[i - at] = '"'; /* whoever still reads it reads nonsense */
        at = end;
    }
    zb_csv_finish(&csv);
    csv_trace_fields(&csv, out);
    if (csv.status == ZB_OK)
        trace_end(out, ZB_OK, 0, 0, 0, 0, 0);
    else
        trace_end(out, csv.status, csv.error.offset, csv.error.line, csv.error.column, csv.error.record,
                  csv.error.field);
    return ZB_OK;
}

#endif /* CSV_MODEL_H */
