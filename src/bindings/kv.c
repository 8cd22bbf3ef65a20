/* SPDX-License-Identifier: MIT */
#include "result.h"

#include <zerobuf/kv.h>

void
zb_kv_start_get(zb_pending *pending, const char *binding, zb_str key)
{
    ZB_START(pending, zb_env(binding), zb_method("get"), zb_arg_string(key), zb_arg_text("arrayBuffer"));
}

zb_status
zb_kv_await_get(zb_pending *pending, zb_bytes *out)
{
    zb_slot value;
    ZB_TRY(zb_await(pending, &value));
    return zbi_result_bytes(value, out);
}

zb_status
zb_kv_get(const char *binding, zb_str key, zb_bytes *out)
{
    zb_pending pending;
    zb_kv_start_get(&pending, binding, key);
    return zb_kv_await_get(&pending, out);
}

zb_status
zb_kv_get_text(const char *binding, zb_str key, zb_str *out)
{
    zb_bytes bytes;
    ZB_TRY(zb_kv_get(binding, key, &bytes));
    out->ptr = (const char *)bytes.ptr;
    out->len = bytes.len;
    return ZB_OK;
}

zb_status
zb_kv_get_value(const char *binding, zb_str key, zb_slot *out)
{
    zb_slot value;
    ZB_TRY(ZB_CALL(&value, zb_env(binding), zb_method("get"), zb_arg_string(key), zb_arg_text("json")));
    if (value.tag == ZB_TAG_NULL)
        return ZB_E_NOT_FOUND;
    *out = value;
    return ZB_OK;
}

zb_status
zb_kv_get_with_metadata(const char *binding, zb_str key, zb_bytes *out, zb_slot *metadata)
{
    zb_slot both;
    zb_bytes bytes;
    ZB_TRY(ZB_CALL(&both, zb_env(binding), zb_method("getWithMetadata"), zb_arg_string(key),
                   zb_arg_text("arrayBuffer"), zb_pick(), zb_arg_text("value"), zb_arg_text("metadata")));
    if (both.tag != ZB_TAG_OBJECT)
        return ZB_E_TAG;
    ZB_TRY(zbi_result_bytes(zbi_member(both.a, ZB_LIT("value")), &bytes));
    *metadata = zbi_member(both.a, ZB_LIT("metadata"));
    *out = bytes;
    return ZB_OK;
}

/* The third argument of put(): {expirationTtl, expiration, metadata}. */
static zb_status
put_options(const zb_kv_put_options *options, zb_slot *out)
{
    zb_arena *arena = zbi_current_call();
    zb_slot object;
    if (arena == NULL)
        return ZB_E_INVALID;
    ZB_TRY(zb_object_new(arena, 3, &object));
    ZB_TRY(zbi_option_number(object.a, ZB_LIT("expirationTtl"), options->ttl_s));
    ZB_TRY(zbi_option_number(object.a, ZB_LIT("expiration"), (double)options->expires_at_s));
    if (options->metadata != NULL)
        ZB_TRY(zb_object_set(arena, object.a, ZB_LIT("metadata"), *options->metadata));
    *out = object;
    return ZB_OK;
}

zb_status
zb_kv_put(const char *binding, zb_str key, zb_bytes value, const zb_kv_put_options *options)
{
    zb_slot init = zb_null(), nothing;
    if (options != NULL)
        ZB_TRY(put_options(options, &init));
    zb_part parts[] = {zb_env(binding), zb_method("put"), zb_arg_string(key), zb_arg_bytes(value),
                       zb_arg_value(&init)};
    return zb_call(&nothing, parts, options != NULL ? 5 : 4);
}

zb_status
zb_kv_delete(const char *binding, zb_str key)
{
    zb_slot nothing;
    return ZB_CALL(&nothing, zb_env(binding), zb_method("delete"), zb_arg_string(key));
}

zb_status
zb_kv_list(const char *binding, const zb_kv_list_options *options, zb_kv_page *out)
{
    static const zb_kv_list_options all = {{"", 0}, 0, {"", 0}};
    zb_arena *arena = zbi_current_call();
    zb_slot init, page;
    if (arena == NULL)
        return ZB_E_INVALID;
    if (options == NULL)
        options = &all;
    ZB_TRY(zb_object_new(arena, 3, &init));
    ZB_TRY(zbi_option_text(init.a, ZB_LIT("prefix"), options->prefix));
    ZB_TRY(zbi_option_number(init.a, ZB_LIT("limit"), options->limit));
    ZB_TRY(zbi_option_text(init.a, ZB_LIT("cursor"), options->cursor));
    ZB_TRY(ZB_CALL(&page, zb_env(binding), zb_method("list"), zb_arg_value(&init)));
    if (page.tag != ZB_TAG_OBJECT)
        return ZB_E_TAG;
    out->keys = zbi_member_array(page.a, ZB_LIT("keys"), &out->count);
    out->complete = zbi_member(page.a, ZB_LIT("list_complete")).a != 0;
    out->cursor = zbi_member_text(page.a, ZB_LIT("cursor"));
    return ZB_OK;
}

zb_status
zb_kv_page_key(const zb_kv_page *page, uint32_t index, zb_kv_key *out)
{
    zb_off key;
    ZB_TRY(zbi_element_object(page->keys, index, &key));
    out->name = zbi_member_text(key, ZB_LIT("name"));
    out->expires_at_s = (uint64_t)zbi_member_number(key, ZB_LIT("expiration"));
    out->metadata = zbi_member(key, ZB_LIT("metadata"));
    return ZB_OK;
}
