/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_ACCEPT_H
#define ZEROBUF_ACCEPT_H

/*
 * What the client would rather have (RFC 9110, 12.5), of what there is.
 *
 *     static const char *const offers[] = {"application/json", "text/plain", "text/html"};
 *     uint32_t chosen;
 *     ZB_TRY(zb_request_accept(req, offers, 3, &chosen));
 *
 * The offer with the highest q is chosen, q being that of the most specific element that the
 * offer fits.  Of equal ones the offer that the client named more exactly (who asks for text/plain
 * and for anything means the first), then the earlier offer.  What has q=0 is never chosen.
 *
 * A header that is not there (ptr NULL), or is empty, accepts everything: the first offer.  (An empty
 * Accept-Encoding accepts "identity" alone.)
 * Elements that are malformed are passed over.  Nothing is allocated; any thread.
 * O(length of the header times number of offers).  Who answers by it adds `vary`.
 */

#include <zerobuf/view.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Choose a media type.
 *
 * @param header  the value of Accept
 * @param offers  types without spaces, "text/html" or "text/html;level=1"; the preferred one first
 * @param count   of offers
 * @param out     receives the index of the chosen one.  Untouched on failure.
 * @return ZB_OK, or ZB_E_NOT_FOUND: none is accepted (406, or the first one nevertheless)
 *
 * A range with parameters ("text/html;level=1") fits offers that have all of them.
 */
ZB_NODISCARD zb_status zb_accept_type(zb_str header, const char *const *offers, uint32_t count,
                                      uint32_t *out);

/**
 * Choose a language: "de-AT" of the client fits the offers "de-AT" and "de-AT-1996" (RFC 4647, 3.3.1),
 * and where nothing closer is accepted, "de" (RFC 4647, 3.4).  As zb_accept_type().
 */
ZB_NODISCARD zb_status zb_accept_language(zb_str header, const char *const *offers, uint32_t count,
                                          uint32_t *out);

/**
 * Choose a content coding: "br", "gzip", "identity".
 *
 * "identity", which changes nothing, is accepted unless it is refused (RFC 9110, 12.5.3), after all
 * that is named; without a header it is chosen where it is offered.  As zb_accept_type().
 */
ZB_NODISCARD zb_status zb_accept_encoding(zb_str header, const char *const *offers, uint32_t count,
                                          uint32_t *out);

/*
 * Handler modules only.
 */
struct zb_request;

/** Choose by the Accept header of a request.  As zb_accept_type().  Costs one host call. */
ZB_NODISCARD zb_status zb_request_accept(struct zb_request *req, const char *const *offers, uint32_t count,
                                         uint32_t *out);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_ACCEPT_H */
