/* SPDX-License-Identifier: MIT */
/* POST /stream/stats: the statistics of a CSV body that may be longer than the memory. */
#include "analytics.h"
#include "csv_options.h"
#include "stream.h"
#include "utf8.h"

#define PIECE_BYTES 65536u

/* The parameters min, max and bins, which come together or not at all. */
static zb_status
read_bins(zb_request *req, stream_options *out, complaint *bad)
{
    static const char *const names[] = {"min", "max", "bins"};
    double values[3];
    uint32_t found = 0;
    for (uint32_t i = 0; i < COUNT_OF(names); i++) {
        zb_str text;
        zb_status status = zb_request_query(req, names[i], &text);
        if (status == ZB_E_MEMORY)
            return status;
        if (status == ZB_E_NOT_FOUND)
            continue;
        if (status != ZB_OK || zb_csv_number(text.ptr, text.len, &values[i]) != ZB_OK ||
            values[i] - values[i] != 0) {
            zb_text *sentence = complain(req->arena, bad, 400, "The parameter ");
            zb_text_add_cstr(sentence, names[i]);
            zb_text_add_cstr(sentence, " must be a number, like -12.5.");
            return ZB_E_INVALID;
        }
        found++;
    }
    if (found == 0)
        return ZB_OK;
    if (found < COUNT_OF(names))
        return complain_that(
            req->arena, bad,
            "The parameters min, max and bins belong together: send all three, or none for no bins.");
    double count = values[2], span = values[1] - values[0];
    if (!(count >= 1 && count <= STREAM_MAX_BINS && count == (double)(uint32_t)count))
        return complain_that(req->arena, bad, "The parameter bins must be an integer from 1 to 1000.");
    if (!(span > 0 && span - span == 0))
        return complain_that(req->arena, bad, "The parameter min must be less than the parameter max.");
    out->min = values[0];
    out->max = values[1];
    out->bin_count = (uint32_t)count;
    return ZB_OK;
}

/* The body, as it comes: a piece is all of it that is ever here. */
static zb_status
feed_body(zb_request *req, stream *s)
{
    zb_off off;
    uint32_t got;
    ZB_TRY(zb_arena_alloc(req->arena, PIECE_BYTES, ZB_WRITE_ALIGN, &off));
    char *piece = (char *)zb_arena_ptr(req->arena, off);
    do {
        ZB_TRY(zb_request_read(req, piece, PIECE_BYTES, &got));
        ZB_TRY(got > 0 ? stream_feed(s, piece, got) : stream_finish(s));
    } while (got > 0);
    return ZB_OK;
}

static void
add_column(zb_text *json, const stream *s, uint32_t index)
{
    zb_stats stats;
    stream_column *column = &s->columns[index];
    stream_stats_of(column, &stats);
    zb_text_add(json, ZB_LIT("{\"name\":"));
    if ((s->options.csv.flags & ZB_CSV_NO_HEADER) == 0) {
        utf8_add_json(json, column->name);
    } else {
        zb_text_add(json, ZB_LIT("\""));
        zb_text_add_i64(json, (int64_t)index + 1);
        zb_text_add(json, ZB_LIT("\""));
    }
    zb_text_add(json, ZB_LIT(",\"count\":"));
    zb_text_add_i64(json, (int64_t)column->count);
    zb_text_add(json, ZB_LIT(",\"missing\":"));
    zb_text_add_i64(json, (int64_t)column->missing);
    zb_text_add(json, ZB_LIT(",\"texts\":"));
    zb_text_add_i64(json, (int64_t)column->texts);
    zb_text_add(json, ZB_LIT(","));
    add_stats(json, &stats);
    for (uint32_t i = 0; i < s->options.bin_count; i++) {
        zb_text_add_cstr(json, i == 0 ? ",\"bins\":[" : ",");
        zb_text_add_i64(json, (int64_t)column->bins[i]);
    }
    zb_text_add_cstr(json, s->options.bin_count > 0 ? "]}" : "}");
}

zb_status
stream_stats(zb_request *req, zb_response *res)
{
    stream s;
    stream_options options = {0};
    complaint bad = {0};
    zb_status status = csv_options_read(req, &options.csv, &bad);
    if (status == ZB_OK)
        status = read_bins(req, &options, &bad);
    if (status != ZB_OK)
        return complaint_send(res, &bad, status);
    ZB_TRY(stream_begin(&s, req->arena, &options));
    status = feed_body(req, &s);
    if (s.too_wide)
        status = complain_that(req->arena, &bad, "The CSV has more than 1000 columns: send fewer.");
    else if (s.csv.status != ZB_OK)
        status = csv_options_failed(req->arena, &s.csv.error, &bad);
    else if (status == ZB_OK && s.column_count == 0)
        status = complain_that(
            req->arena, &bad,
            "The body is empty: send CSV, a line with the names of the columns, then the rows.");
    if (status == ZB_E_IO)
        status = complain_that(req->arena, &bad, "The body broke off: send it again.");
    if (status != ZB_OK)
        return complaint_send(res, &bad, status);
    zb_text json = zb_text_begin(res->arena, 1024);
    zb_text_add(&json, ZB_LIT("{\"rows\":"));
    zb_text_add_i64(&json, (int64_t)s.row_count);
    zb_text_add(&json, ZB_LIT(",\"columns\":["));
    for (uint32_t i = 0; i < s.column_count; i++) {
        if (i > 0)
            zb_text_add(&json, ZB_LIT(","));
        add_column(&json, &s, i);
    }
    zb_text_add(&json, ZB_LIT("]}\n"));
    return send_text(res, "application/json", &json);
}
