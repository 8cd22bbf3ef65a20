/* SPDX-License-Identifier: MIT */
#include "result.h"

zb_slot
zbi_member(zb_off object, const char *key, uint32_t len)
{
    zb_view view = zbi_result_view();
    zb_slot value;
    zb_off slot;
    if (zb_object_find(view, object, key, len, &slot) != ZB_OK || zb_slot_read(view, slot, &value) != ZB_OK)
        return zb_null();
    return value;
}

zb_str
zbi_member_text(zb_off object, const char *key, uint32_t len)
{
    zb_str text;
    return zbi_result_text(zbi_member(object, key, len), &text) == ZB_OK ? text : (zb_str){"", 0};
}

double
zbi_member_number(zb_off object, const char *key, uint32_t len)
{
    double number;
    return zb_object_get_f64(zbi_result_view(), object, key, len, &number) == ZB_OK ? number : 0;
}

zb_off
zbi_member_array(zb_off object, const char *key, uint32_t len, uint32_t *length)
{
    zb_slot value = zbi_member(object, key, len);
    zb_array array;
    *length = 0;
    if (value.tag != ZB_TAG_ARRAY || zb_array_open(zbi_result_view(), value.a, &array) != ZB_OK)
        return 0;
    *length = array.length;
    return value.a;
}

zb_status
zbi_element_object(zb_off array, uint32_t index, zb_off *out)
{
    zb_off slot;
    if (array == 0)
        return ZB_E_NOT_FOUND;
    ZB_TRY(zb_array_get(zbi_result_view(), array, index, &slot));
    return zb_slot_get_object(zbi_result_view(), slot, out);
}

zb_status
zbi_option_text(zb_off object, const char *key, uint32_t len, zb_str text)
{
    return text.len == 0 ? ZB_OK
                         : zb_object_set_string(zbi_current_call(), object, key, len, text.ptr, text.len);
}

zb_status
zbi_option_number(zb_off object, const char *key, uint32_t len, double number)
{
    return number == 0 ? ZB_OK : zb_object_set(zbi_current_call(), object, key, len, zb_number(number));
}

zb_status
zbi_parts_new(uint32_t count, zb_part **out)
{
    zb_arena *arena = zbi_current_call();
    zb_off at;
    if (arena == NULL || count > ZB_MAX_PARTS)
        return ZB_E_INVALID;
    ZB_TRY(zb_arena_alloc(arena, count * (uint32_t)sizeof **out, ZB_WRITE_ALIGN, &at));
    *out = (zb_part *)(void *)zb_arena_ptr(arena, at);
    return ZB_OK;
}
