/* SPDX-License-Identifier: MIT */
/* Files by path and by handle, over whatever store has them. */
#include "path.h"

/* A path, where it leads: a store, and the path in it. */
typedef struct place {
    zbi_clean_path clean;
    zb_file_store *store;
    zb_str path; /* in clean.text */
} place;

static zb_str
text_of(const char *string)
{
    uint32_t len = 0;
    while (string[len] != '\0')
        len++;
    return (zb_str){string, len};
}

/* The longest mount that the path begins with. */
static zb_status
look_up(const char *path, place *out)
{
    ZB_TRY(zbi_path_clean(text_of(path), &out->clean));
    zb_str whole = {out->clean.text, out->clean.len};
    uint32_t longest = 0;
    out->store = NULL;
    for (uint32_t i = 0; i < zb_file_mount_count; i++) {
        zb_str mount = text_of(zb_file_mounts[i].path);
        if (mount.len == 1) /* "/" */
            mount.len = 0;
        if (zbi_path_is_within(whole, mount) && (out->store == NULL || mount.len > longest)) {
            out->store = zb_file_mounts[i].store;
            longest = mount.len;
        }
    }
    if (out->store == NULL)
        return ZB_E_NOT_FOUND;
    uint32_t from = longest < whole.len ? longest + 1 : longest;
    out->path = (zb_str){whole.ptr + from, whole.len - from};
    return ZB_OK;
}

/* The file at a path, made where that is asked for and it is not there. */
static zb_status
find_or_make(const place *p, uint32_t flags, zb_file_info *info, bool *made)
{
    const zb_file_driver *driver = p->store->driver;
    *made = false;
    for (;;) {
        zb_status status = driver->find(p->store, p->path, info);
        if (status != ZB_E_NOT_FOUND || (flags & ZB_FILE_CREATE) == 0)
            return status;
        status = driver->make(p->store, p->path, false, info);
        if (status != ZB_E_EXISTS) {
            *made = status == ZB_OK;
            return status;
        }
        /* Somebody else made it while we waited. */
        if ((flags & ZB_FILE_EXCLUSIVE) != 0)
            return status;
    }
}

zb_status
zb_file_open(const char *path, uint32_t flags, zb_file *out)
{
    place p;
    zb_file_info info;
    bool made, writes = (flags & (ZB_FILE_WRITE | ZB_FILE_APPEND)) != 0;
    if ((!writes && (flags & (ZB_FILE_READ | ZB_FILE_TRUNCATE)) != ZB_FILE_READ) ||
        ((flags & ZB_FILE_EXCLUSIVE) != 0 && (flags & ZB_FILE_CREATE) == 0))
        return ZB_E_INVALID;
    ZB_TRY(look_up(path, &p));
    ZB_TRY(find_or_make(&p, flags, &info, &made));
    if (!made && (flags & ZB_FILE_EXCLUSIVE) != 0)
        return ZB_E_EXISTS;
    if (info.is_directory)
        return ZB_E_DIRECTORY;
    if ((flags & ZB_FILE_TRUNCATE) != 0 && info.size != 0)
        ZB_TRY(p.store->driver->resize(p.store, info.node, 0));
    *out = (zb_file){p.store, info.node, 0, flags};
    return ZB_OK;
}

zb_status
zb_file_read(zb_file *file, void *into, uint32_t room, uint32_t *got)
{
    uint32_t count;
    if ((file->flags & ZB_FILE_READ) == 0)
        return ZB_E_INVALID;
    ZB_TRY(file->store->driver->read(file->store, file->node, file->at, into, room, &count));
    file->at += count;
    *got = count;
    return ZB_OK;
}

zb_status
zb_file_write(zb_file *file, const void *bytes, uint32_t len)
{
    if ((file->flags & (ZB_FILE_WRITE | ZB_FILE_APPEND)) == 0)
        return ZB_E_INVALID;
    uint64_t at = (file->flags & ZB_FILE_APPEND) != 0 ? ZB_FILE_AT_END : file->at;
    return file->store->driver->write(file->store, file->node, at, bytes, len, &file->at);
}

zb_status
zb_file_seek(zb_file *file, int64_t offset, zb_file_whence whence, uint64_t *out)
{
    uint64_t base = whence == ZB_FILE_CURRENT ? file->at : 0;
    if (whence == ZB_FILE_END)
        ZB_TRY(file->store->driver->size(file->store, file->node, &base));
    uint64_t back = offset < 0 ? 0 - (uint64_t)offset : 0;
    if (back > base || (offset > 0 && (uint64_t)offset > (uint64_t)INT64_MAX - base))
        return ZB_E_INVALID;
    file->at = base + (uint64_t)offset; /* modulo 2^64: right for both signs */
    if (out != NULL)
        *out = file->at;
    return ZB_OK;
}

