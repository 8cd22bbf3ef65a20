/* SPDX-License-Identifier: MIT */
/* Handlers that do not end by themselves, for the tests of counted steps. */
#include <zerobuf/await.h>

static uint32_t
count_of(zb_request *req)
{
    zb_str text;
    uint32_t value = 0;
    if (zb_request_query(req, "count", &text) == ZB_OK)
        for (uint32_t i = 0; i < text.len; i++)
            value = value * 10 + (uint32_t)(text.ptr[i] - '0');
    return value;
}

static volatile uint32_t rounds_made;

static void
rounds(uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        rounds_made++;
}

static zb_status
answer_rounds(zb_response *res)
{
    zb_slot body;
    zb_text text = zb_text_begin(res->arena, 16);
    zb_text_add_i64(&text, rounds_made);
    ZB_TRY(zb_text_end(&text, &body));
    return zb_response_body(res, "text/plain", body);
}

static zb_status
some_rounds(zb_request *req, zb_response *res)
{
    rounds_made = 0;
    rounds(count_of(req));
    return answer_rounds(res);
}

static zb_status
loop(zb_request *req, zb_response *res)
{
    (void)req, (void)res;
    for (;;)
        rounds_made++;
}

/* Two to the power of `depth` calls, no loop. */
__attribute__((noinline)) static uint32_t
tree(uint32_t depth)
{
    rounds_made++;
    return depth == 0 ? 1 : tree(depth - 1) + tree(depth - 1);
}

static zb_status
recurse(zb_request *req, zb_response *res)
{
    (void)req;
    return zb_response_text(res, tree(60) == 0 ? "none" : "some");
}

__attribute__((noinline)) static uint32_t odd(uint32_t depth);

__attribute__((noinline)) static uint32_t
even(uint32_t depth)
{
    rounds_made++;
    return depth == 0 ? 1 : odd(depth - 1) + odd(depth - 1);
}

static uint32_t
odd(uint32_t depth)
{
    return depth == 0 ? 0 : even(depth - 1) + even(depth - 1);
}

static zb_status
mutual(zb_request *req, zb_response *res)
{
    (void)req;
    return zb_response_text(res, even(60) == 0 ? "none" : "some");
}

/* Through a pointer that the compiler does not see through. */
static uint32_t (*volatile branch)(uint32_t depth);

static uint32_t
branch_by_pointer(uint32_t depth)
{
    rounds_made++;
    return depth == 0 ? 1 : branch(depth - 1) + branch(depth - 1);
}

static zb_status
pointer(zb_request *req, zb_response *res)
{
    (void)req;
    branch = branch_by_pointer;
    return zb_response_text(res, branch(60) == 0 ? "none" : "some");
}

static zb_status
waits_then_loops(zb_request *req, zb_response *res)
{
    ZB_TRY(zb_sleep(1));
    return loop(req, res);
}

/* ?count= rounds ten times, others in between.  The count is a local: the global belongs to all. */
static zb_status
turns(zb_request *req, zb_response *res)
{
    uint32_t made = 0;
    for (uint32_t i = 0; i < 10; i++) {
        uint32_t before = rounds_made;
        rounds(count_of(req));
        made += rounds_made - before;
        ZB_TRY(zb_sleep(1));
    }
    rounds_made = made;
    return answer_rounds(res);
}

ZB_ROUTES({"GET", "/loop", loop}, {"GET", "/recurse", recurse}, {"GET", "/mutual", mutual},
          {"GET", "/pointer", pointer}, {"GET", "/waits-then-loops", waits_then_loops},
          {"GET", "/rounds", some_rounds}, {"GET", "/turns", turns});
