/* SPDX-License-Identifier: MIT */
/*
 * multipart/form-data.  A reader stands behind the boundary of a delimiter line:
 *
 *     preamble CRLF --boundary| padding CRLF header-lines CRLF content CRLF --boundary| -- padding epilogue
 */
#include <zerobuf/multipart.h>

#include "grammar.h"

#define MAX_BOUNDARY 70u /* RFC 2046, 5.1.1 */

/* bchars, of which a space is not the last */
static bool
is_boundary(zb_str text)
{
    zb_str others = {ZB_LIT("'()+_,-./:=? ")};
    for (uint32_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (!zbi_is_alpha(c) && !zbi_is_digit(c) && zbi_find(others, c) == others.len)
            return false;
    }
    return text.len > 0 && text.len <= MAX_BOUNDARY && text.ptr[text.len - 1] != ' ';
}

static zb_status
read_boundary(zb_str content_type, zb_str *out)
{
    zb_str type = {content_type.ptr, zbi_find(content_type, ';')}, rest = zbi_after(content_type, type.len);
    if (!zbi_same_word(zbi_trim(type), "multipart/form-data"))
        return ZB_E_TAG;
    zb_str boundary = {NULL, 0};
    zbi_parameter parameter;
    zb_status status;
    while ((status = zbi_parameter_next(&rest, &parameter)) == ZB_OK) {
        if (!zbi_same_word(parameter.name, "boundary"))
            continue;
        if (boundary.ptr != NULL)
            return ZB_E_SYNTAX;
        boundary = parameter.value;
    }
    if (status != ZB_E_NOT_FOUND || !is_boundary(boundary))
        return ZB_E_SYNTAX;
    *out = boundary;
    return ZB_OK;
}

static bool
begins_with(zb_str text, zb_str start)
{
    return text.len >= start.len && zb_bytes_equal(text.ptr, start.ptr, start.len);
}

static const zb_str line_end = {ZB_LIT("\r\n")}, dashes = {ZB_LIT("--")};

/* Index of the CR that begins CRLF--boundary, or text.len.  At most MAX_BOUNDARY + 4 compared per CR. */
static uint32_t
find_delimiter(zb_str text, zb_str boundary)
{
    for (uint32_t at = 0; at < text.len; at++) {
        at += zbi_find(zbi_after(text, at), '\r');
        zb_str here = zbi_after(text, at);
        if (here.len < boundary.len + 4)
            break;
        if (begins_with(here, line_end) && begins_with(zbi_after(here, 2), dashes) &&
            begins_with(zbi_after(here, 4), boundary))
            return at;
    }
    return text.len;
}

/* What follows spaces and tabs (transport padding); text.len when that is all. */
static uint32_t
skip_padding(zb_str text)
{
    uint32_t at = 0;
    while (at < text.len && zbi_is_blank(text.ptr[at]))
        at++;
    return at;
}

zb_status
zb_multipart_open(zb_bytes body, zb_str content_type, zb_multipart *out)
{
    zb_str boundary, text = {(const char *)body.ptr, body.len};
    ZB_TRY(read_boundary(content_type, &boundary));
    uint32_t skip = boundary.len + 2; /* the first delimiter may begin the body */
    if (!begins_with(text, dashes) || !begins_with(zbi_after(text, 2), boundary)) {
        uint32_t at = find_delimiter(text, boundary);
        if (at == text.len)
            return ZB_E_SYNTAX;
        skip = at + 4 + boundary.len;
    }
    out->rest = zbi_after(text, skip);
    out->boundary = boundary;
    out->parts_left = ZB_MULTIPART_MAX_PARTS;
    return ZB_OK;
}

/* Escapes of a name: their length in the text, 1 for what is none. */
static uint32_t
escape_len(zb_str text, bool quoted, char *out)
{
    *out = text.ptr[0];
    if (text.len >= 2 && quoted && text.ptr[0] == '\\' && (text.ptr[1] == '"' || text.ptr[1] == '\\')) {
        *out = text.ptr[1];
        return 2;
    }
    if (text.len < 3 || text.ptr[0] != '%')
        return 1;
    zb_str code = {text.ptr + 1, 2};
    if (zbi_same_word(code, "22"))
        *out = '"';
    else if (zbi_same_word(code, "0d"))
        *out = '\r';
    else if (zbi_same_word(code, "0a"))
        *out = '\n';
    else
        return 1;
    return 3;
}

static zb_status
decode_name(zb_arena *arena, const zbi_parameter *parameter, zb_str *out)
{
    zb_str text = parameter->value;
    uint32_t len = 0;
    char c;
    for (uint32_t at = 0; at < text.len; len++)
        at += escape_len(zbi_after(text, at), parameter->quoted, &c);
    if (len == text.len) { /* each escape is longer than what it stands for */
        *out = text;
        return ZB_OK;
    }
    zb_off copy;
    ZB_TRY(zb_arena_alloc(arena, len, 1, &copy));
    char *to = (char *)zb_arena_ptr(arena, copy);
    for (uint32_t at = 0, i = 0; at < text.len; i++)
        at += escape_len(zbi_after(text, at), parameter->quoted, to + i);
    out->ptr = to;
    out->len = len;
    return ZB_OK;
}

