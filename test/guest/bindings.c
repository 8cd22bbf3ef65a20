/* SPDX-License-Identifier: MIT */
#include "bindings.h"

#include <zerobuf/cache.h>
#include <zerobuf/cron.h>
#include <zerobuf/kv.h>
#include <zerobuf/queue.h>

zb_str
parameter(zb_request *req, const char *name)
{
    zb_str text;
    return zb_request_query(req, name, &text) == ZB_OK ? text : (zb_str){"", 0};
}

const char *
parameter_or_null(zb_request *req, const char *name)
{
    zb_str text;
    zb_off copy;
    if (zb_request_query(req, name, &text) != ZB_OK ||
        zb_arena_alloc(req->arena, text.len + 1, 1, &copy) != ZB_OK)
        return NULL;
    char *bytes = (char *)zb_arena_ptr(req->arena, copy);
    __builtin_memcpy(bytes, text.ptr, text.len);
    bytes[text.len] = '\0';
    return bytes;
}

uint32_t
number(zb_request *req, const char *name)
{
    zb_str text = parameter(req, name);
    uint32_t value = 0;
    for (uint32_t i = 0; i < text.len && i < 10; i++)
        value = value * 10 + (uint32_t)(text.ptr[i] - '0');
    return value;
}

zb_status
show(zb_response *res, zb_slot value)
{
    zb_slot body;
    ZB_TRY(zb_json_text(res->arena, value, NULL, &body));
    return zb_response_body(res, "application/json", body);
}

zb_status
show_bytes(zb_response *res, const void *bytes, uint32_t len)
{
    zb_slot body;
    zb_off at;
    ZB_TRY(zb_bytes_new(res->arena, bytes, len, &at, &body));
    return zb_response_body(res, "application/octet-stream", body);
}

zb_status
refuse(zb_response *res, zb_status status)
{
    zb_slot body;
    if (status == ZB_E_NOT_FOUND)
        return zb_response_error(res, 404, "none");
    zb_str said = zb_failure();
    zb_text text = zb_text_begin(res->arena, 0);
    zb_text_add_cstr(&text, zb_status_text(status));
    zb_text_add(&text, ZB_LIT(": "));
    zb_text_add(&text, said.ptr, said.len);
    ZB_TRY(zb_text_end(&text, &body));
    zb_response_status(res, 502);
    return zb_response_body(res, "text/plain", body);
}

/* All values that came with the request. */
static zb_status
values(zb_request *req, zb_response *res)
{
    zb_slot list, value;
    uint32_t count = zb_request_value_count(req);
    ZB_TRY(zb_array_new(req->arena, count, &list));
    for (uint32_t i = 0; i < count; i++) {
        ZB_TRY(zb_request_value(req, i, &value));
        ZB_TRY(zb_array_push(req->arena, list.a, value));
    }
    return show(res, list);
}

static zb_status
env_text(zb_request *req, zb_response *res)
{
    zb_str text;
    ASK(zb_env_text(parameter_or_null(req, "name"), &text));
    return show_bytes(res, text.ptr, text.len);
}

static zb_status
env_value(zb_request *req, zb_response *res)
{
    zb_slot value;
    ASK(zb_env_value(parameter_or_null(req, "name"), &value));
    return show(res, value);
}

static zb_status
cache_put(zb_request *req, zb_response *res)
{
    zb_bytes body;
    zb_slot headers;
    ZB_TRY(zb_request_body(req, &body));
    ZB_TRY(zb_object_new(req->arena, 2, &headers));
    ZB_TRY(zb_object_set_string(req->arena, headers.a, ZB_LIT("cache-control"), ZB_LIT("max-age=60")));
    ZB_TRY(zb_object_set_string(req->arena, headers.a, ZB_LIT("x-from"), ZB_LIT("C")));
    ASK(zb_cache_put(parameter_or_null(req, "cache"), parameter_or_null(req, "url"), 203, &headers, body));
    return ZB_OK;
}

static zb_status
cache_get(zb_request *req, zb_response *res)
{
    zb_fetched found;
    zb_bytes body;
    zb_str from;
    ASK(zb_cache_match(parameter_or_null(req, "cache"), parameter_or_null(req, "url"), &found));
    ASK(zb_fetched_header(&found, "x-from", &from));
    ASK(zb_fetched_body(&found, &body));
    if (from.len != 1)
        return ZB_E_CORRUPT;
    zb_response_status(res, found.status);
    return show_bytes(res, body.ptr, body.len);
}

/* Fetch what ?url= is, keep it, and answer with it. */
static zb_status
cache_fetched(zb_request *req, zb_response *res)
{
    const char *url = parameter_or_null(req, "url");
    zb_fetched fetched;
    zb_bytes body;
    ASK(zb_fetch(url, NULL, &fetched));
    ASK(zb_cache_put_fetched(NULL, url, &fetched));
    ASK(zb_fetched_body(&fetched, &body));
    return show_bytes(res, body.ptr, body.len);
}

static zb_status
cache_delete(zb_request *req, zb_response *res)
{
    ASK(zb_cache_delete(parameter_or_null(req, "cache"), parameter_or_null(req, "url")));
    return ZB_OK;
}

/* Keep what it was called for, where the test finds it. */
static zb_status
tick(zb_request *req, zb_response *res)
{
    (void)res;
    zb_cron cron;
    zb_slot kept;
    zb_text text = zb_text_begin(req->arena, 0);
    ZB_TRY(zb_cron_read(&cron));
    zb_text_add(&text, cron.expression.ptr, cron.expression.len);
    zb_text_add(&text, ZB_LIT(" at "));
    zb_text_add_i64(&text, (int64_t)cron.scheduled_ms);
    ZB_TRY(zb_text_end(&text, &kept));
    zb_str written;
    ZB_TRY(zb_string_at(zb_arena_view(req->arena), kept.a, &written));
    return zb_kv_put("KV", zb_str_of("cron"), zb_bytes_of(written.ptr, written.len), NULL);
}

static zb_status
tick_badly(zb_request *req, zb_response *res)
{
    (void)req;
    return zb_response_error(res, 500, "not today");
}

ZB_ROUTES({"GET", "/all", values}, {"POST", "/all", values}, {"GET", "/env", env_text},
          {"GET", "/env-value", env_value}, {"PUT", "/kv", kv_put}, {"GET", "/kv", kv_get},
          {"DELETE", "/kv", kv_delete}, {"GET", "/kv-list", kv_list}, {"GET", "/kv-many", kv_many},
          {"PUT", "/r2", r2_put}, {"GET", "/r2", r2_get}, {"DELETE", "/r2", r2_delete},
          {"GET", "/r2-list", r2_list}, {"POST", "/d1", d1_query}, {"POST", "/d1-batch", d1_batch},
          {"POST", "/d1-exec", d1_exec}, {"POST", "/send", queue_send},
          {ZB_ON_QUEUE, "/orders", queue_consume}, {ZB_ON_QUEUE, "/dead", queue_bury},
          {"GET", "/service", rpc_fetch}, {"GET", "/rpc", rpc_method}, {"POST", "/part", rpc_part},
          {"GET", "/fan-out", rpc_fan_out}, {"PUT", "/cache", cache_put}, {"GET", "/cache", cache_get},
          {"GET", "/cache-fetched", cache_fetched}, {"DELETE", "/cache", cache_delete},
          {ZB_ON_SCHEDULED, "*", tick}, {ZB_ON_SCHEDULED, "/31 2 * * *", tick_badly});
