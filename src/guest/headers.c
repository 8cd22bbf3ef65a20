/* SPDX-License-Identifier: MIT */
#include "guest.h"

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
    uint32_t name_len = zbi_cstr_len(name), value_len = zbi_cstr_len(value);
    if (name_len == 0)
        return ZB_E_INVALID;
    for (uint32_t i = 0; i < name_len; i++)
        if (!is_token_char(name[i]))
            return ZB_E_INVALID;
    for (uint32_t i = 0; i < value_len; i++)
        if (((uint8_t)value[i] < 0x20 && value[i] != '\t') || (uint8_t)value[i] >= 0x7f)
            return ZB_E_INVALID;
    /* A copy, so that a failure leaves the lines before it as they were. */
    zb_text lines = res->lines;
    lines.arena = res->arena;
    zb_slot headers;
    zb_text_add(&lines, name, name_len);
    zb_text_add(&lines, ZB_LIT(": "));
    zb_text_add(&lines, value, value_len);
    zb_text_add(&lines, "\n", 1);
    ZB_TRY(zb_text_end(&lines, &headers));
    res->lines = lines;
    zbi_response_put(res, ZB_RESPONSE_HEADERS, ZB_TAG_STRING, headers.a);
    return ZB_OK;
}
