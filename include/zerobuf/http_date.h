/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_HTTP_DATE_H
#define ZEROBUF_HTTP_DATE_H

/*
 * Points in time as HTTP writes them (RFC 9110, 5.6.7): "Sun, 06 Nov 1994 08:49:37 GMT".
 * The two older forms are read, too: "Sunday, 06-Nov-94 08:49:37 GMT" and
 * "Sun Nov  6 08:49:37 1994".  Nothing is allocated; any thread.
 */

#include <zerobuf/view.h>

/** Characters of a date; nothing terminates it. */
#define ZB_HTTP_DATE_BYTES 29u

/** The last second of the year 9999. */
#define ZB_HTTP_DATE_MAX_S 253402300799

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Write a point in time.
 *
 * @param seconds  since 1970-01-01 00:00:00 UTC; 0 to ZB_HTTP_DATE_MAX_S
 * @param out      receives ZB_HTTP_DATE_BYTES characters.  Untouched on failure.
 * @return ZB_OK or ZB_E_INVALID
 */
ZB_NODISCARD zb_status zb_http_date_write(int64_t seconds, char *out);

/**
 * Read one, in any of the three forms.
 *
 * @param text    the whole of it; case matters
 * @param near_s  seconds since 1970 around which years of two digits are read: now, or a time that
 *                the date will be compared with.  From 49 years before to 50 years after its year.
 * @param out     receives seconds since 1970, negative for years before.  Untouched on failure.
 * @return ZB_OK, ZB_E_SYNTAX, or ZB_E_INVALID (`near_s` is not 0 to ZB_HTTP_DATE_MAX_S)
 *
 * Day and month must exist; whether the name of the day is that of the date is not checked.  A leap
 * second (":60") is the second after it.
 */
ZB_NODISCARD zb_status zb_http_date_read(zb_str text, int64_t near_s, int64_t *out);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_HTTP_DATE_H */
