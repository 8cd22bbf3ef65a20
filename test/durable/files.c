/* SPDX-License-Identifier: MIT */
/* Files of all three stores, for the tests: one operation, or a list of them, in each request. */
#include <zerobuf/await.h>
#include <zerobuf/durable.h>
#include <zerobuf/file.h>
#include <zerobuf/forward.h>

static zb_file_memory tmp = ZB_FILE_MEMORY(4 << 20);
static zb_file_remote data = ZB_FILE_SQL(), bucket = ZB_FILE_R2("BUCKET", "in/");
ZB_FILE_MOUNTS({"/tmp", &tmp.store}, {"/data", &data.store}, {"/r2", &bucket.store});

/* One step: [operation, path, other path or bytes, number]. */
typedef struct step {
    char path[ZB_FILE_MAX_PATH * 2], other[ZB_FILE_MAX_PATH * 2];
    zb_str operation, content;
    double number;
} step;

static zb_status
text_into(zb_view view, zb_off slot, char *out, uint32_t room)
{
    zb_str text;
    ZB_TRY(zb_slot_get_string(view, slot, &text));
    if (text.len >= room)
        return ZB_E_INVALID;
    __builtin_memcpy(out, text.ptr, text.len);
    out[text.len] = '\0';
    return ZB_OK;
}

static zb_status
read_step(zb_view view, zb_off handle, step *out)
{
    zb_array parts;
    ZB_TRY(zb_array_open(view, handle, &parts));
    if (parts.length != 4)
        return ZB_E_INVALID;
    ZB_TRY(zb_slot_get_string(view, parts.slots, &out->operation));
    ZB_TRY(text_into(view, parts.slots + ZB_SLOT_BYTES, out->path, sizeof out->path));
    ZB_TRY(zb_slot_get_string(view, parts.slots + 2 * ZB_SLOT_BYTES, &out->content));
    if (text_into(view, parts.slots + 2 * ZB_SLOT_BYTES, out->other, sizeof out->other) != ZB_OK)
        out->other[0] = '\0'; /* it is content */
    return zb_slot_get_f64(view, parts.slots + 3 * ZB_SLOT_BYTES, &out->number);
}

static bool
is(zb_str text, const char *name)
{
    uint32_t i = 0;
    while (i < text.len && name[i] != '\0' && text.ptr[i] == name[i])
        i++;
    return i == text.len && name[i] == '\0';
}

static zb_status
stat_value(zb_arena *arena, const char *path, zb_slot *out)
{
    zb_file_info info;
    ZB_TRY(zb_file_stat(path, &info));
    ZB_TRY(zb_array_new(arena, 2, out));
    ZB_TRY(zb_array_push(arena, out->a, zb_number((double)info.size)));
    return zb_array_push(arena, out->a, zb_bool(info.is_directory));
}

static zb_status
list_value(zb_arena *arena, const char *path, zb_slot *out)
{
    zb_directory directory;
    zb_file_entry entry;
    zb_status status;
    ZB_TRY(zb_directory_open(path, &directory));
    ZB_TRY(zb_array_new(arena, 8, out));
    while ((status = zb_directory_next(&directory, &entry)) == ZB_OK) {
        zb_text text = zb_text_begin(arena, 0);
        zb_slot line;
        zb_text_add(&text, entry.name.ptr, entry.name.len);
        zb_text_add_cstr(&text, entry.is_directory ? "/" : ":");
        if (!entry.is_directory)
            zb_text_add_i64(&text, (int64_t)entry.size);
        ZB_TRY(zb_text_end(&text, &line));
        ZB_TRY(zb_array_push(arena, out->a, line));
    }
    return status == ZB_E_NOT_FOUND ? ZB_OK : status;
}

static zb_status
write_at(const step *s)
{
    zb_file file;
    ZB_TRY(zb_file_open(s->path, ZB_FILE_WRITE | ZB_FILE_CREATE, &file));
    ZB_TRY(zb_file_seek(&file, (int64_t)s->number, ZB_FILE_SET, NULL));
    return zb_file_write(&file, s->content.ptr, s->content.len);
}

static zb_status
truncate_to(const step *s)
{
    zb_file file;
    ZB_TRY(zb_file_open(s->path, ZB_FILE_WRITE, &file));
    return zb_file_truncate(&file, (uint64_t)s->number);
}

static zb_status
exclusive(const step *s)
{
    zb_file file;
    ZB_TRY(zb_file_open(s->path, ZB_FILE_WRITE | ZB_FILE_CREATE | ZB_FILE_EXCLUSIVE, &file));
    return zb_file_write(&file, s->content.ptr, s->content.len);
}

