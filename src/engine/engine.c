/* SPDX-License-Identifier: MIT */
/* What all calls of the engine share: where things lie, and the arena that a call works in. */
#include "engine.h"

zbe_buffer zbe_window;
zb_slot zbe_argument;
zb_slot zbe_result;

ZBE_EXPORT("engine_table_bytes") uint32_t zbe_table_bytes(void);
ZBE_EXPORT("engine_start") void zbe_start(uint32_t table_at, uint32_t window_at, uint32_t window_bytes);
ZBE_EXPORT("engine_argument_at") uint32_t zbe_argument_at(void);
ZBE_EXPORT("engine_result_at") uint32_t zbe_result_at(void);

static uint32_t
memory_bytes(void)
{
    size_t pages = __builtin_wasm_memory_size(0);
    return (uint32_t)(pages > ZB_MAX_PAGES ? ZB_MAX_PAGES : pages) * ZB_PAGE_BYTES;
}

static zb_status
grow(zb_arena *arena, uint32_t bytes)
{
    zb_status status = (zb_status)zbe_host_grow(bytes);
    arena->size_bytes = memory_bytes();
    return status;
}

zb_status
zbe_attach(zb_arena *arena, zb_off control)
{
    ZB_TRY(zb_arena_attach(arena, NULL, memory_bytes(), control));
    arena->grow = grow;
    return ZB_OK;
}

zb_view
zbe_view(zb_off control)
{
    zb_view view = zb_view_of(NULL, memory_bytes());
    view.control = control;
    return view;
}

/* Bytes that engine_start() wants for a table. */
uint32_t
zbe_table_bytes(void)
{
    return zbe_pow10_bytes();
}

/* Once, before everything else: where the table, 8-aligned, and the window lie. */
void
zbe_start(uint32_t table_at, uint32_t window_at, uint32_t window_bytes)
{
    zbe_make_pow10((void *)(uintptr_t)table_at);
    zbe_window.text = (char *)(uintptr_t)window_at;
    zbe_window.bytes = window_bytes;
}

/* Offset of the slot from which calls take a value. */
uint32_t
zbe_argument_at(void)
{
    return (uint32_t)(uintptr_t)&zbe_argument;
}

/* Offset of the slot in which calls leave one. */
uint32_t
zbe_result_at(void)
{
    return (uint32_t)(uintptr_t)&zbe_result;
}
