/* SPDX-License-Identifier: MIT */
/*
 * The calls that read JSON: a whole text, or pieces of it.
 *
 * A token that a piece cuts off is carried: its bytes are gathered in temporary bytes of the
 * arena until its end has come, then it is read at once.
 */
#include "json_reader.h"

#define DEFAULT_DEPTH 512u
#define MIN_CARRY_BYTES 64u

static zbi_json *
open_reader(zb_json_reader *reader)
{
    return (zbi_json *)(void *)reader;
}

/* Begin; no piece is there yet. */
static ZBI_COLD zb_status
begin(zbi_json *r, zb_arena *arena, const zb_json_read_options *options)
{
    static const zb_json_read_options defaults = {0, 0, ZB_JSON_DUPLICATES_LAST};
    const zb_json_read_options *o = options != NULL ? options : &defaults;
    if ((o->flags & ~ZB_JSON_BIGINT) != 0 || (uint32_t)o->duplicates > ZB_JSON_DUPLICATES_REJECT)
        return ZB_E_INVALID;
    zbi_json made;
    __builtin_memset(&made, 0, sizeof made);
    made.flags = o->flags;
    made.max_depth = o->max_depth != 0 ? o->max_depth : DEFAULT_DEPTH;
    made.duplicates = o->duplicates;
    made.state = ZBI_JSON_VALUE;
    made.line = 1;
    ZB_TRY(zbi_tail_open(&made.tail, arena));
    *r = made;
    return ZB_OK;
}

/* Count the lines that begin in [from, to), which is `offset` bytes into the text. */
static void
count_lines(zbi_json *r, const char *from, const char *to, uint64_t offset)
{
    const uint64_t ones = 0x0101010101010101u;
    for (const char *p = from; p < to; p++) {
        uint64_t word;
        for (; to - p > 8; p += 8) { /* pass over words without a newline */
            __builtin_memcpy(&word, p, 8);
            word ^= ones * '\n';
            if (((word - ones) & ~word & (ones * 0x80)) != 0)
                break;
        }
        if (*p == '\n') {
            r->line++;
            r->line_start = offset + (uint64_t)(p - from) + 1;
        }
    }
}

/* A failure: give everything back, and say on which line it was.  `r->piece` is still there. */
static ZBI_COLD zb_status
give_up(zbi_json *r)
{
    /* A token holds no newline before what is wrong in it: when it was carried, it is on this line. */
    if (r->carry_bytes == 0)
        count_lines(r, r->piece, r->piece + (r->error.offset - r->piece_offset), r->piece_offset);
    uint64_t column = r->error.offset - r->line_start + 1;
    r->error.line = r->line;
    r->error.column = column > UINT32_MAX ? UINT32_MAX : (uint32_t)column;
    zbi_tail_abandon(&r->tail);
    return r->status;
}

/* Give the arena its objects' indexes, now that it may grow again.  They are chained through the padding
 * of their handles, which is zero again afterwards. */
static void
make_indexes(zbi_json *r)
{
    zb_arena *arena = r->tail.arena;
    for (zb_off handle = r->indexed; handle != 0;) {
        zb_off next = zb_view_u32(zb_arena_view(arena), handle + ZB_HANDLE_BYTES);
        zbi_store_u32(arena, handle + ZB_HANDLE_BYTES, 0);
        zbi_index_build(arena, handle);
        handle = next;
    }
}

/* The text has ended, all of it was read. */
static zb_status
finish(zbi_json *r, const char *end, zb_slot *out)
{
    if (r->state != ZBI_JSON_DONE) {
        (void)zbi_json_fail(r, ZB_E_SYNTAX, end, "the text ends before its value does");
        return give_up(r);
    }
    zbi_tail_close(&r->tail);
    make_indexes(r);
    __builtin_memcpy(out, &r->value, sizeof *out);
    return ZB_OK;
}

zb_status
zb_json_read(zb_arena *arena, const char *text, size_t len, const zb_json_read_options *options, zb_slot *out,
             zb_json_error *error)
{
    zbi_json r;
    const char *rest;
    ZB_TRY(begin(&r, arena, options));
    if (len == 0)
        text = ""; /* NULL is allowed then */
    r.piece = text;
    zb_status status = zbi_json_run(&r, text, text + len, false, &rest);
    status = status == ZB_OK ? finish(&r, text + len, out) : give_up(&r);
    if (status != ZB_OK && error != NULL)
        *error = r.error;
    return status;
}

zb_status
zb_json_begin(zb_json_reader *reader, zb_arena *arena, const zb_json_read_options *options)
{
    return begin(open_reader(reader), arena, options);
}

static char *
carry(const zbi_json *r)
{
    return (char *)zbi_tail_at(&r->tail, zbi_tail_bytes(&r->tail));
}

/* Append to the carry. */
static ZBI_COLD zb_status
carry_more(zbi_json *r, const char *bytes, size_t len)
{
    if (len > ZB_MAX_REGION_BYTES - r->carry_bytes)
        return ZB_E_MEMORY;
    uint32_t need = r->carry_bytes + (uint32_t)len;
    if (need > r->carry_capacity) {
        /* At least twice as much, so that many small pieces cost no more than a few large ones. */
        uint64_t more = need - r->carry_capacity;
        if (more < r->carry_capacity)
            more = r->carry_capacity;
        if (more < MIN_CARRY_BYTES)
            more = MIN_CARRY_BYTES;
        more = (more + 7) & ~(uint64_t)7;
        if (more > ZB_MAX_REGION_BYTES)
            return ZB_E_MEMORY;
        ZB_TRY(zbi_tail_push(&r->tail, (uint32_t)more));
        __builtin_memmove(carry(r), carry(r) + more, r->carry_bytes);
        r->carry_capacity += (uint32_t)more;
    }
    __builtin_memcpy(carry(r) + r->carry_bytes, bytes, len);
    r->carry_bytes = need;
    return ZB_OK;
}

