/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_VERIFY_H
#define ZEROBUF_VERIFY_H

/*
 * Verification: decide once whether everything that is reachable from a value is
 * safe to read, then read it with the unchecked readers (zerobuf/unchecked.h).
 *
 * What a pass promises: following slots, handles, records, keys and texts from the
 * root, an unchecked reader never leaves the view and meets no unknown tag, no
 * length above its capacity and, unless told otherwise, no ill-formed UTF-8.
 *
 * What it does not promise: anything about bytes that change afterwards (another
 * thread or process that writes the region can undo a pass at any moment: copy the
 * value out first, then verify the copy); that keys of one object differ; that a
 * value is a tree; that numbers are in a range; anything about what the root does
 * not reach.
 */

#include <zerobuf/view.h>

/** What the root offset is. */
typedef enum zb_root {
    ZB_ROOT_SLOT,   /* a value slot */
    ZB_ROOT_OBJECT, /* the handle of an object */
    ZB_ROOT_ARRAY,  /* the handle of an array */
    ZB_ROOT_SCHEMA  /* the base of `slot_count` consecutive slots */
} zb_root;

/** Only the tags of version 1. */
#define ZB_VERIFY_STRICT 1u
/** Do not look into texts: strings and keys may hold any bytes. */
#define ZB_VERIFY_ANY_TEXT 2u

#define ZB_VERIFY_MAX_DEPTH 512u

/** How far to go.  Zero in any field, or NULL for all, takes the default. */
typedef struct zb_verify_options {
    uint32_t flags;      /* ZB_VERIFY_* */
    uint32_t slot_count; /* of ZB_ROOT_SCHEMA */
    uint32_t max_depth; /* default 128, at most ZB_VERIFY_MAX_DEPTH; a level takes about 100 bytes of stack */
    uint64_t max_nodes; /* slots to visit; default: as many as the region has room for */
    uint64_t max_bytes; /* of strings and keys that are looked into; default: sixteen times the region */
    /*
     * Memory to remember visited containers in: with at least zb_verify_scratch_bytes()
     * each is visited once, so that cycles and values shared many times pass.  Without it
     * a value is walked as a tree: a cycle ends with ZB_E_DEPTH.
     */
    void *scratch;
    size_t scratch_bytes;
} zb_verify_options;

/** What was seen.  On failure, of what came before the offending word. */
typedef struct zb_verify_report {
    uint64_t nodes; /* slots visited */
    uint64_t bytes; /* of strings and keys that were looked into */
    zb_off offset;  /* on failure: the offending word */
    uint32_t depth; /* on failure: containers around it; else the deepest that was met */
} zb_verify_report;

#ifdef __cplusplus
extern "C" {
#endif

/** Scratch memory for a region of `size_bytes`: four bits per 4 bytes. */
static inline size_t
zb_verify_scratch_bytes(uint32_t size_bytes)
{
    return (size_t)size_bytes / 8 + 1;
}

/**
 * Verify what is reachable from a root.
 *
 * @param view     memory to read
 * @param kind     what `root` is
 * @param root     offset
 * @param options  may be NULL
 * @param report   receives counts, and on failure where it was; may be NULL
 * @return ZB_OK; ZB_E_BOUNDS, ZB_E_ALIGN, ZB_E_TAG (unknown, or an extension in strict
 *         mode), ZB_E_CORRUPT (length above capacity), ZB_E_UTF8, ZB_E_DEPTH, ZB_E_BUDGET,
 *         or ZB_E_INVALID (options)
 *
 * O(reachable bytes), no allocation, any thread while nobody writes.  UTF-8 is that of
 * Unicode 15, table 3-7: no surrogates, no overlong forms, nothing past U+10FFFF.
 */
ZB_NODISCARD zb_status zb_verify(zb_view view, zb_root kind, zb_off root, const zb_verify_options *options,
                                 zb_verify_report *report);

/**
 * Check that bytes are well-formed UTF-8 (Unicode 15, table 3-7).
 *
 * @param text  bytes
 * @param len   of them
 * @return the number of bytes before the first ill-formed sequence; `len` when there is none
 */
uint32_t zb_utf8_check(const char *text, uint32_t len);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_VERIFY_H */
