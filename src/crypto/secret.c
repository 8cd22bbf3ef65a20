/* SPDX-License-Identifier: MIT */
#include <zerobuf/crypto.h>

bool
zb_crypto_equal(zb_bytes left, zb_bytes right)
{
    if (left.len != right.len)
        return false;
    uint32_t difference = 0;
    for (uint32_t i = 0; i < left.len; i++) {
        difference |= (uint32_t)(left.ptr[i] ^ right.ptr[i]);
        __asm__("" : "+r"(difference)); /* what it is so far cannot be known, so nothing can end early */
    }
    return difference == 0;
}

void
zb_crypto_wipe(void *bytes, size_t len)
{
    if (len == 0)
        return;
    __builtin_memset(bytes, 0, len);
    __asm__ volatile("" : : "r"(bytes) : "memory"); /* somebody reads the zeros, as far as is known */
}
