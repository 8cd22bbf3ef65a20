/* SPDX-License-Identifier: MIT */
/*
 * Verification: one walk over everything that is reachable from a root.  Each container is
 * checked before it is entered, so the walk itself never leaves the view.
 */
#include <zerobuf/column.h>
#include <zerobuf/verify.h>

#include "internal.h"

#define DEFAULT_DEPTH 128u
#define DEFAULT_BYTES_FACTOR 16u

/* Keys whose bytes were looked into lately.  Objects of one writer share their keys. */
#define KNOWN_KEYS 64u

/* What was found well at a word: kept in four bits per 4-byte word of the region. */
typedef enum container_kind {
    KIND_NONE,
    KIND_TEXT,
    KIND_ARRAY, /* and set */
    KIND_OBJECT,
    KIND_MAP,
    KIND_ERROR,
    KIND_REGEXP,
    KIND_BOXED
} container_kind;

typedef struct walk {
    zb_view view;
    uint32_t flags;
    uint32_t max_depth;
    uint64_t nodes, max_nodes;
    uint64_t bytes, max_bytes;
    uint8_t *seen; /* two words to a byte, NULL without scratch memory */
    zb_off at;     /* of the word that a failure is about */
    uint32_t depth, deepest;
    struct {
        zb_off off; /* 0: none */
        uint32_t len;
    } keys[KNOWN_KEYS];
} walk;

static zb_status check_slots(walk *w, zb_off slot, uint32_t count, uint32_t stride);

static zb_status
fail(walk *w, zb_status status, zb_off at)
{
    w->at = at;
    return status;
}

/* Note that `off` holds a `what`; true when that was noted before. */
static bool
seen_before(walk *w, zb_off off, container_kind what)
{
    if (w->seen == NULL || off % ZB_READ_ALIGN != 0)
        return false;
    uint8_t *byte = &w->seen[off / 8];
    unsigned shift = off & 4;
    unsigned known = (unsigned)(*byte >> shift) & 15;
    if (known == (unsigned)what)
        return true;
    /* A word that is taken for two things stays what it was: the other is walked each time. */
    if (known == KIND_NONE)
        *byte = (uint8_t)(*byte | ((unsigned)what << shift));
    return false;
}

/* Bytes that must be UTF-8 and whose range has been checked. */
static zb_status
check_utf8(walk *w, zb_off off, uint32_t len, zb_off at)
{
    if ((w->flags & ZB_VERIFY_ANY_TEXT) != 0)
        return ZB_OK;
    if (len > w->max_bytes - w->bytes)
        return fail(w, ZB_E_BUDGET, at);
    w->bytes += len;
    uint32_t good = zb_utf8_check((const char *)zb_view_ptr(w->view, off), len);
    return good == len ? ZB_OK : fail(w, ZB_E_UTF8, off + good);
}

/* The text or bytes whose header the word at `at` names. */
static zb_status
check_bytes(walk *w, zb_off at, zb_str *out)
{
    zb_off header = zb_view_u32(w->view, at);
    if (!zb_view_has(w->view, header, ZB_STRING_HEADER_BYTES))
        return fail(w, ZB_E_BOUNDS, at);
    out->len = zb_view_u32(w->view, header);
    if (!zb_view_has(w->view, header, ZB_STRING_HEADER_BYTES + (uint64_t)out->len))
        return fail(w, ZB_E_BOUNDS, header);
    return ZB_OK;
}

static zb_status
check_text(walk *w, zb_off at)
{
    zb_str text;
    ZB_TRY(check_bytes(w, at, &text));
    zb_off header = zb_view_u32(w->view, at);
    /* Texts are rarely shared: only a walk that has read more than there is looks whether they are. */
    if (w->bytes > w->view.size_bytes && seen_before(w, header, KIND_TEXT))
        return ZB_OK;
    return check_utf8(w, header + ZB_STRING_HEADER_BYTES, text.len, header);
}

static zb_status
check_key(walk *w, zb_off entry)
{
    zb_off off = zb_view_u32(w->view, entry);
    uint32_t len = zb_view_u32(w->view, entry + 4), place = (off / 4) % KNOWN_KEYS;
    if (w->keys[place].off == off && w->keys[place].len == len && off != 0)
        return ZB_OK;
    if (!zb_view_has(w->view, off, len))
        return fail(w, ZB_E_BOUNDS, entry);
    ZB_TRY(check_utf8(w, off, len, entry));
    w->keys[place].off = off;
    w->keys[place].len = len;
    return ZB_OK;
}

