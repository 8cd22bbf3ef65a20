/* SPDX-License-Identifier: MIT */
/* A request from its description to its answer. */
#include "testing.h"

#include <stdlib.h>

zbi_test_call *zbi_test_current;

void
zbi_test_text_add(zbi_test_text *text, const void *bytes, size_t len)
{
    if (text->capacity - text->len <= len) {
        text->capacity = (text->capacity + len) * 2 + 64;
        text->bytes = realloc(text->bytes, text->capacity);
        if (text->bytes == NULL)
            abort();
    }
    if (len > 0)
        memcpy(text->bytes + text->len, bytes, len);
    text->len += len;
    text->bytes[text->len] = '\0';
}

zb_arena *
zbi_current_call(void)
{
    return zbi_test_current != NULL ? &zbi_test_current->arena : NULL;
}

void
zb_host_log(const char *line, uint32_t len)
{
    if (zbi_test_current == NULL)
        return;
    zbi_test_text_add(zbi_test_current->log, line, len);
    zbi_test_text_add(zbi_test_current->log, "\n", 1);
}

/* Lines of headers: the value of the index-th of that name, its length in `*len`.  NULL: none. */
static const char *
header_value(const char *lines, const char *name, uint32_t name_len, uint32_t index, uint32_t *len)
{
    while (*lines != '\0') {
        const char *end = strchr(lines, '\n');
        if (end == NULL)
            end = lines + strlen(lines);
        uint32_t at = 0;
        while (at < name_len && lines[at] == (name[at] >= 'A' && name[at] <= 'Z' ? name[at] + 32 : name[at]))
            at++;
        if (at == name_len && lines[at] == ':' && index-- == 0) {
            const char *value = lines + at + 1;
            while (*value == ' ')
                value++;
            *len = (uint32_t)(end - value);
            return value;
        }
        lines = *end != '\0' ? end + 1 : end;
    }
    return NULL;
}

/* SPEC.md, 8.4; repeated headers are joined as the web's Headers join them. */
zb_off
zb_host_header(zb_off request, const char *name, uint32_t len)
{
    (void)request;
    zbi_test_call *call = zbi_test_current;
    const char *lines = call->given->headers != NULL ? call->given->headers : "", *value;
    zb_text text = zb_text_begin(&call->arena, 0);
    uint32_t value_len = 0, count = 0;
    if (len == 0)
        zb_text_add_cstr(&text, lines);
    else
        while ((value = header_value(lines, name, len, count, &value_len)) != NULL) {
            zb_text_add_cstr(&text, count++ > 0 ? ", " : "");
            zb_text_add(&text, value, value_len);
        }
    zb_slot out;
    return (len > 0 && count == 0) || zb_text_end(&text, &out) != ZB_OK ? 0 : out.a;
}

const char *
zb_test_header(const zb_test_answer *answer, const char *name, uint32_t index)
{
    uint32_t len;
    const char *value = header_value(answer->headers, name, (uint32_t)strlen(name), index, &len);
    if (value == NULL)
        return NULL;
    zbi_test_text copy = {0};
    zbi_test_text_add(&copy, value, len);
    return copy.bytes;
}

static void
put(zbi_test_call *call, zb_off slots, uint32_t index, zb_slot value)
{
    if (zb_slot_write(&call->arena, slots + index * ZB_SLOT_BYTES, value) != ZB_OK)
        abort();
}

/* Slots and texts of the request, and cleared slots for the response. */
static zb_status
write_request(zbi_test_call *call, const char *method, const char *target)
{
    const zb_test_request *given = call->given;
    zb_slot value, body = zb_null();
    zb_off data;
    ZB_TRY(zb_arena_alloc(&call->arena, ZB_REQUEST_SLOTS * ZB_SLOT_BYTES, ZB_WRITE_ALIGN, &call->slots));
    ZB_TRY(zb_arena_alloc(&call->arena, ZB_RESPONSE_SLOTS * ZB_SLOT_BYTES, ZB_WRITE_ALIGN, &call->response));
    memset(zb_arena_ptr(&call->arena, call->slots), 0, ZB_REQUEST_SLOTS * ZB_SLOT_BYTES);
    memset(zb_arena_ptr(&call->arena, call->response), 0, ZB_RESPONSE_SLOTS * ZB_SLOT_BYTES);
    ZB_TRY(zb_string_new(&call->arena, method, (uint32_t)strlen(method), &value));
    put(call, call->slots, ZB_REQUEST_METHOD, value);
    ZB_TRY(zb_string_new(&call->arena, target, (uint32_t)strlen(target), &value));
    put(call, call->slots, ZB_REQUEST_PATH, value);
    if (given->text != NULL)
        ZB_TRY(zb_string_new(&call->arena, given->text, (uint32_t)strlen(given->text), &body));
    else if (given->body != NULL)
        ZB_TRY(zb_bytes_new(&call->arena, given->body, given->body_len, &data, &body));
    put(call, call->slots, ZB_REQUEST_BODY, body);
    return ZB_OK;
}

