/* SPDX-License-Identifier: MIT */
/*
 * Indexes of larger objects: hash tables beside the data (SPEC.md, 6.9 to 6.11).  Only the
 * control block leads to them, so bytes that merely look like one are not taken for one;
 * who attaches to a foreign control block believes its indexes, within the region's bounds.
 * A damaged index is ignored, and want of memory for one is no failure: objects are then
 * scanned.
 */
#include <zerobuf/object.h>

#include "internal.h"

#define DIRECTORY_MULTIPLIER 0x9E3779B1u
#define SEED_MULTIPLIER 0x9E3779B97F4A7C15u
#define FOLD_MULTIPLIER 0xD6E8FEB86659FD93u

typedef struct directory {
    zb_off at;
    uint32_t capacity; /* entries, a power of two */
} directory;

typedef struct object_index {
    zb_off at;
    uint32_t capacity; /* buckets, a power of two */
} object_index;

/* A word that another thread may be writing; `off` is 4-aligned and checked. */
static uint32_t
load(zb_view view, zb_off off)
{
    return __atomic_load_n((const uint32_t *)(const void *)zb_view_ptr(view, off), __ATOMIC_ACQUIRE);
}

static bool
is_power_of_two(uint32_t number)
{
    return number != 0 && (number & (number - 1)) == 0;
}

static uint64_t
fold(uint64_t x)
{
#if defined(__SIZEOF_INT128__) && !defined(__wasm__) /* there it would be a call of a library */
    __extension__ typedef unsigned __int128 u128;
    u128 product = (u128)x * FOLD_MULTIPLIER;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
#else
    uint64_t x0 = (uint32_t)x, x1 = x >> 32, m0 = (uint32_t)FOLD_MULTIPLIER, m1 = FOLD_MULTIPLIER >> 32;
    uint64_t low = x0 * m0, cross = x1 * m0 + (low >> 32), other = x0 * m1 + (uint32_t)cross;
    return (x * FOLD_MULTIPLIER) ^ (x1 * m1 + (cross >> 32) + (other >> 32));
#endif
}

static uint64_t
hash_key(uint32_t seed, const char *key, uint32_t len)
{
    uint64_t hash = seed * SEED_MULTIPLIER + len;
    uint32_t i = 0;
    for (; len - i >= 8; i += 8) {
        uint64_t word;
        __builtin_memcpy(&word, key + i, 8);
        hash = fold(hash ^ word);
    }
    if (i < len) {
        uint64_t word = 0;
        for (uint32_t shift = 0; i < len; i++, shift += 8)
            word |= (uint64_t)(uint8_t)key[i] << shift;
        hash = fold(hash ^ word);
    }
    return hash;
}

static bool
directory_at(zb_view view, zb_off at, directory *out)
{
    if (at == 0 || at % ZB_READ_ALIGN != 0 || !zb_view_has(view, at, ZB_DIRECTORY_HEADER_BYTES))
        return false;
    directory dir = {at, load(view, at)};
    if (!is_power_of_two(dir.capacity) || dir.capacity < ZB_DIRECTORY_MIN_CAPACITY ||
        !zb_view_has(view, at, ZB_DIRECTORY_HEADER_BYTES + (uint64_t)dir.capacity * ZB_DIRECTORY_ENTRY_BYTES))
        return false;
    *out = dir;
    return true;
}

/* The control block was checked when the view was made, but a view is only three words. */
static bool
directory_open(zb_view view, directory *out)
{
    return view.control % ZB_WRITE_ALIGN == 0 && zb_view_has(view, view.control, ZB_CONTROL_BYTES) &&
           directory_at(view, load(view, view.control + ZB_CONTROL_INDEXES_AT), out);
}

static zb_off
directory_entry(const directory *dir, uint32_t index)
{
    return dir->at + ZB_DIRECTORY_HEADER_BYTES + (index & (dir->capacity - 1)) * ZB_DIRECTORY_ENTRY_BYTES;
}

/* Offset of the entry of an object, or of the free one where it may go; 0 when there is neither. */
static zb_off
directory_probe(zb_view view, const directory *dir, zb_off handle)
{
    uint32_t home = (handle / 4 * DIRECTORY_MULTIPLIER) >> (32 - (uint32_t)__builtin_ctz(dir->capacity));
    for (uint32_t i = 0; i < dir->capacity && i < ZB_DIRECTORY_MAX_PROBES; i++) {
        zb_off entry = directory_entry(dir, home + i), found = load(view, entry);
        if (found == handle || found == 0)
            return entry;
    }
    return 0;
}

