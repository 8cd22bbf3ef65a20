/* SPDX-License-Identifier: MIT */
/* The answers in numbers. */
#include <zerobuf/json.h>

#include "analytics.h"
#include "utf8.h"

#define JSON "application/json"
#define MAX_CORRELATED 100u

void
add_number(zb_text *text, double value)
{
    char digits[ZB_NUMBER_MAX_BYTES];
    if (value - value == 0)
        zb_text_add(text, digits, zb_number_write(value, digits));
    else
        zb_text_add(text, ZB_LIT("null"));
}

zb_status
send_text(zb_response *res, const char *type, zb_text *text)
{
    zb_slot body;
    ZB_TRY(zb_text_end(text, &body));
    return zb_response_body(res, type, body);
}

static void
add_comma(zb_text *json, bool first)
{
    if (!first)
        zb_text_add(json, ZB_LIT(","));
}

void
add_stats(zb_text *json, const zb_stats *stats)
{
    const struct {
        const char *key;
        double value;
    } parts[] = {
        {"\"sum\":", stats->sum},  {",\"mean\":", stats->mean},         {",\"min\":", stats->min},
        {",\"max\":", stats->max}, {",\"variance\":", stats->variance}, {",\"stddev\":", stats->stddev}};
    for (uint32_t i = 0; i < COUNT_OF(parts); i++) {
        zb_text_add_cstr(json, parts[i].key);
        add_number(json, parts[i].value);
    }
}

/* The quartiles, as the kernel has them: between the two elements on either side. */
static zb_status
add_quartiles(zb_text *json, const double *items, uint32_t count)
{
    static const double fractions[] = {0.25, 0.5, 0.75};
    static const char *const keys[] = {",\"q1\":", ",\"median\":", ",\"q3\":"};
    double found[COUNT_OF(fractions)];
    void *scratch;
    ZB_TRY(frame_alloc(json->arena, 1, (uint32_t)zb_kernel_quantiles_scratch_bytes(count), &scratch));
    zb_kernel_quantiles_f64(items, count, fractions, COUNT_OF(fractions), found, scratch);
    for (uint32_t i = 0; i < COUNT_OF(fractions); i++) {
        zb_text_add_cstr(json, keys[i]);
        add_number(json, found[i]);
    }
    return ZB_OK;
}

/* {"rows":3,"columns":[{"name":"a","count":3,"missing":0,"sum":6,...}],"texts":["b"]} */
static zb_status
write_stats(zb_request *req, const frame *f, zb_text *json)
{
    zb_text_add(json, ZB_LIT("{\"rows\":"));
    zb_text_add_i64(json, f->row_count);
    zb_text_add(json, ZB_LIT(",\"columns\":["));
    for (uint32_t i = 0; i < f->column_count; i++) {
        const double *items;
        uint32_t count;
        zb_stats stats;
        ZB_TRY(frame_present(req->arena, f, &f->columns[i], &items, &count));
        zb_kernel_stats_f64(items, count, &stats);
        add_comma(json, i == 0);
        zb_text_add(json, ZB_LIT("{\"name\":"));
        utf8_add_json(json, f->columns[i].name);
        zb_text_add(json, ZB_LIT(",\"count\":"));
        zb_text_add_i64(json, count);
        zb_text_add(json, ZB_LIT(",\"missing\":"));
        zb_text_add_i64(json, f->columns[i].missing);
        zb_text_add(json, ZB_LIT(","));
        add_stats(json, &stats);
        ZB_TRY(add_quartiles(json, items, count));
        zb_text_add(json, ZB_LIT("}"));
    }
    zb_text_add(json, ZB_LIT("],\"texts\":["));
    for (uint32_t i = 0; i < f->text_count; i++) {
        add_comma(json, i == 0);
        utf8_add_json(json, f->texts[i]);
    }
    zb_text_add(json, ZB_LIT("]}\n"));
    return ZB_OK;
}

zb_status
report_stats(zb_request *req, zb_response *res)
{
    frame f;
    complaint bad = {0};
    zb_status status = frame_read(req, &f, &bad);
    if (status != ZB_OK)
        return complaint_send(res, &bad, status);
    zb_text json = zb_text_begin(res->arena, 1024);
    ZB_TRY(write_stats(req, &f, &json));
    return send_text(res, JSON, &json);
}

/* Pearson's correlation over the rows in which neither value is missing. */
static zb_status
correlation(zb_arena *arena, const frame *f, const frame_column *a, const frame_column *b, double *out)
{
    if (a->missing == 0 && b->missing == 0) {
        *out = zb_kernel_correlation_f64(a->items, b->items, f->row_count);
        return ZB_OK;
    }
    zb_checkpoint before = zb_arena_save(arena);
    void *left_memory, *right_memory;
    ZB_TRY(frame_alloc(arena, f->row_count, sizeof(double), &left_memory));
    ZB_TRY(frame_alloc(arena, f->row_count, sizeof(double), &right_memory));
    double *left = left_memory, *right = right_memory;
    uint32_t count = 0;
    for (uint32_t i = 0; i < f->row_count; i++) {
        left[count] = a->items[i];
        right[count] = b->items[i];
        count += a->items[i] == a->items[i] && b->items[i] == b->items[i];
    }
    *out = zb_kernel_correlation_f64(left, right, count);
    return zb_arena_restore(arena, before);
}

