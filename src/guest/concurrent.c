/* SPDX-License-Identifier: MIT */
/*
 * The call ABI (SPEC.md, 8) of modules whose handlers wait: any number of calls at
 * a time, which take turns where they wait.  Linked by whatever waits; it takes
 * the place of call.c's functions.
 *
 * Each call has pages of its own.  Its stack lies at the bottom, so that one that
 * overflows meets the guard; everything is found from the request's offset.
 *
 *   page                                                       end of a page
 *   +-------+-----------+------+---------+----------+--------------------+
 *   | guard | <-- stack | call | control | response | request, arena ... |
 *   +-------+-----------+------+---------+----------+--------------------+
 *
 * A call that needs more goes on in segments of further pages (SPEC.md, 6.5).  All
 * go back at its end.
 *
 * Outside of a running call the stack pointer is that of the module's own stack, so
 * that the other exports, and those of the application, need not know of this.
 */
#include "abi.h"
#include "operation.h"
#include "pages.h"
#include "stack.h"

#define CALL_BYTES 64u
#define RESPONSE_AT ZB_CONTROL_BYTES
#define REQUEST_AT (RESPONSE_AT + ZB_RESPONSE_SLOTS * ZB_SLOT_BYTES)
ZB_STATIC_ASSERT(REQUEST_AT == ZB_CALL_CONTROL_BEFORE, "SPEC 8.9");
ZB_STATIC_ASSERT(REQUEST_AT - RESPONSE_AT == ZB_CALL_RESPONSE_BEFORE, "SPEC 8.9");

#define GUARD_WORDS 4u
#define GUARD 0x5AFE57ACu

/* A host call from deeper than this is refused: what JavaScript calls back needs some stack, too. */
#define STACK_RESERVE_BYTES 256u

/* Segments are as large as what the call has already, up to this. */
#define MAX_STEP_PAGES 16u

typedef struct call {
    zb_arena arena;
    zb_off guard;         /* where the call's pages begin */
    uint32_t pages;       /* there */
    uint32_t total_pages; /* with those of segments */
    zb_off failure;       /* what the host said last of one, 0 = nothing */
    uint32_t body_at;     /* bytes of a buffered body that the handler has read */
    bool waits;           /* it is entered so that it can */
} call;
ZB_STATIC_ASSERT(sizeof(call) <= CALL_BYTES, "a call lies before its control block");

extern uint8_t __stack_high; /* of the module's own stack; from the linker */

/* The application may define it: ZB_CALL_STACK(). */
__attribute__((weak)) const uint32_t zb_call_stack_bytes = 32768;

/* The call whose handler is running.  Each wait keeps it in a WebAssembly local. */
static call *current;

/* The stack pointer stays at or above this, where that is checked (zb_stack_set). */
static uint32_t stack_limit;

/* The call that the host is building. */
static call *building;

uint32_t
zb_abi(void)
{
    return ZB_ABI_VERSION | ZB_ABI_CONCURRENT;
}

static call *
call_of(zb_off request)
{
    return (call *)(uintptr_t)(request - REQUEST_AT - CALL_BYTES);
}

static zb_off
request_of(const call *c)
{
    return (zb_off)(uintptr_t)c + CALL_BYTES + REQUEST_AT;
}

zb_arena *
zbi_current_call(void)
{
    return current != NULL ? &current->arena : NULL;
}

uint32_t *
zbi_call_body_at(void)
{
    return &current->body_at;
}

zb_off *
zbi_call_failure(void)
{
    return &current->failure;
}

static void
call_release(zb_arena *arena, zb_off segment, uint32_t bytes)
{
    call *c = arena->context;
    zbi_pages_give(segment, bytes / ZB_PAGE_BYTES);
    c->total_pages -= bytes / ZB_PAGE_BYTES;
}

static zb_status
call_grow(zb_arena *arena, uint32_t bytes)
{
    call *c = arena->context;
    uint32_t needed = zbi_pages_for((uint64_t)bytes + ZB_SEGMENT_HEADER_BYTES);
    uint32_t count = c->total_pages < MAX_STEP_PAGES ? c->total_pages : MAX_STEP_PAGES;
    zb_off segment = count > needed ? zbi_pages_take(count) : 0;
    if (segment == 0) {
        count = needed;
        segment = zbi_pages_take(count);
    }
    if (segment == 0)
        return ZB_E_MEMORY;
    zb_arena_add_segment(arena, segment, count * ZB_PAGE_BYTES);
    c->total_pages += count;
    return ZB_OK;
}

