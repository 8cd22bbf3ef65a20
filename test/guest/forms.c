/* SPDX-License-Identifier: MIT */
/* Forms and other formats of HTTP over real connections, for test/http/forms.test.mjs. */
#include <zerobuf/accept.h>
#include <zerobuf/auth.h>
#include <zerobuf/await.h>
#include <zerobuf/cookie.h>
#include <zerobuf/events.h>
#include <zerobuf/form.h>
#include <zerobuf/handler.h>
#include <zerobuf/multipart.h>
#include <zerobuf/static_file.h>
#include <zerobuf/status_text.h>

/* `"name": "value"`, with the comma before it. */
static void
add_member(zb_text *json, const char *name, zb_str value)
{
    zb_text_add_cstr(json, json->len > 1 ? ", \"" : "\"");
    zb_text_add_cstr(json, name);
    zb_text_add_cstr(json, "\": ");
    zb_text_add_json(json, value.ptr, value.len);
}

static zb_status
answer_json(zb_response *res, zb_text *json)
{
    zb_slot body;
    zb_text_add_cstr(json, "\n");
    ZB_TRY(zb_text_end(json, &body));
    return zb_response_body(res, "application/json", body);
}

/* A field, null when there is none. */
static zb_status
add_found(zb_text *json, const char *name, zb_status status, zb_str value)
{
    if (status == ZB_OK)
        add_member(json, name, value);
    return status == ZB_E_NOT_FOUND ? ZB_OK : status;
}

/* What /echo of the showcase does: name from anywhere, age of the body, q of the query. */
static zb_status
echo(zb_request *req, zb_response *res)
{
    zb_str name, age, query;
    zb_form form;
    zb_text json = zb_text_begin(req->arena, 64);
    zb_text_add_cstr(&json, "{");
    add_member(&json, "method", req->method);
    zb_status status = zb_request_form(req, "name", &name);
    ZB_TRY(add_found(&json, "name", status, name));
    ZB_TRY(zb_request_form_body(req, &form));
    status = zb_form_find(&form, req->arena, "age", &age);
    ZB_TRY(add_found(&json, "age", status, age));
    status = zb_request_query(req, "q", &query);
    ZB_TRY(add_found(&json, "query", status, query));
    zb_text_add_cstr(&json, "}");
    return answer_json(res, &json);
}

static uint32_t
checksum(zb_bytes bytes)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < bytes.len; i++)
        sum = sum * 31 + bytes.ptr[i];
    return sum;
}

static zb_status
upload(zb_request *req, zb_response *res)
{
    zb_multipart parts;
    zb_form_part part;
    zb_text json = zb_text_begin(req->arena, 64);
    zb_status status = zb_request_multipart(req, &parts);
    if (status == ZB_E_TAG)
        return zb_response_error(res, 415, "multipart/form-data required\n");
    bool first = true;
    zb_text_add_cstr(&json, "[");
    while (status == ZB_OK && (status = zb_multipart_next(&parts, req->arena, &part)) == ZB_OK) {
        zb_text_add_cstr(&json, first ? "{\"name\": " : ", {\"name\": ");
        zb_text_add_json(&json, part.name.ptr, part.name.len);
        zb_text_add_cstr(&json, ", \"type\": ");
        zb_text_add_json(&json, part.type.ptr, part.type.len);
        zb_text_add_cstr(&json, ", \"filename\": ");
        if (part.has_filename)
            zb_text_add_json(&json, part.filename.ptr, part.filename.len);
        else
            zb_text_add_cstr(&json, "null");
        zb_text_add_cstr(&json, ", \"bytes\": ");
        zb_text_add_i64(&json, part.content.len);
        zb_text_add_cstr(&json, ", \"sum\": ");
        zb_text_add_i64(&json, checksum(part.content));
        zb_text_add_cstr(&json, "}");
        first = false;
    }
    if (status != ZB_E_NOT_FOUND)
        return zb_response_error(res, status == ZB_E_BUDGET ? 413 : 400, zb_status_text(status));
    zb_text_add_cstr(&json, "]");
    return answer_json(res, &json);
}

static zb_status
set_cookies(zb_request *req, zb_response *res)
{
    (void)req;
    zb_cookie sid = {.name = "sid", .value = "sess-abc", .path = "/", .http_only = true, .secure = true};
    zb_cookie theme = {.name = "theme", .value = "dark", .path = "/", .max_age_s = 86400};
    zb_cookie broken = {.name = "a", .value = "b\r\nx-injected: c"};
    sid.same_site = ZB_SAME_SITE_STRICT;
    ZB_TRY(zb_response_cookie(res, &sid));
    ZB_TRY(zb_response_cookie(res, &theme));
    if (zb_response_cookie(res, &broken) != ZB_E_INVALID)
        return ZB_E_CORRUPT;
    return zb_response_text(res, "cookies set");
}

