/* SPDX-License-Identifier: MIT */
/* What a request holds: method, path, query, form, headers, body. */
#include "handlers.h"
#include "input.h"
#include "reply.h"

static const char GREETING[] = "Hello from zerobuf!";

/* Every path that has no route of its own. */
zb_status
hello(zb_request *req, zb_response *res)
{
    (void)req;
    return zb_response_text(res, GREETING);
}

zb_status
json(zb_request *req, zb_response *res)
{
    reply r = reply_begin(res);
    reply_cstr(&r, "message", GREETING);
    reply_text(&r, "method", req->method);
    reply_text(&r, "path", req->path);
    return reply_send(&r);
}

/* GET /upper?text=..: ASCII letters only. */
zb_status
upper(zb_request *req, zb_response *res)
{
    zb_str text;
    zb_slot body;
    ZB_TRY(input(req, "text", "hello zerobuf", &text));
    ZB_TRY(zb_string_new(req->arena, text.ptr, text.len, &body));
    char *letters = (char *)zb_arena_ptr(req->arena, body.a + ZB_STRING_HEADER_BYTES);
    for (uint32_t i = 0; i < text.len; i++)
        if (letters[i] >= 'a' && letters[i] <= 'z')
            letters[i] = (char)(letters[i] - ('a' - 'A'));
    return zb_response_body(res, "text/plain; charset=utf-8", body);
}

/* Name and q come from the query or the body; age from the body alone. */
zb_status
echo(zb_request *req, zb_response *res)
{
    zb_str name, query, age = {"", 0};
    zb_form body;
    ZB_TRY(input(req, "name", "", &name));
    ZB_TRY(input(req, "q", "", &query));
    ZB_TRY(zb_request_form_body(req, &body));
    zb_status status = zb_form_find(&body, req->arena, "age", &age);
    if (status != ZB_OK && status != ZB_E_NOT_FOUND)
        return status == ZB_E_INVALID || status == ZB_E_BUDGET ? ZB_E_SYNTAX : status;
    reply r = reply_begin(res);
    reply_text(&r, "method", req->method);
    reply_text(&r, "name", name);
    reply_text(&r, "age", age);
    reply_text(&r, "query", query);
    return reply_send(&r);
}

/* A header, empty when there is none. */
static zb_status
reply_header(reply *r, const char *key, zb_request *req, const char *name)
{
    zb_str value = {"", 0};
    zb_status status = zb_request_header(req, name, &value);
    if (status != ZB_OK && status != ZB_E_NOT_FOUND)
        return status;
    reply_text(r, key, value);
    return ZB_OK;
}

zb_status
headers(zb_request *req, zb_response *res)
{
    static const char *const SHOWN[] = {"user-agent", "x-custom", "host", "accept"};
    reply r = reply_begin(res);
    for (uint32_t i = 0; i < sizeof SHOWN / sizeof SHOWN[0]; i++)
        ZB_TRY(reply_header(&r, SHOWN[i], req, SHOWN[i]));
    return reply_send(&r);
}

/* All that there is to know about a request.  Hosts speak HTTP/1.1 with handlers, whatever the client speaks.
 */
zb_status
reflect(zb_request *req, zb_response *res)
{
    zb_bytes body;
    zb_slot target;
    ZB_TRY(zb_request_body(req, &body));
    zb_text text = zb_text_begin(req->arena, req->path.len + 1 + req->query.len);
    zb_text_add(&text, req->path.ptr, req->path.len);
    if (req->query.len != 0) {
        zb_text_add(&text, "?", 1);
        zb_text_add(&text, req->query.ptr, req->query.len);
    }
    ZB_TRY(zb_text_end(&text, &target));

    reply r = reply_begin(res);
    reply_text(&r, "method", req->method);
    reply_text(&r, "path", req->path);
    reply_text(&r, "raw_query", req->query);
    ZB_TRY(reply_header(&r, "host", req, "host"));
    reply_cstr(&r, "proto", "HTTP/1.1");
    reply_bool(&r, "proto_at_1_1", true);
    reply_value(&r, "request_uri", target);
    ZB_TRY(reply_header(&r, "referer", req, "referer"));
    ZB_TRY(reply_header(&r, "user_agent", req, "user-agent"));
    reply_number(&r, "content_len", body.len);
    return reply_send(&r);
}

/* GET /static/..: the path behind the prefix, with the slash. */
zb_status
stripped(zb_request *req, zb_response *res)
{
    reply r = reply_begin(res);
    uint32_t prefix = sizeof "/static" - 1;
    reply_text(&r, "stripped_path", (zb_str){req->path.ptr + prefix, req->path.len - prefix});
    return reply_send(&r);
}