/* Begin an arena whose first segment is all of `count` pages from `control` on. */
static void
begin_arena(zb_arena *arena, zb_off control, zb_off end, uint32_t reserved)
{
    (void)zbi_memory_begin(arena, control, reserved); /* the pages are there, so it cannot fail */
    uint32_t *words = zbi_words(control);
    words[ZB_CONTROL_LIMIT_AT / 4] = words[ZB_CONTROL_MAX_AT / 4] = end;
}

/* Begin a call whose first allocation takes `bytes` bytes. */
static call *
begin(uint32_t bytes)
{
    uint32_t stack_end = GUARD_WORDS * 4 + zb_call_stack_bytes;
    uint32_t call_at = (stack_end + CALL_BYTES - 1) / CALL_BYTES * CALL_BYTES;
    uint32_t count = zbi_pages_for((uint64_t)call_at + CALL_BYTES + REQUEST_AT + bytes);
    zb_off at = zbi_pages_take(count);
    if (at == 0)
        return NULL;
    for (uint32_t i = 0; i < GUARD_WORDS; i++)
        zbi_words(at)[i] = GUARD;
    call *c = (call *)(uintptr_t)(at + call_at);
    *c = (call){.arena = {.grow = call_grow, .release = call_release, .context = c},
                .guard = at,
                .pages = count,
                .total_pages = count};
    begin_arena(&c->arena, at + call_at + CALL_BYTES, at + count * ZB_PAGE_BYTES, REQUEST_AT - RESPONSE_AT);
    return c;
}

zb_off
zb_alloc(uint32_t bytes)
{
    if (current == NULL && building == NULL && (building = begin(bytes)) == NULL)
        return 0;
    zb_off off;
    call *c = current != NULL ? current : building;
    return zb_arena_alloc(&c->arena, bytes, ZB_WRITE_ALIGN, &off) == ZB_OK ? off : 0;
}

uint32_t
zb_plan(zb_off request)
{
    call *c = call_of(request);
    zb_request req = {.arena = &c->arena, .slots = request};
    if (zbi_request_open(&req) != ZB_OK)
        return 0;
    uint32_t flags = zbi_route_flags(&req);
    c->waits = (flags & ZB_ROUTE_AT_ONCE) == 0;
    return (c->waits ? ZB_PLAN_WAITS : 0) | ((flags & ZB_ROUTE_STREAM) != 0 ? ZB_PLAN_STREAM : 0);
}

int32_t
zb_grow(zb_off request, uint32_t bytes)
{
    zb_arena *arena = &call_of(request)->arena;
    return bytes <= zb_arena_remaining(arena) ? ZB_OK : call_grow(arena, bytes);
}

/* End this instance: the host makes the sentence of it, and another instance. */
static void
give_up(const call *c, uint32_t why)
{
    zb_pending op = {.kind = ZB_OPERATION_GIVE_UP, .a = why};
    (void)zb_host_start(request_of(c), &op);
    __builtin_trap();
}

/* The stack has stayed in its bounds, as far as can be seen afterwards. */
static void
check_stack(const call *c, uint32_t stack_pointer)
{
    const uint32_t *guard = zbi_words(c->guard);
    for (uint32_t i = 0; i < GUARD_WORDS; i++)
        if (guard[i] != GUARD)
            give_up(c, ZB_GIVE_UP_STACK);
    if (stack_pointer < c->guard + GUARD_WORDS * 4 + STACK_RESERVE_BYTES ||
        stack_pointer > (zb_off)(uintptr_t)c)
        give_up(c, ZB_GIVE_UP_STACK);
}

__attribute__((noinline, cold)) static void
overflow(void)
{
    stack_limit = 0; /* what follows has the reserve */
    give_up(current, ZB_GIVE_UP_STACK);
}

