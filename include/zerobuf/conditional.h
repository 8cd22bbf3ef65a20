/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_CONDITIONAL_H
#define ZEROBUF_CONDITIONAL_H

/*
 * Requests under a condition (RFC 9110, 8.8 and 13): what the client has is still good (304), or
 * what it wants to change is no longer what it saw (412).
 *
 *     zb_validators now = {.etag = tag, .modified_s = row.changed_s};
 *     zb_condition_verdict verdict;
 *     ZB_TRY(zb_request_conditions(req, &now, &verdict));
 *     if (verdict != ZB_CONDITIONS_HOLD)
 *         return zb_response_verdict(res, &now, verdict); // 304 or 412
 *
 * zb_response_file() (zerobuf/static_file.h) does that by itself.
 */

#include <zerobuf/arena.h>

/** What a resource is now. */
typedef struct zb_validators {
    const char *etag;   /* with its quotes: "\"v1\"" or "W/\"v1\""; NULL: none */
    int64_t modified_s; /* seconds since 1970; 0: not known */
    bool absent;        /* there is no such resource, so that "*" does not fit */
} zb_validators;

/** The conditions of a request; an absent header has ptr NULL. */
typedef struct zb_conditions {
    zb_str method;
    zb_str if_match;
    zb_str if_none_match;
    zb_str if_modified_since;
    zb_str if_unmodified_since;
} zb_conditions;

/** What becomes of the request. */
typedef enum zb_condition_verdict {
    ZB_CONDITIONS_HOLD,               /* no condition, or it holds */
    ZB_CONDITIONS_NOT_MODIFIED = 304, /* GET and HEAD: the client has it already */
    ZB_CONDITIONS_FAILED = 412        /* nothing must be done */
} zb_condition_verdict;

/** Characters of a tag made by zb_etag_of(), with its NUL. */
#define ZB_ETAG_BYTES 28u

#ifdef __cplusplus
extern "C" {
#endif

/**
 * A strong entity tag of the bytes themselves: a hash of 64 bits and the length.
 *
 * @param bytes  the representation
 * @param out    receives ZB_ETAG_BYTES characters at most, NUL-terminated, quotes included
 *
 * The hash is fast, not cryptographic: where somebody would gain by two versions with one tag,
 * make the tag of a version number or of zb_sha256().  The same for the same bytes everywhere.
 * O(len).
 */
void zb_etag_of(zb_bytes bytes, char out[ZB_ETAG_BYTES]);

/**
 * Judge, in the order of RFC 9110, 13.2.2: If-Match, else If-Unmodified-Since; then If-None-Match,
 * else (for GET and HEAD) If-Modified-Since.
 *
 * A list of tags that is malformed fits as far as it can be read; a date that is none, or a
 * resource whose date is not known, makes its condition void (RFC 9110, 13.1.3 and 13.1.4).
 */
zb_condition_verdict zb_conditions_judge(const zb_conditions *conditions, const zb_validators *now);

/**
 * Whether a range may be answered (RFC 9110, 13.1.5): If-Range is absent (ptr NULL), a strong tag
 * that is the same, or exactly the date of the last change.
 */
bool zb_if_range_holds(zb_str if_range, const zb_validators *now);

/*
 * Handler modules only.
 */
struct zb_request;
struct zb_response;

/**
 * Judge the conditions of a request.
 *
 * @param req  request
 * @param now  what the resource is
 * @param out  receives the verdict.  Untouched on failure.
 * @return ZB_OK or ZB_E_BOUNDS.  Costs a host call for each header that is asked for: two to four.
 */
ZB_NODISCARD zb_status zb_request_conditions(struct zb_request *req, const zb_validators *now,
                                             zb_condition_verdict *out);

/** Add `etag` and `last-modified`, as far as they are known.  ZB_OK, ZB_E_MEMORY or ZB_E_INVALID. */
ZB_NODISCARD zb_status zb_response_validators(struct zb_response *res, const zb_validators *now);

/**
 * Answer with 304, its validators and no body; or with 412 and a sentence.
 *
 * @return ZB_OK, ZB_E_MEMORY, or ZB_E_INVALID (the verdict is to go on, or a validator is none)
 */
ZB_NODISCARD zb_status zb_response_verdict(struct zb_response *res, const zb_validators *now,
                                           zb_condition_verdict verdict);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_CONDITIONAL_H */
