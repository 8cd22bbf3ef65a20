/* SPDX-License-Identifier: MIT */
/* Routes, middleware, bodies and answers, for the tests over HTTP and those that run natively. */
#include <zerobuf/handler.h>

static zb_status
show(zb_response *res, const char *what, zb_str value)
{
    zb_slot object;
    uint32_t len = 0;
    while (what[len] != '\0')
        len++;
    ZB_TRY(zb_object_new(res->arena, 1, &object));
    ZB_TRY(zb_object_set_string(res->arena, object.a, what, len, value.ptr, value.len));
    return zb_response_json(res, object);
}

/* A parameter that cannot be decoded is the client's mistake. */
static zb_status
show_decoded(zb_response *res, const char *what, zb_status status, zb_str value)
{
    if (status == ZB_E_INVALID)
        return zb_response_error(res, 400, "broken percent-encoding\n");
    ZB_TRY(status);
    return show(res, what, value);
}

static zb_status
user(zb_request *req, zb_response *res)
{
    zb_str id = {"", 0};
    return show_decoded(res, "id", zb_request_param(req, "id", &id), id);
}

static zb_status
me(zb_request *req, zb_response *res)
{
    zb_str id;
    (void)req;
    if (zb_request_param(req, "id", &id) != ZB_E_NOT_FOUND)
        return ZB_E_INVALID;
    return zb_response_text(res, "me");
}

static zb_status
file(zb_request *req, zb_response *res)
{
    zb_str tail = {"", 0};
    return show_decoded(res, "tail", zb_request_tail(req, &tail), tail);
}

static zb_status
any(zb_request *req, zb_response *res)
{
    return show(res, "method", req->method);
}

static zb_status
nowhere(zb_request *req, zb_response *res)
{
    zb_response_status(res, 404);
    return show(res, "nowhere", req->path);
}

static zb_status
text(zb_request *req, zb_response *res)
{
    zb_str body;
    zb_status status = zb_request_text(req, &body);
    return status == ZB_OK ? show(res, "text", body) : zb_response_bad_body(res, status, NULL);
}

static zb_status
json(zb_request *req, zb_response *res)
{
    zb_slot value;
    zb_json_error error;
    zb_status status = zb_request_json(req, 64, &value, &error);
    return status == ZB_OK ? zb_response_json(res, value) : zb_response_bad_body(res, status, &error);
}

static zb_status
not_a_number(zb_request *req, zb_response *res)
{
    zb_slot array;
    (void)req;
    ZB_TRY(zb_array_new(res->arena, 2, &array));
    ZB_TRY(zb_array_push(res->arena, array.a, zb_f64(__builtin_nan(""))));
    ZB_TRY(zb_array_push(res->arena, array.a, zb_f64(-__builtin_inf())));
    return zb_response_json(res, array);
}

static zb_status
bytes(zb_request *req, zb_response *res)
{
    static const uint8_t data[] = {0, 255, 10, 13};
    (void)req;
    return zb_response_bytes(res, "application/octet-stream", data, sizeof data);
}

/* In the arena, with a NUL. */
static zb_status
terminated(zb_request *req, zb_str text_, const char **out)
{
    zb_off copy;
    ZB_TRY(zb_arena_alloc(req->arena, text_.len + 1, 1, &copy));
    char *to = (char *)zb_arena_ptr(req->arena, copy);
    __builtin_memcpy(to, text_.ptr, text_.len);
    to[text_.len] = '\0';
    *out = to;
    return ZB_OK;
}

static zb_status
redirect(zb_request *req, zb_response *res)
{
    zb_str to;
    const char *location;
    ZB_TRY(zb_request_query(req, "to", &to));
    ZB_TRY(terminated(req, to, &location));
    return zb_response_redirect(res, 302, location);
}

static zb_status
cookies(zb_request *req, zb_response *res)
{
    (void)req;
    ZB_TRY(zb_response_header(res, "set-cookie", "a=1; Path=/"));
    ZB_TRY(zb_response_header(res, "set-cookie", "b=2"));
    return zb_response_text(res, "set");
}

static zb_status
log_line(zb_request *req, zb_response *res)
{
    zb_str line;
    ZB_TRY(zb_request_query(req, "line", &line));
    zb_log_str(line);
    zb_log("and one more");
    return zb_response_text(res, "logged");
}

static zb_status
tick(zb_request *req, zb_response *res)
{
    return show(res, "tick", req->path);
}

/* Outermost: sees every answer. */
static zb_status
timing(zb_request *req, zb_response *res, const zb_chain *chain)
{
    ZB_TRY(zb_chain_next(chain, req, res));
    ZB_TRY(zb_response_header(res, "server-timing", "app"));
    return req->route == NULL ? zb_response_header(res, "x-route", "none") : ZB_OK;
}

static zb_status
cors(zb_request *req, zb_response *res, const zb_chain *chain)
{
    ZB_TRY(zb_response_header(res, "access-control-allow-origin", "*"));
    return zb_chain_next(chain, req, res);
}

/* Answers by itself. */
static zb_status
authorize(zb_request *req, zb_response *res, const zb_chain *chain)
{
    zb_str token;
    if (req->path.len < 6 || !zb_bytes_equal(req->path.ptr, "/admin", 6))
        return zb_chain_next(chain, req, res);
    if (zb_request_header(req, "authorization", &token) != ZB_OK)
        return zb_response_error(res, 401, "who are you?\n");
    return zb_chain_next(chain, req, res);
}

ZB_MIDDLEWARE(timing, cors, authorize);

ZB_ROUTES({"GET", "/users/me", me}, {"GET", "/users/:id", user}, {"DELETE", "/users/:id", user},
          {"GET", "/static/*", file}, {"*", "/any", any}, {"OPTIONS", "/own", any}, {"GET", "/own", any},
          {"POST", "/text", text}, {"POST", "/json", json}, {"GET", "/nan", not_a_number},
          {"GET", "/bytes", bytes}, {"GET", "/redirect", redirect}, {"GET", "/cookies", cookies},
          {"GET", "/log", log_line}, {"GET", "/admin/secret", any}, {ZB_ON_SCHEDULED, "*", tick},
          {"*", "*", nowhere});
