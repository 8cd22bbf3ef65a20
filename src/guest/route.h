/* SPDX-License-Identifier: MIT */
#ifndef ZBI_ROUTE_H
#define ZBI_ROUTE_H

/* The route table between the files that read it. */

#include "guest.h"

/** Which entries have a path, whatever their methods. */
typedef enum zbi_known {
    ZBI_UNKNOWN,
    ZBI_KNOWN_TO_THE_REST, /* "*" alone */
    ZBI_KNOWN              /* one that says more than that: those for the rest then stand back */
} zbi_known;

/** The entry that a request is for, NULL when none is.  `known` says of its path, never of an event's. */
const zb_route *zbi_route_find(const zb_route_table *table, const zb_request *req, zbi_known *known);

/** An entry is among those that make the path of a request known. */
bool zbi_route_is_known(const zb_route_table *table, uint32_t index, const zb_request *req, zbi_known known);

/** The answer to a request that no entry is for: 404, 405, or OPTIONS. */
zb_status zbi_route_none(zb_request *req, zb_response *res);

/** A method of events, which no client can send (SPEC.md, 8.14). */
static inline bool
zbi_is_event(zb_str method)
{
    return method.len > 3 && method.ptr[0] == 'z' && method.ptr[1] == 'b' && method.ptr[2] == ':';
}

#endif /* ZBI_ROUTE_H */
