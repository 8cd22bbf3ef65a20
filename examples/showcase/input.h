/* SPDX-License-Identifier: MIT */
#ifndef SHOWCASE_INPUT_H
#define SHOWCASE_INPUT_H

/* Parameters of requests, with what holds when they are left out. */

#include <zerobuf/form.h>
#include <zerobuf/handler.h>

/**
 * A parameter of the query, else of a form in the body.
 *
 * @param req       request
 * @param name      NUL-terminated
 * @param fallback  NUL-terminated; what it is when there is none of that name
 * @param out       receives the value.  Untouched on failure.
 * @return ZB_OK; ZB_E_SYNTAX: it cannot be decoded, which refuse_bad_input() answers; or ZB_E_MEMORY
 */
ZB_NODISCARD zb_status input(zb_request *req, const char *name, const char *fallback, zb_str *out);

/** The same as text that ends with NUL, for functions that take such; ZB_E_SYNTAX when it holds a NUL. */
ZB_NODISCARD zb_status input_cstr(zb_request *req, const char *name, const char *fallback, const char **out);

/** Text as a whole number without a sign, or `fallback` for anything else, and for more than 2^31 - 1. */
int32_t input_number(zb_str text, int32_t fallback);

#endif /* SHOWCASE_INPUT_H */