/* The index that a directory names; its buckets lie in the view. */
static bool
index_open(zb_view view, zb_off at, object_index *out)
{
    if (at == 0 || at % ZB_READ_ALIGN != 0 || !zb_view_has(view, at, ZB_INDEX_HEADER_BYTES))
        return false;
    object_index index = {at, load(view, at)};
    if (!is_power_of_two(index.capacity) || index.capacity < ZB_INDEX_MIN_CAPACITY ||
        !zb_view_has(view, at, ZB_INDEX_HEADER_BYTES + (uint64_t)index.capacity * ZB_INDEX_BUCKET_BYTES))
        return false;
    *out = index;
    return true;
}

static bool
index_of(zb_view view, zb_off handle, object_index *out)
{
    directory dir;
    if (!directory_open(view, &dir))
        return false;
    zb_off entry = directory_probe(view, &dir, handle);
    return entry != 0 && load(view, entry) == handle && index_open(view, load(view, entry + 4), out);
}

static zb_off
bucket_at(const object_index *index, uint32_t number)
{
    return index->at + ZB_INDEX_HEADER_BYTES + (number & (index->capacity - 1)) * ZB_INDEX_BUCKET_BYTES;
}

/* The key of an entry of the block at `data`, if it is this one. */
static bool
entry_has_key(zb_view view, zb_off data, uint32_t entry, const char *key, uint32_t len)
{
    zb_off at = data + ZB_OBJECT_HEADER_BYTES + entry * ZB_OBJECT_ENTRY_BYTES;
    zb_off key_off = zb_view_u32(view, at);
    return zb_view_u32(view, at + 4) == len && zb_view_has(view, key_off, len) &&
           zb_bytes_equal(zb_view_ptr(view, key_off), key, len);
}

/*
 * Look a key up among the first `count` entries at `data`.  Returns the entry number plus 1, or 0
 * with the place of the first free bucket, which is 0 when there was none near.
 */
static uint32_t
probe(zb_view view, const object_index *index, uint64_t hash, zb_off data, uint32_t count, const char *key,
      uint32_t len, zb_off *free_bucket)
{
    uint32_t mask = index->capacity - 1, mark = (uint32_t)(hash >> 32) & ~mask;
    for (uint32_t i = 0; i < index->capacity && i < ZB_INDEX_MAX_PROBES; i++) {
        zb_off at = bucket_at(index, (uint32_t)hash + i);
        uint32_t bucket = load(view, at), entry = (bucket & mask) - 1;
        if (bucket == 0) {
            *free_bucket = at;
            return 0;
        }
        if ((bucket & ~mask) == mark && entry < count && entry_has_key(view, data, entry, key, len))
            return entry + 1;
    }
    *free_bucket = 0;
    return 0;
}

zbi_index_answer
zbi_index_find(zb_view view, zb_off handle, const zbi_block *block, const char *key, uint32_t len,
               uint32_t *entry)
{
    object_index index;
    if (!index_of(view, handle, &index))
        return ZBI_INDEX_NONE;
    uint32_t covered = load(view, index.at + ZB_INDEX_COVERED_AT);
    uint64_t hash = hash_key(zb_view_u32(view, view.control + ZB_CONTROL_SEED_AT), key, len);
    zb_off free_bucket;
    uint32_t found = probe(view, &index, hash, block->data, block->length, key, len, &free_bucket);
    if (found != 0) {
        *entry = found - 1;
        return ZBI_INDEX_FOUND;
    }
    if (load(view, index.at + ZB_INDEX_UNPLACED_AT) != 0)
        return ZBI_INDEX_NONE;
    *entry = covered;
    return ZBI_INDEX_MISSING;
}

static void
store(const zb_arena *arena, zb_off off, uint32_t value)
{
    zbi_publish_u32(arena, off, value);
}

/* Note that something of the indexes ends here (SPEC.md, 6.11). */
static zb_status
allocate(zb_arena *arena, uint64_t bytes, zb_off *out)
{
    if (bytes > ZB_MAX_REGION_BYTES)
        return ZB_E_MEMORY;
    zb_off at;
    ZB_TRY(zb_arena_alloc(arena, (uint32_t)bytes, ZB_WRITE_ALIGN, &at));
    __builtin_memset(zb_arena_ptr(arena, at), 0, (size_t)bytes);
    zbi_control_store(arena, ZB_CONTROL_INDEXES_END_AT, at + (zb_off)bytes);
    *out = at;
    return ZB_OK;
}

