/* SPDX-License-Identifier: MIT */
/* Who is asking: cookies and credentials. */
#include "handlers.h"
#include "reply.h"

#include <zerobuf/auth.h>
#include <zerobuf/cookie.h>

zb_status
set_cookie(zb_request *req, zb_response *res)
{
    (void)req;
    zb_cookie session = {.name = "session", .value = "abc123", .path = "/"};
    ZB_TRY(zb_response_cookie(res, &session));
    return zb_response_text(res, "cookie set");
}

zb_status
read_cookie(zb_request *req, zb_response *res)
{
    zb_str value;
    zb_status status = zb_request_cookie(req, "session", &value);
    if (status == ZB_E_NOT_FOUND)
        return reply_error(res, 400, "no cookie of the name session");
    ZB_TRY(status);
    reply r = reply_begin(res);
    reply_cstr(&r, "name", "session");
    reply_text(&r, "value", value);
    return reply_send(&r);
}

zb_status
multi_cookie(zb_request *req, zb_response *res)
{
    (void)req;
    zb_cookie session = {.name = "sid",
                         .value = "sess-abc",
                         .path = "/",
                         .http_only = true,
                         .secure = true,
                         .same_site = ZB_SAME_SITE_STRICT};
    zb_cookie theme = {.name = "theme", .value = "dark", .path = "/", .max_age_s = 24 * 60 * 60};
    ZB_TRY(zb_response_cookie(res, &session));
    ZB_TRY(zb_response_cookie(res, &theme));
    return zb_response_text(res, "cookies set");
}

/* Shows the credentials that it was sent, and asks for some where there are none. */
zb_status
basic_auth(zb_request *req, zb_response *res)
{
    zb_basic basic;
    zb_status status = zb_request_basic(req, &basic);
    if (status == ZB_E_MEMORY)
        return status;
    if (status != ZB_OK) {
        ZB_TRY(reply_error(res, 401, "credentials required"));
        return zb_response_ask_basic(res, "test");
    }
    reply r = reply_begin(res);
    reply_text(&r, "user", basic.user);
    reply_text(&r, "pass", basic.password);
    return reply_send(&r);
}
