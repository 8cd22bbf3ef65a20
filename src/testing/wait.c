/* SPDX-License-Identifier: MIT */
/*
 * Host calls of a handler under test: they are over when they were started.  Instead of
 * await.c, read.c and write.c of src/guest, whose operations hold addresses of 32 bits.
 */
#include <zerobuf/durable.h>

#include "testing.h"

#include <stdio.h>

/* The reply that is next, which must be to this call. */
static zb_status
scripted(zbi_test_call *at, const char *call, zb_slot *result)
{
    const zb_test_reply *reply = at->next_reply;
    if (reply->call == NULL)
        zb_test_fail(at->file, at->line, "there is no reply to the call %s", call);
    if (strcmp(reply->call, call) != 0)
        zb_test_fail(at->file, at->line, "the handler calls %s, and the reply is to %s", call, reply->call);
    at->next_reply++;
    zb_off data;
    if (reply->json != NULL &&
        zb_json_read(&at->arena, reply->json, strlen(reply->json), NULL, result, NULL) != ZB_OK)
        zb_test_fail(at->file, at->line, "the reply to %s is no JSON: %s", call, reply->json);
    if (reply->bytes != NULL)
        ZB_TRY(zb_bytes_new(&at->arena, reply->bytes, reply->bytes_len, &data, result));
    if (reply->object != 0)
        *result = zb_at((zb_tag)ZB_TAG_HOST_OBJECT, reply->object);
    if (reply->failure == NULL)
        return reply->status;
    ZB_TRY(zb_string_new(&at->arena, reply->failure, (uint32_t)strlen(reply->failure), result));
    return ZB_E_HOST;
}

static bool
is_sleep(const char *call)
{
    return strncmp(call, "sleep(", 6) == 0;
}

/* Time passes by itself, unless the test says what happens then. */
static zb_status
host(zbi_test_call *at, const char *call, zb_slot *result)
{
    bool asked = at->next_reply != NULL && at->next_reply->call != NULL && is_sleep(at->next_reply->call);
    if (is_sleep(call) && at->given->host == NULL && !asked)
        return ZB_OK;
    if (at->next_reply != NULL)
        return scripted(at, call, result);
    if (at->given->host != NULL)
        return at->given->host(at->given->context, call, &at->arena, result);
    ZB_TRY(zb_string_new(&at->arena, ZB_LIT("no host"), result));
    return ZB_E_HOST;
}

/* Ask the host, and keep what it says of a failure. */
static zb_status
ask(const char *call, zb_slot *result)
{
    zbi_test_call *at = zbi_test_current;
    zb_slot value = zb_null();
    zb_status status = host(at, call, &value);
    if (status == ZB_OK)
        *result = value;
    else if (value.tag == ZB_TAG_STRING &&
             zb_string_at(zb_arena_view(&at->arena), value.a, &at->failure) != ZB_OK)
        zb_test_fail(at->file, at->line, "what the host says of %s lies outside the region", call);
    return status;
}

static bool
may_wait(void)
{
    return zbi_test_current != NULL && zbi_test_current->waits;
}

zb_status
zb_sleep(uint32_t ms)
{
    zb_slot none;
    char call[24];
    if (!may_wait())
        return ZB_E_INVALID;
    (void)snprintf(call, sizeof call, "sleep(%u)", ms);
    return ask(call, &none);
}

void
zb_start_sleep(zb_pending *pending, uint32_t ms)
{
    *pending = (zb_pending){.kind = ZB_OPERATION_SLEEP, .a = ms};
    pending->status = zb_sleep(ms);
}

static zb_status
call_now(const zb_part *parts, uint32_t count, zb_slot *result)
{
    zb_str call;
    if (!may_wait())
        return ZB_E_INVALID;
    ZB_TRY(zbi_test_describe(&zbi_test_current->arena, parts, count, &call));
    return ask(call.ptr, result);
}

void
zb_start_call(zb_pending *pending, const zb_part *parts, uint32_t count)
{
    *pending = (zb_pending){.kind = ZB_OPERATION_CALL, .b = count};
    pending->status = call_now(parts, count, &pending->result);
}

zb_status
zb_await(zb_pending *pending, zb_slot *out)
{
    ZB_TRY((zb_status)pending->status);
    if (out != NULL)
        *out = pending->result;
    return ZB_OK;
}

zb_status
zb_await_all(zb_pending *pending, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        ZB_TRY((zb_status)pending[i].status);
    return ZB_OK;
}

zb_status
zb_call(zb_slot *out, const zb_part *parts, uint32_t count)
{
    zb_pending op;
    zb_start_call(&op, parts, count);
    return zb_await(&op, out);
}

/* Tests say themselves what comes too late (zb_test_reply.status). */
zb_status
zb_deadline(uint32_t ms)
{
    (void)ms;
    return may_wait() ? ZB_OK : ZB_E_INVALID;
}

/* There is no memory of a module's own to keep. */
zb_status
zb_snapshot_save(void)
{
    return may_wait() ? ZB_E_UNSUPPORTED : ZB_E_INVALID;
}

zb_str
zb_failure(void)
{
    zb_str none = {"", 0};
    return zbi_test_current != NULL && zbi_test_current->failure.ptr != NULL ? zbi_test_current->failure
                                                                             : none;
}

zb_status
zb_request_read(zb_request *req, void *into, uint32_t room, uint32_t *got)
{
    zbi_test_call *at = zbi_test_current;
    zb_bytes body = {NULL, 0};
    if (room == 0 || (at->streams && !at->waits))
        return ZB_E_INVALID;
    if (!at->streams)
        ZB_TRY(zb_request_body(req, &body));
    else if (at->given->text != NULL)
        body = (zb_bytes){(const uint8_t *)at->given->text, (uint32_t)strlen(at->given->text)};
    else
        body = (zb_bytes){at->given->body, at->given->body_len};
    uint32_t end = body.len, piece = at->given->piece_bytes, cut = at->given->break_after;
    if (cut != 0 && cut < end && at->body_at >= cut)
        return ZB_E_IO;
    if (cut != 0 && cut < end)
        end = cut;
    uint32_t count = end - at->body_at < room ? end - at->body_at : room;
    if (piece != 0 && piece < count)
        count = piece;
    if (count != 0)
        memcpy(into, body.ptr + at->body_at, count);
    at->body_at += count;
    *got = count;
    return ZB_OK;
}

zb_status
zb_response_write(zb_response *res, const void *bytes, uint32_t len)
{
    (void)res;
    zbi_test_call *at = zbi_test_current;
    if (!may_wait())
        return ZB_E_INVALID;
    zbi_test_text_add(at->written, bytes, len);
    at->writes++;
    return ZB_OK;
}
