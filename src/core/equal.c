/* SPDX-License-Identifier: MIT */
/*
 * Deep equality.  A pair of containers that is being compared, or was and nothing spoke
 * against it, is taken for equal when it is met again: one difference anywhere ends the
 * comparison, so until then the assumption holds.  That makes values that share parts, and
 * cycles, cost what they hold.  The pairs are remembered in a small cache; one that was
 * forgotten is only compared again.
 *
 * Where an order is free a difference does not end the comparison: an element of a set may
 * equal another one.  What was assumed in such a trial is forgotten when it fails.
 */
#include <zerobuf/equal.h>

#include <zerobuf/iterate.h>
#include <zerobuf/object.h>

#include "budget.h"
#include "column.h"
#include "order.h"
#include "record.h"

#define MAX_DEPTH 512u
#define PAIRS 64u

#define LONG_TEXT 256u /* bytes from which on it pays to remember that two are the same */

typedef struct pair {
    zb_off left, right; /* handle, record or header; 0 and 0: free */
    uint32_t number;    /* counts up: how old it is */
    uint8_t tag;
} pair;

typedef struct comparison {
    zb_view left, right;
    zbi_budget budget;
    uint32_t remembered; /* pairs so far; fewer than the budget, which is below 2^32 */
    pair pairs[PAIRS];
} comparison;

static zb_status compare(comparison *c, zb_slot left, zb_slot right, uint32_t depth, bool *out);

static pair *
place_of(comparison *c, zb_off left, zb_off right)
{
    uint32_t mixed = left * 0x9E3779B1u ^ (right * 0x85EBCA6Bu >> 3);
    return &c->pairs[(mixed ^ mixed >> 15) % PAIRS];
}

/* True when the pair was met before; else it is remembered. */
static bool
met_before(comparison *c, zb_slot left, zb_slot right)
{
    pair *place = place_of(c, left.a, right.a);
    if (place->number != 0 && place->left == left.a && place->right == right.a && place->tag == left.tag)
        return true;
    *place = (pair){left.a, right.a, ++c->remembered, left.tag};
    return false;
}

/* Forget what was remembered since there were `before` pairs. */
static void
forget_since(comparison *c, uint32_t before)
{
    if (c->remembered == before)
        return;
    for (uint32_t i = 0; i < PAIRS; i++)
        if (c->pairs[i].number > before)
            c->pairs[i].number = 0;
}

/* Compare where a difference is no answer yet. */
static zb_status
try_pair(comparison *c, zb_slot left, zb_slot right, uint32_t depth, bool *out)
{
    uint32_t before = c->remembered;
    ZB_TRY(compare(c, left, right, depth, out));
    if (!*out)
        forget_since(c, before);
    return ZB_OK;
}

static zb_status
compare_texts(comparison *c, zb_slot left, zb_slot right, bool *out)
{
    zb_str l, r;
    ZB_TRY(zb_string_at(c->left, left.a, &l));
    ZB_TRY(zb_string_at(c->right, right.a, &r));
    bool same = l.len == r.len;
    if (same && l.ptr != r.ptr && (l.len < LONG_TEXT || !met_before(c, left, right))) {
        ZB_TRY(zbi_spend(&c->budget, l.len / ZBI_BYTES_PER_UNIT));
        same = zb_bytes_equal(l.ptr, r.ptr, l.len);
    }
    *out = same;
    return ZB_OK;
}

/* Bigints, of 64 bits or more: a wide one may hold a number that would fit fewer limbs. */
static zb_status
compare_integers(comparison *c, zb_slot left, zb_slot right, bool *out)
{
    zbi_order l = zbi_order_of(c->left, left), r = zbi_order_of(c->right, right);
    if (l.rank != ZBI_RANK_NUMBER || r.rank != ZBI_RANK_NUMBER)
        return compare_texts(c, left, right, out); /* cannot be read, or holds no limb */
    bool same = l.number == r.number && l.bits == r.bits && l.len == r.len;
    if (same && l.number == ZBI_NUMBER_WIDE) {
        ZB_TRY(zbi_spend(&c->budget, l.len / (ZBI_BYTES_PER_UNIT / 8)));
        same = zb_bytes_equal(zb_view_ptr(c->left, l.text), zb_view_ptr(c->right, r.text), l.len * 8);
    }
    *out = same;
    return ZB_OK;
}

