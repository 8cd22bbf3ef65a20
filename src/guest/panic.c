/* SPDX-License-Identifier: MIT */
#include <zerobuf/panic.h>

#include <zerobuf/layout.h>

/* A string of the region: its length, then its bytes (SPEC.md, 3). */
static struct {
    uint32_t len;
    char bytes[ZB_PANIC_MAX_BYTES];
} words;

void
zb_panic(const char *message)
{
    while (words.len < ZB_PANIC_MAX_BYTES && message[words.len] != '\0') {
        words.bytes[words.len] = message[words.len];
        words.len++;
    }
    __builtin_trap();
}

#ifdef __wasm__

__attribute__((export_name("zb_panic_words"))) zb_off zb_panic_words(void);

/** Where the message lies, 0 when there is none.  Callable after the trap: it only reads. */
zb_off
zb_panic_words(void)
{
    return words.len != 0 ? (zb_off)(uintptr_t)&words : 0;
}

#endif
