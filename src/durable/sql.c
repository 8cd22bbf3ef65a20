/* SPDX-License-Identifier: MIT */
/* SQL of the Durable Object that the module runs in. */
#include <zerobuf/durable.h>

#include "../guest/operation.h"

/* What SQLite of workerd binds at most; beside the start of the chain. */
#define MAX_ARGS 100u
#define STEPS 5u

zb_status
zb_sql_open(zb_sql_cursor *out, const char *query, const zb_part *args, uint32_t count)
{
    if (count > MAX_ARGS)
        return ZB_E_INVALID;
    zb_part parts[STEPS + MAX_ARGS] = {zb_context(), zb_property("storage"), zb_property("sql"),
                                       zb_method("exec"), zb_arg_text(query)};
    for (uint32_t i = 0; i < count; i++)
        parts[STEPS + i] = args[i];
    return zb_call(&out->cursor, parts, STEPS + count);
}

zb_status
zb_sql_run(zb_slot *out, const char *query, const zb_part *args, uint32_t count)
{
    zb_sql_cursor cursor;
    ZB_TRY(zb_sql_open(&cursor, query, args, count));
    if (out == NULL)
        return ZB_OK;
    return ZB_CALL(out, zb_platform(), zb_method("list"), zb_arg_object(cursor.cursor));
}

zb_status
zb_sql_next(zb_sql_cursor *cursor, zb_slot *out)
{
    zb_slot rows;
    zb_off first;
    zb_array array;
    ZB_TRY(ZB_CALL(&rows, zb_platform(), zb_method("take"), zb_arg_object(cursor->cursor), zb_arg_i32(1)));
    zb_view view = zb_arena_view(zbi_current_call());
    if (rows.tag != ZB_TAG_ARRAY)
        return ZB_E_TAG;
    ZB_TRY(zb_array_open(view, rows.a, &array));
    if (array.length == 0)
        return ZB_E_NOT_FOUND;
    first = array.slots;
    return zb_slot_read(view, first, out);
}
