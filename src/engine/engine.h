/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_ENGINE_H
#define ZEROBUF_ENGINE_H

/*
 * The C core as a module that JavaScript instantiates over a memory it already has.
 *
 * The module imports its memory and is position independent: JavaScript gives it one block
 * of that memory, which holds the module's data, its stack and the window, a buffer for text
 * in either direction (js/core/engine-block.js).  Several instances, one per thread, may live
 * in one shared memory, each in a block of its own.
 *
 * Values go in and out through two slots in the module's data.
 *
 * One call, or one text that is being read, is open per instance at a time.
 */

#include <zerobuf/zerobuf.h>

#define ZBE_EXPORT(name) __attribute__((export_name(name)))
#define ZBE_IMPORT(name) __attribute__((import_module("zerobuf"), import_name(name)))

/**
 * JavaScript makes room for `bytes` in the arena in use, or with 0 only looks at the memory again;
 * it has stored the new limit in the control block when it returns.
 *
 * @return ZB_OK or ZB_E_MEMORY
 */
ZBE_IMPORT("grow") int32_t zbe_host_grow(uint32_t bytes);

/** JavaScript takes the first `len` bytes of the window: whole characters of a text that goes on. */
ZBE_IMPORT("emit") void zbe_host_emit(uint32_t len);

/** Text on its way in or out. */
typedef struct zbe_buffer {
    char *text;
    uint32_t bytes; /* room */
} zbe_buffer;

extern zbe_buffer zbe_window;
extern zb_slot zbe_argument;
extern zb_slot zbe_result;

/** The arena with this control block, which grows through zbe_host_grow(). */
ZB_NODISCARD zb_status zbe_attach(zb_arena *arena, zb_off control);

/** All of the memory as a view that believes the indexes of this control block. */
zb_view zbe_view(zb_off control);

/** Bytes of the table of powers of ten. */
uint32_t zbe_pow10_bytes(void);

/** Make it, in 8-aligned bytes that stay. */
void zbe_make_pow10(void *room);

#endif /* ZEROBUF_ENGINE_H */
