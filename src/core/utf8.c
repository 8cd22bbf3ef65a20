/* SPDX-License-Identifier: MIT */
/* Well-formed UTF-8: The Unicode Standard 15.0, table 3-7. */
#include <zerobuf/verify.h>

#define HIGH_BITS 0x8080808080808080u

static bool
is_continuation(uint8_t byte)
{
    return (byte & 0xC0) == 0x80;
}

/* Bytes of the sequence at the front of `left` bytes, which does not begin with ASCII; 0 when ill-formed. */
static uint32_t
sequence_bytes(const uint8_t *p, uint32_t left)
{
    uint8_t lead = p[0];
    if (lead < 0xC2 || lead > 0xF4) /* a continuation, an overlong form of ASCII, past U+10FFFF */
        return 0;
    uint32_t need = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (need > left || !is_continuation(p[1]))
        return 0;
    if (need == 2)
        return 2;
    /* Overlong forms, surrogates and what lies past U+10FFFF differ in the second byte. */
    if ((lead == 0xE0 && p[1] < 0xA0) || (lead == 0xED && p[1] > 0x9F) || (lead == 0xF0 && p[1] < 0x90) ||
        (lead == 0xF4 && p[1] > 0x8F) || !is_continuation(p[2]))
        return 0;
    return need == 3 ? 3 : is_continuation(p[3]) ? 4 : 0;
}

uint32_t
zb_utf8_check(const char *text, uint32_t len)
{
    const uint8_t *p = (const uint8_t *)text;
    uint32_t i = 0;
    while (i < len) {
        if (p[i] >= 0x80) {
            uint32_t bytes = sequence_bytes(p + i, len - i);
            if (bytes == 0)
                return i;
            i += bytes;
            continue;
        }
        uint64_t word;
        for (; len - i >= 8; i += 8) {
            __builtin_memcpy(&word, p + i, 8);
            if ((word & HIGH_BITS) != 0)
                break;
        }
        while (i < len && p[i] < 0x80)
            i++;
    }
    return len;
}
