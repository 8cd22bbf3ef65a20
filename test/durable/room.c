/* SPDX-License-Identifier: MIT */
/* A worker and its Durable Object in one module, for the tests. */
#include <zerobuf/durable.h>
#include <zerobuf/forward.h>
#include <zerobuf/socket.h>

static zb_status
show(zb_response *res, zb_status status, zb_slot value)
{
    zb_slot body;
    if (status != ZB_OK) {
        zb_str said = zb_failure();
        zb_text text = zb_text_begin(res->arena, 0);
        zb_text_add_cstr(&text, zb_status_text(status));
        zb_text_add(&text, ZB_LIT(": "));
        zb_text_add(&text, said.ptr, said.len);
        ZB_TRY(zb_text_end(&text, &body));
        zb_response_status(res, status == ZB_E_NOT_FOUND ? 404 : 502);
        return zb_response_body(res, "text/plain", body);
    }
    ZB_TRY(zb_json_text(res->arena, value, NULL, &body));
    return zb_response_body(res, "application/json", body);
}

static zb_str
parameter(zb_request *req, const char *name)
{
    zb_str text;
    return zb_request_query(req, name, &text) == ZB_OK ? text : (zb_str){"", 0};
}

static int32_t
number(zb_str text)
{
    int32_t value = 0;
    for (uint32_t i = 0; i < text.len && i < 9; i++)
        value = value * 10 + (text.ptr[i] - '0');
    return value;
}

static bool
equals(zb_str text, const char *string)
{
    uint32_t i = 0;
    while (i < text.len && string[i] != '\0' && text.ptr[i] == string[i])
        i++;
    return i == text.len && string[i] == '\0';
}

/* In the worker: ?room= decides which object; the rest of the request is its own. */
static zb_status
to_room(zb_request *req, zb_response *res)
{
    zb_durable room;
    zb_slot path;
    zb_str text;
    ZB_TRY(zb_durable_named("ROOM", parameter(req, "room"), &room));
    zb_text inner = zb_text_begin(req->arena, 0);
    zb_text_add(&inner, ZB_LIT("/"));
    zb_str to = parameter(req, "to");
    zb_text_add(&inner, to.ptr, to.len);
    zb_text_add(&inner, ZB_LIT("?"));
    zb_text_add(&inner, req->query.ptr, req->query.len);
    ZB_TRY(zb_text_end(&inner, &path));
    ZB_TRY(zb_string_at(zb_arena_view(req->arena), path.a, &text));
    ZB_TRY(zb_response_header(res, "x-passed-by", "worker"));
    zb_status status = zb_durable_forward(&room, req, res, text);
    return status == ZB_OK ? ZB_OK : show(res, status, zb_null());
}

/* In the worker: a request of its own to the object ?room=, and the body that it answers with. */
static zb_status
ask_room(zb_request *req, zb_response *res)
{
    zb_durable room;
    zb_fetched fetched;
    zb_bytes body;
    zb_slot copy;
    zb_fetch_options options = {.method = "POST", .body = {(const uint8_t *)"from the worker", 15}};
    ZB_TRY(zb_durable_named("ROOM", parameter(req, "room"), &room));
    if (zb_durable_fetch(&room, (zb_str){ZB_LIT("echo")}, NULL, &fetched) != ZB_E_INVALID)
        return ZB_E_CORRUPT;
    ZB_TRY(zb_durable_fetch(&room, (zb_str){ZB_LIT("/echo?x=1")}, &options, &fetched));
    ZB_TRY(zb_fetched_body(&fetched, &body));
    ZB_TRY(zb_bytes_new(res->arena, body.ptr, body.len, NULL, &copy));
    zb_response_status(res, fetched.status);
    return zb_response_body(res, "text/plain", copy);
}

