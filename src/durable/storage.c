/* SPDX-License-Identifier: MIT */
/* Storage of the Durable Object that the module runs in: values by key, and the alarm. */
#include <zerobuf/durable.h>

#include "../guest/operation.h"

zb_status
zb_storage_get(zb_str key, zb_slot *out)
{
    zb_slot value;
    ZB_TRY(ZB_CALL(&value, zb_context(), zb_property("storage"), zb_method("get"), zb_arg_string(key)));
    if (value.tag == ZB_TAG_NULL)
        return ZB_E_NOT_FOUND;
    *out = value;
    return ZB_OK;
}

zb_status
zb_storage_put(zb_str key, zb_slot value)
{
    zb_slot nothing;
    if (value.tag == ZB_TAG_NULL) {
        zb_status status = zb_storage_delete(key);
        return status == ZB_E_NOT_FOUND ? ZB_OK : status;
    }
    return ZB_CALL(&nothing, zb_context(), zb_property("storage"), zb_method("put"), zb_arg_string(key),
                   zb_arg_value(&value));
}

zb_status
zb_storage_delete(zb_str key)
{
    zb_slot deleted;
    ZB_TRY(ZB_CALL(&deleted, zb_context(), zb_property("storage"), zb_method("delete"), zb_arg_string(key)));
    return deleted.tag == ZB_TAG_BOOL && deleted.a != 0 ? ZB_OK : ZB_E_NOT_FOUND;
}

zb_status
zb_storage_delete_all(void)
{
    zb_slot nothing;
    return ZB_CALL(&nothing, zb_context(), zb_property("storage"), zb_method("deleteAll"));
}

static zb_status
set_text(zb_arena *arena, zb_slot object, const char *key, uint32_t len, zb_str text)
{
    return text.len != 0 ? zb_object_set_string(arena, object.a, key, len, text.ptr, text.len) : ZB_OK;
}

static zb_status
range_value(zb_arena *arena, const zb_storage_range *range, zb_slot *out)
{
    zb_slot object;
    ZB_TRY(zb_object_new(arena, 6, &object));
    ZB_TRY(set_text(arena, object, ZB_LIT("prefix"), range->prefix));
    ZB_TRY(set_text(arena, object, ZB_LIT("start"), range->start));
    ZB_TRY(set_text(arena, object, ZB_LIT("startAfter"), range->start_after));
    ZB_TRY(set_text(arena, object, ZB_LIT("end"), range->end));
    if (range->limit != 0)
        ZB_TRY(zb_object_set(arena, object.a, ZB_LIT("limit"), zb_number(range->limit)));
    if (range->reverse)
        ZB_TRY(zb_object_set(arena, object.a, ZB_LIT("reverse"), zb_bool(true)));
    *out = object;
    return ZB_OK;
}

zb_status
zb_storage_list(const zb_storage_range *range, zb_slot *out)
{
    static const zb_storage_range everything;
    zb_arena *arena = zbi_current_call();
    zb_slot options, map;
    if (arena == NULL)
        return ZB_E_INVALID;
    ZB_TRY(range_value(arena, range != NULL ? range : &everything, &options));
    ZB_TRY(ZB_CALL(&map, zb_context(), zb_property("storage"), zb_method("list"), zb_arg_value(&options)));
    return ZB_CALL(out, zb_platform(), zb_method("list"), zb_arg_object(map));
}

zb_status
zb_alarm_set(double ms_since_epoch)
{
    zb_slot nothing;
    return ZB_CALL(&nothing, zb_context(), zb_property("storage"), zb_method("setAlarm"),
                   zb_arg_f64(ms_since_epoch));
}

zb_status
zb_alarm_after(uint32_t ms)
{
    zb_slot now;
    double time;
    ZB_TRY(ZB_CALL(&now, zb_platform(), zb_method("now")));
    if (now.tag != ZB_TAG_F64)
        return ZB_E_TAG;
    __builtin_memcpy(&time, &now.b, sizeof time);
    return zb_alarm_set(time + ms);
}

zb_status
zb_alarm_get(double *out)
{
    zb_slot due;
    ZB_TRY(ZB_CALL(&due, zb_context(), zb_property("storage"), zb_method("getAlarm")));
    if (due.tag == ZB_TAG_F64)
        __builtin_memcpy(out, &due.b, sizeof *out);
    else if (due.tag == ZB_TAG_I32)
        *out = (int32_t)due.a;
    else
        return ZB_E_NOT_FOUND;
    return ZB_OK;
}

zb_status
zb_alarm_delete(void)
{
    zb_slot nothing;
    return ZB_CALL(&nothing, zb_context(), zb_property("storage"), zb_method("deleteAlarm"));
}
