/* SPDX-License-Identifier: MIT */
#include <zerobuf/events.h>
#include <zerobuf/handler.h>

zb_status
zb_events_begin(zb_response *res)
{
    zb_slot none = {.tag = ZB_TAG_NULL};
    ZB_TRY(zb_response_header(res, "cache-control", "no-cache"));
    return zb_response_body(res, "text/event-stream", none);
}

/* Send a text and give its memory back: the host has copied it. */
static zb_status
send(zb_response *res, zb_checkpoint before, zb_text *text)
{
    zb_slot value;
    zb_str span;
    zb_status status = zb_text_end(text, &value);
    if (status == ZB_OK)
        status = zb_string_at(zb_arena_view(res->arena), value.a, &span);
    if (status == ZB_OK)
        status = zb_response_write(res, span.ptr, span.len);
    zb_status restored = zb_arena_restore(res->arena, before);
    return status != ZB_OK ? status : restored;
}

zb_status
zb_event_send(zb_response *res, const char *event, const char *id, const char *data, uint32_t len)
{
    zb_checkpoint before = zb_arena_save(res->arena);
    zb_text text = zb_text_begin(res->arena, len + 64 > len ? len + 64 : len);
    zb_status status = zb_event_text(&text, event, id, data, len);
    if (status == ZB_OK)
        return send(res, before, &text);
    ZB_TRY(zb_arena_restore(res->arena, before));
    return status;
}

zb_status
zb_event_comment(zb_response *res, const char *comment)
{
    for (const char *at = comment; *at != '\0'; at++)
        if (*at == '\r' || *at == '\n')
            return ZB_E_INVALID;
    zb_checkpoint before = zb_arena_save(res->arena);
    zb_text text = zb_text_begin(res->arena, 0);
    zb_text_add_cstr(&text, ": ");
    zb_text_add_cstr(&text, comment);
    zb_text_add_cstr(&text, "\n\n");
    return send(res, before, &text);
}

zb_status
zb_event_retry(zb_response *res, uint32_t ms)
{
    zb_checkpoint before = zb_arena_save(res->arena);
    zb_text text = zb_text_begin(res->arena, 0);
    zb_text_add_cstr(&text, "retry: ");
    zb_text_add_i64(&text, ms);
    zb_text_add_cstr(&text, "\n\n");
    return send(res, before, &text);
}
