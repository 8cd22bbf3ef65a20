/* SPDX-License-Identifier: MIT */
/* CSV as columns: zb_csv_read() does the work. */
#include <zerobuf/csv.h>

#include "csv_options.h"
#include "frame.h"

zb_status
csv_options_read(zb_request *req, zb_csv_options *out, complaint *bad)
{
    zb_csv_options options = {',', 0, 0};
    zb_str text;
    zb_status status = zb_request_query(req, "separator", &text);
    if (status == ZB_E_MEMORY)
        return status;
    if (status != ZB_E_NOT_FOUND) {
        if (status == ZB_OK && text.len == 3 && zb_bytes_equal(text.ptr, "tab", 3))
            options.separator = '\t';
        else if (status == ZB_OK && text.len == 1 && text.ptr[0] > ' ' && text.ptr[0] < 0x7F &&
                 text.ptr[0] != '"')
            options.separator = text.ptr[0];
        else
            return complain_that(
                req->arena, bad,
                "The parameter separator must be tab, or one visible ASCII character that is no "
                "quotation mark; a semicolon is written %3B.");
    }
    status = zb_request_query(req, "header", &text);
    if (status == ZB_E_MEMORY)
        return status;
    if (status != ZB_E_NOT_FOUND) {
        if (status == ZB_OK && text.len == 6 && zb_bytes_equal(text.ptr, "absent", 6))
            options.flags |= ZB_CSV_NO_HEADER;
        else if (status != ZB_OK || text.len != 7 || !zb_bytes_equal(text.ptr, "present", 7))
            return complain_that(req->arena, bad, "The parameter header must be present or absent.");
    }
    *out = options;
    return ZB_OK;
}

zb_status
csv_options_failed(zb_arena *arena, const zb_csv_error *error, complaint *bad)
{
    zb_text *text = complain(arena, bad, 400, "The CSV cannot be read at line ");
    zb_text_add_i64(text, (int64_t)error->line);
    zb_text_add_cstr(text, ", byte ");
    zb_text_add_i64(text, (int64_t)error->column);
    zb_text_add_cstr(text, " (field ");
    zb_text_add_i64(text, (int64_t)error->field + 1);
    zb_text_add_cstr(text, "): ");
    zb_text_add_cstr(text, error->what);
    zb_text_add_cstr(text, ".");
    return ZB_E_INVALID;
}

zb_status
frame_read_csv(zb_request *req, zb_str text, frame *out, complaint *bad)
{
    zb_csv_options options;
    zb_csv_table table;
    zb_csv_error error = {0};
    ZB_TRY(csv_options_read(req, &options, bad));
    zb_status status = zb_csv_read(req->arena, text.ptr, text.len, &options, &table, &error);
    if (error.what != NULL)
        return csv_options_failed(req->arena, &error, bad);
    ZB_TRY(status);
    if (table.column_count == 0)
        return complain_that(
            req->arena, bad,
            "The CSV holds no record: send a line with the names of the columns, then the rows.");
    ZB_TRY(frame_reserve(req->arena, table.column_count, out));
    out->row_count = table.row_count;
    zb_view view = zb_arena_view(req->arena);
    for (uint32_t i = 0; i < table.column_count; i++) {
        zb_csv_column column = zb_csv_table_column(view, &table, i);
        if (column.kind == ZB_CSV_TEXTS)
            out->texts[out->text_count++] = column.name;
        else
            out->columns[out->column_count++] = (frame_column){
                column.name, (const double *)(const void *)zb_view_ptr(view, column.data), column.missing};
    }
    return ZB_OK;
}
