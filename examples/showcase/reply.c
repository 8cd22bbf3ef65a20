/* SPDX-License-Identifier: MIT */
#include "reply.h"

#include <zerobuf/env.h>

#define TEXT "text/plain; charset=utf-8"
#define USUAL_KEYS 5u

reply
reply_begin(zb_response *res)
{
    reply r = {.res = res};
    r.status = zb_object_new(res->arena, USUAL_KEYS, &r.object);
    return r;
}

void
reply_value(reply *r, const char *key, zb_slot value)
{
    zb_str name = zb_str_of(key);
    if (r->status == ZB_OK)
        r->status = zb_object_set(r->res->arena, r->object.a, name.ptr, name.len, value);
}

void
reply_text(reply *r, const char *key, zb_str text)
{
    zb_slot value;
    if (r->status == ZB_OK)
        r->status = zb_string_new(r->res->arena, text.ptr, text.len, &value);
    if (r->status == ZB_OK)
        reply_value(r, key, value);
}

void
reply_cstr(reply *r, const char *key, const char *text)
{
    reply_text(r, key, zb_str_of(text));
}

void
reply_number(reply *r, const char *key, double number)
{
    reply_value(r, key, zb_number(number));
}

void
reply_bool(reply *r, const char *key, bool value)
{
    reply_value(r, key, zb_bool(value));
}

zb_status
reply_send(reply *r)
{
    ZB_TRY(r->status);
    return zb_response_json(r->res, r->object);
}

zb_status
reply_error(zb_response *res, int32_t status, const char *sentence)
{
    ZB_TRY(zb_response_header(res, "x-content-type-options", "nosniff"));
    return zb_response_error(res, status, sentence);
}

zb_status
reply_host_error(zb_response *res, int32_t status, const char *beginning)
{
    zb_slot sentence;
    zb_str why = zb_failure();
    zb_text text = zb_text_begin(res->arena, 64);
    zb_text_add_cstr(&text, beginning);
    zb_text_add_cstr(&text, ": ");
    zb_text_add(&text, why.ptr, why.len);
    ZB_TRY(zb_text_end(&text, &sentence));
    ZB_TRY(zb_response_header(res, "x-content-type-options", "nosniff"));
    zb_response_status(res, status);
    return zb_response_body(res, TEXT, sentence);
}

zb_status
reply_binding_error(zb_response *res, const char *binding)
{
    zb_slot found;
    if (zb_env_value(binding, &found) == ZB_E_NOT_FOUND)
        return reply_error(res, 501, "this host has no such binding");
    return reply_host_error(res, 500, binding);
}

zb_status
reply_empty(zb_response *res, int32_t status)
{
    zb_response_status(res, status);
    return zb_response_body(res, "application/octet-stream", zb_null());
}
