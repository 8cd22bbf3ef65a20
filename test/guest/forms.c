/* SPDX-License-Identifier: MIT */
/* Forms and other formats of HTTP over real connections, for test/http/forms.test.mjs. */
#include <zerobuf/form.h>
#include <zerobuf/handler.h>
#include <zerobuf/multipart.h>

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

ZB_ROUTES({"GET", "/echo", echo}, {"POST", "/echo", echo}, {"PUT", "/echo", echo}, {"PATCH", "/echo", echo},
          {"DELETE", "/echo", echo}, {"POST", "/upload", upload});
