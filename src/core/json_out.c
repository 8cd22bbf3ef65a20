/* SPDX-License-Identifier: MIT */
/* Scalars as JSON text, through a buffer of fixed size. */
#include "json_writer.h"

#include "json_text.h"
#include "number.h"

#define REPLACEMENT 0xFFFDu
#define MS_PER_DAY 86400000
#define MAX_DATE_MS 8.64e15 /* ECMA-262, Time Values and Time Range */

/* An integer shares the buffer with its remainders of 10^9, which take 15/14 of its size. */
#define MAX_WIDE_BYTES 3072u
#define GROUP 1000000000u
#define GROUP_DIGITS 9u

void
zbi_json_flush(zbi_json_writer *w)
{
    if (w->used > 0 && w->status == ZB_OK)
        w->status = w->sink(w->context, w->buffer.text, w->used);
    w->used = 0;
    if (w->arena != NULL)
        w->view = zb_arena_view(w->arena);
}

void
zbi_json_put(zbi_json_writer *w, const char *text, uint32_t len)
{
    __builtin_memcpy(zbi_json_room(w, len), text, len);
    w->used += len;
}

/* \uXXXX */
static uint32_t
put_unit(char *out, uint32_t unit)
{
    static const char digits[] = "0123456789abcdef";
    char escape[6] = {
        '\\', 'u', digits[unit >> 12], digits[unit >> 8 & 15], digits[unit >> 4 & 15], digits[unit & 15]};
    __builtin_memcpy(out, escape, sizeof escape);
    return sizeof escape;
}

/* One character that is not plain, in at most 12 bytes. */
static uint32_t
put_character(char *out, uint32_t code, bool ascii)
{
    static const char letters[] = "btn?fr"; /* for 8 to 13; there is none for 11 */
    if (code == '"' || code == '\\' || (code - 8 < 6 && code != 11)) {
        out[0] = '\\';
        out[1] = code >= ' ' ? (char)code : letters[code - 8];
        return 2;
    }
    if (code >= ' ' && (!ascii || code < 0x80))
        return zbi_utf8_encode(code, (uint8_t *)out);
    if (code < 0x10000)
        return put_unit(out, code);
    code -= 0x10000;
    uint32_t len = put_unit(out, 0xD800 + (code >> 10));
    return len + put_unit(out + len, 0xDC00 + (code & 0x3FF));
}

/* Text of the region on its way to the buffer. */
typedef struct run {
    const char *from;
    const char *stop;     /* characters that begin before it are written */
    const char *end;      /* of the string */
    const char *readable; /* end of the region: whole words are read up to there */
} run;

/* Write to `out`, which has room for 6 bytes per byte and a character more; its new end. */
static char *
put_run(run *r, char *out, bool ascii)
{
    const char *from = r->from;
    while (from < r->stop) {
        if (r->readable - from >= 8) {
            uint64_t word, special;
            __builtin_memcpy(&word, from, 8);
            __builtin_memcpy(out, &word, 8);
            special = zbi_json_special(word);
            if (r->stop - from < 8) /* what lies behind it does not count */
                special |= (uint64_t)0x80 << ((r->stop - from) * 8);
            uint32_t plain = special == 0 ? 8 : (uint32_t)__builtin_ctzll(special) / 8;
            from += plain;
            out += plain;
            if (special == 0 || from == r->stop)
                continue;
        }
        uint32_t bytes, code = zbi_utf8_decode(from, (size_t)(r->end - from), &bytes);
        out += put_character(out, code == ZBI_NO_CHARACTER ? REPLACEMENT : code, ascii);
        from += bytes;
    }
    r->from = from;
    return out;
}

static inline char *
put_unless_0(char *out, char c)
{
    *out = c;
    return out + (c != 0);
}

/* The first `count` bytes of a word; all of them from 8 on, none below 1. */
static inline uint64_t
first_bytes(int32_t count)
{
    return count >= 8 ? UINT64_MAX : count <= 0 ? 0 : ((uint64_t)1 << count * 8) - 1;
}

