/* SPDX-License-Identifier: MIT */
/* Answers that are sent while they are made, and a large one in one piece. */
#include "handlers.h"
#include "input.h"
#include "reply.h"

#include <zerobuf/events.h>

#define LARGE_USUAL_BYTES 32768
#define LARGE_MOST_BYTES 1048576

zb_status
chunked_write(zb_request *req, zb_response *res)
{
    (void)req;
    ZB_TRY(zb_response_body(res, "text/plain; charset=utf-8", zb_null()));
    ZB_TRY(zb_response_write(res, "line1\n", 6));
    ZB_TRY(zb_response_write(res, "line2\n", 6));
    return zb_response_write(res, "line3\n", 6);
}

/* GET /large?size=..: so many bytes, the alphabet over and over. */
zb_status
large(zb_request *req, zb_response *res)
{
    zb_str given;
    zb_slot body, digits;
    zb_off data;
    ZB_TRY(input(req, "size", "", &given));
    int32_t size = input_number(given, LARGE_USUAL_BYTES);
    if (size < 1 || size > LARGE_MOST_BYTES)
        size = LARGE_USUAL_BYTES;
    ZB_TRY(zb_bytes_new(req->arena, NULL, (uint32_t)size, &data, &body));
    uint8_t *bytes = zb_arena_ptr(req->arena, data);
    for (uint32_t i = 0, letter = 0; i < (uint32_t)size; i++, letter = letter == 25 ? 0 : letter + 1)
        bytes[i] = (uint8_t)('A' + letter);

    zb_text text = zb_text_begin(req->arena, 8);
    zb_text_add_i64(&text, size);
    zb_text_add(&text, "", 1); /* header values end with NUL */
    ZB_TRY(zb_text_end(&text, &digits));
    ZB_TRY(zb_response_header(res, "x-body-size",
                              (const char *)zb_arena_ptr(req->arena, digits.a + ZB_STRING_HEADER_BYTES)));
    return zb_response_body(res, "application/octet-stream", body);
}

/* Server-sent events. */
zb_status
events(zb_request *req, zb_response *res)
{
    (void)req;
    ZB_TRY(zb_events_begin(res));
    for (uint32_t count = 0; count < 3; count++) {
        char data[] = "{\"count\":0}";
        data[sizeof "{\"count\":" - 1] = (char)('0' + count);
        ZB_TRY(zb_event_send(res, "message", NULL, data, sizeof data - 1));
    }
    return zb_event_send(res, "done", NULL, ZB_LIT("{\"total\":3}"));
}
