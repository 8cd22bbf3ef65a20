/* SPDX-License-Identifier: MIT */
#include "gzip.h"

#include <stdlib.h>

#include <zlib.h>

/* deflateInit2: the largest window, with a gzip header. */
#define GZIP_WINDOW_BITS (15 + 16)
#define MEMORY_LEVEL 8

/* `file` has room for the worst case, so one call of deflate is all. */
static zb_status
compress_into(z_stream *stream, zb_arena *arena, uint8_t *file, uLong room, zb_slot *out)
{
    stream->next_out = file;
    stream->avail_out = (uInt)room;
    if (deflate(stream, Z_FINISH) != Z_STREAM_END)
        return ZB_E_MEMORY;
    return zb_bytes_new(arena, file, (uint32_t)stream->total_out, NULL, out);
}

zb_status
gzip(zb_arena *arena, const char *bytes, uint32_t len, zb_slot *out)
{
    z_stream stream = {.next_in = (z_const Bytef *)(uintptr_t)bytes, .avail_in = len};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GZIP_WINDOW_BITS, MEMORY_LEVEL,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return ZB_E_MEMORY;
    uLong room = deflateBound(&stream, len);
    uint8_t *file = malloc(room);
    zb_status status = file != NULL ? compress_into(&stream, arena, file, room, out) : ZB_E_MEMORY;
    free(file);
    deflateEnd(&stream);
    return status;
}
