/* SPDX-License-Identifier: MIT */
#ifndef ZB_CLI_MEMORY_MAP_H
#define ZB_CLI_MEMORY_MAP_H

/* A region as a picture: one letter per cell, for what most of its bytes are. */

#include "survey.h"

/** Draw the map on standard output. */
void memory_map_print(const survey *it);

#endif /* ZB_CLI_MEMORY_MAP_H */