/* An aligned range that the word at `at` names. */
static zb_status
check_range(walk *w, zb_off at, uint64_t len, uint32_t align)
{
    zb_off off = zb_view_u32(w->view, at);
    if (off % align != 0)
        return fail(w, ZB_E_ALIGN, at);
    return zb_view_has(w->view, off, len) ? ZB_OK : fail(w, ZB_E_BOUNDS, at);
}

/* A column whose header the word at `at` names. */
static zb_status
check_column(walk *w, zb_off at, uint8_t tag)
{
    ZB_TRY(check_range(w, at, ZB_COLUMN_HEADER_BYTES, ZB_READ_ALIGN));
    zb_off header = zb_view_u32(w->view, at);
    uint32_t length = zb_view_u32(w->view, header + ZB_COLUMN_LENGTH_AT);
    uint32_t capacity = zb_view_u32(w->view, header + ZB_COLUMN_CAPACITY_AT);
    uint8_t type = *zb_view_ptr(w->view, header + ZB_COLUMN_TYPE_AT);
    uint32_t item_bytes = zb_column_item_bytes(type);
    if (item_bytes == 0 || ((tag == ZB_TAG_BUFFER || tag == ZB_TAG_DATA_VIEW) && type != ZB_COLUMN_U8))
        return fail(w, ZB_E_TAG, header + ZB_COLUMN_TYPE_AT);
    if (length > capacity)
        return fail(w, ZB_E_CORRUPT, header + ZB_COLUMN_LENGTH_AT);
    return check_range(w, header + ZB_COLUMN_DATA_AT, (uint64_t)capacity * item_bytes, item_bytes);
}

/* Go one container deeper. */
static zb_status
enter(walk *w, zb_off at)
{
    if (w->depth == w->max_depth)
        return fail(w, ZB_E_DEPTH, at);
    w->depth++;
    if (w->depth > w->deepest)
        w->deepest = w->depth;
    return ZB_OK;
}

/* Array, set, object or map: the block that the handle at `handle` leads to. */
static zb_status
check_block(walk *w, zb_off handle, container_kind what, uint32_t item_bytes)
{
    ZB_TRY(check_range(w, handle, ZB_ARRAY_HEADER_BYTES, ZB_READ_ALIGN));
    zb_off data = zb_view_u32(w->view, handle);
    uint32_t length = zb_view_u32(w->view, data + ZB_BLOCK_LENGTH_AT);
    uint32_t capacity = zb_view_u32(w->view, data + ZB_BLOCK_CAPACITY_AT);
    if (length > capacity)
        return fail(w, ZB_E_CORRUPT, data + ZB_BLOCK_LENGTH_AT);
    if (!zb_view_has(w->view, data, ZB_ARRAY_HEADER_BYTES + (uint64_t)capacity * item_bytes))
        return fail(w, ZB_E_BOUNDS, data + ZB_BLOCK_CAPACITY_AT);
    zb_off items = data + ZB_ARRAY_HEADER_BYTES;
    if (what == KIND_OBJECT) {
        for (uint32_t i = 0; i < length; i++)
            ZB_TRY(check_key(w, items + i * ZB_OBJECT_ENTRY_BYTES));
        items += ZB_ENTRY_SLOT_AT;
    }
    ZB_TRY(check_slots(w, items, length, item_bytes));
    if (what == KIND_MAP)
        ZB_TRY(check_slots(w, items + ZB_MAP_VALUE_AT, length, item_bytes));
    return ZB_OK;
}

/* A container whose handle the word at `at` names. */
static zb_status
check_container(walk *w, zb_off at, container_kind what, uint32_t item_bytes)
{
    ZB_TRY(check_range(w, at, ZB_HANDLE_BYTES, ZB_READ_ALIGN));
    zb_off handle = zb_view_u32(w->view, at);
    if (seen_before(w, handle, what))
        return ZB_OK;
    ZB_TRY(enter(w, at));
    ZB_TRY(check_block(w, handle, what, item_bytes));
    w->depth--;
    return ZB_OK;
}

