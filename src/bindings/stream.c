/* SPDX-License-Identifier: MIT */
#include "stream.h"

/* One piece.  ZB_E_NOT_FOUND at the end. */
static zb_status
send_next(zb_part pieces, zb_response *res)
{
    zb_slot piece;
    zb_bytes bytes;
    ZB_TRY(ZB_CALL(&piece, pieces, zb_method("next")));
    ZB_TRY(zbi_result_bytes(piece, &bytes));
    return zb_response_write(res, bytes.ptr, bytes.len);
}

zb_status
zbi_stream_send(zb_slot stream, zb_response *res)
{
    zb_slot object, nothing;
    ZB_TRY(ZB_CALL(&object, zb_platform(), zb_method("pieces"), zb_arg_object(stream)));
    zb_part pieces = zb_object_of(object);
    /* The head goes first, so that an empty body is sent in the same way. */
    zb_status status = zb_response_write(res, "", 0);
    while (status == ZB_OK) {
        zb_checkpoint before = zb_arena_save(res->arena);
        status = send_next(pieces, res);
        if (status == ZB_OK)
            status = zb_arena_restore(res->arena, before);
    }
    if (status == ZB_E_NOT_FOUND)
        return ZB_OK;
    (void)(ZB_CALL(&nothing, pieces, zb_method("cancel")) ==
           ZB_OK); /* how the source takes it changes nothing */
    return status;
}
