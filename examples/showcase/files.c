/* SPDX-License-Identifier: MIT */
/* Files: /tmp in the memory of the instance, /data in an R2 bucket. */
#include "handlers.h"
#include "input.h"
#include "reply.h"

#include <zerobuf/file.h>
#include <zerobuf/static_file.h>

#define TMP_BYTES (8u << 20)

static const char BUCKET[] = "FILES";

static zb_file_memory tmp = ZB_FILE_MEMORY(TMP_BYTES);
static zb_file_remote data = ZB_FILE_R2(BUCKET, NULL);
ZB_FILE_MOUNTS({"/tmp", &tmp.store}, {"/data", &data.store});

/* What becomes of a failure: an answer that says what it was. */
static zb_status
settle(zb_response *res, zb_status status)
{
    if (status == ZB_E_HOST)
        return reply_binding_error(res, BUCKET);
    if (status == ZB_E_MEMORY || status == ZB_E_DEADLINE)
        return status;
    return reply_error(res, 500, zb_status_text(status));
}

static zb_status
reply_done(zb_response *res, const char *status, const char *path)
{
    reply r = reply_begin(res);
    reply_cstr(&r, "status", status);
    reply_cstr(&r, "path", path);
    return reply_send(&r);
}

/* Sizes of files are texts here: scripts would round large ones. */
static void
reply_size(reply *r, uint64_t size)
{
    zb_slot digits = zb_null();
    zb_text text = zb_text_begin(r->res->arena, 20);
    zb_text_add_i64(&text, (int64_t)size);
    if (r->status == ZB_OK)
        r->status = zb_text_end(&text, &digits);
    reply_value(r, "size", digits);
}

zb_status
fs_write(zb_request *req, zb_response *res)
{
    const char *path;
    zb_str content;
    ZB_TRY(input_cstr(req, "path", "/tmp/test.txt", &path));
    ZB_TRY(input(req, "content", "hello from zerobuf", &content));
    zb_status status = zb_file_write_all(path, content.ptr, content.len);
    if (status != ZB_OK)
        return settle(res, status);
    reply r = reply_begin(res);
    reply_cstr(&r, "status", "written");
    reply_cstr(&r, "path", path);
    reply_size(&r, content.len);
    return reply_send(&r);
}

zb_status
fs_read(zb_request *req, zb_response *res)
{
    const char *path;
    zb_bytes content;
    ZB_TRY(input_cstr(req, "path", "/tmp/test.txt", &path));
    zb_status status = zb_file_read_all(req->arena, path, &content);
    if (status != ZB_OK)
        return settle(res, status);
    reply r = reply_begin(res);
    reply_cstr(&r, "path", path);
    reply_text(&r, "content", (zb_str){(const char *)content.ptr, content.len});
    reply_size(&r, content.len);
    return reply_send(&r);
}

/* The last name of a path: "main.css" of "/static/main.css". */
static zb_str
base_name(const char *path)
{
    zb_str name = {path, 0};
    for (uint32_t i = 0; path[i] != '\0'; i++) {
        if (path[i] == '/')
            name = (zb_str){path + i + 1, 0};
        else
            name.len++;
    }
    return name;
}

zb_status
fs_stat(zb_request *req, zb_response *res)
{
    const char *path;
    zb_file_info info;
    ZB_TRY(input_cstr(req, "path", "/tmp", &path));
    zb_status status = zb_file_stat(path, &info);
    if (status != ZB_OK)
        return settle(res, status);
    reply r = reply_begin(res);
    reply_text(&r, "name", base_name(path));
    reply_number(&r, "size", (double)info.size);
    reply_bool(&r, "isDir", info.is_directory);
    return reply_send(&r);
}

zb_status
fs_mkdir(zb_request *req, zb_response *res)
{
    const char *path;
    ZB_TRY(input_cstr(req, "path", "/tmp/subdir", &path));
    zb_status status = zb_directory_make_all(path);
    return status == ZB_OK ? reply_done(res, "created", path) : settle(res, status);
}

static zb_status
add_entry(zb_arena *arena, zb_off names, const zb_file_entry *entry)
{
    zb_slot name;
    zb_text text = zb_text_begin(arena, entry->name.len + 1);
    zb_text_add(&text, entry->name.ptr, entry->name.len);
    if (entry->is_directory)
        zb_text_add(&text, "/", 1);
    ZB_TRY(zb_text_end(&text, &name));
    return zb_array_push(arena, names, name);
}

zb_status
fs_readdir(zb_request *req, zb_response *res)
{
    const char *path;
    zb_slot names;
    zb_directory directory;
    zb_file_entry entry;
    ZB_TRY(input_cstr(req, "path", "/tmp", &path));
    ZB_TRY(zb_array_new(req->arena, 0, &names));
    zb_status status = zb_directory_open(path, &directory);
    if (status != ZB_OK)
        return settle(res, status);
    while ((status = zb_directory_next(&directory, &entry)) == ZB_OK)
        ZB_TRY(add_entry(req->arena, names.a, &entry));
    if (status != ZB_E_NOT_FOUND)
        return settle(res, status);
    reply r = reply_begin(res);
    reply_cstr(&r, "path", path);
    reply_value(&r, "entries", names);
    return reply_send(&r);
}

zb_status
fs_remove(zb_request *req, zb_response *res)
{
    const char *path;
    ZB_TRY(input_cstr(req, "path", "", &path));
    if (path[0] == '\0')
        return reply_error(res, 400, "path required");
    zb_status status = zb_file_remove(path);
    return status == ZB_OK ? reply_done(res, "removed", path) : settle(res, status);
}

/* "/tmp" and what follows the first part of the request's path: "/tmp/a/b" for "/serve/a/b". */
static zb_status
path_below_tmp(zb_request *req, const char **out)
{
    zb_str rest = req->path, clean;
    zb_slot path;
    for (bool first = true; rest.len != 0 && (first || rest.ptr[0] != '/'); first = false)
        rest = (zb_str){rest.ptr + 1, rest.len - 1};
    ZB_TRY(zb_path_clean(req->arena, rest, &clean));
    zb_text text = zb_text_begin(req->arena, sizeof "/tmp" + clean.len);
    zb_text_add_cstr(&text, "/tmp");
    zb_text_add(&text, clean.ptr, clean.len + 1); /* with its NUL */
    ZB_TRY(zb_text_end(&text, &path));
    *out = (const char *)zb_arena_ptr(req->arena, path.a + ZB_STRING_HEADER_BYTES);
    return ZB_OK;
}

/* GET /serve/.. and /files/..: the files of /tmp, with conditions and ranges. */
zb_status
serve_file(zb_request *req, zb_response *res)
{
    const char *path;
    zb_file_answer file = {.modified_s = 0};
    zb_status status = path_below_tmp(req, &path);
    if (status == ZB_OK)
        status = zb_file_read_all(req->arena, path, &file.bytes);
    if (status == ZB_E_MEMORY)
        return status;
    if (status != ZB_OK)
        return reply_error(res, 404, "404 page not found");
    file.path = zb_str_of(path);
    return zb_response_file(req, res, &file);
}
