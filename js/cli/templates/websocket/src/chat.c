/* SPDX-License-Identifier: MIT */
/*
 * Chat rooms over WebSockets: ws://127.0.0.1:8787/room/kitchen/Ada joins the room "kitchen" as "Ada";
 * what one says all in the room get.  GET / is a page to try it with.
 *
 * A room is a Durable Object, which runs the same module as the worker.  While nobody speaks it may leave
 * the memory; its sockets stay open, and keep the names that were attached to them.
 */
#include <zerobuf/durable.h>
#include <zerobuf/socket.h>

/* An object alone has an id. */
static bool
in_object(void)
{
    zb_str id;
    return zb_durable_id(&id) == ZB_OK;
}

/* From the worker to the object of the room that the path names. */
static zb_status
pass_on(zb_request *req, zb_response *res)
{
    zb_str name;
    zb_durable room;
    zb_status status = zb_request_param(req, "room", &name);
    if (status == ZB_E_INVALID)
        return zb_response_error(res, 400, "The name of the room holds a broken %XX.");
    ZB_TRY(status);
    ZB_TRY(zb_durable_named("ROOM", name, &room));
    return zb_durable_forward(&room, req, res, req->path);
}

/* Tells all in the room but `except`: who, and what. */
static zb_status
tell(zb_arena *arena, zb_str who, const char *between, zb_bytes what, const zb_socket *except)
{
    zb_slot slot;
    zb_str line;
    zb_text text = zb_text_begin(arena, who.len + 16 + what.len);
    zb_text_add(&text, who.ptr, who.len);
    zb_text_add_cstr(&text, between);
    zb_text_add(&text, (const char *)what.ptr, what.len);
    ZB_TRY(zb_text_end(&text, &slot));
    ZB_TRY(zb_string_at(zb_arena_view(arena), slot.a, &line));
    return zb_socket_broadcast(NULL, (zb_bytes){(const uint8_t *)line.ptr, line.len}, true, except, NULL);
}

/* The name that join() attached. */
static zb_status
name_of(zb_arena *arena, zb_socket socket, zb_str *out)
{
    zb_slot name;
    ZB_TRY(zb_socket_attachment(socket, &name));
    if (name.tag != ZB_TAG_STRING)
        return ZB_E_TAG;
    return zb_string_at(zb_arena_view(arena), name.a, out);
}

static zb_status
join(zb_request *req, zb_response *res)
{
    zb_str name;
    zb_slot kept;
    zb_socket socket;
    if (!in_object())
        return pass_on(req, res);
    zb_status status = zb_request_param(req, "name", &name);
    if (status == ZB_E_INVALID ||
        (status == ZB_OK && (name.len > 64 || zb_utf8_check(name.ptr, name.len) != name.len)))
        return zb_response_error(res, 400, "A name is UTF-8 of at most 64 bytes.");
    ZB_TRY(status);
    ZB_TRY(zb_string_new(req->arena, name.ptr, name.len, &kept));
    status = zb_socket_accept(req, res, NULL, 0, &socket);
    if (status == ZB_E_NOT_FOUND)
        return zb_response_error(res, 426, "A WebSocket is expected here.");
    ZB_TRY(status);
    ZB_TRY(zb_socket_attach(socket, kept));
    ZB_TRY(zb_socket_auto_response("ping", "pong")); /* nobody is woken for it */
    return tell(req->arena, name, " is here", (zb_bytes){NULL, 0}, NULL);
}

static zb_status
say(zb_request *req, zb_response *res)
{
    zb_socket socket;
    zb_bytes message;
    zb_str name;
    bool is_text;
    (void)res;
    ZB_TRY(zb_socket_here(&socket));
    ZB_TRY(zb_socket_message(req, &message, &is_text));
    if (!is_text)
        return zb_socket_close(socket, 4000, "this room is for text");
    ZB_TRY(name_of(req->arena, socket, &name));
    return tell(req->arena, name, ": ", message, NULL);
}

static zb_status
leave(zb_request *req, zb_response *res)
{
    zb_socket socket;
    zb_str name;
    (void)res;
    ZB_TRY(zb_socket_here(&socket));
    ZB_TRY(name_of(req->arena, socket, &name));
    return tell(req->arena, name, " has left", (zb_bytes){NULL, 0}, &socket);
}

static const char PAGE[] =
    "<!doctype html><meta charset=utf-8><title>chat</title>\n"
    "<pre id=said></pre><form><input name=text autofocus autocomplete=off></form>\n"
    "<script>\n"
    "const name = prompt('Your name?') || 'somebody';\n"
    "const url = new URL(`/room/lobby/${encodeURIComponent(name)}`, location);\n"
    "const socket = new WebSocket(url.href.replace('http', 'ws'));\n"
    "socket.onmessage = ({ data }) => said.append(data + '\\n');\n"
    "socket.onclose = () => said.append('(closed)\\n');\n"
    "document.forms[0].onsubmit = ({ target }) => (socket.send(target.text.value), target.reset(), false);\n"
    "</script>\n";

static zb_status
page(zb_request *req, zb_response *res)
{
    zb_slot body;
    (void)req;
    ZB_TRY(zb_string_new(res->arena, PAGE, sizeof PAGE - 1, &body));
    return zb_response_body(res, "text/html; charset=utf-8", body);
}

ZB_ROUTES({"GET", "/", page}, {"GET", "/room/:room/:name", join}, {ZB_ON_SOCKET_MESSAGE, "*", say},
          {ZB_ON_SOCKET_CLOSE, "*", leave}, {ZB_ON_SOCKET_ERROR, "*", leave});
