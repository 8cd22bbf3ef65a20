/* SPDX-License-Identifier: MIT */
#include <zerobuf/text.h>

#include "internal.h"

#define MIN_CAPACITY 64u

/* One past the reserved bytes: equal to the bump while nothing was allocated since. */
static zb_off
reserved_end(const zb_text *text)
{
    return text->header + ZB_STRING_HEADER_BYTES + text->capacity;
}

/* Take more bytes directly behind the reserved ones, growing the region if need be. */
static bool
extend(zb_text *text, uint32_t capacity)
{
    uint32_t more_bytes = capacity - text->capacity;
    zb_off more;
    if (zb_arena_save(text->arena) != reserved_end(text) ||
        zb_arena_alloc(text->arena, more_bytes, 1, &more) != ZB_OK)
        return false;
    if (more != reserved_end(text)) { /* in another segment, or after another thread's allocation */
        zbi_arena_trim(text->arena, more + more_bytes, more_bytes);
        return false;
    }
    text->capacity = capacity;
    return true;
}

/* Make room for `len` more bytes, or note the failure. */
static bool
reserve(zb_text *text, uint32_t len)
{
    if (text->status != ZB_OK)
        return false;
    if (len <= text->capacity - text->len && text->header != 0)
        return true;
    uint64_t capacity = (uint64_t)text->capacity * 2;
    if (capacity < (uint64_t)text->len + len)
        capacity = (uint64_t)text->len + len;
    if (capacity < MIN_CAPACITY)
        capacity = MIN_CAPACITY;
    if (capacity > ZB_MAX_REGION_BYTES - ZB_STRING_HEADER_BYTES) {
        text->status = ZB_E_MEMORY;
        return false;
    }
    if (text->header != 0 && extend(text, (uint32_t)capacity))
        return true;
    zb_off header;
    text->status =
        zb_arena_alloc(text->arena, ZB_STRING_HEADER_BYTES + (uint32_t)capacity, ZB_STRING_ALIGN, &header);
    if (text->status != ZB_OK)
        return false;
    if (text->len > 0)
        __builtin_memcpy(zb_arena_ptr(text->arena, header + ZB_STRING_HEADER_BYTES),
                         zb_arena_ptr(text->arena, text->header + ZB_STRING_HEADER_BYTES), text->len);
    text->header = header;
    text->capacity = (uint32_t)capacity;
    return true;
}

zb_text
zb_text_begin(zb_arena *arena, uint32_t capacity)
{
    zb_text text = {arena, 0, 0, 0, ZB_OK};
    if (capacity > 0)
        (void)reserve(&text, capacity); /* a failure stays in text.status */
    return text;
}

void
zb_text_add(zb_text *text, const char *bytes, uint32_t len)
{
    if (len == 0 || !reserve(text, len))
        return;
    __builtin_memcpy(zb_arena_ptr(text->arena, text->header + ZB_STRING_HEADER_BYTES + text->len), bytes,
                     len);
    text->len += len;
}

void
zb_text_add_cstr(zb_text *text, const char *string)
{
    uint32_t len = 0;
    while (string[len] != '\0')
        len++;
    zb_text_add(text, string, len);
}

/* Decimal digits of `value`, at least `min_digits` of them. */
static void
add_u64(zb_text *text, uint64_t value, unsigned min_digits)
{
    char digits[20]; /* 2^64 has 20 */
    uint32_t at = sizeof digits;
    while (value > 0 || sizeof digits - at < min_digits) {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    }
    zb_text_add(text, digits + at, (uint32_t)sizeof digits - at);
}

void
zb_text_add_i64(zb_text *text, int64_t value)
{
    if (value < 0)
        zb_text_add(text, "-", 1);
    add_u64(text, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, 1);
}

void
zb_text_add_fixed(zb_text *text, double value, unsigned decimals)
{
    static const uint32_t powers[] = {1,      10,      100,      1000,      10000,
                                      100000, 1000000, 10000000, 100000000, 1000000000};
    if (decimals >= sizeof powers / sizeof powers[0]) {
        if (text->status == ZB_OK)
            text->status = ZB_E_INVALID;
        return;
    }
    bool negative = value < 0;
    double scaled = (negative ? -value : value) * powers[decimals];
    if (!(scaled < 9007199254740992.0)) { /* NaN compares false */
        zb_text_add(text, ZB_LIT("null"));
        return;
    }
    uint64_t rounded = (uint64_t)scaled;
    if (scaled - (double)rounded >= 0.5) /* not scaled + 0.5, which itself rounds */
        rounded++;
    uint64_t fraction = rounded % powers[decimals];
    if (negative && rounded > 0)
        zb_text_add(text, "-", 1);
    add_u64(text, rounded / powers[decimals], 1);
    if (fraction == 0)
        return;
    while (fraction % 10 == 0) {
        fraction /= 10;
        decimals--;
    }
    zb_text_add(text, ".", 1);
    add_u64(text, fraction, decimals);
}

/* The character after the backslash in a short escape, 0 when there is none. */
static char
short_escape(char c)
{
    switch (c) {
    case '"':
    case '\\':
        return c;
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return 0;
    }
}

void
zb_text_add_json(zb_text *text, const char *utf8, uint32_t len)
{
    zb_text_add(text, "\"", 1);
    uint32_t plain = 0; /* start of the run that needs no escape */
    for (uint32_t i = 0; i < len; i++) {
        char letter = short_escape(utf8[i]);
        if (letter == 0 && (uint8_t)utf8[i] >= 0x20)
            continue;
        zb_text_add(text, utf8 + plain, i - plain);
        plain = i + 1;
        if (letter != 0) {
            char escape[2] = {'\\', letter};
            zb_text_add(text, escape, sizeof escape);
        } else {
            char escape[6] = {
                '\\', 'u', '0', '0', (char)('0' + (utf8[i] >> 4)), "0123456789abcdef"[utf8[i] & 15]};
            zb_text_add(text, escape, sizeof escape);
        }
    }
    zb_text_add(text, utf8 + plain, len - plain);
    zb_text_add(text, "\"", 1);
}

zb_status
zb_text_end(zb_text *text, zb_slot *out)
{
    (void)reserve(text, 0); /* the empty text has a header too */
    ZB_TRY(text->status);
    zbi_store_u32(text->arena, text->header, text->len);
    zbi_arena_trim(text->arena, reserved_end(text), text->capacity - text->len);
    text->capacity = text->len;
    *out = zb_at(ZB_TAG_STRING, text->header);
    return ZB_OK;
}
