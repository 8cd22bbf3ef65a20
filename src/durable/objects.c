/* SPDX-License-Identifier: MIT */
/* Durable Objects as their callers see them. */
#include <zerobuf/durable.h>
#include <zerobuf/forward.h>

#include "../guest/operation.h"

/* The host of the URLs that objects see: nobody looks it up. */
static const zb_str origin = {ZB_LIT("http://object")};

zb_status
zb_durable_named(const char *binding, zb_str name, zb_durable *out)
{
    return ZB_CALL(&out->stub, zb_env(binding), zb_method("getByName"), zb_arg_string(name));
}

static zb_status
get(const char *binding, zb_slot id, zb_durable *out)
{
    return ZB_CALL(&out->stub, zb_env(binding), zb_method("get"), zb_arg_object(id));
}

zb_status
zb_durable_of_id(const char *binding, zb_str id, zb_durable *out)
{
    zb_slot object;
    ZB_TRY(ZB_CALL(&object, zb_env(binding), zb_method("idFromString"), zb_arg_string(id)));
    return get(binding, object, out);
}

/* A string that a host call gave. */
static zb_status
string_of(zb_slot value, zb_str *out)
{
    return value.tag == ZB_TAG_STRING ? zb_string_at(zb_arena_view(zbi_current_call()), value.a, out)
                                      : ZB_E_TAG;
}

zb_status
zb_durable_unique(const char *binding, zb_durable *out, zb_str *id)
{
    zb_slot object, text;
    zb_durable made;
    ZB_TRY(ZB_CALL(&object, zb_env(binding), zb_method("newUniqueId")));
    ZB_TRY(ZB_CALL(&text, zb_object_of(object), zb_method("toString")));
    ZB_TRY(get(binding, object, &made));
    ZB_TRY(string_of(text, id));
    *out = made;
    return ZB_OK;
}

zb_status
zb_durable_id(zb_str *out)
{
    zb_slot text;
    ZB_TRY(ZB_CALL(&text, zb_context(), zb_property("id"), zb_method("toString")));
    return string_of(text, out);
}

zb_status
zb_durable_fetch(const zb_durable *object, zb_str path, const zb_fetch_options *options, zb_fetched *out)
{
    zb_arena *arena = zbi_current_call();
    zb_slot url, init = zb_null(), response, status;
    if (arena == NULL || path.len == 0 || path.ptr[0] != '/')
        return ZB_E_INVALID;
    zb_text text = zb_text_begin(arena, origin.len + path.len);
    zb_text_add(&text, origin.ptr, origin.len);
    zb_text_add(&text, path.ptr, path.len);
    ZB_TRY(zb_text_end(&text, &url));
    if (options != NULL)
        ZB_TRY(zbi_fetch_init(options, &init));
    zb_part parts[] = {zb_object_of(object->stub), zb_method("fetch"), zb_arg_value(&url),
                       zb_arg_value(&init)};
    ZB_TRY(zb_call(&response, parts, options != NULL ? 4 : 3));
    ZB_TRY(ZB_CALL(&status, zb_object_of(response), zb_property("status")));
    out->status = (int32_t)status.a;
    out->response = response;
    return ZB_OK;
}

zb_status
zb_durable_forward(const zb_durable *object, zb_request *req, zb_response *res, zb_str path)
{
    return zb_request_forward(req, res, object->stub, path);
}
