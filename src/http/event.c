/* SPDX-License-Identifier: MIT */
#include <zerobuf/events.h>

#include "grammar.h"

/* Bytes before the first CR or LF. */
static uint32_t
line_len(zb_str text)
{
    uint32_t len = 0;
    while (len < text.len && text.ptr[len] != '\r' && text.ptr[len] != '\n')
        len++;
    return len;
}

static bool
is_line(const char *text)
{
    zb_str line = zbi_span(text);
    return line_len(line) == line.len;
}

static void
add_field(zb_text *text, const char *name, zb_str value)
{
    zb_text_add_cstr(text, name);
    zb_text_add(text, value.ptr, value.len);
    zb_text_add(text, "\n", 1);
}

zb_status
zb_event_text(zb_text *text, const char *event, const char *id, const char *data, uint32_t len)
{
    if ((event != NULL && !is_line(event)) || (id != NULL && !is_line(id)))
        return ZB_E_INVALID;
    if (event != NULL)
        add_field(text, "event: ", zbi_span(event));
    if (id != NULL)
        add_field(text, "id: ", zbi_span(id));
    zb_str rest = {data, len};
    for (bool more = true; more;) {
        zb_str line = {rest.ptr, line_len(rest)};
        add_field(text, "data: ", line);
        rest = zbi_after(rest, line.len);
        more = rest.len > 0; /* what follows an end of line is a line, and be it empty */
        if (more)
            rest = zbi_after(rest, rest.len >= 2 && rest.ptr[0] == '\r' && rest.ptr[1] == '\n' ? 2 : 1);
    }
    zb_text_add(text, "\n", 1);
    return ZB_OK;
}
