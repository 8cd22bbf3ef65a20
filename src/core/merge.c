/* SPDX-License-Identifier: MIT */
/*
 * JSON merge patch, RFC 7396.  An object is copied when its first entry changes; one in
 * which nothing does is used as it is.  Keys are never written: all of them lie in the
 * arena already, in target or patch.
 */
#include <zerobuf/merge.h>

#include <zerobuf/object.h>

#include "budget.h"
#include "internal.h"

#define MAX_DEPTH 128u
#define REMOVED_TAG 0xFFu            /* of an entry that goes, in a copy that nobody has seen */
#define BYTES_SCANNED_PER_UNIT 1024u /* of keys that are passed over */
#define LINK_AT ZB_HANDLE_BYTES      /* the padding of a new handle: the object made before it */

typedef struct merging {
    zb_arena *arena;
    zbi_budget budget;
    zb_off newest; /* handle of the object that was made last, 0: none */
} merging;

/* The result of one object: `base`, or a copy of it. */
typedef struct result {
    zb_slot base;  /* an object: the target, or a patch without one */
    bool is_patch; /* the base is the patch itself */
    zb_off copy;   /* handle, 0: nothing has changed so far */
    zb_off data;   /* the copy's block */
    uint32_t count;
    uint32_t capacity;
} result;

static zb_status merge(merging *m, const zb_slot *target, zb_slot patch, uint32_t depth, zb_slot *out);

static zb_off
entry_at(zb_off data, uint32_t index)
{
    return data + ZB_OBJECT_HEADER_BYTES + index * ZB_OBJECT_ENTRY_BYTES;
}

/* zb_object_find(), paid for. */
static zb_status
find(merging *m, zb_off handle, zb_str key, zb_off *out)
{
    zb_view view = zb_arena_view(m->arena);
    zbi_block block;
    uint32_t entry = 0;
    ZB_TRY(zbi_block_open(view, handle, ZB_OBJECT_ENTRY_BYTES, &block));
    ZB_TRY(zbi_spend(&m->budget, key.len / ZBI_BYTES_PER_UNIT)); /* hashed, or compared with few */
    if (block.length > ZB_INDEX_MIN_COUNT) {
        zbi_index_answer answer = zbi_index_find(view, handle, &block, key.ptr, key.len, &entry);
        if (answer == ZBI_INDEX_FOUND) {
            *out = entry_at(block.data, entry) + ZB_ENTRY_SLOT_AT;
            return ZB_OK;
        }
        uint32_t scanned = answer == ZBI_INDEX_MISSING && entry < block.length ? block.length - entry
                           : answer == ZBI_INDEX_MISSING                       ? 0
                                                                               : block.length;
        /* Long keys may differ in their last byte. */
        uint64_t bytes = (uint64_t)scanned * (key.len / 64 * 64);
        ZB_TRY(zbi_spend(&m->budget, scanned / ZBI_KEYS_PER_UNIT + bytes / BYTES_SCANNED_PER_UNIT));
    }
    return zb_object_find(view, handle, key.ptr, key.len, out);
}

/* The value of a key in the base, and the number of its entry. */
static zb_status
find_in_base(merging *m, const result *r, zb_str key, uint32_t *index, zb_slot *value)
{
    zb_object base;
    zb_off slot;
    ZB_TRY(find(m, r->base.a, key, &slot));
    ZB_TRY(zb_object_open(zb_arena_view(m->arena), r->base.a, &base));
    *index = (slot - base.entries) / ZB_OBJECT_ENTRY_BYTES;
    return zb_slot_read(zb_arena_view(m->arena), slot, value);
}

/* Entry `index` of a patch.  ZB_E_EXISTS: an entry before it has the same key, and counts. */
static zb_status
patch_entry(merging *m, zb_off patch, uint32_t index, zb_str *key, zb_slot *value)
{
    zb_off slot, first;
    ZB_TRY(zb_object_entry(zb_arena_view(m->arena), patch, index, key, &slot));
    ZB_TRY(find(m, patch, *key, &first));
    if (first != slot)
        return ZB_E_EXISTS;
    return zb_slot_read(zb_arena_view(m->arena), slot, value);
}

/* How many keys a patch adds to its base. */
static zb_status
count_added(merging *m, const result *r, zb_off patch, uint32_t *out)
{
    zb_object entries;
    ZB_TRY(zb_object_open(zb_arena_view(m->arena), patch, &entries));
    *out = 0;
    for (uint32_t i = 0; i < entries.count && !r->is_patch; i++) {
        zb_str key;
        zb_off slot;
        ZB_TRY(zb_object_entry(zb_arena_view(m->arena), patch, i, &key, NULL));
        zb_status status = find(m, r->base.a, key, &slot);
        if (status != ZB_OK && status != ZB_E_NOT_FOUND)
            return status;
        *out += status == ZB_OK ? 0 : 1;
    }
    return ZB_OK;
}

/* Copy the base, once, with room for what the patch adds. */
static zb_status
make_copy(merging *m, result *r, zb_off patch)
{
    if (r->copy != 0)
        return ZB_OK;
    zb_object base;
    uint32_t added;
    ZB_TRY(zb_object_open(zb_arena_view(m->arena), r->base.a, &base));
    ZB_TRY(count_added(m, r, patch, &added)); /* no more than there are bytes in a region: cannot wrap */
    zb_off copy;
    ZB_TRY(zbi_block_new(m->arena, base.count + added, ZB_OBJECT_ENTRY_BYTES, &copy));
    r->copy = copy;
    r->data = zb_view_u32(zb_arena_view(m->arena), copy);
    r->count = base.count;
    r->capacity = base.count + added;
    /* Move, not copy: in a damaged region the base may lie in what was free. */
    __builtin_memmove(zb_arena_ptr(m->arena, entry_at(r->data, 0)), zb_arena_ptr(m->arena, base.entries),
                      (size_t)base.count * ZB_OBJECT_ENTRY_BYTES);
    zbi_store_u32(m->arena, r->copy + LINK_AT, m->newest);
    m->newest = r->copy;
    return ZB_OK;
}

