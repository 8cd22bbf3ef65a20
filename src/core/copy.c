/* SPDX-License-Identifier: MIT */
/*
 * Deep copies.  What was copied is kept in a list in temporary bytes, in the order of
 * copying, which is at once the queue of containers whose slots still hold references into
 * the source: so there is no recursion, and no limit of depth.
 *
 *     item:  source offset | copy's offset | what (container_kind) | byte length of a text or key
 */
#include <zerobuf/column.h>
#include <zerobuf/copy.h>

#include "tail.h"

#define ITEM_BYTES 16u
#define BUCKET_BYTES 4u
#define PLACE_BYTES (ITEM_BYTES + 2 * BUCKET_BYTES) /* of the table, for an item */
#define FIRST_CAPACITY 16u

/* A source may describe so many times its region's bytes: slices of one column become columns. */
#define BUDGET_FACTOR 16u
#define BUDGET_BYTES 65536u

/* Strings from this length on are copied once, however many slots hold them. */
#define LONG_TEXT_BYTES 64u

/* Keys met lately: objects of one shape ask for the same few again and again. */
#define RECENT_KEYS 64u

/* Values of one kind and one source offset are one value. */
typedef enum container_kind {
    KIND_TEXT, /* string, bytes, symbol, integer */
    KIND_KEY,
    KIND_COLUMN,
    KIND_ARRAY, /* and set */
    KIND_OBJECT,
    KIND_MAP,
    KIND_ERROR, /* records: apart, since one that was copied as a short one is no longer one */
    KIND_REGEXP,
    KIND_BOXED
} container_kind;

typedef struct item {
    zb_off from;
    zb_off to;
    uint32_t what;
    uint32_t len;
} item;

typedef struct copier {
    zbi_tail tail;
    zb_view from; /* refreshed when the source lies in the arena itself */
    bool in_place;
    uint32_t count;    /* items */
    uint32_t capacity; /* items there is room for, a power of two; twice as many buckets */
    uint32_t at;       /* distance of the table from the end: buckets first, then items */
    uint64_t budget;   /* bytes that may still be copied */
    uint64_t hashing;  /* bytes of keys that may still be hashed for indexes */
    item recent[RECENT_KEYS];
    zb_copy_report report;
} copier;

static zb_view
source(const copier *c)
{
    return c->in_place ? zb_arena_view(c->tail.arena) : c->from;
}

static uint32_t
bucket_bytes(const copier *c)
{
    return c->capacity * 2 * BUCKET_BYTES;
}

static uint8_t *
item_ptr(const copier *c, uint32_t number)
{
    return zbi_tail_at(&c->tail, c->at - bucket_bytes(c) - number * ITEM_BYTES);
}

static item
item_load(const copier *c, uint32_t number)
{
    item it;
    __builtin_memcpy(&it, item_ptr(c, number), sizeof it);
    return it;
}

static uint8_t *
bucket_ptr(const copier *c, uint32_t number)
{
    return zbi_tail_at(&c->tail, c->at - (number & (c->capacity * 2 - 1)) * BUCKET_BYTES);
}

/* The bucket of a value, or the free one where it goes: at most half of them are taken.  Receives the
 * number of the item plus 1, 0 when it is free. */
static uint8_t *
probe(const copier *c, zb_off from, uint32_t what, uint32_t *found)
{
    uint32_t home = (from ^ (what << 28)) * 0x9E3779B1u;
    home ^= home >> 15;
    for (uint32_t i = 0;; i++) {
        uint8_t *bucket = bucket_ptr(c, home + i);
        __builtin_memcpy(found, bucket, BUCKET_BYTES);
        if (*found == 0)
            return bucket;
        item it = item_load(c, *found - 1);
        if (it.from == from && it.what == what)
            return bucket;
    }
}

/* A table of twice the capacity: filled below the old one, then moved over it. */
static zb_status
grow_table(copier *c)
{
    if (c->capacity > ZB_MAX_REGION_BYTES / PLACE_BYTES / 2)
        return ZB_E_MEMORY;
    uint32_t capacity = c->capacity == 0 ? FIRST_CAPACITY : c->capacity * 2;
    ZB_TRY(zbi_tail_push(&c->tail, capacity * PLACE_BYTES));
    copier old = *c; /* after the push, which may have moved it */
    c->capacity = capacity;
    c->at = zbi_tail_bytes(&c->tail);
    __builtin_memset(bucket_ptr(c, 0), 0, bucket_bytes(c));
    if (c->count > 0)
        __builtin_memcpy(item_ptr(c, 0), item_ptr(&old, 0), (size_t)c->count * ITEM_BYTES);
    for (uint32_t i = 0; i < c->count; i++) {
        item it = item_load(c, i);
        uint32_t none, number = i + 1;
        __builtin_memcpy(probe(c, it.from, it.what, &none), &number, BUCKET_BYTES);
    }
    __builtin_memmove(zbi_tail_at(&c->tail, capacity * PLACE_BYTES), zbi_tail_at(&c->tail, c->at),
                      (size_t)capacity * PLACE_BYTES);
    c->at = capacity * PLACE_BYTES;
    zbi_tail_pop(&c->tail, old.capacity * PLACE_BYTES);
    return ZB_OK;
}

