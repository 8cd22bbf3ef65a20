/* SPDX-License-Identifier: MIT */
#ifndef SHOWCASE_HANDLERS_H
#define SHOWCASE_HANDLERS_H

/* The handlers of all routes, by the file that has them. */

#include <zerobuf/handler.h>

#define HANDLER(name) zb_status name(zb_request *req, zb_response *res)

/* digests.c: cryptography of the platform */
HANDLER(sha256);
HANDLER(sha512);
HANDLER(hmac);
HANDLER(aes);

/* columns.c: vectors */
HANDLER(simd);
HANDLER(simd_ext);
HANDLER(columnar);

/* requests.c: what a request holds */
HANDLER(hello);
HANDLER(json);
HANDLER(upper);
HANDLER(echo);
HANDLER(headers);
HANDLER(reflect);
HANDLER(stripped);

/* sessions.c: cookies and credentials */
HANDLER(set_cookie);
HANDLER(read_cookie);
HANDLER(multi_cookie);
HANDLER(basic_auth);

/* answers.c: what an answer may be */
HANDLER(redirect);
HANDLER(status);
HANDLER(negotiate);
HANDLER(limited);
HANDLER(post_required);
HANDLER(panic);

/* streams.c: answers that are sent while they are made */
HANDLER(chunked_write);
HANDLER(large);
HANDLER(events);

/* api.c: an interface for scripts of other origins */
HANDLER(api_info);
HANDLER(api_info_other);
HANDLER(api_items_get);
HANDLER(api_items_post);
HANDLER(api_items_delete);
HANDLER(api_items_options);
HANDLER(api_items_other);

/* outside.c: requests to others */
HANDLER(fetch_one);
HANDLER(fetch_two);
HANDLER(fetch_post);

/* store.c: a KV namespace */
HANDLER(kv_put);
HANDLER(kv_get);
HANDLER(kv_delete);
HANDLER(kv_list);

/* files.c: files in memory, or of the Durable Object */
HANDLER(fs_write);
HANDLER(fs_read);
HANDLER(fs_stat);
HANDLER(fs_mkdir);
HANDLER(fs_readdir);
HANDLER(fs_remove);
HANDLER(serve_file);

/* object.c: the Durable Object and its WebSocket */
HANDLER(to_object);
HANDLER(socket_open);
HANDLER(socket_message);

#undef HANDLER
#endif /* SHOWCASE_HANDLERS_H */