/* Put entries covered..count-1 into an index that has room for them. */
static void
cover(zb_arena *arena, const object_index *index, zb_off data, uint32_t count)
{
    zb_view view = zb_arena_view(arena);
    uint32_t seed = zbi_control_load(arena, ZB_CONTROL_SEED_AT), mask = index->capacity - 1;
    uint32_t covered = load(view, index->at + ZB_INDEX_COVERED_AT);
    uint32_t left = view.size_bytes; /* bytes to hash: more only where keys overlap */
    for (uint32_t i = covered; i < count; i++) {
        zb_off entry = data + ZB_OBJECT_HEADER_BYTES + i * ZB_OBJECT_ENTRY_BYTES, bucket;
        zb_off key_off = zb_view_u32(view, entry);
        uint32_t len = zb_view_u32(view, entry + 4);
        if (!zb_view_has(view, key_off, len))
            continue; /* a damaged key is found by nobody */
        if (len > left) {
            store(arena, index->at + ZB_INDEX_UNPLACED_AT, 1); /* whatever else: all entries are scanned */
            break;
        }
        left -= len;
        const char *key = (const char *)zb_view_ptr(view, key_off);
        uint64_t hash = hash_key(seed, key, len);
        if (probe(view, index, hash, data, i, key, len, &bucket) != 0)
            continue; /* a key that stands twice: the first counts */
        if (bucket != 0)
            store(arena, bucket, ((uint32_t)(hash >> 32) & ~mask) | (i + 1));
        else
            store(arena, index->at + ZB_INDEX_UNPLACED_AT, load(view, index->at + ZB_INDEX_UNPLACED_AT) + 1);
    }
    store(arena, index->at + ZB_INDEX_COVERED_AT, count);
}

/* A directory with room for one more: the one that is there, or a larger one after it. */
static bool
directory_reserve(zb_arena *arena, directory *out)
{
    zb_view view = zb_arena_view(arena);
    directory old;
    bool had = directory_open(view, &old);
    if (had && load(view, old.at + ZB_DIRECTORY_COUNT_AT) < old.capacity / 2) {
        *out = old;
        return true;
    }
    directory grown = {0, had ? old.capacity * 2 : ZB_DIRECTORY_MIN_CAPACITY};
    if (had && old.capacity > ZB_MAX_REGION_BYTES / ZB_DIRECTORY_ENTRY_BYTES / 2)
        return false;
    if (allocate(arena, ZB_DIRECTORY_HEADER_BYTES + (uint64_t)grown.capacity * ZB_DIRECTORY_ENTRY_BYTES,
                 &grown.at) != ZB_OK)
        return false;
    view = zb_arena_view(arena);
    zbi_store_u32(arena, grown.at, grown.capacity);
    uint32_t count = 0;
    for (uint32_t i = 0; had && i < old.capacity; i++) {
        zb_off from = directory_entry(&old, i), handle = load(view, from), index = load(view, from + 4);
        zb_off to = handle != 0 && index != 0 ? directory_probe(view, &grown, handle) : 0;
        if (to == 0)
            continue;
        zbi_store_u32(arena, to + 4, index);
        zbi_store_u32(arena, to, handle);
        count++;
    }
    zbi_store_u32(arena, grown.at + ZB_DIRECTORY_COUNT_AT, count);
    zbi_store_u32(arena, grown.at + ZB_DIRECTORY_PREVIOUS_AT, had ? old.at : 0);
    zbi_control_store(arena, ZB_CONTROL_INDEXES_AT, grown.at);
    *out = grown;
    return true;
}

/* Let a directory that has a place for the object name its index. */
static void
directory_set(zb_arena *arena, const directory *dir, zb_off handle, zb_off index)
{
    zb_view view = zb_arena_view(arena);
    zb_off entry = directory_probe(view, dir, handle);
    if (entry == 0)
        return; /* a damaged directory: it overlaps the index */
    bool is_new = load(view, entry) == 0;
    store(arena, entry + 4, index);
    if (!is_new)
        return;
    store(arena, entry, handle); /* last: the entry is ready */
    store(arena, dir->at + ZB_DIRECTORY_COUNT_AT, load(view, dir->at + ZB_DIRECTORY_COUNT_AT) + 1);
}

/* Buckets for `count` entries.  Cannot wrap: entries take 24 bytes of a region each. */
static uint32_t
capacity_for(uint32_t count)
{
    uint32_t capacity = ZB_INDEX_MIN_CAPACITY;
    while (capacity / 2 < count)
        capacity *= 2;
    return capacity;
}

