/* SPDX-License-Identifier: MIT */
/* Types as https://www.iana.org/assignments/media-types has them; of scripts RFC 9239. */
#include <zerobuf/media_type.h>

#include "grammar.h"

/* Endings, each ended by a space; a NUL; the type, of at most 64 bytes (SPEC.md, 8.7); a NUL. */
static const char types[] = "html htm \0text/html; charset=utf-8\0"
                            "css \0text/css; charset=utf-8\0"
                            "js mjs cjs \0text/javascript; charset=utf-8\0"
                            "json map \0application/json\0"
                            "jsonld \0application/ld+json\0"
                            "geojson \0application/geo+json\0"
                            "webmanifest \0application/manifest+json\0"
                            "wasm \0application/wasm\0"
                            "txt text log \0text/plain; charset=utf-8\0"
                            "md markdown \0text/markdown; charset=utf-8\0"
                            "csv \0text/csv; charset=utf-8\0"
                            "tsv \0text/tab-separated-values; charset=utf-8\0"
                            "ics \0text/calendar; charset=utf-8\0"
                            "vcf \0text/vcard; charset=utf-8\0"
                            "vtt \0text/vtt; charset=utf-8\0"
                            "xml \0application/xml\0"
                            "xhtml \0application/xhtml+xml\0"
                            "rss \0application/rss+xml\0"
                            "atom \0application/atom+xml\0"
                            "yaml yml \0application/yaml\0"
                            "png \0image/png\0"
                            "apng \0image/apng\0"
                            "jpg jpeg \0image/jpeg\0"
                            "gif \0image/gif\0"
                            "webp \0image/webp\0"
                            "avif \0image/avif\0"
                            "heic \0image/heic\0"
                            "jxl \0image/jxl\0"
                            "svg \0image/svg+xml\0"
                            "ico \0image/vnd.microsoft.icon\0"
                            "bmp \0image/bmp\0"
                            "tif tiff \0image/tiff\0"
                            "woff \0font/woff\0"
                            "woff2 \0font/woff2\0"
                            "ttf \0font/ttf\0"
                            "otf \0font/otf\0"
                            "mp3 \0audio/mpeg\0"
                            "m4a \0audio/mp4\0"
                            "aac \0audio/aac\0"
                            "oga ogg opus \0audio/ogg\0"
                            "wav \0audio/wav\0"
                            "flac \0audio/flac\0"
                            "weba \0audio/webm\0"
                            "mid midi \0audio/midi\0"
                            "mp4 m4v \0video/mp4\0"
                            "webm \0video/webm\0"
                            "ogv \0video/ogg\0"
                            "mov \0video/quicktime\0"
                            "mpeg mpg \0video/mpeg\0"
                            "ts \0video/mp2t\0"
                            "m3u8 \0application/vnd.apple.mpegurl\0"
                            "pdf \0application/pdf\0"
                            "rtf \0application/rtf\0"
                            "epub \0application/epub+zip\0"
                            "zip \0application/zip\0"
                            "gz \0application/gzip\0"
                            "zst \0application/zstd\0"
                            "tar \0application/x-tar\0"
                            "bz2 \0application/x-bzip2\0"
                            "7z \0application/x-7z-compressed\0"
                            "doc \0application/msword\0"
                            "xls \0application/vnd.ms-excel\0"
                            "ppt \0application/vnd.ms-powerpoint\0"
                            "odt \0application/vnd.oasis.opendocument.text\0"
                            "ods \0application/vnd.oasis.opendocument.spreadsheet\0";

/* What follows the last dot of the last part; empty when nothing does. */
static zb_str
ending_of(zb_str path)
{
    for (uint32_t at = path.len; at > 0 && path.ptr[at - 1] != '/'; at--)
        if (path.ptr[at - 1] == '.')
            return zbi_after(path, at);
    zb_str none = {"", 0};
    return none;
}

static bool
lists(const char *endings, zb_str ending)
{
    for (zb_str rest = zbi_span(endings); rest.len > 0;) {
        zb_str each = {rest.ptr, zbi_find(rest, ' ')};
        bool same = each.len == ending.len;
        for (uint32_t i = 0; same && i < each.len; i++)
            same = each.ptr[i] == zbi_lower(ending.ptr[i]);
        if (same)
            return true;
        rest = zbi_after(rest, each.len + 1);
    }
    return false;
}

const char *
zb_media_type(zb_str path)
{
    zb_str ending = ending_of(path);
    for (const char *at = types; *at != '\0';) {
        const char *type = at + zbi_len(at) + 1;
        if (lists(at, ending))
            return type;
        at = type + zbi_len(type) + 1;
    }
    return "application/octet-stream";
}
