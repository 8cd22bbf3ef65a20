/* SPDX-License-Identifier: MIT */
/* JSON text to values.  The text comes in pieces, through the window or from where it lies in the memory. */
#include "engine.h"

static zb_arena arena;
static zb_json_reader reader;
static zb_json_error error;

ZBE_EXPORT("parse_begin")
int32_t zbe_parse_begin(zb_off control, uint32_t flags, uint32_t max_depth, uint32_t duplicates);
ZBE_EXPORT("parse_feed") int32_t zbe_parse_feed(uint32_t at, uint32_t len);
ZBE_EXPORT("parse_end") int32_t zbe_parse_end(void);
ZBE_EXPORT("parse_abort") void zbe_parse_abort(void);
ZBE_EXPORT("parse_error_offset") double zbe_parse_error_offset(void);
ZBE_EXPORT("parse_error_line") uint32_t zbe_parse_error_line(void);
ZBE_EXPORT("parse_error_column") uint32_t zbe_parse_error_column(void);
ZBE_EXPORT("parse_error_what") uint32_t zbe_parse_error_what(void);

int32_t
zbe_parse_begin(zb_off control, uint32_t flags, uint32_t max_depth, uint32_t duplicates)
{
    zb_json_read_options options = {flags, max_depth, (zb_json_duplicates)duplicates};
    ZB_TRY(zbe_attach(&arena, control));
    return zb_json_begin(&reader, &arena, &options);
}

/* The next piece, which lies at `at`.  After a failure only parse_end may follow. */
int32_t
zbe_parse_feed(uint32_t at, uint32_t len)
{
    return zb_json_feed(&reader, (const char *)(uintptr_t)at, len);
}

/* The value goes to the result slot.  A failure, of this call or an earlier one, has taken no memory. */
int32_t
zbe_parse_end(void)
{
    return zb_json_end(&reader, &zbe_result, &error);
}

void
zbe_parse_abort(void)
{
    zb_json_abort(&reader);
}

/* Where and why parse_end failed. */
double
zbe_parse_error_offset(void)
{
    return (double)error.offset;
}

uint32_t
zbe_parse_error_line(void)
{
    return error.line;
}

uint32_t
zbe_parse_error_column(void)
{
    return error.column;
}

/* Offset of a sentence that ends with a zero byte. */
uint32_t
zbe_parse_error_what(void)
{
    return (uint32_t)(uintptr_t)error.what;
}
