/* SPDX-License-Identifier: MIT */
/*
 * Files in memory.  A node is a file or a directory; nodes of a directory are a list,
 * ordered by name.  The number of a node that clients know has its serial above its
 * offset: a node that was removed is not taken for the one that has its place now.
 */
#include "blocks.h"
#include "path.h"

typedef struct node {
    uint64_t size;
    zbi_tree tree; /* of a file */
    zb_off parent, next;
    zb_off child; /* first one of a directory */
    uint32_t serial;
    uint16_t name_len;
    bool is_directory, in_use;
    char name[ZB_FILE_MAX_NAME + 1];
} node;

#define NODES_PER_BLOCK (ZBI_BLOCK_BYTES / (uint32_t)sizeof(node))
ZB_STATIC_ASSERT(sizeof(node) % 8 == 0, "nodes lie side by side");

static node *
node_at(const zb_file_memory *memory, zb_off off)
{
    return (node *)(void *)zb_arena_ptr(memory->arena, off);
}

static uint64_t
number_of(const zb_file_memory *memory, zb_off off)
{
    return (uint64_t)node_at(memory, off)->serial << 32 | off;
}

/* The file that a number stands for, 0 when it is gone. */
static zb_off
file_of(const zb_file_memory *memory, uint64_t number)
{
    zb_off off = (zb_off)number;
    if (memory->root == 0 || off == 0)
        return 0;
    const node *n = node_at(memory, off); /* nodes stay nodes */
    return n->in_use && !n->is_directory && n->serial == number >> 32 ? off : 0;
}

static zb_status
node_take(zb_file_memory *memory, zb_off *out)
{
    if (memory->free_nodes == 0) {
        zb_off block;
        ZB_TRY(zbi_block_take(memory, &block));
        for (uint32_t i = NODES_PER_BLOCK; i-- > 0;) {
            zb_off off = block + i * (uint32_t)sizeof(node);
            node_at(memory, off)->next = memory->free_nodes;
            memory->free_nodes = off;
        }
    }
    zb_off off = memory->free_nodes;
    node *n = node_at(memory, off);
    memory->free_nodes = n->next;
    *n = (node){.serial = n->serial + 1, .in_use = true};
    *out = off;
    return ZB_OK;
}

/* Put a node of a file, or of an empty directory, back.  It is in no list. */
static void
node_give(zb_file_memory *memory, zb_off off)
{
    node *n = node_at(memory, off);
    zbi_tree_cut(memory, &n->tree, 0);
    n->in_use = false;
    n->next = memory->free_nodes;
    memory->free_nodes = off;
}

static zb_file_memory *
begin(zb_file_store *store, zb_status *status)
{
    zb_file_memory *memory = (zb_file_memory *)(void *)store;
    *status = ZB_OK;
    if (memory->root != 0)
        return memory;
    if (memory->arena == NULL)
        memory->arena = memory->place();
    if (memory->arena == NULL) {
        *status = ZB_E_MEMORY;
        return memory;
    }
    zb_off root;
    *status = node_take(memory, &root);
    if (*status == ZB_OK) {
        node_at(memory, root)->is_directory = true;
        memory->root = root;
    }
    return memory;
}

/* Below 0, 0 or above, as the bytes of `name` come before, are, or come after those of the node's. */
static int
compare(zb_str name, const node *n)
{
    uint32_t len = name.len < n->name_len ? name.len : n->name_len;
    for (uint32_t i = 0; i < len; i++)
        if (name.ptr[i] != n->name[i])
            return (uint8_t)name.ptr[i] < (uint8_t)n->name[i] ? -1 : 1;
    return name.len < n->name_len ? -1 : name.len > n->name_len;
}

/* The link of a directory's list that leads to `name`, or to where it would be. */
static zb_off *
link_of(const zb_file_memory *memory, zb_off directory, zb_str name, bool *found)
{
    zb_off *link = &node_at(memory, directory)->child;
    int order = 1;
    while (*link != 0 && (order = compare(name, node_at(memory, *link))) > 0)
        link = &node_at(memory, *link)->next;
    *found = *link != 0 && order == 0;
    return link;
}

static zb_status
walk(const zb_file_memory *memory, zb_str path, zb_off *out)
{
    zb_off at = memory->root;
    zb_str name;
    while (zbi_path_first(&path, &name)) {
        bool found;
        if (!node_at(memory, at)->is_directory)
            return ZB_E_NOT_DIRECTORY;
        zb_off *link = link_of(memory, at, name, &found);
        if (!found)
            return ZB_E_NOT_FOUND;
        at = *link;
    }
    *out = at;
    return ZB_OK;
}

