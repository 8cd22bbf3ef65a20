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
 *
 * A level keeps little on the stack while it waits for the next, since there may be
 * hundreds: functions look at what the context holds and leave their answer there, and
 * those that need room of their own are not inlined into those that recurse.
 */
#include <zerobuf/equal.h>

#include <zerobuf/object.h>

#include "budget.h"
#include "column.h"
#include "order.h"
#include "record.h"

#define MAX_DEPTH 512u
#define PAIRS 64u
#define LONG_TEXT 256u /* bytes from which on it pays to remember that two are the same */
#define FREE_NAME 64u  /* bytes of a name that are compared as part of its entry */
#define APART __attribute__((noinline))

typedef struct pair {
    zb_off left, right; /* handle, record or header */
    uint32_t number;    /* counts up: how old it is; 0: free */
    uint8_t tag;
} pair;

typedef struct comparison {
    zb_view left, right;
    zb_slot l, r; /* what is looked at */
    zbi_block left_block, right_block;
    bool same;           /* the answer to what was compared last */
    uint32_t remembered; /* pairs so far; fewer than the budget, which is below 2^32 */
    zbi_budget budget;
    pair pairs[PAIRS];
} comparison;

static zb_status compare(comparison *c, uint32_t depth);

static zb_status
answer(comparison *c, bool same)
{
    c->same = same;
    return ZB_OK;
}

/* True when the pair was met before; else it is remembered. */
static APART bool
met_before(comparison *c, uint8_t tag, zb_off left, zb_off right)
{
    uint32_t mixed = left * 0x9E3779B1u ^ (right * 0x85EBCA6Bu >> 3);
    pair *place = &c->pairs[(mixed ^ mixed >> 15) % PAIRS];
    if (place->number != 0 && place->left == left && place->right == right && place->tag == tag)
        return true;
    *place = (pair){left, right, ++c->remembered, tag};
    return false;
}

/* Forget what was remembered since there were `before` pairs. */
static APART void
forget_since(comparison *c, uint32_t before)
{
    if (c->remembered == before)
        return;
    for (uint32_t i = 0; i < PAIRS; i++)
        if (c->pairs[i].number > before)
            c->pairs[i].number = 0;
}

static APART zb_status
compare_texts(comparison *c)
{
    zb_str l, r;
    ZB_TRY(zb_string_at(c->left, c->l.a, &l));
    ZB_TRY(zb_string_at(c->right, c->r.a, &r));
    if (l.len != r.len || l.ptr == r.ptr)
        return answer(c, l.len == r.len);
    if (l.len >= LONG_TEXT && met_before(c, c->l.tag, c->l.a, c->r.a))
        return answer(c, true);
    ZB_TRY(zbi_spend(&c->budget, l.len / ZBI_BYTES_PER_UNIT));
    return answer(c, zb_bytes_equal(l.ptr, r.ptr, l.len));
}

/* Pay for looking at the limbs of a wide bigint, of which all but one may be redundant. */
static zb_status
spend_limbs(comparison *c, zb_view view, zb_slot value)
{
    zb_str limbs;
    if (value.tag != ZB_TAG_INTEGER || zb_string_at(view, value.a, &limbs) != ZB_OK)
        return ZB_OK;
    return zbi_spend(&c->budget, limbs.len / ZBI_BYTES_PER_UNIT);
}

/* Bigints, of 64 bits or more: a wide one may hold a number that would fit fewer limbs. */
static APART zb_status
compare_integers(comparison *c)
{
    ZB_TRY(spend_limbs(c, c->left, c->l));
    ZB_TRY(spend_limbs(c, c->right, c->r));
    zbi_order l = zbi_order_of(c->left, c->l), r = zbi_order_of(c->right, c->r);
    if (l.rank != ZBI_RANK_NUMBER || r.rank != ZBI_RANK_NUMBER) {
        /* One cannot be read, or holds no limb: they are the same when they are so as bytes. */
        return c->l.tag == c->r.tag ? compare_texts(c) : answer(c, false);
    }
    if (l.number != r.number || l.bits != r.bits || l.len != r.len)
        return answer(c, false);
    uint32_t bytes = l.len * 8; /* none for 64 bits */
    ZB_TRY(zbi_spend(&c->budget, bytes / ZBI_BYTES_PER_UNIT));
    return answer(c, zb_bytes_equal(zb_view_ptr(c->left, l.text), zb_view_ptr(c->right, r.text), bytes));
}

static double
number_of(zb_slot value)
{
    double number = (int32_t)value.a;
    if (value.tag != ZB_TAG_I32)
        __builtin_memcpy(&number, &value.b, sizeof number);
    return number;
}

