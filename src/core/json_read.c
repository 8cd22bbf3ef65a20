/* SPDX-License-Identifier: MIT */
/*
 * JSON text to values, in one pass: a machine that keeps its stack in the arena, so that it
 * needs neither recursion nor memory, and that can stop and go on between any two bytes.
 */
#include "json_reader.h"

#include "json_text.h"
#include "number.h"

#define PADDED_HANDLE_BYTES ZB_WRITE_ALIGN
#define FOREIGN_SHIFT 8

/* The free bytes, held in registers while the machine runs.  The base is a number: it may be 0. */
typedef struct space {
    uint8_t *low;  /* where the next result goes; NULL: out of memory */
    uint8_t *high; /* the newest item */
    uintptr_t base;
} space;

static space
take_space(const zbi_json *r)
{
    zb_arena *arena = r->tail.arena;
    space s = {zb_arena_ptr(arena, r->tail.bump), zb_arena_ptr(arena, r->tail.floor),
               (uintptr_t)zb_arena_ptr(arena, 0)};
    return s;
}

static void
return_space(zbi_json *r, space s)
{
    r->tail.bump = (zb_off)((uintptr_t)s.low - s.base);
    r->tail.floor = (zb_off)((uintptr_t)s.high - s.base);
}

static inline bool
has_room(space s, size_t bytes)
{
    return (size_t)(s.high - s.low) >= bytes;
}

/* At least `bytes` free bytes, elsewhere perhaps. */
static __attribute__((noinline)) space
grow(zbi_json *r, space s, size_t bytes)
{
    return_space(r, s);
    if (zbi_tail_grow(&r->tail, bytes) != ZB_OK)
        return (space){NULL, NULL, 0};
    return take_space(r);
}

static inline const uint8_t *
at(space s, zb_off off)
{
    return (const uint8_t *)(s.base + off);
}

static inline uint32_t
load_u32(const uint8_t *p)
{
    uint32_t word;
    __builtin_memcpy(&word, p, sizeof word);
    return word;
}

static inline void
store_u32(uint8_t *p, uint32_t word)
{
    __builtin_memcpy(p, &word, sizeof word);
}

static inline void
store_words(uint8_t *p, zbi_words words)
{
    __builtin_memcpy(p, &words.head, 8);
    __builtin_memcpy(p + 8, &words.b, 8);
}

static inline const char *
skip_space(const char *text, const char *end)
{
    while (text < end && (uint8_t)*text <= ' ' &&
           (*text == ' ' || *text == '\n' || *text == '\r' || *text == '\t'))
        text++;
    return text;
}

/* The finished container of this kind that the next one is expected to look like: its data, or 0. */
static zb_off
model_for(space s, const zbi_json_level *parent, uint32_t kind, zb_off match)
{
    const uint8_t *slot = NULL;
    if (parent->kind == ZB_TAG_ARRAY && kind == ZB_TAG_OBJECT && parent->shape != 0)
        return parent->shape;
    if (parent->kind == ZB_TAG_ARRAY && parent->count > 0)
        slot = s.high; /* the element before */
    else if (parent->kind == ZB_TAG_ARRAY && parent->model != 0)
        slot = at(s, parent->model);
    else if (match != 0)
        slot = at(s, match + ZB_ENTRY_SLOT_AT);
    else if (parent->kind == ZB_TAG_OBJECT && parent->count > 1)
        slot = s.high + ZB_OBJECT_ENTRY_BYTES + ZB_ENTRY_SLOT_AT; /* the entry before */
    if (slot == NULL || *slot != kind)
        return 0;
    return load_u32(at(s, load_u32(slot + ZB_SLOT_A_AT)));
}

/* True when the text goes on with the key of `entry` and its closing quote; `text` is behind the opening one.
 */
