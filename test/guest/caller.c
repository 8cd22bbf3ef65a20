/* SPDX-License-Identifier: MIT */
/* Handlers that call into the host, for the tests. */
#include <zerobuf/await.h>

/* The instance keeps how often it was asked, in an arena that outlives requests. */
static zb_arena *kept_in;
static zb_slot kept;

static zb_status
init(zb_arena *arena, zb_slot data)
{
    (void)data;
    kept_in = arena;
    return zb_array_new(arena, 0, &kept);
}

/* A value as JSON, or the host's sentence. */
static zb_status
show(zb_response *res, zb_status status, zb_slot value)
{
    zb_slot body;
    zb_text text = zb_text_begin(res->arena, 0);
    if (status != ZB_OK) {
        zb_str said = zb_failure();
        for (const char *name = zb_status_text(status); *name != '\0'; name++)
            zb_text_add(&text, name, 1);
        zb_text_add(&text, ZB_LIT(": "));
        zb_text_add(&text, said.ptr, said.len);
        ZB_TRY(zb_text_end(&text, &body));
        zb_response_status(res, 502);
        return zb_response_body(res, "text/plain", body);
    }
    if (value.tag == ZB_TAG_HOST_OBJECT)
        return zb_response_text(res, "a host object");
    ZB_TRY(zb_json_text(res->arena, value, NULL, &body));
    return zb_response_body(res, "application/json", body);
}

static zb_status
parameter(zb_request *req, const char *name, zb_str *out)
{
    zb_status status = zb_request_query(req, name, out);
    if (status == ZB_E_NOT_FOUND) {
        *out = (zb_str){"", 0};
        return ZB_OK;
    }
    return status;
}

/* env.STORE.put(key, body), then get(key). */
static zb_status
store(zb_request *req, zb_response *res)
{
    zb_str key;
    zb_bytes body;
    zb_slot value = zb_null();
    ZB_TRY(parameter(req, "key", &key));
    ZB_TRY(zb_request_body(req, &body));
    ZB_TRY(ZB_CALL(&value, zb_env("STORE"), zb_method("put"), zb_arg_string(key), zb_arg_bytes(body)));
    return show(res, ZB_CALL(&value, zb_env("STORE"), zb_method("get"), zb_arg_string(key)), value);
}

/* Every kind of argument, there and back. */
static zb_status
arguments(zb_request *req, zb_response *res)
{
    zb_slot object, list, value = zb_null();
    ZB_TRY(zb_object_new(req->arena, 2, &object));
    ZB_TRY(zb_array_new(req->arena, 2, &list));
    ZB_TRY(zb_array_push_string(req->arena, list.a, ZB_LIT("d\xc3\xa9j\xc3\xa0 vu")));
    ZB_TRY(zb_object_set(req->arena, object.a, ZB_LIT("list"), list));
    zb_status status = ZB_CALL(&value, zb_env("TEST"), zb_method("echo"), zb_arg_null(), zb_arg_bool(true),
                               zb_arg_i32(-7), zb_arg_f64(0.5), zb_arg_text("text"),
                               zb_arg_bytes((zb_bytes){(const uint8_t *)"ab", 2}), zb_arg_value(&object));
    return show(res, status, value);
}

/* The body, which is JSON, to TEST.pass(), and what that gives. */
static zb_status
pass(zb_request *req, zb_response *res)
{
    zb_slot sent, value = zb_null();
    zb_json_error error;
    zb_status status = zb_request_json(req, 65536, &sent, &error);
    if (status != ZB_OK)
        return zb_response_bad_body(res, status, &error);
    status = ZB_CALL(&value, zb_env("TEST"), zb_method("pass"), zb_arg_value(&sent));
    return show(res, status, value);
}

/* TEST.make() gives an object; its method gets it back as an argument. */
static zb_status
object(zb_request *req, zb_response *res)
{
    (void)req;
    zb_slot made, value = zb_null();
    ZB_TRY(ZB_CALL(&made, zb_env("TEST"), zb_method("make"), zb_arg_i32(20)));
    if (made.tag != ZB_TAG_HOST_OBJECT)
        return ZB_E_TAG;
    zb_status status = ZB_CALL(&value, zb_object_of(made), zb_property("inner"), zb_method("add"),
                               zb_arg_object(made), zb_arg_i32(22), zb_method("later"), zb_property("total"));
    return show(res, status, value);
}

