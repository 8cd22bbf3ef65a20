/* SPDX-License-Identifier: MIT */
/*
 * A counter for each room, in a Durable Object of the room's name:
 *
 *     POST /room/kitchen  ->  1, then 2 ...   counts
 *     GET  /room/kitchen  ->  2               looks
 *
 * One module runs on both sides: as the worker that every request comes to, and in each object, which
 * has a database of its own.
 */
#include <zerobuf/durable.h>

/* An object alone has an id. */
static bool
in_object(void)
{
    zb_str id;
    return zb_durable_id(&id) == ZB_OK;
}

/* From the worker to the object of the room that the path names. */
static zb_status
pass_on(zb_request *req, zb_response *res)
{
    zb_str name;
    zb_durable room;
    zb_status status = zb_request_param(req, "name", &name);
    if (status == ZB_E_INVALID)
        return zb_response_error(res, 400, "The name of the room holds a broken %XX.");
    ZB_TRY(status);
    ZB_TRY(zb_durable_named("ROOM", name, &room));
    return zb_durable_forward(&room, req, res, req->path);
}

/* Answers with the column "count" of the first row. */
static zb_status
send_count(zb_response *res, zb_slot rows)
{
    zb_view view = zb_arena_view(res->arena);
    zb_array array;
    zb_slot row, body;
    double count;
    ZB_TRY(zb_array_open(view, rows.a, &array));
    if (array.length == 0)
        return ZB_E_NOT_FOUND;
    ZB_TRY(zb_slot_read(view, array.slots, &row));
    ZB_TRY(zb_object_get_f64(view, row.a, ZB_LIT("count"), &count));
    zb_text text = zb_text_begin(res->arena, 24);
    zb_text_add_i64(&text, (int64_t)count);
    zb_text_add(&text, ZB_LIT("\n"));
    ZB_TRY(zb_text_end(&text, &body));
    return zb_response_body(res, "text/plain", body);
}

/* Before the first request of an object that comes to life. */
static zb_status
start(zb_request *req, zb_response *res)
{
    (void)req, (void)res;
    return zb_sql_run(NULL,
                      "create table if not exists visits (count integer not null);"
                      "insert into visits select 0 where not exists (select * from visits)",
                      NULL, 0);
}

static zb_status
look(zb_request *req, zb_response *res)
{
    zb_slot rows;
    if (!in_object())
        return pass_on(req, res);
    ZB_TRY(zb_sql_run(&rows, "select count from visits", NULL, 0));
    return send_count(res, rows);
}

static zb_status
count(zb_request *req, zb_response *res)
{
    zb_slot rows;
    if (!in_object())
        return pass_on(req, res);
    ZB_TRY(zb_sql_run(&rows, "update visits set count = count + 1 returning count", NULL, 0));
    return send_count(res, rows);
}

ZB_ROUTES({ZB_ON_START, "/", start}, {"GET", "/room/:name", look}, {"POST", "/room/:name", count});
