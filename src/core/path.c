/* SPDX-License-Identifier: MIT */
#include <zerobuf/path.h>

#include <zerobuf/array.h>
#include <zerobuf/iterate.h>
#include <zerobuf/object.h>

#include "budget.h"
#include "column.h"
#include "record.h"

/* A path on the way. */
typedef struct cursor {
    const char *path;
    uint32_t len;
    uint32_t at;  /* where the next step begins, with what separates it from the one before */
    bool pointer; /* a JSON pointer (RFC 6901), else the dotted form */
} cursor;

/* One step, as it is written: escapes are resolved while bytes are compared. */
typedef struct step {
    const char *ptr;
    uint32_t len;
    bool escaped; /* some byte is written as an escape */
    bool pointer; /* escapes are those of a JSON pointer */
} step;

static cursor
cursor_of(const char *path, uint32_t len)
{
    cursor c = {path, len, 0, len > 0 && path[0] == '/'};
    return c;
}

/* Up to the next slash; a tilde stands before 0 or 1. */
static zb_status
next_reference(cursor *c, step *out)
{
    uint32_t from = c->at + 1, at = from; /* a slash lies at c->at */
    bool escaped = false;
    for (; at < c->len && c->path[at] != '/'; at++) {
        if (c->path[at] != '~')
            continue;
        if (at + 1 == c->len || (c->path[at + 1] != '0' && c->path[at + 1] != '1'))
            return ZB_E_SYNTAX;
        escaped = true;
    }
    *out = (step){c->path + from, at - from, escaped, true};
    c->at = at;
    return ZB_OK;
}

/* Digits between brackets; the opening one lies at c->at. */
static zb_status
next_bracket(cursor *c, step *out)
{
    uint32_t from = c->at + 1, at = from;
    while (at < c->len && c->path[at] >= '0' && c->path[at] <= '9')
        at++;
    if (at == c->len || c->path[at] != ']' || at == from || (c->path[from] == '0' && at - from > 1))
        return ZB_E_SYNTAX;
    *out = (step){c->path + from, at - from, false, false};
    c->at = at + 1;
    return ZB_OK;
}

/* Up to the next dot or bracket; a backslash makes the next byte ordinary. */
static zb_status
next_key(cursor *c, step *out)
{
    if (c->at > 0) {
        if (c->path[c->at] != '.')
            return ZB_E_SYNTAX; /* something follows a bracket */
        c->at++;
    }
    uint32_t from = c->at, at = from;
    bool escaped = false;
    for (; at < c->len && c->path[at] != '.' && c->path[at] != '['; at++) {
        if (c->path[at] != '\\')
            continue;
        escaped = true;
        if (++at == c->len)
            return ZB_E_SYNTAX;
    }
    if (at == from)
        return ZB_E_SYNTAX; /* an empty key has no dotted form */
    *out = (step){c->path + from, at - from, escaped, false};
    c->at = at;
    return ZB_OK;
}

/* The next step; c->at is below c->len. */
static zb_status
next_step(cursor *c, step *out)
{
    if (c->pointer)
        return next_reference(c, out);
    return c->path[c->at] == '[' ? next_bracket(c, out) : next_key(c, out);
}

/* So that a path is well-formed or not whatever values it is followed through. */
static zb_status
check_syntax(cursor c)
{
    step ignored;
    while (c.at < c.len)
        ZB_TRY(next_step(&c, &ignored));
    return ZB_OK;
}

/* The byte at `*at` and past it, escapes resolved; their form has been checked. */
static char
step_byte(const step *s, uint32_t *at)
{
    char c = s->ptr[(*at)++];
    if (s->pointer && c == '~')
        return s->ptr[(*at)++] == '0' ? '~' : '/';
    return !s->pointer && c == '\\' ? s->ptr[(*at)++] : c;
}

static bool
step_is(const step *s, zb_str key)
{
    if (!s->escaped)
        return s->len == key.len && zb_bytes_equal(s->ptr, key.ptr, key.len);
    uint32_t at = 0, i = 0;
    for (; at < s->len && i < key.len; i++)
        if (step_byte(s, &at) != key.ptr[i])
            return false;
    return at == s->len && i == key.len;
}

/* A step as an index: decimal, no leading zero, within 32 bits. */
static bool
step_index(const step *s, uint32_t *out)
{
    uint64_t index = 0;
    uint32_t at = 0, digits = 0;
    while (at < s->len) {
        char c = step_byte(s, &at);
        if (c < '0' || c > '9' || (digits > 0 && index == 0))
            return false;
        index = index * 10 + (uint64_t)(c - '0');
        if (index > UINT32_MAX)
            return false;
        digits++;
    }
    *out = (uint32_t)index;
    return digits > 0;
}

static zb_status
find_escaped(zb_view view, zb_off handle, const step *s, zb_off *out)
{
    zb_object object;
    ZB_TRY(zb_object_open(view, handle, &object));
    for (uint32_t i = 0; i < object.count; i++) {
        zb_str key;
        zb_off slot;
        ZB_TRY(zb_object_entry(view, handle, i, &key, &slot));
        if (step_is(s, key)) {
            *out = slot;
            return ZB_OK;
        }
    }
    return ZB_E_NOT_FOUND;
}

