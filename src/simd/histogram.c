/* SPDX-License-Identifier: MIT */
/* Elements counted into bins.  Placing two at a time is what vectors can do; counting them is what costs. */
#include "lanes.h"
#include "scalar.h"

static void
histogram_of(bool vector, zbi_item item, const void *items, uint32_t count, double min, double max,
             uint32_t *bins, uint32_t bin_count)
{
    zbi_unit unit = zbi_unit_scale(min, max);
    double width = bin_count;
    uint32_t last = bin_count - 1, at = 0;
    if (unit.span == 0) { /* all that is counted is equal */
        unit.low = unit.half = 0;
        unit.span = 1;
    }
    for (; vector && count - at >= 2; at += 2) {
        zbi_f64x2 x = zbi_load2(item, items, at);
        zbi_f64x2 place = ((x * unit.half - unit.low) / unit.span) * width;
        for (uint32_t lane = 0; lane < 2; lane++)
            if (x[lane] >= min && x[lane] <= max) {
                uint32_t bin = (uint32_t)place[lane];
                bins[bin < last ? bin : last]++;
            }
    }
    for (; at < count; at++) {
        double x = zbi_load1(item, items, at);
        if (x >= min && x <= max) {
            uint32_t bin = (uint32_t)(((x * unit.half - unit.low) / unit.span) * width);
            bins[bin < last ? bin : last]++;
        }
    }
}

#define HISTOGRAM(type, name, ITEM)                                                                          \
    void zb_kernel_histogram_##name(const type *items, uint32_t count, double min, double max,               \
                                    uint32_t *bins, uint32_t bin_count)                                      \
    {                                                                                                        \
        histogram_of(true, ITEM, items, count, min, max, bins, bin_count);                                   \
    }                                                                                                        \
    void zbi_scalar_histogram_##name(const type *items, uint32_t count, double min, double max,              \
                                     uint32_t *bins, uint32_t bin_count)                                     \
    {                                                                                                        \
        histogram_of(false, ITEM, items, count, min, max, bins, bin_count);                                  \
    }
HISTOGRAM(double, f64, ZBI_ITEM_F64)
HISTOGRAM(float, f32, ZBI_ITEM_F32)
HISTOGRAM(int32_t, i32, ZBI_ITEM_I32)