static bool
is_in_word(char c)
{
    uint8_t letter = (uint8_t)(((uint8_t)c | 0x20) - 'a');
    return letter < 26 || (uint8_t)(c - '0') < 10 || c == '-' || c == '+' || c == '.';
}

/*
 * The bytes of [text, end) that belong to a token whose first byte is `first`; *ended says whether it ends
 * there.  Only where it ends is looked at: what is wrong in it is found when it is read.
 */
static ZBI_COLD size_t
token_bytes(zbi_json *r, char first, const char *text, const char *end, bool *ended)
{
    const char *p = text;
    *ended = false;
    if (first != '"') {
        while (p < end && is_in_word(*p))
            p++;
        *ended = p < end;
        return (size_t)(p - text);
    }
    while (p < end && !*ended) {
        uint64_t word;
        for (; end - p > 8 && !r->carry_escape; p += 8) { /* pass over plain words */
            __builtin_memcpy(&word, p, 8);
            if (zbi_json_special(word) != 0)
                break;
        }
        char c = *p++;
        *ended = c == '"' && !r->carry_escape;
        r->carry_escape = c == '\\' && !r->carry_escape;
    }
    return (size_t)(p - text);
}

/* The carry is a whole token: read it. */
static ZBI_COLD zb_status
read_carry(zbi_json *r)
{
    const char *text = carry(r), *end = text + r->carry_bytes, *next;
    r->piece = text;
    bool is_key = r->state == ZBI_JSON_KEY;
    ZB_TRY(is_key ? zbi_json_key(r, text, end, false, true, &next)
                  : zbi_json_scalar(r, text, end, false, true, 0, &next));
    bool all = next == end;
    r->left = all ? '\0' : *next; /* of a number or a literal, which do not move */
    r->state = is_key ? ZBI_JSON_HAVE_KEY : ZBI_JSON_HAVE_VALUE;
    r->piece_offset += (uint64_t)(next - text);
    zbi_tail_pop(&r->tail, r->carry_capacity);
    r->carry_bytes = r->carry_capacity = 0;
    if (all)
        return ZB_OK;
    /* "1x", "nullx": nothing that follows a value begins like this, and the machine says so. */
    r->piece = &r->left;
    return zbi_json_run(r, &r->left, &r->left + 1, true, &next);
}

/* Take what the carry lacks from the piece.  *left receives what follows it; the carry stays when its end
 * has not come. */
static ZBI_COLD zb_status
complete_carry(zbi_json *r, const char *bytes, const char *end, const char **left)
{
    bool ended;
    size_t taken = token_bytes(r, *carry(r), bytes, end, &ended);
    *left = bytes + taken;
    r->piece = bytes;
    if (carry_more(r, bytes, taken) != ZB_OK)
        return zbi_json_fail(r, ZB_E_MEMORY, bytes, ZBI_JSON_FULL);
    return ended ? read_carry(r) : ZB_OK;
}

/* Read a piece. */
static zb_status
feed(zbi_json *r, const char *bytes, const char *end)
{
    if (r->carry_bytes > 0) {
        ZB_TRY(complete_carry(r, bytes, end, &bytes));
        if (r->carry_bytes > 0)
            return ZB_OK;
    }
    const char *rest;
    r->piece = bytes;
    ZB_TRY(zbi_json_run(r, bytes, end, true, &rest));
    count_lines(r, bytes, rest, r->piece_offset);
    r->piece_offset += (uint64_t)(rest - bytes);
    r->piece = rest;
    if (rest == end)
        return ZB_OK;
    bool ended;
    r->carry_escape = false;
    (void)token_bytes(r, *rest, rest + 1, end, &ended); /* it does not end here: learn carry_escape */
    if (carry_more(r, rest, (size_t)(end - rest)) != ZB_OK)
        return zbi_json_fail(r, ZB_E_MEMORY, rest, ZBI_JSON_FULL);
    return ZB_OK;
}

zb_status
zb_json_feed(zb_json_reader *reader, const char *bytes, size_t len)
{
    zbi_json *r = open_reader(reader);
    ZB_TRY(r->status);
    if (len == 0)
        return ZB_OK;
    return feed(r, bytes, bytes + len) == ZB_OK ? ZB_OK : give_up(r);
}

/* The end of the text ends its last token. */
static ZBI_COLD zb_status
end_text(zbi_json *r)
{
    const char *rest;
    if (r->carry_bytes > 0)
        ZB_TRY(read_carry(r));
    r->piece = &r->left; /* nothing is left to read, but perhaps a value to put in its place */
    return zbi_json_run(r, r->piece, r->piece, false, &rest);
}

zb_status
zb_json_end(zb_json_reader *reader, zb_slot *out, zb_json_error *error)
{
    zbi_json *r = open_reader(reader);
    zb_status status = r->status;
    if (status == ZB_OK)
        status = end_text(r) == ZB_OK ? finish(r, r->piece, out) : give_up(r);
    if (status != ZB_OK && error != NULL)
        *error = r->error;
    if (status == ZB_OK)
        r->status = ZB_E_INVALID; /* for whoever goes on feeding */
    return status;
}

void
zb_json_abort(zb_json_reader *reader)
{
    zbi_json *r = open_reader(reader);
    if (r->status == ZB_OK)
        zbi_tail_abandon(&r->tail);
    r->status = ZB_E_INVALID;
}
