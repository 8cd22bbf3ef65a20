/* SPDX-License-Identifier: MIT */
/*
 * Interned keys: a hash table in the arena (SPEC.md, 6.6).  It is an
 * optimisation that any writer may lack, so a table that looks damaged is
 * ignored rather than reported, and want of memory for it is no failure.
 */
#include "internal.h"

typedef struct key_table {
    zb_off at;         /* the block */
    uint32_t capacity; /* entries, a power of two */
    uint32_t count;
} key_table;

typedef struct key_entry {
    uint32_t hash;
    zb_off key; /* 0: free */
    uint32_t len;
} key_entry;

/* FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
static uint32_t
hash_key(const char *key, uint32_t len)
{
    uint32_t hash = 2166136261u;
    for (uint32_t i = 0; i < len; i++)
        hash = (hash ^ (uint8_t)key[i]) * 16777619u;
    return hash;
}

static uint64_t
table_bytes(uint32_t capacity)
{
    return ZB_KEYS_HEADER_BYTES + (uint64_t)capacity * ZB_KEYS_ENTRY_BYTES;
}

static bool
table_open(const zb_arena *arena, key_table *out)
{
    zb_view view = zb_arena_view(arena);
    zb_off at = zbi_control_load(arena, ZB_CONTROL_KEYS_AT);
    if (at == 0 || at % ZB_READ_ALIGN != 0 || !zb_view_has(view, at, ZB_KEYS_HEADER_BYTES))
        return false;
    key_table table = {at, zb_view_u32(view, at), zb_view_u32(view, at + 4)};
    if (table.capacity < ZB_KEYS_MIN_CAPACITY || (table.capacity & (table.capacity - 1)) != 0 ||
        table.count > table.capacity / 2 || !zb_view_has(view, at, table_bytes(table.capacity)))
        return false;
    *out = table;
    return true;
}

static zb_off
entry_at(const key_table *table, uint32_t index)
{
    return table->at + ZB_KEYS_HEADER_BYTES + index * ZB_KEYS_ENTRY_BYTES;
}

static key_entry
entry_load(const zb_arena *arena, const key_table *table, uint32_t index)
{
    zb_view view = zb_arena_view(arena);
    zb_off at = entry_at(table, index);
    key_entry entry = {zb_view_u32(view, at), zb_view_u32(view, at + 4), zb_view_u32(view, at + 8)};
    return entry;
}

static void
entry_store(const zb_arena *arena, const key_table *table, uint32_t index, key_entry entry)
{
    zb_off at = entry_at(table, index);
    zbi_store_u32(arena, at, entry.hash);
    zbi_store_u32(arena, at + 4, entry.key);
    zbi_store_u32(arena, at + 8, entry.len);
}

/* How far from its home an entry may lie: keys that were chosen to collide cost no more than others. */
static uint32_t
probes(const key_table *table)
{
    return table->capacity < ZB_KEYS_MAX_PROBES ? table->capacity : ZB_KEYS_MAX_PROBES;
}

/* Offset of the key, or 0. */
static zb_off
table_find(const zb_arena *arena, const key_table *table, uint32_t hash, const char *key, uint32_t len)
{
    zb_view view = zb_arena_view(arena);
    for (uint32_t i = 0; i < probes(table); i++) {
        key_entry entry = entry_load(arena, table, (hash + i) & (table->capacity - 1));
        if (entry.key == 0)
            return 0;
        if (entry.hash == hash && entry.len == len && zb_view_has(view, entry.key, len) &&
            zb_bytes_equal(zb_view_ptr(view, entry.key), key, len))
            return entry.key;
    }
    return 0;
}

/* Place an entry and count it.  Nothing happens when there is no place near its home:
 * the key is then not interned. */
static void
table_insert(const zb_arena *arena, key_table *table, key_entry entry)
{
    for (uint32_t i = 0; i < probes(table); i++) {
        uint32_t index = (entry.hash + i) & (table->capacity - 1);
        if (entry_load(arena, table, index).key == 0) {
            entry_store(arena, table, index, entry);
            zbi_store_u32(arena, table->at + 4, ++table->count);
            return;
        }
    }
}

