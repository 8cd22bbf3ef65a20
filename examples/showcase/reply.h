/* SPDX-License-Identifier: MIT */
#ifndef SHOWCASE_REPLY_H
#define SHOWCASE_REPLY_H

/* Answers as the routes of the showcase give them: JSON objects, errors, nothing. */

#include <zerobuf/handler.h>

/**
 * An object that becomes the answer.  The first failure stays, and is what reply_send()
 * returns: nothing needs to be checked in between.
 */
typedef struct reply {
    zb_response *res;
    zb_slot object;
    zb_status status;
} reply;

/** Begin an object. */
reply reply_begin(zb_response *res);

/** Set a key, NUL-terminated. */
void reply_value(reply *r, const char *key, zb_slot value);
void reply_text(reply *r, const char *key, zb_str text);
void reply_cstr(reply *r, const char *key, const char *text);
void reply_number(reply *r, const char *key, double number);
void reply_bool(reply *r, const char *key, bool value);

/** Answer with the object as JSON.  ZB_OK, or the first failure. */
ZB_NODISCARD zb_status reply_send(reply *r);

/** Answer with a status and a sentence as plain text, which no browser takes for anything else. */
ZB_NODISCARD zb_status reply_error(zb_response *res, int32_t status, const char *sentence);

/** The same with what the host said of the call that failed last: "beginning: sentence". */
ZB_NODISCARD zb_status reply_host_error(zb_response *res, int32_t status, const char *beginning);

/** The same when `binding` is the reason, NUL-terminated: 501 where there is none of that name, else 500. */
ZB_NODISCARD zb_status reply_binding_error(zb_response *res, const char *binding);

/** Answer with a status and an empty body. */
ZB_NODISCARD zb_status reply_empty(zb_response *res, int32_t status);

#endif /* SHOWCASE_REPLY_H */