/* Copy 16 bytes, of which `len` count; true when those need no escapes. */
static inline bool
copy_short(char *out, const char *from, uint32_t len)
{
    uint64_t words[2];
    __builtin_memcpy(words, from, sizeof words);
    __builtin_memcpy(out, words, sizeof words);
    return ((zbi_json_special(words[0]) & first_bytes((int32_t)len)) |
            (zbi_json_special(words[1]) & first_bytes((int32_t)len - 8))) == 0;
}

void
zbi_json_put_characters(zbi_json_writer *w, zb_off text, uint32_t len, char before, char quote, char after)
{
    /* Most keys and many strings are short: no loop whose end cannot be foreseen. */
    if (len <= 16 && zb_view_has(w->view, text, 16)) {
        char *out = put_unless_0(put_unless_0(zbi_json_room(w, 32), before), quote);
        if (copy_short(out, (const char *)zb_view_ptr(w->view, text), len)) {
            zbi_json_wrote(w, put_unless_0(put_unless_0(out + len, quote), after));
            return;
        }
    }
    /* A control character takes 6 bytes, and so do two of UTF-8; a run may overshoot by one character. */
    const uint32_t margin = 32, most = (ZBI_JSON_BUFFER_BYTES - margin) / 6;
    uint32_t done = 0;
    do {
        uint32_t left = len - done, count = left < most ? left : most;
        char *out = zbi_json_room(w, count * 6 + margin);
        /* Taken anew in every round: the sink may have moved the view. */
        const char *from = (const char *)zb_view_ptr(w->view, text + done);
        run r = {from, from + count, from + left, (const char *)zb_view_ptr(w->view, w->view.size_bytes)};
        if (done == 0)
            out = put_unless_0(put_unless_0(out, before), quote);
        out = put_run(&r, out, (w->flags & ZB_JSON_ASCII) != 0);
        done += (uint32_t)(r.from - from);
        if (done == len)
            out = put_unless_0(put_unless_0(out, quote), after);
        zbi_json_wrote(w, out);
    } while (done < len && w->status == ZB_OK);
}

void
zbi_json_put_base64(zbi_json_writer *w, zb_off bytes, uint32_t len)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    zbi_json_put_char(w, '"');
    for (uint32_t i = 0; i < len && w->status == ZB_OK; i += 3) {
        char *out = zbi_json_room(w, 4);
        const uint8_t *from = zb_view_ptr(w->view, bytes + i);
        uint32_t left = len - i;
        uint32_t group = (uint32_t)from[0] << 16 | (left > 1 ? (uint32_t)from[1] << 8 : 0) |
                         (left > 2 ? (uint32_t)from[2] : 0);
        out[0] = digits[group >> 18];
        out[1] = digits[group >> 12 & 63];
        out[2] = left > 1 ? digits[group >> 6 & 63] : '=';
        out[3] = left > 2 ? digits[group & 63] : '=';
        w->used += 4;
    }
    zbi_json_put_char(w, '"');
}

void
zbi_json_put_integer(zbi_json_writer *w, uint64_t magnitude, bool negative)
{
    char *out = zbi_json_room(w, 21);
    *out = '-';
    w->used += negative + zbi_write_u64(magnitude, out + negative);
}

void
zbi_json_put_number(zbi_json_writer *w, double value)
{
    if (value - value != 0) { /* NaN and the infinities */
        zbi_json_put(w, ZB_LIT("null"));
        return;
    }
    char *out = zbi_json_room(w, ZB_NUMBER_MAX_BYTES);
    w->used += zb_number_write(value, out);
}

/* Divide the number of `*count` words, lowest first, by 10^9; the remainder. */
static uint32_t
divide(uint32_t *words, uint32_t *count)
{
    uint64_t rest = 0;
    for (uint32_t i = *count; i > 0; i--) {
        rest = rest << 32 | words[i - 1];
        words[i - 1] = (uint32_t)(rest / GROUP);
        rest %= GROUP;
    }
    while (*count > 0 && words[*count - 1] == 0)
        --*count;
    return (uint32_t)rest;
}