static inline bool
key_follows(space s, zb_off entry, const char *text, const char *end)
{
    const uint8_t *model = at(s, entry);
    uint32_t len = load_u32(model + 4);
    if ((size_t)(end - text) <= len || text[len] != '"')
        return false;
    return zb_bytes_equal(at(s, load_u32(model)), text, len);
}

/* Copy the items of a container that closes, the newest of which lies at `from`. */
static inline void
copy_items(uint8_t *to, const uint8_t *from, uint32_t count, uint32_t item_bytes)
{
    from += (size_t)count * item_bytes;
    for (; count > 0; count--, to += item_bytes) {
        from -= item_bytes;
        __builtin_memcpy(to, from, item_bytes);
    }
}

zb_status
zbi_json_run(zbi_json *r, const char *text, const char *end, bool more, const char **rest)
{
    const char *p = text;
    zbi_json_level level = r->level;
    zb_off match = r->match;
    space s = take_space(r);
    zbi_words value;
    size_t done; /* of a string's bytes, copied and known to be plain */
    zbi_json_state state = r->state;
    zb_status status;

    if (state == ZBI_JSON_HAVE_VALUE) {
        value = r->value;
        goto have_value;
    }
    if (state == ZBI_JSON_HAVE_KEY)
        goto have_key;
    if (state == ZBI_JSON_COLON)
        goto colon;
    if (state == ZBI_JSON_FIRST)
        goto first;
    if (state == ZBI_JSON_KEY)
        goto key;
    if (state == ZBI_JSON_AFTER)
        goto after;
    if (state == ZBI_JSON_DONE)
        goto done;

read_value:
    p = skip_space(p, end);
    if (p == end) {
        state = ZBI_JSON_VALUE;
        goto pause;
    }
    done = 0;
    if (*p == '"') {
        /* Copy while looking for the end: plain ASCII for which there is room needs no more. */
        uint8_t *header = s.low + (-(uintptr_t)s.low & (ZB_STRING_ALIGN - 1));
        uint8_t *out = header + ZB_STRING_HEADER_BYTES;
        size_t room = s.high > out ? (size_t)(s.high - out) : 0;
        size_t left = (size_t)(end - p) - 1, limit = left < room ? left : room;
        for (size_t i = 0; i + 8 <= limit; i += 8) {
            uint64_t word;
            __builtin_memcpy(&word, p + 1 + i, 8);
            __builtin_memcpy(out + i, &word, 8);
            uint64_t special = zbi_json_special(word);
            done = i + 8;
            if (special == 0)
                continue;
            done = i += (size_t)__builtin_ctzll(special) / 8;
            if (p[1 + i] != '"')
                break;
            store_u32(header, (uint32_t)i);
            s.low = out + i;
            p += i + 2;
            value = zbi_words_of(ZB_TAG_STRING, (uint32_t)((uintptr_t)header - s.base), 0);
            goto have_value;
        }
    } else if (*p == '[' || *p == '{') {
        goto open;
    } else if (((uint8_t)(*p - '0') < 10) | (*p == '-')) { /* one branch: signs are hard to foresee */
        zbi_words scanned; /* not `value`, whose address would keep it out of registers */
        const char *next;
        if (zbi_number_scan(p, end, r->flags, &scanned, &next) && (next < end || !more)) {
            p = next;
            value = scanned;
            goto have_value;
        }
    }
    return_space(r, s);
    status = zbi_json_scalar(r, p, end, more, false, done, rest);
    s = take_space(r);
    if (status != ZB_OK)
        return status;
    if (*rest == p) {
        state = ZBI_JSON_VALUE;
        goto cut_off;
    }
    p = *rest;
    value = r->value;

have_value:
    if (level.kind == ZB_TAG_OBJECT) {
        store_words(s.high + ZB_ENTRY_SLOT_AT, value);
    } else if (level.kind == ZB_TAG_ARRAY) {
        if (!has_room(s, ZB_SLOT_BYTES)) {
            s = grow(r, s, ZB_SLOT_BYTES);
            if (s.low == NULL)
                goto no_memory;
        }
        s.high -= ZB_SLOT_BYTES;
        store_words(s.high, value);
        level.count++;
    } else {
        r->value = value;
        goto done;
    }

after:
    p = skip_space(p, end);
    if (p == end) {
        state = ZBI_JSON_AFTER;
        goto pause;
    }
    if (*p == ',') {
        p++;
        if (level.kind == ZB_TAG_OBJECT)
            goto key;
        goto read_value;
    }
    if (*p == (level.kind == ZB_TAG_OBJECT ? '}' : ']'))
        goto close;
    return zbi_json_fail(r, ZB_E_SYNTAX, p,
                         level.kind == ZB_TAG_OBJECT ? "a comma or } must stand here"
                                                     : "a comma or ] must stand here");

key:
    p = skip_space(p, end);
    if (p == end) {
        state = ZBI_JSON_KEY;
        goto pause;
    }
    if (*p != '"')
        return zbi_json_fail(r, ZB_E_SYNTAX, p, "a key in quotes must stand here");
    if (level.model != level.model_end && !r->odd_keys && key_follows(s, level.model, p + 1, end)) {
        match = level.model;
        level.model += ZB_OBJECT_ENTRY_BYTES;
        r->key = load_u32(at(s, match));
        r->key_len = load_u32(at(s, match) + 4);
        p += (size_t)r->key_len + 2;
    } else {
        return_space(r, s);
        r->level = level;
        status = zbi_json_key(r, p, end, more, false, rest);
        level = r->level;
        match = r->match;
        s = take_space(r);
        if (status != ZB_OK)
            return status;
        if (*rest == p) {
            state = ZBI_JSON_KEY;
            goto cut_off;
        }
        p = *rest;
    }

have_key:
    if (!has_room(s, ZB_OBJECT_ENTRY_BYTES)) {
        s = grow(r, s, ZB_OBJECT_ENTRY_BYTES);
        if (s.low == NULL)
            goto no_memory;
    }
    s.high -= ZB_OBJECT_ENTRY_BYTES;
    store_u32(s.high, r->key);
    store_u32(s.high + 4, r->key_len);
    level.count++;

colon:
    p = skip_space(p, end);
    if (p == end) {
        state = ZBI_JSON_COLON;
        goto pause;
    }
    if (*p != ':')
        return zbi_json_fail(r, ZB_E_SYNTAX, p, "a colon must stand here");
    p++;
    goto read_value;

open: {
    if (r->depth == r->max_depth)
        return zbi_json_fail(r, ZB_E_DEPTH, p, "containers are nested deeper than allowed");
    uint32_t kind = *p == '{' ? ZB_TAG_OBJECT : ZB_TAG_ARRAY;
    zb_off data = model_for(s, &level, kind, match);
    if (!has_room(s, ZBI_JSON_FRAME_BYTES)) {
        s = grow(r, s, ZBI_JSON_FRAME_BYTES);
        if (s.low == NULL)
            goto no_memory;
    }
    s.high -= ZBI_JSON_FRAME_BYTES;
    store_u32(s.high, level.kind | (uint32_t)level.foreign << FOREIGN_SHIFT);
    store_u32(s.high + 4, level.count);
    store_u32(s.high + 8, level.model);
    store_u32(s.high + 12, level.model_end);
    store_u32(s.high + 16, level.shape);
    r->depth++;
    level = (zbi_json_level){kind, false, 0, 0, 0, 0};
    if (data != 0) {
        uint32_t length = load_u32(at(s, data) + ZB_BLOCK_LENGTH_AT);
        if (length > 0)
            level.model = data + ZB_OBJECT_HEADER_BYTES;
        if (kind == ZB_TAG_OBJECT)
            level.model_end = level.model + length * ZB_OBJECT_ENTRY_BYTES;
        level.shape = kind == ZB_TAG_OBJECT ? data : 0;
    }
    match = 0;
    p++;
}

first:
    p = skip_space(p, end);
    if (p == end) {
        state = ZBI_JSON_FIRST;
        goto pause;
    }
    if (level.kind == ZB_TAG_OBJECT && *p != '}')
        goto key;
    if (level.kind == ZB_TAG_ARRAY && *p != ']')
        goto read_value;

close:
    if (level.foreign && level.count > 1) {
        return_space(r, s);
        r->level = level;
        status = zbi_json_distinct(r, p);
        level = r->level;
        s = take_space(r);
        if (status != ZB_OK)
            return status;
    }
    {
        uint32_t item_bytes = level.kind == ZB_TAG_OBJECT ? ZB_OBJECT_ENTRY_BYTES : ZB_SLOT_BYTES;
        uint32_t capacity = level.count > 0 ? level.count : 1; /* SPEC 4.6 */
        size_t bytes = PADDED_HANDLE_BYTES + ZB_OBJECT_HEADER_BYTES + (size_t)capacity * item_bytes;
        if (!has_room(s, bytes + ZB_WRITE_ALIGN)) {
            s = grow(r, s, bytes + ZB_WRITE_ALIGN);
            if (s.low == NULL)
                goto no_memory;
        }
        s.low += -(uintptr_t)s.low & (ZB_WRITE_ALIGN - 1);
        zb_off handle = (zb_off)((uintptr_t)s.low - s.base);
        store_u32(s.low, handle + PADDED_HANDLE_BYTES);
        store_u32(s.low + 4, 0);
        if (level.kind == ZB_TAG_OBJECT && level.count > ZB_JSON_INDEX_COUNT) {
            store_u32(s.low + 4, r->indexed); /* the padding of its handle is free until the index is made */
            r->indexed = handle;
        }
        uint8_t *block = s.low + PADDED_HANDLE_BYTES;
        store_u32(block + ZB_BLOCK_CAPACITY_AT, capacity);
        store_u32(block + ZB_BLOCK_LENGTH_AT, level.count);
        if (level.count == 0)
            __builtin_memset(block + ZB_OBJECT_HEADER_BYTES, 0, item_bytes);
        else if (level.kind == ZB_TAG_OBJECT)
            copy_items(block + ZB_OBJECT_HEADER_BYTES, s.high, level.count, ZB_OBJECT_ENTRY_BYTES);
        else
            copy_items(block + ZB_ARRAY_HEADER_BYTES, s.high, level.count, ZB_SLOT_BYTES);
        s.low += bytes;
        s.high += (size_t)level.count * item_bytes;
        value = zbi_words_of((zb_tag)level.kind, handle, 0);

        zb_off better = 0; /* the model of this object, when it has all its keys and more */
        if (level.kind == ZB_TAG_OBJECT && !level.foreign && level.shape != 0 &&
            level.count < load_u32(at(s, level.shape) + ZB_BLOCK_LENGTH_AT))
            better = level.shape;
        uint32_t word = load_u32(s.high);
        level = (zbi_json_level){word & ((1u << FOREIGN_SHIFT) - 1),
                                 word >> FOREIGN_SHIFT != 0,
                                 load_u32(s.high + 4),
                                 load_u32(s.high + 8),
                                 load_u32(s.high + 12),
                                 load_u32(s.high + 16)};
        s.high += ZBI_JSON_FRAME_BYTES;
        if (level.kind == ZB_TAG_ARRAY)
            level.shape = better;
        r->depth--;
        p++;
        goto have_value;
    }

done:
    p = skip_space(p, end);
    state = ZBI_JSON_DONE;
    if (p < end)
        return zbi_json_fail(r, ZB_E_SYNTAX, p, "nothing but whitespace may follow the value");

pause:
cut_off:
    *rest = p;
    r->state = state;
    r->level = level;
    r->match = match;
    return_space(r, s);
    return ZB_OK;

no_memory:
    return zbi_json_fail(r, ZB_E_MEMORY, p, ZBI_JSON_FULL);
}
