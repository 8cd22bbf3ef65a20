/* SPDX-License-Identifier: MIT */
/*
 * Moving averages.  A sum that gains one element and loses another would keep the errors of
 * all that ever passed, and NaN for ever.  So the elements are cut into pieces as long as the
 * window (van Herk, Pattern Recognition Letters 13, 1992): each window is the end of one piece
 * and the beginning of the next, and nothing is ever subtracted.  The ends are kept where
 * their windows' results will be.
 */
#include "lanes.h"
#include "scalar.h"

/* Ends of the piece that begins at `from`: out[at + window - 1] = items[at] + ... + items[from + window - 1].
 */
static inline ZBI_INLINE void
piece_ends(zbi_item item, const void *items, uint32_t count, uint32_t from, uint32_t window, double *out)
{
    double sum = 0;
    ZBI_AS_WRITTEN
    for (uint32_t at = from + window; at-- > from;) {
        sum += zbi_load1(item, items, at);
        if (at < count - (window - 1))
            out[at + (window - 1)] = sum;
    }
}

/* The windows that begin in the piece at `from` take what they have of the next one, and become averages. */
static inline ZBI_INLINE void
piece_averages(zbi_item item, const void *items, uint32_t count, uint32_t from, uint32_t window, double *out)
{
    double sum = 0, width = window;
    uint32_t next = from + window, last = count - next < window - 1 ? count : next + (window - 1);
    out[next - 1] /= width;
    ZBI_AS_WRITTEN
    for (uint32_t at = next; at < last; at++) {
        sum += zbi_load1(item, items, at);
        out[at] = (out[at] + sum) / width;
    }
}

static inline ZBI_INLINE void
moving_average(zbi_item item, const void *items, uint32_t count, uint32_t window, double *out)
{
    for (uint32_t at = 0; at < count && at < window - 1; at++)
        out[at] = __builtin_nan("");
    for (uint32_t from = 0; window <= count - from; from += window) {
        piece_ends(item, items, count, from, window, out);
        piece_averages(item, items, count, from, window, out);
    }
}

/* The difference, so that a column of equal elements has them as its averages exactly. */
static inline ZBI_INLINE void
exponential_average(zbi_item item, const void *items, uint32_t count, double alpha, double *out)
{
    double average = count > 0 ? zbi_load1(item, items, 0) : 0;
    ZBI_AS_WRITTEN
    for (uint32_t at = 0; at < count; at++) {
        average = average + alpha * (zbi_load1(item, items, at) - average);
        out[at] = average;
    }
}

/* Straight from the definition, for the tests: each window by itself, in the order of its two parts. */
static void
moving_average_by_windows(zbi_item item, const void *items, uint32_t count, uint32_t window, double *out)
{
    for (uint32_t at = 0; at < count; at++) {
        if (at < window - 1) {
            out[at] = __builtin_nan("");
            continue;
        }
        uint32_t first = at - (window - 1), cut = (first + (window - 1)) / window * window;
        if (cut == first)
            cut += window;
        double end = 0, beginning = 0;
        for (uint32_t k = cut; k-- > first;)
            end += zbi_load1(item, items, k);
        for (uint32_t k = cut; k <= at; k++)
            beginning += zbi_load1(item, items, k);
        out[at] = (at == cut - 1 ? end : end + beginning) / (double)window;
    }
}

#define AVERAGES(type, name, ITEM)                                                                           \
    void zb_kernel_moving_average_##name(const type *items, uint32_t count, uint32_t window, double *out)    \
    {                                                                                                        \
        moving_average(ITEM, items, count, window, out);                                                     \
    }                                                                                                        \
    void zbi_scalar_moving_average_##name(const type *items, uint32_t count, uint32_t window, double *out)   \
    {                                                                                                        \
        moving_average_by_windows(ITEM, items, count, window, out);                                          \
    }                                                                                                        \
    void zb_kernel_exponential_average_##name(const type *items, uint32_t count, double alpha, double *out)  \
    {                                                                                                        \
        exponential_average(ITEM, items, count, alpha, out);                                                 \
    }
AVERAGES(double, f64, ZBI_ITEM_F64)
AVERAGES(float, f32, ZBI_ITEM_F32)
AVERAGES(int32_t, i32, ZBI_ITEM_I32)
