/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_R2_H
#define ZEROBUF_R2_H

/*
 * R2: objects of bytes by key, strongly consistent.  Statuses, lifetimes and sources:
 * zerobuf/env.h.
 *
 * Keys have 1 to 1,024 bytes.  An object that is put at once has at most what fits in the
 * module's memory beside the request (a worker has 128 MB); one that is answered with by
 * zb_r2_send() may have any size.  Custom metadata has at most 2,048 bytes.
 */

#include <zerobuf/env.h>

/** An object of a bucket. */
typedef struct zb_r2_object {
    zb_str key;
    zb_str etag;             /* without quotes */
    zb_str http_etag;        /* with quotes, as the header ETag has it */
    zb_str version;          /* unique for each upload */
    uint64_t size_bytes;     /* of the whole object, also where a range was asked for */
    double uploaded_ms;      /* since 1970 */
    zb_slot http_metadata;   /* an object; contentType, cacheControl and so on */
    zb_slot custom_metadata; /* an object of strings */
    bool met;                /* the conditions were: there is a body, or it was stored */
    zb_slot object;          /* the host's own, for further calls; null on a page of a list */
} zb_r2_object;

/** What to get; all may be left out. */
typedef struct zb_r2_get_options {
    uint64_t offset;            /* of the first byte */
    uint64_t length;            /* bytes; 0: to the end */
    uint64_t suffix;            /* in place of both: that many bytes of the end; 0: no */
    zb_str etag_matches;        /* only when its etag is this */
    zb_str etag_does_not_match; /* only when it is another */
} zb_r2_get_options;

/** How to store; all may be left out. */
typedef struct zb_r2_put_options {
    zb_str content_type, content_language, content_disposition, content_encoding, cache_control;
    const zb_slot *custom_metadata; /* an object of strings */
    zb_str etag_matches;            /* only over an object of this etag */
    zb_str etag_does_not_match;     /* not over an object of this etag; "*": only where there is none */
    zb_bytes sha256;                /* of the body, 32 bytes: R2 refuses another body */
} zb_r2_put_options;

/** Which objects to list; all may be left out. */
typedef struct zb_r2_list_options {
    zb_str prefix;    /* of the keys */
    zb_str delimiter; /* keys that have it behind the prefix are listed up to it, once, as prefixes */
    uint32_t limit;   /* objects of a page, at most 1,000, which 0 stands for */
    zb_str cursor;    /* of the page before */
    bool metadata;    /* with http_metadata and custom_metadata; pages are then shorter */
} zb_r2_list_options;

/** Objects in the order of their keys. */
typedef struct zb_r2_page {
    zb_off objects; /* an array, for zb_r2_page_object() */
    uint32_t count;
    zb_off prefixes; /* an array of strings */
    bool complete;   /* no further page follows */
    zb_str cursor;   /* for the next page; empty when complete */
} zb_r2_page;

#ifdef __cplusplus
extern "C" {
#endif

/**
 * What is known of an object, without its body.
 *
 * @param binding  bucket
 * @param key      key
 * @param out      receives it
 * @return ZB_OK, ZB_E_NOT_FOUND, or as in zerobuf/env.h
 */
ZB_NODISCARD zb_status zb_r2_head(const char *binding, zb_str key, zb_r2_object *out);

/**
 * Get an object.  Its body is on its way: take it with zb_r2_body() or zb_r2_send().
 *
 * @param binding  bucket
 * @param key      key
 * @param options  NULL for the whole object
 * @param out      receives it; `met` is false when a condition did not hold, and there is no body
 * @return ZB_OK, ZB_E_NOT_FOUND, or as in zerobuf/env.h; ZB_E_HOST for a range outside the object
 */
ZB_NODISCARD zb_status zb_r2_get(const char *binding, zb_str key, const zb_r2_get_options *options,
                                 zb_r2_object *out);

/** The bytes that zb_r2_get() asked for, once.  Also ZB_E_NOT_FOUND: there is no body. */
ZB_NODISCARD zb_status zb_r2_body(const zb_r2_object *object, zb_bytes *out);

/**
 * Answer with the object, in place of zb_r2_body(): the host passes its body on, which may be
 * of any size and takes nothing of the module's memory.
 *
 * @param object  of zb_r2_get()
 * @param res     its status, its headers, and its content type where that was set; otherwise
 *                the type is the object's, and always etag, language, disposition, encoding and
 *                cache-control
 * @return ZB_OK; ZB_E_NOT_FOUND: there is no body; or as in zerobuf/env.h
 */
ZB_NODISCARD zb_status zb_r2_send(const zb_r2_object *object, zb_response *res);

/**
 * Store an object.
 *
 * @param binding  bucket
 * @param key      key
 * @param body     bytes, copied.  May be empty
 * @param options  NULL for none
 * @param out      receives what was stored; with `met` false, a condition did not hold, nothing
 *                 was stored and nothing else is set.  NULL when none of it is wanted
 * @return as in zerobuf/env.h
 */
ZB_NODISCARD zb_status zb_r2_put(const char *binding, zb_str key, zb_bytes body,
                                 const zb_r2_put_options *options, zb_r2_object *out);

/** Delete an object; ZB_OK when there is none, too. */
ZB_NODISCARD zb_status zb_r2_delete(const char *binding, zb_str key);

/**
 * List objects, a page at a time, as zb_kv_list() lists keys.
 *
 * @param binding  bucket
 * @param options  NULL for all objects
 * @param out      receives the page
 * @return as in zerobuf/env.h
 */
ZB_NODISCARD zb_status zb_r2_list(const char *binding, const zb_r2_list_options *options, zb_r2_page *out);

/** Object `index` of a page.  ZB_OK or ZB_E_NOT_FOUND (index).  No host call. */
ZB_NODISCARD zb_status zb_r2_page_object(const zb_r2_page *page, uint32_t index, zb_r2_object *out);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_R2_H */