/* In the worker: a new object, found again by its id; both say who they are. */
static zb_status
unique(zb_request *req, zb_response *res)
{
    zb_durable made, found;
    zb_fetched fetched;
    zb_str id;
    zb_bytes first, second;
    (void)req;
    ZB_TRY(zb_durable_unique("ROOM", &made, &id));
    ZB_TRY(zb_durable_of_id("ROOM", id, &found));
    ZB_TRY(zb_durable_fetch(&made, (zb_str){ZB_LIT("/id")}, NULL, &fetched));
    ZB_TRY(zb_fetched_body(&fetched, &first));
    ZB_TRY(zb_durable_fetch(&found, (zb_str){ZB_LIT("/id")}, NULL, &fetched));
    ZB_TRY(zb_fetched_body(&fetched, &second));
    bool same = first.len == second.len && first.len == id.len + 2 &&
                zb_bytes_equal(first.ptr, second.ptr, first.len) &&
                zb_bytes_equal(first.ptr + 1, id.ptr, id.len);
    return zb_response_text(res, same ? "same" : "different");
}

/* A method of the object's class, which JavaScript wrote. */
static zb_status
rpc(zb_request *req, zb_response *res)
{
    zb_durable room;
    zb_slot sum = zb_null();
    ZB_TRY(zb_durable_named("ROOM", parameter(req, "room"), &room));
    zb_status status =
        ZB_CALL(&sum, zb_object_of(room.stub), zb_method("add"), zb_arg_i32(40), zb_arg_i32(2));
    return show(res, status, sum);
}

/* What ?url= answers, as it is, with a header more. */
static zb_status
proxy(zb_request *req, zb_response *res)
{
    zb_slot response;
    ZB_TRY(zb_response_header(res, "x-passed-by", "C"));
    if (zb_response_pass(res, zb_i32(1)) != ZB_E_TAG)
        return ZB_E_CORRUPT;
    zb_status status =
        ZB_CALL(&response, zb_platform(), zb_method("fetch"), zb_arg_string(parameter(req, "url")));
    return status == ZB_OK ? zb_response_pass(res, response) : show(res, status, zb_null());
}

/* An object of the host that is no response. */
static zb_status
no_response(zb_request *req, zb_response *res)
{
    zb_slot headers;
    (void)req;
    ZB_TRY(ZB_CALL(&headers, zb_event(), zb_property("headers")));
    return zb_response_pass(res, headers);
}

static zb_status
own_id(zb_request *req, zb_response *res)
{
    zb_str id;
    zb_slot value;
    (void)req;
    zb_status status = zb_durable_id(&id);
    if (status != ZB_OK)
        return show(res, status, zb_null());
    ZB_TRY(zb_string_new(res->arena, id.ptr, id.len, &value));
    return show(res, ZB_OK, value);
}

static zb_status
echo(zb_request *req, zb_response *res)
{
    zb_bytes body;
    zb_slot copy;
    ZB_TRY(zb_request_body(req, &body));
    ZB_TRY(zb_bytes_new(res->arena, body.ptr, body.len, NULL, &copy));
    return zb_response_body(res, "application/octet-stream", copy);
}

/* The length of a body that is read as it comes, and whether all bytes are 'a'. */
static zb_status
length(zb_request *req, zb_response *res)
{
    static uint8_t piece[65536];
    uint32_t got, wrong = 0;
    double sum = 0;
    do {
        ZB_TRY(zb_request_read(req, piece, sizeof piece, &got));
        for (uint32_t i = 0; i < got; i++)
            wrong += piece[i] != 'a';
        sum += got;
    } while (got > 0);
    return show(res, ZB_OK, wrong == 0 ? zb_number(sum) : zb_null());
}

/* Globals live as long as the instance. */
static int32_t calls, starts;

static zb_status
count(zb_request *req, zb_response *res)
{
    (void)req;
    zb_slot object;
    ZB_TRY(zb_object_new(res->arena, 2, &object));
    ZB_TRY(zb_object_set(res->arena, object.a, ZB_LIT("calls"), zb_i32(++calls)));
    ZB_TRY(zb_object_set(res->arena, object.a, ZB_LIT("starts"), zb_i32(starts)));
    return show(res, ZB_OK, object);
}