static bool
same_number(zb_slot left, zb_slot right)
{
    double l = number_of(left), r = number_of(right);
    return l == r || (l != l && r != r);
}

static APART zb_status
compare_columns(comparison *c, zb_off left, zb_off right)
{
    zb_column l, r;
    ZB_TRY(zb_column_open(c->left, left, &l));
    ZB_TRY(zb_column_open(c->right, right, &r));
    if (l.type != r.type || l.length != r.length)
        return answer(c, false);
    uint64_t bytes = zbi_column_bytes(&l, l.length);
    ZB_TRY(zbi_spend(&c->budget, bytes / ZBI_BYTES_PER_UNIT));
    bool same = zb_bytes_equal(zb_view_ptr(c->left, l.data), zb_view_ptr(c->right, r.data), (uint32_t)bytes);
    if (same || (l.type != ZB_COLUMN_F16 && l.type != ZB_COLUMN_F32 && l.type != ZB_COLUMN_F64))
        return answer(c, same);
    /* Other bytes may be the same numbers: 0 and -0, two NaNs. */
    ZB_TRY(zbi_spend(&c->budget, l.length));
    for (uint32_t i = 0; i < l.length; i++)
        if (!same_number(zbi_column_element(c->left, &l, i), zbi_column_element(c->right, &r, i)))
            return answer(c, false);
    return answer(c, true);
}

static APART zb_status
load_slots(comparison *c, zb_off left, zb_off right)
{
    ZB_TRY(zb_slot_read(c->left, left, &c->l));
    return zb_slot_read(c->right, right, &c->r);
}

static APART zb_status
open_blocks(comparison *c, zb_off left, zb_off right, uint32_t item_bytes)
{
    ZB_TRY(zbi_block_open(c->left, left, item_bytes, &c->left_block));
    return zbi_block_open(c->right, right, item_bytes, &c->right_block);
}

static APART zb_status
check_records(comparison *c, zb_off left, zb_off right, uint32_t slots)
{
    ZB_TRY(zb_view_check(c->left, left, slots * ZB_SLOT_BYTES));
    return zb_view_check(c->right, right, slots * ZB_SLOT_BYTES);
}

