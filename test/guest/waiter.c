/* SPDX-License-Identifier: MIT */
/* Handlers that wait, for the tests. */
#include <zerobuf/await.h>

#include "deep.h"

#define READ_BYTES 65536u

static zb_status
number(zb_request *req, const char *name, uint32_t *out)
{
    zb_str text;
    ZB_TRY(zb_request_query(req, name, &text));
    uint32_t value = 0;
    for (uint32_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || value > 400000000u)
            return ZB_E_INVALID;
        value = value * 10 + (uint32_t)(text.ptr[i] - '0');
    }
    *out = value;
    return ZB_OK;
}

static zb_status
answer_u64(zb_response *res, uint64_t value)
{
    zb_slot body;
    zb_text text = zb_text_begin(res->arena, 0);
    zb_text_add_i64(&text, (int64_t)value);
    ZB_TRY(zb_text_end(&text, &body));
    return zb_response_body(res, "text/plain", body);
}

/* Wait for ?ms= milliseconds. */
static zb_status
sleep_for(zb_request *req, zb_response *res)
{
    uint32_t ms;
    ZB_TRY(number(req, "ms", &ms));
    ZB_TRY(zb_sleep(ms));
    return zb_response_text(res, "slept\n");
}

/* Let others run, for a time that differs: they resume in another order. */
static void
turn(void)
{
    static uint32_t dice = 1;
    dice = dice * 1664525u + 1013904223u;
    if (zb_sleep(dice >> 30) != ZB_OK)
        __builtin_trap();
}

/* Words of ?depth= frames that others changed while this one waited, and of the arena. */
static zb_status
frames(zb_request *req, zb_response *res)
{
    uint32_t depth, seed, changed = 0;
    zb_off kept;
    ZB_TRY(number(req, "depth", &depth));
    ZB_TRY(number(req, "seed", &seed));
    uint32_t count = 64 + depth * 1024; /* up to several pages: in segments, too */
    ZB_TRY(zb_arena_alloc(req->arena, count * 4, 4, &kept));
    uint32_t *words = (uint32_t *)(void *)zb_arena_ptr(req->arena, kept);
    for (uint32_t i = 0; i < count; i++)
        words[i] = seed ^ i;
    changed = deep(depth, seed, true, turn);
    for (uint32_t i = 0; i < count; i++)
        changed += words[i] != (seed ^ i);
    zb_str again;
    ZB_TRY(zb_request_query(req, "seed", &again));
    return changed != 0 ? answer_u64(res, changed) : zb_response_text(res, "0");
}

/* Recursion that no stack holds, found at the wait. */
static zb_status
overflow(zb_request *req, zb_response *res)
{
    uint32_t depth;
    ZB_TRY(number(req, "depth", &depth));
    return answer_u64(res, deep(depth, 1, false, turn));
}

/* One frame that is larger than the stack, and reaches past the guard without touching it. */
__attribute__((noinline)) static uint32_t
jump(uint32_t value)
{
    volatile uint32_t words[10000];
    words[value] = value;
    return words[value];
}

static zb_status
jump_over(zb_request *req, zb_response *res)
{
    uint32_t value;
    ZB_TRY(number(req, "at", &value));
    return answer_u64(res, jump(value % 16));
}

static zb_status
trap(zb_request *req, zb_response *res)
{
    (void)req, (void)res;
    ZB_TRY(zb_sleep(1));
    __builtin_trap();
}

/* Bodies that were read to their end, and that broke off. */
static uint32_t whole, broken;

static zb_status
uploads(zb_request *req, zb_response *res)
{
    (void)req;
    zb_slot body;
    zb_text text = zb_text_begin(res->arena, 0);
    zb_text_add_i64(&text, whole);
    zb_text_add(&text, ZB_LIT(" whole, "));
    zb_text_add_i64(&text, broken);
    zb_text_add(&text, ZB_LIT(" broken"));
    ZB_TRY(zb_text_end(&text, &body));
    return zb_response_body(res, "text/plain", body);
}

/* Bytes of the module's memory. */
static zb_status
memory_bytes(zb_request *req, zb_response *res)
{
    (void)req;
    return answer_u64(res, (uint64_t)__builtin_wasm_memory_size(0) * ZB_PAGE_BYTES);
}

