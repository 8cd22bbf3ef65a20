/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_FORM_H
#define ZEROBUF_FORM_H

/*
 * Fields of application/x-www-form-urlencoded (https://url.spec.whatwg.org/#urlencoded-parsing):
 * the query of a request, and the body of a form without files (those with files:
 * zerobuf/multipart.h).
 *
 *     zb_str name;
 *     ZB_TRY(zb_request_form(req, "name", &name));
 *
 * "+" is a space and %XX a byte, so a value holds any bytes, NUL among them; who needs
 * UTF-8 checks it (zb_utf8_check()).  A '%' without two hex digits is refused instead of
 * taken for itself: two readers of one text must not see different fields.  "a&&b" has two
 * fields, "a" and "a=" are both an empty value, "=a" is a value without a name.
 *
 * Nothing is copied but what has to be decoded.  Any thread that may use the arena.
 */

#include <zerobuf/arena.h>

/** Fields that are read of one text, unless said otherwise: later ones fail with ZB_E_BUDGET. */
#define ZB_FORM_MAX_FIELDS 1000u

/** A text being read.  Make it with zb_form_of(). */
typedef struct zb_form {
    zb_str rest;          /* what was not yet read */
    uint32_t fields_left; /* how many more may be; write it to allow another number */
} zb_form;

/** Begin to read. `text` is what follows the "?", or a body, and outlives the form. */
static inline zb_form
zb_form_of(zb_str text)
{
    zb_form form = {text, ZB_FORM_MAX_FIELDS};
    return form;
}

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The next field, in the order of the text.
 *
 * @param form   moved behind the field.  Unmoved on failure.
 * @param arena  receives what is decoded
 * @param name   receives the decoded name, of the arena or of the text.  Untouched on failure.
 * @param value  receives the decoded value, likewise
 * @return ZB_OK, ZB_E_NOT_FOUND (there is none left), ZB_E_INVALID (a broken %XX in it),
 *         ZB_E_BUDGET (too many fields) or ZB_E_MEMORY
 *
 * O(length of the field).
 */
ZB_NODISCARD zb_status zb_form_next(zb_form *form, zb_arena *arena, zb_str *name, zb_str *value);

/**
 * The next field of a name: the first one of a form that was just begun; called again and
 * again, all of them.
 *
 * @param form   moved behind the field.  Unmoved on failure.
 * @param arena  receives the value when it has to be decoded
 * @param name   NUL-terminated, compared with the decoded names, case matters
 * @param value  receives the decoded value.  Untouched on failure.
 * @return as zb_form_next().  Broken %XX in other fields are passed over.
 *
 * O(length of what is passed over); other fields are not decoded.
 */
ZB_NODISCARD zb_status zb_form_find(zb_form *form, zb_arena *arena, const char *name, zb_str *value);

/*
 * Handler modules only.
 */
struct zb_request;

/**
 * The body of a request as a form.
 *
 * @param req  request
 * @param out  receives it: an empty one unless the method is POST, PUT or PATCH and the content
 *             type is application/x-www-form-urlencoded.  Untouched on failure.
 * @return ZB_OK, or as zb_request_body().  Costs one host call, for the content type.
 */
ZB_NODISCARD zb_status zb_request_form_body(struct zb_request *req, zb_form *out);

/**
 * A field of the query, else of the body: the first of that name.
 *
 * @param req   request
 * @param name  NUL-terminated
 * @param out   receives the decoded value.  Untouched on failure.
 * @return as zb_form_find(), or as zb_request_form_body()
 *
 * What the query alone holds: zb_request_query().  What the body alone holds:
 * zb_form_find() over zb_request_form_body().
 */
ZB_NODISCARD zb_status zb_request_form(struct zb_request *req, const char *name, zb_str *out);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_FORM_H */
