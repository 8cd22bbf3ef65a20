/* SPDX-License-Identifier: MIT */
/*
 * Files that the host keeps (js/host/files.js): each operation is one host call, whose
 * result is a value, or a status below 0.
 */
#include "path.h"

#include "../guest/operation.h"

/* Entries of a directory that are fetched at once. */
#define PAGE_ENTRIES 100

/* The names of the host's functions begin in the same place of each chain. */
#define MAX_ARGS 4u
#define STEPS 4u

/* What the store is made of: the object's storage, or a bucket. */
static zb_status
keeper(const zb_file_remote *remote, zb_slot *out)
{
    return remote->binding != NULL ? ZB_CALL(out, zb_env(remote->binding))
                                   : ZB_CALL(out, zb_context(), zb_property("storage"));
}

static zb_status
call(zb_file_store *store, const char *method, const zb_part *args, uint32_t count, zb_slot *out)
{
    const zb_file_remote *remote = (const zb_file_remote *)(void *)store;
    zb_slot object, result;
    ZB_TRY(keeper(remote, &object));
    zb_part parts[STEPS + 1 + MAX_ARGS] = {zb_platform(), zb_method("files"), zb_arg_object(object),
                                           zb_arg_text(remote->prefix != NULL ? remote->prefix : "")};
    parts[STEPS] = zb_method(method);
    for (uint32_t i = 0; i < count; i++)
        parts[STEPS + 1 + i] = args[i];
    ZB_TRY(zb_call(&result, parts, STEPS + 1 + count));
    if (result.tag == ZB_TAG_I32 && (int32_t)result.a < 0)
        return (zb_status)(int32_t)result.a;
    *out = result;
    return ZB_OK;
}

#define CALL(store, out, method, ...)                                                                        \
    call((store), (method), (const zb_part[]){__VA_ARGS__},                                                  \
         sizeof((const zb_part[]){__VA_ARGS__}) / sizeof(zb_part), (out))

/* A whole number, 0 to 2^53. */
static zb_status
whole(zb_slot value, uint64_t *out)
{
    double number;
    if (value.tag == ZB_TAG_I32) {
        *out = value.a;
        return ZB_OK;
    }
    if (value.tag != ZB_TAG_F64)
        return ZB_E_TAG;
    __builtin_memcpy(&number, &value.b, sizeof number);
    if (!(number >= 0 && number <= 9007199254740992.0))
        return ZB_E_CORRUPT;
    *out = (uint64_t)number;
    return ZB_OK;
}

static zb_status
slot_at(zb_slot list, uint32_t index, zb_slot *out)
{
    zb_view view = zb_arena_view(zbi_current_call());
    zb_off slot;
    if (list.tag != ZB_TAG_ARRAY)
        return ZB_E_TAG;
    ZB_TRY(zb_array_get(view, list.a, index, &slot));
    return zb_slot_read(view, slot, out);
}

/* [node, size, is_directory] */
static zb_status
info_of(zb_slot list, zb_file_info *out)
{
    zb_slot node, size, directory;
    zb_file_info info;
    ZB_TRY(slot_at(list, 0, &node));
    ZB_TRY(slot_at(list, 1, &size));
    ZB_TRY(slot_at(list, 2, &directory));
    ZB_TRY(whole(node, &info.node));
    ZB_TRY(whole(size, &info.size));
    info.is_directory = directory.tag == ZB_TAG_BOOL && directory.a != 0;
    *out = info;
    return ZB_OK;
}

static zb_status
remote_find(zb_file_store *store, zb_str path, zb_file_info *out)
{
    zb_slot result;
    ZB_TRY(CALL(store, &result, "find", zb_arg_string(path)));
    return info_of(result, out);
}

static zb_status
remote_make(zb_file_store *store, zb_str path, bool directory, zb_file_info *out)
{
    zb_slot result;
    ZB_TRY(CALL(store, &result, "make", zb_arg_string(path), zb_arg_bool(directory)));
    return info_of(result, out);
}

