/* SPDX-License-Identifier: MIT */
#ifndef ZBI_JSON_WRITER_H
#define ZBI_JSON_WRITER_H

/* Writing JSON: the walk (json_write.c), text through a buffer (json_out.c), keys in order (json_sort.c). */

#include <zerobuf/json.h>

#include "cold.h"

#define ZBI_JSON_BUFFER_BYTES 4096u
#define ZBI_JSON_MAX_DEPTH 512u
#define ZBI_JSON_BATCH 128u

/** The buffer holds text or, while an integer of many digits is written, its words. */
typedef union zbi_json_buffer {
    char text[ZBI_JSON_BUFFER_BYTES];
    uint32_t words[ZBI_JSON_BUFFER_BYTES / 4];
} zbi_json_buffer;

/** What a level of the walk goes through. */
typedef enum zbi_json_kind {
    ZBI_JSON_SLOTS,  /* slots: an array, a set, one entry of a map */
    ZBI_JSON_FIELDS, /* entries of an object */
    ZBI_JSON_SORTED, /* the same, in the order of the keys */
    ZBI_JSON_PAIRS,  /* entries of a map */
    ZBI_JSON_ERROR   /* name, message and cause of an error */
} zbi_json_kind;

/* 12 bytes, as there are 512 of them on the C stack.  An object has fewer than 2^28 entries. */
typedef struct zbi_json_frame {
    zb_off at;          /* the next part; of sorted entries the first one */
    uint32_t left;      /* parts; of sorted entries all of them, until the end has come */
    uint32_t last : 28; /* sorted entries: 1 + number of the one written last */
    uint32_t kind : 3;
    uint32_t empty : 1; /* nothing was written yet */
} zbi_json_frame;

typedef struct zbi_json_writer {
    zb_view view;
    zb_arena *arena; /* NULL, or the sink writes into it: then every piece may move the view */
    zb_json_sink sink;
    void *context;
    uint32_t indent;
    uint32_t flags;
    uint32_t max_depth;
    zb_status status; /* the first failure: nothing is written after it */
    uint32_t depth;
    uint32_t used; /* bytes in the buffer */
    zbi_json_buffer buffer;
    zbi_json_frame stack[ZBI_JSON_MAX_DEPTH];
    /* The next entries of the sorted object at batch_depth. */
    uint32_t batch_depth; /* 0: none */
    uint32_t batch_next;
    uint32_t batch_count;
    uint32_t batch[ZBI_JSON_BATCH];
} zbi_json_writer;

/** Hand the buffer to the sink. */
void zbi_json_flush(zbi_json_writer *w);

/** Room for `bytes` bytes, at most all of the buffer; zbi_json_wrote() counts those that were used. */
static inline char *
zbi_json_room(zbi_json_writer *w, uint32_t bytes)
{
    if (sizeof w->buffer.text - w->used < bytes)
        zbi_json_flush(w);
    return w->buffer.text + w->used;
}

static inline void
zbi_json_wrote(zbi_json_writer *w, const char *end)
{
    w->used = (uint32_t)(end - w->buffer.text);
}

static inline void
zbi_json_put_char(zbi_json_writer *w, char c)
{
    *zbi_json_room(w, 1) = c;
    w->used++;
}

/** Write text that lies outside the region. */
void zbi_json_put(zbi_json_writer *w, const char *text, uint32_t len);

/**
 * Write bytes of the region as the inside of a string.  The range has been checked.
 *
 * @param w       writer
 * @param text    offset of the bytes
 * @param len     how many
 * @param before  stands before the quote; this and the next two: 0 is nothing
 * @param quote   stands on both sides
 * @param after   stands behind the second quote
 */
void zbi_json_put_characters(zbi_json_writer *w, zb_off text, uint32_t len, char before, char quote,
                             char after);

/** Write bytes of the region in base64, quotes included.  The range has been checked. */
void zbi_json_put_base64(zbi_json_writer *w, zb_off bytes, uint32_t len);

/** Write a number; null when it is not finite. */
void zbi_json_put_number(zbi_json_writer *w, double value);

/** Write an integer. */
void zbi_json_put_integer(zbi_json_writer *w, uint64_t magnitude, bool negative);

/** Write the integer value (SPEC 9, tag 0x8D) of `len` bytes.  The range has been checked. */
void zbi_json_put_wide(zbi_json_writer *w, zb_off bytes, uint32_t len);

/** Write a date, quotes included. */
void zbi_json_put_date(zbi_json_writer *w, double epoch_ms);

/**
 * The entry of the sorted object on top of the stack that comes next.
 *
 * @return its offset, 0 when there is none or the status says why not
 *
 * O(n) for n entries: of large objects the next ZBI_JSON_BATCH entries are found together.
 */
zb_off zbi_json_next_sorted(zbi_json_writer *w);

#endif /* ZBI_JSON_WRITER_H */
