/* SPDX-License-Identifier: MIT */
/*
 * The showcase: one application that uses all of the runtime, a file for each theme
 * (handlers.h).  The same module is a Worker and the Durable Object behind /do.
 */
#include "handlers.h"
#include "reply.h"

/* A parameter that cannot be decoded is the client's mistake, wherever it is read. */
static zb_status
refuse_bad_input(zb_request *req, zb_response *res, const zb_chain *chain)
{
    zb_status status = zb_chain_next(chain, req, res);
    return status == ZB_E_SYNTAX ? reply_error(res, 400, "a parameter cannot be decoded") : status;
}

ZB_MIDDLEWARE(refuse_bad_input);

ZB_ROUTES({"*", "*", hello}, {"*", "/json", json},

          {"*", "/sha256", sha256}, {"*", "/sha512", sha512}, {"*", "/hmac", hmac}, {"*", "/aes", aes},

          {"*", "/upper", upper}, {"*", "/simd", simd}, {"*", "/simd-ext", simd_ext},
          {"POST", "/columnar", columnar}, {"*", "/columnar", post_required},

          {"*", "/echo", echo}, {"*", "/headers", headers}, {"*", "/reflect", reflect},
          {"*", "/static/*", stripped}, {"*", "/set-cookie", set_cookie}, {"*", "/read-cookie", read_cookie},
          {"*", "/multi-cookie", multi_cookie}, {"*", "/basicauth", basic_auth},

          {"*", "/redirect", redirect}, {"*", "/status", status}, {"*", "/negotiate", negotiate},
          {"POST", "/limited", limited}, {"*", "/limited", post_required}, {"*", "/panic", panic},
          {"*", "/chunked-write", chunked_write}, {"*", "/large", large}, {"*", "/sse", events},

          {"GET", "/api/info", api_info}, {"OPTIONS", "/api/info", api_info},
          {"*", "/api/info", api_info_other}, {"GET", "/api/items", api_items_get},
          {"POST", "/api/items", api_items_post}, {"DELETE", "/api/items", api_items_delete},
          {"OPTIONS", "/api/items", api_items_options}, {"*", "/api/items", api_items_other},

          {"*", "/fetch", fetch_one}, {"*", "/multi-fetch", fetch_two}, {"*", "/post-fetch", fetch_post},

          {"*", "/kv/put", kv_put}, {"*", "/kv/get", kv_get}, {"*", "/kv/delete", kv_delete},
          {"*", "/kv/list", kv_list},

          {"*", "/fs/write", fs_write}, {"*", "/fs/read", fs_read}, {"*", "/fs/stat", fs_stat},
          {"*", "/fs/mkdir", fs_mkdir}, {"*", "/fs/readdir", fs_readdir}, {"*", "/fs/remove", fs_remove},
          {"*", "/serve/*", serve_file}, {"*", "/files/*", serve_file},

          {"*", "/do", to_object, ZB_ROUTE_STREAM}, {"*", "/do/*", to_object, ZB_ROUTE_STREAM},
          {"*", "/ws", socket_open}, {ZB_ON_SOCKET_MESSAGE, "/ws", socket_message});
