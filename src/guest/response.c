/* SPDX-License-Identifier: MIT */
#include "guest.h"

static uint32_t
cstr_len(const char *string)
{
    uint32_t len = 0;
    while (string[len] != '\0')
        len++;
    return len;
}

zb_status
zb_response_body(zb_response *res, const char *type, zb_slot body)
{
    if (body.tag != ZB_TAG_STRING && body.tag != ZB_TAG_BYTES && body.tag != ZB_TAG_NULL)
        return ZB_E_TAG;
    zb_slot type_value = zb_null();
    if (type != NULL)
        ZB_TRY(zb_string_new(res->arena, type, cstr_len(type), &type_value));
    res->type = type_value;
    res->body = body;
    return ZB_OK;
}

zb_status
zb_response_text(zb_response *res, const char *text)
{
    zb_slot body;
    ZB_TRY(zb_string_new(res->arena, text, cstr_len(text), &body));
    return zb_response_body(res, "text/plain; charset=utf-8", body);
}

zb_status
zb_response_error(zb_response *res, int32_t status, const char *sentence)
{
    zb_text line = zb_text_begin(res->arena, 0);
    zb_text_add_cstr(&line, sentence);
    zb_text_add(&line, "\n", 1);
    zb_slot body;
    ZB_TRY(zb_text_end(&line, &body));
    res->status = status;
    return zb_response_body(res, "text/plain; charset=utf-8", body);
}

/* tchar of RFC 9110, 5.6.2 */
static bool
is_token_char(char c)
{
    char lower = (char)(c | 0x20);
    if ((lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9'))
        return true;
    for (const char *other = "!#$%&'*+-.^_`|~"; *other != '\0'; other++)
        if (c == *other)
            return true;
    return false;
}

zb_status
zb_response_header(zb_response *res, const char *name, const char *value)
{
    uint32_t name_len = cstr_len(name), value_len = cstr_len(value);
    if (name_len == 0)
        return ZB_E_INVALID;
    for (uint32_t i = 0; i < name_len; i++)
        if (!is_token_char(name[i]))
            return ZB_E_INVALID;
    for (uint32_t i = 0; i < value_len; i++)
        if (((uint8_t)value[i] < 0x20 && value[i] != '\t') || value[i] == 0x7f)
            return ZB_E_INVALID;
    zb_text_add(&res->headers, name, name_len);
    zb_text_add(&res->headers, ZB_LIT(": "));
    zb_text_add(&res->headers, value, value_len);
    zb_text_add(&res->headers, "\n", 1);
    return ZB_OK;
}

zb_status
zbi_response_finish(zb_response *res, zb_off *out)
{
    zb_slot headers = zb_null();
    if (res->headers.len > 0 || res->headers.status != ZB_OK)
        ZB_TRY(zb_text_end(&res->headers, &headers));
    zb_slot slots[ZB_RESPONSE_SLOTS] = {
        [ZB_RESPONSE_STATUS] = zb_i32(res->status),
        [ZB_RESPONSE_TYPE] = res->type,
        [ZB_RESPONSE_BODY] = res->body,
        [ZB_RESPONSE_HEADERS] = headers,
    };
    zb_off at;
    ZB_TRY(zb_arena_alloc(res->arena, sizeof slots, ZB_WRITE_ALIGN, &at));
    __builtin_memcpy(zb_arena_ptr(res->arena, at), slots, sizeof slots);
    *out = at;
    return ZB_OK;
}