static zb_status
read_cookie(zb_request *req, zb_response *res)
{
    zb_str value;
    if (zb_request_cookie(req, "session", &value) != ZB_OK)
        return zb_response_error(res, 400, "no cookie\n");
    zb_text json = zb_text_begin(req->arena, 64);
    zb_text_add_cstr(&json, "{");
    add_member(&json, "value", value);
    zb_text_add_cstr(&json, "}");
    return answer_json(res, &json);
}

static zb_status
basic_auth(zb_request *req, zb_response *res)
{
    zb_basic basic;
    if (zb_request_basic(req, &basic) != ZB_OK || !zb_basic_is(&basic, "admin", "secret"))
        return zb_response_ask_basic(res, "test");
    return zb_response_text(res, "welcome\n");
}

static zb_status
negotiate(zb_request *req, zb_response *res)
{
    static const char *const offers[] = {"application/json", "text/plain", "text/html"};
    uint32_t chosen;
    zb_slot body;
    if (zb_request_accept(req, offers, 3, &chosen) != ZB_OK)
        return zb_response_error(res, 406, zb_status_reason(406));
    ZB_TRY(zb_string_new(res->arena, offers[chosen], 4, &body));
    return zb_response_body(res, offers[chosen], body);
}

/* ?path= of a file of ?size= bytes: 'a' to 'z' again and again. */
static zb_status
file(zb_request *req, zb_response *res)
{
    zb_str path, size_text;
    uint32_t size = 0;
    ZB_TRY(zb_request_query(req, "path", &path));
    ZB_TRY(zb_request_query(req, "size", &size_text));
    for (uint32_t i = 0; i < size_text.len && size < 100000000; i++)
        size = size * 10 + (uint32_t)(size_text.ptr[i] - '0');
    if (zb_path_clean(req->arena, path, &path) != ZB_OK)
        return zb_response_error(res, 404, "404 page not found\n");
    zb_off at;
    ZB_TRY(zb_arena_alloc(req->arena, size, 1, &at));
    uint8_t *bytes = zb_arena_ptr(req->arena, at);
    for (uint32_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)('a' + i % 26);
    zb_file_answer answer = {.bytes = {bytes, size}, .path = path, .modified_s = 784111777};
    return zb_response_file(req, res, &answer);
}

/* ?count= events, ?ms= between them, then "done". */
static zb_status
events(zb_request *req, zb_response *res)
{
    zb_str count_text, ms_text;
    ZB_TRY(zb_request_query(req, "count", &count_text));
    ZB_TRY(zb_request_query(req, "ms", &ms_text));
    uint32_t count = 0, ms = 0;
    for (uint32_t i = 0; i < count_text.len && count < 1000000; i++)
        count = count * 10 + (uint32_t)(count_text.ptr[i] - '0');
    for (uint32_t i = 0; i < ms_text.len && ms < 1000000; i++)
        ms = ms * 10 + (uint32_t)(ms_text.ptr[i] - '0');
    ZB_TRY(zb_events_begin(res));
    zb_checkpoint before = zb_arena_save(req->arena);
    for (uint32_t i = 0; i < count; i++) {
        zb_text json = zb_text_begin(req->arena, 32);
        zb_slot value;
        zb_str data;
        zb_text_add_cstr(&json, "{\"count\":");
        zb_text_add_i64(&json, i);
        zb_text_add_cstr(&json, "}");
        ZB_TRY(zb_text_end(&json, &value));
        ZB_TRY(zb_string_at(zb_arena_view(req->arena), value.a, &data));
        zb_checkpoint between = zb_arena_save(req->arena);
        ZB_TRY(zb_event_send(res, "message", NULL, data.ptr, data.len));
        if (zb_event_send(res, "a\nb", NULL, ZB_LIT("")) != ZB_E_INVALID ||
            zb_arena_save(req->arena) != between)
            return ZB_E_CORRUPT;
        ZB_TRY(zb_arena_restore(req->arena, before));
        if (ms > 0)
            ZB_TRY(zb_sleep(ms));
    }
    ZB_TRY(zb_event_comment(res, "still here"));
    ZB_TRY(zb_event_retry(res, 5000));
    return zb_event_send(res, "done", "7", ZB_LIT("{\"total\":3}"));
}

ZB_ROUTES({"GET", "/echo", echo}, {"POST", "/echo", echo}, {"PUT", "/echo", echo}, {"PATCH", "/echo", echo},
          {"DELETE", "/echo", echo}, {"POST", "/upload", upload}, {"GET", "/set-cookies", set_cookies},
          {"GET", "/read-cookie", read_cookie}, {"GET", "/basic-auth", basic_auth},
          {"GET", "/negotiate", negotiate}, {"GET", "/file", file}, {"GET", "/events", events});
