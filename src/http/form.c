/* SPDX-License-Identifier: MIT */
#include <zerobuf/form.h>

#include "grammar.h"
#include "url_decode.h"

/* A field as it stands in the text. */
typedef struct encoded_field {
    zb_str name, value;
} encoded_field;

/* The next field that is not empty; its name ends at the first '='. */
static zb_status
next_encoded(zb_form *form, encoded_field *out)
{
    zb_str rest = form->rest;
    uint32_t end;
    for (;;) {
        if (rest.len == 0)
            return ZB_E_NOT_FOUND;
        end = zbi_find(rest, '&');
        if (end > 0)
            break;
        rest = zbi_after(rest, 1);
    }
    if (form->fields_left == 0)
        return ZB_E_BUDGET;
    zb_str field = {rest.ptr, end};
    uint32_t equals = zbi_find(field, '=');
    out->name.ptr = field.ptr;
    out->name.len = equals;
    out->value = zbi_after(field, equals < end ? equals + 1 : end);
    form->rest = zbi_after(rest, end < rest.len ? end + 1 : end);
    form->fields_left--;
    return ZB_OK;
}

/* Compare while decoding, so that the names of other fields cost no memory. */
static bool
name_is(zb_str encoded, const char *name)
{
    char c;
    for (; encoded.len > 0; name++)
        if (!zbi_url_next(&encoded, ZBI_PLUS_IS_SPACE, &c) || *name == '\0' || *name != c)
            return false;
    return *name == '\0';
}

zb_status
zb_form_next(zb_form *form, zb_arena *arena, zb_str *name, zb_str *value)
{
    zb_form after = *form;
    encoded_field field;
    zb_str decoded_name, decoded_value;
    ZB_TRY(next_encoded(&after, &field));
    ZB_TRY(zbi_url_decode(arena, field.name, ZBI_PLUS_IS_SPACE, &decoded_name));
    ZB_TRY(zbi_url_decode(arena, field.value, ZBI_PLUS_IS_SPACE, &decoded_value));
    *form = after;
    *name = decoded_name;
    *value = decoded_value;
    return ZB_OK;
}

zb_status
zb_form_find(zb_form *form, zb_arena *arena, const char *name, zb_str *value)
{
    zb_form after = *form;
    encoded_field field;
    do
        ZB_TRY(next_encoded(&after, &field));
    while (!name_is(field.name, name));
    ZB_TRY(zbi_url_decode(arena, field.value, ZBI_PLUS_IS_SPACE, value));
    *form = after;
    return ZB_OK;
}
