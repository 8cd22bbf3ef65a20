/* SPDX-License-Identifier: MIT */
#include "stream.h"

#define BLOCK 1024u /* of the kernels, whose order of additions this is */
#define LEVELS 32u  /* as many as `levels` has bits */

/* A run of blocks. */
typedef struct run {
    uint64_t count;
    double sum;     /* of the numbers */
    double mean;    /* of their distances from the first number */
    double squares; /* of their deviations from that mean, summed */
} run;

struct stream_moments {
    double first; /* number of the column; 0 where that is not finite */
    double min, max;
    uint32_t pending_count;
    uint32_t levels; /* bit n: runs[n] holds 2^n blocks */
    double pending[BLOCK];
    run runs[LEVELS];
};

/* Chan, Golub and LeVeque (1979), 2.1. */
static run
merge(run left, run right)
{
    double delta = right.mean - left.mean, share = (double)right.count / (double)(left.count + right.count);
    run both = {left.count + right.count, left.sum + right.sum, left.mean + delta * share,
                left.squares + right.squares + delta * delta * ((double)left.count * share)};
    return both;
}

/* The numbers that wait, which are changed. */
static run
measure(struct stream_moments *m)
{
    zb_range range;
    zb_stats stats;
    uint32_t count = m->pending_count;
    run made = {count, zb_kernel_sum_f64(m->pending, count), 0, 0};
    zb_kernel_range_f64(m->pending, count, &range);
    /* A comparison with NaN is false: there is none, for CSV has no text for it. */
    m->min = range.min < m->min ? range.min : m->min;
    m->max = range.max > m->max ? range.max : m->max;
    zb_kernel_affine_f64(m->pending, count, 1, -m->first);
    zb_kernel_stats_f64(m->pending, count, &stats);
    made.mean = stats.mean;
    made.squares = stats.variance * count;
    return made;
}

static void
flush(struct stream_moments *m)
{
    run carried = measure(m);
    uint32_t level = 0;
    m->pending_count = 0;
    for (; (m->levels >> level & 1) != 0; level++)
        carried = merge(m->runs[level], carried);
    m->runs[level] = carried;
    m->levels += 1;
}

static zb_status
allocate(zb_arena *arena, uint32_t bytes, void **out)
{
    zb_off off;
    ZB_TRY(zb_arena_alloc(arena, bytes, ZB_COLUMN_ALIGN, &off));
    *out = zb_arena_ptr(arena, off);
    __builtin_memset(*out, 0, bytes);
    return ZB_OK;
}

zb_status
stream_begin(stream *s, zb_arena *arena, const stream_options *options)
{
    void *held, *columns;
    stream made = {.arena = arena, .options = *options};
    ZB_TRY(allocate(arena, STREAM_MAX_FIELD_BYTES, &held));
    ZB_TRY(allocate(arena, STREAM_MAX_COLUMNS * (uint32_t)sizeof(stream_column), &columns));
    ZB_TRY(zb_csv_begin(&made.csv, &options->csv, held, STREAM_MAX_FIELD_BYTES));
    made.columns = columns;
    *s = made;
    return ZB_OK;
}

static zb_status
open_column(stream *s, const zb_csv_field *field)
{
    bool named = (s->options.csv.flags & ZB_CSV_NO_HEADER) == 0;
    void *name, *moments, *bins;
    if (field->column == STREAM_MAX_COLUMNS) {
        s->too_wide = true;
        return ZB_E_BUDGET;
    }
    stream_column *column = &s->columns[field->column];
    ZB_TRY(allocate(s->arena, sizeof *column->moments, &moments));
    ZB_TRY(allocate(s->arena, s->options.bin_count * (uint32_t)sizeof *column->bins, &bins));
    column->moments = moments;
    column->moments->min = __builtin_inf();
    column->moments->max = -__builtin_inf();
    column->bins = bins;
    if (named) {
        ZB_TRY(allocate(s->arena, field->text.len, &name));
        __builtin_memcpy(name, field->text.ptr, field->text.len);
        column->name = (zb_str){name, field->text.len};
    }
    s->column_count = field->column + 1;
    return ZB_OK;
}

static void
add(const stream *s, stream_column *column, double number)
{
    struct stream_moments *m = column->moments;
    if (column->count == 0)
        m->first = number - number == 0 ? number : 0;
    m->pending[m->pending_count++] = number;
    column->count++;
    if (s->options.bin_count > 0 && number >= s->options.min && number <= s->options.max) {
        double share = (number - s->options.min) / (s->options.max - s->options.min);
        uint32_t bin = (uint32_t)(share * s->options.bin_count);
        column->bins[bin < s->options.bin_count ? bin : s->options.bin_count - 1]++;
    }
    if (m->pending_count == BLOCK)
        flush(m);
}

static zb_status
take_fields(stream *s)
{
    zb_csv_field field;
    bool has_header = (s->options.csv.flags & ZB_CSV_NO_HEADER) == 0;
    while (zb_csv_next(&s->csv, &field)) {
        if (field.record == 0)
            ZB_TRY(open_column(s, &field));
        if (field.record == 0 && has_header)
            continue;
        double number;
        stream_column *column = &s->columns[field.column];
        zb_status status = zb_csv_number(field.text.ptr, field.text.len, &number);
        if (status == ZB_OK)
            add(s, column, number);
        else if (status == ZB_E_NOT_FOUND)
            column->missing++;
        else
            column->texts++;
        s->row_count += field.last;
    }
    return s->csv.status;
}

zb_status
stream_feed(stream *s, const char *bytes, size_t len)
{
    zb_csv_feed(&s->csv, bytes, len);
    return take_fields(s);
}

zb_status
stream_finish(stream *s)
{
    zb_csv_finish(&s->csv);
    return take_fields(s);
}

void
stream_stats_of(stream_column *column, zb_stats *out)
{
    struct stream_moments *m = column->moments;
    run all = {0, 0, 0, 0};
    if (m->pending_count > 0)
        all = measure(m);
    m->pending_count = 0;
    /* What remains is merged from the right to the left: shorter runs came later. */
    for (uint32_t level = 0; level < LEVELS && m->levels >> level != 0; level++)
        if ((m->levels >> level & 1) != 0)
            all = all.count == 0 ? m->runs[level] : merge(m->runs[level], all);
    double nan = __builtin_nan(""), count = (double)all.count;
    zb_stats none = {0, nan, nan, nan, nan, nan, 0};
    zb_stats some = {all.sum, all.sum / count, m->min, m->max, all.squares / count, 0, (uint32_t)all.count};
    some.stddev = __builtin_sqrt(some.variance);
    *out = all.count == 0 ? none : some;
}
