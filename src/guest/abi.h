/* SPDX-License-Identifier: MIT */
#ifndef ZBI_ABI_H
#define ZBI_ABI_H

/* The functions that a module exports to the host, and those it may import (SPEC.md, 8). */

#include <zerobuf/layout.h>

#ifdef __wasm__
#define ZBI_EXPORT(name) __attribute__((export_name(name)))
#define ZBI_IMPORT(name) __attribute__((import_module("zb"), import_name(name)))
#else /* src/testing is the host */
#define ZBI_EXPORT(name)
#define ZBI_IMPORT(name)
#endif
#define ZBI_WEAK __attribute__((weak))

ZBI_EXPORT("zb_abi") uint32_t zb_abi(void);
ZBI_EXPORT("zb_alloc") zb_off zb_alloc(uint32_t bytes);
ZBI_EXPORT("handle_zerobuf") zb_off handle_zerobuf(zb_off request);
ZBI_EXPORT("zb_release") void zb_release(zb_off request);

/* Linked only by what waits (concurrent.c). */
ZBI_EXPORT("zb_plan") uint32_t zb_plan(zb_off request);
ZBI_EXPORT("zb_grow") int32_t zb_grow(zb_off request, uint32_t bytes);
ZBI_EXPORT("zb_stack_set") void zb_stack_set(uint32_t at);

/* Linked only with ZB_INIT, which declares zb_init itself. */
ZBI_EXPORT("zb_arena") zb_off zb_instance_arena(void);
ZBI_EXPORT("zb_arena_grow") int32_t zb_instance_grow(zb_off control, uint32_t bytes);
ZBI_EXPORT("zb_arena_restore") int32_t zb_instance_restore(zb_off control, zb_off checkpoint);

ZBI_IMPORT("header") zb_off zb_host_header(zb_off request, const char *name, uint32_t len);

ZBI_IMPORT("log") void zb_host_log(const char *line, uint32_t len);

struct zb_pending;

/* Why a call cannot go on (ZB_OPERATION_GIVE_UP). */
#define ZB_GIVE_UP_STACK 1u

ZBI_IMPORT("start") int32_t zb_host_start(zb_off request, struct zb_pending *op);
ZBI_IMPORT("wait") int32_t zb_host_wait(zb_off request, struct zb_pending *op);

#endif /* ZBI_ABI_H */
