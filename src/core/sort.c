/* SPDX-License-Identifier: MIT */
/*
 * A stable merge sort of the keys that the elements are compared by.  Keys are read before
 * anything is written, into temporary bytes; slots move once, at the end.
 *
 * Temporary bytes lie in the region.  Nobody else may write there meanwhile, as with every
 * call that writes; an index that is read back is checked all the same.
 */
#include <zerobuf/array.h>
#include <zerobuf/path.h>

#include "budget.h"
#include "order.h"
#include "tail.h"

#define KEY_BYTES ((uint32_t)sizeof(zbi_order))
#define RUN 8u /* elements that are sorted by insertion */
#define LIMB_BYTES 8u

typedef struct sorting {
    zb_view view;
    bool descending;
    bool exhausted; /* the budget is: every pair passes for ordered, and nothing will be written */
    zbi_budget budget;
} sorting;

/* Pay for the bytes that two keys may make a comparison look at. */
static bool
affordable(sorting *s, const zbi_order *left, const zbi_order *right)
{
    uint32_t len = left->len < right->len ? left->len : right->len;
    if (left->text == right->text && left->len == right->len)
        return !s->exhausted; /* one text: nothing is looked at */
    if (left->rank == ZBI_RANK_NUMBER || right->rank == ZBI_RANK_NUMBER)
        len = len < ZB_MAX_REGION_BYTES / LIMB_BYTES ? len * LIMB_BYTES : ZB_MAX_REGION_BYTES;
    if (!s->exhausted && zbi_spend(&s->budget, len / ZBI_BYTES_PER_UNIT) != ZB_OK)
        s->exhausted = true;
    return !s->exhausted;
}

static bool
in_order(sorting *s, const zbi_order *left, const zbi_order *right)
{
    if (!affordable(s, left, right))
        return true;
    int order = zbi_order_compare(s->view, left, right);
    bool either_absent = left->rank == ZBI_RANK_ABSENT || right->rank == ZBI_RANK_ABSENT;
    return s->descending && !either_absent ? order >= 0 : order <= 0;
}

static void
sort_run(sorting *s, zbi_order *keys, uint32_t count)
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
merge(sorting *s, const zbi_order *from, uint32_t left, uint32_t count, zbi_order *to)
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
sort_keys(sorting *s, zbi_order *keys, zbi_order *spare, uint32_t count)
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
key_of(sorting *s, zb_off slot, const char *path, uint32_t len, zbi_order *out)
{
    zb_view view = s->view;
    zb_slot element, value;
    zb_str limbs;
    ZB_TRY(zb_slot_read(view, slot, &element));
    zb_status status = zbi_path(view, element, path, len, &s->budget, &value);
    if (status == ZB_E_NOT_FOUND || status == ZB_E_TAG) {
        *out = (zbi_order){0, ZBI_RANK_ABSENT, 0, {0, 0}, 0, 0, 0};
        return ZB_OK;
    }
    ZB_TRY(status);
    if (value.tag == ZB_TAG_INTEGER && zb_string_at(view, value.a, &limbs) == ZB_OK)
        ZB_TRY(zbi_spend(&s->budget, limbs.len / ZBI_BYTES_PER_UNIT));
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

    sorting s = {zb_arena_view(tail->arena), descending, false, {0}};
    s.budget = zbi_budget_for(s.view.size_bytes);
    zbi_order *keys = (zbi_order *)(void *)zbi_tail_at(tail, bytes);
    zbi_order *spare = (zbi_order *)(void *)zbi_tail_at(tail, 2 * bytes);
    for (uint32_t i = 0; i < count; i++) {
        zbi_order key;
        ZB_TRY(key_of(&s, array.slots + i * ZB_SLOT_BYTES, path, len, &key));
        key.index = i;
        keys[i] = key;
    }
    zbi_order *sorted = sort_keys(&s, keys, spare, count);
    if (s.exhausted)
        return ZB_E_BUDGET;

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
