/* SPDX-License-Identifier: MIT */
/* Strings, numbers and literals of a JSON text as values: what the machine does not read on its fast path. */
#include "json_reader.h"

#define SLACK 8u /* bytes that a string leaves free: a key is rounded up by so many when it moves away */

/* The word that a literal begins with is all there is to it, but for the e of false. */
static zb_status
literal(zbi_json *r, const char *text, const char *end, bool more, const char **next)
{
    const char *word = *text == 't' ? "true" : *text == 'f' ? "false" : "null";
    const char *p = text;
    for (; *word != '\0'; word++, p++) {
        if (p == end && more) {
            *next = text;
            return ZB_OK;
        }
        if (p == end || *p != *word)
            return zbi_json_fail(r, ZB_E_SYNTAX, p,
                                 "only true, false and null may stand here without quotes");
    }
    r->value = zbi_words_of(*text == 'n' ? ZB_TAG_NULL : ZB_TAG_BOOL, *text == 't', 0);
    *next = p;
    return ZB_OK;
}

static zb_status
number(zbi_json *r, const char *text, const char *end, bool more, const char **next)
{
    const char *stop;
    bool whole = zbi_number_scan(text, end, r->flags, &r->value, &stop);
    *next = text;
    if (stop == end && more)
        return ZB_OK;
    *next = stop;
    return whole ? ZB_OK : zbi_json_fail(r, ZB_E_SYNTAX, stop, "a digit must stand here");
}

/* Bytes from `text`, which is no backslash's second half, to the closing quote or the end. */
static size_t
raw_bytes(const char *text, const char *end)
{
    const char *p = text;
    while (p < end && *p != '"')
        p += *p == '\\' && end - p > 1 ? 2 : 1;
    return (size_t)(p - text);
}

zb_status
zbi_json_text(zbi_json *r, zbi_json_token *token, size_t done, zb_off *out, bool *closed)
{
    zbi_text_copy *copy = &token->copy;
    for (;;) {
        zbi_tail *tail = &r->tail;
        uint64_t at = (((uint64_t)tail->bump + ZB_STRING_ALIGN - 1) & ~(uint64_t)(ZB_STRING_ALIGN - 1)) +
                      ZB_STRING_HEADER_BYTES;
        zbi_text_end how = ZBI_TEXT_FULL;
        copy->at = token->text + 1;
        copy->len = 0;
        if (at + done + SLACK < tail->floor) {
            how = zbi_json_copy_text(token->text + 1 + done, token->end, token->more,
                                     zb_arena_ptr(tail->arena, (zb_off)at) + done,
                                     tail->floor - (size_t)at - done - SLACK, copy);
            copy->len += done;
        }
        *out = (zb_off)at;
        *closed = how == ZBI_TEXT_CLOSED;
        if (*closed || (how == ZBI_TEXT_CUT && token->more))
            return ZB_OK;
        if (how == ZBI_TEXT_BAD)
            return zbi_json_fail(r, copy->status, copy->at, copy->what);
        if (how == ZBI_TEXT_CUT)
            return zbi_json_fail(r, ZB_E_SYNTAX, token->end, "the text ends inside a string");
        /* Once more with room for all of it: escapes only make it shorter. */
        uint64_t need = copy->len + raw_bytes(copy->at, token->end) + ZB_STRING_HEADER_BYTES + 2 * SLACK;
        if (zbi_tail_grow(tail, need) != ZB_OK)
            return zbi_json_fail(r, ZB_E_MEMORY, token->text, ZBI_JSON_FULL);
        done = 0;
        if (token->carried) { /* it lies in temporary bytes, which have moved */
            size_t len = (size_t)(token->end - token->text);
            token->text = r->piece = (const char *)zbi_tail_at(tail, zbi_tail_bytes(tail));
            token->end = token->text + len;
        }
    }
}

/* A string that is not plain ASCII or has little room; its first `done` bytes lie in place already. */
static zb_status
string(zbi_json *r, zbi_json_token token, size_t done, const char **next)
{
    zb_off out;
    bool closed;
    *next = token.text;
    const char *token_end = token.end;
    ZB_TRY(zbi_json_text(r, &token, done, &out, &closed));
    if (!closed)
        return ZB_OK;
    zb_off header = out - ZB_STRING_HEADER_BYTES;
    zbi_store_u32(r->tail.arena, header, (uint32_t)token.copy.len);
    r->tail.bump = out + (zb_off)token.copy.len;
    r->value = zbi_words_of(ZB_TAG_STRING, header, 0);
    *next = token.carried ? token_end : token.copy.at + 1;
    return ZB_OK;
}

zb_status
zbi_json_scalar(zbi_json *r, const char *text, const char *end, bool more, bool carried, size_t done,
                const char **next)
{
    switch (*text) {
    case '"':
        return string(r, (zbi_json_token){text, end, more, carried, {0}}, done, next);
    case 't':
    case 'f':
    case 'n':
        return literal(r, text, end, more, next);
    default:
        if (*text != '-' && (uint8_t)(*text - '0') >= 10)
            return zbi_json_fail(r, ZB_E_SYNTAX, text, "a value must stand here");
        return number(r, text, end, more, next);
    }
}
