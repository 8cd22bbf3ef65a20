/* SPDX-License-Identifier: MIT */
#include "complaint.h"

#include "utf8.h"

#define MAX_NAME_BYTES 80u

zb_text *
complain(zb_arena *arena, complaint *bad, int32_t status, const char *beginning)
{
    bad->status = status;
    bad->text = zb_text_begin(arena, 256);
    zb_text_add_cstr(&bad->text, beginning);
    return &bad->text;
}

zb_status
complain_that(zb_arena *arena, complaint *bad, const char *sentence)
{
    (void)complain(arena, bad, 400, sentence);
    return ZB_E_INVALID;
}

zb_status
complaint_send(zb_response *res, complaint *bad, zb_status status)
{
    zb_slot body;
    if (status != ZB_E_INVALID || bad->status == 0)
        return status;
    zb_text_add(&bad->text, ZB_LIT("\n"));
    ZB_TRY(zb_text_end(&bad->text, &body));
    zb_response_status(res, bad->status);
    return zb_response_body(res, "text/plain; charset=utf-8", body);
}

void
complaint_add_name(zb_text *text, zb_str name)
{
    bool cut = name.len > MAX_NAME_BYTES;
    name.len = cut ? MAX_NAME_BYTES : name.len;
    zb_text_add(text, ZB_LIT("\xE2\x80\x9C"));
    utf8_add(text, name, NULL);
    zb_text_add_cstr(text, cut ? "\xE2\x80\xA6\xE2\x80\x9D" : "\xE2\x80\x9D");
}
