/* SPDX-License-Identifier: MIT */
#include "ranking.h"

static bool
is_after(candidate a, candidate b)
{
    return a.key > b.key || (a.key == b.key && a.index > b.index);
}

/* Let the root of a heap sink to its place; the last of all is at the root. */
static void
sink(candidate *heap, uint32_t count)
{
    for (uint32_t at = 0;;) {
        uint32_t child = 2 * at + 1;
        if (child >= count)
            return;
        if (child + 1 < count && is_after(heap[child + 1], heap[child]))
            child++;
        if (!is_after(heap[child], heap[at]))
            return;
        candidate swap = heap[at];
        heap[at] = heap[child];
        heap[child] = swap;
        at = child;
    }
}

void
ranking_begin(candidate *heap, uint32_t count, double worst)
{
    for (uint32_t i = 0; i < count; i++)
        heap[i] = (candidate){worst, UINT32_MAX};
}

void
ranking_replace(candidate *heap, uint32_t count, candidate better)
{
    heap[0] = better;
    sink(heap, count);
}

void
ranking_sort(candidate *heap, uint32_t count)
{
    for (uint32_t left = count; left > 1; left--) {
        candidate last = heap[0];
        heap[0] = heap[left - 1];
        heap[left - 1] = last;
        sink(heap, left - 1);
    }
}
