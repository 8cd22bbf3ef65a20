/* SPDX-License-Identifier: MIT */
#include "places.h"
#include "fold.h"

static zb_off
slot_of(zb_array array, uint32_t index)
{
    return array.slots + index * ZB_SLOT_BYTES;
}

/* Space in the arena for `count` elements of `bytes` bytes, 8-aligned. */
static zb_status
reserve(zb_arena *arena, uint32_t count, size_t bytes, void **out)
{
    uint64_t total = (uint64_t)count * bytes;
    zb_off off;
    if (total > ZB_MAX_REGION_BYTES)
        return ZB_E_MEMORY;
    ZB_TRY(zb_arena_alloc(arena, (uint32_t)total, ZB_WRITE_ALIGN, &off));
    *out = zb_arena_ptr(arena, off);
    return ZB_OK;
}

static zb_status
open_array(zb_view view, zb_off object, const char *key, uint32_t len, zb_array *out)
{
    zb_off handle;
    ZB_TRY(zb_object_get_array(view, object, key, len, &handle));
    return zb_array_open(view, handle, out);
}

static zb_status
open_arrays(zb_view view, zb_slot data, places *all)
{
    if (data.tag != ZB_TAG_OBJECT)
        return ZB_E_TAG;
    ZB_TRY(open_array(view, data.a, ZB_LIT("name"), &all->name));
    ZB_TRY(open_array(view, data.a, ZB_LIT("country"), &all->country));
    ZB_TRY(open_array(view, data.a, ZB_LIT("lat"), &all->lat));
    ZB_TRY(open_array(view, data.a, ZB_LIT("lng"), &all->lng));
    ZB_TRY(open_array(view, data.a, ZB_LIT("codes"), &all->codes));
    all->count = all->name.length;
    all->country_count = all->codes.length;
    bool equal =
        all->country.length == all->count && all->lat.length == all->count && all->lng.length == all->count;
    return equal ? ZB_OK : ZB_E_INVALID;
}

zb_status
places_angles(zb_view view, const places *all, uint32_t index, double *lat, double *lng)
{
    ZB_TRY(zb_slot_get_f64(view, slot_of(all->lat, index), lat));
    return zb_slot_get_f64(view, slot_of(all->lng, index), lng);
}

zb_status
places_code(zb_view view, const places *all, uint32_t index, zb_str *out)
{
    return zb_slot_get_string(view, slot_of(all->codes, index), out);
}

zb_status
places_get(zb_view view, const places *all, uint32_t index, place *out)
{
    int32_t country;
    place found;
    ZB_TRY(zb_slot_get_string(view, slot_of(all->name, index), &found.name));
    ZB_TRY(zb_slot_get_i32(view, slot_of(all->country, index), &country));
    ZB_TRY(places_code(view, all, (uint32_t)country, &found.code));
    ZB_TRY(places_angles(view, all, index, &found.lat, &found.lng));
    *out = found;
    return ZB_OK;
}

static zb_status
build_vectors(zb_arena *arena, places *all)
{
    void *memory;
    ZB_TRY(reserve(arena, all->count, sizeof *all->vectors, &memory));
    all->vectors = memory;
    for (uint32_t i = 0; i < all->count; i++) {
        double lat, lng;
        ZB_TRY(places_angles(zb_arena_view(arena), all, i, &lat, &lng));
        if (!(lat >= -90 && lat <= 90 && lng >= -180 && lng <= 180))
            return ZB_E_INVALID;
        all->vectors[i] = sphere_at(lat, lng);
    }
    return ZB_OK;
}

static zb_status
count_countries(zb_arena *arena, places *all)
{
    void *memory;
    ZB_TRY(reserve(arena, all->country_count, sizeof *all->in_country, &memory));
    all->in_country = memory;
    for (uint32_t i = 0; i < all->country_count; i++)
        all->in_country[i] = 0;
    for (uint32_t i = 0; i < all->count; i++) {
        int32_t country;
        ZB_TRY(zb_slot_get_i32(zb_arena_view(arena), slot_of(all->country, i), &country));
        if (country < 0 || (uint32_t)country >= all->country_count)
            return ZB_E_INVALID;
        all->in_country[country]++;
    }
    return ZB_OK;
}

static uint64_t
first_bytes(const uint8_t *bytes, uint32_t len)
{
    uint64_t start = 0;
    for (uint32_t i = 0; i < 8; i++)
        start = start << 8 | (i < len ? bytes[i] : 0u);
    return start;
}