static uint8_t
tag_at(const walk *w, zb_off slot)
{
    return *zb_view_ptr(w->view, slot);
}

/* The slots of a record hold what its type says. */
static zb_status
check_fields(walk *w, zb_off record, container_kind what)
{
    if (what == KIND_BOXED)
        return zbi_can_be_boxed(tag_at(w, record)) ? ZB_OK : fail(w, ZB_E_TAG, record);
    for (uint32_t i = 0; i < 2; i++) /* name and message, or source and flags */
        if (tag_at(w, record + i * ZB_SLOT_BYTES) != ZB_TAG_STRING)
            return fail(w, ZB_E_TAG, record + i * ZB_SLOT_BYTES);
    if (what == KIND_REGEXP)
        return ZB_OK;
    zb_off stack = record + ZB_ERROR_STACK * ZB_SLOT_BYTES, props = record + ZB_ERROR_PROPS * ZB_SLOT_BYTES;
    if (tag_at(w, stack) != ZB_TAG_STRING && tag_at(w, stack) != ZB_TAG_UNDEFINED)
        return fail(w, ZB_E_TAG, stack);
    if (tag_at(w, props) != ZB_TAG_OBJECT && tag_at(w, props) != ZB_TAG_UNDEFINED)
        return fail(w, ZB_E_TAG, props);
    return ZB_OK;
}

/* A record that the word at `at` names. */
static zb_status
check_record(walk *w, zb_off at, container_kind what, uint32_t count)
{
    ZB_TRY(check_range(w, at, (uint64_t)count * ZB_SLOT_BYTES, ZB_READ_ALIGN));
    zb_off record = zb_view_u32(w->view, at);
    if (seen_before(w, record, what))
        return ZB_OK;
    ZB_TRY(enter(w, at));
    ZB_TRY(check_fields(w, record, what));
    ZB_TRY(check_slots(w, record, count, ZB_SLOT_BYTES));
    w->depth--;
    return ZB_OK;
}

static zb_status
check_extension(walk *w, zb_off slot, uint8_t tag)
{
    zb_off a = slot + ZB_SLOT_A_AT;
    zb_str bytes;
    if ((w->flags & ZB_VERIFY_STRICT) != 0)
        return fail(w, ZB_E_TAG, slot);
    switch (tag) {
    case ZB_TAG_UNDEFINED:
    case ZB_TAG_HOLE:
    case ZB_TAG_DATE:
        return ZB_OK;
    case ZB_TAG_COLUMN:
    case ZB_TAG_BUFFER:
    case ZB_TAG_DATA_VIEW:
    case ZB_TAG_SHARED:
        return check_column(w, a, tag);
    case ZB_TAG_MAP:
        return check_container(w, a, KIND_MAP, ZB_MAP_ENTRY_BYTES);
    case ZB_TAG_SET:
        return check_container(w, a, KIND_ARRAY, ZB_SLOT_BYTES);
    case ZB_TAG_ERROR:
        return check_record(w, a, KIND_ERROR, ZB_ERROR_SLOTS);
    case ZB_TAG_REGEXP:
        return check_record(w, a, KIND_REGEXP, ZB_REGEXP_SLOTS);
    case ZB_TAG_SYMBOL:
        return check_text(w, a);
    case ZB_TAG_BOXED:
        return check_record(w, a, KIND_BOXED, ZB_BOXED_SLOTS);
    case ZB_TAG_INTEGER:
        ZB_TRY(check_bytes(w, a, &bytes));
        return bytes.len % 8 == 0 && bytes.len >= 16 ? ZB_OK : fail(w, ZB_E_CORRUPT, zb_view_u32(w->view, a));
    default:
        return fail(w, ZB_E_TAG, slot);
    }
}