zb_status
zb_file_truncate(zb_file *file, uint64_t size)
{
    if ((file->flags & (ZB_FILE_WRITE | ZB_FILE_APPEND)) == 0)
        return ZB_E_INVALID;
    return file->store->driver->resize(file->store, file->node, size);
}

zb_status
zb_file_stat(const char *path, zb_file_info *out)
{
    place p;
    ZB_TRY(look_up(path, &p));
    return p.store->driver->find(p.store, p.path, out);
}

zb_status
zb_file_read_all(zb_arena *arena, const char *path, zb_bytes *out)
{
    zb_file file;
    zb_off off;
    zb_slot value;
    uint64_t size;
    uint32_t got = 0, count;
    ZB_TRY(zb_file_open(path, ZB_FILE_READ, &file));
    ZB_TRY(file.store->driver->size(file.store, file.node, &size));
    if (size > UINT32_MAX)
        return ZB_E_MEMORY;
    ZB_TRY(zb_bytes_new(arena, NULL, (uint32_t)size, &off, &value));
    do {
        ZB_TRY(zb_file_read(&file, zb_arena_ptr(arena, off) + got, (uint32_t)size - got, &count));
        got += count;
    } while (count > 0 && got < size);
    *out = (zb_bytes){zb_arena_ptr(arena, off), got};
    return ZB_OK;
}

zb_status
zb_file_write_all(const char *path, const void *bytes, uint32_t len)
{
    place p;
    ZB_TRY(look_up(path, &p));
    return p.path.len != 0 ? p.store->driver->replace(p.store, p.path, bytes, len) : ZB_E_DIRECTORY;
}

zb_status
zb_file_append(const char *path, const void *bytes, uint32_t len)
{
    zb_file file;
    ZB_TRY(zb_file_open(path, ZB_FILE_APPEND | ZB_FILE_CREATE, &file));
    return zb_file_write(&file, bytes, len);
}

zb_status
zb_directory_make(const char *path)
{
    place p;
    zb_file_info info;
    ZB_TRY(look_up(path, &p));
    return p.path.len != 0 ? p.store->driver->make(p.store, p.path, true, &info) : ZB_E_EXISTS;
}

zb_status
zb_directory_make_all(const char *path)
{
    place p;
    zb_file_info info;
    ZB_TRY(look_up(path, &p));
    for (uint32_t len = 0; len < p.path.len;) {
        len += len != 0; /* past the '/' */
        while (len < p.path.len && p.path.ptr[len] != '/')
            len++;
        zb_str above = {p.path.ptr, len};
        zb_status status = p.store->driver->make(p.store, above, true, &info);
        if (status == ZB_E_EXISTS) {
            ZB_TRY(p.store->driver->find(p.store, above, &info));
            status = info.is_directory ? ZB_OK : len == p.path.len ? ZB_E_EXISTS : ZB_E_NOT_DIRECTORY;
        }
        ZB_TRY(status);
    }
    return ZB_OK;
}

static zb_status
remove_kind(const char *path, zb_file_kind kind)
{
    place p;
    ZB_TRY(look_up(path, &p));
    return p.path.len != 0 ? p.store->driver->remove(p.store, p.path, kind) : ZB_E_INVALID;
}

zb_status
zb_file_unlink(const char *path)
{
    return remove_kind(path, ZB_FILE_REGULAR);
}

zb_status
zb_directory_remove(const char *path)
{
    return remove_kind(path, ZB_FILE_DIRECTORY);
}

zb_status
zb_file_remove(const char *path)
{
    return remove_kind(path, ZB_FILE_ANY);
}

zb_status
zb_file_rename(const char *from, const char *to)
{
    place old, fresh;
    ZB_TRY(look_up(from, &old));
    ZB_TRY(look_up(to, &fresh));
    if (old.store != fresh.store)
        return ZB_E_UNSUPPORTED;
    if (old.path.len == 0 || fresh.path.len == 0)
        return ZB_E_INVALID;
    return old.store->driver->rename(old.store, old.path, fresh.path);
}

zb_status
zb_directory_open(const char *path, zb_directory *out)
{
    place p;
    zb_file_info info;
    ZB_TRY(look_up(path, &p));
    ZB_TRY(p.store->driver->find(p.store, p.path, &info));
    if (!info.is_directory)
        return ZB_E_NOT_DIRECTORY;
    out->store = p.store;
    out->node = info.node;
    out->page = zb_null();
    out->index = out->name_len = 0;
    return ZB_OK;
}

zb_status
zb_directory_next(zb_directory *directory, zb_file_entry *out)
{
    return directory->store->driver->next(directory, out);
}