static bool
same_double(double left, double right)
{
    return left == right || (left != left && right != right);
}

static double
number_of(zb_slot value)
{
    double number;
    __builtin_memcpy(&number, &value.b, sizeof number);
    return value.tag == ZB_TAG_I32 ? (int32_t)value.a : number;
}

static zb_status
compare_columns(comparison *c, zb_off left, zb_off right, bool *out)
{
    zb_column l, r;
    ZB_TRY(zb_column_open(c->left, left, &l));
    ZB_TRY(zb_column_open(c->right, right, &r));
    *out = false;
    if (l.type != r.type || l.length != r.length)
        return ZB_OK;
    uint64_t bytes = zbi_column_bytes(&l, l.length);
    ZB_TRY(zbi_spend(&c->budget, bytes / ZBI_BYTES_PER_UNIT));
    *out = zb_bytes_equal(zb_view_ptr(c->left, l.data), zb_view_ptr(c->right, r.data), (uint32_t)bytes);
    if (*out || (l.type != ZB_COLUMN_F16 && l.type != ZB_COLUMN_F32 && l.type != ZB_COLUMN_F64))
        return ZB_OK;
    /* Other bytes may be the same numbers: 0 and -0, two NaNs. */
    ZB_TRY(zbi_spend(&c->budget, l.length));
    for (uint32_t i = 0; i < l.length; i++)
        if (!same_double(number_of(zbi_column_element(c->left, &l, i)),
                         number_of(zbi_column_element(c->right, &r, i))))
            return ZB_OK;
    *out = true;
    return ZB_OK;
}

/* Parts in order: arrays and records. */
static zb_status
compare_slots(comparison *c, zb_off left, zb_off right, uint32_t count, uint32_t depth, bool *out)
{
    bool same = true;
    for (uint32_t i = 0; same && i < count; i++) {
        zb_slot l, r;
        ZB_TRY(zb_slot_read(c->left, left + i * ZB_SLOT_BYTES, &l));
        ZB_TRY(zb_slot_read(c->right, right + i * ZB_SLOT_BYTES, &r));
        ZB_TRY(compare(c, l, r, depth, &same));
    }
    *out = same;
    return ZB_OK;
}

static zb_status
compare_records(comparison *c, zb_slot left, zb_slot right, uint32_t depth, bool *out)
{
    uint32_t slots = zbi_record_slots(left.tag);
    ZB_TRY(zb_view_check(c->left, left.a, slots * ZB_SLOT_BYTES));
    ZB_TRY(zb_view_check(c->right, right.a, slots * ZB_SLOT_BYTES));
    return compare_slots(c, left.a, right.a, slots, depth, out);
}

/*
 * The entries of two objects, maps or sets of equally many.  Entry i of `left` is compared
 * with entry i of `right` while they agree; those from the first on that does not are
 * searched for on the other side.
 */
typedef struct entries {
    zb_off left, right; /* entry 0 of each side */
    uint32_t bytes;     /* of an entry */
    uint32_t from;      /* the first that is searched for */
    uint32_t count;
    uint32_t hint; /* where the next match is looked for first: one past the last */
    uint8_t tag;
} entries;

static zb_off
left_entry(const entries *e, uint32_t index)
{
    return e->left + index * e->bytes;
}

static zb_off
right_entry(const entries *e, uint32_t index)
{
    return e->right + index * e->bytes;
}

static zb_status
entry_key(zb_view view, zb_off entry, zb_str *out)
{
    zb_off key = zb_view_u32(view, entry);
    uint32_t len = zb_view_u32(view, entry + 4);
    if (!zb_view_has(view, key, len))
        return ZB_E_BOUNDS;
    out->ptr = (const char *)zb_view_ptr(view, key);
    out->len = len;
    return ZB_OK;
}

