/* SPDX-License-Identifier: MIT */
/* Handlers whose side effects are counted, for the tests of entering handlers anew. */
#include <zerobuf/await.h>
#include <zerobuf/crypto.h>

#define MOST 16u

static uint32_t
count_of(zb_request *req)
{
    zb_str text;
    return zb_request_query(req, "count", &text) == ZB_OK && text.len == 1
               ? (uint32_t)(text.ptr[0] - '0') % MOST
               : 1;
}

/* "step 0", "step 1" .. to the binding LOG, whose answers are numbers. */
static void
start_step(zb_pending *pending, char name[7], uint32_t i)
{
    __builtin_memcpy(name, "step ?", 7);
    name[5] = (char)('0' + i);
    zb_part parts[] = {zb_env("LOG"), zb_method("add"), zb_arg_text(name)};
    zb_start_call(pending, parts, 3);
}

static zb_status
add_number(zb_text *text, uint32_t i, zb_slot slot)
{
    if (slot.tag != ZB_TAG_I32)
        return ZB_E_TAG;
    if (i > 0)
        zb_text_add(text, ZB_LIT(" "));
    zb_text_add_i64(text, (int32_t)slot.a);
    return ZB_OK;
}

static zb_status
answer(zb_response *res, zb_text *text)
{
    zb_slot body;
    ZB_TRY(zb_text_end(text, &body));
    return zb_response_body(res, "text/plain", body);
}

/* One after the other. */
static zb_status
steps(zb_request *req, zb_response *res)
{
    zb_text text = zb_text_begin(res->arena, 64);
    for (uint32_t i = 0; i < count_of(req); i++) {
        zb_pending pending;
        zb_slot slot;
        char name[7];
        start_step(&pending, name, i);
        ZB_TRY(zb_await(&pending, &slot));
        ZB_TRY(add_number(&text, i, slot));
    }
    return answer(res, &text);
}

/* Side by side, waited for from the last to the first. */
static zb_status
together(zb_request *req, zb_response *res)
{
    zb_pending pending[MOST];
    zb_slot slots[MOST];
    char names[MOST][7];
    uint32_t count = count_of(req);
    for (uint32_t i = 0; i < count; i++)
        start_step(&pending[i], names[i], i);
    for (uint32_t i = count; i-- > 0;)
        ZB_TRY(zb_await(&pending[i], &slots[i]));
    zb_text text = zb_text_begin(res->arena, 64);
    for (uint32_t i = 0; i < count; i++)
        ZB_TRY(add_number(&text, i, slots[i]));
    return answer(res, &text);
}

/* 16 random bytes as hex, before and after they were sent elsewhere. */
static zb_status
random_bytes(zb_request *req, zb_response *res)
{
    (void)req;
    uint8_t bytes[16];
    char hex[33];
    ZB_TRY(zb_random(bytes, sizeof bytes));
    for (uint32_t i = 0; i < 16; i++) {
        hex[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
    }
    hex[32] = '\0';
    zb_part parts[] = {zb_env("LOG"), zb_method("add"), zb_arg_text(hex)};
    zb_slot slot;
    ZB_TRY(zb_call(&slot, parts, 3));
    if (slot.tag != ZB_TAG_STRING)
        return ZB_E_TAG;
    const uint8_t *back = zb_arena_ptr(res->arena, slot.a);
    uint32_t len;
    __builtin_memcpy(&len, back, 4);
    ZB_TRY(zb_sleep(1));
    zb_text text = zb_text_begin(res->arena, 80);
    zb_text_add(&text, hex, 32);
    zb_text_add(&text, ZB_LIT(" "));
    zb_text_add(&text, (const char *)back + ZB_STRING_HEADER_BYTES, len);
    return answer(res, &text);
}

/* What it asks for depends on a global that it changed before: each run asks for something else. */
static zb_status
fickle(zb_request *req, zb_response *res)
{
    (void)req;
    static uint32_t runs;
    ZB_TRY(zb_sleep(1 + runs++));
    return zb_response_text(res, "slept\n");
}

ZB_ROUTES({"GET", "/steps", steps}, {"GET", "/together", together}, {"GET", "/random", random_bytes},
          {"GET", "/fickle", fickle});
