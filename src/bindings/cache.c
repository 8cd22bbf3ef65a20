/* SPDX-License-Identifier: MIT */
#include "result.h"

#include "../guest/operation.h"

#include <zerobuf/cache.h>

#define MOST_PARTS 8u

/* A chain that has reached a cache. */
typedef struct chain {
    zb_part parts[MOST_PARTS];
    uint32_t count;
} chain;

static chain
open_cache(const char *cache)
{
    chain c = {.parts = {zb_platform(), zb_property("caches")}, .count = 2};
    if (cache == NULL) {
        c.parts[c.count++] = zb_property("default");
    } else {
        c.parts[c.count++] = zb_method("open");
        c.parts[c.count++] = zb_arg_text(cache);
    }
    return c;
}

zb_status
zb_cache_match(const char *cache, const char *url, zb_fetched *out)
{
    zb_slot response, status;
    chain c = open_cache(cache);
    c.parts[c.count++] = zb_method("match");
    c.parts[c.count++] = zb_arg_text(url);
    ZB_TRY(zb_call(&response, c.parts, c.count));
    if (response.tag == ZB_TAG_NULL)
        return ZB_E_NOT_FOUND;
    ZB_TRY(ZB_CALL(&status, zb_object_of(response), zb_property("status")));
    out->status = (int32_t)status.a;
    out->response = response;
    return ZB_OK;
}

static zb_status
put(const char *cache, const char *url, zb_slot response)
{
    zb_slot nothing;
    chain c = open_cache(cache);
    c.parts[c.count++] = zb_method("put");
    c.parts[c.count++] = zb_arg_text(url);
    c.parts[c.count++] = zb_arg_object(response);
    return zb_call(&nothing, c.parts, c.count);
}

zb_status
zb_cache_put(const char *cache, const char *url, int32_t status, const zb_slot *headers, zb_bytes body)
{
    zb_arena *arena = zbi_current_call();
    zb_slot init, response;
    if (arena == NULL)
        return ZB_E_INVALID;
    ZB_TRY(zb_object_new(arena, 2, &init));
    ZB_TRY(zb_object_set(arena, init.a, ZB_LIT("status"), zb_i32(status)));
    if (headers != NULL)
        ZB_TRY(zb_object_set(arena, init.a, ZB_LIT("headers"), *headers));
    ZB_TRY(ZB_CALL(&response, zb_platform(), zb_method("response"), zb_arg_bytes(body), zb_arg_value(&init)));
    return put(cache, url, response);
}

zb_status
zb_cache_put_fetched(const char *cache, const char *url, const zb_fetched *fetched)
{
    zb_slot copy;
    ZB_TRY(ZB_CALL(&copy, zb_object_of(fetched->response), zb_method("clone")));
    return put(cache, url, copy);
}

zb_status
zb_cache_delete(const char *cache, const char *url)
{
    zb_slot was_there;
    chain c = open_cache(cache);
    c.parts[c.count++] = zb_method("delete");
    c.parts[c.count++] = zb_arg_text(url);
    ZB_TRY(zb_call(&was_there, c.parts, c.count));
    return was_there.tag == ZB_TAG_BOOL && was_there.a != 0 ? ZB_OK : ZB_E_NOT_FOUND;
}