/* Was this copied already? */
static bool
find(copier *c, zb_off from, container_kind what, item *out)
{
    uint32_t number = 0;
    if (c->capacity != 0)
        (void)probe(c, from, (uint32_t)what, &number);
    if (number == 0)
        return false;
    *out = item_load(c, number - 1);
    return true;
}

static zb_status
remember(copier *c, item it)
{
    if (c->count == c->capacity)
        ZB_TRY(grow_table(c));
    uint32_t none, number = c->count + 1;
    uint8_t *bucket = probe(c, it.from, it.what, &none);
    __builtin_memcpy(bucket, &number, BUCKET_BYTES);
    __builtin_memcpy(item_ptr(c, c->count), &it, ITEM_BYTES);
    c->count++;
    return ZB_OK;
}

static zb_status
spend(copier *c, uint64_t bytes)
{
    if (bytes > c->budget)
        return ZB_E_BUDGET;
    c->budget -= bytes;
    return ZB_OK;
}

/* `len` bytes of the source, checked, behind `prefix_bytes` that the caller fills. */
static zb_status
take(copier *c, zb_off from, uint64_t len, uint32_t prefix_bytes, uint32_t align, zb_off *out)
{
    ZB_TRY(spend(c, len));
    ZB_TRY(zbi_tail_alloc(&c->tail, prefix_bytes + len, align, out));
    if (len > 0) /* move, not copy: in a damaged region the source may lie in what was free */
        __builtin_memmove(zb_arena_ptr(c->tail.arena, *out + prefix_bytes), zb_view_ptr(source(c), from),
                          (size_t)len);
    return ZB_OK;
}

static zb_status
copy_text(copier *c, uint8_t tag, zb_off header, zb_off *out)
{
    zb_str text;
    ZB_TRY(zb_string_at(source(c), header, &text));
    /* A short text has no identity, and copying it costs less than remembering it. */
    bool remembered = tag == ZB_TAG_BYTES || text.len >= LONG_TEXT_BYTES;
    item it;
    if (remembered && find(c, header, KIND_TEXT, &it)) {
        c->report.shared++;
        *out = it.to;
        return ZB_OK;
    }
    it = (item){header, 0, KIND_TEXT, text.len};
    ZB_TRY(take(c, header, (uint64_t)ZB_STRING_HEADER_BYTES + text.len, 0, ZB_STRING_ALIGN, &it.to));
    c->report.texts++;
    *out = it.to;
    return remembered ? remember(c, it) : ZB_OK;
}

static zb_status
copy_column(copier *c, zb_off header, zb_off *out)
{
    zb_column column;
    item it;
    if (find(c, header, KIND_COLUMN, &it)) {
        c->report.shared++;
        *out = it.to;
        return ZB_OK;
    }
    ZB_TRY(zb_column_open(source(c), header, &column));
    zb_arena *arena = c->tail.arena;
    zb_off data;
    it = (item){header, 0, KIND_COLUMN, 0};
    ZB_TRY(zbi_tail_alloc(&c->tail, ZB_COLUMN_HEADER_BYTES, ZB_WRITE_ALIGN, &it.to));
    ZB_TRY(take(c, column.data, (uint64_t)column.length * column.item_bytes, 0, ZB_COLUMN_ALIGN, &data));
    zbi_store_u32(arena, it.to + ZB_COLUMN_DATA_AT, data);
    zbi_store_u32(arena, it.to + ZB_COLUMN_LENGTH_AT, column.length);
    zbi_store_u32(arena, it.to + ZB_COLUMN_CAPACITY_AT, column.length);
    zbi_store_u32(arena, it.to + ZB_COLUMN_TYPE_AT, (uint32_t)column.type);
    c->report.containers++;
    *out = it.to;
    return remember(c, it);
}

