/* SPDX-License-Identifier: MIT */
/* A Durable Object that keeps its state in memory, and images of that, for the tests. */
#include <zerobuf/durable.h>
#include <zerobuf/forward.h>
#include <zerobuf/heap.h>

typedef struct node {
    struct node *next;
    uint32_t number;
} node;

static uint32_t calls, starts;
static node *list;
static uint8_t *block;
static uint32_t block_bytes;

static uint32_t
number(zb_request *req, const char *name)
{
    zb_str text;
    uint32_t value = 0;
    if (zb_request_query(req, name, &text) != ZB_OK)
        return 0;
    for (uint32_t i = 0; i < text.len && i < 9; i++)
        value = value * 10 + (uint32_t)(text.ptr[i] - '0');
    return value;
}

/* In the worker: /o/what?... is the one object's /what?... */
static zb_status
to_object(zb_request *req, zb_response *res)
{
    zb_durable object;
    uint32_t query = req->query.len != 0 ? req->query.len + 1 : 0;
    ZB_TRY(zb_durable_named("ROOM", (zb_str){ZB_LIT("one")}, &object));
    return zb_durable_forward(&object, req, res, (zb_str){req->path.ptr + 2, req->path.len - 2 + query});
}

static zb_status
set(zb_response *res, zb_slot object, const char *key, uint32_t len, uint32_t value)
{
    return zb_object_set(res->arena, object.a, key, len, zb_number(value));
}

static zb_status
state(zb_request *req, zb_response *res)
{
    (void)req;
    zb_slot object, body;
    uint32_t nodes = 0, sum = 0, bytes = 0;
    for (const node *at = list; at != NULL; at = at->next) {
        nodes++;
        sum += at->number;
    }
    for (uint32_t i = 0; i < block_bytes; i++)
        bytes = bytes * 31 + block[i];
    ZB_TRY(zb_object_new(res->arena, 5, &object));
    ZB_TRY(set(res, object, ZB_LIT("calls"), ++calls));
    ZB_TRY(set(res, object, ZB_LIT("starts"), starts));
    ZB_TRY(set(res, object, ZB_LIT("nodes"), nodes));
    ZB_TRY(set(res, object, ZB_LIT("sum"), sum));
    ZB_TRY(set(res, object, ZB_LIT("bytes"), bytes));
    ZB_TRY(zb_json_text(res->arena, object, NULL, &body));
    return zb_response_body(res, "application/json", body);
}

static void *
kept(uint32_t bytes)
{
    bool before = zb_heap_keep(true);
    void *at = malloc(bytes);
    (void)zb_heap_keep(before);
    return at;
}

/* ?number= */
static zb_status
push(zb_request *req, zb_response *res)
{
    node *made = kept(sizeof *made);
    if (made == NULL)
        return ZB_E_MEMORY;
    *made = (node){list, number(req, "number")};
    list = made;
    return zb_response_text(res, "ok");
}

/* ?bytes=, filled with what no hash takes for zero. */
static zb_status
fill(zb_request *req, zb_response *res)
{
    uint32_t bytes = number(req, "bytes"), value = 1;
    if ((block = kept(bytes)) == NULL)
        return ZB_E_MEMORY;
    for (uint32_t i = 0; i < bytes; i++) {
        value = value * 1664525u + 1013904223u;
        block[i] = (uint8_t)(value >> 24);
    }
    block_bytes = bytes;
    return zb_response_text(res, "ok");
}

/* The body, kept. */
static zb_status
keep(zb_request *req, zb_response *res)
{
    zb_bytes body;
    ZB_TRY(zb_request_body(req, &body));
    if ((block = kept(body.len)) == NULL)
        return ZB_E_MEMORY;
    __builtin_memcpy(block, body.ptr, body.len);
    block_bytes = body.len;
    return zb_response_text(res, "ok");
}

/* Only read. */
static zb_status
hear(zb_request *req, zb_response *res)
{
    zb_bytes body;
    ZB_TRY(zb_request_body(req, &body));
    return zb_response_text(res, "ok");
}

/* ?wait= milliseconds after the image was asked for, in which it cannot be taken. */
static zb_status
save(zb_request *req, zb_response *res)
{
    zb_slot body;
    zb_status status = zb_snapshot_save();
    zb_str said = zb_failure();
    if (status == ZB_OK && number(req, "wait") != 0)
        ZB_TRY(zb_sleep(number(req, "wait")));
    zb_text text = zb_text_begin(res->arena, 0);
    zb_text_add_cstr(&text, zb_status_text(status));
    if (status != ZB_OK) {
        zb_text_add(&text, ZB_LIT(": "));
        zb_text_add(&text, said.ptr, said.len);
    }
    ZB_TRY(zb_text_end(&text, &body));
    zb_response_status(res, status == ZB_OK ? 200 : 502);
    return zb_response_body(res, "text/plain", body);
}

static zb_status
trap(zb_request *req, zb_response *res)
{
    (void)req, (void)res;
    __builtin_trap();
}

static zb_status
start(zb_request *req, zb_response *res)
{
    (void)req, (void)res;
    starts++;
    return ZB_OK;
}

ZB_ROUTES({"*", "/o/*", to_object}, {ZB_ON_START, "/", start}, {"GET", "/state", state},
          {"POST", "/push", push}, {"POST", "/fill", fill}, {"POST", "/keep", keep}, {"POST", "/hear", hear},
          {"POST", "/save", save}, {"GET", "/trap", trap});