/* Whether two entries have the same key, or are the same element. */
static zb_status
keys_equal(comparison *c, const entries *e, zb_off left, zb_off right, uint32_t depth, bool *out)
{
    if (e->tag != ZB_TAG_OBJECT) {
        zb_slot l, r;
        ZB_TRY(zb_slot_read(c->left, left, &l));
        ZB_TRY(zb_slot_read(c->right, right, &r));
        return try_pair(c, l, r, depth, out);
    }
    zb_str l, r;
    ZB_TRY(entry_key(c->left, left, &l));
    ZB_TRY(entry_key(c->right, right, &r));
    *out = l.len == r.len && (l.ptr == r.ptr || zb_bytes_equal(l.ptr, r.ptr, l.len));
    return ZB_OK;
}

/* Whether two entries have the same value, as a set's always do. */
static zb_status
values_equal(comparison *c, const entries *e, zb_off left, zb_off right, uint32_t depth, bool *out)
{
    uint32_t at = e->tag == ZB_TAG_OBJECT ? ZB_ENTRY_SLOT_AT : ZB_MAP_VALUE_AT;
    *out = true;
    return e->tag == ZB_TAG_SET ? ZB_OK : compare_slots(c, left + at, right + at, 1, depth, out);
}

/* Whether two entries are the same, as a trial. */
static zb_status
entries_equal(comparison *c, const entries *e, zb_off left, zb_off right, uint32_t depth, bool *out)
{
    uint32_t before = c->remembered;
    ZB_TRY(keys_equal(c, e, left, right, depth, out));
    if (*out)
        ZB_TRY(values_equal(c, e, left, right, depth, out));
    if (!*out)
        forget_since(c, before);
    return ZB_OK;
}

/* The entry of the right that has the key of entry `index` of the left; e->count when there is none. */
static zb_status
find_key(comparison *c, const entries *e, uint32_t index, uint32_t depth, uint32_t *out)
{
    uint32_t span = e->count - e->from, at = e->hint;
    for (uint32_t i = 0; i < span; i++, at++) {
        bool same;
        if (at == e->count)
            at = e->from;
        if (i % ZBI_KEYS_PER_UNIT == 0)
            ZB_TRY(zbi_spend(&c->budget, 1));
        ZB_TRY(keys_equal(c, e, left_entry(e, index), right_entry(e, at), depth, &same));
        if (same) {
            *out = at;
            return ZB_OK;
        }
    }
    *out = e->count;
    return ZB_OK;
}

/* The same through the index of the right object, where there is one. */
static zb_status
find_indexed(comparison *c, const entries *e, zb_off handle, uint32_t index, uint32_t *out)
{
    if (c->right.control != 0 && e->count > ZB_INDEX_MIN_COUNT) {
        zb_str key;
        zbi_block block = {e->right - ZB_OBJECT_HEADER_BYTES, e->count, e->count};
        ZB_TRY(entry_key(c->left, left_entry(e, index), &key));
        if (zbi_index_find(c->right, handle, &block, key.ptr, key.len, out) == ZBI_INDEX_FOUND)
            return ZB_OK;
    }
    return find_key(c, e, index, 0, out);
}

/* How many entries of one side equal an entry of the other. */
static zb_status
count_equal(comparison *c, const entries *e, zb_off left, zb_off right, uint32_t depth, uint32_t *out)
{
    *out = 0;
    for (uint32_t i = e->from; i < e->count; i++) {
        bool same;
        ZB_TRY(entries_equal(c, e, left != 0 ? left : left_entry(e, i),
                             right != 0 ? right : right_entry(e, i), depth, &same));
        *out += same ? 1 : 0;
    }
    return ZB_OK;
}

