/* SPDX-License-Identifier: MIT */
/* Keys of JSON objects: one offset for equal keys, and what becomes of repeated ones. */
#include "json_reader.h"

#include "json_text.h"
#include "wide.h"

/* Entries of the model that are tried before a key counts as foreign: records leave out some. */
#define LOOK_AHEAD 4u

/* Up to this many entries are compared in pairs. */
#define MAX_PAIRED 16u

/* Buckets that are tried for a key.  When keys were chosen to collide, sorting takes over. */
#define MAX_PROBES 64u

static const uint8_t *
key_bytes(const zbi_json *r, zb_off key)
{
    return zb_arena_ptr(r->tail.arena, key);
}

static uint32_t
load_u32(const uint8_t *p)
{
    uint32_t word;
    __builtin_memcpy(&word, p, sizeof word);
    return word;
}

/* Take the key from one of the next entries of the model, if it is there. */
static bool
take_from_model(zbi_json *r, const char *key, uint32_t len)
{
    zb_off entry = r->level.model;
    for (uint32_t i = 0; i < LOOK_AHEAD && entry != r->level.model_end; i++, entry += ZB_OBJECT_ENTRY_BYTES) {
        const uint8_t *model = key_bytes(r, entry);
        zb_off off = load_u32(model);
        if (load_u32(model + 4) != len || !zb_bytes_equal(key_bytes(r, off), key, len))
            continue;
        r->key = off;
        r->match = entry;
        r->level.model = entry + ZB_OBJECT_ENTRY_BYTES;
        return true;
    }
    return false;
}

static ZBI_COLD bool
is_odd(const uint8_t *key, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (key[i] < 0x20 || key[i] == '"' || key[i] == '\\')
            return true;
    return false;
}

zb_status
zbi_json_key(zbi_json *r, const char *text, const char *end, bool more, bool carried, const char **next)
{
    zbi_json_token token = {text, end, more, carried, {0}};
    zb_off copy;
    bool closed;
    *next = text;
    ZB_TRY(zbi_json_text(r, &token, 0, &copy, &closed));
    if (!closed)
        return ZB_OK;
    uint32_t len = (uint32_t)token.copy.len;
    const char *key = (const char *)zb_arena_ptr(r->tail.arena, copy);
    if (token.copy.lone != NULL)
        return zbi_json_fail(r, ZB_E_UTF8, token.copy.lone, "a key cannot hold half of a surrogate pair");
    if (token.copy.escaped)
        r->odd_keys |= is_odd((const uint8_t *)key, len);
    r->key_len = len;
    *next = carried ? end : token.copy.at + 1;
    if (take_from_model(r, key, len))
        return ZB_OK;

    zb_status status;
    if (token.copy.escaped || carried) {
        /* The copy lies where the interned key goes: it steps aside, for which zbi_json_text() left room. */
        uint32_t room = (len + 7) & ~7u;
        ZB_TRY(zbi_tail_push(&r->tail, room));
        uint32_t from_end = zbi_tail_bytes(&r->tail);
        __builtin_memmove(zbi_tail_at(&r->tail, from_end), key, len);
        status = zbi_tail_intern_own(&r->tail, from_end, len, &r->key);
        zbi_tail_pop(&r->tail, room);
    } else {
        status = zbi_tail_intern(&r->tail, text + 1, len, &r->key);
    }
    if (status != ZB_OK)
        return zbi_json_fail(r, status, token.text, ZBI_JSON_FULL);
    r->match = 0;
    r->level.foreign = true;
    return ZB_OK;
}

/* The entries of an object that closes, in temporary bytes: entry 0 came first and lies highest. */
typedef struct entries {
    zbi_json *r;
    uint32_t end; /* where they end, as a distance from the end of the temporary bytes */
    uint32_t count;
    bool removed;
} entries;

static uint8_t *
entry_at(const entries *e, uint32_t index)
{
    return zbi_tail_at(&e->r->tail, e->end + (index + 1) * ZB_OBJECT_ENTRY_BYTES);
}

static zb_off
key_of(const entries *e, uint32_t index)
{
    return load_u32(entry_at(e, index));
}

static uint32_t
len_of(const entries *e, uint32_t index)
{
    return load_u32(entry_at(e, index) + 4);
}

static bool
same_key(const entries *e, uint32_t a, uint32_t b)
{
    return len_of(e, a) == len_of(e, b) &&
           (key_of(e, a) == key_of(e, b) ||
            zb_bytes_equal(key_bytes(e->r, key_of(e, a)), key_bytes(e->r, key_of(e, b)), len_of(e, a)));
}

/* `later` repeats the key of `first`: it goes, marked by key 0. */
static zb_status
merge(entries *e, uint32_t first, uint32_t later)
{
    if (e->r->duplicates == ZB_JSON_DUPLICATES_REJECT)
        return ZB_E_EXISTS;
    if (e->r->duplicates == ZB_JSON_DUPLICATES_LAST)
        __builtin_memcpy(entry_at(e, first) + ZB_ENTRY_SLOT_AT, entry_at(e, later) + ZB_ENTRY_SLOT_AT,
                         ZB_SLOT_BYTES);
    __builtin_memset(entry_at(e, later), 0, 4);
    e->removed = true;
    return ZB_OK;
}

static zb_status
merge_pairs(entries *e)
{
    for (uint32_t later = 1; later < e->count; later++)
        for (uint32_t first = 0; first < later; first++)
            if (key_of(e, first) != 0 && same_key(e, first, later)) {
                ZB_TRY(merge(e, first, later));
                break;
            }
    return ZB_OK;
}

