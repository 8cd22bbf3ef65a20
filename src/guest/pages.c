/* SPDX-License-Identifier: MIT */
/*
 * Pages: the one owner of a guest's memory above __heap_base.  Arenas of calls
 * and of the instance take runs of pages here and give them back, so memory
 * follows what is in use, not how many requests were served.
 *
 * Free runs form a list in address order, each run beginning with its length
 * and the next run; neighbours are joined.
 */
#include "guest.h"

/* Grow by as much as there is, but no further than this at once: a large memory
 * needs room for one more body, not for twice itself. */
#define MAX_STEP_PAGES 256u

typedef struct run {
    uint32_t pages;
    struct run *next;
} run;

extern uint8_t __heap_base;

static run *free_runs;

static run *
run_end(const run *r)
{
    return (run *)((uintptr_t)r + r->pages * ZB_PAGE_BYTES);
}

void
zbi_pages_give(zb_off at, uint32_t pages)
{
    run *given = (run *)(uintptr_t)at;
    run *before = NULL, *after = free_runs;
    while (after != NULL && after < given) {
        before = after;
        after = after->next;
    }
    given->pages = pages;
    given->next = after;
    if (after != NULL && run_end(given) == after) {
        given->pages += after->pages;
        given->next = after->next;
    }
    if (before == NULL) {
        free_runs = given;
    } else if (run_end(before) == given) {
        before->pages += given->pages;
        before->next = given->next;
    } else {
        before->next = given;
    }
}

static bool
grow_by(uint32_t pages)
{
    size_t old = __builtin_wasm_memory_grow(0, pages);
    if (old == SIZE_MAX)
        return false;
    if (old + pages > ZB_MAX_PAGES) { /* offset + length must fit 32 bits */
        if (old >= ZB_MAX_PAGES)
            return false;
        pages = ZB_MAX_PAGES - (uint32_t)old;
    }
    zbi_pages_give((zb_off)(old * ZB_PAGE_BYTES), pages);
    return true;
}

/* First fit: the lowest run that is long enough. */
static zb_off
take_free(uint32_t pages)
{
    for (run **link = &free_runs; *link != NULL; link = &(*link)->next) {
        run *found = *link;
        if (found->pages < pages)
            continue;
        if (found->pages > pages) {
            run *rest = (run *)((uintptr_t)found + pages * ZB_PAGE_BYTES);
            rest->pages = found->pages - pages;
            rest->next = found->next;
            *link = rest;
        } else {
            *link = found->next;
        }
        return (zb_off)(uintptr_t)found;
    }
    return 0;
}

/* The whole pages that the module came with, above its data and stack. */
static void
adopt_first_pages(void)
{
    static bool adopted;
    if (adopted)
        return;
    adopted = true;
    uint32_t first = zbi_pages_for((uintptr_t)&__heap_base);
    uint32_t pages = zbi_memory_bytes() / ZB_PAGE_BYTES;
    if (pages > first)
        zbi_pages_give(first * ZB_PAGE_BYTES, pages - first);
}

zb_off
zbi_pages_take(uint32_t pages)
{
    adopt_first_pages();
    zb_off taken = take_free(pages);
    if (taken != 0)
        return taken;
    uint32_t step = zbi_memory_bytes() / ZB_PAGE_BYTES;
    if (step > MAX_STEP_PAGES)
        step = MAX_STEP_PAGES;
    if (!(step > pages && grow_by(step)) && !grow_by(pages))
        return 0;
    return take_free(pages);
}
