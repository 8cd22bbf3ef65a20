/* SPDX-License-Identifier: MIT */
#include "emit.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <zerobuf/verify.h>

#define MAX_LEVELS 16u

static struct {
    bool has_items[MAX_LEVELS]; /* a comma stands before the next item */
    unsigned level;
} state;

static void
print_string(const char *bytes, uint32_t len)
{
    putchar('"');
    for (uint32_t done = 0; done < len;) {
        uint32_t good = zb_utf8_check(bytes + done, len - done);
        for (uint32_t i = 0; i < good; i++) {
            unsigned char byte = (unsigned char)bytes[done + i];
            if (byte == '"' || byte == '\\')
                printf("\\%c", byte);
            else if (byte < 0x20)
                printf("\\u%04x", byte);
            else
                putchar(byte);
        }
        done += good;
        if (done < len) {
            fputs("\xEF\xBF\xBD", stdout);
            done++;
        }
    }
    putchar('"');
}

static void
begin(const char *key)
{
    if (state.has_items[state.level])
        putchar(',');
    state.has_items[state.level] = true;
    if (key != NULL) {
        print_string(key, (uint32_t)strlen(key));
        putchar(':');
    }
}

static void
open_level(const char *key, char bracket)
{
    begin(key);
    putchar(bracket);
    state.level++; /* nesting is ours and fixed, far below MAX_LEVELS */
    state.has_items[state.level] = false;
}

static void
close_level(char bracket)
{
    putchar(bracket);
    state.level--;
    if (state.level == 0) {
        state.has_items[0] = false;
        putchar('\n');
    }
}

void
emit_begin_object(const char *key)
{
    open_level(key, '{');
}

void
emit_end_object(void)
{
    close_level('}');
}

void
emit_begin_array(const char *key)
{
    open_level(key, '[');
}

void
emit_end_array(void)
{
    close_level(']');
}

void
emit_text_bytes(const char *key, const char *bytes, uint32_t len)
{
    begin(key);
    print_string(bytes, len);
}

void
emit_text(const char *key, const char *text)
{
    if (text == NULL)
        emit_null(key);
    else
        emit_text_bytes(key, text, (uint32_t)strlen(text));
}

void
emit_unsigned(const char *key, uint64_t value)
{
    begin(key);
    printf("%" PRIu64, value);
}

void
emit_number(const char *key, double value)
{
    begin(key);
    if (isfinite(value))
        printf("%.6g", value);
    else
        fputs("null", stdout);
}

void
emit_bool(const char *key, bool value)
{
    begin(key);
    fputs(value ? "true" : "false", stdout);
}

void
emit_null(const char *key)
{
    begin(key);
    fputs("null", stdout);
}
