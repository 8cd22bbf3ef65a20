/* SPDX-License-Identifier: MIT */
#ifndef ZBI_PLACE_H
#define ZBI_PLACE_H

/* What malloc.c asks of the guest runtime; place.c is all that knows src/guest. */

#include <zerobuf/arena.h>

/** The arena of the call whose handler is running, NULL outside of one. */
zb_arena *zbi_heap_call_arena(void);

/** The arena that lives as long as the instance, begun if that can be; NULL without. */
zb_arena *zbi_heap_instance_arena(void);

#endif /* ZBI_PLACE_H */