/* The lower half of the matrix is reckoned, the upper one is the same. */
static zb_status
correlate(zb_arena *arena, const frame *f, double *matrix)
{
    uint32_t n = f->column_count;
    for (uint32_t row = 0; row < n; row++)
        for (uint32_t column = 0; column <= row; column++) {
            double *at = &matrix[row * n + column];
            ZB_TRY(correlation(arena, f, &f->columns[row], &f->columns[column], at));
            matrix[column * n + row] = *at;
        }
    return ZB_OK;
}

zb_status
report_correlations(zb_request *req, zb_response *res)
{
    frame f;
    complaint bad = {0};
    zb_status status = frame_read(req, &f, &bad);
    if (status == ZB_OK && f.column_count > MAX_CORRELATED)
        status = complain_that(
            req->arena, &bad,
            "The body has more than 100 columns of numbers, which is more than are correlated: send "
            "fewer.");
    if (status != ZB_OK)
        return complaint_send(res, &bad, status);
    uint32_t n = f.column_count;
    void *matrix;
    ZB_TRY(frame_alloc(req->arena, (uint64_t)n * n, sizeof(double), &matrix));
    ZB_TRY(correlate(req->arena, &f, matrix));

    zb_text json = zb_text_begin(res->arena, 1024);
    zb_text_add(&json, ZB_LIT("{\"columns\":["));
    for (uint32_t i = 0; i < n; i++) {
        add_comma(&json, i == 0);
        utf8_add_json(&json, f.columns[i].name);
    }
    zb_text_add(&json, ZB_LIT("],\"correlations\":["));
    for (uint32_t i = 0; i < n * n; i++) {
        add_comma(&json, i == 0);
        if (i % n == 0)
            zb_text_add(&json, ZB_LIT("["));
        add_number(&json, ((const double *)matrix)[i]);
        if (i % n == n - 1)
            zb_text_add(&json, ZB_LIT("]"));
    }
    zb_text_add(&json, ZB_LIT("]}\n"));
    return send_text(res, JSON, &json);
}

/* Bring a column to [0, 1], missing values apart. */
static zb_status
normalize(zb_arena *arena, const frame *f, const frame_column *column, double *out)
{
    const double *present;
    uint32_t count, next = 0;
    void *memory;
    ZB_TRY(frame_present(arena, f, column, &present, &count));
    ZB_TRY(frame_alloc(arena, count, sizeof(double), &memory));
    double *items = memory;
    __builtin_memcpy(items, present, count * sizeof *items);
    zb_kernel_normalize_f64(items, count);
    for (uint32_t i = 0; i < f->row_count; i++)
        out[i] = column->items[i] == column->items[i] ? items[next++] : column->items[i];
    return ZB_OK;
}

zb_status
report_normalize(zb_request *req, zb_response *res)
{
    frame f;
    complaint bad = {0};
    zb_status status = frame_read(req, &f, &bad);
    if (status != ZB_OK)
        return complaint_send(res, &bad, status);
    void *memory;
    ZB_TRY(frame_alloc(req->arena, (uint64_t)f.column_count * f.row_count, sizeof(double), &memory));
    const double *all = memory;
    for (uint32_t i = 0; i < f.column_count; i++) {
        double *items = (double *)memory + (uint64_t)i * f.row_count;
        zb_checkpoint before = zb_arena_save(req->arena);
        ZB_TRY(normalize(req->arena, &f, &f.columns[i], items));
        ZB_TRY(zb_arena_restore(req->arena, before));
    }
    zb_text json = zb_text_begin(res->arena, 4096);
    zb_text_add(&json, ZB_LIT("{\"rows\":"));
    zb_text_add_i64(&json, f.row_count);
    zb_text_add(&json, ZB_LIT(",\"columns\":{"));
    for (uint32_t i = 0; i < f.column_count; i++) {
        add_comma(&json, i == 0);
        utf8_add_json(&json, f.columns[i].name);
        zb_text_add(&json, ZB_LIT(":["));
        for (uint32_t row = 0; row < f.row_count; row++) {
            add_comma(&json, row == 0);
            add_number(&json, *all++);
        }
        zb_text_add(&json, ZB_LIT("]"));
    }
    zb_text_add(&json, ZB_LIT("}}\n"));
    return send_text(res, JSON, &json);
}

zb_status
report_histogram(zb_request *req, zb_response *res)
{
    frame f;
    bins counted;
    complaint bad = {0};
    zb_status status = frame_read(req, &f, &bad);
    if (status == ZB_OK)
        status = bins_read(req, &f, &counted, &bad);
    if (status != ZB_OK)
        return complaint_send(res, &bad, status);
    zb_text json = zb_text_begin(res->arena, 1024);
    zb_text_add(&json, ZB_LIT("{\"column\":"));
    utf8_add_json(&json, counted.column->name);
    zb_text_add(&json, ZB_LIT(",\"missing\":"));
    zb_text_add_i64(&json, counted.column->missing);
    zb_text_add(&json, ZB_LIT(",\"min\":"));
    add_number(&json, counted.min);
    zb_text_add(&json, ZB_LIT(",\"max\":"));
    add_number(&json, counted.max);
    zb_text_add(&json, ZB_LIT(",\"bins\":["));
    for (uint32_t i = 0; i < counted.count; i++) {
        add_comma(&json, i == 0);
        zb_text_add_i64(&json, counted.counts[i]);
    }
    zb_text_add(&json, ZB_LIT("]}\n"));
    return send_text(res, JSON, &json);
}