/* Slots in order: those of arrays and records. */
static zb_status
compare_slots(comparison *c, zb_off left, zb_off right, uint32_t count, uint32_t depth)
{
    for (; count > 0; count--, left += ZB_SLOT_BYTES, right += ZB_SLOT_BYTES) {
        ZB_TRY(load_slots(c, left, right));
        ZB_TRY(compare(c, depth));
        if (!c->same)
            return ZB_OK;
    }
    return answer(c, true);
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
entry_name(zb_view view, zb_off entry, zb_str *out)
{
    zb_off key = zb_view_u32(view, entry);
    uint32_t len = zb_view_u32(view, entry + 4);
    if (!zb_view_has(view, key, len))
        return ZB_E_BOUNDS;
    out->ptr = (const char *)zb_view_ptr(view, key);
    out->len = len;
    return ZB_OK;
}

static APART zb_status
compare_names(comparison *c, zb_off left, zb_off right)
{
    zb_str l, r;
    ZB_TRY(entry_name(c->left, left, &l));
    ZB_TRY(entry_name(c->right, right, &r));
    if (l.len != r.len || l.ptr == r.ptr)
        return answer(c, l.len == r.len);
    uint32_t free_bytes = l.len < FREE_NAME ? l.len : FREE_NAME;
    if (!zb_bytes_equal(l.ptr, r.ptr, free_bytes))
        return answer(c, false);
    ZB_TRY(zbi_spend(&c->budget, (l.len - free_bytes) / ZBI_BYTES_PER_UNIT));
    return answer(c, zb_bytes_equal(l.ptr + free_bytes, r.ptr + free_bytes, l.len - free_bytes));
}

/* Whether two entries have the same key, or are the same element; as a trial. */
static zb_status
compare_keys(comparison *c, const entries *e, zb_off left, zb_off right, uint32_t depth)
{
    uint32_t before = c->remembered;
    if (e->tag == ZB_TAG_OBJECT)
        return compare_names(c, left, right);
    ZB_TRY(compare_slots(c, left, right, 1, depth));
    if (!c->same)
        forget_since(c, before);
    return ZB_OK;
}

/* Whether two entries have the same value, as a set's always do. */
static zb_status
compare_values(comparison *c, const entries *e, zb_off left, zb_off right, uint32_t depth)
{
    uint32_t at = e->tag == ZB_TAG_OBJECT ? ZB_ENTRY_SLOT_AT : ZB_MAP_VALUE_AT;
    return e->tag == ZB_TAG_SET ? answer(c, true) : compare_slots(c, left + at, right + at, 1, depth);
}

/* Whether two entries are the same; as a trial. */
static zb_status
try_entries(comparison *c, const entries *e, zb_off left, zb_off right, uint32_t depth)
{
    uint32_t before = c->remembered;
    ZB_TRY(compare_keys(c, e, left, right, depth));
    if (c->same)
        ZB_TRY(compare_values(c, e, left, right, depth));
    if (!c->same)
        forget_since(c, before);
    return ZB_OK;
}

/* The entry of the right that has the key of entry `index` of the left; e->count when there is none. */
static zb_status
find_key(comparison *c, const entries *e, uint32_t index, uint32_t depth, uint32_t *out)
{
    uint32_t span = e->count - e->from, at = e->hint;
    for (uint32_t i = 0; i < span; i++, at++) {
        if (at >= e->count)
            at = e->from;
        if (i % ZBI_KEYS_PER_UNIT == 0)
            ZB_TRY(zbi_spend(&c->budget, 1));
        ZB_TRY(compare_keys(c, e, left_entry(e, index), right_entry(e, at), depth));
        if (c->same) {
            *out = at;
            return ZB_OK;
        }
    }
    *out = e->count;
    return ZB_OK;
}

/* The same through the index of the right object, where there is one. */
static APART zb_status
find_name(comparison *c, const entries *e, zb_off handle, uint32_t index, uint32_t *out)
{
    if (c->right.control != 0 && e->count > ZB_INDEX_MIN_COUNT) {
        zb_str name;
        zbi_block block = {e->right - ZB_OBJECT_HEADER_BYTES, e->count, e->count};
        ZB_TRY(entry_name(c->left, left_entry(e, index), &name));
        ZB_TRY(zbi_spend(&c->budget, name.len / ZBI_BYTES_PER_UNIT)); /* they are hashed */
        if (zbi_index_find(c->right, handle, &block, name.ptr, name.len, out) == ZBI_INDEX_FOUND)
            return ZB_OK;
    }
    return find_key(c, e, index, 0, out);
}

/* How many entries of one side equal an entry of the other: of the left when `left` is 0. */
static zb_status
count_equal(comparison *c, const entries *e, zb_off left, zb_off right, uint32_t depth, uint32_t *out)
{
    uint32_t count = 0;
    for (uint32_t i = e->from; i < e->count; i++) {
        ZB_TRY(try_entries(c, e, left != 0 ? left : left_entry(e, i), right != 0 ? right : right_entry(e, i),
                           depth));
        count += c->same ? 1 : 0;
    }
    *out = count;
    return ZB_OK;
}

/* Whether an entry that may equal several others is there as often on the right as on the left. */
static zb_status
match_repeated(comparison *c, const entries *e, uint32_t index, uint32_t depth)
{
    uint32_t on_right, on_left;
    for (uint32_t i = e->from; i < e->count; i++) {
        ZB_TRY(try_entries(c, e, left_entry(e, index), right_entry(e, i), depth));
        if (!c->same)
            continue;
        ZB_TRY(count_equal(c, e, left_entry(e, index), 0, depth, &on_right));
        ZB_TRY(count_equal(c, e, 0, right_entry(e, i), depth, &on_left));
        return answer(c, on_right == on_left);
    }
    return answer(c, false);
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

/* Whether two keys of one map, or two elements of one set, may be equal to the one at `entry`:
 * those that differ by identity may. */
static bool
may_repeat(zb_view view, const entries *e, zb_off entry)
{
    uint8_t tag = *zb_view_ptr(view, entry);
    return e->tag != ZB_TAG_OBJECT && (has_parts(tag) || tag == ZB_TAG_BYTES || tag == ZB_TAG_DATE);
}

/* Entries in any order. */
static zb_status
match_entries(comparison *c, entries *e, zb_off right_handle, uint32_t depth)
{
    uint64_t found = 0, all = 0;
    e->hint = e->from;
    for (uint32_t i = e->from; i < e->count; i++) {
        uint32_t at;
        all += mixed(i);
        /* Those of the right that may repeat are counted, not found. */
        found += may_repeat(c->right, e, right_entry(e, i)) ? mixed(i) : 0;
        if (may_repeat(c->left, e, left_entry(e, i))) {
            ZB_TRY(match_repeated(c, e, i, depth));
        } else {
            if (e->tag == ZB_TAG_OBJECT)
                ZB_TRY(find_name(c, e, right_handle, i, &at));
            else
                ZB_TRY(find_key(c, e, i, depth, &at));
            if (at == e->count)
                return answer(c, false);
            found += mixed(at);
            e->hint = at + 1;
            ZB_TRY(compare_values(c, e, left_entry(e, i), right_entry(e, at), depth));
        }
        if (!c->same)
            return ZB_OK;
    }
    return answer(c, found == all); /* else a key was found twice, and another not at all */
}

static zb_status
compare_entries(comparison *c, uint8_t tag, zb_off left, zb_off right, uint32_t depth)
{
    entries e = {0, 0, 0, 0, 0, 0, tag};
    e.bytes = tag == ZB_TAG_OBJECT ? ZB_OBJECT_ENTRY_BYTES
              : tag == ZB_TAG_MAP  ? ZB_MAP_ENTRY_BYTES
                                   : ZB_SLOT_BYTES;
    ZB_TRY(open_blocks(c, left, right, e.bytes));
    if (c->left_block.length != c->right_block.length)
        return answer(c, false);
    e.left = c->left_block.data + ZB_ARRAY_HEADER_BYTES;
    e.right = c->right_block.data + ZB_ARRAY_HEADER_BYTES;
    e.count = c->left_block.length;
    for (; e.from < e.count; e.from++) {
        zb_off left_at = left_entry(&e, e.from), right_at = right_entry(&e, e.from);
        uint32_t before = c->remembered;
        ZB_TRY(compare_keys(c, &e, left_at, right_at, depth));
        if (!c->same)
            return match_entries(c, &e, right, depth);
        ZB_TRY(compare_values(c, &e, left_at, right_at, depth));
        if (c->same)
            continue;
        if (!may_repeat(c->left, &e, left_at))
            return ZB_OK; /* these two are the only ones of that key */
        forget_since(c, before);
        return match_entries(c, &e, right, depth);
    }
    return answer(c, true);
}

static zb_status
compare_arrays(comparison *c, zb_off left, zb_off right, uint32_t depth)
{
    ZB_TRY(open_blocks(c, left, right, ZB_SLOT_BYTES));
    if (c->left_block.length != c->right_block.length)
        return answer(c, false);
    return compare_slots(c, c->left_block.data + ZB_ARRAY_HEADER_BYTES,
                         c->right_block.data + ZB_ARRAY_HEADER_BYTES, c->left_block.length, depth);
}

/* Two values of one tag that have parts; `depth` containers are around them. */
static zb_status
compare_parts(comparison *c, uint8_t tag, zb_off left, zb_off right, uint32_t depth)
{
    uint32_t slots = zbi_record_slots(tag);
    if (left == right && c->left.base == c->right.base)
        return answer(c, true);
    if (depth == MAX_DEPTH)
        return ZB_E_DEPTH;
    if (met_before(c, tag, left, right))
        return answer(c, true);
    if (zbi_tag_is_column(tag))
        return compare_columns(c, left, right);
    if (tag == ZB_TAG_ARRAY)
        return compare_arrays(c, left, right, depth + 1);
    if (slots == 0)
        return compare_entries(c, tag, left, right, depth + 1);
    ZB_TRY(check_records(c, left, right, slots));
    return compare_slots(c, left, right, slots, depth + 1);
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

/* Compare what was loaded. */
static zb_status
compare(comparison *c, uint32_t depth)
{
    uint8_t tag = c->l.tag;
    ZB_TRY(zbi_spend(&c->budget, 1));
    if (is_number(tag) && is_number(c->r.tag))
        return answer(c, same_number(c->l, c->r));
    if (is_bigint(tag) && is_bigint(c->r.tag))
        return compare_integers(c);
    if (tag != c->r.tag)
        return answer(c, false);
    if (has_parts(tag))
        return compare_parts(c, tag, c->l.a, c->r.a, depth);
    if (tag == ZB_TAG_STRING || tag == ZB_TAG_BYTES || tag == ZB_TAG_SYMBOL)
        return compare_texts(c);
    if (tag == ZB_TAG_BOOL)
        return answer(c, (c->l.a != 0) == (c->r.a != 0));
    return answer(c, tag != ZB_TAG_DATE || same_number(c->l, c->r)); /* null, undefined, a hole, a date */
}

zb_status
zb_equal(zb_view left_view, zb_slot left, zb_view right_view, zb_slot right, bool *out)
{
    comparison c;
    __builtin_memset(&c, 0, sizeof c);
    c.left = left_view;
    c.right = right_view;
    c.l = left;
    c.r = right;
    c.budget = zbi_budget_for((uint64_t)left_view.size_bytes + right_view.size_bytes);
    if (!zbi_tag_known(left.tag) || !zbi_tag_known(right.tag))
        return ZB_E_TAG;
    ZB_TRY(compare(&c, 0));
    *out = c.same;
    return ZB_OK;
}