/* A container as it is, its slots still those of the source; they are mended when its turn comes. */
static zb_status
copy_container(copier *c, zb_off from, container_kind what, uint32_t item_bytes, zb_off *out)
{
    zbi_block block;
    item it;
    if (find(c, from, what, &it)) {
        c->report.shared++;
        *out = it.to;
        return ZB_OK;
    }
    zb_arena *arena = c->tail.arena;
    if (what >= KIND_ERROR) {
        ZB_TRY(zb_view_check(source(c), from, item_bytes)); /* of all its slots */
        it = (item){from, 0, (uint32_t)what, item_bytes / ZB_SLOT_BYTES};
        ZB_TRY(take(c, from, item_bytes, 0, ZB_WRITE_ALIGN, &it.to));
    } else {
        ZB_TRY(zbi_block_open(source(c), from, item_bytes, &block));
        it = (item){from, 0, (uint32_t)what, block.length};
        uint64_t bytes = (uint64_t)block.length * item_bytes;
        /* Room for one where there is none: other writers cannot leave capacity 0 (4.6). */
        uint32_t capacity = block.length > 0 ? block.length : 1;
        uint32_t prefix = ZB_WRITE_ALIGN + ZB_ARRAY_HEADER_BYTES;
        ZB_TRY(take(c, block.data + ZB_ARRAY_HEADER_BYTES, bytes,
                    prefix + (block.length > 0 ? 0 : item_bytes), ZB_WRITE_ALIGN, &it.to));
        __builtin_memset(zb_arena_ptr(arena, it.to), 0, prefix + (block.length > 0 ? 0 : item_bytes));
        zbi_store_u32(arena, it.to, it.to + ZB_WRITE_ALIGN);
        zbi_store_u32(arena, it.to + ZB_WRITE_ALIGN + ZB_BLOCK_CAPACITY_AT, capacity);
        zbi_store_u32(arena, it.to + ZB_WRITE_ALIGN + ZB_BLOCK_LENGTH_AT, block.length);
    }
    c->report.containers++;
    *out = it.to;
    return remember(c, it);
}

static zb_status
copy_key(copier *c, zb_off from, uint32_t len, zb_off *out)
{
    item it, *recent = &c->recent[from / 4 % RECENT_KEYS];
    if (recent->what == KIND_KEY && recent->from == from && recent->len == len) {
        *out = recent->to;
        return ZB_OK;
    }
    if (find(c, from, KIND_KEY, &it) && it.len == len) {
        *recent = it;
        *out = it.to;
        return ZB_OK;
    }
    if (!zb_view_has(source(c), from, len))
        return ZB_E_BOUNDS;
    ZB_TRY(spend(c, len));
    zb_off to;
    if (c->in_place)
        ZB_TRY(zbi_tail_intern_at(&c->tail, from, len, &to));
    else
        ZB_TRY(zbi_tail_intern(&c->tail, (const char *)zb_view_ptr(c->from, from), len, &to));
    *out = to;
    if (find(c, from, KIND_KEY, &it)) /* with another length: whoever wrote this shares prefixes */
        return ZB_OK;
    it = (item){from, to, KIND_KEY, len};
    return remember(c, it);
}

/* What a slot refers to, copied: its payload A is mended. */
static zb_status
copy_value(copier *c, zb_slot *value)
{
    if (!zbi_tag_known(value->tag) || !zbi_tag_writable(c->tail.arena, value->tag))
        return ZB_E_TAG;
    switch ((zb_tag)value->tag) {
    case ZB_TAG_NULL:
    case ZB_TAG_BOOL:
    case ZB_TAG_I32:
    case ZB_TAG_F64:
    case ZB_TAG_BIGINT:
    case ZB_TAG_UNDEFINED:
    case ZB_TAG_HOLE:
    case ZB_TAG_DATE:
        break;
    case ZB_TAG_STRING:
    case ZB_TAG_BYTES:
    case ZB_TAG_SYMBOL:
    case ZB_TAG_INTEGER:
        return copy_text(c, value->tag, value->a, &value->a);
    case ZB_TAG_COLUMN:
    case ZB_TAG_BUFFER:
    case ZB_TAG_DATA_VIEW:
    case ZB_TAG_SHARED:
        return copy_column(c, value->a, &value->a);
    case ZB_TAG_ARRAY:
    case ZB_TAG_SET:
        return copy_container(c, value->a, KIND_ARRAY, ZB_SLOT_BYTES, &value->a);
    case ZB_TAG_OBJECT:
        return copy_container(c, value->a, KIND_OBJECT, ZB_OBJECT_ENTRY_BYTES, &value->a);
    case ZB_TAG_MAP:
        return copy_container(c, value->a, KIND_MAP, ZB_MAP_ENTRY_BYTES, &value->a);
    case ZB_TAG_ERROR:
        return copy_container(c, value->a, KIND_ERROR, ZB_ERROR_SLOTS * ZB_SLOT_BYTES, &value->a);
    case ZB_TAG_REGEXP:
        return copy_container(c, value->a, KIND_REGEXP, ZB_REGEXP_SLOTS * ZB_SLOT_BYTES, &value->a);
    case ZB_TAG_BOXED:
        return copy_container(c, value->a, KIND_BOXED, ZB_BOXED_SLOTS * ZB_SLOT_BYTES, &value->a);
    }
    return ZB_OK;
}

