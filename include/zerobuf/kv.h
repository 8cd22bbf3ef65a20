/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_KV_H
#define ZEROBUF_KV_H

/*
 * Workers KV: values of bytes by key, for what is read often and written seldom.  A write
 * may take a minute to be seen everywhere.  Statuses, lifetimes and sources: zerobuf/env.h.
 *
 * Keys have 1 to 512 bytes and are neither "." nor ".."; values at most 25 MiB.  `binding`
 * is the name of the namespace in the worker's environment.
 */

#include <zerobuf/env.h>

/** How a value is kept; all may be left out. */
typedef struct zb_kv_put_options {
    uint32_t ttl_s;          /* it vanishes after so many seconds, at least 60; 0: never */
    uint64_t expires_at_s;   /* it vanishes at that second since 1970; 0: never */
    const zb_slot *metadata; /* a value of at most 1,024 bytes as JSON; NULL: none */
} zb_kv_put_options;

/** Which keys to list; all may be left out. */
typedef struct zb_kv_list_options {
    zb_str prefix;  /* of the keys */
    uint32_t limit; /* keys of a page, at most 1,000, which 0 stands for */
    zb_str cursor;  /* of the page before */
} zb_kv_list_options;

/** Keys in the order of their bytes. */
typedef struct zb_kv_page {
    zb_off keys; /* an array, for zb_kv_page_key() */
    uint32_t count;
    bool complete; /* no further page follows */
    zb_str cursor; /* for the next page; empty when complete */
} zb_kv_page;

typedef struct zb_kv_key {
    zb_str name;
    uint64_t expires_at_s; /* 0: never */
    zb_slot metadata;      /* null when there is none */
} zb_kv_key;

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Get a value.
 *
 * @param binding  namespace
 * @param key      key
 * @param out      receives its bytes
 * @return ZB_OK, ZB_E_NOT_FOUND, or as in zerobuf/env.h
 */
ZB_NODISCARD zb_status zb_kv_get(const char *binding, zb_str key, zb_bytes *out);

/** Get a value as text; its UTF-8 is not checked.  As zb_kv_get(). */
ZB_NODISCARD zb_status zb_kv_get_text(const char *binding, zb_str key, zb_str *out);

/** Get a value that is JSON; ZB_E_NOT_FOUND for `null`, too, ZB_E_HOST for what is no JSON.  As zb_kv_get().
 */
ZB_NODISCARD zb_status zb_kv_get_value(const char *binding, zb_str key, zb_slot *out);

/** Get a value and its metadata, null when it has none.  As zb_kv_get(). */
ZB_NODISCARD zb_status zb_kv_get_with_metadata(const char *binding, zb_str key, zb_bytes *out,
                                               zb_slot *metadata);

/** Start to get a value: several run at the same time.  At most six are sent at once, the others follow. */
void zb_kv_start_get(zb_pending *pending, const char *binding, zb_str key);

/** What zb_kv_start_get() started.  As zb_kv_get(). */
ZB_NODISCARD zb_status zb_kv_await_get(zb_pending *pending, zb_bytes *out);

/**
 * Store a value.
 *
 * @param binding  namespace
 * @param key      key
 * @param value    bytes, copied; `zb_bytes_of(text.ptr, text.len)` for a text.  May be empty
 * @param options  NULL for none
 * @return as in zerobuf/env.h
 */
ZB_NODISCARD zb_status zb_kv_put(const char *binding, zb_str key, zb_bytes value,
                                 const zb_kv_put_options *options);

/** Delete a key; ZB_OK when there is none, too. */
ZB_NODISCARD zb_status zb_kv_delete(const char *binding, zb_str key);

/**
 * List keys, a page at a time:
 *
 *     zb_kv_list_options options = {.prefix = zb_str_of("user:")};
 *     zb_kv_page page;
 *     do {
 *         ZB_TRY(zb_kv_list("KV", &options, &page));
 *         for (uint32_t i = 0; i < page.count; i++)
 *             ZB_TRY(zb_kv_page_key(&page, i, &key)) ..
 *         options.cursor = page.cursor;
 *     } while (!page.complete);
 *
 * A page may be empty and not the last.
 *
 * @param binding  namespace
 * @param options  NULL for all keys
 * @param out      receives the page
 * @return as in zerobuf/env.h
 */
ZB_NODISCARD zb_status zb_kv_list(const char *binding, const zb_kv_list_options *options, zb_kv_page *out);

/** Key `index` of a page.  ZB_OK or ZB_E_NOT_FOUND (index).  No host call. */
ZB_NODISCARD zb_status zb_kv_page_key(const zb_kv_page *page, uint32_t index, zb_kv_key *out);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_KV_H */
