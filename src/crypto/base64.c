/* SPDX-License-Identifier: MIT */
/*
 * RFC 4648, 4 and 5.  Characters and values are turned into each other by masks, never by tables,
 * whose cache lines would tell which entries were read.
 */
#include "operation.h"
#include <zerobuf/encoding.h>

/* The characters for 62 and 63. */
typedef struct last_two {
    uint32_t c62, c63;
} last_two;

static last_two
last_two_of(zb_base64 variant)
{
    last_two url = {'-', '_'}, plain = {'+', '/'};
    return variant == ZB_BASE64_URL ? url : plain;
}

static char
character(uint32_t value, last_two last)
{
    return (char)((zbi_mask_within(value, 0, 25) & ('A' + value)) |
                  (zbi_mask_within(value, 26, 51) & (value - 26 + 'a')) |
                  (zbi_mask_within(value, 52, 61) & (value - 52 + '0')) |
                  (zbi_mask_within(value, 62, 62) & last.c62) | (zbi_mask_within(value, 63, 63) & last.c63));
}

/* 0 to 63; all ones for a character that is none of the alphabet. */
static uint32_t
value_of(char in, last_two last)
{
    uint32_t c = (uint8_t)in;
    uint32_t plus_one =
        (zbi_mask_within(c, 'A', 'Z') & (c - 'A' + 1)) | (zbi_mask_within(c, 'a', 'z') & (c - 'a' + 27)) |
        (zbi_mask_within(c, '0', '9') & (c - '0' + 53)) | (zbi_mask_within(c, last.c62, last.c62) & 63) |
        (zbi_mask_within(c, last.c63, last.c63) & 64);
    return plus_one - 1;
}

static bool
is_variant(zb_base64 variant)
{
    return variant == ZB_BASE64 || variant == ZB_BASE64_URL;
}

zb_status
zb_base64_encode(zb_base64 variant, zb_bytes bytes, char *out, uint32_t capacity, uint32_t *out_len)
{
    uint64_t len = zb_base64_encoded_len(variant, bytes.len);
    if (!is_variant(variant) || len > UINT32_MAX)
        return ZB_E_INVALID;
    if (capacity < len)
        return ZB_E_BOUNDS;
    last_two last = last_two_of(variant);
    const uint8_t *in = bytes.ptr;
    uint32_t left = bytes.len;
    for (; left >= 3; left -= 3, in += 3, out += 4) {
        uint32_t bits = (uint32_t)in[0] << 16 | (uint32_t)in[1] << 8 | in[2];
        out[0] = character(bits >> 18, last);
        out[1] = character(bits >> 12 & 63, last);
        out[2] = character(bits >> 6 & 63, last);
        out[3] = character(bits & 63, last);
    }
    if (left > 0) {
        uint32_t bits = (uint32_t)in[0] << 16 | (left == 2 ? (uint32_t)in[1] << 8 : 0);
        out[0] = character(bits >> 18, last);
        out[1] = character(bits >> 12 & 63, last);
        if (left == 2)
            out[2] = character(bits >> 6 & 63, last);
        for (uint32_t i = left + 1; i < 4 && variant == ZB_BASE64; i++)
            out[i] = '=';
    }
    *out_len = (uint32_t)len;
    return ZB_OK;
}

/* Characters of data: without the padding, which must be what the variant has.  False when it is not. */
static bool
strip_padding(zb_base64 variant, zb_str *text)
{
    if (variant == ZB_BASE64) {
        if (text->len % 4 != 0)
            return false;
        for (int i = 0; i < 2 && text->len > 0 && text->ptr[text->len - 1] == '='; i++)
            text->len--;
    }
    return text->len % 4 != 1; /* six bits make no byte */
}

zb_status
zb_base64_decode(zb_base64 variant, zb_str text, uint8_t *out, uint32_t capacity, uint32_t *out_len)
{
    if (!is_variant(variant))
        return ZB_E_INVALID;
    if (!strip_padding(variant, &text))
        return ZB_E_SYNTAX;
    last_two last = last_two_of(variant);
    uint32_t bad = 0, rest = text.len % 4, len = text.len / 4 * 3 + (rest == 0 ? 0 : rest - 1);
    for (uint32_t i = 0; i < text.len; i++)
        bad |= value_of(text.ptr[i], last) >> 31;
    if (rest != 0) { /* two characters carry 12 bits for one byte, three 18 for two */
        uint32_t unused = rest == 2 ? 15 : 3;
        bad |= value_of(text.ptr[text.len - 1], last) & unused;
    }
    if (bad != 0)
        return ZB_E_SYNTAX;
    if (capacity < len)
        return ZB_E_BOUNDS;
    /* Three bytes are written where four characters were read, or in front of them. */
    const char *in = text.ptr;
    for (uint32_t left = text.len / 4; left > 0; left--, in += 4, out += 3) {
        uint32_t bits = value_of(in[0], last) << 18 | value_of(in[1], last) << 12 |
                        value_of(in[2], last) << 6 | value_of(in[3], last);
        out[0] = (uint8_t)(bits >> 16);
        out[1] = (uint8_t)(bits >> 8);
        out[2] = (uint8_t)bits;
    }
    if (rest != 0) {
        uint32_t bits = value_of(in[0], last) << 18 | value_of(in[1], last) << 12 |
                        (rest == 3 ? value_of(in[2], last) << 6 : 0);
        out[0] = (uint8_t)(bits >> 16);
        if (rest == 3)
            out[1] = (uint8_t)(bits >> 8);
    }
    *out_len = len;
    return ZB_OK;
}
