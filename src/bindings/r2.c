/* SPDX-License-Identifier: MIT */
#include "result.h"

#include <zerobuf/forward.h>
#include <zerobuf/r2.h>

/* What is read of an object that stays with the host. */
#define PICK_OBJECT                                                                                          \
    zb_pick(), zb_arg_text("key"), zb_arg_text("etag"), zb_arg_text("httpEtag"), zb_arg_text("version"),     \
        zb_arg_text("size"), zb_arg_text("uploaded"), zb_arg_text("httpMetadata"),                           \
        zb_arg_text("customMetadata")

static void
read_object(zb_off from, zb_r2_object *out)
{
    out->key = zbi_member_text(from, ZB_LIT("key"));
    out->etag = zbi_member_text(from, ZB_LIT("etag"));
    out->http_etag = zbi_member_text(from, ZB_LIT("httpEtag"));
    out->version = zbi_member_text(from, ZB_LIT("version"));
    out->size_bytes = (uint64_t)zbi_member_number(from, ZB_LIT("size"));
    out->uploaded_ms = zbi_member_number(from, ZB_LIT("uploaded"));
    out->http_metadata = zbi_member(from, ZB_LIT("httpMetadata"));
    out->custom_metadata = zbi_member(from, ZB_LIT("customMetadata"));
    out->met = true;
    out->object = zb_null();
}

/* Of a host's R2Object. */
static zb_status
open_object(zb_slot object, zb_r2_object *out)
{
    zb_slot fields;
    ZB_TRY(ZB_CALL(&fields, zb_object_of(object), PICK_OBJECT));
    if (fields.tag != ZB_TAG_OBJECT)
        return ZB_E_TAG;
    read_object(fields.a, out);
    out->object = object;
    return ZB_OK;
}

zb_status
zb_r2_head(const char *binding, zb_str key, zb_r2_object *out)
{
    zb_slot object;
    ZB_TRY(ZB_CALL(&object, zb_env(binding), zb_method("head"), zb_arg_string(key)));
    return object.tag == ZB_TAG_NULL ? ZB_E_NOT_FOUND : open_object(object, out);
}

/* {onlyIf: {etagMatches, etagDoesNotMatch}} */
static zb_status
add_conditions(zb_off options, zb_str matches, zb_str does_not_match)
{
    zb_slot conditions;
    if (matches.len == 0 && does_not_match.len == 0)
        return ZB_OK;
    ZB_TRY(zb_object_new(zbi_current_call(), 2, &conditions));
    ZB_TRY(zbi_option_text(conditions.a, ZB_LIT("etagMatches"), matches));
    ZB_TRY(zbi_option_text(conditions.a, ZB_LIT("etagDoesNotMatch"), does_not_match));
    return zb_object_set(zbi_current_call(), options, ZB_LIT("onlyIf"), conditions);
}

/* The second argument of get(): {range, onlyIf}. */
static zb_status
get_options(const zb_r2_get_options *options, zb_slot *out)
{
    zb_arena *arena = zbi_current_call();
    zb_slot object, range;
    if (arena == NULL || (options->suffix != 0 && (options->offset | options->length) != 0))
        return ZB_E_INVALID;
    ZB_TRY(zb_object_new(arena, 2, &object));
    ZB_TRY(add_conditions(object.a, options->etag_matches, options->etag_does_not_match));
    if ((options->suffix | options->offset | options->length) != 0) {
        ZB_TRY(zb_object_new(arena, 2, &range));
        ZB_TRY(zbi_option_number(range.a, ZB_LIT("suffix"), (double)options->suffix));
        ZB_TRY(zbi_option_number(range.a, ZB_LIT("offset"), (double)options->offset));
        ZB_TRY(zbi_option_number(range.a, ZB_LIT("length"), (double)options->length));
        ZB_TRY(zb_object_set(arena, object.a, ZB_LIT("range"), range));
    }
    *out = object;
    return ZB_OK;
}

