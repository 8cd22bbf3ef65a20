/* SPDX-License-Identifier: MIT */
#ifndef ANALYTICS_STREAM_H
#define ANALYTICS_STREAM_H

/*
 * Statistics of the columns of a CSV text while it arrives, in memory that does not depend on its length:
 * per column 9 KB, and its bins.
 *
 * Numbers are gathered in blocks of 1,024, to which the kernels are applied; blocks are merged in pairs of
 * equal size, as the carries of a binary counter.  Merging moments: T. F. Chan, G. H. Golub, R. J. LeVeque,
 * "Updating formulae and a pairwise algorithm for computing sample variances" (1979).
 *
 * Errors: the sum stays within 150 roundings (2^-53 each) of the sum of the magnitudes, as
 * zb_kernel_sum_f64() says, for the order is the same; the mean is the sum divided, one rounding more.  The
 * deviations are reckoned from the column's first number, so a mean far above the spread costs no digits:
 * their relative error grows with the logarithm of the number of blocks, not with the number of rows.
 */

#include <zerobuf/arena.h>
#include <zerobuf/csv.h>
#include <zerobuf/simd.h>

#define STREAM_MAX_COLUMNS 1000u
#define STREAM_MAX_BINS 1000u
#define STREAM_MAX_FIELD_BYTES 65536u

/** What to do besides. */
typedef struct stream_options {
    zb_csv_options csv;
    double min, max;    /* of the bins; both finite, min < max */
    uint32_t bin_count; /* 0: none */
} stream_options;

/** One column so far. */
typedef struct stream_column {
    zb_str name;
    uint64_t count;   /* numbers */
    uint64_t missing; /* blank fields */
    uint64_t texts;   /* other fields */
    uint64_t *bins;   /* [bin_count] */
    struct stream_moments *moments;
} stream_column;

/** A text so far. */
typedef struct stream {
    zb_arena *arena;
    stream_options options;
    zb_csv csv;
    stream_column *columns; /* [STREAM_MAX_COLUMNS]; column_count are used */
    uint32_t column_count;
    uint64_t row_count;
    bool too_wide; /* more columns than are kept */
} stream;

/** Begin: ZB_OK, ZB_E_MEMORY or ZB_E_INVALID (options).  The arena outlives the stream; its base stays. */
ZB_NODISCARD zb_status stream_begin(stream *s, zb_arena *arena, const stream_options *options);

/**
 * The next piece, of any length, or the end.
 *
 * @return ZB_OK, ZB_E_MEMORY, ZB_E_BUDGET with s->too_wide, or the status of s->csv, whose error says where.
 *         Memory is taken while the first record is read, and then no more.
 */
ZB_NODISCARD zb_status stream_feed(stream *s, const char *bytes, size_t len);
ZB_NODISCARD zb_status stream_finish(stream *s);

/** Statistics of a column's numbers so far; stats->count is column->count modulo 2^32. */
void stream_stats_of(stream_column *column, zb_stats *out);

#endif /* ANALYTICS_STREAM_H */
