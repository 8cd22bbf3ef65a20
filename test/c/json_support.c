/* SPDX-License-Identifier: MIT */
#include "json_support.h"

#include "test.h"

void
json_add(json_builder *b, const char *text)
{
    for (; *text != '\0'; text++, b->len++)
        if (b->len < b->capacity)
            b->text[b->len] = *text;
}

void
json_add_number(json_builder *b, uint32_t number)
{
    char digits[11];
    uint32_t at = sizeof digits - 1;
    digits[at] = '\0';
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    json_add(b, digits + at);
}

uint32_t
json_length(const char *text)
{
    uint32_t len = 0;
    while (text[len] != '\0')
        len++;
    return len;
}

zb_status
json_read(zb_arena *arena, const char *text, const zb_json_read_options *options, zb_slot *out,
          zb_json_error *error)
{
    return zb_json_read(arena, text, json_length(text), options, out, error);
}

zb_status
json_read_pieces(zb_arena *arena, const char *text, const zb_json_read_options *options, uint32_t piece,
                 zb_slot *out, zb_json_error *error)
{
    if (piece == 0)
        return json_read(arena, text, options, out, error);
    zb_json_reader reader;
    ZB_TRY(zb_json_begin(&reader, arena, options));
    uint32_t len = json_length(text);
    zb_status status = ZB_OK;
    for (uint32_t at = 0; at < len && status == ZB_OK; at += piece)
        status = zb_json_feed(&reader, text + at, len - at < piece ? len - at : piece);
    zb_status end = zb_json_end(&reader, out, error);
    if (status != ZB_OK && end != status)
        test_fail(__FILE__, __LINE__, "the end says what the piece said");
    return end;
}

static zb_status
collect(void *context, const char *bytes, uint32_t len)
{
    json_builder *b = context;
    if (len == 0 || len > 4096)
        test_fail(__FILE__, __LINE__, "pieces of 1 to 4096 bytes");
    if (len >= b->capacity - b->len)
        return ZB_E_IO;
    __builtin_memcpy(b->text + b->len, bytes, len);
    b->len += len;
    return ZB_OK;
}

zb_status
json_print(zb_view view, zb_slot value, const zb_json_write_options *options, char *out, uint32_t capacity)
{
    json_builder b = {out, 0, capacity};
    zb_status status = zb_json_write(view, value, options, collect, &b);
    out[b.len] = '\0';
    return status;
}

bool
json_is(zb_view view, zb_slot value, const char *expected)
{
    static char text[1u << 16];
    zb_str written = {text, 0};
    if (json_print(view, value, NULL, text, sizeof text) != ZB_OK)
        return false;
    written.len = json_length(text);
    return test_same(written, expected);
}

zb_arena
json_shared_arena(uint32_t size_bytes)
{
    static uint8_t *region;
    static uint32_t have;
    if (size_bytes > have) {
        region = test_region(size_bytes);
        have = size_bytes;
    }
    zb_arena arena = {0};
    if (zb_arena_init(&arena, region, size_bytes, 8, 0) != ZB_OK)
        test_fail(__FILE__, __LINE__, "arena");
    return arena;
}