/* The directory that the last name of `path` is in, and that name. */
static zb_status
walk_to_parent(const zb_file_memory *memory, zb_str path, zb_off *out, zb_str *name)
{
    zb_str parent;
    zb_off at;
    if (!zbi_path_split(path, &parent, name))
        return ZB_E_INVALID;
    ZB_TRY(walk(memory, parent, &at));
    if (!node_at(memory, at)->is_directory)
        return ZB_E_NOT_DIRECTORY;
    *out = at;
    return ZB_OK;
}

static void
describe(const zb_file_memory *memory, zb_off off, zb_file_info *out)
{
    const node *n = node_at(memory, off);
    *out = (zb_file_info){number_of(memory, off), n->size, n->is_directory};
}

static zb_status
memory_find(zb_file_store *store, zb_str path, zb_file_info *out)
{
    zb_status status;
    zb_off off;
    zb_file_memory *memory = begin(store, &status);
    ZB_TRY(status);
    ZB_TRY(walk(memory, path, &off));
    describe(memory, off, out);
    return ZB_OK;
}

static void
insert(const zb_file_memory *memory, zb_off *link, zb_off directory, zb_off off, zb_str name)
{
    node *n = node_at(memory, off);
    __builtin_memcpy(n->name, name.ptr, name.len);
    n->name_len = (uint16_t)name.len;
    n->parent = directory;
    n->next = *link;
    *link = off;
}

static zb_status
memory_make(zb_file_store *store, zb_str path, bool directory, zb_file_info *out)
{
    zb_status status;
    zb_off parent, off;
    zb_str name;
    bool found;
    zb_file_memory *memory = begin(store, &status);
    ZB_TRY(status);
    if (path.len == 0)
        return ZB_E_EXISTS;
    ZB_TRY(walk_to_parent(memory, path, &parent, &name));
    (void)link_of(memory, parent, name, &found);
    if (found)
        return ZB_E_EXISTS;
    ZB_TRY(node_take(memory, &off)); /* may move the arena: the link is looked for again */
    node_at(memory, off)->is_directory = directory;
    insert(memory, link_of(memory, parent, name, &found), parent, off, name);
    describe(memory, off, out);
    return ZB_OK;
}

static zb_status
memory_read(zb_file_store *store, uint64_t number, uint64_t at, void *into, uint32_t room, uint32_t *got)
{
    zb_file_memory *memory = (zb_file_memory *)(void *)store;
    zb_off off = file_of(memory, number);
    if (off == 0)
        return ZB_E_NOT_FOUND;
    const node *n = node_at(memory, off);
    uint64_t left = at < n->size ? n->size - at : 0;
    uint32_t count = left < room ? (uint32_t)left : room;
    zbi_tree_read(memory, &n->tree, at, into, count);
    *got = count;
    return ZB_OK;
}

static zb_status
memory_write(zb_file_store *store, uint64_t number, uint64_t at, const void *bytes, uint32_t len,
             uint64_t *end)
{
    zb_file_memory *memory = (zb_file_memory *)(void *)store;
    zb_off off = file_of(memory, number);
    if (off == 0)
        return ZB_E_NOT_FOUND;
    uint64_t size = node_at(memory, off)->size;
    if (at == ZB_FILE_AT_END)
        at = size;
    if (at > ZB_FILE_MAX_BYTES - len)
        return ZB_E_SPACE;
    zbi_tree tree = node_at(memory, off)->tree;
    zb_status status = zbi_tree_reserve(memory, &tree, at, len);
    if (status == ZB_OK) {
        zbi_tree_write(memory, &tree, at, bytes, len);
        if (len > 0 && at + len > size)
            size = at + len;
    } else {
        zbi_tree_cut(memory, &tree, size);
    }
    node *n = node_at(memory, off);
    n->tree = tree;
    n->size = size;
    if (status == ZB_OK)
        *end = at + len;
    return status;
}

static zb_status
memory_size(zb_file_store *store, uint64_t number, uint64_t *out)
{
    zb_file_memory *memory = (zb_file_memory *)(void *)store;
    zb_off off = file_of(memory, number);
    if (off == 0)
        return ZB_E_NOT_FOUND;
    *out = node_at(memory, off)->size;
    return ZB_OK;
}

static zb_status
memory_resize(zb_file_store *store, uint64_t number, uint64_t size)
{
    zb_file_memory *memory = (zb_file_memory *)(void *)store;
    zb_off off = file_of(memory, number);
    if (off == 0)
        return ZB_E_NOT_FOUND;
    if (size > ZB_FILE_MAX_BYTES)
        return ZB_E_SPACE;
    node *n = node_at(memory, off);
    if (size < n->size)
        zbi_tree_cut(memory, &n->tree, size);
    n->size = size;
    return ZB_OK;
}

