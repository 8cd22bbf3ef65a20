/* SPDX-License-Identifier: MIT */
/*
 * The call ABI (SPEC.md, 8): the life of one request inside the module.
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

uint32_t
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

zb_off
zb_alloc(uint32_t bytes)
{
    zb_off off;
    if (zbi_call.control == 0 && !begin())
        return 0;
    return zb_arena_alloc(&zbi_call, bytes, ZB_WRITE_ALIGN, &off) == ZB_OK ? off : 0;
}

/* The string in slot `index` of a request. */
static zb_status
request_string(zb_view view, zb_off request, uint32_t index, zb_str *out)
{
    const uint32_t *slot = zbi_words(request + index * ZB_SLOT_BYTES);
    return slot[0] == ZB_TAG_STRING ? zb_string_at(view, slot[ZB_SLOT_A_AT / 4], out) : ZB_E_TAG;
}

static zb_status
answer(zb_off request, zb_response *res)
{
    zb_request req = {.arena = res->arena, .slots = request, .query = {"", 0}};
    zb_view view = zb_arena_view(res->arena);
    ZB_TRY(request_string(view, request, ZB_REQUEST_METHOD, &req.method));
    ZB_TRY(request_string(view, request, ZB_REQUEST_PATH, &req.path));
    uint32_t end = 0;
    while (end < req.path.len && req.path.ptr[end] != '?')
        end++;
    if (end < req.path.len)
        req.query = (zb_str){req.path.ptr + end + 1, req.path.len - end - 1};
    req.path.len = end;
    return zbi_route(&req, res);
}

zb_off
handle_zerobuf(zb_off request)
{
    zbi_call.control = request - REQUEST_AT;
    zb_response res = {.arena = &zbi_call, .slots = zbi_call.control + RESPONSE_AT};
    zb_response_status(&res, 200);
    zb_status status = answer(request, &res);
    zbi_call.control = 0;
    return status == ZB_OK ? res.slots : (zb_off)status; /* above every region: the host knows it */
}

void
zb_release(zb_off request)
{
    (void)request; /* there is one call at a time */
    zbi_call.control = 0;
}