static zb_status
remote_read(zb_file_store *store, uint64_t node, uint64_t at, void *into, uint32_t room, uint32_t *got)
{
    zb_arena *arena = zbi_current_call();
    zb_slot result;
    zb_str bytes;
    if (arena == NULL)
        return ZB_E_INVALID;
    zb_checkpoint before = zb_arena_save(arena);
    ZB_TRY(CALL(store, &result, "read", zb_arg_f64((double)node), zb_arg_f64((double)at),
                zb_arg_f64((double)room)));
    if (result.tag != ZB_TAG_BYTES)
        return ZB_E_TAG;
    ZB_TRY(zb_string_at(zb_arena_view(arena), result.a, &bytes));
    if (bytes.len > room)
        return ZB_E_CORRUPT;
    __builtin_memcpy(into, bytes.ptr, bytes.len);
    *got = bytes.len;
    return zb_arena_restore(arena, before); /* only the bytes were in between */
}

static zb_status
remote_write(zb_file_store *store, uint64_t node, uint64_t at, const void *bytes, uint32_t len, uint64_t *end)
{
    zb_slot result;
    if (at != ZB_FILE_AT_END && at > ZB_FILE_MAX_BYTES)
        return ZB_E_SPACE;
    ZB_TRY(CALL(store, &result, "write", zb_arg_f64((double)node),
                at == ZB_FILE_AT_END ? zb_arg_i32(-1) : zb_arg_f64((double)at),
                zb_arg_bytes((zb_bytes){bytes, len})));
    return whole(result, end);
}

static zb_status
remote_size(zb_file_store *store, uint64_t node, uint64_t *out)
{
    zb_slot result;
    ZB_TRY(CALL(store, &result, "size", zb_arg_f64((double)node)));
    return whole(result, out);
}

static zb_status
remote_resize(zb_file_store *store, uint64_t node, uint64_t size)
{
    zb_slot result;
    if (size > ZB_FILE_MAX_BYTES)
        return ZB_E_SPACE;
    return CALL(store, &result, "resize", zb_arg_f64((double)node), zb_arg_f64((double)size));
}

static zb_status
remote_replace(zb_file_store *store, zb_str path, const void *bytes, uint32_t len)
{
    zb_slot result;
    return CALL(store, &result, "replace", zb_arg_string(path), zb_arg_bytes((zb_bytes){bytes, len}));
}

static zb_status
remote_remove(zb_file_store *store, zb_str path, zb_file_kind kind)
{
    zb_slot result;
    return CALL(store, &result, "remove", zb_arg_string(path), zb_arg_bool(kind != ZB_FILE_DIRECTORY),
                zb_arg_bool(kind != ZB_FILE_REGULAR));
}

static zb_status
remote_rename(zb_file_store *store, zb_str from, zb_str to)
{
    zb_slot result;
    return CALL(store, &result, "rename", zb_arg_string(from), zb_arg_string(to));
}

/* A page is a list of [name, size, is_directory]; null after the last entry of all. */
static zb_status
remote_next(zb_directory *directory, zb_file_entry *out)
{
    zb_slot entry, name, size, is_directory;
    zb_str text;
    uint64_t bytes;
    zb_status status = directory->page.tag == ZB_TAG_ARRAY
                           ? slot_at(directory->page, directory->index, &entry)
                           : ZB_E_NOT_FOUND;
    if (status == ZB_E_NOT_FOUND) {
        zb_str after = {directory->name, directory->name_len};
        ZB_TRY(CALL(directory->store, &directory->page, "list", zb_arg_f64((double)directory->node),
                    zb_arg_string(after), zb_arg_i32(PAGE_ENTRIES)));
        directory->index = 0;
        status = slot_at(directory->page, 0, &entry);
    }
    ZB_TRY(status);
    if (entry.tag == ZB_TAG_NULL)
        return ZB_E_NOT_FOUND;
    ZB_TRY(slot_at(entry, 0, &name));
    ZB_TRY(slot_at(entry, 1, &size));
    ZB_TRY(slot_at(entry, 2, &is_directory));
    ZB_TRY(whole(size, &bytes));
    if (name.tag != ZB_TAG_STRING)
        return ZB_E_TAG;
    ZB_TRY(zb_string_at(zb_arena_view(zbi_current_call()), name.a, &text));
    if (text.len > ZB_FILE_MAX_NAME)
        return ZB_E_CORRUPT;
    __builtin_memcpy(directory->name, text.ptr, text.len);
    directory->name_len = text.len;
    directory->index++;
    *out = (zb_file_entry){
        {directory->name, text.len}, bytes, is_directory.tag == ZB_TAG_BOOL && is_directory.a != 0};
    return ZB_OK;
}

const zb_file_driver zb_file_remote_driver = {
    remote_find,   remote_make,    remote_read,   remote_write,  remote_size,
    remote_resize, remote_replace, remote_remove, remote_rename, remote_next,
};
