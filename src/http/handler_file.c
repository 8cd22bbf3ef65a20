/* SPDX-License-Identifier: MIT */
#include <zerobuf/conditional.h>
#include <zerobuf/handler.h>
#include <zerobuf/media_type.h>
#include <zerobuf/range.h>
#include <zerobuf/static_file.h>

#include "grammar.h"

#define BOUNDARY_BYTES 24u /* "zb" and digits */

/* Which ranges the request wants, when it may have them. */
static zb_status
wanted_ranges(zb_request *req, const zb_validators *now, uint32_t size, zb_byte_ranges *ranges,
              zb_range_kind *kind)
{
    zb_str range, if_range = {NULL, 0}, get = {ZB_LIT("GET")};
    *kind = ZB_RANGE_WHOLE;
    if (!zbi_same(req->method, get)) /* RFC 9110, 14.2: for other methods it says nothing */
        return ZB_OK;
    zb_status status = zb_request_header(req, "range", &range);
    if (status != ZB_OK)
        return status == ZB_E_NOT_FOUND ? ZB_OK : status;
    status = zb_request_header(req, "if-range", &if_range);
    if (status != ZB_OK && status != ZB_E_NOT_FOUND)
        return status;
    if (zb_if_range_holds(if_range, now))
        *kind = zb_byte_ranges_read(range, size, ranges);
    return ZB_OK;
}

static bool
contains(zb_bytes bytes, zb_str text)
{
    zb_str rest = {(const char *)bytes.ptr, bytes.len};
    while (rest.len >= text.len) {
        uint32_t at = zbi_find(rest, text.ptr[0]);
        if (rest.len - at < text.len)
            return false;
        rest = zbi_after(rest, at);
        if (zb_bytes_equal(rest.ptr, text.ptr, text.len))
            return true;
        rest = zbi_after(rest, 1);
    }
    return false;
}

/* A boundary that occurs nowhere in the file: whoever wrote the file cannot have put a part into it. */
static zb_str
choose_boundary(zb_bytes bytes, char text[BOUNDARY_BYTES])
{
    for (uint64_t number = bytes.len;; number = number * 6364136223846793005u + 1442695040888963407u) {
        uint32_t len = 0;
        text[len++] = 'z';
        text[len++] = 'b';
        for (uint64_t rest = number; len < 20; rest /= 10)
            text[len++] = (char)('0' + rest % 10);
        zb_str boundary = {text, len};
        if (!contains(bytes, boundary))
            return boundary;
    }
}

static zb_status
answer_parts(zb_response *res, const zb_file_answer *file, const char *type, const zb_byte_ranges *ranges)
{
    char content_range[ZB_CONTENT_RANGE_BYTES], space[BOUNDARY_BYTES];
    char content_type[] = "multipart/byteranges; boundary=                        ";
    zb_str boundary = choose_boundary(file->bytes, space);
    zb_text text = zb_text_begin(res->arena, 0);
    zb_slot body;
    for (uint32_t i = 0; i < ranges->count; i++) {
        const zb_byte_range *range = &ranges->list[i];
        zb_text_add_cstr(&text, i == 0 ? "--" : "\r\n--");
        zb_text_add(&text, boundary.ptr, boundary.len);
        zb_text_add_cstr(&text, "\r\ncontent-type: ");
        zb_text_add_cstr(&text, type);
        zb_text_add_cstr(&text, "\r\ncontent-range: ");
        zb_text_add(&text, content_range, zb_content_range(range, file->bytes.len, content_range));
        zb_text_add_cstr(&text, "\r\n\r\n");
        zb_text_add(&text, (const char *)file->bytes.ptr + range->first, (uint32_t)range->len);
    }
    zb_text_add_cstr(&text, "\r\n--");
    zb_text_add(&text, boundary.ptr, boundary.len);
    zb_text_add_cstr(&text, "--\r\n");
    ZB_TRY(zb_text_end(&text, &body));
    body.tag = ZB_TAG_BYTES; /* which have the layout of a string (SPEC.md, 4.3) */
    char *to = content_type + sizeof "multipart/byteranges; boundary=" - 1;
    __builtin_memcpy(to, boundary.ptr, boundary.len);
    to[boundary.len] = '\0';
    return zb_response_body(res, content_type, body);
}

static zb_status
answer_range(zb_response *res, const zb_file_answer *file, const char *type, zb_byte_range range)
{
    zb_slot body;
    ZB_TRY(zb_bytes_new(res->arena, range.len > 0 ? file->bytes.ptr + range.first : (const uint8_t *)"",
                        (uint32_t)range.len, NULL, &body));
    return zb_response_body(res, type, body);
}

zb_status
zb_response_file(zb_request *req, zb_response *res, const zb_file_answer *file)
{
    char own_tag[ZB_ETAG_BYTES], content_range[ZB_CONTENT_RANGE_BYTES];
    zb_validators now = {.etag = file->etag, .modified_s = file->modified_s};
    if (now.etag == NULL) {
        zb_etag_of(file->bytes, own_tag);
        now.etag = own_tag;
    }
    zb_condition_verdict verdict;
    ZB_TRY(zb_request_conditions(req, &now, &verdict));
    if (verdict != ZB_CONDITIONS_HOLD)
        return zb_response_verdict(res, &now, verdict);

    const char *type = file->type != NULL ? file->type : zb_media_type(file->path);
    zb_byte_ranges ranges;
    zb_range_kind kind;
    ZB_TRY(wanted_ranges(req, &now, file->bytes.len, &ranges, &kind));
    ZB_TRY(zb_response_validators(res, &now));
    ZB_TRY(zb_response_header(res, "accept-ranges", "bytes"));
    if (kind == ZB_RANGE_WHOLE) {
        zb_byte_range whole = {0, file->bytes.len};
        return answer_range(res, file, type, whole);
    }
    if (kind == ZB_RANGE_UNSATISFIABLE || ranges.count == 1) {
        const zb_byte_range *range = kind == ZB_RANGE_PARTS ? ranges.list : NULL;
        (void)zb_content_range(range, file->bytes.len, content_range);
        ZB_TRY(zb_response_header(res, "content-range", content_range));
    }
    if (kind == ZB_RANGE_UNSATISFIABLE)
        return zb_response_error(res, 416, "range not satisfiable\n");
    zb_response_status(res, 206);
    return ranges.count == 1 ? answer_range(res, file, type, ranges.list[0])
                             : answer_parts(res, file, type, &ranges);
}
