/* SPDX-License-Identifier: MIT */
#include "result.h"

#include <zerobuf/queue.h>

#define MOST_MESSAGES 100u

/* How a body of that kind is sent; NULL for what is none. */
static const char *
content_type(const zb_part *body)
{
    switch (body->kind) {
    case ZB_PART_STRING:
        return "text";
    case ZB_PART_BYTE_STRING:
        return "bytes";
    case ZB_PART_VALUE:
        return "json";
    default:
        return NULL;
    }
}

/* {contentType, delaySeconds} */
static zb_status
options_of(const zb_part *body, uint32_t delay_s, zb_slot *out)
{
    zb_arena *arena = zbi_current_call();
    const char *type = content_type(body);
    zb_slot object;
    if (arena == NULL || type == NULL)
        return ZB_E_INVALID;
    ZB_TRY(zb_object_new(arena, 3, &object));
    ZB_TRY(zbi_option_text(object.a, ZB_LIT("contentType"), zb_str_of(type)));
    ZB_TRY(zbi_option_number(object.a, ZB_LIT("delaySeconds"), delay_s));
    *out = object;
    return ZB_OK;
}

zb_status
zb_queue_send(const char *binding, zb_part body, uint32_t delay_s)
{
    zb_slot options, nothing;
    ZB_TRY(options_of(&body, delay_s, &options));
    return ZB_CALL(&nothing, zb_env(binding), zb_method("send"), body, zb_arg_value(&options));
}

/* The body of a part as a value of the arena. */
static zb_status
value_of(const zb_part *body, zb_slot *out)
{
    const void *bytes = (const void *)(uintptr_t)body->payload;
    zb_off ignored;
    switch (body->kind) {
    case ZB_PART_STRING:
        return zb_string_new(zbi_current_call(), bytes, body->len, out);
    case ZB_PART_BYTE_STRING:
        return zb_bytes_new(zbi_current_call(), bytes, body->len, &ignored, out);
    default: /* options_of() has refused the others */
        *out = *(const zb_slot *)bytes;
        return ZB_OK;
    }
}

zb_status
zb_queue_send_batch(const char *binding, const zb_part *bodies, uint32_t count, uint32_t delay_s)
{
    zb_arena *arena = zbi_current_call();
    zb_slot messages, message, body, nothing;
    if (arena == NULL || count == 0 || count > MOST_MESSAGES)
        return ZB_E_INVALID;
    ZB_TRY(zb_array_new(arena, count, &messages));
    for (uint32_t i = 0; i < count; i++) {
        ZB_TRY(options_of(&bodies[i], delay_s, &message));
        ZB_TRY(value_of(&bodies[i], &body));
        ZB_TRY(zb_object_set(arena, message.a, ZB_LIT("body"), body));
        ZB_TRY(zb_array_push(arena, messages.a, message));
    }
    return ZB_CALL(&nothing, zb_env(binding), zb_method("sendBatch"), zb_arg_value(&messages));
}

zb_status
zb_queue_batch_read(zb_queue_batch *out)
{
    zb_slot name, count;
    zb_str queue;
    ZB_TRY(ZB_CALL(&name, zb_event(), zb_property("queue")));
    ZB_TRY(zbi_result_text(name, &queue));
    ZB_TRY(ZB_CALL(&count, zb_event(), zb_property("messages"), zb_property("length")));
    if (count.tag != ZB_TAG_I32)
        return ZB_E_TAG;
    out->queue = queue;
    out->count = count.a;
    return ZB_OK;
}

/* The name of the property that is element `index` of an array, at the end of `text`. */
static zb_part
element(uint32_t index, char text[10])
{
    uint32_t at = 10;
    do {
        text[--at] = (char)('0' + index % 10);
        index /= 10;
    } while (index != 0);
    return zbi_part_text(ZB_PART_PROPERTY, text + at, 10 - at);
}

zb_status
zb_queue_message_read(uint32_t index, zb_queue_message *out)
{
    char text[10];
    zb_slot message;
    ZB_TRY(ZB_CALL(&message, zb_event(), zb_property("messages"), element(index, text), zb_pick(),
                   zb_arg_text("id"), zb_arg_text("timestamp"), zb_arg_text("attempts"),
                   zb_arg_text("body")));
    if (message.tag != ZB_TAG_OBJECT)
        return ZB_E_NOT_FOUND;
    out->id = zbi_member_text(message.a, ZB_LIT("id"));
    out->sent_ms = zbi_member_number(message.a, ZB_LIT("timestamp"));
    out->attempts = (uint32_t)zbi_member_number(message.a, ZB_LIT("attempts"));
    out->body = zbi_member(message.a, ZB_LIT("body"));
    return ZB_OK;
}

zb_status
zb_queue_ack(uint32_t index)
{
    char text[10];
    zb_slot nothing;
    return ZB_CALL(&nothing, zb_event(), zb_property("messages"), element(index, text), zb_method("ack"));
}

/* {delaySeconds} */
static zb_status
delay(uint32_t delay_s, zb_slot *out)
{
    if (zbi_current_call() == NULL)
        return ZB_E_INVALID;
    ZB_TRY(zb_object_new(zbi_current_call(), 1, out));
    return zbi_option_number(out->a, ZB_LIT("delaySeconds"), delay_s);
}

zb_status
zb_queue_retry(uint32_t index, uint32_t delay_s)
{
    char text[10];
    zb_slot options, nothing;
    ZB_TRY(delay(delay_s, &options));
    return ZB_CALL(&nothing, zb_event(), zb_property("messages"), element(index, text), zb_method("retry"),
                   zb_arg_value(&options));
}

zb_status
zb_queue_ack_all(void)
{
    zb_slot nothing;
    return ZB_CALL(&nothing, zb_event(), zb_method("ackAll"));
}

zb_status
zb_queue_retry_all(uint32_t delay_s)
{
    zb_slot options, nothing;
    ZB_TRY(delay(delay_s, &options));
    return ZB_CALL(&nothing, zb_event(), zb_method("retryAll"), zb_arg_value(&options));
}