/* Whether an entry that may equal several others is there as often on the right as on the left. */
static zb_status
match_repeated(comparison *c, const entries *e, uint32_t index, uint32_t depth, bool *out)
{
    uint32_t on_right, on_left;
    *out = false;
    for (uint32_t i = e->from; i < e->count && !*out; i++) {
        ZB_TRY(entries_equal(c, e, left_entry(e, index), right_entry(e, i), depth, out));
        if (!*out)
            continue;
        ZB_TRY(count_equal(c, e, left_entry(e, index), 0, depth, &on_right));
        ZB_TRY(count_equal(c, e, 0, right_entry(e, i), depth, &on_left));
        *out = on_right == on_left;
        break;
    }
    return ZB_OK;
}

/* A mixed number of an entry; the sum over all tells whether each was found once. */
static uint64_t
mixed(uint32_t index)
{
    uint64_t z = (index + (uint64_t)1) * 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 32) * 0xD6E8FEB86659FD93u;
    return z ^ z >> 32;
}

/* Tags of values that refer to others, or to the elements of a column. */
static bool
has_parts(uint8_t tag)
{
    return tag == ZB_TAG_ARRAY || tag == ZB_TAG_OBJECT || tag == ZB_TAG_MAP || tag == ZB_TAG_SET ||
           zbi_tag_is_column(tag) || zbi_record_slots(tag) > 0;
}

/* Tags of keys that differ by identity: two keys of one map may be equal here. */
static bool
may_repeat(uint8_t tag)
{
    return has_parts(tag) || tag == ZB_TAG_BYTES || tag == ZB_TAG_DATE;
}

/* Entries in any order. */
static zb_status
match_entries(comparison *c, entries *e, zb_off right_handle, uint32_t depth, bool *out)
{
    uint64_t found = 0, all = 0;
    *out = false;
    e->hint = e->from;
    for (uint32_t i = e->from; i < e->count; i++) {
        zb_slot key = zb_null();
        bool same;
        uint32_t at;
        all += mixed(i);
        if (e->tag != ZB_TAG_OBJECT)
            ZB_TRY(zb_slot_read(c->left, left_entry(e, i), &key));
        if (may_repeat(key.tag)) {
            ZB_TRY(match_repeated(c, e, i, depth, &same));
            if (!same)
                return ZB_OK;
            continue;
        }
        if (e->tag == ZB_TAG_OBJECT)
            ZB_TRY(find_indexed(c, e, right_handle, i, &at));
        else
            ZB_TRY(find_key(c, e, i, depth, &at));
        if (at == e->count)
            return ZB_OK;
        ZB_TRY(values_equal(c, e, left_entry(e, i), right_entry(e, at), depth, &same));
        if (!same)
            return ZB_OK;
        found += mixed(at);
        e->hint = at + 1;
    }
    /* Those that may repeat were counted; of the others each was found, none of them twice. */
    for (uint32_t i = e->from; e->tag != ZB_TAG_OBJECT && i < e->count; i++) {
        zb_slot key;
        ZB_TRY(zb_slot_read(c->right, right_entry(e, i), &key));
        found += may_repeat(key.tag) ? mixed(i) : 0;
    }
    *out = found == all;
    return ZB_OK;
}

static zb_status
compare_entries(comparison *c, zb_slot left, zb_slot right, uint32_t depth, bool *out)
{
    uint32_t bytes = left.tag == ZB_TAG_OBJECT ? ZB_OBJECT_ENTRY_BYTES
                     : left.tag == ZB_TAG_MAP  ? ZB_MAP_ENTRY_BYTES
                                               : ZB_SLOT_BYTES;
    zbi_block l, r;
    ZB_TRY(zbi_block_open(c->left, left.a, bytes, &l));
    ZB_TRY(zbi_block_open(c->right, right.a, bytes, &r));
    *out = false;
    if (l.length != r.length)
        return ZB_OK;
    entries e = {
        l.data + ZB_ARRAY_HEADER_BYTES, r.data + ZB_ARRAY_HEADER_BYTES, bytes, 0, l.length, 0, left.tag};
    for (; e.from < e.count; e.from++) {
        zb_off left_at = left_entry(&e, e.from), right_at = right_entry(&e, e.from);
        uint32_t before = c->remembered;
        ZB_TRY(keys_equal(c, &e, left_at, right_at, depth, out));
        if (!*out)
            return match_entries(c, &e, right.a, depth, out);
        ZB_TRY(values_equal(c, &e, left_at, right_at, depth, out));
        if (*out)
            continue;
        /* The only entry of that key, unless keys may repeat. */
        if (e.tag != ZB_TAG_MAP || !may_repeat(*zb_view_ptr(c->left, left_at)))
            return ZB_OK;
        forget_since(c, before);
        return match_entries(c, &e, right.a, depth, out);
    }
    *out = true;
    return ZB_OK;
}