static zb_status
memory_replace(zb_file_store *store, zb_str path, const void *bytes, uint32_t len)
{
    zb_file_memory *memory = (zb_file_memory *)(void *)store;
    zb_file_info info;
    bool made = false;
    zb_status status = memory_find(store, path, &info);
    if (status == ZB_E_NOT_FOUND) {
        made = true;
        status = memory_make(store, path, false, &info);
    }
    ZB_TRY(status);
    if (info.is_directory)
        return ZB_E_DIRECTORY;
    /* Beside what is there, which goes once all of the new is in place. */
    zbi_tree tree = {0, 0};
    status = zbi_tree_reserve(memory, &tree, 0, len);
    zb_off off = (zb_off)info.node;
    if (status != ZB_OK) {
        zbi_tree_cut(memory, &tree, 0);
        if (made)
            (void)zb_file_memory_driver.remove(store, path, ZB_FILE_REGULAR); /* it was made just now */
        return status;
    }
    zbi_tree_write(memory, &tree, 0, bytes, len);
    node *n = node_at(memory, off);
    zbi_tree_cut(memory, &n->tree, 0);
    n->tree = tree;
    n->size = len;
    return ZB_OK;
}

static zb_status
check_kind(const node *n, zb_file_kind kind)
{
    if (n->is_directory && kind == ZB_FILE_REGULAR)
        return ZB_E_DIRECTORY;
    if (!n->is_directory && kind == ZB_FILE_DIRECTORY)
        return ZB_E_NOT_DIRECTORY;
    return n->is_directory && n->child != 0 ? ZB_E_NOT_EMPTY : ZB_OK;
}

static zb_status
memory_remove(zb_file_store *store, zb_str path, zb_file_kind kind)
{
    zb_status status;
    zb_off parent;
    zb_str name;
    bool found;
    zb_file_memory *memory = begin(store, &status);
    ZB_TRY(status);
    ZB_TRY(walk_to_parent(memory, path, &parent, &name));
    zb_off *link = link_of(memory, parent, name, &found);
    if (!found)
        return ZB_E_NOT_FOUND;
    zb_off off = *link;
    ZB_TRY(check_kind(node_at(memory, off), kind));
    *link = node_at(memory, off)->next;
    node_give(memory, off);
    return ZB_OK;
}

static zb_status
memory_rename(zb_file_store *store, zb_str from, zb_str to)
{
    zb_status status;
    zb_off parent, target, off;
    zb_str name, target_name;
    bool found;
    zb_file_memory *memory = begin(store, &status);
    ZB_TRY(status);
    ZB_TRY(walk_to_parent(memory, from, &parent, &name));
    zb_off *link = link_of(memory, parent, name, &found);
    if (!found)
        return ZB_E_NOT_FOUND;
    off = *link;
    ZB_TRY(walk_to_parent(memory, to, &target, &target_name));
    bool same = from.len == to.len && zbi_path_is_within(to, from);
    if (same)
        return ZB_OK;
    if (zbi_path_is_within(to, from))
        return ZB_E_INVALID;
    zb_off *place = link_of(memory, target, target_name, &found);
    if (found) {
        zb_off replaced = *place;
        zb_file_kind kind = node_at(memory, off)->is_directory ? ZB_FILE_DIRECTORY : ZB_FILE_REGULAR;
        ZB_TRY(check_kind(node_at(memory, replaced), kind));
        *place = node_at(memory, replaced)->next;
        node_give(memory, replaced);
    }
    link = link_of(memory, parent, name, &found);
    *link = node_at(memory, off)->next;
    insert(memory, link_of(memory, target, target_name, &found), target, off, target_name);
    return ZB_OK;
}

/* directory->index is the offset of the entry given last: while it is there, the next one is beside it. */
static zb_status
memory_next(zb_directory *directory, zb_file_entry *out)
{
    zb_file_memory *memory = (zb_file_memory *)(void *)directory->store;
    zb_off at = (zb_off)directory->node, last = directory->index, next;
    const node *parent = node_at(memory, at);
    zb_str name = {directory->name, directory->name_len};
    if (!parent->in_use || !parent->is_directory || parent->serial != directory->node >> 32)
        return ZB_E_NOT_FOUND;
    const node *n = last != 0 ? node_at(memory, last) : NULL;
    if (n != NULL && n->in_use && n->parent == at && compare(name, n) == 0) {
        next = n->next;
    } else {
        bool found;
        next = *link_of(memory, at, name, &found);
        if (found)
            next = node_at(memory, next)->next;
    }
    if (next == 0)
        return ZB_E_NOT_FOUND;
    n = node_at(memory, next);
    __builtin_memcpy(directory->name, n->name, n->name_len);
    directory->name_len = n->name_len;
    directory->index = next;
    *out = (zb_file_entry){{directory->name, n->name_len}, n->size, n->is_directory};
    return ZB_OK;
}

const zb_file_driver zb_file_memory_driver = {
    memory_find,   memory_make,    memory_read,   memory_write,  memory_size,
    memory_resize, memory_replace, memory_remove, memory_rename, memory_next,
};
