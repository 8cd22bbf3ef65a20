/* SPDX-License-Identifier: MIT */
#include <zerobuf/conditional.h>

#include "../core/wide.h"

/* Odd constants without structure: the golden ratio, and the one that object indexes use. */
#define START 0x9E3779B97F4A7C15u
#define MULTIPLIER 0xD6E8FEB86659FD93u

/* Both halves of a product, so that each bit of `x` reaches bits on either side of it. */
static uint64_t
fold(uint64_t x)
{
    zbi_wide product = zbi_multiply(x, MULTIPLIER);
    return product.high ^ product.low;
}

static char *
put_hex(char *to, uint64_t number, uint32_t digits)
{
    for (uint32_t i = digits; i > 0; number >>= 4)
        to[--i] = "0123456789abcdef"[number & 15];
    return to + digits;
}

/* Two chains, because each step waits for the multiplication before it. */
void
zb_etag_of(zb_bytes bytes, char out[ZB_ETAG_BYTES])
{
    uint64_t even = START, odd = ~START, word;
    uint32_t at = 0;
    for (; bytes.len - at >= 16; at += 16) {
        __builtin_memcpy(&word, bytes.ptr + at, 8);
        even = fold(even ^ word);
        __builtin_memcpy(&word, bytes.ptr + at + 8, 8);
        odd = fold(odd ^ word);
    }
    for (uint32_t shift = 0; at < bytes.len; at++, shift += 8) {
        word = (uint64_t)bytes.ptr[at] << shift % 64;
        if (shift < 64)
            even ^= word;
        else
            odd ^= word;
    }
    char *to = out;
    *to++ = '"';
    to = put_hex(to, fold(fold(even ^ bytes.len) ^ fold(odd)), 16);
    *to++ = '-';
    to = put_hex(to, bytes.len, 8);
    *to++ = '"';
    *to = '\0';
}
