/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_STATUS_TEXT_H
#define ZEROBUF_STATUS_TEXT_H

/*
 * Names of HTTP's status codes, as the IANA registry has them
 * (https://www.iana.org/assignments/http-status-codes, RFC 9110, 15).
 */

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The reason phrase of a status code: "Not Found".
 *
 * @param status  any number
 * @return a static text; of a code that is not registered (or no longer in use) that of its class,
 *         as clients treat it (RFC 9110, 15): "OK" for 299; "" outside of 100 to 599
 *
 * O(number of codes); any thread.
 */
const char *zb_status_reason(int status);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_STATUS_TEXT_H */