static zb_status
start(zb_request *req, zb_response *res)
{
    (void)req, (void)res;
    /* Nothing else may come in between. */
    ZB_TRY(zb_sleep(20));
    starts++;
    return ZB_OK;
}

static zb_status
trap(zb_request *req, zb_response *res)
{
    (void)req, (void)res;
    __builtin_trap();
}

/* ?key=: GET, PUT the JSON body, DELETE. */
static zb_status
get(zb_request *req, zb_response *res)
{
    zb_slot value = zb_null();
    return show(res, zb_storage_get(parameter(req, "key"), &value), value);
}

static zb_status
put(zb_request *req, zb_response *res)
{
    zb_bytes body;
    zb_slot value;
    ZB_TRY(zb_request_body(req, &body));
    ZB_TRY(zb_json_read(req->arena, (const char *)body.ptr, body.len, NULL, &value, NULL));
    return show(res, zb_storage_put(parameter(req, "key"), value), zb_null());
}

static zb_status
erase(zb_request *req, zb_response *res)
{
    return show(res, zb_storage_delete(parameter(req, "key")), zb_null());
}

static zb_status
list(zb_request *req, zb_response *res)
{
    zb_slot entries = zb_null();
    zb_storage_range range = {.prefix = parameter(req, "prefix"),
                              .start_after = parameter(req, "after"),
                              .end = parameter(req, "end"),
                              .limit = (uint32_t)number(parameter(req, "limit")),
                              .reverse = parameter(req, "reverse").len != 0};
    return show(res, zb_storage_list(req->query.len != 0 ? &range : NULL, &entries), entries);
}

static zb_status
sql(zb_request *req, zb_response *res)
{
    zb_slot rows = zb_null(), row;
    zb_sql_cursor cursor;
    uint32_t walked = 0;
    (void)req;
    ZB_TRY(zb_sql_run(
        NULL, "create table if not exists note (id integer primary key, text text, data blob, weight real)",
        NULL, 0));
    ZB_TRY(zb_sql_run(NULL, "delete from note", NULL, 0));
    for (int32_t i = 0; i < 3; i++)
        ZB_TRY(ZB_SQL(NULL, "insert into note (text, data, weight) values (?, ?, ?)",
                      zb_arg_text(i == 1 ? "d\xc3\xa9j\xc3\xa0" : "plain"),
                      zb_arg_bytes((zb_bytes){(const uint8_t *)"\x00\xff", 2}),
                      i == 2 ? zb_arg_null() : zb_arg_f64(i + 0.5)));
    if (zb_sql_run(NULL, "insert into nothing values (1)", NULL, 0) != ZB_E_HOST || zb_failure().len == 0)
        return ZB_E_CORRUPT;
    ZB_TRY(zb_sql_open(&cursor, "select id from note", NULL, 0));
    zb_status next;
    while ((next = zb_sql_next(&cursor, &row)) == ZB_OK)
        walked += row.tag == ZB_TAG_OBJECT;
    if (next != ZB_E_NOT_FOUND || walked != 3)
        return ZB_E_CORRUPT;
    zb_status status =
        ZB_SQL(&rows, "select text, data, weight from note where weight is null or weight > ? order by id",
               zb_arg_i32(1));
    zb_off data;
    zb_array array;
    if (status == ZB_OK) { /* JSON shows no bytes: checked here */
        zb_bytes bytes;
        zb_view view = zb_arena_view(req->arena);
        ZB_TRY(zb_array_open(view, rows.a, &array));
        ZB_TRY(zb_slot_read(view, array.slots, &row));
        ZB_TRY(zb_object_find(view, row.a, ZB_LIT("data"), &data));
        ZB_TRY(zb_slot_get_bytes(view, data, &bytes));
        if (bytes.len != 2 || bytes.ptr[0] != 0 || bytes.ptr[1] != 0xff)
            return ZB_E_CORRUPT;
        for (uint32_t i = 0; i < array.length; i++) {
            ZB_TRY(zb_slot_read(view, array.slots + i * ZB_SLOT_BYTES, &row));
            ZB_TRY(zb_object_set(req->arena, row.a, ZB_LIT("data"), zb_null()));
        }
    }
    return show(res, status, rows);
}

