/* SPDX-License-Identifier: MIT */
#include "input.h"
#include "reply.h"

zb_status
input(zb_request *req, const char *name, const char *fallback, zb_str *out)
{
    zb_status status = zb_request_form(req, name, out);
    if (status == ZB_E_NOT_FOUND) {
        *out = zb_str_of(fallback);
        return ZB_OK;
    }
    return status == ZB_E_INVALID || status == ZB_E_BUDGET ? ZB_E_SYNTAX : status;
}

zb_status
input_cstr(zb_request *req, const char *name, const char *fallback, const char **out)
{
    zb_str value;
    zb_off copy;
    ZB_TRY(input(req, name, fallback, &value));
    for (uint32_t i = 0; i < value.len; i++)
        if (value.ptr[i] == '\0')
            return ZB_E_SYNTAX;
    ZB_TRY(zb_arena_alloc(req->arena, value.len + 1, 1, &copy));
    char *text = (char *)zb_arena_ptr(req->arena, copy);
    if (value.len != 0)
        __builtin_memcpy(text, value.ptr, value.len);
    text[value.len] = '\0';
    *out = text;
    return ZB_OK;
}

int32_t
input_number(zb_str text, int32_t fallback)
{
    int64_t number = 0;
    if (text.len == 0 || text.len > 10)
        return fallback;
    for (uint32_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return fallback;
        number = number * 10 + (text.ptr[i] - '0');
    }
    return number <= INT32_MAX ? (int32_t)number : fallback;
}
