/* SPDX-License-Identifier: MIT */
#include "frame.h"

#include <zerobuf/simd.h>

zb_status
frame_alloc(zb_arena *arena, uint64_t count, uint32_t bytes, void **out)
{
    zb_off off;
    if (count * bytes > ZB_MAX_REGION_BYTES)
        return ZB_E_MEMORY;
    ZB_TRY(zb_arena_alloc(arena, (uint32_t)(count * bytes), ZB_COLUMN_ALIGN, &off));
    *out = zb_arena_ptr(arena, off);
    return ZB_OK;
}

zb_status
frame_reserve(zb_arena *arena, uint32_t count, frame *out)
{
    void *columns, *texts;
    ZB_TRY(frame_alloc(arena, count, sizeof *out->columns, &columns));
    ZB_TRY(frame_alloc(arena, count, sizeof *out->texts, &texts));
    *out = (frame){0, 0, 0, columns, texts};
    return ZB_OK;
}

const frame_column *
frame_find(const frame *f, zb_str name)
{
    for (uint32_t i = 0; i < f->column_count; i++)
        if (f->columns[i].name.len == name.len && zb_bytes_equal(f->columns[i].name.ptr, name.ptr, name.len))
            return &f->columns[i];
    return NULL;
}

zb_status
frame_present(zb_arena *arena, const frame *f, const frame_column *column, const double **out,
              uint32_t *count)
{
    *out = column->items;
    *count = f->row_count - column->missing;
    if (column->missing == 0)
        return ZB_OK;
    void *memory;
    ZB_TRY(frame_alloc(arena, f->row_count, sizeof(double), &memory));
    /* Nothing lies outside of the infinities but NaN. */
    (void)zb_kernel_filter_f64(column->items, f->row_count, ZB_BETWEEN, -__builtin_inf(), __builtin_inf(),
                               memory, f->row_count);
    *out = memory;
    return ZB_OK;
}

/* True when a content type is `type`, which is in lower case; parameters do not matter. */
static bool
is_type(zb_str header, const char *type)
{
    uint32_t i = 0;
    for (; type[i] != '\0'; i++) {
        char c = i < header.len ? header.ptr[i] : '\0';
        if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != type[i])
            return false;
    }
    return i == header.len || header.ptr[i] == ';' || header.ptr[i] == ' ';
}

/* What the form of the front page sends (HTML, text/plain encoding): csv=, the text, and a line end. */
static zb_status
read_form(zb_request *req, zb_str text, frame *out, complaint *bad)
{
    if (text.len < 4 || !zb_bytes_equal(text.ptr, "csv=", 4))
        return complain_that(req->arena, bad,
                             "A body of type text/plain must be what the form sends: csv= and the text. "
                             "Send CSV as text/csv.");
    text.ptr += 4;
    text.len -= 4;
    if (text.len >= 2 && zb_bytes_equal(text.ptr + text.len - 2, "\r\n", 2))
        text.len -= 2; /* the form's; a line end of the text itself stands before it */
    return frame_read_csv(req, text, out, bad);
}

zb_status
frame_read(zb_request *req, frame *out, complaint *bad)
{
    zb_str type = {"", 0};
    zb_bytes body;
    zb_status status = zb_request_header(req, "content-type", &type);
    if (status != ZB_OK && status != ZB_E_NOT_FOUND)
        return status;
    ZB_TRY(zb_request_body(req, &body));
    zb_str text = {(const char *)body.ptr, body.len};
    if (body.len == 0)
        return complain_that(req->arena, bad, "The body is empty: send CSV, JSON or an image of columns.");
    if (is_type(type, "text/csv"))
        return frame_read_csv(req, text, out, bad);
    if (is_type(type, "application/json"))
        return frame_read_json(req, text, out, bad);
    if (is_type(type, "application/vnd.zerobuf") || is_type(type, "application/octet-stream"))
        return frame_read_image(req, body, out, bad);
    if (is_type(type, "text/plain"))
        return read_form(req, text, out, bad);
    (void)complain(req->arena, bad, 415,
                   "The content type must be text/csv, application/json or, for an image of columns, "
                   "application/vnd.zerobuf.");
    return ZB_E_INVALID;
}
