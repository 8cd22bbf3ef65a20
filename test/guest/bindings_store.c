/* SPDX-License-Identifier: MIT */
/* KV and R2. */
#include "bindings.h"

#include <zerobuf/kv.h>
#include <zerobuf/r2.h>

/* env[?binding], "KV" by default. */
static const char *
namespace_of(zb_request *req)
{
    const char *name = parameter_or_null(req, "binding");
    return name != NULL ? name : "KV";
}

zb_status
kv_put(zb_request *req, zb_response *res)
{
    zb_bytes body;
    zb_slot metadata;
    zb_str text = parameter(req, "metadata");
    zb_kv_put_options options = {.ttl_s = number(req, "ttl"), .expires_at_s = number(req, "at")};
    bool bare = text.len + options.ttl_s + options.expires_at_s == 0;
    ZB_TRY(zb_request_body(req, &body));
    if (text.len != 0) {
        ZB_TRY(zb_json_read(req->arena, text.ptr, text.len, NULL, &metadata, NULL));
        options.metadata = &metadata;
    }
    ASK(zb_kv_put(namespace_of(req), parameter(req, "key"), body, bare ? NULL : &options));
    return ZB_OK;
}

zb_status
kv_get(zb_request *req, zb_response *res)
{
    const char *binding = namespace_of(req), *as = parameter_or_null(req, "as");
    zb_str key = parameter(req, "key"), text;
    zb_bytes bytes;
    zb_slot value;
    if (as == NULL) {
        ASK(zb_kv_get(binding, key, &bytes));
        return show_bytes(res, bytes.ptr, bytes.len);
    }
    if (as[0] == 't') {
        ASK(zb_kv_get_text(binding, key, &text));
        return show_bytes(res, text.ptr, text.len);
    }
    if (as[0] == 'j') {
        ASK(zb_kv_get_value(binding, key, &value));
        return show(res, value);
    }
    ASK(zb_kv_get_with_metadata(binding, key, &bytes, &value));
    return show(res, value);
}

zb_status
kv_delete(zb_request *req, zb_response *res)
{
    ASK(zb_kv_delete(namespace_of(req), parameter(req, "key")));
    return ZB_OK;
}

/* [pages, [name, expires_at_s, metadata], ..] */
zb_status
kv_list(zb_request *req, zb_response *res)
{
    zb_kv_list_options options = {.prefix = parameter(req, "prefix"), .limit = number(req, "limit")};
    zb_kv_page page;
    zb_kv_key key;
    zb_slot list, one;
    int32_t pages = 0;
    ZB_TRY(zb_array_new(req->arena, 1, &list));
    ZB_TRY(zb_array_push(req->arena, list.a, zb_null()));
    do {
        ASK(zb_kv_list(namespace_of(req), options.prefix.len + options.limit == 0 ? NULL : &options, &page));
        for (uint32_t i = 0; i < page.count; i++) {
            ZB_TRY(zb_kv_page_key(&page, i, &key));
            ZB_TRY(zb_array_new(req->arena, 3, &one));
            ZB_TRY(zb_array_push_string(req->arena, one.a, key.name.ptr, key.name.len));
            ZB_TRY(zb_array_push(req->arena, one.a, zb_number((double)key.expires_at_s)));
            ZB_TRY(zb_array_push(req->arena, one.a, key.metadata));
            ZB_TRY(zb_array_push(req->arena, list.a, one));
        }
        if (zb_kv_page_key(&page, page.count, &key) != ZB_E_NOT_FOUND)
            return ZB_E_CORRUPT;
        options.cursor = page.cursor;
        pages++;
    } while (!page.complete);
    ZB_TRY(zb_array_set(req->arena, list.a, 0, zb_i32(pages)));
    return show(res, list);
}

#define MANY 50

/* Fifty gets that run at the same time: the keys are ?prefix= and a number. */
zb_status
kv_many(zb_request *req, zb_response *res)
{
    zb_str prefix = parameter(req, "prefix");
    zb_pending all[MANY];
    zb_slot body;
    for (int32_t i = 0; i < MANY; i++) {
        zb_slot slot;
        zb_str key;
        zb_text text = zb_text_begin(req->arena, 0);
        zb_text_add(&text, prefix.ptr, prefix.len);
        zb_text_add_i64(&text, i);
        ZB_TRY(zb_text_end(&text, &slot));
        ZB_TRY(zb_string_at(zb_arena_view(req->arena), slot.a, &key));
        zb_kv_start_get(&all[i], "KV", key);
    }
    zb_text answer = zb_text_begin(req->arena, 0);
    for (uint32_t i = 0; i < MANY; i++) {
        zb_bytes value;
        zb_status status = zb_kv_await_get(&all[i], &value);
        if (status == ZB_E_NOT_FOUND)
            continue;
        ASK(status);
        zb_text_add(&answer, (const char *)value.ptr, value.len);
        zb_text_add(&answer, ZB_LIT(" "));
    }
    ZB_TRY(zb_text_end(&answer, &body));
    return zb_response_body(res, "text/plain", body);
}

