/* SPDX-License-Identifier: MIT */
/*
 * The same through JSON text: parsed into the layout with the core's reader, computed over
 * and written again; and the least that any C program must do with the text of these records.
 *
 *   memory:  stack and data | text in | arena, to the end of the memory, which grows
 */
#include <zerobuf/json.h>

#include "records.h"

extern uint8_t __heap_base;

EXPORT("textRoom") uint8_t *text_room(uint32_t bytes);
EXPORT("sumText") double sum_text(uint32_t len);
EXPORT("transformText") uint32_t transform_text(uint32_t len);
EXPORT("result") const char *result(void);
EXPORT("scanText") double scan_text(uint32_t len);

static uint32_t text_bytes;
static zb_arena arena;
static zb_str written;

/* Room for a text of so many bytes; NULL without memory. */
uint8_t *
text_room(uint32_t bytes)
{
    text_bytes = bytes;
    return memory_ensure((uintptr_t)&__heap_base + (uint64_t)bytes + ZB_PAGE_BYTES) ? &__heap_base : NULL;
}

static zb_status
parse(uint32_t len, zb_slot *out)
{
    zb_json_error error;
    ZB_TRY(memory_arena(&arena, (zb_off)(uintptr_t)&__heap_base + text_bytes));
    return zb_json_read(&arena, (const char *)&__heap_base, len, NULL, out, &error);
}

/* What the records of the text compute to; NaN when it is no JSON. */
double
sum_text(uint32_t len)
{
    zb_slot value;
    return parse(len, &value) == ZB_OK ? records_sum(zb_arena_view(&arena), value.a) : __builtin_nan("");
}

static zb_status
transform_records(uint32_t len)
{
    zb_slot value, text;
    ZB_TRY(parse(len, &value));
    if (value.tag == ZB_TAG_ARRAY)
        records_transform(zb_arena_view(&arena), value.a);
    else
        record_transform(zb_arena_view(&arena), value.a);
    ZB_TRY(zb_json_text(&arena, value, NULL, &text));
    return zb_string_at(zb_arena_view(&arena), text.a, &written);
}

/* Bytes of the text of the changed record or records, which lies at result(); 0 on failure. */
uint32_t
transform_text(uint32_t len)
{
    return transform_records(len) == ZB_OK ? written.len : 0;
}

const char *
result(void)
{
    return written.ptr;
}

/* Behind the next colon.  Names and tags hold none, nor an escape. */
static const char *
behind_colon(const char *at)
{
    while (*at++ != ':') {
    }
    return at;
}

static double
power_of_ten(int32_t exponent)
{
    double power = 1, base = exponent < 0 ? 0.1 : 10;
    for (uint32_t left = (uint32_t)(exponent < 0 ? -exponent : exponent); left > 0; left--)
        power *= base;
    return power;
}

/* A number to about 15 digits: rounded more than once, which a reader of JSON may not do. */
static double
scan_number(const char *at)
{
    static const double tenths[] = {1,     1e-1,  1e-2,  1e-3,  1e-4,  1e-5,  1e-6,  1e-7,
                                    1e-8,  1e-9,  1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15,
                                    1e-16, 1e-17, 1e-18, 1e-19, 1e-20, 1e-21, 1e-22};
    bool minus = *at == '-';
    at += minus;
    uint64_t digits = 0;
    uint32_t places = 0;
    for (; (uint8_t)(*at - '0') < 10; at++)
        digits = digits * 10 + (uint8_t)(*at - '0');
    if (*at == '.')
        for (at++; (uint8_t)(*at - '0') < 10; at++, places++)
            digits = digits * 10 + (uint8_t)(*at - '0');
    double value = (double)digits * tenths[places < 22 ? places : 22];
    if (*at == 'e') {
        bool negative = *++at == '-';
        int32_t exponent = 0;
        for (at += negative || *at == '+'; (uint8_t)(*at - '0') < 10; at++)
            exponent = exponent * 10 + (uint8_t)(*at - '0');
        value *= power_of_ten(negative ? -exponent : exponent);
    }
    return minus ? -value : value;
}

/* The sum by looking at nothing but colons and numbers, the order of the fields being known. */
double
scan_text(uint32_t len)
{
    const char *at = (const char *)&__heap_base, *end = at + len;
    double total = 0;
    while (at < end && *at != ']') {
        at = behind_colon(at);
        double id = scan_number(at);
        at = behind_colon(behind_colon(at)); /* name */
        double x = scan_number(at);
        at = behind_colon(at);
        double y = scan_number(at);
        at = behind_colon(at);
        double z = scan_number(at);
        at = behind_colon(at);
        total += *at == 't' ? x * z + y : z - id;
        at = behind_colon(at); /* tags */
        while (*at != '}')
            at++;
        at++;
    }
    return total;
}
