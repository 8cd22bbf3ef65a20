/* SPDX-License-Identifier: MIT */
#include "result.h"

#include <zerobuf/cron.h>

zb_status
zb_cron_read(zb_cron *out)
{
    zb_slot event;
    ZB_TRY(ZB_CALL(&event, zb_event(), zb_pick(), zb_arg_text("cron"), zb_arg_text("scheduledTime")));
    if (event.tag != ZB_TAG_OBJECT)
        return ZB_E_TAG;
    out->expression = zbi_member_text(event.a, ZB_LIT("cron"));
    out->scheduled_ms = zbi_member_number(event.a, ZB_LIT("scheduledTime"));
    return ZB_OK;
}