zb_status
zb_r2_get(const char *binding, zb_str key, const zb_r2_get_options *options, zb_r2_object *out)
{
    zb_slot init = zb_null(), object, body;
    if (options != NULL)
        ZB_TRY(get_options(options, &init));
    zb_part parts[] = {zb_env(binding), zb_method("get"), zb_arg_string(key), zb_arg_value(&init)};
    ZB_TRY(zb_call(&object, parts, options != NULL ? 4 : 3));
    if (object.tag == ZB_TAG_NULL)
        return ZB_E_NOT_FOUND;
    /* Without a body it is what head() gives: a condition did not hold. */
    ZB_TRY(ZB_CALL(&body, zb_object_of(object), zb_property("body")));
    ZB_TRY(open_object(object, out));
    out->met = body.tag == ZB_TAG_HOST_OBJECT;
    return ZB_OK;
}

zb_status
zb_r2_body(const zb_r2_object *object, zb_bytes *out)
{
    zb_slot body;
    if (!object->met || object->object.tag != ZB_TAG_HOST_OBJECT)
        return ZB_E_NOT_FOUND;
    ZB_TRY(ZB_CALL(&body, zb_object_of(object->object), zb_method("arrayBuffer")));
    return zbi_result_bytes(body, out);
}

/* {status, headers: {etag, content-type, ..}}: as the response says, else as the object does. */
static zb_status
head_of(const zb_r2_object *object, const zb_response *res, zb_slot *out)
{
    static const struct {
        const char *of_object, *header;
    } names[] = {{"contentType", "content-type"},
                 {"contentLanguage", "content-language"},
                 {"contentDisposition", "content-disposition"},
                 {"contentEncoding", "content-encoding"},
                 {"cacheControl", "cache-control"}};
    zb_slot init, headers, status, type;
    zb_view view = zb_arena_view(res->arena);
    zb_off slots = res->slots;
    ZB_TRY(zb_slot_read(view, slots + ZB_RESPONSE_STATUS * ZB_SLOT_BYTES, &status));
    ZB_TRY(zb_slot_read(view, slots + ZB_RESPONSE_TYPE * ZB_SLOT_BYTES, &type));
    ZB_TRY(zb_object_new(res->arena, 3, &init));
    ZB_TRY(zb_object_new(res->arena, 6, &headers));
    for (uint32_t i = 0; object->http_metadata.tag == ZB_TAG_OBJECT && i < sizeof names / sizeof names[0];
         i++) {
        zb_str of_object = zb_str_of(names[i].of_object), header = zb_str_of(names[i].header);
        zb_str text = zbi_member_text(object->http_metadata.a, of_object.ptr, of_object.len);
        ZB_TRY(zbi_option_text(headers.a, header.ptr, header.len, text));
    }
    ZB_TRY(zbi_option_text(headers.a, ZB_LIT("etag"), object->http_etag));
    if (type.tag == ZB_TAG_STRING)
        ZB_TRY(zb_object_set(res->arena, headers.a, ZB_LIT("content-type"), type));
    ZB_TRY(zb_object_set(res->arena, init.a, ZB_LIT("status"), status));
    ZB_TRY(zb_object_set(res->arena, init.a, ZB_LIT("headers"), headers));
    /* What is stored encoded is sent as it lies. */
    ZB_TRY(zb_object_set_string(res->arena, init.a, ZB_LIT("encodeBody"), ZB_LIT("manual")));
    *out = init;
    return ZB_OK;
}

zb_status
zb_r2_send(const zb_r2_object *object, zb_response *res)
{
    zb_slot body, init, response;
    if (!object->met || object->object.tag != ZB_TAG_HOST_OBJECT)
        return ZB_E_NOT_FOUND;
    ZB_TRY(ZB_CALL(&body, zb_object_of(object->object), zb_property("body")));
    ZB_TRY(head_of(object, res, &init));
    ZB_TRY(
        ZB_CALL(&response, zb_platform(), zb_method("response"), zb_arg_object(body), zb_arg_value(&init)));
    return zb_response_pass(res, response);
}

