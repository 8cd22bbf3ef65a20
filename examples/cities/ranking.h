/* SPDX-License-Identifier: MIT */
#ifndef CITIES_RANKING_H
#define CITIES_RANKING_H

/* The first few of many, in order: a heap that holds the best so far, the worst of them at its root. */

#include <stdbool.h>
#include <stdint.h>

typedef struct candidate {
    double key; /* the lower, the better */
    uint32_t index;
} candidate;

/** Begin with `count` candidates that all real ones, whose keys are below `worst`, replace. */
void ranking_begin(candidate *heap, uint32_t count, double worst);

/** Replace the worst candidate.  Of equal keys the ones with lower indices must have come before. */
void ranking_replace(candidate *heap, uint32_t count, candidate better);

/** Bring the candidates into order: by key, equal ones by index. */
void ranking_sort(candidate *heap, uint32_t count);

#endif /* CITIES_RANKING_H */