/* env[?binding].?method() */
static zb_status
method(zb_request *req, zb_response *res)
{
    zb_str binding, name;
    zb_slot value = zb_null();
    ZB_TRY(parameter(req, "binding", &binding));
    ZB_TRY(parameter(req, "method", &name));
    zb_part parts[] = {{ZB_PART_ENV, binding.len, (uint64_t)(uintptr_t)binding.ptr},
                       {ZB_PART_METHOD, name.len, (uint64_t)(uintptr_t)name.ptr}};
    return show(res, zb_call(&value, parts, 2), value);
}

/* env[?binding].?property */
static zb_status
property(zb_request *req, zb_response *res)
{
    zb_str binding, name;
    zb_slot value = zb_null();
    ZB_TRY(parameter(req, "binding", &binding));
    ZB_TRY(parameter(req, "property", &name));
    zb_part parts[] = {{ZB_PART_ENV, binding.len, (uint64_t)(uintptr_t)binding.ptr},
                       {ZB_PART_PROPERTY, name.len, (uint64_t)(uintptr_t)name.ptr}};
    return show(res, zb_call(&value, parts, 2), value);
}

#define AT_ONCE 20

/* Twenty calls that run at the same time; the sum of what they give. */
static zb_status
together(zb_request *req, zb_response *res)
{
    zb_pending *all;
    zb_off at;
    ZB_TRY(zb_arena_alloc(req->arena, AT_ONCE * sizeof *all, 8, &at));
    all = (zb_pending *)(void *)zb_arena_ptr(req->arena, at);
    for (int32_t i = 0; i < AT_ONCE; i++)
        ZB_START(&all[i], zb_env("TEST"), zb_method("slow"), zb_arg_i32(i));
    zb_status status = zb_await_all(all, AT_ONCE);
    int32_t sum = 0;
    for (uint32_t i = 0; i < AT_ONCE && status == ZB_OK; i++)
        sum += (int32_t)all[i].result.a;
    return show(res, status, zb_i32(sum));
}

/* Another worker: its fetch(), its methods, an object of its own, and what it throws. */
static zb_status
service(zb_request *req, zb_response *res)
{
    (void)req;
    zb_slot text, sum, counter, count, body;
    zb_str fetched, failure;
    ZB_TRY(ZB_CALL(&text, zb_env("PAGES"), zb_method("fetch"), zb_arg_text("http://pages/hello"),
                   zb_method("text")));
    ZB_TRY(ZB_CALL(&sum, zb_env("RPC"), zb_method("add"), zb_arg_i32(40), zb_arg_i32(2)));
    ZB_TRY(ZB_CALL(&counter, zb_env("RPC"), zb_method("counter"), zb_arg_i32(5)));
    ZB_TRY(ZB_CALL(&count, zb_object_of(counter), zb_method("increment")));
    ZB_TRY(ZB_CALL(&count, zb_object_of(counter), zb_method("increment")));
    if (ZB_CALL(&body, zb_env("RPC"), zb_method("fail")) != ZB_E_HOST)
        return ZB_E_CORRUPT;
    failure = zb_failure();
    ZB_TRY(zb_string_at(zb_arena_view(req->arena), text.a, &fetched));
    zb_text answer = zb_text_begin(res->arena, 0);
    zb_text_add(&answer, fetched.ptr, fetched.len);
    zb_text_add(&answer, ZB_LIT(", "));
    zb_text_add_i64(&answer, (int32_t)sum.a);
    zb_text_add(&answer, ZB_LIT(", "));
    zb_text_add_i64(&answer, (int32_t)count.a);
    zb_text_add(&answer, ZB_LIT(", "));
    zb_text_add(&answer, failure.ptr, failure.len);
    ZB_TRY(zb_text_end(&answer, &body));
    return zb_response_body(res, "text/plain", body);
}