/* ?ms=; ?fail= times the handler will fail before it does its work. */
static zb_status
alarm_in(zb_request *req, zb_response *res)
{
    double due;
    zb_str key = {ZB_LIT("fail")};
    ZB_TRY(zb_storage_put(key, zb_i32(number(parameter(req, "fail")))));
    if (zb_alarm_get(&due) != ZB_E_NOT_FOUND)
        return ZB_E_CORRUPT;
    ZB_TRY(zb_alarm_after(1000000));
    ZB_TRY(zb_alarm_get(&due));
    ZB_TRY(zb_alarm_delete());
    if (due < 1e12 || zb_alarm_get(&due) != ZB_E_NOT_FOUND)
        return ZB_E_CORRUPT;
    return show(res, zb_alarm_after((uint32_t)number(parameter(req, "ms"))), zb_null());
}

static zb_status
ring(zb_request *req, zb_response *res)
{
    zb_slot left, rung;
    zb_str fail = {ZB_LIT("fail")}, key = {ZB_LIT("rung")};
    (void)req;
    ZB_TRY(zb_storage_get(fail, &left));
    if (left.a > 0) {
        ZB_TRY(zb_storage_put(fail, zb_i32((int32_t)left.a - 1)));
        zb_response_status(res, 500); /* what was stored stays: only a trap or a status drops it */
        return ZB_OK;
    }
    if (zb_storage_get(key, &rung) != ZB_OK)
        rung = zb_i32(0);
    return zb_storage_put(key, zb_i32((int32_t)rung.a + 1));
}

static zb_status
join(zb_request *req, zb_response *res)
{
    zb_socket socket;
    zb_str name = parameter(req, "name");
    zb_slot tag, attachment;
    zb_text text = zb_text_begin(req->arena, 0);
    zb_text_add(&text, ZB_LIT("name:"));
    zb_text_add(&text, name.ptr, name.len);
    zb_text_add(&text, "", 1);
    ZB_TRY(zb_text_end(&text, &tag));
    zb_str tag_text;
    ZB_TRY(zb_string_at(zb_arena_view(req->arena), tag.a, &tag_text));
    const char *tags[] = {"everyone", tag_text.ptr};
    zb_status status = zb_socket_accept(req, res, tags, 2, &socket);
    if (status == ZB_E_NOT_FOUND)
        return zb_response_error(res, 426, "a WebSocket is expected here\n");
    if (status != ZB_OK)
        return show(res, status, zb_null());
    ZB_TRY(zb_object_new(req->arena, 1, &attachment));
    ZB_TRY(zb_object_set_string(req->arena, attachment.a, ZB_LIT("name"), name.ptr, name.len));
    ZB_TRY(zb_socket_attach(socket, attachment));
    ZB_TRY(zb_socket_auto_response("ping", "pong"));
    return zb_socket_send_text(socket, (zb_str){ZB_LIT("welcome")});
}

