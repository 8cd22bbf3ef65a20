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
open_arrays(zb_view view, zb_slot data, places *all, zb_array *lat, zb_array *lng)
{
    if (data.tag != ZB_TAG_OBJECT)
        return ZB_E_TAG;
    ZB_TRY(open_array(view, data.a, ZB_LIT("name"), &all->name));
    ZB_TRY(open_array(view, data.a, ZB_LIT("country"), &all->country));
    ZB_TRY(open_array(view, data.a, ZB_LIT("lat"), lat));
    ZB_TRY(open_array(view, data.a, ZB_LIT("lng"), lng));
    ZB_TRY(open_array(view, data.a, ZB_LIT("codes"), &all->codes));
    all->count = all->name.length;
    all->country_count = all->codes.length;
    bool equal = all->country.length == all->count && lat->length == all->count && lng->length == all->count;
    return equal ? ZB_OK : ZB_E_INVALID;
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
    found.lat = all->lat[index];
    found.lng = all->lng[index];
    *out = found;
    return ZB_OK;
}

static zb_status
reserve_doubles(zb_arena *arena, uint32_t count, double **out)
{
    void *memory;
    ZB_TRY(reserve(arena, count, sizeof **out, &memory));
    *out = memory;
    return ZB_OK;
}

/* The numbers of an array of the host's, side by side, none of them outside of [-most, most]. */
static zb_status
build_angles(zb_arena *arena, zb_array array, double most, double **out)
{
    ZB_TRY(reserve_doubles(arena, array.length, out));
    for (uint32_t i = 0; i < array.length; i++) {
        ZB_TRY(zb_slot_get_f64(zb_arena_view(arena), slot_of(array, i), &(*out)[i]));
        if (!((*out)[i] >= -most && (*out)[i] <= most))
            return ZB_E_INVALID;
    }
    return ZB_OK;
}

static uint32_t
padded_count(const places *all)
{
    return (all->count + PLACES_AT_ONCE - 1) / PLACES_AT_ONCE * PLACES_AT_ONCE;
}

static zb_status
reserve_vectors(zb_arena *arena, places *all)
{
    ZB_TRY(reserve_doubles(arena, padded_count(all), &all->x));
    ZB_TRY(reserve_doubles(arena, padded_count(all), &all->y));
    return reserve_doubles(arena, padded_count(all), &all->z);
}

static void
fill_vectors(places *all)
{
    static const unit_vector far_from_all = {9, 9, 9};
    uint32_t padded = padded_count(all);
    for (uint32_t i = 0; i < padded; i++) {
        unit_vector place = i < all->count ? sphere_at(all->lat[i], all->lng[i]) : far_from_all;
        all->x[i] = place.x;
        all->y[i] = place.y;
        all->z[i] = place.z;
    }
}

static zb_status
count_countries(zb_arena *arena, places *all)
{
    ZB_TRY(reserve_doubles(arena, all->country_count, &all->in_country));
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

/* `scratch` has room for as many indices as there are places. */
static zb_status
sort_names(zb_arena *arena, places *all, void *scratch)
{
    void *memory;
    ZB_TRY(reserve(arena, all->count, sizeof *all->by_name, &memory));
    all->by_name = memory;
    for (uint32_t i = 0; i < all->count; i++)
        all->by_name[i] = i;

    uint32_t *from = all->by_name, *to = scratch;
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
    return ZB_OK;
}

zb_status
places_open(zb_arena *arena, zb_slot data, places *out)
{
    places all = {0};
    zb_array lat, lng;
    ZB_TRY(open_arrays(zb_arena_view(arena), data, &all, &lat, &lng));
    ZB_TRY(build_angles(arena, lat, 90, &all.lat));
    ZB_TRY(build_angles(arena, lng, 180, &all.lng));
    ZB_TRY(reserve_vectors(arena, &all));
    ZB_TRY(count_countries(arena, &all));
    ZB_TRY(fold_names(arena, &all));
    ZB_TRY(sort_names(arena, &all, all.x)); /* whose numbers come only then */
    fill_vectors(&all);
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
