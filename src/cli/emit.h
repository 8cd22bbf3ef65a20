/* SPDX-License-Identifier: MIT */
#ifndef ZB_CLI_EMIT_H
#define ZB_CLI_EMIT_H

/*
 * JSON for machines, on standard output.  Every call that takes a `key` writes a member
 * of an object, or an element of an array when the key is NULL.
 */

#include <stdbool.h>
#include <stdint.h>

void emit_begin_object(const char *key);
void emit_end_object(void);
void emit_begin_array(const char *key);
void emit_end_array(void);
void emit_text(const char *key, const char *text);                      /* NUL-terminated; NULL is null */
void emit_text_bytes(const char *key, const char *bytes, uint32_t len); /* ill-formed UTF-8 becomes U+FFFD */
void emit_unsigned(const char *key, uint64_t value);
void emit_number(const char *key, double value); /* NaN and infinities are null */
void emit_bool(const char *key, bool value);
void emit_null(const char *key);

#endif /* ZB_CLI_EMIT_H */