/* Bytes of the body and their FNV-1a, in pieces of ?room= bytes, waiting ?ms= after each. */
static zb_status
count(zb_request *req, zb_response *res)
{
    uint32_t room = READ_BYTES, ms = 0, got;
    (void)(number(req, "room", &room) == ZB_OK && number(req, "ms", &ms) == ZB_OK);
    zb_off into;
    ZB_TRY(zb_arena_alloc(req->arena, room, 1, &into));
    uint64_t bytes = 0;
    uint32_t hash = 0x811c9dc5u;
    for (;;) {
        zb_status status = zb_request_read(req, zb_arena_ptr(req->arena, into), room, &got);
        if (status == ZB_E_IO) {
            broken++;
            if (zb_request_read(req, zb_arena_ptr(req->arena, into), room, &got) != ZB_E_IO)
                __builtin_trap(); /* it is said again */
            return zb_response_error(res, 400, "the body broke off\n");
        }
        ZB_TRY(status);
        if (got == 0)
            break;
        const uint8_t *piece = zb_arena_ptr(req->arena, into);
        for (uint32_t i = 0; i < got; i++)
            hash = (hash ^ piece[i]) * 0x01000193u;
        bytes += got;
        if (ms != 0)
            ZB_TRY(zb_sleep(ms));
    }
    whole++;
    zb_slot body;
    zb_text text = zb_text_begin(res->arena, 0);
    zb_text_add_i64(&text, (int64_t)bytes);
    zb_text_add(&text, ZB_LIT(" "));
    zb_text_add_i64(&text, hash);
    ZB_TRY(zb_text_end(&text, &body));
    return zb_response_body(res, "text/plain", body);
}

/* Answer before the body is read. */
static zb_status
early(zb_request *req, zb_response *res)
{
    uint8_t byte;
    uint32_t got;
    ZB_TRY(zb_request_read(req, &byte, 1, &got));
    return answer_u64(res, got);
}

static zb_status
at_once(zb_request *req, zb_response *res)
{
    (void)req;
    return zb_response_text(res, zb_sleep(0) == ZB_E_INVALID ? "refused\n" : "waited\n");
}

static zb_status
echo(zb_request *req, zb_response *res)
{
    zb_slot slot;
    ZB_TRY(zb_slot_read(zb_arena_view(req->arena), req->slots + ZB_REQUEST_BODY * ZB_SLOT_BYTES, &slot));
    ZB_TRY(zb_sleep(0));
    return zb_response_body(res, "application/octet-stream", slot);
}

/* After ?first= milliseconds ?count= pieces of ?bytes= bytes, ?ms= apart, then what ?end= says: nothing,
 * "fail" or "trap". */
static zb_status
pieces(zb_request *req, zb_response *res)
{
    static uint32_t refused;
    uint32_t count_of, bytes, ms = 0, first;
    zb_str end;
    zb_off at;
    ZB_TRY(number(req, "count", &count_of));
    ZB_TRY(number(req, "bytes", &bytes));
    (void)(number(req, "ms", &ms) == ZB_OK);
    if (number(req, "first", &first) == ZB_OK)
        ZB_TRY(zb_sleep(first));
    ZB_TRY(zb_arena_alloc(req->arena, bytes, 1, &at));
    uint8_t *piece = zb_arena_ptr(req->arena, at);
    zb_response_status(res, 201);
    ZB_TRY(zb_response_body(res, "text/event-stream", zb_null()));
    ZB_TRY(zb_response_header(res, "x-refused",
                              (const char[]){(char)('0' + (refused < 9 ? refused : 9)), '\0'}));
    for (uint32_t i = 0; i < count_of; i++) {
        __builtin_memset(piece, (int)('a' + i % 26), bytes);
        zb_status status = zb_response_write(res, piece, bytes);
        refused += status == ZB_E_IO;
        ZB_TRY(status);
        if (ms != 0)
            ZB_TRY(zb_sleep(ms));
    }
    if (zb_request_query(req, "end", &end) == ZB_OK) {
        if (end.ptr[0] == 'f')
            return ZB_E_CORRUPT;
        __builtin_trap();
    }
    return ZB_OK;
}

/* A head that cannot be sent, then one that can. */
static zb_status
bad_head(zb_request *req, zb_response *res)
{
    (void)req;
    zb_response_status(res, 99);
    if (zb_response_write(res, "x", 1) != ZB_E_IO)
        return ZB_E_CORRUPT;
    zb_response_status(res, 200);
    return zb_response_write(res, "mended", 6);
}

/* A header, asked for after a wait. */
static zb_status
header(zb_request *req, zb_response *res)
{
    zb_str value;
    zb_slot body;
    ZB_TRY(zb_sleep(1));
    ZB_TRY(zb_request_header(req, "x-name", &value));
    ZB_TRY(zb_string_new(res->arena, value.ptr, value.len, &body));
    return zb_response_body(res, "text/plain", body);
}

ZB_ROUTES({"GET", "/sleep", sleep_for}, {"GET", "/frames", frames}, {"GET", "/overflow", overflow},
          {"GET", "/jump", jump_over}, {"GET", "/trap", trap}, {"POST", "/count", count, ZB_ROUTE_STREAM},
          {"POST", "/count-buffered", count}, {"POST", "/early", early, ZB_ROUTE_STREAM},
          {"GET", "/uploads", uploads, ZB_ROUTE_AT_ONCE}, {"GET", "/at-once", at_once, ZB_ROUTE_AT_ONCE},
          {"POST", "/echo", echo}, {"GET", "/header", header}, {"GET", "/pieces", pieces},
          {"GET", "/bad-head", bad_head}, {"GET", "/memory", memory_bytes, ZB_ROUTE_AT_ONCE});