/* form-data; name="..."; filename="..." */
static zb_status
read_disposition(zb_str value, zbi_parameter *name, zbi_parameter *filename)
{
    zb_str kind = {value.ptr, zbi_find(value, ';')}, rest = zbi_after(value, kind.len);
    if (!zbi_same_word(zbi_trim(kind), "form-data"))
        return ZB_E_SYNTAX;
    zbi_parameter parameter;
    zb_status status;
    while ((status = zbi_parameter_next(&rest, &parameter)) == ZB_OK) {
        zbi_parameter *where = zbi_same_word(parameter.name, "name")       ? name
                               : zbi_same_word(parameter.name, "filename") ? filename
                                                                           : NULL;
        if (where != NULL && where->name.ptr != NULL)
            return ZB_E_SYNTAX;
        if (where != NULL)
            *where = parameter;
    }
    return status == ZB_E_NOT_FOUND && name->name.ptr != NULL ? ZB_OK : ZB_E_SYNTAX;
}

/* What the header lines of a part say. */
typedef struct part_headers {
    zbi_parameter name, filename; /* absent while their name is NULL */
    zb_str type;
} part_headers;

static zb_status
read_line(zb_str line, part_headers *headers)
{
    uint32_t colon = zbi_find(line, ':');
    zb_str name = {line.ptr, colon};
    if (colon == line.len || !zbi_is_token(name)) /* a folded line begins with a blank, which no token has */
        return ZB_E_SYNTAX;
    zb_str value = zbi_trim(zbi_after(line, colon + 1));
    for (uint32_t i = 0; i < value.len; i++)
        if (zbi_is_control(value.ptr[i]) && value.ptr[i] != '\t')
            return ZB_E_SYNTAX;
    if (zbi_same_word(name, "content-disposition"))
        return headers->name.name.ptr != NULL ? ZB_E_SYNTAX
                                              : read_disposition(value, &headers->name, &headers->filename);
    if (zbi_same_word(name, "content-type")) {
        if (headers->type.ptr != NULL)
            return ZB_E_SYNTAX;
        headers->type = value;
    }
    return ZB_OK;
}

/* Read header lines up to the empty one. `len` receives their bytes, without that one's. */
static zb_status
read_lines(zb_str text, part_headers *headers, uint32_t *len)
{
    for (uint32_t at = 0;;) {
        zb_str here = zbi_after(text, at);
        if (begins_with(here, line_end)) {
            *len = at;
            return headers->name.name.ptr != NULL ? ZB_OK : ZB_E_SYNTAX;
        }
        if (here.len > ZB_MULTIPART_MAX_HEADER_BYTES - at)
            here.len = ZB_MULTIPART_MAX_HEADER_BYTES - at;
        zb_str line = {here.ptr, zbi_find(here, '\r')};
        if (here.len - line.len < 2)
            return here.len < text.len - at ? ZB_E_BUDGET : ZB_E_SYNTAX;
        if (here.ptr[line.len + 1] != '\n')
            return ZB_E_SYNTAX;
        ZB_TRY(read_line(line, headers));
        at += line.len + 2;
    }
}

zb_status
zb_multipart_next(zb_multipart *parts, zb_arena *arena, zb_form_part *out)
{
    zb_str rest = parts->rest;
    if (begins_with(rest, dashes)) {
        zb_str after = zbi_after(rest, 2);
        after = zbi_after(after, skip_padding(after));
        return after.len == 0 || begins_with(after, line_end) ? ZB_E_NOT_FOUND : ZB_E_SYNTAX;
    }
    rest = zbi_after(rest, skip_padding(rest));
    if (!begins_with(rest, line_end))
        return ZB_E_SYNTAX;
    if (parts->parts_left == 0)
        return ZB_E_BUDGET;
    rest = zbi_after(rest, 2);
    part_headers headers = {{{NULL, 0}, {NULL, 0}, false}, {{NULL, 0}, {NULL, 0}, false}, {NULL, 0}};
    zb_form_part part = {{NULL, 0}, {"", 0}, {"", 0}, {rest.ptr, 0}, {NULL, 0}, false};
    ZB_TRY(read_lines(rest, &headers, &part.lines.len));
    /* From the empty line's own CRLF on: that of the delimiter may be the same, when there is no content. */
    zb_str content = zbi_after(rest, part.lines.len);
    uint32_t end = find_delimiter(content, parts->boundary);
    if (end == content.len)
        return ZB_E_SYNTAX;
    part.content.ptr = (const uint8_t *)content.ptr + (end == 0 ? 0 : 2);
    part.content.len = end == 0 ? 0 : end - 2;
    if (headers.type.ptr != NULL)
        part.type = headers.type;
    ZB_TRY(decode_name(arena, &headers.name, &part.name));
    if (headers.filename.name.ptr != NULL) {
        part.has_filename = true;
        ZB_TRY(decode_name(arena, &headers.filename, &part.filename));
    }
    parts->rest = zbi_after(content, end + 4 + parts->boundary.len);
    parts->parts_left--;
    *out = part;
    return ZB_OK;
}
