/* SPDX-License-Identifier: MIT */
/* WebSockets of the Durable Object that the module runs in (js/host/sockets.js has the other half). */
#include <zerobuf/forward.h>
#include <zerobuf/socket.h>

#include "../guest/operation.h"

/* The object's state, as an argument. */
static zb_status
context(zb_slot *out)
{
    return ZB_CALL(out, zb_context());
}

static zb_part
arg_text_or_null(const char *text)
{
    return text != NULL ? zb_arg_text(text) : zb_arg_null();
}

/* Whether a header's value is "websocket", in any case (RFC 6455, 4.2.1). */
static bool
is_websocket(zb_str value)
{
    static const char word[] = "websocket";
    if (value.len != sizeof word - 1)
        return false;
    for (uint32_t i = 0; i < value.len; i++)
        if ((value.ptr[i] | 0x20) != word[i])
            return false;
    return true;
}

static zb_status
array_of(zb_arena *arena, const char *const *texts, uint32_t count, zb_slot *out)
{
    zb_slot array;
    ZB_TRY(zb_array_new(arena, count, &array));
    for (uint32_t i = 0; i < count; i++)
        ZB_TRY(zb_array_push_string(arena, array.a, texts[i], zbi_cstr_len(texts[i])));
    *out = array;
    return ZB_OK;
}

zb_status
zb_socket_accept(zb_request *req, zb_response *res, const char *const *tags, uint32_t count, zb_socket *out)
{
    zb_str upgrade;
    zb_slot state, list, accepted, response, socket;
    ZB_TRY(zb_request_header(req, "upgrade", &upgrade));
    if (!is_websocket(upgrade))
        return ZB_E_NOT_FOUND;
    ZB_TRY(array_of(req->arena, tags, count, &list));
    ZB_TRY(context(&state));
    ZB_TRY(ZB_CALL(&accepted, zb_platform(), zb_method("acceptSocket"), zb_arg_object(state),
                   zb_arg_string(req->path), zb_arg_value(&list)));
    ZB_TRY(ZB_CALL(&response, zb_object_of(accepted), zb_property("response")));
    ZB_TRY(ZB_CALL(&socket, zb_object_of(accepted), zb_property("socket")));
    ZB_TRY(zb_response_pass(res, response));
    out->object = socket;
    return ZB_OK;
}

zb_status
zb_socket_here(zb_socket *out)
{
    return ZB_CALL(&out->object, zb_event());
}

zb_status
zb_socket_message(zb_request *req, zb_bytes *out, bool *is_text)
{
    zb_slot body;
    ZB_TRY(zb_slot_read(zb_arena_view(req->arena), req->slots + ZB_REQUEST_BODY * ZB_SLOT_BYTES, &body));
    ZB_TRY(zb_request_body(req, out));
    if (is_text != NULL)
        *is_text = body.tag == ZB_TAG_STRING;
    return ZB_OK;
}

zb_status
zb_socket_close_code(zb_request *req, int32_t *out)
{
    zb_str text;
    int32_t code = 0;
    ZB_TRY(zb_request_header(req, "zb-close-code", &text));
    for (uint32_t i = 0; i < text.len && i < 5; i++)
        code = code * 10 + (text.ptr[i] - '0');
    *out = code;
    return ZB_OK;
}

zb_status
zb_socket_send_text(zb_socket socket, zb_str text)
{
    zb_slot nothing;
    return ZB_CALL(&nothing, zb_object_of(socket.object), zb_method("send"), zb_arg_string(text));
}

zb_status
zb_socket_send_bytes(zb_socket socket, zb_bytes bytes)
{
    zb_slot nothing;
    return ZB_CALL(&nothing, zb_object_of(socket.object), zb_method("send"), zb_arg_bytes(bytes));
}

zb_status
zb_socket_close(zb_socket socket, int32_t code, const char *reason)
{
    zb_slot nothing;
    return ZB_CALL(&nothing, zb_object_of(socket.object), zb_method("close"), zb_arg_i32(code),
                   zb_arg_text(reason));
}

zb_status
zb_socket_tags(zb_socket socket, zb_slot *out)
{
    zb_slot state;
    ZB_TRY(context(&state));
    return ZB_CALL(out, zb_platform(), zb_method("socketTags"), zb_arg_object(state),
                   zb_arg_object(socket.object));
}

zb_status
zb_socket_attach(zb_socket socket, zb_slot value)
{
    zb_slot nothing;
    return ZB_CALL(&nothing, zb_platform(), zb_method("attachToSocket"), zb_arg_object(socket.object),
                   zb_arg_value(&value));
}

zb_status
zb_socket_attachment(zb_socket socket, zb_slot *out)
{
    return ZB_CALL(out, zb_platform(), zb_method("attachmentOfSocket"), zb_arg_object(socket.object));
}

/* The number that a host call gave. */
static zb_status
count_of(zb_slot value, uint32_t *out)
{
    if (value.tag != ZB_TAG_I32)
        return ZB_E_TAG;
    *out = value.a;
    return ZB_OK;
}

zb_status
zb_socket_broadcast(const char *tag, zb_bytes message, bool is_text, const zb_socket *except, uint32_t *count)
{
    zb_slot state, sent;
    uint32_t ignored;
    zb_str text = {(const char *)message.ptr, message.len};
    ZB_TRY(context(&state));
    ZB_TRY(ZB_CALL(&sent, zb_platform(), zb_method("broadcast"), zb_arg_object(state), arg_text_or_null(tag),
                   is_text ? zb_arg_string(text) : zb_arg_bytes(message),
                   except != NULL ? zb_arg_object(except->object) : zb_arg_null()));
    return count_of(sent, count != NULL ? count : &ignored);
}

zb_status
zb_socket_count(const char *tag, uint32_t *out)
{
    zb_slot state, open;
    ZB_TRY(context(&state));
    ZB_TRY(ZB_CALL(&open, zb_platform(), zb_method("countSockets"), zb_arg_object(state),
                   arg_text_or_null(tag)));
    return count_of(open, out);
}

zb_status
zb_socket_auto_response(const char *request, const char *response)
{
    zb_slot state, nothing;
    ZB_TRY(context(&state));
    return ZB_CALL(&nothing, zb_platform(), zb_method("answerSockets"), zb_arg_object(state),
                   arg_text_or_null(request), arg_text_or_null(response));
}