/* How the route is entered (SPEC.md, 8.9). */
static void
plan(zbi_test_call *call)
{
    zb_request req = {.arena = &call->arena, .slots = call->slots};
    if (zbi_request_open(&req) != ZB_OK)
        abort();
    uint32_t flags = zbi_route_flags(&req);
    call->waits = (flags & ZB_ROUTE_AT_ONCE) == 0;
    call->streams = (flags & ZB_ROUTE_STREAM) != 0;
    if (call->streams)
        put(call, call->slots, ZB_REQUEST_BODY, zb_bool(true));
}

static zb_status
run(zbi_test_call *call, zb_handler handler, zb_response *res)
{
    if (handler == NULL)
        return zbi_answer(call->slots, res);
    zb_request req = {.arena = &call->arena, .slots = call->slots};
    ZB_TRY(zbi_request_open(&req));
    return handler(&req, res);
}

/* The string or bytes in a slot of the response; NULL when it is null. */
static const char *
copied(zbi_test_call *call, uint32_t index, uint32_t *len)
{
    zb_slot slot;
    zb_str span;
    zb_view view = zb_arena_view(&call->arena);
    if (zb_slot_read(view, call->response + index * ZB_SLOT_BYTES, &slot) != ZB_OK || slot.tag == ZB_TAG_NULL)
        return NULL;
    if (zb_string_at(view, slot.a, &span) != ZB_OK)
        zb_test_fail(call->file, call->line, "slot %u of the response leads out of the region", index);
    zbi_test_text copy = {0};
    zbi_test_text_add(&copy, span.ptr, span.len);
    *len = span.len;
    return copy.bytes;
}

static zb_test_answer
answer_of(zbi_test_call *call, zb_status result)
{
    zb_test_answer answer = {
        .status = 500, .result = result, .body = "", .headers = "", .writes = call->writes};
    uint32_t len = 0;
    answer.log = call->log->bytes != NULL ? call->log->bytes : "";
    if (result != ZB_OK && call->writes == 0)
        return answer;
    int32_t status = 0;
    if (zb_slot_get_i32(zb_arena_view(&call->arena), call->response, &status) != ZB_OK)
        return answer;
    answer.type = copied(call, ZB_RESPONSE_TYPE, &len);
    if (status < 200 || status > 599 || (answer.type != NULL && len > 64))
        return answer; /* SPEC.md, 8.7 */
    answer.status = status;
    const char *headers = copied(call, ZB_RESPONSE_HEADERS, &len);
    answer.headers = headers != NULL ? headers : "";
    const char *body =
        call->writes > 0 ? call->written->bytes : copied(call, ZB_RESPONSE_BODY, &answer.body_len);
    if (call->writes > 0)
        answer.body_len = (uint32_t)call->written->len;
    answer.body = body != NULL ? body : "";
    return answer;
}

zb_test_answer
zb_test_send(const char *file, int line, zb_handler handler, const zb_test_request *request)
{
    zbi_test_text written = {0}, log = {0};
    zbi_test_call call = {.given = request,
                          .next_reply = request->replies,
                          .file = file,
                          .line = line,
                          .waits = true,
                          .written = &written,
                          .log = &log,
                          .outer = zbi_test_current};
    uint32_t depth = 0;
    for (const zbi_test_call *outer = call.outer; outer != NULL; outer = outer->outer)
        depth++;
    if (depth == 0 && zb_test_start(NULL) != ZB_OK)
        zb_test_fail(file, line,
                     "the function of ZB_INIT refused null: call zb_test_start() with its data first");
    zbi_test_memory_begin(&call.arena, depth);
    const char *method = request->method != NULL ? request->method : "GET";
    zb_status result = write_request(&call, method, request->target != NULL ? request->target : "/");
    if (result != ZB_OK)
        zb_test_fail(file, line, "the request is too large for a test");
    if (handler == NULL)
        plan(&call);
    zbi_test_current = &call;
    zb_response res = {.arena = &call.arena, .slots = call.response};
    zb_response_status(&res, 200);
    result = run(&call, handler, &res);
    zbi_test_current = call.outer;
    if (call.next_reply != NULL && call.next_reply->call != NULL)
        zb_test_fail(file, line, "the handler ended without the call %s", call.next_reply->call);
    return answer_of(&call, result);
}
