/* SPDX-License-Identifier: MIT */
/*
 * The call ABI (SPEC.md, 8) of modules whose handlers never wait: one request at a
 * time.  Its functions are weak: a module that links anything that waits links
 * concurrent.c with it, whose functions take their place.
 *
 * A call's arena begins with its control block and the slots of its response; the
 * slots of its request are the first allocation.  So everything is found from the
 * request's offset.
 *
 *   +0               +64              +128
 *   +----------------+----------------+-------------------------+
 *   | control block  | response slots | request slots, arena .. |
 *   +----------------+----------------+-------------------------+
 */
#include "abi.h"
#include "guest.h"

#define RESPONSE_AT ZB_CONTROL_BYTES
#define REQUEST_AT (RESPONSE_AT + ZB_RESPONSE_SLOTS * ZB_SLOT_BYTES)

/* What the instance's arena may take in place while a call lies above it. */
#define INSTANCE_SPARE_BYTES ZB_PAGE_BYTES

extern uint8_t __heap_base;

zb_arena zbi_call = {NULL, 0, 0, zbi_memory_grow, NULL, NULL};

zb_off zbi_instance_control;

ZBI_WEAK uint32_t
zb_abi(void)
{
    return ZB_ABI_VERSION;
}

/* Begin a call above the instance's arena, which then ends where the call begins. */
static bool
begin(void)
{
    uint64_t at = (uintptr_t)&__heap_base;
    uint32_t *words = zbi_words(zbi_instance_control);
    bool border = false;
    if (zbi_instance_control != 0) {
        border = words[ZB_CONTROL_SEGMENT_AT / 4] == 0; /* else it keeps the segment that it is in */
        at = border ? (uint64_t)words[ZB_CONTROL_BUMP_AT / 4] + INSTANCE_SPARE_BYTES
                    : words[ZB_CONTROL_LIMIT_AT / 4];
    }
    if (!zbi_memory_begin(&zbi_call, at, REQUEST_AT - RESPONSE_AT))
        return false;
    if (border)
        words[ZB_CONTROL_LIMIT_AT / 4] = words[ZB_CONTROL_MAX_AT / 4] = zbi_call.control;
    return true;
}

ZBI_WEAK zb_arena *
zbi_current_call(void)
{
    return zbi_call.control != 0 ? &zbi_call : NULL;
}

ZBI_WEAK zb_off
zb_alloc(uint32_t bytes)
{
    zb_off off;
    if (zbi_call.control == 0 && !begin())
        return 0;
    return zb_arena_alloc(&zbi_call, bytes, ZB_WRITE_ALIGN, &off) == ZB_OK ? off : 0;
}

ZBI_WEAK zb_off
handle_zerobuf(zb_off request)
{
    zbi_call.control = request - REQUEST_AT;
    zb_response res = {.arena = &zbi_call, .slots = zbi_call.control + RESPONSE_AT};
    zb_response_status(&res, 200);
    zb_status status = zbi_answer(request, &res);
    zbi_call.control = 0;
    return status == ZB_OK ? res.slots : (zb_off)status; /* above every region: the host knows it */
}

ZBI_WEAK void
zb_release(zb_off request)
{
    (void)request; /* there is one call at a time */
    zbi_call.control = 0;
}