void
zbi_json_put_wide(zbi_json_writer *w, zb_off bytes, uint32_t len)
{
    const uint32_t end = ZBI_JSON_BUFFER_BYTES / 4;
    uint32_t *words = w->buffer.words, count = len / 4, first = end;
    if (len > MAX_WIDE_BYTES || len % 8 != 0 || len == 0) {
        if (w->status == ZB_OK)
            w->status = len > MAX_WIDE_BYTES ? ZB_E_BUDGET : ZB_E_CORRUPT;
        return;
    }
    zbi_json_flush(w);
    __builtin_memcpy(words, zb_view_ptr(w->view, bytes), len);
    bool negative = words[count - 1] >> 31 != 0;
    if (negative) {
        uint64_t carry = 1;
        for (uint32_t i = 0; i < count; i++) {
            carry += ~words[i];
            words[i] = (uint32_t)carry;
            carry >>= 32;
        }
    }
    do
        words[--first] = divide(words, &count);
    while (count > 0);

    /* The buffer is taken: what is ready goes straight to the sink, a few groups at a time. */
    char text[GROUP_DIGITS * 28 + 1];
    uint32_t used = negative;
    text[0] = '-';
    bool leading = true;
    for (uint32_t group; first < end && w->status == ZB_OK; first++, leading = false) {
        group = words[first];
        if (leading) {
            used += zbi_write_u64(group, text + used);
        } else {
            for (uint32_t i = GROUP_DIGITS; i > 0; i--, group /= 10)
                text[used + i - 1] = (char)('0' + group % 10);
            used += GROUP_DIGITS;
        }
        if (sizeof text - used < GROUP_DIGITS || first + 1 == end) {
            w->status = w->sink(w->context, text, used);
            used = 0;
        }
    }
    if (w->arena != NULL)
        w->view = zb_arena_view(w->arena);
}

static char *
put_digits(char *out, uint32_t value, uint32_t count)
{
    for (uint32_t i = count; i > 0; i--, value /= 10)
        out[i - 1] = (char)('0' + value % 10);
    return out + count;
}

void
zbi_json_put_date(zbi_json_writer *w, double epoch_ms)
{
    if (!(epoch_ms >= -MAX_DATE_MS && epoch_ms <= MAX_DATE_MS)) {
        zbi_json_put(w, ZB_LIT("null"));
        return;
    }
    int64_t ms = (int64_t)epoch_ms;
    int32_t days = (int32_t)(ms / MS_PER_DAY) - (ms % MS_PER_DAY < 0); /* at most 10^8 */
    uint32_t time = (uint32_t)((uint64_t)ms - (uint64_t)days * MS_PER_DAY);

    /* Years of 400-year cycles that begin on 1 March: a leap day then ends its year. */
    int32_t shifted = days + 719468; /* days from 0000-03-01 to 1970-01-01 */
    int32_t cycle = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    uint32_t day = (uint32_t)(shifted - cycle * 146097);
    uint32_t of_cycle = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    uint32_t of_year = day - (of_cycle * 365 + of_cycle / 4 - of_cycle / 100);
    uint32_t month = (of_year * 5 + 2) / 153; /* from March: 153 days in every 5 months */
    uint32_t day_of_month = of_year - (month * 153 + 2) / 5 + 1;
    month = month < 10 ? month + 3 : month - 9;
    int32_t year = cycle * 400 + (int32_t)of_cycle + (month <= 2);

    char *start = zbi_json_room(w, 32), *out = start;
    *out++ = '"';
    if (year < 0 || year > 9999) {
        *out++ = year < 0 ? '-' : '+';
        out = put_digits(out, (uint32_t)(year < 0 ? -year : year), 6);
    } else {
        out = put_digits(out, (uint32_t)year, 4);
    }
    *out++ = '-';
    out = put_digits(out, month, 2);
    *out++ = '-';
    out = put_digits(out, day_of_month, 2);
    *out++ = 'T';
    out = put_digits(out, time / 3600000, 2);
    *out++ = ':';
    out = put_digits(out, time / 60000 % 60, 2);
    *out++ = ':';
    out = put_digits(out, time / 1000 % 60, 2);
    *out++ = '.';
    out = put_digits(out, time % 1000, 3);
    *out++ = 'Z';
    *out++ = '"';
    w->used += (uint32_t)(out - start);
}
