/* SPDX-License-Identifier: MIT */
/* A KV namespace, which Worker and Durable Object share. */
#include "handlers.h"
#include "input.h"
#include "reply.h"

#include <zerobuf/crypto.h>
#include <zerobuf/kv.h>

static const char BINDING[] = "KV";

/* The parameter `key`.  ZB_E_NOT_FOUND, and the answer is there, when it is missing. */
static zb_status
require_key(zb_request *req, zb_response *res, zb_str *out)
{
    ZB_TRY(input(req, "key", "", out));
    if (out->len != 0)
        return ZB_OK;
    ZB_TRY(reply_error(res, 400, "key required"));
    return ZB_E_NOT_FOUND;
}

/* What becomes of a failure: an answer where it has one. */
static zb_status
settle(zb_response *res, zb_status status)
{
    return status == ZB_E_HOST ? reply_binding_error(res, BINDING) : status;
}

static zb_status
reply_done(zb_response *res, const char *status, zb_str key)
{
    reply r = reply_begin(res);
    reply_cstr(&r, "status", status);
    reply_text(&r, "key", key);
    return reply_send(&r);
}

zb_status
kv_put(zb_request *req, zb_response *res)
{
    zb_str key, value;
    zb_status status = require_key(req, res, &key);
    if (status != ZB_OK)
        return status == ZB_E_NOT_FOUND ? ZB_OK : status;
    ZB_TRY(input(req, "value", "", &value));
    status = zb_kv_put(BINDING, key, zb_bytes_of(value.ptr, value.len), NULL);
    return status == ZB_OK ? reply_done(res, "ok", key) : settle(res, status);
}

zb_status
kv_get(zb_request *req, zb_response *res)
{
    zb_str key, value = {"", 0};
    zb_status status = require_key(req, res, &key);
    if (status != ZB_OK)
        return status == ZB_E_NOT_FOUND ? ZB_OK : status;
    status = zb_kv_get_text(BINDING, key, &value);
    if (status != ZB_OK && status != ZB_E_NOT_FOUND)
        return settle(res, status);
    reply r = reply_begin(res);
    reply_text(&r, "key", key);
    reply_text(&r, "value", value);
    reply_bool(&r, "found", status == ZB_OK);
    return reply_send(&r);
}

zb_status
kv_delete(zb_request *req, zb_response *res)
{
    zb_str key;
    zb_status status = require_key(req, res, &key);
    if (status != ZB_OK)
        return status == ZB_E_NOT_FOUND ? ZB_OK : status;
    status = zb_kv_delete(BINDING, key);
    return status == ZB_OK ? reply_done(res, "deleted", key) : settle(res, status);
}

/* All pages, one after the other. */
static zb_status
list_keys(zb_arena *arena, zb_str prefix, zb_off keys)
{
    zb_kv_list_options options = {.prefix = prefix};
    zb_kv_page page;
    do {
        ZB_TRY(zb_kv_list(BINDING, &options, &page));
        for (uint32_t i = 0; i < page.count; i++) {
            zb_kv_key key;
            ZB_TRY(zb_kv_page_key(&page, i, &key));
            ZB_TRY(zb_array_push_string(arena, keys, key.name.ptr, key.name.len));
        }
        options.cursor = page.cursor;
    } while (!page.complete);
    return ZB_OK;
}

zb_status
kv_list(zb_request *req, zb_response *res)
{
    zb_str prefix;
    zb_slot keys;
    ZB_TRY(input(req, "prefix", "", &prefix));
    ZB_TRY(zb_array_new(req->arena, 0, &keys));
    zb_status status = list_keys(req->arena, prefix, keys.a);
    if (status != ZB_OK)
        return settle(res, status);
    reply r = reply_begin(res);
    reply_text(&r, "prefix", prefix);
    reply_value(&r, "keys", keys);
    return reply_send(&r);
}
