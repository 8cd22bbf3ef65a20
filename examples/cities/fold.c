/* SPDX-License-Identifier: MIT */
#include "fold.h"
#include "fold.gen.h"

typedef struct fold_range {
    uint16_t first;
    uint16_t last;
    uint16_t step;
    int16_t delta;
} fold_range;

#define FOLD_RANGE(first, last, step, delta) {first, last, step, delta},
static const fold_range ranges[] = {FOLD_TABLE(FOLD_RANGE)};
#undef FOLD_RANGE

#define RANGE_COUNT ((uint32_t)(sizeof ranges / sizeof ranges[0]))

static uint32_t
fold_code(uint32_t code)
{
    /* The first range that does not end before the code point. */
    uint32_t low = 0, high = RANGE_COUNT;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (ranges[middle].last < code)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == RANGE_COUNT || code < ranges[low].first || (code - ranges[low].first) % ranges[low].step != 0)
        return code;
    return (uint32_t)((int32_t)code + ranges[low].delta);
}

/* Decode one code point at *at and step past it.  False when it is not UTF-8 (RFC 3629). */
static bool
decode(zb_str text, uint32_t *at, uint32_t *out)
{
    static const uint32_t smallest[] = {0, 0x80, 0x800, 0x10000};
    uint8_t lead = (uint8_t)text.ptr[*at];
    uint32_t more = lead < 0x80   ? 0
                    : lead < 0xc0 ? 4
                    : lead < 0xe0 ? 1
                    : lead < 0xf0 ? 2
                    : lead < 0xf8 ? 3
                                  : 4;
    if (more == 4 || more >= text.len - *at)
        return false;
    uint32_t code = more == 0 ? lead : lead & (0x3fu >> more);
    for (uint32_t i = 1; i <= more; i++) {
        uint8_t next = (uint8_t)text.ptr[*at + i];
        if ((next & 0xc0) != 0x80)
            return false;
        code = code << 6 | (next & 0x3fu);
    }
    if (code < smallest[more] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
        return false;
    *at += more + 1;
    *out = code;
    return true;
}

/* Bytes written to `out`. */
static uint32_t
encode(uint32_t code, uint8_t *out)
{
    if (code < 0x80) {
        out[0] = (uint8_t)code;
        return 1;
    }
    uint32_t more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    for (uint32_t i = more; i > 0; i--, code >>= 6)
        out[i] = (uint8_t)(0x80 | (code & 0x3f));
    out[0] = (uint8_t)((0xf00u >> more & 0xf0) | code);
    return more + 1;
}

zb_status
fold_text(zb_str text, uint8_t *out, uint32_t *len)
{
    uint32_t written = 0, code;
    for (uint32_t at = 0; at < text.len;) {
        if (!decode(text, &at, &code))
            return ZB_E_INVALID;
        written += encode(fold_code(code), out + written);
    }
    *len = written;
    return ZB_OK;
}
