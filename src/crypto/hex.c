/* SPDX-License-Identifier: MIT */
#include "operation.h"
#include <zerobuf/encoding.h>

static uint32_t
digit(uint32_t value, uint32_t letter_a)
{
    uint32_t letter = zbi_mask_within(value, 10, 15);
    return (letter & (letter_a - 10 + value)) | (~letter & ('0' + value));
}

zb_status
zb_hex_encode(zb_hex letters, zb_bytes bytes, char *out, uint32_t capacity, uint32_t *out_len)
{
    if ((letters != ZB_HEX_LOWER && letters != ZB_HEX_UPPER) || bytes.len > UINT32_MAX / 2)
        return ZB_E_INVALID;
    if (capacity < bytes.len * 2)
        return ZB_E_BOUNDS;
    uint32_t letter_a = letters == ZB_HEX_LOWER ? 'a' : 'A';
    for (uint32_t i = 0; i < bytes.len; i++) {
        out[2 * i] = (char)digit(bytes.ptr[i] >> 4, letter_a);
        out[2 * i + 1] = (char)digit(bytes.ptr[i] & 15u, letter_a);
    }
    *out_len = bytes.len * 2;
    return ZB_OK;
}

/* 0 to 15; all ones for what is no digit. */
static uint32_t
value_of(char character)
{
    uint32_t c = (uint8_t)character, lower = c | 0x20;
    uint32_t plus_one = (zbi_mask_within(c, '0', '9') & (c - '0' + 1)) |
                        (zbi_mask_within(lower, 'a', 'f') & (lower - 'a' + 11));
    return plus_one - 1;
}

zb_status
zb_hex_decode(zb_str text, uint8_t *out, uint32_t capacity, uint32_t *out_len)
{
    uint32_t bad = text.len & 1, len = text.len / 2;
    for (uint32_t i = 0; i < text.len; i++)
        bad |= value_of(text.ptr[i]) >> 31;
    if (bad != 0)
        return ZB_E_SYNTAX;
    if (capacity < len)
        return ZB_E_BOUNDS;
    for (uint32_t i = 0; i < len; i++)
        out[i] = (uint8_t)(value_of(text.ptr[2 * i]) << 4 | value_of(text.ptr[2 * i + 1]));
    *out_len = len;
    return ZB_OK;
}
