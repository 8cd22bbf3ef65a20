/* SPDX-License-Identifier: MIT */
/*
 * Fuzzes the search for a route.
 *
 * Input: lines.  The first is the method of a request, the second its path, the others are
 * entries: a method, a space, a path.  Texts lie in allocations of exactly their size.  Oracle: the
 * model in test/c/route_model.h, of entries and of what their parameters stand for.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/guest/pattern.h"
#include "../c/route_model.h"

#define MAX_LINES 32u
#define MAX_LINE 60u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool condition, const char *what)
{
    if (condition)
        return;
    fprintf(stderr, "oracle: %s\n", what);
    abort();
}

static char *
copy(const uint8_t *bytes, size_t len, bool terminated)
{
    char *text = malloc(len + (terminated || len == 0 ? 1 : 0));
    require(text != NULL, "memory");
    memcpy(text, bytes, len);
    if (terminated)
        text[len] = '\0';
    return text;
}

/* The parameters of an entry that fits. */
static void
check_values(const char *pattern, zb_str path)
{
    model_path pieces = model_split(model_str(pattern)), segments = model_split(path);
    require(zbi_pattern_fits(pattern, path, NULL, NULL), "the entry does not fit");
    for (uint32_t i = 0; i <= pieces.count; i++) {
        char name[MAX_LINE + 1] = "*";
        if (i < pieces.count && pieces.segments[i].len > 0) {
            memcpy(name, pieces.segments[i].ptr + 1, pieces.segments[i].len - 1);
            name[pieces.segments[i].len - 1] = '\0';
        }
        zb_str value = {NULL, 0}, expected = model_value(&pieces, &segments, path, name);
        require(zbi_pattern_fits(pattern, path, name, &value), "the entry fits without a name alone");
        require(value.ptr == expected.ptr && value.len == expected.len, "another value");
    }
}

static void
check(const zb_route_table *table, zb_str method, zb_str path)
{
    bool known[MODEL_ROUTES];
    zbi_known says;
    zb_request req = {.method = method, .path = path};
    const zb_route *route = zbi_route_find(table, &req, &says);
    int expected = model_find(table, method, path, known);
    require(route == (expected < 0 ? NULL : &table->routes[expected]), "another entry");
    bool any = false;
    for (uint32_t i = 0; i < table->count; i++) {
        any = any || known[i];
        require(says == ZBI_UNKNOWN || zbi_route_is_known(table, i, &req, says) == known[i], "another set");
    }
    require(any == (says != ZBI_UNKNOWN), "known");
    if (route != NULL)
        check_values(route->path, path);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *lines[2 * MAX_LINES];
    zb_str request[2] = {{"", 0}, {"", 0}};
    zb_route routes[MODEL_ROUTES];
    uint32_t count = 0, entries = 0;
    for (uint32_t line = 0; line < MAX_LINES && size > 0; line++) {
        const uint8_t *end = memchr(data, '\n', size);
        size_t len = end != NULL ? (size_t)(end - data) : size, kept = len < MAX_LINE ? len : MAX_LINE;
        if (line < 2) {
            lines[count] = copy(data, kept, false);
            request[line] = (zb_str){lines[count++], (uint32_t)kept};
        } else {
            const uint8_t *space = memchr(data, ' ', kept);
            size_t method = space != NULL ? (size_t)(space - data) : kept;
            size_t path = space != NULL ? method + 1 : kept;
            lines[count] = copy(data, method, true);
            lines[count + 1] = copy(data + path, kept - path, true);
            routes[entries++] = (zb_route){lines[count], lines[count + 1], NULL, 0};
            count += 2;
        }
        data += len + (end != NULL ? 1 : 0);
        size -= len + (end != NULL ? 1 : 0);
    }
    zb_route_table table = {routes, entries, true};
    check(&table, request[0], request[1]);
    while (count > 0)
        free(lines[--count]);
    return 0;
}
