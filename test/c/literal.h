/* SPDX-License-Identifier: MIT */
#ifndef LITERAL_H
#define LITERAL_H

/*
 * Values from the text that a test shows, and back: JSON without escapes and exponents.
 * As plain as can be, since the tests of operations on values lean on it.
 */

#include <zerobuf/array.h>
#include <zerobuf/object.h>

#include "test.h"

/** What literal() returns for a text that it does not understand, or when the arena is full. */
#define LITERAL_WRONG zb_at((zb_tag)255, 0)

static inline void
literal_space(const char **at)
{
    while (**at == ' ')
        (*at)++;
}

static inline zb_str
literal_text(const char **at)
{
    zb_str text = {++*at, 0};
    while (**at != '"' && **at != '\0') {
        (*at)++;
        text.len++;
    }
    *at += **at == '"' ? 1 : 0;
    return text;
}

static inline zb_slot
literal_number(const char **at)
{
    double value = 0, scale = 1;
    bool negative = **at == '-', fraction = false;
    *at += negative ? 1 : 0;
    for (; (**at >= '0' && **at <= '9') || **at == '.'; (*at)++) {
        if (**at == '.') {
            fraction = true;
            continue;
        }
        value = value * 10 + (**at - '0');
        scale *= fraction ? 10 : 1;
    }
    return zb_number((negative ? -value : value) / scale);
}

static inline zb_slot literal_value(zb_arena *arena, const char **at);

static inline zb_slot
literal_array(zb_arena *arena, const char **at)
{
    zb_slot list;
    if (zb_array_new(arena, 0, &list) != ZB_OK)
        return LITERAL_WRONG;
    ++*at;
    literal_space(at);
    while (**at != ']') {
        zb_slot value = literal_value(arena, at);
        if (zb_array_push(arena, list.a, value) != ZB_OK)
            return LITERAL_WRONG;
        literal_space(at);
        *at += **at == ',' ? 1 : 0;
    }
    ++*at;
    return list;
}

static inline zb_slot
literal_object(zb_arena *arena, const char **at)
{
    zb_slot object;
    if (zb_object_new(arena, 0, &object) != ZB_OK)
        return LITERAL_WRONG;
    ++*at;
    for (literal_space(at); **at != '}'; literal_space(at)) {
        zb_str key = literal_text(at);
        literal_space(at);
        ++*at; /* the colon */
        zb_slot value = literal_value(arena, at);
        if (zb_object_set(arena, object.a, key.ptr, key.len, value) != ZB_OK)
            return LITERAL_WRONG;
        literal_space(at);
        *at += **at == ',' ? 1 : 0;
    }
    ++*at;
    return object;
}

static inline zb_slot
literal_value(zb_arena *arena, const char **at)
{
    zb_slot value = LITERAL_WRONG;
    zb_str text;
    literal_space(at);
    switch (**at) {
    case 'n':
        *at += 4;
        return zb_null();
    case 't':
        *at += 4;
        return zb_bool(true);
    case 'f':
        *at += 5;
        return zb_bool(false);
    case '"':
        text = literal_text(at);
        return zb_string_new(arena, text.ptr, text.len, &value) == ZB_OK ? value : LITERAL_WRONG;
    case '[':
        return literal_array(arena, at);
    case '{':
        return literal_object(arena, at);
    default:
        return literal_number(at);
    }
}

/** The value that `text` shows. */
static inline zb_slot
literal(zb_arena *arena, const char *text)
{
    return literal_value(arena, &text);
}

static inline bool literal_matches(zb_view view, zb_slot value, const char **at);

static inline bool
literal_matches_text(zb_str text, const char **at)
{
    zb_str expected = literal_text(at);
    return text.len == expected.len && test_equal(text.ptr, expected.ptr, text.len);
}

static inline bool
literal_matches_list(zb_view view, zb_slot value, const char **at)
{
    zb_array array = {0, 0, 0};
    zb_object object = {0, 0, 0};
    bool keyed = **at == '{',
         opened = keyed ? value.tag == ZB_TAG_OBJECT && zb_object_open(view, value.a, &object) == ZB_OK
                        : value.tag == ZB_TAG_ARRAY && zb_array_open(view, value.a, &array) == ZB_OK;
    uint32_t i = 0;
    ++*at;
    for (literal_space(at); opened && **at != ']' && **at != '}'; literal_space(at), i++) {
        zb_off slot = array.slots + i * ZB_SLOT_BYTES;
        zb_slot part;
        zb_str key;
        if (keyed) {
            if (zb_object_entry(view, value.a, i, &key, &slot) != ZB_OK || !literal_matches_text(key, at))
                return false;
            literal_space(at);
            ++*at; /* the colon */
        } else if (i >= array.length) {
            return false;
        }
        if (zb_slot_read(view, slot, &part) != ZB_OK || !literal_matches(view, part, at))
            return false;
        literal_space(at);
        *at += **at == ',' ? 1 : 0;
    }
    ++*at;
    return opened && i == (keyed ? object.count : array.length);
}

static inline bool
literal_matches(zb_view view, zb_slot value, const char **at)
{
    literal_space(at);
    zb_str text;
    zb_slot number;
    switch (**at) {
    case 'n':
        *at += 4;
        return value.tag == ZB_TAG_NULL;
    case 't':
        *at += 4;
        return value.tag == ZB_TAG_BOOL && value.a == 1;
    case 'f':
        *at += 5;
        return value.tag == ZB_TAG_BOOL && value.a == 0;
    case '"':
        return value.tag == ZB_TAG_STRING && zb_string_at(view, value.a, &text) == ZB_OK &&
               literal_matches_text(text, at);
    case '[':
    case '{':
        return literal_matches_list(view, value, at);
    default:
        number = literal_number(at);
        return value.tag == number.tag && value.a == number.a && value.b == number.b;
    }
}

/** True when a value is the one that `text` shows, entries of objects in that order. */
static inline bool
literal_is(zb_view view, zb_slot value, const char *text)
{
    return literal_matches(view, value, &text) && *text == '\0';
}

#endif /* LITERAL_H */