/* Binary comes back; text is a command, or goes to all others with the sender's name before it. */
static zb_status
said(zb_request *req, zb_response *res)
{
    zb_socket socket;
    zb_bytes message;
    zb_slot attachment, answer, tags;
    bool is_text;
    uint32_t sent;
    zb_str name;
    (void)res;
    ZB_TRY(zb_socket_here(&socket));
    ZB_TRY(zb_socket_message(req, &message, &is_text));
    if (!is_text)
        return zb_socket_send_bytes(socket, message);
    zb_str text = {(const char *)message.ptr, message.len};
    if (equals(text, "close"))
        return zb_socket_close(socket, 4000, "as you wish");
    if (equals(text, "trap"))
        __builtin_trap();
    ZB_TRY(zb_socket_attachment(socket, &attachment));
    ZB_TRY(zb_object_get_string(zb_arena_view(req->arena), attachment.a, ZB_LIT("name"), &name));
    if (equals(text, "who")) {
        zb_slot json;
        uint32_t all, mine;
        ZB_TRY(zb_socket_tags(socket, &tags));
        ZB_TRY(zb_socket_count(NULL, &all));
        ZB_TRY(zb_socket_count("nobody", &mine));
        ZB_TRY(zb_object_set(req->arena, attachment.a, ZB_LIT("tags"), tags));
        ZB_TRY(zb_object_set(req->arena, attachment.a, ZB_LIT("all"), zb_i32((int32_t)all)));
        ZB_TRY(zb_object_set(req->arena, attachment.a, ZB_LIT("nobody"), zb_i32((int32_t)mine)));
        ZB_TRY(zb_object_set(req->arena, attachment.a, ZB_LIT("calls"), zb_i32(++calls)));
        ZB_TRY(zb_json_text(req->arena, attachment, NULL, &json));
        ZB_TRY(zb_string_at(zb_arena_view(req->arena), json.a, &text));
        return zb_socket_send_text(socket, text);
    }
    zb_text line = zb_text_begin(req->arena, 0);
    zb_text_add(&line, name.ptr, name.len);
    zb_text_add(&line, ZB_LIT(": "));
    zb_text_add(&line, text.ptr, text.len);
    ZB_TRY(zb_text_end(&line, &answer));
    ZB_TRY(zb_string_at(zb_arena_view(req->arena), answer.a, &text));
    message = (zb_bytes){(const uint8_t *)text.ptr, text.len};
    return zb_socket_broadcast("everyone", message, true, &socket, &sent);
}

/* What is left of the last one who left. */
static zb_status
left(zb_request *req, zb_response *res)
{
    int32_t code;
    zb_bytes reason;
    zb_slot object;
    (void)res;
    ZB_TRY(zb_socket_close_code(req, &code));
    ZB_TRY(zb_request_body(req, &reason));
    ZB_TRY(zb_object_new(req->arena, 2, &object));
    ZB_TRY(zb_object_set(req->arena, object.a, ZB_LIT("code"), zb_i32(code)));
    ZB_TRY(
        zb_object_set_string(req->arena, object.a, ZB_LIT("reason"), (const char *)reason.ptr, reason.len));
    return zb_storage_put((zb_str){ZB_LIT("left")}, object);
}

ZB_ROUTES({"GET", "/room", to_room}, {"POST", "/room", to_room}, {"DELETE", "/room", to_room},
          {"POST", "/upload", to_room, ZB_ROUTE_STREAM}, {"GET", "/ask", ask_room},
          {"GET", "/unique", unique}, {"GET", "/rpc", rpc}, {"GET", "/proxy", proxy},
          {"GET", "/no-response", no_response}, {"GET", "/id", own_id}, {"POST", "/echo", echo},
          {"POST", "/length", length, ZB_ROUTE_STREAM}, {"GET", "/count", count}, {ZB_ON_START, "/", start},
          {"GET", "/trap", trap}, {"GET", "/value", get}, {"POST", "/value", put},
          {"DELETE", "/value", erase}, {"GET", "/list", list}, {"GET", "/sql", sql},
          {"POST", "/alarm", alarm_in}, {ZB_ON_ALARM, "/", ring}, {"GET", "/join", join},
          {ZB_ON_SOCKET_MESSAGE, "/join", said}, {ZB_ON_SOCKET_CLOSE, "/join", left});
