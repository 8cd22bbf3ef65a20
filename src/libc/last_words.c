/* SPDX-License-Identifier: MIT */
#include "last_words.h"

#include <zerobuf/layout.h>

/* A string of the region: its length, then its bytes (SPEC.md, 3). */
static struct {
    uint32_t len;
    char bytes[ZBI_LAST_WORDS_BYTES];
} words;

void
zbi_last_words_add(const char *bytes, uint32_t len)
{
    if (len > ZBI_LAST_WORDS_BYTES) {
        bytes += len - ZBI_LAST_WORDS_BYTES;
        len = ZBI_LAST_WORDS_BYTES;
    }
    uint32_t room = ZBI_LAST_WORDS_BYTES - words.len;
    if (len > room) {
        uint32_t keep = ZBI_LAST_WORDS_BYTES - len;
        __builtin_memmove(words.bytes, words.bytes + words.len - keep, keep);
        words.len = keep;
    }
    __builtin_memcpy(words.bytes + words.len, bytes, len);
    words.len += len;
}

__attribute__((export_name("zb_last_words"))) zb_off zb_last_words(void);

/** Where they lie, 0 when there are none.  Callable after a trap: it only reads. */
zb_off
zb_last_words(void)
{
    return words.len != 0 ? (zb_off)(uintptr_t)&words : 0;
}