/* `count` slots, `stride` bytes apart; their range and alignment have been checked. */
static zb_status
check_slots(walk *w, zb_off slot, uint32_t count, uint32_t stride)
{
    if (count > w->max_nodes - w->nodes)
        return fail(w, ZB_E_BUDGET, slot);
    w->nodes += count;
    for (; count > 0; count--, slot += stride) {
        zb_str bytes;
        uint8_t tag = tag_at(w, slot);
        switch (tag) {
        case ZB_TAG_NULL:
        case ZB_TAG_BOOL:
        case ZB_TAG_I32:
        case ZB_TAG_F64:
        case ZB_TAG_BIGINT:
            break;
        case ZB_TAG_STRING:
            ZB_TRY(check_text(w, slot + ZB_SLOT_A_AT));
            break;
        case ZB_TAG_BYTES:
            ZB_TRY(check_bytes(w, slot + ZB_SLOT_A_AT, &bytes));
            break;
        case ZB_TAG_ARRAY:
            ZB_TRY(check_container(w, slot + ZB_SLOT_A_AT, KIND_ARRAY, ZB_SLOT_BYTES));
            break;
        case ZB_TAG_OBJECT:
            ZB_TRY(check_container(w, slot + ZB_SLOT_A_AT, KIND_OBJECT, ZB_OBJECT_ENTRY_BYTES));
            break;
        default:
            ZB_TRY(check_extension(w, slot, tag));
        }
    }
    return ZB_OK;
}

/* A root is named by the caller, not by a word: it is itself the offending one. */
static zb_status
check_root(walk *w, zb_root what, zb_off root, uint32_t slot_count)
{
    uint64_t bytes = what == ZB_ROOT_SCHEMA ? (uint64_t)slot_count * ZB_SLOT_BYTES
                     : what == ZB_ROOT_SLOT ? ZB_SLOT_BYTES
                                            : ZB_HANDLE_BYTES;
    zb_status status = zb_view_check(w->view, root, bytes);
    if (status != ZB_OK)
        return fail(w, status, root);
    switch (what) {
    case ZB_ROOT_SLOT:
        return check_slots(w, root, 1, ZB_SLOT_BYTES);
    case ZB_ROOT_SCHEMA:
        return check_slots(w, root, slot_count, ZB_SLOT_BYTES);
    case ZB_ROOT_OBJECT:
    case ZB_ROOT_ARRAY:
        break;
    }
    bool is_object = what == ZB_ROOT_OBJECT;
    container_kind container = is_object ? KIND_OBJECT : KIND_ARRAY;
    (void)seen_before(w, root, container);
    ZB_TRY(enter(w, root));
    ZB_TRY(check_block(w, root, container, is_object ? ZB_OBJECT_ENTRY_BYTES : ZB_SLOT_BYTES));
    w->depth--;
    return ZB_OK;
}

/* Limits from the options, or their defaults. */
static zb_status
prepare(walk *w, const zb_verify_options *options)
{
    w->max_depth = options->max_depth != 0 ? options->max_depth : DEFAULT_DEPTH;
    w->max_nodes = options->max_nodes != 0 ? options->max_nodes : w->view.size_bytes / ZB_SLOT_BYTES;
    w->max_bytes =
        options->max_bytes != 0 ? options->max_bytes : (uint64_t)w->view.size_bytes * DEFAULT_BYTES_FACTOR;
    w->flags = options->flags;
    if (w->max_depth > ZB_VERIFY_MAX_DEPTH || (w->flags & ~(ZB_VERIFY_STRICT | ZB_VERIFY_ANY_TEXT)) != 0)
        return ZB_E_INVALID;
    if (options->scratch == NULL)
        return ZB_OK;
    size_t need = zb_verify_scratch_bytes(w->view.size_bytes);
    if (options->scratch_bytes < need)
        return ZB_E_INVALID;
    w->seen = (uint8_t *)options->scratch;
    __builtin_memset(w->seen, 0, need);
    return ZB_OK;
}

zb_status
zb_verify(zb_view view, zb_root kind, zb_off root, const zb_verify_options *options, zb_verify_report *report)
{
    static const zb_verify_options defaults = {0, 0, 0, 0, 0, NULL, 0};
    walk w;
    __builtin_memset(&w, 0, sizeof w);
    w.view = view;
    if (options == NULL)
        options = &defaults;
    zb_status status = prepare(&w, options);
    if (status == ZB_OK)
        status = check_root(&w, kind, root, options->slot_count);
    if (report != NULL) {
        report->nodes = w.nodes;
        report->bytes = w.bytes;
        report->offset = status == ZB_OK ? 0 : w.at;
        report->depth = status == ZB_OK ? w.deepest : w.depth;
    }
    return status;
}