zb_status
places_fold(zb_arena *arena, zb_str text, folded_name *out)
{
    zb_off at;
    uint32_t len;
    if (text.len > ZB_MAX_REGION_BYTES / FOLD_GROWTH)
        return ZB_E_MEMORY;
    ZB_TRY(zb_arena_alloc(arena, text.len * FOLD_GROWTH, 1, &at));
    uint8_t *bytes = zb_arena_ptr(arena, at);
    ZB_TRY(fold_text(text, bytes, &len));
    *out = (folded_name){first_bytes(bytes, len), at, len};
    return ZB_OK;
}

static zb_status
fold_names(zb_arena *arena, places *all)
{
    void *memory;
    ZB_TRY(reserve(arena, all->count, sizeof *all->folded, &memory));
    all->folded = memory;
    for (uint32_t i = 0; i < all->count; i++) {
        zb_str name;
        ZB_TRY(zb_slot_get_string(zb_arena_view(arena), slot_of(all->name, i), &name));
        ZB_TRY(places_fold(arena, name, &all->folded[i]));
    }
    return ZB_OK;
}

/* Negative, 0 or positive as `a` sorts before, with or after `b`: by bytes, which is by code points. */
static int
compare(zb_view view, const folded_name *a, const folded_name *b)
{
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    const uint8_t *left = zb_view_ptr(view, a->at), *right = zb_view_ptr(view, b->at);
    uint32_t shorter = a->len < b->len ? a->len : b->len;
    for (uint32_t i = 0; i < shorter; i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    return a->len == b->len ? 0 : a->len < b->len ? -1 : 1;
}

/* Merge two neighbouring sorted runs of `from` into `to`.  Equal names keep their order. */
static void
merge(zb_view view, const folded_name *folded, const uint32_t *from, uint32_t *to, uint32_t first,
      uint32_t middle, uint32_t end)
{
    uint32_t left = first, right = middle;
    for (uint32_t at = first; at < end; at++) {
        bool take_left =
            right == end || (left < middle && compare(view, &folded[from[left]], &folded[from[right]]) <= 0);
        to[at] = from[take_left ? left++ : right++];
    }
}

static zb_status
sort_names(zb_arena *arena, places *all)
{
    void *memory;
    ZB_TRY(reserve(arena, all->count, sizeof *all->by_name, &memory));
    all->by_name = memory;
    for (uint32_t i = 0; i < all->count; i++)
        all->by_name[i] = i;

    zb_checkpoint before = zb_arena_save(arena);
    ZB_TRY(reserve(arena, all->count, sizeof *all->by_name, &memory));
    uint32_t *from = all->by_name, *to = memory;
    for (uint32_t width = 1; width < all->count; width *= 2) {
        for (uint32_t first = 0; first < all->count; first += 2 * width) {
            uint32_t rest = all->count - first;
            uint32_t middle = first + (rest < width ? rest : width);
            uint32_t end = first + (rest < 2 * width ? rest : 2 * width);
            merge(zb_arena_view(arena), all->folded, from, to, first, middle, end);
        }
        uint32_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != all->by_name)
        __builtin_memcpy(all->by_name, from, all->count * sizeof *from);
    return zb_arena_restore(arena, before);
}

zb_status
places_open(zb_arena *arena, zb_slot data, places *out)
{
    places all = {0};
    ZB_TRY(open_arrays(zb_arena_view(arena), data, &all));
    ZB_TRY(build_vectors(arena, &all));
    ZB_TRY(count_countries(arena, &all));
    ZB_TRY(fold_names(arena, &all));
    ZB_TRY(sort_names(arena, &all));
    *out = all;
    return ZB_OK;
}

/* Where a name lies against a prefix: before it (negative), with it (0), or after it. */
static int
compare_prefix(zb_view view, const folded_name *name, const folded_name *prefix)
{
    folded_name head = *name;
    if (head.len > prefix->len) {
        head.len = prefix->len;
        head.start = first_bytes(zb_view_ptr(view, head.at), head.len);
    }
    return compare(view, &head, prefix);
}

/* How many names, in order, lie before the prefix, or with `past` before or with it. */
static uint32_t
names_before(zb_view view, const places *all, const folded_name *prefix, bool past)
{
    uint32_t low = 0, high = all->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = compare_prefix(view, &all->folded[all->by_name[middle]], prefix);
        if (order < 0 || (past && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void
places_with_prefix(zb_view view, const places *all, const folded_name *prefix, uint32_t *first, uint32_t *end)
{
    *first = names_before(view, all, prefix, false);
    *end = names_before(view, all, prefix, true);
}