static bool
same_slot(zb_slot left, zb_slot right)
{
    return left.tag == right.tag && left.a == right.a && left.b == right.b;
}

/* What entry `index` of the patch does. */
static zb_status
apply(merging *m, result *r, zb_off patch, uint32_t index, uint32_t depth)
{
    zb_str key;
    zb_slot value, old = zb_null(), merged;
    uint32_t at = index;
    ZB_TRY(patch_entry(m, patch, index, &key, &value));
    bool removes = value.tag == ZB_TAG_NULL;
    zb_status found = r->is_patch ? ZB_OK : find_in_base(m, r, key, &at, &old);
    if (found != ZB_OK && found != ZB_E_NOT_FOUND)
        return found;
    if (removes && found != ZB_OK)
        return ZB_OK; /* it is not there */
    if (!removes) {
        ZB_TRY(merge(m, found == ZB_OK && !r->is_patch ? &old : NULL, value, depth, &merged));
        if (found == ZB_OK && same_slot(merged, r->is_patch ? value : old))
            return ZB_OK; /* it is so already */
    }
    ZB_TRY(make_copy(m, r, patch));
    /* Nobody writes meanwhile; but in a damaged region the copy may lie over what it was made from. */
    if (found == ZB_OK ? at >= r->count : r->count == r->capacity)
        return ZB_E_CORRUPT;
    if (removes) {
        merged = zb_at((zb_tag)REMOVED_TAG, 0);
    } else if (found != ZB_OK) {
        zb_object entries;
        ZB_TRY(zb_object_open(zb_arena_view(m->arena), patch, &entries));
        at = r->count++;
        __builtin_memmove(zb_arena_ptr(m->arena, entry_at(r->data, at)),
                          zb_arena_ptr(m->arena, entries.entries + index * ZB_OBJECT_ENTRY_BYTES),
                          ZB_ENTRY_SLOT_AT); /* offset and length of the key */
    }
    zbi_slot_store(m->arena, entry_at(r->data, at) + ZB_ENTRY_SLOT_AT, merged);
    return ZB_OK;
}

/* Close the gaps that removed entries left in a copy, and count what stays. */
static void
finish(merging *m, result *r)
{
    uint32_t stay = 0;
    for (uint32_t i = 0; i < r->count; i++) {
        const uint8_t *entry = zb_arena_ptr(m->arena, entry_at(r->data, i));
        if (entry[ZB_ENTRY_SLOT_AT] == REMOVED_TAG)
            continue;
        if (i != stay)
            __builtin_memcpy(zb_arena_ptr(m->arena, entry_at(r->data, stay)), entry, ZB_OBJECT_ENTRY_BYTES);
        stay++;
    }
    zbi_store_u32(m->arena, r->data + ZB_BLOCK_LENGTH_AT, stay);
}

/* Merge an object into a target, NULL when there is none. */
static zb_status
merge(merging *m, const zb_slot *target, zb_slot patch, uint32_t depth, zb_slot *out)
{
    zb_object entries;
    if (patch.tag != ZB_TAG_OBJECT) {
        *out = patch;
        return ZB_OK;
    }
    if (depth == MAX_DEPTH)
        return ZB_E_DEPTH;
    bool is_patch = target == NULL || target->tag != ZB_TAG_OBJECT;
    result r = {is_patch ? patch : *target, is_patch, 0, 0, 0, 0};
    ZB_TRY(zb_object_open(zb_arena_view(m->arena), patch.a, &entries));
    ZB_TRY(zbi_spend(&m->budget, entries.count));
    for (uint32_t i = 0; i < entries.count; i++) {
        zb_status status = apply(m, &r, patch.a, i, depth + 1);
        if (status != ZB_OK && status != ZB_E_EXISTS)
            return status;
    }
    if (r.copy != 0)
        finish(m, &r);
    *out = r.copy != 0 ? zb_at(ZB_TAG_OBJECT, r.copy) : r.base;
    return ZB_OK;
}

zb_status
zb_merge_patch(zb_arena *arena, zb_slot target, zb_slot patch, zb_slot *out)
{
    ZB_TRY(zb_arena_refresh(arena));
    if (!zbi_tag_known(target.tag) || !zbi_tag_known(patch.tag))
        return ZB_E_TAG;
    merging m = {arena, zbi_budget_for(zb_arena_view(arena).size_bytes), 0};
    zb_checkpoint before = zb_arena_save(arena);
    zb_slot merged;
    zb_status status = merge(&m, &target, patch, 0, &merged);
    if (status != ZB_OK) {
        zbi_arena_rollback(arena, before);
        return status;
    }
    /* Only now, when nothing can fail: an index could not be taken back. */
    while (m.newest != 0) {
        zb_off handle = m.newest;
        m.newest = zb_view_u32(zb_arena_view(arena), handle + LINK_AT);
        zbi_store_u32(arena, handle + LINK_AT, 0);
        uint64_t key_bytes = zbi_index_key_bytes(zb_arena_view(arena), handle);
        if (zbi_spend(&m.budget, key_bytes / ZBI_BYTES_PER_UNIT) == ZB_OK) /* else it is too dear */
            zbi_index_build(arena, handle);
    }
    *out = merged;
    return ZB_OK;
}