/* The third argument of put(): {httpMetadata, customMetadata, onlyIf, sha256}. */
static zb_status
put_options(const zb_r2_put_options *options, zb_slot *out)
{
    zb_arena *arena = zbi_current_call();
    zb_slot object, http, digest;
    zb_off bytes;
    if (arena == NULL)
        return ZB_E_INVALID;
    ZB_TRY(zb_object_new(arena, 4, &object));
    ZB_TRY(zb_object_new(arena, 5, &http));
    ZB_TRY(zbi_option_text(http.a, ZB_LIT("contentType"), options->content_type));
    ZB_TRY(zbi_option_text(http.a, ZB_LIT("contentLanguage"), options->content_language));
    ZB_TRY(zbi_option_text(http.a, ZB_LIT("contentDisposition"), options->content_disposition));
    ZB_TRY(zbi_option_text(http.a, ZB_LIT("contentEncoding"), options->content_encoding));
    ZB_TRY(zbi_option_text(http.a, ZB_LIT("cacheControl"), options->cache_control));
    ZB_TRY(zb_object_set(arena, object.a, ZB_LIT("httpMetadata"), http));
    if (options->custom_metadata != NULL)
        ZB_TRY(zb_object_set(arena, object.a, ZB_LIT("customMetadata"), *options->custom_metadata));
    ZB_TRY(add_conditions(object.a, options->etag_matches, options->etag_does_not_match));
    if (options->sha256.len != 0) {
        ZB_TRY(zb_bytes_new(arena, options->sha256.ptr, options->sha256.len, &bytes, &digest));
        ZB_TRY(zb_object_set(arena, object.a, ZB_LIT("sha256"), digest));
    }
    *out = object;
    return ZB_OK;
}

zb_status
zb_r2_put(const char *binding, zb_str key, zb_bytes body, const zb_r2_put_options *options, zb_r2_object *out)
{
    zb_slot init = zb_null(), stored;
    if (options != NULL)
        ZB_TRY(put_options(options, &init));
    zb_part parts[] = {zb_env(binding), zb_method("put"), zb_arg_string(key), zb_arg_bytes(body),
                       zb_arg_value(&init)};
    ZB_TRY(zb_call(&stored, parts, options != NULL ? 5 : 4));
    if (out == NULL)
        return ZB_OK;
    if (stored.tag != ZB_TAG_NULL)
        return open_object(stored, out);
    *out = (zb_r2_object){.object = zb_null()};
    return ZB_OK;
}

zb_status
zb_r2_delete(const char *binding, zb_str key)
{
    zb_slot nothing;
    return ZB_CALL(&nothing, zb_env(binding), zb_method("delete"), zb_arg_string(key));
}

/* The argument of list(): {prefix, delimiter, limit, cursor, include}. */
static zb_status
list_options(const zb_r2_list_options *options, zb_slot *out)
{
    zb_arena *arena = zbi_current_call();
    zb_slot object, include;
    if (arena == NULL)
        return ZB_E_INVALID;
    ZB_TRY(zb_object_new(arena, 5, &object));
    ZB_TRY(zbi_option_text(object.a, ZB_LIT("prefix"), options->prefix));
    ZB_TRY(zbi_option_text(object.a, ZB_LIT("delimiter"), options->delimiter));
    ZB_TRY(zbi_option_number(object.a, ZB_LIT("limit"), options->limit));
    ZB_TRY(zbi_option_text(object.a, ZB_LIT("cursor"), options->cursor));
    if (options->metadata) {
        ZB_TRY(zb_array_new(arena, 2, &include));
        ZB_TRY(zb_array_push_string(arena, include.a, ZB_LIT("httpMetadata")));
        ZB_TRY(zb_array_push_string(arena, include.a, ZB_LIT("customMetadata")));
        ZB_TRY(zb_object_set(arena, object.a, ZB_LIT("include"), include));
    }
    *out = object;
    return ZB_OK;
}

zb_status
zb_r2_list(const char *binding, const zb_r2_list_options *options, zb_r2_page *out)
{
    static const zb_r2_list_options all;
    zb_slot init, page;
    uint32_t ignored;
    ZB_TRY(list_options(options != NULL ? options : &all, &init));
    ZB_TRY(ZB_CALL(&page, zb_env(binding), zb_method("list"), zb_arg_value(&init)));
    if (page.tag != ZB_TAG_OBJECT)
        return ZB_E_TAG;
    out->objects = zbi_member_array(page.a, ZB_LIT("objects"), &out->count);
    out->prefixes = zbi_member_array(page.a, ZB_LIT("delimitedPrefixes"), &ignored);
    out->complete = zbi_member(page.a, ZB_LIT("truncated")).a == 0;
    out->cursor = zbi_member_text(page.a, ZB_LIT("cursor"));
    return ZB_OK;
}

zb_status
zb_r2_page_object(const zb_r2_page *page, uint32_t index, zb_r2_object *out)
{
    zb_off object;
    ZB_TRY(zbi_element_object(page->objects, index, &object));
    read_object(object, out);
    return ZB_OK;
}
