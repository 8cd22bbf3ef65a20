/* SPDX-License-Identifier: MIT */
/* The Durable Object: /do/.. goes there without the prefix, and /ws there is a WebSocket. */
#include "handlers.h"
#include "reply.h"

#include <zerobuf/durable.h>
#include <zerobuf/socket.h>

static const char BINDING[] = "SHOWCASE";

/* The same module runs in the object, and answers the same routes. */
zb_status
to_object(zb_request *req, zb_response *res)
{
    zb_durable object;
    zb_slot path;
    uint32_t prefix = sizeof "/do" - 1;
    zb_text text = zb_text_begin(req->arena, 2 + req->path.len + req->query.len);
    if (req->path.len == prefix)
        zb_text_add(&text, "/", 1);
    zb_text_add(&text, req->path.ptr + prefix, req->path.len - prefix);
    if (req->query.len != 0) {
        zb_text_add(&text, "?", 1);
        zb_text_add(&text, req->query.ptr, req->query.len);
    }
    ZB_TRY(zb_text_end(&text, &path));
    zb_str target;
    ZB_TRY(zb_string_at(zb_arena_view(req->arena), path.a, &target));

    zb_status status = zb_durable_named(BINDING, zb_str_of("showcase"), &object);
    if (status == ZB_OK)
        status = zb_durable_forward(&object, req, res, target);
    return status == ZB_E_HOST ? reply_binding_error(res, BINDING) : status;
}

zb_status
socket_open(zb_request *req, zb_response *res)
{
    zb_socket socket;
    zb_status status = zb_socket_accept(req, res, NULL, 0, &socket);
    if (status != ZB_E_NOT_FOUND && status != ZB_E_HOST)
        return status;
    /* No client of a WebSocket, or not in the object. */
    reply r = reply_begin(res);
    reply_cstr(&r, "type", "websocket_endpoint");
    reply_cstr(&r, "hint", "connect via ws://host/do/ws");
    return reply_send(&r);
}

/* A message comes back with "echo: " before it, as text. */
zb_status
socket_message(zb_request *req, zb_response *res)
{
    zb_socket socket;
    zb_bytes message;
    zb_slot answer;
    zb_str echoed;
    (void)res;
    ZB_TRY(zb_socket_here(&socket));
    ZB_TRY(zb_socket_message(req, &message, NULL));
    zb_text text = zb_text_begin(req->arena, sizeof "echo: " + message.len);
    zb_text_add_cstr(&text, "echo: ");
    zb_text_add(&text, (const char *)message.ptr, message.len);
    ZB_TRY(zb_text_end(&text, &answer));
    ZB_TRY(zb_string_at(zb_arena_view(req->arena), answer.a, &echoed));
    return zb_socket_send_text(socket, echoed);
}
