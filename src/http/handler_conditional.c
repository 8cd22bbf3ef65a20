/* SPDX-License-Identifier: MIT */
#include <zerobuf/conditional.h>
#include <zerobuf/handler.h>
#include <zerobuf/http_date.h>

/* A header; NULL when there is none. */
static zb_status
optional_header(zb_request *req, const char *name, zb_str *out)
{
    zb_status status = zb_request_header(req, name, out);
    return status == ZB_E_NOT_FOUND ? ZB_OK : status;
}

zb_status
zb_request_conditions(zb_request *req, const zb_validators *now, zb_condition_verdict *out)
{
    zb_conditions conditions = {.method = req->method};
    ZB_TRY(optional_header(req, "if-match", &conditions.if_match));
    if (conditions.if_match.ptr == NULL && now->modified_s > 0)
        ZB_TRY(optional_header(req, "if-unmodified-since", &conditions.if_unmodified_since));
    ZB_TRY(optional_header(req, "if-none-match", &conditions.if_none_match));
    if (conditions.if_none_match.ptr == NULL && now->modified_s > 0)
        ZB_TRY(optional_header(req, "if-modified-since", &conditions.if_modified_since));
    *out = zb_conditions_judge(&conditions, now);
    return ZB_OK;
}

zb_status
zb_response_validators(zb_response *res, const zb_validators *now)
{
    char date[ZB_HTTP_DATE_BYTES + 1];
    if (now->etag != NULL)
        ZB_TRY(zb_response_header(res, "etag", now->etag));
    if (now->modified_s == 0)
        return ZB_OK;
    ZB_TRY(zb_http_date_write(now->modified_s, date));
    date[ZB_HTTP_DATE_BYTES] = '\0';
    return zb_response_header(res, "last-modified", date);
}

zb_status
zb_response_verdict(zb_response *res, const zb_validators *now, zb_condition_verdict verdict)
{
    if (verdict == ZB_CONDITIONS_FAILED)
        return zb_response_error(res, 412, "precondition failed\n");
    if (verdict != ZB_CONDITIONS_NOT_MODIFIED)
        return ZB_E_INVALID;
    ZB_TRY(zb_response_validators(res, now));
    zb_response_status(res, 304);
    return ZB_OK;
}
