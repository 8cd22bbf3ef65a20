/* SPDX-License-Identifier: MIT */
/* Which column a request asks for, and how many of its numbers lie where. */
#include "analytics.h"

#define MAX_BINS 1000u
#define DEFAULT_BINS 20u

zb_status
column_read(zb_request *req, const frame *f, const char *parameter, uint32_t otherwise,
            const frame_column **out, complaint *bad)
{
    zb_str name;
    zb_status status = zb_request_query(req, parameter, &name);
    if (status == ZB_E_MEMORY)
        return status;
    if (status == ZB_E_NOT_FOUND && otherwise < f->column_count) {
        *out = &f->columns[otherwise];
        return ZB_OK;
    }
    const frame_column *found = status == ZB_OK ? frame_find(f, name) : NULL;
    if (found != NULL) {
        *out = found;
        return ZB_OK;
    }
    zb_text *text = complain(req->arena, bad, 400, "");
    if (f->column_count <= otherwise) {
        zb_text_add_cstr(text, "The body has too few columns of numbers: ");
        zb_text_add_i64(text, otherwise + 1);
        zb_text_add_cstr(text, " needed. A column that holds one text counts as text");
    } else {
        zb_text_add_cstr(text, "The parameter ");
        zb_text_add_cstr(text, parameter);
        zb_text_add_cstr(text, " must name a column of numbers: ");
        for (uint32_t i = 0; i < f->column_count && i < 10; i++) {
            if (i > 0)
                zb_text_add(text, ZB_LIT(", "));
            complaint_add_name(text, f->columns[i].name);
        }
        if (f->column_count > 10)
            zb_text_add(text, ZB_LIT(" and others"));
    }
    zb_text_add(text, ZB_LIT("."));
    return ZB_E_INVALID;
}

/* The number of bins, in decimal digits: false when it is no number from 1 to MAX_BINS. */
static bool
parse_count(zb_str text, uint32_t *out)
{
    uint32_t count = 0;
    if (text.len == 0 || text.len > 4)
        return false;
    for (uint32_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        count = count * 10 + (uint32_t)(text.ptr[i] - '0');
    }
    *out = count;
    return count >= 1 && count <= MAX_BINS;
}

zb_status
column_range(zb_request *req, const frame *f, const frame_column *column, zb_range *out, complaint *bad)
{
    const double *items;
    uint32_t count;
    ZB_TRY(frame_present(req->arena, f, column, &items, &count));
    zb_kernel_range_f64(items, count, out);
    if (out->min - out->min == 0 && out->max - out->max == 0)
        return ZB_OK;
    zb_text *sentence = complain(req->arena, bad, 400, "Column ");
    complaint_add_name(sentence, column->name);
    zb_text_add_cstr(sentence, " holds a number that is too large for a double: leave its field empty.");
    return ZB_E_INVALID;
}

zb_status
bins_read(zb_request *req, const frame *f, bins *out, complaint *bad)
{
    zb_str text;
    zb_range range;
    bins made = {.count = DEFAULT_BINS};
    ZB_TRY(column_read(req, f, "column", 0, &made.column, bad));
    zb_status status = zb_request_query(req, "bins", &text);
    if (status == ZB_E_MEMORY)
        return status;
    if (status != ZB_E_NOT_FOUND && (status != ZB_OK || !parse_count(text, &made.count)))
        return complain_that(req->arena, bad, "The parameter bins must be an integer from 1 to 1000.");
    ZB_TRY(column_range(req, f, made.column, &range, bad));
    void *counts;
    ZB_TRY(frame_alloc(req->arena, made.count, sizeof *made.counts, &counts));
    __builtin_memset(counts, 0, made.count * sizeof *made.counts);
    made.counts = counts;
    made.min = range.min;
    made.max = range.max;
    /* NaN is in no bin. */
    zb_kernel_histogram_f64(made.column->items, f->row_count, made.min, made.max, made.counts, made.count);
    *out = made;
    return ZB_OK;
}
