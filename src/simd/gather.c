/* SPDX-License-Identifier: MIT */
/* Elements by their indices, which are all looked at before anything is written. */
#include "lanes.h"
#include "scalar.h"

/* Whether all are below `count`: by the largest, four at a time.  SSE2 compares signed words. */
static bool
all_below(const uint32_t *indices, uint32_t index_count, uint32_t count)
{
    uint32_t at = 0;
    zbi_u32x4 beyond = {0, 0, 0, 0}, v;
    ZBI_AS_WRITTEN
    for (; index_count - at >= 4; at += 4) {
        __builtin_memcpy(&v, indices + at, sizeof v);
        beyond |= (zbi_u32x4)(v >= count);
    }
    bool any = (beyond[0] | beyond[1] | beyond[2] | beyond[3]) != 0;
    for (; at < index_count; at++)
        any |= indices[at] >= count;
    return !any;
}

#define GATHER(type, name)                                                                                   \
    zb_status zb_kernel_gather_##name(const type *items, uint32_t count, const uint32_t *indices,            \
                                      uint32_t index_count, type *out)                                       \
    {                                                                                                        \
        if (!all_below(indices, index_count, count))                                                         \
            return ZB_E_NOT_FOUND;                                                                           \
        uint32_t at = 0;                                                                                     \
        ZBI_AS_WRITTEN                                                                                       \
        for (; index_count - at >= 4; at += 4) {                                                             \
            ZBI_UNROLLED                                                                                     \
            for (uint32_t k = 0; k < 4; k++)                                                                 \
                out[at + k] = items[indices[at + k]];                                                        \
        }                                                                                                    \
        ZBI_AS_WRITTEN                                                                                       \
        for (; at < index_count; at++)                                                                       \
            out[at] = items[indices[at]];                                                                    \
        return ZB_OK;                                                                                        \
    }
GATHER(double, f64)
GATHER(float, f32)
GATHER(int32_t, i32)
GATHER(int64_t, i64)
GATHER(uint8_t, u8)