static uint32_t
hash_key(const uint8_t *key, uint32_t len, uint64_t seed)
{
    uint64_t hash = seed ^ len;
    for (uint32_t i = 0; i < len; i += 8) {
        uint64_t word = 0;
        __builtin_memcpy(&word, key + i, len - i < 8 ? len - i : 8);
        zbi_wide product = zbi_multiply(hash ^ word, 0xD6E8FEB86659FD93u);
        hash = product.high ^ product.low;
    }
    return (uint32_t)(hash ^ hash >> 32);
}

/* Word `index` of the temporary bytes taken last. */
static uint32_t *
word_at(const zbi_json *r, uint32_t index)
{
    return (uint32_t *)(void *)(zbi_tail_at(&r->tail, zbi_tail_bytes(&r->tail)) + (size_t)index * 4);
}

/* Merge through a hash table; *placed is false when a key found no place in it. */
static ZBI_COLD zb_status
merge_hashed(entries *e, bool *placed)
{
    uint32_t capacity = 64, seed = zbi_control_load(e->r->tail.arena, ZB_CONTROL_SEED_AT);
    while (capacity < e->count * 2)
        capacity *= 2;
    *placed = true;
    ZB_TRY(zbi_tail_push(&e->r->tail, capacity * 4));
    __builtin_memset(word_at(e->r, 0), 0, (size_t)capacity * 4);
    zb_status status = ZB_OK;
    for (uint32_t i = 0; i < e->count && status == ZB_OK && *placed; i++) {
        uint32_t hash = hash_key(key_bytes(e->r, key_of(e, i)), len_of(e, i), seed * 0x9E3779B97F4A7C15u);
        *placed = false;
        for (uint32_t probe = 0; probe < MAX_PROBES && !*placed; probe++) {
            uint32_t *bucket = word_at(e->r, (hash + probe) & (capacity - 1)), other = *bucket;
            if (other != 0 && !same_key(e, other - 1, i))
                continue;
            *placed = true;
            if (other == 0)
                *bucket = i + 1;
            else
                status = merge(e, other - 1, i);
        }
    }
    zbi_tail_pop(&e->r->tail, capacity * 4);
    return status;
}

/* Order of keys, equal ones in the order in which they came. */
static ZBI_COLD bool
goes_before(const entries *e, uint32_t a, uint32_t b)
{
    uint32_t a_len = len_of(e, a), b_len = len_of(e, b);
    if (a_len != b_len)
        return a_len < b_len;
    const uint8_t *x = key_bytes(e->r, key_of(e, a)), *y = key_bytes(e->r, key_of(e, b));
    for (uint32_t i = 0; i < a_len; i++)
        if (x[i] != y[i])
            return x[i] < y[i];
    return a < b;
}

/* Let the heap of `count` entry numbers hold below `root`. */
static ZBI_COLD void
sift_down(const entries *e, uint32_t *heap, uint32_t root, uint32_t count)
{
    uint32_t moving = heap[root], child;
    for (; (child = root * 2 + 1) < count; root = child) {
        if (child + 1 < count && goes_before(e, heap[child], heap[child + 1]))
            child++;
        if (!goes_before(e, moving, heap[child]))
            break;
        heap[root] = heap[child];
    }
    heap[root] = moving;
}

/* Merge by heap sort, which no choice of keys makes slow. */
static ZBI_COLD zb_status
merge_sorted(entries *e)
{
    uint32_t bytes = (e->count * 4 + 7) & ~7u, count = 0;
    ZB_TRY(zbi_tail_push(&e->r->tail, bytes));
    uint32_t *heap = word_at(e->r, 0);
    for (uint32_t i = 0; i < e->count; i++)
        if (key_of(e, i) != 0)
            heap[count++] = i;
    for (uint32_t root = count / 2; root > 0; root--)
        sift_down(e, heap, root - 1, count);
    for (uint32_t left = count; left > 1; left--) {
        uint32_t greatest = heap[0];
        heap[0] = heap[left - 1];
        heap[left - 1] = greatest;
        sift_down(e, heap, 0, left - 1);
    }
    zb_status status = ZB_OK;
    for (uint32_t first = 0, i = 1; i < count && status == ZB_OK; i++) {
        if (same_key(e, heap[first], heap[i]))
            status = merge(e, heap[first], heap[i]);
        else
            first = i;
    }
    zbi_tail_pop(&e->r->tail, bytes);
    return status;
}

/* Close the gaps that removed entries left. */
static ZBI_COLD void
close_gaps(entries *e)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < e->count; i++) {
        if (key_of(e, i) == 0)
            continue;
        if (kept != i)
            __builtin_memcpy(entry_at(e, kept), entry_at(e, i), ZB_OBJECT_ENTRY_BYTES);
        kept++;
    }
    zbi_tail_pop(&e->r->tail, (e->count - kept) * ZB_OBJECT_ENTRY_BYTES);
    e->r->level.count = kept;
}

ZBI_COLD zb_status
zbi_json_distinct(zbi_json *r, const char *at)
{
    uint32_t count = r->level.count;
    entries e = {r, zbi_tail_bytes(&r->tail) - count * ZB_OBJECT_ENTRY_BYTES, count, false};
    zb_status status;
    if (count <= MAX_PAIRED) {
        status = merge_pairs(&e);
    } else {
        bool placed;
        status = merge_hashed(&e, &placed);
        if (status == ZB_OK && !placed)
            status = merge_sorted(&e);
    }
    if (status == ZB_E_EXISTS)
        return zbi_json_fail(r, status, at, "a key stands twice in the object that ends here");
    if (status != ZB_OK)
        return zbi_json_fail(r, status, at, ZBI_JSON_FULL);
    if (e.removed)
        close_gaps(&e);
    return ZB_OK;
}