/* Parts that are told by the name of a record's slot or by a map's key that is a string. */
static zb_status
find_named(zb_view view, zb_slot container, const step *s, zb_off *out)
{
    zb_iterator it;
    ZB_TRY(zb_iterate(view, container, &it));
    while (zb_next(&it)) {
        zb_str name = it.name;
        if (container.tag == ZB_TAG_MAP) {
            if (it.key.tag != ZB_TAG_STRING)
                continue;
            ZB_TRY(zb_string_at(view, it.key.a, &name));
        }
        if (step_is(s, name)) {
            *out = it.slot;
            return ZB_OK;
        }
    }
    ZB_TRY(it.status);
    return ZB_E_NOT_FOUND;
}

static zb_status
element_of(zb_view view, zb_off header, const step *s, zb_slot *out)
{
    zb_column column;
    uint32_t index;
    ZB_TRY(zb_column_open(view, header, &column));
    if (!step_index(s, &index) || index >= column.length)
        return ZB_E_NOT_FOUND;
    *out = zbi_column_element(view, &column, index);
    return ZB_OK;
}

/* Slot of the part that a step leads to. */
static zb_status
part_of(zb_view view, zb_slot container, const step *s, zb_off *out)
{
    uint32_t index;
    if (container.tag == ZB_TAG_OBJECT)
        return s->escaped ? find_escaped(view, container.a, s, out)
                          : zb_object_find(view, container.a, s->ptr, s->len, out);
    if (container.tag == ZB_TAG_ARRAY || container.tag == ZB_TAG_SET)
        return step_index(s, &index) ? zb_array_get(view, container.a, index, out) : ZB_E_NOT_FOUND;
    if (container.tag == ZB_TAG_MAP || zbi_record_slots(container.tag) > 0)
        return find_named(view, container, s, out);
    return ZB_E_TAG;
}

/* Pay for the keys that a search may pass over.  What cannot be read costs nothing. */
static zb_status
spend_on(zb_view view, zb_slot container, zbi_budget *budget)
{
    zbi_block block = {0, 0, 0};
    if (container.tag != ZB_TAG_OBJECT && container.tag != ZB_TAG_MAP)
        return ZB_OK;
    uint32_t item_bytes = container.tag == ZB_TAG_OBJECT ? ZB_OBJECT_ENTRY_BYTES : ZB_MAP_ENTRY_BYTES;
    if (zbi_block_open(view, container.a, item_bytes, &block) != ZB_OK)
        return ZB_OK;
    return zbi_spend(budget, block.length / ZBI_KEYS_PER_UNIT + 1);
}

/*
 * Follow a path to a value, and to its slot: 0 for an element of a column and for the root.  One
 * path costs what it finds on its way; who follows many has a budget.
 */
static zb_status
follow(zb_view view, zb_slot root, cursor c, zbi_budget *budget, zb_off *slot, zb_slot *value)
{
    ZB_TRY(check_syntax(c));
    *slot = 0;
    *value = root;
    while (c.at < c.len) {
        step s;
        ZB_TRY(next_step(&c, &s));
        if (budget != NULL)
            ZB_TRY(spend_on(view, *value, budget));
        *slot = 0;
        if (zbi_tag_is_column(value->tag)) {
            ZB_TRY(element_of(view, value->a, &s, value));
        } else {
            ZB_TRY(part_of(view, *value, &s, slot));
            ZB_TRY(zb_slot_read(view, *slot, value));
        }
    }
    return ZB_OK;
}

zb_status
zbi_path(zb_view view, zb_slot root, const char *path, uint32_t len, zbi_budget *budget, zb_slot *out)
{
    zb_off slot;
    zb_slot value;
    ZB_TRY(follow(view, root, cursor_of(path, len), budget, &slot, &value));
    *out = value;
    return ZB_OK;
}

zb_status
zb_path(zb_view view, zb_slot root, const char *path, uint32_t len, zb_slot *out)
{
    return zbi_path(view, root, path, len, NULL, out);
}

zb_status
zb_path_slot(zb_view view, zb_slot root, const char *path, uint32_t len, zb_off *out)
{
    zb_off slot;
    zb_slot value;
    if (len == 0)
        return ZB_E_SYNTAX;
    ZB_TRY(follow(view, root, cursor_of(path, len), NULL, &slot, &value));
    if (slot == 0)
        return ZB_E_TAG;
    *out = slot;
    return ZB_OK;
}

zb_status
zb_path_split(const char *path, uint32_t len, uint32_t *parent_len, zb_str *last, char *buffer)
{
    cursor c = cursor_of(path, len);
    step s;
    uint32_t from = 0;
    if (len == 0)
        return ZB_E_SYNTAX;
    ZB_TRY(check_syntax(c));
    while (c.at < c.len) {
        from = c.at;
        ZB_TRY(next_step(&c, &s));
    }
    uint32_t unescaped = 0;
    for (uint32_t at = 0; at < s.len;)
        buffer[unescaped++] = step_byte(&s, &at);
    *parent_len = from;
    last->ptr = buffer;
    last->len = unescaped;
    return ZB_OK;
}
