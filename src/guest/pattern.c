/* SPDX-License-Identifier: MIT */
#include "pattern.h"

/* What stands at the start of a segment, the less specific the smaller. */
typedef enum { TAIL, PARAMETER, TEXT } kind;

static kind
kind_at(const char *pattern)
{
    if (*pattern == ':')
        return PARAMETER;
    return zbi_pattern_is_star(pattern) ? TAIL : TEXT;
}

/* Where the segment that goes on at `pattern` ends. */
static const char *
segment_end(const char *pattern)
{
    while (*pattern != '/' && *pattern != '\0')
        pattern++;
    return pattern;
}

/* The bytes from `from` to `end` are `name`. */
static bool
is_name(const char *from, const char *end, const char *name)
{
    while (from < end && *name == *from) /* at the end of `name` they differ: no NUL is in a pattern */
        from++, name++;
    return from == end && *name == '\0';
}

bool
zbi_pattern_fits(const char *pattern, zb_str path, const char *name, zb_str *value)
{
    const char *at = path.ptr, *end = at + path.len;
    for (bool start = true;; start = *pattern++ == '/') {
        kind what = start ? kind_at(pattern) : TEXT;
        const char *from = at;
        if (what == TAIL) {
            if (name != NULL && zbi_pattern_is_star(name))
                *value = (zb_str){at, (uint32_t)(end - at)};
            return true;
        }
        if (what == PARAMETER) {
            while (at < end && *at != '/')
                at++;
            if (at == from)
                return false;
            const char *stop = segment_end(pattern);
            if (name != NULL && is_name(pattern + 1, stop, name)) {
                *value = (zb_str){from, (uint32_t)(at - from)};
                name = NULL; /* the first one of that name */
            }
            pattern = stop - 1;
            continue;
        }
        if (*pattern == '\0')
            return at == end;
        if (at == end || *at++ != *pattern)
            return false;
    }
}

int
zbi_pattern_compare(const char *left, const char *right)
{
    for (bool start = true;; start = *left++ == '/', right++) {
        kind l = start ? kind_at(left) : TEXT, r = start ? kind_at(right) : TEXT;
        if (l != r)
            return (int)l - (int)r;
        if (l == TAIL)
            return 0;
        if (l == PARAMETER) {
            left = segment_end(left) - 1;
            right = segment_end(right) - 1;
        } else if (*left == '\0') {
            return 0; /* then the right one ends, too: they have the path's bytes in common */
        }
    }
}