/* A table with room for one more: the one that is there, or a copy twice as large. */
static bool
table_reserve(zb_arena *arena, key_table *table)
{
    bool had = table_open(arena, table);
    if (had && table->count + 1 <= table->capacity / 2)
        return true;
    key_table grown = {0, had ? table->capacity * 2 : ZB_KEYS_MIN_CAPACITY, 0};
    uint64_t bytes = table_bytes(grown.capacity);
    if (bytes > ZB_MAX_REGION_BYTES ||
        zb_arena_alloc(arena, (uint32_t)bytes, ZB_WRITE_ALIGN, &grown.at) != ZB_OK)
        return false;
    __builtin_memset(zb_arena_ptr(arena, grown.at), 0, (size_t)bytes);
    zbi_store_u32(arena, grown.at, grown.capacity);
    for (uint32_t i = 0; had && i < table->capacity; i++) {
        key_entry entry = entry_load(arena, table, i);
        if (entry.key != 0)
            table_insert(arena, &grown, entry);
    }
    zbi_control_store(arena, ZB_CONTROL_KEYS_AT, grown.at);
    *table = grown;
    return true;
}

static zb_status
copy_key(zb_arena *arena, const char *key, uint32_t len, zb_off *out)
{
    zb_off off;
    ZB_TRY(zb_arena_alloc(arena, len, 1, &off));
    if (len > 0) /* move, not copy: in a damaged region the key may lie in what was free */
        __builtin_memmove(zb_arena_ptr(arena, off), key, len);
    *out = off;
    return ZB_OK;
}

static zb_status
intern(zb_arena *arena, const char *key, uint32_t len, zb_off *out)
{
    uint32_t hash = hash_key(key, len);
    key_table table;
    if (table_open(arena, &table)) {
        zb_off found = table_find(arena, &table, hash, key, len);
        if (found != 0) {
            *out = found;
            return ZB_OK;
        }
    }
    zb_off copy;
    ZB_TRY(copy_key(arena, key, len, &copy));
    zbi_control_store(arena, ZB_CONTROL_KEYS_END_AT, copy + len);
    if (table_reserve(arena, &table)) {
        key_entry entry = {hash, copy, len};
        table_insert(arena, &table, entry);
    }
    *out = copy;
    return ZB_OK;
}

zb_status
zb_key_intern(zb_arena *arena, const char *key, uint32_t len, zb_off *out)
{
    /* Else keys that another side wrote into new memory would look damaged. */
    ZB_TRY(zb_arena_refresh(arena));
    if (!zbi_is_shared(arena))
        return intern(arena, key, len, out);

    uint32_t *lock = zbi_word(arena, arena->control + ZB_CONTROL_KEYS_LOCK_AT);
    uint32_t open = 0;
    if (!__atomic_compare_exchange_n(lock, &open, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
        return copy_key(arena, key, len, out); /* never wait: a holder may have died */
    zb_status status = intern(arena, key, len, out);
    /* The region may have moved: a grow hook may change arena->base. */
    __atomic_store_n(zbi_word(arena, arena->control + ZB_CONTROL_KEYS_LOCK_AT), 0, __ATOMIC_RELEASE);
    return status;
}

void
zbi_keys_forget(zb_arena *arena, zb_off from, zb_off to)
{
    key_table table;
    zb_off at = zbi_control_load(arena, ZB_CONTROL_KEYS_AT);
    if (at == 0)
        return;
    zb_off newest_end = zbi_control_load(arena, ZB_CONTROL_KEYS_END_AT);
    if ((at >= from && at < to) || !table_open(arena, &table)) {
        zbi_control_store(arena, ZB_CONTROL_KEYS_AT, 0);
        zbi_control_store(arena, ZB_CONTROL_KEYS_END_AT, 0);
        return;
    }
    if (newest_end < from)
        return; /* the newest key is older than the checkpoint, so all are */

    /* Clearing leaves no gap in a probe sequence: an entry that stays was placed
     * when those that go did not exist yet. */
    uint32_t count = table.count;
    for (uint32_t i = 0; i < table.capacity; i++) {
        key_entry entry = entry_load(arena, &table, i), none = {0, 0, 0};
        if (entry.key < from || entry.key >= to)
            continue;
        entry_store(arena, &table, i, none);
        count -= count > 0 ? 1 : 0;
    }
    zbi_store_u32(arena, table.at + 4, count);
    zbi_control_store(arena, ZB_CONTROL_KEYS_END_AT, from);
}
