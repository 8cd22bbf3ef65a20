/* SPDX-License-Identifier: MIT */
#ifndef JSON_SUPPORT_H
#define JSON_SUPPORT_H

/* What the tests of JSON share. */

#include <zerobuf/json.h>
#include <zerobuf/zerobuf.h>

/** Text that is put together. */
typedef struct json_builder {
    char *text;
    uint32_t len; /* also counts what did not fit */
    uint32_t capacity;
} json_builder;

void json_add(json_builder *b, const char *text);
void json_add_number(json_builder *b, uint32_t number);

uint32_t json_length(const char *text);

/** zb_json_read() of a NUL-terminated text. */
zb_status json_read(zb_arena *arena, const char *text, const zb_json_read_options *options, zb_slot *out,
                    zb_json_error *error);

/** The same in pieces of `piece` bytes; 0 reads it whole. */
zb_status json_read_pieces(zb_arena *arena, const char *text, const zb_json_read_options *options,
                           uint32_t piece, zb_slot *out, zb_json_error *error);

/** Write a value into `out`, NUL-terminated.  ZB_E_IO when it does not fit. */
zb_status json_print(zb_view view, zb_slot value, const zb_json_write_options *options, char *out,
                     uint32_t capacity);

/** True when a value is written as `expected`. */
bool json_is(zb_view view, zb_slot value, const char *expected);

/** An arena in a region that all callers share, one after the other. */
zb_arena json_shared_arena(uint32_t size_bytes);

#endif /* JSON_SUPPORT_H */