/* {key, etag, quoted, size, uploaded, http, custom} */
static zb_status
show_object(zb_arena *arena, const zb_r2_object *object, zb_slot *out)
{
    ZB_TRY(zb_object_new(arena, 8, out));
    ZB_TRY(zb_object_set_string(arena, out->a, ZB_LIT("key"), object->key.ptr, object->key.len));
    ZB_TRY(zb_object_set_string(arena, out->a, ZB_LIT("etag"), object->etag.ptr, object->etag.len));
    ZB_TRY(
        zb_object_set_string(arena, out->a, ZB_LIT("quoted"), object->http_etag.ptr, object->http_etag.len));
    ZB_TRY(zb_object_set(arena, out->a, ZB_LIT("versioned"), zb_bool(object->version.len > 0)));
    ZB_TRY(zb_object_set(arena, out->a, ZB_LIT("size"), zb_number((double)object->size_bytes)));
    ZB_TRY(zb_object_set(arena, out->a, ZB_LIT("uploaded"), zb_number(object->uploaded_ms)));
    ZB_TRY(zb_object_set(arena, out->a, ZB_LIT("http"), object->http_metadata));
    return zb_object_set(arena, out->a, ZB_LIT("custom"), object->custom_metadata);
}

zb_status
r2_put(zb_request *req, zb_response *res)
{
    zb_bytes body;
    zb_slot custom, shown;
    zb_str text = parameter(req, "custom");
    zb_r2_object stored;
    zb_r2_put_options options = {.content_type = parameter(req, "type"),
                                 .cache_control = parameter(req, "cache"),
                                 .etag_matches = parameter(req, "match"),
                                 .etag_does_not_match = parameter(req, "other")};
    zb_str digest = parameter(req, "sha256");
    ZB_TRY(zb_request_body(req, &body));
    if (text.len != 0) {
        ZB_TRY(zb_json_read(req->arena, text.ptr, text.len, NULL, &custom, NULL));
        options.custom_metadata = &custom;
    }
    options.sha256 = zb_bytes_of(digest.ptr, digest.len);
    ASK(zb_r2_put("R2", parameter(req, "key"), body, &options, &stored));
    if (!stored.met)
        return zb_response_error(res, 412, "a condition did not hold");
    ZB_TRY(show_object(req->arena, &stored, &shown));
    return show(res, shown);
}

zb_status
r2_get(zb_request *req, zb_response *res)
{
    zb_str key = parameter(req, "key");
    const char *as = parameter_or_null(req, "as");
    zb_r2_object object;
    zb_bytes body;
    zb_slot shown;
    zb_r2_get_options options = {.offset = number(req, "offset"),
                                 .length = number(req, "length"),
                                 .suffix = number(req, "suffix"),
                                 .etag_matches = parameter(req, "match"),
                                 .etag_does_not_match = parameter(req, "other")};
    if (as != NULL && as[0] == 'h') {
        ASK(zb_r2_head("R2", key, &object));
        if (zb_r2_body(&object, &body) == ZB_OK)
            return ZB_E_CORRUPT;
        ZB_TRY(show_object(req->arena, &object, &shown));
        return show(res, shown);
    }
    ASK(zb_r2_get("R2", key, &options, &object));
    if (!object.met) {
        if (zb_r2_body(&object, &body) != ZB_E_NOT_FOUND || zb_r2_send(&object, res) != ZB_E_NOT_FOUND)
            return ZB_E_CORRUPT;
        zb_response_status(res, 304);
        return ZB_OK;
    }
    if (as != NULL && as[0] == 's') {
        zb_response_status(res, 203);
        ZB_TRY(zb_response_header(res, "x-sent", "past the module"));
        ASK(zb_r2_send(&object, res));
        return ZB_OK;
    }
    ASK(zb_r2_body(&object, &body));
    return show_bytes(res, body.ptr, body.len);
}

zb_status
r2_delete(zb_request *req, zb_response *res)
{
    ASK(zb_r2_delete("R2", parameter(req, "key")));
    return ZB_OK;
}

/* {pages, objects, prefixes} */
zb_status
r2_list(zb_request *req, zb_response *res)
{
    zb_r2_list_options options = {.prefix = parameter(req, "prefix"),
                                  .delimiter = parameter(req, "delimiter"),
                                  .limit = number(req, "limit"),
                                  .metadata = number(req, "metadata") != 0};
    zb_r2_page page;
    zb_r2_object object;
    zb_slot shown, list, answer;
    int32_t pages = 0;
    ZB_TRY(zb_object_new(req->arena, 3, &answer));
    ZB_TRY(zb_array_new(req->arena, 1, &list));
    do {
        ASK(zb_r2_list("R2", &options, &page));
        for (uint32_t i = 0; i < page.count; i++) {
            ZB_TRY(zb_r2_page_object(&page, i, &object));
            ZB_TRY(show_object(req->arena, &object, &shown));
            ZB_TRY(zb_array_push(req->arena, list.a, shown));
        }
        options.cursor = page.cursor;
        pages++;
    } while (!page.complete);
    ZB_TRY(zb_object_set(req->arena, answer.a, ZB_LIT("pages"), zb_i32(pages)));
    ZB_TRY(zb_object_set(req->arena, answer.a, ZB_LIT("objects"), list));
    ZB_TRY(zb_object_set(req->arena, answer.a, ZB_LIT("prefixes"), zb_at(ZB_TAG_ARRAY, page.prefixes)));
    return show(res, answer);
}
