/* SPDX-License-Identifier: MIT */
#include "params.h"

/* More digits change no double, and this many fit 64 bits. */
#define MAX_DIGITS 17u

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
parse_number(zb_str text, bool integer, double *out)
{
    uint32_t at = 0;
    bool negative = text.len > 0 && text.ptr[0] == '-';
    if (negative)
        at++;
    if (at == text.len || !is_digit(text.ptr[at]))
        return false;

    uint64_t digits = 0;
    uint32_t digit_count = 0; /* without leading zeros */
    double scale = 1;         /* exact: at most 10^17 */
    bool fraction = false;
    for (; at < text.len; at++) {
        char c = text.ptr[at];
        if (c == '.' && !fraction && !integer && at + 1 < text.len) {
            fraction = true;
            continue;
        }
        if (!is_digit(c))
            return false;
        if (digit_count == MAX_DIGITS || scale >= 1e17) {
            if (!fraction)
                return false; /* beyond every range */
            continue;
        }
        digits = digits * 10 + (uint64_t)(c - '0');
        if (digits != 0)
            digit_count++;
        if (fraction)
            scale *= 10;
    }
    double value = (double)digits / scale;
    *out = negative ? -value : value;
    return true;
}

zb_status
params_read(zb_request *req, const param *params, uint32_t count, double *values, const param **bad)
{
    for (uint32_t i = 0; i < count; i++) {
        const param *wanted = &params[i];
        zb_str text;
        zb_status status = zb_request_query(req, wanted->name, &text);
        if (status == ZB_E_MEMORY)
            return status;
        if (status == ZB_E_NOT_FOUND && !wanted->required) {
            values[i] = wanted->otherwise;
        } else if (status != ZB_OK || !parse_number(text, wanted->integer, &values[i]) ||
                   values[i] < wanted->min || values[i] > wanted->max) {
            *bad = wanted;
            return ZB_OK;
        }
    }
    *bad = NULL;
    return ZB_OK;
}

zb_status
params_refuse(zb_response *res, const param *bad)
{
    zb_slot body;
    zb_text text = zb_text_begin(res->arena, 128);
    zb_text_add(&text, ZB_LIT("The parameter "));
    zb_text_add_cstr(&text, bad->name);
    zb_text_add_cstr(&text, bad->integer ? " must be an integer from " : " must be a decimal number from ");
    zb_text_add_fixed(&text, bad->min, 1);
    zb_text_add(&text, ZB_LIT(" to "));
    zb_text_add_fixed(&text, bad->max, 1);
    zb_text_add(&text, ZB_LIT(".\n"));
    ZB_TRY(zb_text_end(&text, &body));
    zb_response_status(res, 400);
    return zb_response_body(res, "text/plain; charset=utf-8", body);
}
