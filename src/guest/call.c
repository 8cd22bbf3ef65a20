/* SPDX-License-Identifier: MIT */
/*
 * The call ABI (SPEC.md, 8): the life of one request inside the module.
 *
 * A call owns a run of pages that begins with the control block of its arena;
 * the request's slots are the arena's first allocation.  So the control block of
 * a request lies ZB_CONTROL_BYTES before it, and nothing else needs to be kept.
 */
#include "abi.h"
#include "guest.h"

/* Control block of the request that the host is building, 0 = none. */
static zb_off building;

/* Control block of the request being handled, 0 = none: imports allocate there. */
static zb_off handling;

/* The run of the call before, kept for the next one when it was a single page. */
static zb_off spare;

uint32_t
zb_abi(void)
{
    return ZB_ABI_VERSION;
}

zb_off
zb_alloc(uint32_t bytes)
{
    zb_arena arena;
    if (handling != 0) {
        arena = zbi_arena_at(handling);
    } else if (building != 0) {
        arena = zbi_arena_at(building);
    } else {
        uint64_t first_bytes = (uint64_t)bytes + ZB_CONTROL_BYTES + ZB_PAGE_BYTES / 2; /* room to answer */
        uint32_t pages = bytes <= ZB_PAGE_BYTES / 4 ? 1 : zbi_pages_for(first_bytes);
        zb_off at = pages == 1 ? spare : 0;
        if (at != 0)
            spare = 0;
        else
            at = zbi_pages_take(pages);
        if (at == 0)
            return 0;
        building = at;
        zbi_arena_make(&arena, at, pages);
    }
    zb_off off;
    return zb_arena_alloc(&arena, bytes, ZB_WRITE_ALIGN, &off) == ZB_OK ? off : 0;
}

/* Path and query of a request target. */
static void
split_path(zb_request *req, zb_str target)
{
    uint32_t end = 0;
    while (end < target.len && target.ptr[end] != '?')
        end++;
    uint32_t query = end < target.len ? end + 1 : end;
    req->path = (zb_str){target.ptr, end};
    req->query = (zb_str){target.ptr + query, target.len - query};
}

static zb_status
answer(zb_arena *arena, zb_off request, zb_off *out)
{
    zb_request req = {.arena = arena, .slots = request};
    zb_str target;
    zb_view view = zb_arena_view(arena);
    ZB_TRY(zb_slot_get_string(view, request + ZB_REQUEST_METHOD * ZB_SLOT_BYTES, &req.method));
    ZB_TRY(zb_slot_get_string(view, request + ZB_REQUEST_PATH * ZB_SLOT_BYTES, &target));
    split_path(&req, target);

    zb_response res = {.arena = arena, .status = 200, .headers = zb_text_begin(arena, 0)};
    ZB_TRY(zbi_route(&req, &res));
    return zbi_response_finish(&res, out);
}

/* What is sent when a handler or its answer failed. */
static zb_off
failure(zb_arena *arena, zb_status status)
{
    zb_response res = {.arena = arena, .headers = zb_text_begin(arena, 0)};
    zb_off slots;
    if (zb_response_error(&res, 500, zb_status_text(status)) != ZB_OK ||
        zbi_response_finish(&res, &slots) != ZB_OK)
        return 0; /* no memory even for that: the host answers 500 itself */
    return slots;
}

zb_off
handle_zerobuf(zb_off request)
{
    building = 0;
    handling = request - ZB_CONTROL_BYTES;
    zb_arena arena = zbi_arena_at(handling);
    zb_off response;
    zb_status status = answer(&arena, request, &response);
    if (status != ZB_OK)
        response = failure(&arena, status);
    handling = 0;
    return response;
}

void
zb_release(zb_off request)
{
    zb_off control = request - ZB_CONTROL_BYTES;
    building = 0; /* a request that was built and never handled is released too */
    zb_arena arena = zbi_arena_at(control);
    if (zb_arena_reset(&arena) != ZB_OK)
        return; /* its control block was overwritten: lose the pages rather than share them */
    uint32_t pages = zbi_pages_for(zb_arena_remaining(&arena));
    if (pages == 1 && spare == 0)
        spare = control;
    else
        zbi_pages_give(control, pages);
}
