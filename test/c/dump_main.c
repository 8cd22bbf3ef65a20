/* SPDX-License-Identifier: MIT */
/*
 * Prints images as typed JSON, one line each.  Reads lines "file tag offset" from
 * standard input; the file's bytes are the region.  A failure prints its status.
 */
#include <stdio.h>
#include <stdlib.h>

#include "dump.h"

#define TEXT_BYTES (1u << 20)

/* The whole file in an allocation of exactly its size, or NULL. */
static uint8_t *
load(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0)
        return NULL;
    long end = ftell(file);
    rewind(file);
    uint8_t *bytes = end > 0 ? malloc((size_t)end) : NULL;
    if (bytes != NULL && fread(bytes, 1, (size_t)end, file) != (size_t)end) {
        free(bytes);
        bytes = NULL;
    }
    *size = (size_t)end;
    fclose(file);
    return bytes;
}

int
main(void)
{
    static uint64_t out_region[TEXT_BYTES / 8];
    char path[4096];
    unsigned tag, off;
    while (scanf("%4095s %u %u", path, &tag, &off) == 3) {
        size_t size;
        uint8_t *image = load(path, &size);
        zb_arena arena;
        if (image == NULL || zb_arena_init(&arena, out_region, sizeof out_region, 0, 0) != ZB_OK) {
            fprintf(stderr, "dump: cannot read %s\n", path);
            return 2;
        }
        zb_view view = zb_view_of(image, size);
        zb_text text = zb_text_begin(&arena, 0);
        zb_slot value;
        zb_str line;
        zb_status status = dump(view, tag, off, &text);
        if (status == ZB_OK)
            status = zb_text_end(&text, &value);
        if (status == ZB_OK && zb_string_at(zb_arena_view(&arena), value.a, &line) == ZB_OK)
            printf("%.*s\n", (int)line.len, line.ptr);
        else
            printf("%s\n", zb_status_text(status));
        free(image);
    }
    return 0;
}
