/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_VIEW_H
#define ZEROBUF_VIEW_H

/*
 * A view is memory to read: a base pointer and a size.  Every read in the
 * library goes through the checks and loads of this file.
 */

#include <stdbool.h>

#include <zerobuf/layout.h>
#include <zerobuf/status.h>

/*
 * ZB_LINEAR_MEMORY: every region of this program is the linear memory of its own
 * WebAssembly module, which one thread uses.  Base is then always address 0, an
 * offset is an address, and the code is a third smaller.  All files of a program
 * must agree on it; zerobuf/handler.h sets it.
 */

/**
 * Memory to read.  It may hold untrusted bytes; nothing outside it is touched.
 * Valid while `base` stays mapped; growth of a wasm memory or of an arena ends
 * it: take a new one from zb_arena_view().
 *
 * A view of an arena knows where the arena keeps the indexes of its larger
 * objects, and finds their keys in constant time; without it finding is a scan.
 */
typedef struct zb_view {
    const uint8_t *base;
    uint32_t size_bytes; /* at most ZB_MAX_REGION_BYTES */
    zb_off control;      /* control block whose indexes are believed (SPEC.md, 6.9), 0: none */
} zb_view;

/**
 * A view of `size_bytes` bytes at `base`, without an arena.
 *
 * @param base        first byte of the region; at least 8-aligned when the region holds columns
 * @param size_bytes  at most ZB_MAX_REGION_BYTES are seen
 * @return the view.  Nothing is read.
 */
static inline zb_view
zb_view_of(const void *base, size_t size_bytes)
{
    zb_view view = {(const uint8_t *)base,
                    size_bytes > ZB_MAX_REGION_BYTES ? ZB_MAX_REGION_BYTES : (uint32_t)size_bytes, 0};
    return view;
}

/** Bytes borrowed from a view: not terminated, valid as long as the view. */
typedef struct zb_str {
    const char *ptr;
    uint32_t len; /* bytes */
} zb_str;

/** Same for a bytes value. */
typedef struct zb_bytes {
    const uint8_t *ptr;
    uint32_t len; /* bytes */
} zb_bytes;

/** A span of `len` bytes at `ptr`; `zb_bytes_of(ZB_LIT("text"))` for a literal. */
static inline zb_bytes
zb_bytes_of(const void *ptr, uint32_t len)
{
    zb_bytes span = {(const uint8_t *)ptr, len};
    return span;
}

/** The span of a NUL-terminated string. */
static inline zb_str
zb_str_of(const char *string)
{
    uint32_t len = 0;
    while (string[len] != '\0')
        len++;
    zb_str text = {string, len};
    return text;
}

/** A string literal as the two arguments (bytes, length) of a call. */
#define ZB_LIT(literal) ("" literal), (uint32_t)(sizeof(literal) - 1)

/**
 * Pointer to `off`.  The caller has checked the range; the sum is formed in
 * integers because base may be address 0 in WebAssembly, where pointer
 * arithmetic from null is undefined in C.
 */
static inline const uint8_t *
zb_view_ptr(zb_view view, zb_off off)
{
#ifdef ZB_LINEAR_MEMORY
    (void)view;
    return (const uint8_t *)(uintptr_t)off;
#else
    return (const uint8_t *)((uintptr_t)view.base + off);
#endif
}

/** True when `len` bytes at `off` lie inside the view.  O(1). */
static inline bool
zb_view_has(zb_view view, zb_off off, uint64_t len)
{
    return len <= view.size_bytes && off <= view.size_bytes - len;
}

/**
 * Check that `len` bytes at `off` lie inside the view, 4-aligned.
 *
 * @param view  memory to read
 * @param off   byte offset
 * @param len   bytes
 * @return ZB_OK, ZB_E_ALIGN or ZB_E_BOUNDS
 */
static inline ZB_NODISCARD zb_status
zb_view_check(zb_view view, zb_off off, uint64_t len)
{
    if (off % ZB_READ_ALIGN != 0)
        return ZB_E_ALIGN;
    return zb_view_has(view, off, len) ? ZB_OK : ZB_E_BOUNDS;
}

/** Load without checks; any alignment.  The range has been checked. */
static inline uint32_t
zb_view_u32(zb_view view, zb_off off)
{
    uint32_t word;
    __builtin_memcpy(&word, zb_view_ptr(view, off), sizeof word);
    return word;
}

/** Load without checks; any alignment.  The range has been checked. */
static inline uint64_t
zb_view_u64(zb_view view, zb_off off)
{
    uint64_t word;
    __builtin_memcpy(&word, zb_view_ptr(view, off), sizeof word);
    return word;
}

/**
 * True when `len` bytes are the same.  O(len).
 *
 * Inline, and with loads that overlap in the middle, because keys are short; not memcmp,
 * which a freestanding program need not have.
 */
static inline bool
zb_bytes_equal(const void *left, const void *right, uint32_t len)
{
    const uint8_t *a = (const uint8_t *)left, *b = (const uint8_t *)right;
    if (len >= 8) {
        uint64_t x, y;
        for (uint32_t i = 0; i < len - 8; i += 8) {
            __builtin_memcpy(&x, a + i, 8);
            __builtin_memcpy(&y, b + i, 8);
            if (x != y)
                return false;
        }
        __builtin_memcpy(&x, a + len - 8, 8);
        __builtin_memcpy(&y, b + len - 8, 8);
        return x == y;
    }
    if (len >= 4) {
        uint32_t x, y, v, w;
        __builtin_memcpy(&x, a, 4);
        __builtin_memcpy(&y, b, 4);
        __builtin_memcpy(&v, a + len - 4, 4);
        __builtin_memcpy(&w, b + len - 4, 4);
        return ((x ^ y) | (v ^ w)) == 0;
    }
    return len == 0 || (((a[0] ^ b[0]) | (a[len / 2] ^ b[len / 2]) | (a[len - 1] ^ b[len - 1])) == 0);
}

#endif /* ZEROBUF_VIEW_H */