/* Mend `count` slots of the copy, `stride` bytes apart.  Offsets: the base may move meanwhile. */
static zb_status
mend_slots(copier *c, zb_off slot, uint32_t count, uint32_t stride)
{
    zb_arena *arena = c->tail.arena;
    for (; count > 0; count--, slot += stride) {
        zb_view copies = zb_arena_view(arena);
        zb_slot value = {*zb_view_ptr(copies, slot),
                         {0, 0, 0},
                         zb_view_u32(copies, slot + ZB_SLOT_A_AT),
                         zb_view_u64(copies, slot + ZB_SLOT_B_AT)};
        ZB_TRY(copy_value(c, &value));
        zbi_slot_store(arena, slot, value);
    }
    return ZB_OK;
}

static zb_status
mend_keys(copier *c, zb_off entry, uint32_t count)
{
    zb_arena *arena = c->tail.arena;
    for (; count > 0; count--, entry += ZB_OBJECT_ENTRY_BYTES) {
        zb_view copies = zb_arena_view(arena);
        zb_off key;
        ZB_TRY(copy_key(c, zb_view_u32(copies, entry), zb_view_u32(copies, entry + 4), &key));
        zbi_store_u32(arena, entry, key);
    }
    return ZB_OK;
}

static zb_status
mend(copier *c, item it)
{
    zb_off items = it.to + ZB_WRITE_ALIGN + ZB_ARRAY_HEADER_BYTES;
    switch ((container_kind)it.what) {
    case KIND_TEXT:
    case KIND_KEY:
    case KIND_COLUMN:
        break;
    case KIND_ERROR:
    case KIND_REGEXP:
    case KIND_BOXED:
        return mend_slots(c, it.to, it.len, ZB_SLOT_BYTES);
    case KIND_ARRAY:
        return mend_slots(c, items, it.len, ZB_SLOT_BYTES);
    case KIND_OBJECT:
        ZB_TRY(mend_keys(c, items, it.len));
        ZB_TRY(mend_slots(c, items + ZB_ENTRY_SLOT_AT, it.len, ZB_OBJECT_ENTRY_BYTES));
        if (it.len > ZB_INDEX_MIN_COUNT) { /* keys may overlap: an index that is too dear is left out */
            uint64_t bytes = zbi_index_key_bytes(zb_arena_view(c->tail.arena), it.to);
            if (bytes > c->hashing)
                break;
            c->hashing -= bytes;
            zbi_tail_index(&c->tail, it.to, it.len);
        }
        break;
    case KIND_MAP:
        ZB_TRY(mend_slots(c, items, it.len, ZB_MAP_ENTRY_BYTES));
        return mend_slots(c, items + ZB_MAP_VALUE_AT, it.len, ZB_MAP_ENTRY_BYTES);
    }
    return ZB_OK;
}

zb_status
zb_copy(zb_arena *arena, zb_view from, zb_slot value, zb_slot *out, zb_copy_report *report)
{
    copier c;
    __builtin_memset(&c, 0, sizeof c);
    c.from = from;
    c.in_place = from.base == zb_arena_view(arena).base;
    c.budget = (uint64_t)from.size_bytes * BUDGET_FACTOR + BUDGET_BYTES;
    c.hashing = c.budget;
    ZB_TRY(zbi_tail_open(&c.tail, arena));
    zb_status status = copy_value(&c, &value);
    for (uint32_t i = 0; status == ZB_OK && i < c.count; i++)
        status = mend(&c, item_load(&c, i));
    if (status != ZB_OK) {
        zbi_tail_abandon(&c.tail);
        return status;
    }
    zbi_tail_close(&c.tail);
    *out = value;
    if (report != NULL)
        *report = c.report;
    return ZB_OK;
}