/* Open, remove, make anew: the old handle leads nowhere. */
static zb_status
stale(const step *s)
{
    zb_file file;
    uint32_t got;
    char byte;
    ZB_TRY(zb_file_open(s->path, ZB_FILE_READ | ZB_FILE_WRITE, &file));
    ZB_TRY(zb_file_unlink(s->path));
    ZB_TRY(zb_file_write_all(s->path, "new", 3));
    return zb_file_read(&file, &byte, 1, &got) == ZB_E_NOT_FOUND &&
                   zb_file_write(&file, "x", 1) == ZB_E_NOT_FOUND
               ? ZB_OK
               : ZB_E_CORRUPT;
}

static zb_status
read_value(zb_arena *arena, const char *path, zb_slot *out)
{
    zb_bytes bytes;
    ZB_TRY(zb_file_read_all(arena, path, &bytes));
    return zb_string_new(arena, (const char *)bytes.ptr, bytes.len, out);
}

static zb_status
run(zb_arena *arena, const step *s, zb_slot *out)
{
    *out = zb_bool(true);
    if (is(s->operation, "write"))
        return zb_file_write_all(s->path, s->content.ptr, s->content.len);
    if (is(s->operation, "append"))
        return zb_file_append(s->path, s->content.ptr, s->content.len);
    if (is(s->operation, "writeAt"))
        return write_at(s);
    if (is(s->operation, "truncate"))
        return truncate_to(s);
    if (is(s->operation, "exclusive"))
        return exclusive(s);
    if (is(s->operation, "stale"))
        return stale(s);
    if (is(s->operation, "mkdir"))
        return zb_directory_make(s->path);
    if (is(s->operation, "mkdirAll"))
        return zb_directory_make_all(s->path);
    if (is(s->operation, "remove"))
        return zb_file_remove(s->path);
    if (is(s->operation, "unlink"))
        return zb_file_unlink(s->path);
    if (is(s->operation, "rmdir"))
        return zb_directory_remove(s->path);
    if (is(s->operation, "rename"))
        return zb_file_rename(s->path, s->other);
    if (is(s->operation, "read"))
        return read_value(arena, s->path, out);
    if (is(s->operation, "stat"))
        return stat_value(arena, s->path, out);
    return is(s->operation, "list") ? list_value(arena, s->path, out) : ZB_E_INVALID;
}

/* A JSON array of steps; the answer is an array of what came of each: a value, or a status as a number below
 * 0. */
static zb_status
steps(zb_request *req, zb_response *res)
{
    step *s; /* large for a stack */
    zb_off at;
    zb_bytes body;
    zb_slot list, results, json;
    zb_array all;
    ZB_TRY(zb_arena_alloc(req->arena, sizeof *s, 8, &at));
    s = (step *)(void *)zb_arena_ptr(req->arena, at);
    ZB_TRY(zb_request_body(req, &body));
    ZB_TRY(zb_json_read(req->arena, (const char *)body.ptr, body.len, NULL, &list, NULL));
    ZB_TRY(zb_array_open(zb_arena_view(req->arena), list.a, &all));
    ZB_TRY(zb_array_new(req->arena, all.length, &results));
    for (uint32_t i = 0; i < all.length; i++) {
        zb_off handle;
        zb_slot value;
        ZB_TRY(zb_slot_get_array(zb_arena_view(req->arena), all.slots + i * ZB_SLOT_BYTES, &handle));
        ZB_TRY(read_step(zb_arena_view(req->arena), handle, s));
        zb_status status = run(req->arena, s, &value);
        ZB_TRY(zb_array_push(req->arena, results.a, status == ZB_OK ? value : zb_i32(status)));
        if (status == ZB_E_HOST) {
            zb_str said = zb_failure();
            ZB_TRY(zb_array_push_string(req->arena, results.a, said.ptr, said.len));
        }
    }
    ZB_TRY(zb_json_text(req->arena, results, NULL, &json));
    return zb_response_body(res, "application/json", json);
}

/* The same in the object "one". */
static zb_status
steps_in_object(zb_request *req, zb_response *res)
{
    zb_durable object;
    ZB_TRY(zb_durable_named("ROOM", (zb_str){ZB_LIT("one")}, &object));
    return zb_durable_forward(&object, req, res, (zb_str){ZB_LIT("/steps")});
}

ZB_ROUTES({"POST", "/steps", steps}, {"POST", "/do", steps_in_object});
