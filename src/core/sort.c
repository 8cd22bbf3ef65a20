/* SPDX-License-Identifier: MIT */
/*
 * A stable merge sort of the keys that the elements are compared by.  Keys are read before
 * anything is written, into temporary bytes; slots move once, at the end.
 *
 * Temporary bytes lie in the region, which another process may be writing: what is read
 * back from them is checked, so that the worst such a writer gets is a wrong order.
 */
#include <zerobuf/array.h>
#include <zerobuf/path.h>

#include "order.h"
#include "tail.h"

#define KEY_BYTES ((uint32_t)sizeof(zbi_order))
#define RUN 8u /* elements that are sorted by insertion */

typedef struct sorting {
    zb_view view;
    bool descending;
} sorting;

static bool
in_order(const sorting *s, const zbi_order *left, const zbi_order *right)
{
    int order = zbi_order_compare(s->view, left, right);
    bool either_absent = left->rank == ZBI_RANK_ABSENT || right->rank == ZBI_RANK_ABSENT;
    return s->descending && !either_absent ? order >= 0 : order <= 0;
}

static void
sort_run(const sorting *s, zbi_order *keys, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        zbi_order key = keys[i];
        uint32_t at = i;
        for (; at > 0 && !in_order(s, &keys[at - 1], &key); at--)
            keys[at] = keys[at - 1];
        keys[at] = key;
    }
}

/* Merge two neighbouring runs into `to`. */
static void
merge(const sorting *s, const zbi_order *from, uint32_t left, uint32_t count, zbi_order *to)
{
    if (left == count || in_order(s, &from[left - 1], &from[left])) { /* in order as they are */
        __builtin_memcpy(to, from, (size_t)count * KEY_BYTES);
        return;
    }
    uint32_t a = 0, b = left;
    for (uint32_t i = 0; i < count; i++)
        to[i] = b == count || (a < left && in_order(s, &from[a], &from[b])) ? from[a++] : from[b++];
}

/* Sort keys with the help of as many more; the result is in the one that is returned. */
static zbi_order *
sort_keys(const sorting *s, zbi_order *keys, zbi_order *spare, uint32_t count)
{
    for (uint32_t at = 0; at < count; at += RUN)
        sort_run(s, keys + at, count - at < RUN ? count - at : RUN);
    /* `width` stays below 2^31: there are fewer keys than that in a region. */
    for (uint32_t width = RUN; width < count; width *= 2) {
        for (uint32_t at = 0; at < count;) {
            uint32_t rest = count - at, left = rest < width ? rest : width;
            uint32_t both = rest < 2 * width ? rest : 2 * width;
            merge(s, keys + at, left, both, spare + at);
            at += both;
        }
        zbi_order *other = keys;
        keys = spare;
        spare = other;
    }
    return keys;
}

/* The key of an element: of what the path leads to in it. */
static zb_status
key_of(zb_view view, zb_off slot, const char *path, uint32_t len, zbi_order *out)
{
    zb_slot element, value;
    ZB_TRY(zb_slot_read(view, slot, &element));
    zb_status status = zb_path(view, element, path, len, &value);
    if (status == ZB_E_NOT_FOUND || status == ZB_E_TAG) {
        *out = (zbi_order){0, ZBI_RANK_ABSENT, 0, {0, 0}, 0, 0, 0};
        return ZB_OK;
    }
    ZB_TRY(status);
    *out = zbi_order_of(view, value);
    return ZB_OK;
}

static zb_status
sort(zbi_tail *tail, zb_array array, const char *path, uint32_t len, bool descending)
{
    if (array.length > ZB_MAX_REGION_BYTES / (2 * KEY_BYTES))
        return ZB_E_MEMORY;
    uint32_t count = array.length, bytes = count * KEY_BYTES;
    ZB_TRY(zbi_tail_push(tail, bytes));
    ZB_TRY(zbi_tail_push(tail, bytes));

    sorting s = {zb_arena_view(tail->arena), descending};
    zbi_order *keys = (zbi_order *)(void *)zbi_tail_at(tail, bytes);
    zbi_order *spare = (zbi_order *)(void *)zbi_tail_at(tail, 2 * bytes);
    for (uint32_t i = 0; i < count; i++) {
        zbi_order key;
        ZB_TRY(key_of(s.view, array.slots + i * ZB_SLOT_BYTES, path, len, &key));
        key.index = i;
        keys[i] = key;
    }
    zbi_order *sorted = sort_keys(&s, keys, spare, count);

    /* Gather the slots in the half that is free, where each takes less than its key, then copy
     * them.  Move, not copy: in a damaged region the array may lie in what was free. */
    uint8_t *slots = (uint8_t *)(sorted == keys ? spare : keys);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t index = sorted[i].index < count ? sorted[i].index : i;
        __builtin_memmove(slots + (size_t)i * ZB_SLOT_BYTES,
                          zb_arena_ptr(tail->arena, array.slots + index * ZB_SLOT_BYTES), ZB_SLOT_BYTES);
    }
    __builtin_memmove(zb_arena_ptr(tail->arena, array.slots), slots, (size_t)count * ZB_SLOT_BYTES);
    return ZB_OK;
}

zb_status
zb_array_sort(zb_arena *arena, zb_off handle, const char *path, uint32_t len, uint32_t flags)
{
    zb_array array;
    zb_slot ignored;
    if ((flags & ~ZB_SORT_DESCENDING) != 0)
        return ZB_E_INVALID;
    if (zb_path(zb_arena_view(arena), zb_null(), path, len, &ignored) == ZB_E_SYNTAX)
        return ZB_E_SYNTAX;
    ZB_TRY(zb_array_open(zb_arena_view(arena), handle, &array));
    if (array.length < 2)
        return ZB_OK;
    zbi_tail tail;
    ZB_TRY(zbi_tail_open(&tail, arena));
    zb_status status = sort(&tail, array, path, len, (flags & ZB_SORT_DESCENDING) != 0);
    zbi_tail_abandon(&tail); /* nothing was made */
    return status;
}
