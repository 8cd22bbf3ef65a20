/* SPDX-License-Identifier: MIT */
#ifndef ZBI_JSON_READER_H
#define ZBI_JSON_READER_H

/*
 * Reading JSON: what json_read.c (the machine), json_keys.c (keys of objects) and
 * json_stream.c (pieces of text, the public calls) share.
 *
 * Values that are complete lie below `bump`.  What belongs to open containers lies in
 * temporary bytes (tail.h), a stack that grows downward:
 *
 *    floor -> | newest item | ... | first item | frame | items of the parent | ... | end
 *
 * An item is a slot in an array and an entry in an object, and is copied to its place when
 * its container closes; a frame is what to go back to then.  The token that a piece of text
 * breaks off (the carry) lies below all of them.
 */

#include <zerobuf/json.h>

#include "cold.h"
#include "json_text.h"
#include "number.h"
#include "tail.h"

/** What comes next. */
typedef enum zbi_json_state {
    ZBI_JSON_VALUE,      /* a value */
    ZBI_JSON_FIRST,      /* the first value or key of a container, or its end */
    ZBI_JSON_KEY,        /* a key */
    ZBI_JSON_HAVE_KEY,   /* `key` was read: make its entry */
    ZBI_JSON_COLON,      /* the colon behind a key */
    ZBI_JSON_HAVE_VALUE, /* `value` was read: put it where it belongs */
    ZBI_JSON_AFTER,      /* a comma or the container's end */
    ZBI_JSON_DONE        /* whitespace */
} zbi_json_state;

/** An open container.  Kind 0, not an array or object, is the text itself. */
typedef struct zbi_json_level {
    uint32_t kind;  /* ZB_TAG_ARRAY, ZB_TAG_OBJECT or 0 */
    bool foreign;   /* a key did not come from the model: else none is repeated */
    uint32_t count; /* items so far */
    /* The model is a finished container that is expected to look alike: its next entry and the end
     * of its entries, or its first slot; 0 when there is none. */
    zb_off model;
    zb_off model_end;
    /* Data of an object's model.  Of an array: data of the model for its next object, where the object
     * before is not as good because it left out some keys of its own model; else 0. */
    zb_off shape;
} zbi_json_level;

/** A frame keeps the level of the parent, kind and foreign in one word. */
#define ZBI_JSON_FRAME_BYTES 24u

/* Lies in a zb_json_reader, which the caller declared as words. */
typedef struct __attribute__((may_alias)) zbi_json {
    zbi_tail tail;
    uint32_t flags;
    uint32_t max_depth;
    zb_json_duplicates duplicates;
    zbi_json_state state;
    uint32_t depth;
    zbi_json_level level;
    zb_off key; /* of the newest entry, and the model's entry that it came from, 0: none */
    uint32_t key_len;
    zb_off match;
    bool odd_keys;   /* a key holds what must be escaped: text that equals it may not be a key */
    zb_off indexed;  /* the newest object that gets an index; each names the one before */
    zbi_words value; /* for HAVE_VALUE and DONE */

    /* Where the reader is: `piece` lies `piece_offset` bytes into the text. */
    const char *piece;
    uint64_t piece_offset;
    uint64_t line_start; /* offset of the line that the piece begins in */
    uint32_t line;       /* and its number, from 1 */
    uint32_t carry_bytes;
    uint32_t carry_capacity; /* temporary bytes taken for it */
    bool carry_escape;       /* the carry ends behind a backslash that begins an escape */
    char left;               /* what a carried token left over */

    zb_status status; /* the first failure; the arena is as it was then */
    zb_json_error error;
} zbi_json;

ZB_STATIC_ASSERT(sizeof(zbi_json) <= sizeof(zb_json_reader), "a reader fits");

/** What is said of ZB_E_MEMORY. */
#define ZBI_JSON_FULL "the arena is full and cannot grow"

/** Note a failure at `at`, which lies in the current piece. */
static inline zb_status
zbi_json_fail(zbi_json *r, zb_status status, const char *at, const char *what)
{
    r->status = status;
    r->error.offset = r->piece_offset + (uint64_t)(at - r->piece);
    r->error.what = what;
    return status;
}

/**
 * Read on until the text ends or, with `more`, a token does not end with it.
 *
 * @param r     reader
 * @param text  what to read
 * @param end   its end
 * @param more  more text follows later
 * @param rest  receives the beginning of the token that is cut off, or `end`
 */
ZB_NODISCARD zb_status zbi_json_run(zbi_json *r, const char *text, const char *end, bool more,
                                    const char **rest);

/** A string token, and what became of it. */
typedef struct zbi_json_token {
    const char *text; /* its opening quote */
    const char *end;  /* end of what may be read */
    bool more;        /* more text follows later */
    bool carried;     /* it lies in temporary bytes: `text` and `end` are moved with them */
    zbi_text_copy copy;
} zbi_json_token;

/**
 * Copy a string into free bytes of the arena, growing it as needed; nothing is allocated.
 *
 * @param r       reader
 * @param token   the string
 * @param done    bytes of it, plain ones, that lie there already
 * @param out     receives the offset of the bytes, behind room for a string header
 * @param closed  receives false when the text ended before the string did
 */
ZB_NODISCARD zb_status zbi_json_text(zbi_json *r, zbi_json_token *token, size_t done, zb_off *out,
                                     bool *closed);

/**
 * Read one string, number or literal as a value.
 *
 * @param r        reader
 * @param text     its first byte; when `carried` it lies in temporary bytes
 * @param end      end of the text
 * @param more     more text follows later
 * @param carried  the text is the carry
 * @param done     plain bytes of a string that lie behind the bump already, as zbi_json_text() has them
 * @param next     receives the end of the token; `text` when it may go on past `end`
 */
ZB_NODISCARD zb_status zbi_json_scalar(zbi_json *r, const char *text, const char *end, bool more,
                                       bool carried, size_t done, const char **next);

/** The same for a key: fills key, key_len and match, and counts foreign keys. */
ZB_NODISCARD zb_status zbi_json_key(zbi_json *r, const char *text, const char *end, bool more, bool carried,
                                    const char **next);

/** The container is an object that closes: apply the policy on repeated keys.  `at` is its end. */
ZB_NODISCARD zb_status zbi_json_distinct(zbi_json *r, const char *at);

#endif /* ZBI_JSON_READER_H */
