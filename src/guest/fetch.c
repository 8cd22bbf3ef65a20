/* SPDX-License-Identifier: MIT */
#include "operation.h"

zb_status
zbi_fetch_init(const zb_fetch_options *options, zb_slot *out)
{
    zb_arena *arena = zbi_current_call();
    zb_slot object, body;
    if (arena == NULL)
        return ZB_E_INVALID;
    const char *method = options->method != NULL ? options->method : "GET";
    ZB_TRY(zb_object_new(arena, 3, &object));
    ZB_TRY(zb_object_set_string(arena, object.a, ZB_LIT("method"), method, zbi_cstr_len(method)));
    if (options->headers != NULL)
        ZB_TRY(zb_object_set(arena, object.a, ZB_LIT("headers"), *options->headers));
    if (options->body.ptr != NULL) {
        zb_off data;
        ZB_TRY(zb_bytes_new(arena, options->body.ptr, options->body.len, &data, &body));
        ZB_TRY(zb_object_set(arena, object.a, ZB_LIT("body"), body));
    }
    *out = object;
    return ZB_OK;
}

zb_status
zb_fetch(const char *url, const zb_fetch_options *options, zb_fetched *out)
{
    return zbi_fetch_at(zb_platform(), url, options, out);
}

zb_status
zbi_fetch_at(zb_part at, const char *url, const zb_fetch_options *options, zb_fetched *out)
{
    zb_slot init = zb_null(), response, status;
    if (options != NULL)
        ZB_TRY(zbi_fetch_init(options, &init));
    zb_part parts[] = {at, zb_method("fetch"), zb_arg_text(url), zb_arg_value(&init)};
    ZB_TRY(zb_call(&response, parts, options != NULL ? 4 : 3));
    ZB_TRY(ZB_CALL(&status, zb_object_of(response), zb_property("status")));
    out->status = (int32_t)status.a;
    out->response = response;
    return ZB_OK;
}

zb_status
zb_fetched_body(const zb_fetched *fetched, zb_bytes *out)
{
    zb_slot body;
    zb_str bytes;
    ZB_TRY(ZB_CALL(&body, zb_object_of(fetched->response), zb_method("arrayBuffer")));
    ZB_TRY(zb_string_at(zb_arena_view(zbi_current_call()), body.a, &bytes));
    out->ptr = (const uint8_t *)bytes.ptr;
    out->len = bytes.len;
    return ZB_OK;
}

zb_status
zb_fetched_header(const zb_fetched *fetched, const char *name, zb_str *out)
{
    zb_slot value;
    ZB_TRY(ZB_CALL(&value, zb_object_of(fetched->response), zb_property("headers"), zb_method("get"),
                   zb_arg_text(name)));
    if (value.tag != ZB_TAG_STRING)
        return ZB_E_NOT_FOUND;
    return zb_string_at(zb_arena_view(zbi_current_call()), value.a, out);
}
