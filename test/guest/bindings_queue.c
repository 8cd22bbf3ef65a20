/* SPDX-License-Identifier: MIT */
#include "bindings.h"

#include <zerobuf/kv.h>
#include <zerobuf/queue.h>

/* ?as=text, bytes or value: the body as one message; batch: as all three. */
zb_status
queue_send(zb_request *req, zb_response *res)
{
    zb_bytes body;
    zb_slot value;
    zb_str as = parameter(req, "as");
    uint32_t delay_s = number(req, "delay");
    ZB_TRY(zb_request_body(req, &body));
    ZB_TRY(zb_object_new(req->arena, 1, &value));
    ZB_TRY(zb_object_set_string(req->arena, value.a, ZB_LIT("told"), (const char *)body.ptr, body.len));
    zb_part bodies[] = {zb_arg_string((zb_str){(const char *)body.ptr, body.len}), zb_arg_bytes(body),
                        zb_arg_value(&value)};
    if (as.len == 5 && as.ptr[0] == 'b' && as.ptr[1] == 'a')
        ASK(zb_queue_send_batch("ORDERS", bodies, 3, delay_s));
    else if (as.len == 0)
        return zb_queue_send("ORDERS", zb_arg_i32(1), 0) == ZB_E_INVALID
                   ? zb_response_error(res, 400, "no kind of body")
                   : ZB_E_CORRUPT;
    else
        ASK(zb_queue_send("ORDERS", bodies[as.ptr[0] == 't' ? 0 : as.ptr[0] == 'b' ? 1 : 2], delay_s));
    return ZB_OK;
}

/* What a body says, whatever it was sent as; its kind comes first. */
static zb_status
read_body(zb_slot body, zb_arena *arena, zb_slot *out, zb_str *told)
{
    zb_view view = zb_arena_view(arena);
    zb_text text = zb_text_begin(arena, 0);
    if (body.tag == ZB_TAG_OBJECT)
        ZB_TRY(zb_object_get_string(view, body.a, ZB_LIT("told"), told));
    else
        ZB_TRY(zb_string_at(view, body.a, told));
    zb_text_add_cstr(&text, body.tag == ZB_TAG_OBJECT  ? "value "
                            : body.tag == ZB_TAG_BYTES ? "bytes "
                                                       : "text ");
    zb_text_add(&text, told->ptr, told->len);
    return zb_text_end(&text, out);
}

/* Keep "kind body" under "prefix:id:attempts". */
static zb_status
keep(zb_arena *arena, const char *prefix, const zb_queue_message *message, zb_slot shown)
{
    zb_slot key;
    zb_str name, value;
    zb_text text = zb_text_begin(arena, 0);
    zb_text_add_cstr(&text, prefix);
    zb_text_add(&text, message->id.ptr, message->id.len);
    zb_text_add(&text, ZB_LIT(":"));
    zb_text_add_i64(&text, message->attempts);
    ZB_TRY(zb_text_end(&text, &key));
    ZB_TRY(zb_string_at(zb_arena_view(arena), key.a, &name));
    ZB_TRY(zb_string_at(zb_arena_view(arena), shown.a, &value));
    return zb_kv_put("KV", name, zb_bytes_of(value.ptr, value.len), NULL);
}

static bool
says(zb_str told, const char *word)
{
    zb_str wanted = zb_str_of(word);
    return told.len >= wanted.len && zb_bytes_equal((const uint8_t *)told.ptr, wanted.ptr, wanted.len);
}

/*
 * Keeps each message, and does what it says: "retry" asks for another attempt once, "fail"
 * always does, "throw" fails the handler after all others were acknowledged.
 */
zb_status
queue_consume(zb_request *req, zb_response *res)
{
    zb_queue_batch batch;
    zb_queue_message message;
    zb_slot shown;
    zb_str told;
    bool fail = false;
    ZB_TRY(zb_queue_batch_read(&batch));
    if (!says(batch.queue, "orders") || zb_queue_message_read(batch.count, &message) != ZB_E_NOT_FOUND)
        return ZB_E_CORRUPT;
    for (uint32_t i = 0; i < batch.count; i++) {
        ZB_TRY(zb_queue_message_read(i, &message));
        ZB_TRY(read_body(message.body, req->arena, &shown, &told));
        ZB_TRY(keep(req->arena, message.sent_ms > 1.6e12 ? "seen:" : "undated:", &message, shown));
        if (says(told, "fail") || (says(told, "retry") && message.attempts == 1))
            ZB_TRY(zb_queue_retry(i, 0));
        else if (says(told, "throw") && message.attempts == 1)
            fail = true;
        else
            ZB_TRY(zb_queue_ack(i));
    }
    return fail ? zb_response_error(res, 500, "thrown") : ZB_OK;
}

/* The dead letter queue. */
zb_status
queue_bury(zb_request *req, zb_response *res)
{
    (void)res;
    zb_queue_batch batch;
    zb_queue_message message;
    zb_slot shown;
    zb_str told;
    ZB_TRY(zb_queue_batch_read(&batch));
    for (uint32_t i = 0; i < batch.count; i++) {
        ZB_TRY(zb_queue_message_read(i, &message));
        ZB_TRY(read_body(message.body, req->arena, &shown, &told));
        ZB_TRY(keep(req->arena, "dead:", &message, shown));
    }
    return zb_queue_ack_all();
}