static zb_status
compare_arrays(comparison *c, zb_off left, zb_off right, uint32_t depth, bool *out)
{
    zbi_block l, r;
    ZB_TRY(zbi_block_open(c->left, left, ZB_SLOT_BYTES, &l));
    ZB_TRY(zbi_block_open(c->right, right, ZB_SLOT_BYTES, &r));
    *out = false;
    if (l.length != r.length)
        return ZB_OK;
    return compare_slots(c, l.data + ZB_ARRAY_HEADER_BYTES, r.data + ZB_ARRAY_HEADER_BYTES, l.length, depth,
                         out);
}

/* Two values of one tag that have parts; `depth` containers are around them. */
static zb_status
compare_parts(comparison *c, zb_slot left, zb_slot right, uint32_t depth, bool *out)
{
    *out = true;
    if (left.a == right.a && c->left.base == c->right.base)
        return ZB_OK;
    if (depth == MAX_DEPTH)
        return ZB_E_DEPTH;
    if (met_before(c, left, right))
        return ZB_OK;
    if (zbi_tag_is_column(left.tag))
        return compare_columns(c, left.a, right.a, out);
    if (left.tag == ZB_TAG_ARRAY)
        return compare_arrays(c, left.a, right.a, depth + 1, out);
    if (zbi_record_slots(left.tag) > 0)
        return compare_records(c, left, right, depth + 1, out);
    return compare_entries(c, left, right, depth + 1, out);
}

static bool
is_number(uint8_t tag)
{
    return tag == ZB_TAG_I32 || tag == ZB_TAG_F64;
}

static bool
is_bigint(uint8_t tag)
{
    return tag == ZB_TAG_BIGINT || tag == ZB_TAG_INTEGER;
}

static zb_status
compare(comparison *c, zb_slot left, zb_slot right, uint32_t depth, bool *out)
{
    ZB_TRY(zbi_spend(&c->budget, 1));
    if (is_number(left.tag) && is_number(right.tag)) {
        *out = same_double(number_of(left), number_of(right));
        return ZB_OK;
    }
    if (is_bigint(left.tag) && is_bigint(right.tag))
        return compare_integers(c, left, right, out);
    *out = false;
    if (left.tag != right.tag)
        return ZB_OK;
    if (has_parts(left.tag))
        return compare_parts(c, left, right, depth, out);
    if (left.tag == ZB_TAG_STRING || left.tag == ZB_TAG_BYTES || left.tag == ZB_TAG_SYMBOL)
        return compare_texts(c, left, right, out);
    if (left.tag == ZB_TAG_BOOL)
        *out = (left.a != 0) == (right.a != 0);
    else if (left.tag == ZB_TAG_DATE)
        *out = same_double(number_of(left), number_of(right));
    else
        *out = true; /* null, undefined, a hole */
    return ZB_OK;
}

zb_status
zb_equal(zb_view left_view, zb_slot left, zb_view right_view, zb_slot right, bool *out)
{
    comparison c = {.left = left_view,
                    .right = right_view,
                    .budget = zbi_budget_for((uint64_t)left_view.size_bytes + right_view.size_bytes)};
    bool same;
    if (!zbi_tag_known(left.tag) || !zbi_tag_known(right.tag))
        return ZB_E_TAG;
    ZB_TRY(compare(&c, left, right, 0, &same));
    *out = same;
    return ZB_OK;
}
