/* SPDX-License-Identifier: MIT */
/* How the root leads to a part. */
#include <stdio.h>
#include <stdlib.h>

#include <zerobuf/unchecked.h>

#include "survey.h"

static const char *
record_slot_name(uint8_t tag, uint32_t slot)
{
    static const char *const error[] = {"name", "message", "stack", "cause", "properties"};
    static const char *const regexp[] = {"source", "flags"};
    if (tag == ZB_TAG_ERROR && slot < ZB_ERROR_SLOTS)
        return error[slot];
    if (tag == ZB_TAG_REGEXP && slot < ZB_REGEXP_SLOTS)
        return regexp[slot];
    return "value";
}

/* A byte of a key: control characters, which move terminals, are not printed. */
static void
print_byte(FILE *out, zb_str key, uint32_t i)
{
    unsigned char byte = (unsigned char)key.ptr[i];
    bool is_c1 = byte >= 0x80 && byte < 0xA0 && i > 0 && (unsigned char)key.ptr[i - 1] == 0xC2;
    fputc(byte < 0x20 || byte == 0x7F ? '?' : is_c1 ? 0xA0 : byte, out); /* C2 A0 is a blank */
}

/* A key as a step of a path: what would end the step stands behind a backslash. */
static void
print_key(FILE *out, zb_str key, bool is_first)
{
    if (!is_first)
        fputc('.', out);
    for (uint32_t i = 0; i < key.len; i++) {
        char byte = key.ptr[i];
        if (byte == '.' || byte == '[' || byte == ']' || byte == '\\' || (byte == '/' && i == 0 && is_first))
            fputc('\\', out);
        print_byte(out, key, i);
    }
}

/* The same in a JSON pointer (RFC 6901), which can name the empty key. */
static void
print_pointer_key(FILE *out, zb_str key)
{
    for (uint32_t i = 0; i < key.len; i++) {
        char byte = key.ptr[i];
        if (byte == '~' || byte == '/')
            fputs(byte == '~' ? "~0" : "~1", out);
        else
            print_byte(out, key, i);
    }
}

static zb_str
key_of(const survey *it, const part *object, uint32_t item)
{
    return zb_entry_key_unchecked(it->view,
                                  object->off + ZB_OBJECT_HEADER_BYTES + item * ZB_OBJECT_ENTRY_BYTES);
}

static void
print_pointer_step(FILE *out, const survey *it, const part *parent, uint32_t item)
{
    if (parent->kind == PART_ROOT && parent->bytes == ZB_SLOT_BYTES)
        return;
    fputc('/', out);
    if (parent->kind == PART_OBJECT)
        print_pointer_key(out, key_of(it, parent, item));
    else
        fprintf(out, "%u", item);
}

static void
print_step(FILE *out, const survey *it, const part *parent, uint32_t item, bool is_first)
{
    switch ((int)parent->kind) {
    case PART_OBJECT:
        print_key(out, key_of(it, parent, item), is_first);
        break;
    case PART_ARRAY:
        fprintf(out, "[%u]", item);
        break;
    case PART_MAP:
        fprintf(out, "{%s %u}", item % 2 == 0 ? "key" : "value", item / 2);
        break;
    case PART_RECORD:
        fprintf(out, "{%s}", record_slot_name(parent->tag, item));
        break;
    default: /* slots of a schema object; a single root slot is no step */
        if (parent->bytes > ZB_SLOT_BYTES)
            fprintf(out, "[%u]", item);
        break;
    }
}

static bool
is_step(const part *parent)
{
    return parent->kind == PART_OBJECT || parent->kind == PART_ARRAY || parent->kind == PART_MAP ||
           parent->kind == PART_RECORD || parent->kind == PART_ROOT;
}

char *
survey_path(const survey *it, uint32_t number)
{
    /* Verified: at most ZB_VERIFY_MAX_DEPTH containers around, each a handle and a block. */
    uint32_t chain[2 * ZB_VERIFY_MAX_DEPTH + 8];
    uint32_t count = 0;
    for (uint32_t at = number; at != SURVEY_NONE && count < sizeof chain / sizeof *chain;
         at = it->parts[at].parent)
        chain[count++] = at;
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    if (out == NULL)
        fail(EXIT_CODE_LIMIT, "out of memory");
    bool is_first = true, is_pointer = false;
    for (uint32_t i = count; i-- > 1;) {
        const part *parent = &it->parts[chain[i]];
        is_pointer = is_pointer || (parent->kind == PART_OBJECT &&
                                    key_of(it, parent, it->parts[chain[i - 1]].item).len == 0);
    }
    for (uint32_t i = count; i-- > 1;) {
        const part *parent = &it->parts[chain[i]];
        if (!is_step(parent))
            continue;
        if (is_pointer) {
            print_pointer_step(out, it, parent, it->parts[chain[i - 1]].item);
            continue;
        }
        print_step(out, it, parent, it->parts[chain[i - 1]].item, is_first);
        is_first = is_first && parent->kind == PART_ROOT && parent->bytes == ZB_SLOT_BYTES;
    }
    if (fclose(out) != 0 || text == NULL)
        fail(EXIT_CODE_LIMIT, "out of memory");
    return text;
}
