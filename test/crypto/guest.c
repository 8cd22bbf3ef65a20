/* SPDX-License-Identifier: MIT */
/* The same checks inside a handler module: vectors come as JSON in the body, answers are JSON. */
#include <zerobuf/crypto.h>
#include <zerobuf/handler.h>

#include "cases.h"
#include "vectors.h"

static uint32_t
length_of(const char *string)
{
    uint32_t len = 0;
    while (string[len] != '\0')
        len++;
    return len;
}

static void
add_member(zb_text *text, const char *name, int64_t value)
{
    zb_text_add(text, ",", 1);
    zb_text_add_json(text, name, length_of(name));
    zb_text_add(text, ":", 1);
    zb_text_add_i64(text, value);
}

static zb_status
finish(zb_response *res, zb_text *text)
{
    zb_slot body;
    ZB_TRY(zb_text_end(text, &body));
    return zb_response_body(res, "application/json", body);
}

static zb_status
vectors(zb_request *req, zb_response *res)
{
    zb_bytes body;
    zb_slot file;
    outcome result;
    ZB_TRY(zb_request_body(req, &body));
    ZB_TRY(zb_json_read(req->arena, (const char *)body.ptr, body.len, NULL, &file, NULL));
    ZB_TRY(run_vectors(req->arena, file, &result));
    zb_text text = zb_text_begin(res->arena, 0);
    zb_text_add_cstr(&text, "{\"of\":\"vectors\"");
    add_member(&text, "passed", result.passed);
    add_member(&text, "failed", result.failed);
    add_member(&text, "unsupported", result.unsupported);
    add_member(&text, "firstFailed", result.first_failed);
    add_member(&text, "firstStatus", result.first_status);
    zb_text_add(&text, "}", 1);
    return finish(res, &text);
}

/* All cases: an object of names, null or what does not hold. */
static zb_status
run_cases(zb_request *req, zb_response *res)
{
    zb_slot all;
    ZB_TRY(zb_object_new(req->arena, case_count, &all));
    for (uint32_t i = 0; i < case_count; i++) {
        const char *name = cases[i].name, *what = cases[i].run(req->arena);
        zb_slot value = zb_null();
        if (what != NULL)
            ZB_TRY(zb_string_new(req->arena, what, length_of(what), &value));
        ZB_TRY(zb_object_set(req->arena, all.a, name, length_of(name), value));
    }
    zb_slot body;
    ZB_TRY(zb_json_text(req->arena, all, NULL, &body));
    return zb_response_body(res, "application/json", body);
}

/* Ordinary work that leaves a hash open, which the host has to end. */
static zb_status
work(zb_request *req, zb_response *res)
{
    zb_bytes body;
    zb_hasher left_open = {0};
    uint8_t digest[32];
    ZB_TRY(zb_request_body(req, &body));
    ZB_TRY(zb_hash_begin(&left_open, ZB_SHA256));
    ZB_TRY(zb_hasher_update(&left_open, body));
    ZB_TRY(zb_hash(ZB_SHA256, body, digest));
    zb_off at;
    zb_slot value;
    ZB_TRY(zb_bytes_new(req->arena, digest, sizeof digest, &at, &value));
    return zb_response_body(res, "application/octet-stream", value);
}

/* A hash that another request began. */
static zb_hasher stolen;

static zb_status
begin(zb_request *req, zb_response *res)
{
    (void)req;
    stolen = (zb_hasher){0};
    ZB_TRY(zb_hash_begin(&stolen, ZB_SHA256));
    return zb_response_text(res, "begun");
}

static zb_status
use(zb_request *req, zb_response *res)
{
    (void)req;
    return zb_response_text(res, zb_status_text(zb_hasher_update(&stolen, zb_bytes_of(ZB_LIT("x")))));
}

/* More hashes than a module may have. */
static zb_status
many(zb_request *req, zb_response *res)
{
    (void)req;
    int64_t begun = 0;
    zb_status status = ZB_OK;
    while (status == ZB_OK && begun < 5000) {
        zb_hasher hasher = {0};
        status = zb_hash_begin(&hasher, ZB_SHA256);
        begun += status == ZB_OK;
    }
    zb_text text = zb_text_begin(res->arena, 0);
    zb_text_add_i64(&text, begun);
    zb_text_add_cstr(&text, ", then ");
    zb_text_add_cstr(&text, zb_status_text(status));
    return finish(res, &text);
}

/* The memory grows between taking a span and using it. */
static zb_status
grow(zb_request *req, zb_response *res)
{
    uint8_t before[32], after[32];
    zb_hasher hasher = {0};
    zb_off at;
    ZB_TRY(zb_hash(ZB_SHA256, zb_bytes_of(ZB_LIT("abc")), before));
    ZB_TRY(zb_hash_begin(&hasher, ZB_SHA256));
    ZB_TRY(zb_hasher_update(&hasher, zb_bytes_of(ZB_LIT("ab"))));
    ZB_TRY(zb_arena_alloc(req->arena, 4u << 20, 8, &at));
    uint8_t *high = zb_arena_ptr(req->arena, at + (4u << 20) - 1);
    *high = 'c';
    ZB_TRY(zb_hasher_update(&hasher, zb_bytes_of(high, 1)));
    ZB_TRY(zb_hasher_end(&hasher, after));
    return zb_response_text(res, zb_crypto_equal(zb_bytes_of(before, 32), zb_bytes_of(after, 32)) ? "same"
                                                                                                  : "other");
}

static zb_status
missing(zb_request *req, zb_response *res)
{
    (void)req;
    uint8_t out[32];
    return zb_response_text(res, zb_status_text(zb_hash(ZB_SHA256, zb_bytes_of(ZB_LIT("abc")), out)));
}

ZB_ROUTES({"POST", "/vectors", vectors}, {"GET", "/cases", run_cases}, {"POST", "/work", work},
          {"GET", "/begin", begin}, {"GET", "/use", use}, {"GET", "/many", many}, {"GET", "/grow", grow},
          {"GET", "/missing", missing});
