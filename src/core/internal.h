/* SPDX-License-Identifier: MIT */
#ifndef ZBI_INTERNAL_H
#define ZBI_INTERNAL_H

/*
 * What the files of src/core share.  Words that other threads may read are
 * loaded and stored atomically; everything else goes through memcpy, so no
 * pointer to a struct ever points into a region.
 */

#include <zerobuf/arena.h>

/** The word at `off`, for atomic access.  `off` is 4-aligned and checked, base is 8-aligned. */
static inline uint32_t *
zbi_word(const zb_arena *arena, zb_off off)
{
    return (uint32_t *)(void *)zb_arena_ptr(arena, off);
}

/** Load a control word. */
static inline uint32_t
zbi_control_load(const zb_arena *arena, uint32_t at)
{
    return __atomic_load_n(zbi_word(arena, arena->control + at), __ATOMIC_ACQUIRE);
}

/** Store a control word. */
static inline void
zbi_control_store(const zb_arena *arena, uint32_t at, uint32_t value)
{
    __atomic_store_n(zbi_word(arena, arena->control + at), value, __ATOMIC_RELEASE);
}

/** Store a word that makes earlier stores visible: a handle, a length, a tag. */
static inline void
zbi_publish_u32(const zb_arena *arena, zb_off off, uint32_t value)
{
    __atomic_store_n(zbi_word(arena, off), value, __ATOMIC_RELEASE);
}

/** Store without ordering; any alignment. */
static inline void
zbi_store_u32(const zb_arena *arena, zb_off off, uint32_t value)
{
    __builtin_memcpy(zb_arena_ptr(arena, off), &value, sizeof value);
}

/** Store without ordering; any alignment. */
static inline void
zbi_store_u64(const zb_arena *arena, zb_off off, uint64_t value)
{
    __builtin_memcpy(zb_arena_ptr(arena, off), &value, sizeof value);
}

static inline bool
zbi_is_shared(const zb_arena *arena)
{
#ifdef ZB_LINEAR_MEMORY
    (void)arena;
    return false;
#else
    return (zbi_control_load(arena, ZB_CONTROL_FLAGS_AT) & ZB_ARENA_SHARED) != 0;
#endif
}

/**
 * Undo the allocations of a call that failed: nothing published refers to the
 * bytes from `checkpoint` on.  The generation stays.  In a shared arena the bytes
 * are abandoned instead: another thread may have allocated after them.
 */
void zbi_arena_rollback(zb_arena *arena, zb_checkpoint checkpoint);

/** Give back the last `bytes` of the newest allocation, if it is the one that ends at `end`. */
void zbi_arena_trim(zb_arena *arena, zb_off end, uint32_t bytes);

/** Forget interned keys in [from, to), which are about to be freed (SPEC.md, 6.6). */
void zbi_keys_forget(zb_arena *arena, zb_off from, zb_off to);

/** Where the capacity, length and items of a block lie. */
typedef struct zbi_block {
    zb_off data; /* the block itself */
    uint32_t length;
    uint32_t capacity;
} zbi_block;

/** Follow a handle to a block of items of `item_bytes` and check all of it. */
ZB_NODISCARD zb_status zbi_block_open(zb_view view, zb_off handle, uint32_t item_bytes, zbi_block *out);

/** Allocate handle and block in one piece. */
ZB_NODISCARD zb_status zbi_block_new(zb_arena *arena, uint32_t capacity, uint32_t item_bytes, zb_off *out);

/**
 * Make room for one more item.
 *
 * @param arena       arena
 * @param item_bytes  16 or 24
 * @param block       opened; on success it may be a larger copy, which no handle
 *                    refers to until zbi_block_publish()
 */
ZB_NODISCARD zb_status zbi_block_reserve(zb_arena *arena, uint32_t item_bytes, zbi_block *block);

/** The item after the last has been stored: count it, and let the handle refer to the block. */
void zbi_block_publish(zb_arena *arena, zb_off handle, const zbi_block *block);

/** Write a slot whose range has been checked. */
void zbi_slot_store(zb_arena *arena, zb_off slot, zb_slot value);

/** True for the tags of version 1 and of the extensions. */
static inline bool
zbi_tag_known(uint8_t tag)
{
    return tag <= ZB_TAG_BYTES || (tag >= ZB_EXTENSION_TAG_FIRST && tag <= ZB_EXTENSION_TAG_LAST);
}

/** True for the tags that may be written into this arena. */
static inline bool
zbi_tag_writable(const zb_arena *arena, uint8_t tag)
{
    return tag <= ZB_TAG_BYTES ||
           (zbi_tag_known(tag) && (zbi_control_load(arena, ZB_CONTROL_FLAGS_AT) & ZB_ARENA_EXTENDED) != 0);
}

/** True for what `new Number(1)` and its like may hold. */
static inline bool
zbi_can_be_boxed(uint8_t tag)
{
    return tag == ZB_TAG_BOOL || tag == ZB_TAG_I32 || tag == ZB_TAG_F64 || tag == ZB_TAG_STRING ||
           tag == ZB_TAG_BIGINT || tag == ZB_TAG_INTEGER;
}

/** SameValueZero of two values of one region (same.c). */
bool zbi_same(zb_view view, zb_slot left, zb_slot right);

/** The same for values of two regions; false when `left` is no primitive, and `out` is then not set. */
bool zbi_same_primitive(zb_view left_view, zb_slot left, zb_view right_view, zb_slot right, bool *out);

/*
 * Indexes of larger objects (index.c).  All of this is best effort: without memory, or
 * while another thread writes an index, objects are scanned.
 */

/** What an index says of a key. */
typedef enum zbi_index_answer {
    ZBI_INDEX_NONE,   /* there is no index that helps: scan from entry 0 */
    ZBI_INDEX_FOUND,  /* at the entry */
    ZBI_INDEX_MISSING /* not among the entries below the answered one: scan from there */
} zbi_index_answer;

/** Ask the index of the object at `handle`, if the view's control block leads to one. */
zbi_index_answer zbi_index_find(zb_view view, zb_off handle, const zbi_block *block, const char *key,
                                uint32_t len, uint32_t *entry);

/**
 * Bring the index of an object up to date with the first `count` entries of the block, of
 * which the handle may not know yet.  Makes an index where there is none and there are
 * more than ZB_INDEX_MIN_COUNT entries.
 */
void zbi_index_update(zb_arena *arena, zb_off handle, zb_off data, uint32_t count);

/** Bytes that an index of `count` keys takes at most, with what the directory may need. */
uint64_t zbi_index_room(const zb_arena *arena, uint32_t count);

/** Make an index for a finished object, where it is worth one. */
void zbi_index_build(zb_arena *arena, zb_off handle);

/** Bytes of keys that zbi_index_build() looks at: where keys overlap, many times what the region holds. */
uint64_t zbi_index_key_bytes(zb_view view, zb_off handle);

/** Forget indexes in [from, to), which are about to be freed (SPEC.md, 6.11). */
void zbi_indexes_forget(zb_arena *arena, zb_off from, zb_off to);

#endif /* ZBI_INTERNAL_H */
