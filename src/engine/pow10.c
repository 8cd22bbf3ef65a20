/* SPDX-License-Identifier: MIT */
/* The powers of ten, made when the module starts. */
#include "../core/pow10_make.h"

#include "engine.h"

const uint64_t (*zbi_pow10_rows)[2];

uint32_t
zbe_pow10_bytes(void)
{
    return POW10_ROWS * sizeof *zbi_pow10_rows;
}

void
zbe_make_pow10(void *room)
{
    make_pow10((uint64_t(*)[2])room);
    zbi_pow10_rows = (const uint64_t(*)[2])room;
}