/*
 * tools/check_stack.mjs puts a call of this in place of everything that sets the
 * stack pointer, so that a frame is refused before a byte of it is written.
 */
void
zb_stack_set(uint32_t at)
{
    if (at < stack_limit)
        overflow();
    zbi_stack_set(at);
}

/* Run on the stack of a call, of which `at` is free below. */
static inline void
enter_stack(const call *c, uint32_t at)
{
    stack_limit = c->guard + GUARD_WORDS * 4 + STACK_RESERVE_BYTES;
    zbi_stack_set(at);
}

/* Run on the module's own. */
static inline void
leave_stack(void)
{
    stack_limit = 0;
    zbi_stack_set((uint32_t)(uintptr_t)&__stack_high);
}

/* Not inlined: its frame, and those of what is inlined into it, must lie on the call's own stack. */
__attribute__((noinline)) static zb_off
run(call *c)
{
    zb_response res = {.arena = &c->arena, .slots = c->arena.control + RESPONSE_AT};
    zb_response_status(&res, 200);
    zb_status status = zbi_answer(request_of(c), &res);
    check_stack(c, zbi_stack_pointer());
    return status == ZB_OK ? res.slots : (zb_off)status; /* above every region: the host knows it */
}

zb_off
handle_zerobuf(zb_off request)
{
    current = call_of(request);
    building = NULL;
    enter_stack(current, (uint32_t)(uintptr_t)current);
    zb_off response = run(current);
    current = NULL;
    leave_stack();
    return response;
}

void
zb_release(zb_off request)
{
    call *c = call_of(request);
    if (building == c)
        building = NULL;
    /* Gives its segments back. */
    if (zb_arena_reset(&c->arena) != ZB_OK)
        __builtin_trap();
    zbi_pages_give(c->guard, c->pages);
}

/*
 * Leave the call for the host and take it up again: what the host does meanwhile
 * may enter this module anew, with a call of its own on a stack of its own.
 */
__attribute__((noinline)) static int32_t
leave(zb_pending *op, int32_t (*host)(zb_off request, zb_pending *op))
{
    call *c = current;
    uint32_t stack_pointer = zbi_stack_pointer();
    check_stack(c, stack_pointer);
    current = NULL;
    leave_stack();
    int32_t status = host(request_of(c), op);
    current = c;
    enter_stack(c, stack_pointer);
    return status;
}

void
zbi_operation_start(zb_pending *op)
{
    op->status = current != NULL && current->waits ? leave(op, zb_host_start) : ZB_E_INVALID;
}

zb_status
zbi_operation_wait(zb_pending *op)
{
    if (op->status == ZB_PENDING)
        op->status = current != NULL && current->waits ? leave(op, zb_host_wait) : ZB_E_INVALID;
    if (op->status < 0 && current != NULL && op->result.tag == ZB_TAG_STRING)
        current->failure = op->result.a;
    return (zb_status)op->status;
}

/*
 * The arena that lives as long as the instance (instance.c) takes pages like any call.
 */
bool
zbi_instance_begin(zb_arena *instance)
{
    zb_off at = zbi_pages_take(1);
    if (at != 0)
        begin_arena(instance, at, at + ZB_PAGE_BYTES, 0);
    return at != 0;
}

zb_status
zbi_instance_grow(zb_arena *instance, uint32_t bytes)
{
    static uint32_t next_pages = 1;
    uint32_t needed = zbi_pages_for((uint64_t)bytes + ZB_SEGMENT_HEADER_BYTES);
    uint32_t count = needed > next_pages ? needed : next_pages;
    zb_off segment = zbi_pages_take(count);
    if (segment == 0 && count > needed)
        segment = zbi_pages_take(count = needed);
    if (segment == 0)
        return ZB_E_MEMORY;
    zb_arena_add_segment(instance, segment, count * ZB_PAGE_BYTES);
    next_pages = count < ZB_MAX_PAGES / 4 ? count * 2 : count;
    return ZB_OK;
}

void
zbi_instance_release(zb_arena *instance, zb_off segment, uint32_t bytes)
{
    (void)instance;
    zbi_pages_give(segment, bytes / ZB_PAGE_BYTES);
}