static uint64_t
index_bytes(uint32_t capacity)
{
    return ZB_INDEX_HEADER_BYTES + (uint64_t)capacity * ZB_INDEX_BUCKET_BYTES;
}

uint64_t
zbi_index_room(const zb_arena *arena, uint32_t count)
{
    directory dir;
    uint32_t entries = ZB_DIRECTORY_MIN_CAPACITY;
    if (directory_open(zb_arena_view(arena), &dir))
        entries = dir.capacity * 2;
    return index_bytes(capacity_for(count)) + ZB_DIRECTORY_HEADER_BYTES +
           (uint64_t)entries * ZB_DIRECTORY_ENTRY_BYTES + 2 * ZB_WRITE_ALIGN;
}

static void
update(zb_arena *arena, zb_off handle, zb_off data, uint32_t count)
{
    object_index index;
    if (index_of(zb_arena_view(arena), handle, &index) && count <= index.capacity / 2) {
        cover(arena, &index, data, count);
        return;
    }
    /* The place for its name first: an index that nobody finds would be made again by each append. */
    directory dir;
    if (!directory_reserve(arena, &dir) || directory_probe(zb_arena_view(arena), &dir, handle) == 0)
        return;
    object_index made = {0, capacity_for(count)};
    if (allocate(arena, index_bytes(made.capacity), &made.at) != ZB_OK)
        return;
    zbi_store_u32(arena, made.at, made.capacity);
    cover(arena, &made, data, count);
    directory_set(arena, &dir, handle, made.at);
}

void
zbi_index_update(zb_arena *arena, zb_off handle, zb_off data, uint32_t count)
{
    if (count <= ZB_INDEX_MIN_COUNT)
        return;
    if (!zbi_is_shared(arena)) {
        update(arena, handle, data, count);
        return;
    }
    uint32_t open = 0;
    if (!__atomic_compare_exchange_n(zbi_word(arena, arena->control + ZB_CONTROL_KEYS_LOCK_AT), &open, 1,
                                     false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
        return; /* never wait: readers scan what no index covers */
    update(arena, handle, data, count);
    __atomic_store_n(zbi_word(arena, arena->control + ZB_CONTROL_KEYS_LOCK_AT), 0, __ATOMIC_RELEASE);
}

void
zbi_index_build(zb_arena *arena, zb_off handle)
{
    zbi_block block;
    if (zbi_block_open(zb_arena_view(arena), handle, ZB_OBJECT_ENTRY_BYTES, &block) == ZB_OK)
        zbi_index_update(arena, handle, block.data, block.length);
}

uint64_t
zbi_index_key_bytes(zb_view view, zb_off handle)
{
    zbi_block block;
    uint64_t bytes = 0; /* cannot wrap: fewer than 2^28 keys of less than 2^32 bytes */
    if (zbi_block_open(view, handle, ZB_OBJECT_ENTRY_BYTES, &block) != ZB_OK)
        return 0;
    for (uint32_t i = 0; i < block.length; i++)
        bytes += zb_view_u32(view, block.data + ZB_OBJECT_HEADER_BYTES + i * ZB_OBJECT_ENTRY_BYTES + 4);
    return bytes;
}

void
zbi_indexes_forget(zb_arena *arena, zb_off from, zb_off to)
{
    zb_off at = zbi_control_load(arena, ZB_CONTROL_INDEXES_AT);
    if (at == 0 || zbi_control_load(arena, ZB_CONTROL_INDEXES_END_AT) <= from)
        return;
    zb_view view = zb_arena_view(arena);
    directory dir;
    /* Directories that go: what the one before them names is older than they are. */
    while (at != 0 && at >= from && at < to) {
        zb_off previous = directory_at(view, at, &dir) ? load(view, at + ZB_DIRECTORY_PREVIOUS_AT) : 0;
        at = previous < at ? previous : 0;
    }
    zbi_control_store(arena, ZB_CONTROL_INDEXES_AT, at);
    zbi_control_store(arena, ZB_CONTROL_INDEXES_END_AT, from);
    if (at == 0 || !directory_at(view, at, &dir)) {
        zbi_control_store(arena, ZB_CONTROL_INDEXES_AT, 0);
        return;
    }
    /* Entries keep their place, so that no probe sequence gets a gap; the directory's growth drops them. */
    for (uint32_t i = 0; i < dir.capacity; i++) {
        zb_off entry = directory_entry(&dir, i), handle = load(view, entry), index = load(view, entry + 4);
        if ((handle >= from && handle < to) || (index >= from && index < to))
            store(arena, entry + 4, 0);
    }
}
