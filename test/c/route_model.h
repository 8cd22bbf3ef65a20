/* SPDX-License-Identifier: MIT */
#ifndef ROUTE_MODEL_H
#define ROUTE_MODEL_H

/*
 * What zerobuf/handler.h says of routes, in the plainest way: paths are split into
 * segments first, and every rule is a pass over what fits.
 */

#include "../../src/guest/route.h"

#define MODEL_SEGMENTS 64u
#define MODEL_ROUTES 64u

typedef struct model_path {
    zb_str segments[MODEL_SEGMENTS];
    uint32_t count;
} model_path;

static inline zb_str
model_str(const char *text)
{
    return (zb_str){text, zbi_cstr_len(text)};
}

static inline bool
model_same(zb_str left, zb_str right)
{
    if (left.len != right.len)
        return false;
    for (uint32_t i = 0; i < left.len; i++)
        if (left.ptr[i] != right.ptr[i])
            return false;
    return true;
}

static inline bool
model_is(zb_str text, const char *string)
{
    return model_same(text, model_str(string));
}

/* The texts between slashes.  The caller sees to it that there are no more than MODEL_SEGMENTS. */
static inline model_path
model_split(zb_str path)
{
    model_path out = {.count = 0};
    uint32_t from = 0;
    for (uint32_t i = 0; i <= path.len; i++) {
        if (i < path.len && path.ptr[i] != '/')
            continue;
        out.segments[out.count++] = (zb_str){path.ptr + from, i - from};
        from = i + 1;
    }
    return out;
}

/* 2 bytes, 1 a parameter, 0 the tail */
static inline int
model_kind(const model_path *pattern, uint32_t i)
{
    if (i == pattern->count - 1 && model_is(pattern->segments[i], "*"))
        return 0;
    return pattern->segments[i].len > 0 && pattern->segments[i].ptr[0] == ':' ? 1 : 2;
}

static inline bool
model_fits(const model_path *pattern, const model_path *path)
{
    for (uint32_t i = 0; i < pattern->count; i++) {
        int kind = model_kind(pattern, i);
        if (i >= path->count)
            return false;
        if (kind == 0)
            return true;
        if (kind == 1 ? path->segments[i].len == 0 : !model_same(pattern->segments[i], path->segments[i]))
            return false;
    }
    return pattern->count == path->count;
}

/* What a parameter stands for in a path that the pattern fits; the ptr is NULL when there is none of that
 * name.  "*" is the tail. */
static inline zb_str
model_value(const model_path *pattern, const model_path *path, zb_str whole, const char *name)
{
    for (uint32_t i = 0; i < pattern->count; i++) {
        int kind = model_kind(pattern, i);
        zb_str segment = pattern->segments[i], value = path->segments[i];
        if (kind == 0 && model_is((zb_str){name, zbi_cstr_len(name)}, "*"))
            return (zb_str){value.ptr, (uint32_t)(whole.ptr + whole.len - value.ptr)};
        if (kind == 1 && model_is((zb_str){segment.ptr + 1, segment.len - 1}, name))
            return value;
    }
    return (zb_str){NULL, 0};
}

static inline int
model_compare(const model_path *left, const model_path *right)
{
    for (uint32_t i = 0; i < left->count && i < right->count; i++)
        if (model_kind(left, i) != model_kind(right, i))
            return model_kind(left, i) - model_kind(right, i);
    return 0;
}

static inline bool
model_is_event(zb_str method)
{
    return method.len > 3 && model_same((zb_str){method.ptr, 3}, model_str("zb:"));
}

/* 0: does not answer the method */
static inline int
model_answers(const char *method, zb_str wanted)
{
    if (model_is(wanted, method))
        return 3;
    if (model_is_event(wanted))
        return 0;
    if (model_is(wanted, "HEAD") && model_is(model_str("GET"), method))
        return 2;
    return model_is(model_str("*"), method) ? 1 : 0;
}

/* Indices of the entries that make the path known, and the best of those that answer; -1: none. */
static inline int
model_find(const zb_route_table *table, zb_str method, zb_str path, bool known[MODEL_ROUTES])
{
    model_path segments = model_split(path);
    bool own = false;
    for (uint32_t i = 0; i < table->count; i++) {
        model_path pattern = model_split(model_str(table->routes[i].path));
        zb_str entry = model_str(table->routes[i].method);
        bool together = model_is_event(method) ? model_same(entry, method) : !model_is_event(entry);
        known[i] = together && model_fits(&pattern, &segments);
        own = own || (known[i] && !model_is(model_str(table->routes[i].path), "*"));
    }
    int best = -1;
    model_path best_pattern = {.count = 0};
    for (uint32_t i = 0; i < table->count; i++) {
        known[i] = known[i] && !(own && model_is(model_str(table->routes[i].path), "*"));
        int answers = model_answers(table->routes[i].method, method);
        if (!known[i] || answers == 0)
            continue;
        model_path pattern = model_split(model_str(table->routes[i].path));
        int more = best < 0 ? 1 : model_compare(&pattern, &best_pattern);
        if (more > 0 || (more == 0 && answers > model_answers(table->routes[best].method, method))) {
            best = (int)i;
            best_pattern = pattern;
        }
    }
    return best;
}

#endif /* ROUTE_MODEL_H */
