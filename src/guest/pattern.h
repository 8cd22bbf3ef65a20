/* SPDX-License-Identifier: MIT */
#ifndef ZBI_PATTERN_H
#define ZBI_PATTERN_H

/* Patterns of paths (zerobuf/handler.h says what they mean).  Linked by tables that have some. */

#include <zerobuf/view.h>

/**
 * Does a pattern fit a path?
 *
 * @param pattern  NUL-terminated
 * @param path     as sent, without the query
 * @param name     a parameter to look for, "*" for the tail, NULL for none
 * @param value    receives where it lies in the path, as sent.  Untouched when the pattern has
 *                 none of that name; meaningless when it does not fit.
 *
 * O(length of both).
 */
bool zbi_pattern_fits(const char *pattern, zb_str path, const char *name, zb_str *value);

/** Which of two patterns that fit one path is the more specific: above 0 the left one, 0 neither. */
int zbi_pattern_compare(const char *left, const char *right);

/** The pattern "*", for what no other entry is for. */
static inline bool
zbi_pattern_is_star(const char *pattern)
{
    return pattern[0] == '*' && pattern[1] == '\0';
}

#endif /* ZBI_PATTERN_H */