/* env.TEST.ready(i) ?count= times, one after the other; the sum of what it gives. */
static zb_status
turns(zb_request *req, zb_response *res)
{
    zb_str text;
    zb_slot value;
    int32_t sum = 0, count = 0;
    ZB_TRY(zb_request_query(req, "count", &text));
    for (uint32_t i = 0; i < text.len && i < 6; i++)
        count = count * 10 + (text.ptr[i] - '0');
    for (int32_t i = 0; i < count; i++) {
        ZB_TRY(ZB_CALL(&value, zb_env("TEST"), zb_method("ready"), zb_arg_i32(i)));
        sum += (int32_t)value.a;
    }
    return zb_response_text(res, sum == count * (count - 1) / 2 ? "right" : "wrong");
}

/* Something that never ends, with a deadline of ?ms=, then something that does, without. */
static zb_status
late(zb_request *req, zb_response *res)
{
    (void)req;
    zb_slot value = zb_null();
    ZB_TRY(zb_deadline(20));
    zb_status status = ZB_CALL(&value, zb_env("TEST"), zb_method("never"));
    if (status != ZB_E_DEADLINE || zb_sleep(0) != ZB_E_DEADLINE)
        return ZB_E_INVALID;
    ZB_TRY(zb_deadline(0));
    return show(res, ZB_CALL(&value, zb_env("TEST"), zb_method("slow"), zb_arg_i32(5)), value);
}

/* fetch(?url=) with a body, a method and a header. */
static zb_status
fetch_it(zb_request *req, zb_response *res)
{
    zb_str url, type;
    zb_slot headers, body;
    zb_off copy;
    zb_fetched fetched;
    zb_bytes bytes;
    ZB_TRY(parameter(req, "url", &url));
    ZB_TRY(zb_arena_alloc(req->arena, url.len + 1, 1, &copy));
    char *text = (char *)zb_arena_ptr(req->arena, copy);
    __builtin_memcpy(text, url.ptr, url.len);
    text[url.len] = '\0';
    ZB_TRY(zb_object_new(req->arena, 1, &headers));
    ZB_TRY(zb_object_set_string(req->arena, headers.a, ZB_LIT("x-from"), ZB_LIT("C")));
    zb_fetch_options options = {"PUT", &headers, {(const uint8_t *)"sent", 4}};
    zb_status status = zb_fetch(text, &options, &fetched);
    if (status != ZB_OK)
        return show(res, status, zb_null());
    if (zb_fetched_header(&fetched, "x-none", &type) != ZB_E_NOT_FOUND)
        return ZB_E_INVALID;
    ZB_TRY(zb_fetched_header(&fetched, "x-answer", &type));
    ZB_TRY(zb_fetched_body(&fetched, &bytes));
    zb_text answer = zb_text_begin(res->arena, 0);
    zb_text_add_i64(&answer, fetched.status);
    zb_text_add(&answer, ZB_LIT(" "));
    zb_text_add(&answer, type.ptr, type.len);
    zb_text_add(&answer, ZB_LIT(" "));
    zb_text_add(&answer, (const char *)bytes.ptr, bytes.len);
    ZB_TRY(zb_text_end(&answer, &body));
    return zb_response_body(res, "text/plain", body);
}

/* Keep the body, across a wait; answer how many of all kept bytes are a 'k'. */
static zb_status
keep(zb_request *req, zb_response *res)
{
    zb_bytes body;
    zb_array all;
    ZB_TRY(zb_sleep(0));
    ZB_TRY(zb_request_body(req, &body));
    ZB_TRY(zb_array_push_string(kept_in, kept.a, (const char *)body.ptr, body.len));
    ZB_TRY(zb_array_open(zb_arena_view(kept_in), kept.a, &all));
    uint32_t bytes = 0;
    for (uint32_t i = 0; i < all.length; i++) {
        zb_str text;
        ZB_TRY(zb_slot_get_string(zb_arena_view(kept_in), all.slots + i * ZB_SLOT_BYTES, &text));
        for (uint32_t k = 0; k < text.len; k++)
            bytes += text.ptr[k] == 'k';
    }
    return show(res, ZB_OK, zb_i32((int32_t)bytes));
}

ZB_INIT(init);
ZB_ROUTES({"POST", "/store", store}, {"GET", "/arguments", arguments}, {"POST", "/pass", pass},
          {"GET", "/object", object}, {"GET", "/method", method}, {"GET", "/property", property},
          {"GET", "/together", together}, {"GET", "/turns", turns}, {"GET", "/service", service},
          {"GET", "/late", late}, {"GET", "/fetch", fetch_it}, {"POST", "/keep", keep});
