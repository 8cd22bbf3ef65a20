/* SPDX-License-Identifier: MIT */
/*
 * Which entry of the table a request is for (zerobuf/handler.h says the rules).  Nothing is
 * allocated or kept: tables are short, and each pass over one is O(its bytes).
 */
#include "guest.h"
#include "pattern.h"
#include "route.h"

bool
zbi_is(const zb_str *text, const char *string)
{
    for (uint32_t i = 0; i < text->len; i++)
        if (string[i] != text->ptr[i] || string[i] == '\0')
            return false;
    return string[text->len] == '\0';
}

/* What an entry is to the method of a request, the better the greater. */
typedef enum {
    APART, /* an event and a request of HTTP, or two events */
    OTHER_METHOD,
    ANY_METHOD,
    GET_FOR_HEAD,
    ITS_METHOD
} fitness;

static fitness
fitness_of(bool patterned, const zb_route *route, const zb_str *method)
{
    if (zbi_is(method, route->method))
        return ITS_METHOD;
    if (zbi_is_event(*method))
        return APART;
    if (patterned) {
        if (zbi_is_event((zb_str){route->method, zbi_cstr_len(route->method)}))
            return APART;
        if (zbi_pattern_is_star(route->method))
            return ANY_METHOD;
    }
    static const zb_str get = {ZB_LIT("GET")};
    return zbi_is(method, "HEAD") && zbi_is(&get, route->method) ? GET_FOR_HEAD : OTHER_METHOD;
}

static bool
fits(bool patterned, const zb_route *route, zb_str path)
{
    return patterned ? zbi_pattern_fits(route->path, path, NULL, NULL) : zbi_is(&path, route->path);
}

static bool
is_for_the_rest(bool patterned, const zb_route *route)
{
    return patterned && zbi_pattern_is_star(route->path);
}

bool
zbi_route_is_known(const zb_route_table *table, uint32_t index, const zb_request *req, zbi_known known)
{
    const zb_route *route = &table->routes[index];
    bool patterned = table->patterned;
    /* A table without patterns has no entries for events, and knows no path of one. */
    return (!patterned || fitness_of(patterned, route, &req->method) != APART) &&
           fits(patterned, route, req->path) &&
           is_for_the_rest(patterned, route) == (known == ZBI_KNOWN_TO_THE_REST);
}

const zb_route *
zbi_route_find(const zb_route_table *table, const zb_request *req, zbi_known *known)
{
    bool patterned = table->patterned;
    const zb_route *best = NULL;
    fitness best_fit = APART;
    *known = ZBI_UNKNOWN;
    for (uint32_t i = 0; i < table->count; i++) {
        const zb_route *route = &table->routes[i];
        fitness fit = fitness_of(patterned, route, &req->method);
        if (fit == APART || !fits(patterned, route, req->path))
            continue;
        if (!is_for_the_rest(patterned, route))
            *known = ZBI_KNOWN;
        else if (*known == ZBI_UNKNOWN)
            *known = ZBI_KNOWN_TO_THE_REST;
        if (fit == OTHER_METHOD)
            continue;
        int more = best != NULL && patterned ? zbi_pattern_compare(route->path, best->path) : 0;
        if (more > 0 || (more == 0 && fit > best_fit)) {
            best = route;
            best_fit = fit;
        }
    }
    if (best != NULL && is_for_the_rest(patterned, best) && *known == ZBI_KNOWN)
        return NULL;
    return best;
}
