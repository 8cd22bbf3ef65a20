/* SPDX-License-Identifier: MIT */
#ifndef ZBI_GUEST_H
#define ZBI_GUEST_H

/*
 * What the files of src/guest share.  Those that know requests and responses alone
 * compile natively, too, for the tests of handlers (src/testing): they reach memory through
 * the arena, which costs nothing where an offset is an address.
 */

#include <zerobuf/handler.h>

/** The words at an offset of our own making: aligned, inside the region. */
static inline uint32_t *
zbi_arena_words(const zb_arena *arena, zb_off off)
{
    return (uint32_t *)(void *)zb_arena_ptr(arena, off);
}

#ifdef ZB_LINEAR_MEMORY
/** The same where an offset is an address. */
static inline uint32_t *
zbi_words(zb_off off)
{
    return (uint32_t *)(uintptr_t)off;
}

/** Bytes of the module's memory now. */
static inline uint32_t
zbi_memory_bytes(void)
{
    zb_arena any = {0};
    return zb_arena_view(&any).size_bytes;
}
#endif

/** The grow hook of a guest's arenas: memory.grow, in place. */
zb_status zbi_memory_grow(zb_arena *arena, uint32_t bytes);

/**
 * Begin an arena that reaches to the end of the memory.
 *
 * @param arena     receives the control block's offset
 * @param at        where it begins, rounded up to 64
 * @param reserved  bytes to leave cleared between control block and first allocation
 * @return false when there is no memory; `arena` is then untouched
 */
bool zbi_memory_begin(zb_arena *arena, uint64_t at, uint32_t reserved);

/**
 * The arena of the request whose handler is running, NULL outside of one.  Handlers
 * that wait take turns: after each wait this is that handler's own again.
 */
zb_arena *zbi_current_call(void);

/** One call at a time (call.c): the call that the host is building or that is being handled; control 0 =
 * none. */
extern zb_arena zbi_call;

/** Control block of the arena that lives as long as the instance, 0 = none. */
extern zb_off zbi_instance_control;

/** Begin the arena that lives as long as the instance.  False when there is no memory, or now is not the
 * time. */
bool zbi_instance_begin(zb_arena *instance);

/** The grow hook of that arena. */
zb_status zbi_instance_grow(zb_arena *instance, uint32_t bytes);

/** What zbi_instance_grow() gave is no longer used. */
void zbi_instance_release(zb_arena *instance, zb_off segment, uint32_t bytes);

/**
 * Read the slots of a request.
 *
 * @param req  arena and slots are set.  Untouched on failure.
 * @return ZB_OK or ZB_E_TAG
 */
zb_status zbi_request_open(zb_request *req);

/** Answer the request in `slots`: through middleware, by its handler, or with 404, 405 or 204 to OPTIONS. */
zb_status zbi_answer(zb_off slots, zb_response *res);

/** Write a slot of a response: zeroed before, so tag and payload A are all there is to store. */
static inline void
zbi_response_put(const zb_response *res, uint32_t index, zb_tag tag, uint32_t a)
{
    uint32_t *slot = zbi_arena_words(res->arena, res->slots + index * ZB_SLOT_BYTES);
    slot[0] = tag;
    slot[ZB_SLOT_A_AT / 4] = a;
}

/** Copy a string into the arena of a response.  Offset of its header, 0 when there is no memory. */
zb_off zbi_response_copy(const zb_response *res, const char *string);

/** Flags of the route that a request is for.  What no route is for is answered at once. */
uint32_t zbi_route_flags(const zb_request *req);

/**
 * Decode %XX into the arena; what has none stays where it is.
 *
 * @param plus  "+" is a space
 * @param out   receives the bytes.  Untouched on failure.
 * @return ZB_OK, ZB_E_INVALID (a '%' that two hex digits do not follow) or ZB_E_MEMORY
 */
zb_status zbi_percent_decode(zb_arena *arena, zb_str text, bool plus, zb_str *out);

/**
 * One byte of such a text.
 *
 * @param text  not empty
 * @param out   receives the byte.  Untouched on failure.
 * @return bytes of `text` that it took, 1 or 3; 0: a broken %XX
 */
uint32_t zbi_percent_byte(zb_str text, bool plus, char *out);

/** A span is the text of a string (route.c). */
bool zbi_is(const zb_str *text, const char *string);

static inline uint32_t
zbi_cstr_len(const char *string)
{
    uint32_t len = 0;
    while (string[len] != '\0')
        len++;
    return len;
}

#endif /* ZBI_GUEST_H */
